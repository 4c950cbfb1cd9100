"""From the files of a task to one document: read with the pages recognised so far and what a person put right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import msgspec

from ..layout import JOINED, join_files, joined_id
from ..model import Document, FileCorrection, Source, Wanted
from ..reading import read
from ..reading.registry import identify
from ..reading.scan.page_store import PageStore, recognising
from .receipts import Task

Files = Sequence[tuple[Task, bytes]]
"""A task for each file, with its content."""


def pages_folder(shards: Path) -> Path:
    """Return the folder with recognised pages, beside that of shards: they outlast a change of what reads them."""
    return shards.parent / "pages"


def source_of(files: Files) -> Source:
    """The source record of a file, or of the files of a split account together."""
    sources = [identify(part.path, part.name, data) for part, data in files]
    if len(sources) == 1:
        return sources[0]
    id_ = joined_id(source.id for source in sources)
    return replace(sources[0], id=id_, format=JOINED, bytes=sum(source.bytes for source in sources))


def read_files(files: Files, of_the_whole: Sequence[Wanted] = ()) -> Document:
    """Read a file, or the files of a split account as one document. `of_the_whole` is wanted put right by lines of the
    whole. Raises `NotReadable` and `PagesWaiting`."""
    documents = [read_file(part, data) for part, data in files]
    if of_the_whole:
        documents = _corrected(files, documents, of_the_whole)
    return join_files(documents) if len(documents) > 1 else documents[0]


def read_file(task: Task, data: bytes) -> Document:
    """Read a file with the pages recognised so far and what a person put right of it. Raises `NotReadable` and `PagesWaiting`."""
    with recognising(PageStore(pages_folder(task.cache), "later" if task.waits else "never")):
        return read(task.path, task.name, data, mask=task.mask, corrections=task.wanted(data))


def _corrected(files: Files, documents: Sequence[Document], wanted: Sequence[Wanted]) -> list[Document]:
    """The documents of a split account, those read again of which something is wanted by a line of the whole."""
    out, before = list(documents), 0
    for at, (part, data) in enumerate(files):
        after = before + len(documents[at].lines)
        own = [row for row in wanted if before < row.line and (row.line <= after or at == len(files) - 1)]
        if own:
            moved = [msgspec.structs.replace(row, line=row.line - before) for row in own]
            rows = tuple(FileCorrection(part.name, row) for row in moved)
            out[at] = read_file(replace(part, corrections=(*part.corrections, *rows)), data)
        before = after
    return out
