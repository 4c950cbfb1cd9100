"""A build can be repeated to the byte by its manifest, or is told in what it differs."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from documents import minimal, write
from mingzhang.commands.program import main
from mingzhang.pipeline.manifest import MANIFEST, Manifest, differences, read_manifest

MADE = Manifest(
    "0.2.0", "c0de", "3.11.7", "5e77", {"a.txt": "aa"}, "", "2026-01-02T03:04:05+00:00", {"site": "ff"}
)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({}, []),
        ({"moment": "2027-01-01T00:00:00+00:00"}, []),
        ({"program": "0.3.0"}, ["program: was 0.2.0, is 0.3.0"]),
        ({"history": "abcd"}, []),  # a build repeated in place, to the same bytes
        ({"history": "abcd", "outputs": {}}, ["history: was none, is abcd", "output site: missing"]),
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


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"lock": "abcd"}, ["lock: was none, is abcd"]),
        ({"libraries": {"lxml": "6", "jinja2": "3"}}, ["library jinja2: was none, is 3", "library lxml: was 5, is 6"]),
        ({"version": "2024-01-01-x"}, []),  # it follows from what differs
    ],
)  # fmt: skip
def test_other_libraries_are_told(changed: dict[str, object], told: list[str]) -> None:
    wanted = Manifest(
        **{name: getattr(MADE, name) for name in MADE.__struct_fields__} | {"libraries": {"lxml": "5"}}
    )
    known = {name: getattr(wanted, name) for name in wanted.__struct_fields__}
    assert list(differences(wanted, Manifest(**{**known, **changed}))) == told


@pytest.mark.slow
def test_a_release_is_packed_with_its_citation_and_checksums(tmp_path: Path) -> None:
    inputs = str(write(tmp_path / "in", a=minimal()))
    portal = tmp_path / "portal"
    assert CliRunner().invoke(main, ["build", inputs, "--output", str(portal)]).exit_code == 0
    files = [tmp_path / name for name in ("one.zip", "two.zip")]
    for file in files:
        packed = CliRunner().invoke(main, ["archive", str(file), "--output", str(portal)])
        assert packed.exit_code == 0, packed.output
    assert files[0].read_bytes() == files[1].read_bytes()
    with zipfile.ZipFile(files[0]) as archive:
        names = archive.namelist()
        sums = dict(line.split("  ")[::-1] for line in archive.read("sha256sums.txt").decode().splitlines())
        assert set(names) == {*sums, "sha256sums.txt"}
        assert {name: hashlib.sha256(archive.read(name)).hexdigest() for name in sums} == sums
        cited = yaml.safe_load(archive.read("CITATION.cff"))
    assert {"build.json", "disclosures.db", "CITATION.cff", "history/history.json"} <= set(names)
    assert not any(name.startswith("site/") for name in names)
    made = read_manifest(portal / MANIFEST)
    assert (cited["type"], cited["version"], cited["license"]) == ("dataset", made.version, "CC-BY-4.0")
    assert made.lock and "lxml" in made.libraries
    whole = CliRunner().invoke(main, ["archive", str(tmp_path / "w.zip"), "--output", str(portal), "--site"])
    assert whole.exit_code == 0
    assert "site/index.html" in zipfile.ZipFile(tmp_path / "w.zip").namelist()
    inside = CliRunner().invoke(main, ["archive", str(portal / "a.zip"), "--output", str(portal)])
    assert (inside.exit_code, inside.stderr.count("\n")) == (2, 1)
    nothing = CliRunner().invoke(main, ["archive", str(tmp_path / "x.zip"), "--output", str(tmp_path)])
    assert (nothing.exit_code, (tmp_path / "x.zip").exists()) == (2, False)
