"""Ctrl-C, SIGTERM, terminals of other languages, closed pipes: one line and an honest exit code, never a traceback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from documents import minimal, write

pytestmark = pytest.mark.slow

READY = "ready"
WAITING = f"""
import sys
from pathlib import Path
from mingzhang import interruptions
interruptions.install()
with interruptions.tidied_by(Path(sys.argv[1]).unlink):
    print({READY!r}, flush=True)
    sys.stdin.read()
"""


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interruption_tidies_prints_one_line_and_ends(
    tmp_path: Path, number: signal.Signals, code: int
) -> None:
    left = tmp_path / "left"
    left.touch()
    process = subprocess.Popen(
        [sys.executable, "-c", WAITING, str(left)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == f"{READY}\n"
    process.send_signal(number)
    _, told = process.communicate()
    assert (process.returncode, told) == (code, "mingzhang: stopped\n")
    assert not left.exists()


def test_a_signal_after_the_work_is_done_changes_nothing() -> None:
    """While the interpreter ends, here in a function it calls last, the exit code is settled."""
    ending = (
        "import atexit, os, signal\n"
        "from mingzhang import cli\n"
        "atexit.register(os.kill, os.getpid(), signal.SIGTERM)\n"
        "cli._run = lambda: 1\n"
        "cli.main()\n"
    )
    done = subprocess.run([sys.executable, "-c", ending], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (1, "")


def test_an_interruption_while_importing_is_one_line(tmp_path: Path) -> None:
    """The first thing the command imports waits here, as a slow disk would."""
    slow = tmp_path / "click.py"
    slow.write_text(f"import sys\nprint({READY!r}, flush=True)\nsys.stdin.read()\n")
    process = subprocess.Popen(
        [sys.executable, "-m", "mingzhang.cli", "build"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == f"{READY}\n"
    process.send_signal(signal.SIGINT)
    _, told = process.communicate()
    assert (process.returncode, told) == (130, "mingzhang: stopped\n")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "gb18030"])
def test_a_terminal_of_another_language_is_no_failure(tmp_path: Path, encoding: str) -> None:
    file = write(tmp_path, account=minimal()) / "account.txt"
    done = subprocess.run(
        [sys.executable, "-m", "mingzhang.cli", "check", str(file), "--rules", "I01"],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_reader_that_has_enough_is_no_failure(tmp_path: Path) -> None:
    file = write(tmp_path, account=minimal()) / "account.txt"
    process = subprocess.Popen(
        [sys.executable, "-m", "mingzhang.cli", "check", str(file)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    with process.stderr:
        told = process.stderr.read()
    assert (process.wait(), told) == (141, b"")


def test_an_error_of_the_program_is_one_line_and_not_the_exit_code_of_findings(tmp_path: Path) -> None:
    broken = tmp_path / "click.py"
    broken.write_text("raise ValueError('two\\nlines')\n")
    done = subprocess.run(
        [sys.executable, "-m", "mingzhang.cli", "check", "x"],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
    )
    assert done.returncode == 2
    assert done.stderr == (
        "mingzhang: internal error (ValueError: two lines); please report it (MINGZHANG_DEBUG=1 shows where it is)\n"
    )
