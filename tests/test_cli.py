"""The command as a stranger uses it: help, wrong input, one line that says what to do, the exit code."""

from __future__ import annotations

import json
import os
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from documents import minimal, write

pytestmark = pytest.mark.slow

COMMANDS = ("build", "serve", "search", "check", "sample", "init")


def mingzhang(*args: str, cwd: Path, timeout: float = 120) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mingzhang.cli", *args],
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=timeout,
        env={**os.environ, "PYTHONUTF8": "1"},
    )


def refused(*args: str, cwd: Path) -> str:
    """What a refused command says: one line on standard error, exit code 2, no traceback."""
    done = mingzhang(*args, cwd=cwd)
    assert done.returncode == 2, done.stderr
    last = done.stderr.strip().splitlines()[-1]
    assert "Traceback" not in done.stderr
    return last


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_explains_every_option(tmp_path: Path, command: str) -> None:
    done = mingzhang(*command.split(), "--help", cwd=tmp_path)
    assert done.returncode == 0
    assert "Usage: " in done.stdout
    for line in done.stdout.splitlines():
        option = line.strip().split("  ")
        if option[0].startswith("--") and "," not in option[0]:
            assert len(option) > 1 or line.rstrip().endswith(("PATH", "TEXT", "INTEGER", "RANGE", "]")), line


def test_from_nothing_to_a_portal(tmp_path: Path) -> None:
    assert mingzhang("init", "p", cwd=tmp_path).returncode == 0
    portal = tmp_path / "p"
    assert {"content", "search", "datasette_metadata.yml", "portal.yml", "disclosures"} <= {
        path.name for path in portal.iterdir()
    }
    write(portal / "disclosures", a=minimal())
    built = mingzhang("build", cwd=portal)
    assert built.returncode == 0, built.stderr
    assert built.stdout.startswith("1 disclosures of 1 departments")
    assert "http://127.0.0.1:8000/" in built.stdout
    found = mingzhang("search", "收支总计", cwd=portal)
    assert found.returncode == 0, found.stderr
    assert "/#" in found.stdout
    again = refused("init", ".", cwd=portal)
    assert "already holds a portal" in again


def test_quarantined_files_are_told_and_with_strict_fail(tmp_path: Path) -> None:
    write(tmp_path / "in", good=minimal(), poem="床前明月光\n")
    done = mingzhang("build", "in", "--output", "out", cwd=tmp_path)
    assert done.returncode == 0
    assert "quarantined: poem.txt: " in done.stderr
    assert mingzhang("build", "in", "--output", "out", "--strict", cwd=tmp_path).returncode == 1


def test_a_quiet_build_says_only_what_went_wrong(tmp_path: Path) -> None:
    write(tmp_path / "in", a=minimal())
    (tmp_path / "portal.yml").write_text("contact: somebody@example.org\n", encoding="utf-8")
    done = mingzhang("build", "in", "--output", "out", "--quiet", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    write(tmp_path / "in", b="nothing of accounts")
    done = mingzhang("build", "in", "--output", "out", "--quiet", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith("quarantined: b.txt: ") and done.stderr.count("\n") == 1


def test_a_build_tells_of_files_and_stages_as_json(tmp_path: Path) -> None:
    write(tmp_path / "in", a=minimal(), b="nothing of accounts")
    done = mingzhang("build", "in", "--output", "out", "--json", cwd=tmp_path)
    told = json.loads(done.stdout)
    assert (told["disclosures"], told["departments"], told["quarantined"]) == (1, 1, 1)
    assert [(file["name"], file["status"]) for file in told["files"]] == [
        ("a.txt", "ok"),
        ("b.txt", "quarantined"),
    ]
    assert told["files"][0]["fiscal_year"] == 2023 and told["files"][1]["error"]
    stages = {stage["name"]: stage for stage in told["stages"]}
    assert stages["Reading and proofreading"]["done"] == stages["Reading and proofreading"]["total"] == 2
    assert stages["Writing workbooks"]["done"] == stages["Writing tables"]["done"] == 1
    assert all(stage["seconds"] >= 0 for stage in told["stages"])


def test_wrong_input_gets_one_line_that_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "put the disclosures" in refused("build", "empty", "--output", "o", cwd=tmp_path)
    assert "no such file or folder" in refused("build", "nowhere", "--output", "o", cwd=tmp_path)
    assert "cannot write" in refused(
        "build", str(write(tmp_path / "in", a=minimal())), "--output", "/proc/x", cwd=tmp_path
    )
    assert "mingzhang build" in refused("search", "低保", cwd=tmp_path)
    (tmp_path / "no.db").write_text("not a database, but long enough to look at it twice")
    assert "not a database" in refused("search", "低保", "--db", "no.db", cwd=tmp_path)
    assert "is a file" in refused("sample", "no.db", cwd=tmp_path)
    assert "No such command" in refused("publish", cwd=tmp_path)


def test_settings_are_read_strictly(tmp_path: Path) -> None:
    file = tmp_path / "portal.yml"
    file.write_text("titel: x\n")
    assert "unknown setting 'titel'" in refused("build", cwd=tmp_path)
    file.write_text("search: {fallback: perhaps}\n")
    assert "portal.yml" in refused("build", cwd=tmp_path)
    file.write_text("title: [\n")
    assert "portal.yml" in refused("build", cwd=tmp_path)


def test_serve_says_why_it_cannot(tmp_path: Path) -> None:
    assert "mingzhang build" in refused("serve", "--output", "nowhere", cwd=tmp_path)
    half = tmp_path / "half"
    (half / "site").mkdir(parents=True)
    (half / "site" / "index.html").write_text("x")
    sqlite3.connect(half / "disclosures.db").execute("CREATE TABLE t (a)")
    assert "disclosures.db" in refused("serve", "--output", "half", cwd=tmp_path)
    mingzhang("build", str(write(tmp_path / "in", a=minimal())), "--output", "out", cwd=tmp_path)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert str(port) in refused("serve", "--output", "out", "--port", str(port), cwd=tmp_path)


def test_sample_copies_the_made_up_disclosures(tmp_path: Path) -> None:
    sample = Path(__file__).parents[1] / "disclosures"
    shipped = {p.name: p.read_bytes() for p in sample.iterdir() if p.suffix in (".txt", ".csv")}
    documents = sum(name.endswith(".txt") for name in shipped)
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "mine.txt").write_text("kept", encoding="utf-8")
    done = mingzhang("sample", "own", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, f"{documents} made-up disclosures in own\n")
    found = {p.name: p.read_bytes() for p in (tmp_path / "own").iterdir()}
    assert found == {**shipped, "mine.txt": b"kept"}


def test_sample_says_that_a_seed_does_nothing(tmp_path: Path) -> None:
    done = mingzhang("sample", "own", "--seed", "7", cwd=tmp_path)
    assert done.returncode == 0
    assert "--seed does nothing any more" in done.stderr
