"""Files checked by processes that have a limit of time and memory; archives opened; pages of scans side by side, and kept.

What is plain text is checked where the command runs: it needs no library that a damaged file could lead astray.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ..checking.report.reviewed import Proofed
from ..engines import ENGINES, Ground, Loss
from ..progress import Reporter
from ..reading.archives import with_members
from ..reading.files import Found
from ..reading.scan.page_store import PageStore, PagesWaiting, recognising
from ..shards.making import lost
from ..shards.receipts import Task
from ..shards.recognition import read_files
from ..shards.task_files import pages_folder

Check = Callable[[Path], Proofed]
"""What proofreads one file."""


@dataclass(frozen=True, slots=True)
class _Checked:
    """What came of a file; the pages to recognise first where it has pictures of pages."""

    name: str
    proofed: Proofed
    waiting: tuple[int, ...] = ()


def check_files(paths: Sequence[Path], check: Check, reporter: Reporter) -> list[Proofed]:
    """Check files and the members of archives (`archive.zip!/member`), in the order of their names; what cannot be
    unpacked is said. Raises `EngineError`."""
    with tempfile.TemporaryDirectory() as folder, ENGINES["local"](Ground()) as engine:
        found = with_members(Found([(path, str(path)) for path in paths]), Path(folder), engine)
        for line in found.passed_over:
            reporter.say(line)
        tasks = [Task(path, name, _kept_pages()) for path, name in found.files]
        made = read_files(tasks, partial(_checked, check), engine, reporter, _lost)
        of = {one.name: one.proofed for one in made}
    return [of[task.name] for task in tasks]


def _checked(check: Check, task: Task) -> _Checked:
    try:
        with recognising(PageStore(pages_folder(task.cache), "later" if task.waits else "never")):
            proofed = check(task.path)
    except PagesWaiting as waiting:
        return _Checked(task.name, Proofed(Path(task.name)), waiting.pages)
    return _Checked(task.name, _named(proofed, task.name))


def _named(proofed: Proofed, name: str) -> Proofed:
    """What was found, under the name a file is known by: a member of an archive lies where it was unpacked."""
    return Proofed(
        Path(name), proofed.lines, proofed.disclosure, proofed.report, proofed.pages, proofed.error
    )


def _lost(task: Task, why: Loss) -> _Checked:
    return _Checked(task.name, Proofed(Path(task.name), error=lost(task, why).error))


def _kept_pages() -> Path:
    """A folder beside which recognised pages are kept, so that a run that was stopped goes on."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "mingzhang" / "check"
