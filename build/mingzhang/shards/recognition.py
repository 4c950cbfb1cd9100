"""Files to receipts, pictures of pages recognised on the way: a page is a piece of work of its own, whatever file it is of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from ..engines import Engine, Loss
from ..progress import Reporter
from ..reading import read
from ..reading.scan.page_store import PageStore, recognising
from .making import CPU_SECONDS
from .receipts import Task
from .task_files import pages_folder


@dataclass(frozen=True, slots=True)
class PageTask:
    """A page of a file whose picture is to be recognised."""

    file: Task
    page: int


class Waiting(Protocol):
    """What came of a file, or which of its pages are to be recognised first."""

    @property
    def name(self) -> str: ...
    @property
    def waiting(self) -> tuple[int, ...]: ...


Made = TypeVar("Made", bound=Waiting)


def read_files(
    tasks: Sequence[Task],
    make: Callable[[Task], Made],
    engine: Engine,
    reporter: Reporter,
    on_loss: Callable[[Task, Loss], Made],
) -> Iterator[Made]:
    """What `make` (such as `make_shard`) makes of every file. What has pictures of pages that nobody recognised yet is
    read once they are."""
    waiting: dict[str, tuple[int, ...]] = {}
    for made in engine.run(make, [replace(task, waits=True) for task in tasks], on_loss, CPU_SECONDS):
        if made.waiting:
            waiting[made.name] = made.waiting
        else:
            yield made
    if waiting:
        files = [task for task in tasks if task.name in waiting]
        pages = [PageTask(file, page) for file in files for page in waiting[file.name]]
        with reporter.stage("Recognising pages", len(pages)) as advance:
            for _ in engine.run(recognise_page, pages, _without_it, CPU_SECONDS):
                advance()
        yield from engine.run(make, files, on_loss, CPU_SECONDS)


def recognise_page(work: PageTask) -> None:
    """Recognise a page into the cache. What is wrong with it or its file is told where the file is read."""
    store = PageStore(pages_folder(work.file.cache), only=work.page)
    with suppress(Exception), recognising(store):
        read(work.file.path, work.file.name, mask=work.file.mask)


def _without_it(work: PageTask, why: Loss) -> None:
    """A page that took its process along stays unread, and is told so."""
