"""Files checked by processes that have a limit of time and memory; archives opened; pages of scans side by side, and kept.

What is plain text is checked where the command runs: it needs no library that a damaged file could lead astray.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from ..checking.report.reviewed import Proofed
from ..engines import ENGINES, Engine, Ground, Loss
from ..model import Document
from ..parsing.holding import may_be_part
from ..progress import Reporter
from ..reading.archives import with_members
from ..reading.files import Found, read_bytes
from ..reading.scan.page_store import PageStore, PagesWaiting, recognising
from ..shards.making import CPU_SECONDS, lost, make_shard
from ..shards.receipts import Task
from ..shards.recognition import read_files
from ..shards.split_accounts import split_accounts
from ..shards.task_files import pages_folder
from ..shards.task_files import read_files as read_parts

Check = Callable[..., Proofed]
"""What proofreads one file, by its path, or what `reading` returns."""


@dataclass(frozen=True, slots=True)
class _Checked:
    """What came of a file; the pages to recognise first where it has pictures of pages."""

    name: str
    proofed: Proofed
    waiting: tuple[int, ...] = ()


def check_files(paths: Sequence[Path], check: Check, reporter: Reporter) -> list[Proofed]:
    """Check files and the members of archives (`archive.zip!/member`), in the order of their names; what cannot be
    unpacked is said. Files of one folder that are parts of one account are checked as one. Raises `EngineError`."""
    with tempfile.TemporaryDirectory() as folder, ENGINES["local"](Ground()) as engine:
        found = with_members(Found([(path, str(path)) for path in paths]), Path(folder), engine)
        for line in found.passed_over:
            reporter.say(line)
        tasks = [Task(path, name, _kept_pages()) for path, name in found.files]
        made = read_files(tasks, partial(_checked, check), engine, reporter, _lost)
        of = {one.name: one.proofed for one in made}
        parts = [task for task in tasks if may_be_part(of[task.name].disclosure)]
        for whole in _split_accounts(parts, Path(folder) / "shards", engine, reporter):
            (joined,) = engine.run(partial(_checked, check), [whole], _lost, CPU_SECONDS)
            if joined.proofed.error:
                reporter.say(f"{whole.name}: parts of one account, not joined: {joined.proofed.error}")
                continue
            (_, first), *others = whole.parts
            of[first] = joined.proofed
            for _, name in others:
                del of[name]
    return [of[task.name] for task in tasks if task.name in of]


def _split_accounts(tasks: Sequence[Task], cache: Path, engine: Engine, reporter: Reporter) -> Iterator[Task]:
    """The accounts out of several of these files, as a build joins them; what looks like one and is none is said."""
    if len(tasks) > 1:
        kept = [replace(task, cache=cache) for task in tasks]
        wholes, told = split_accounts(list(engine.run(make_shard, kept, lost, CPU_SECONDS)), tasks)
        for line in told:
            reporter.say(line)
        yield from wholes


def _checked(check: Check, task: Task) -> _Checked:
    try:
        with recognising(PageStore(pages_folder(task.cache), "later" if task.waits else "never")):
            proofed = check(task.path, reading=partial(_read, task)) if task.parts else check(task.path)
    except PagesWaiting as waiting:
        return _Checked(task.name, Proofed(Path(task.name)), waiting.pages)
    return _Checked(task.name, _named(proofed, task.name))


def _read(task: Task) -> Document:
    return read_parts([(part, read_bytes(part.path)) for part in task.files()], [])


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
