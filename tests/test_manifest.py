"""A build can be repeated to the byte by its manifest, or is told in what it differs."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from documents import minimal, write
from mingzhang.commands import main
from mingzhang.manifest import MANIFEST, Manifest, differences

MADE = Manifest(
    "0.2.0", "c0de", "3.11.7", "5e77", {"a.txt": "aa"}, "", "2026-01-02T03:04:05+00:00", {"site": "ff"}
)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({}, []),
        ({"moment": "2027-01-01T00:00:00+00:00"}, []),
        ({"program": "0.3.0"}, ["program: was 0.2.0, is 0.3.0"]),
        ({"history": "abcd"}, ["history: was none, is abcd"]),
        ({"inputs": {}}, ["input a.txt: missing"]),
        (
            {"inputs": {"a.txt": "ab", "b.txt": "bb"}},
            ["input a.txt: other bytes", "input b.txt: not in the manifest"],
        ),
        ({"outputs": {"site": "00"}}, ["output site: other bytes"]),
    ],
)
def test_what_differs_is_told_a_line_each(changed: dict[str, object], told: list[str]) -> None:
    made = Manifest(**{name: changed.get(name, getattr(MADE, name)) for name in MADE.__struct_fields__})
    assert list(differences(MADE, made)) == told


@pytest.mark.slow
def test_a_build_is_repeated_to_the_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    inputs = str(write(tmp_path / "in", a=minimal(), b=minimal(year=2022)))
    first = CliRunner().invoke(main, ["build", inputs, "--output", str(tmp_path / "one")])
    assert first.exit_code == 0
    manifest = str(tmp_path / "one" / MANIFEST)
    again = ["build", inputs, "--reproduce", manifest, "--output"]
    same = CliRunner().invoke(main, [*again, str(tmp_path / "two")])
    assert (same.exit_code, same.stdout.splitlines()[-1]) == (0, "the same bytes as the manifest tells of")
    write(tmp_path / "in", b=minimal(year=2022, total="1.00"))
    other = CliRunner().invoke(main, [*again, str(tmp_path / "three")])
    assert other.exit_code == 1
    assert "input b.txt: other bytes" in other.stdout
    assert "output disclosures.db: other bytes" in other.stdout


def test_what_is_no_manifest_is_told_before_any_work(tmp_path: Path) -> None:
    (tmp_path / "m").write_text("{", encoding="utf-8")
    result = CliRunner().invoke(main, ["build", str(tmp_path), "--reproduce", str(tmp_path / "m")])
    assert result.exit_code == 2
    assert "no manifest of a build" in result.stderr
