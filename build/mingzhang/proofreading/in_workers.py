"""Files checked by processes that have a limit of time and memory; archives opened; pages of scans side by side, and kept.

What is plain text is checked where the command runs: it needs no library that a damaged file could lead astray.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from ..checking.report.reviewed import Proofed
from ..engines import ENGINES, Engine, Ground, InlineEngine, Loss
from ..model import Document
from ..parsing.holding import may_be_part
from ..progress import Reporter
from ..reading.archives import with_members
from ..reading.files import Found, read_bytes
from ..reading.scan.page_store import PagesWaiting
from ..shards.making import CPU_SECONDS, lost, part_receipt
from ..shards.receipts import Receipt, Task
from ..shards.recognition import read_files
from ..shards.split_accounts import split_accounts
from ..shards.task_files import read_files as read_parts

Check = Callable[..., Proofed]
"""What proofreads one file, by its path, or what `reading` returns."""


@dataclass(frozen=True, slots=True)
class _Checked:
    """What came of a file; the pages to recognise first where it has pictures of pages."""

    name: str
    proofed: Proofed
    part: Receipt | None = None
    """What it may give to an account that is split over files."""
    waiting: tuple[int, ...] = ()


def check_files(paths: Sequence[Path], check: Check, reporter: Reporter, here: bool = False) -> list[Proofed]:
    """Check files and the members of archives (`archive.zip!/member`), in the order of their names; what cannot be
    unpacked is said. Files of one folder that are parts of one account are checked as one. `here`: by no other process.
    Raises `EngineError`."""
    with tempfile.TemporaryDirectory() as folder, _engine(here) as engine:
        found = with_members(Found([(path, str(path)) for path in paths]), Path(folder), engine)
        for line in found.passed_over:
            reporter.say(line)
        tasks = [Task(path, name, _kept_pages()) for path, name in found.files]
        made = read_files(tasks, partial(_checked, check), engine, reporter, _lost)
        files = list(made)
        of = {one.name: one.proofed for one in files}
        parts = [one.part for one in files if one.part is not None]
        wholes, told = split_accounts(parts, tasks)
        for line in told:
            reporter.say(line)
        for whole in wholes:
            (joined,) = engine.run(partial(_checked, check), [whole], _lost, CPU_SECONDS)
            if joined.proofed.error:
                reporter.say(f"{whole.name}: parts of one account, not joined: {joined.proofed.error}")
                continue
            (_, first), *others = whole.parts
            of[first] = joined.proofed
            for _, name in others:
                del of[name]
    return [of[task.name] for task in tasks if task.name in of]


def _engine(here: bool) -> Engine:
    return InlineEngine() if here else ENGINES["local"](Ground())


def _checked(check: Check, task: Task) -> _Checked:
    documents: list[Document] = []
    waiting: list[int] = []

    def reading() -> Document:
        try:
            documents.append(read_parts([(part, read_bytes(part.path)) for part in task.files()], []))
        except PagesWaiting as pages:
            waiting.extend(pages.pages)
            raise
        return documents[-1]

    proofed = check(task.path, reading=reading)
    if waiting:  # what `check` says of it is nothing yet
        return _Checked(task.name, Proofed(Path(task.name)), waiting=tuple(waiting))
    part = None
    if documents and may_be_part(proofed.disclosure):
        part = part_receipt(task, documents[-1], proofed.disclosure, proofed.error or "")
    return _Checked(task.name, _named(proofed, task.name), part)


def _named(proofed: Proofed, name: str) -> Proofed:
    """What was found, under the name a file is known by: a member of an archive lies where it was unpacked."""
    return replace(proofed, path=Path(name))


def _lost(task: Task, why: Loss) -> _Checked:
    return _Checked(task.name, Proofed(Path(task.name), error=lost(task, why).error))


def _kept_pages() -> Path:
    """A folder beside which recognised pages are kept, so that a run that was stopped goes on."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "mingzhang" / "check"
