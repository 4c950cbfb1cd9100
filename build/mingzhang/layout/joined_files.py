"""Several files of one account as one document: their lines one after another, their pages numbered on.

A file without pages is one page of the whole: every line then stands on a page, and every page in one file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import TypeVar

import msgspec

from ..model import Block, Correction, Document, Doubt, Grid, Page, Place, Row, Source, SourcePart, TextLine
from .shapes import find_blocks

_Of = TypeVar("_Of")
JOINED = "joined"
"""What `Source.carrier` says of an account out of several files, and `Source.format`."""


def joined_id(source_ids: Iterable[str]) -> str:
    """The identifier of an account out of several files, in their order."""
    return hashlib.sha256("\n".join((JOINED, *source_ids)).encode()).hexdigest()


def joined_path(paths: Sequence[str]) -> str:
    """What such an account is called: the path of its first file and the names of the others."""
    return " + ".join((paths[0], *(path.rpartition("/")[2] for path in paths[1:])))


def join_files(documents: Sequence[Document]) -> Document:
    """Join the documents of files, at least two, in their order."""
    parts = tuple(_parts(documents))
    moved = [_Moved(document, part) for document, part in zip(documents, parts, strict=True)]
    first = documents[0].source
    source = Source(
        joined_id(part.id for part in parts),
        joined_path([part.path for part in parts]),
        JOINED,
        sum(document.source.bytes for document in documents),
        parts[-1].line_end,
        first.reader,
        JOINED,
        parts[-1].page_end,
    )
    return Document(
        source,
        _every(moved, _Moved.lines),
        _every(moved, _Moved.plain),
        _every(moved, _Moved.blocks),
        _every(moved, _Moved.pages),
        _every(moved, _Moved.places),
        dict(_every(moved, _Moved.cells)),
        _every(moved, _Moved.masked),
        _every(moved, _Moved.doubts),
        _every(moved, _Moved.corrections),
        tuple(told for document in documents for told in document.not_corrected),
        _every(moved, _Moved.unread_pages),
        any(document.cut_off for document in documents),
        parts,
    )


def _every(parts: Iterable[_Moved], of: Callable[[_Moved], Iterable[_Of]]) -> tuple[_Of, ...]:
    """What each part has, one after another."""
    return tuple(chain.from_iterable(map(of, parts)))


def _parts(documents: Iterable[Document]) -> Iterator[SourcePart]:
    """Where the lines and pages of each file begin and end in the whole."""
    line = page = 1
    for document in documents:
        lines, pages = len(document.lines), max(1, len(document.pages))
        source = document.source
        yield SourcePart(source.id, source.path, line, line + lines - 1, page, page + pages - 1)
        line, page = line + lines, page + pages


class _Moved:
    """A document as a part of the whole: its lines, pages and places counted on from where the part begins."""

    def __init__(self, document: Document, part: SourcePart) -> None:
        self.document = document
        self.part = part

    def place(self, place: Place) -> Place:
        """Where something of the file stands in the whole."""
        page = (place.page or 1) + self.part.page - 1
        return msgspec.structs.replace(place, line=place.line + self.part.line - 1, page=page)

    def places(self) -> Iterator[Place]:
        """The place of every line."""
        known = self.document.places or [Place(line) for line in range(1, len(self.document.lines) + 1)]
        return map(self.place, known)

    def cells(self) -> Iterator[tuple[int, tuple[Place, ...]]]:
        """The places of the cells of every line that has cells."""
        for line, cells in self.document.cells.items():
            yield line + self.part.line - 1, tuple(map(self.place, cells))

    def lines(self) -> Iterable[str]:
        """The lines as printed."""
        return self.document.lines

    def plain(self) -> Iterable[str]:
        """The lines in plain characters."""
        return self.document.plain

    def doubts(self) -> Iterator[Doubt]:
        """The figures that may be others."""
        return (msgspec.structs.replace(one, place=self.place(one.place)) for one in self.document.doubts)

    def corrections(self) -> Iterator[Correction]:
        """What a person put right."""
        return (
            msgspec.structs.replace(one, place=self.place(one.place)) for one in self.document.corrections
        )

    def masked(self) -> Iterator[int]:
        """The lines in which numbers of persons were hidden."""
        return (line + self.part.line - 1 for line in self.document.masked)

    def unread_pages(self) -> Iterator[int]:
        """The pages that show something that could not be read."""
        return (page + self.part.page - 1 for page in self.document.unread_pages)

    def pages(self) -> Iterator[Page]:
        """The pages, each with its file and its number there."""
        name = self.part.path.rpartition("/")[2]
        for page in self.document.pages or (Page(1),):
            number = page.number if self.document.pages else None
            at = page.number + self.part.page - 1
            yield msgspec.structs.replace(page, number=at, file=name, file_page=number)

    def blocks(self) -> Iterator[Block]:
        """The blocks of the carrier, else what is found in the lines."""
        down = self.part.line - 1
        for block in self.document.blocks or find_blocks(self.document.plain):
            if isinstance(block, Grid):
                yield Grid(tuple(Row(row.line + down, row.cells) for row in block.rows))
            else:
                yield TextLine(block.line + down, block.text)
