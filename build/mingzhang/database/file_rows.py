"""What was read of a file as rows of the database: its lines, its pages, the files it was joined from, what is in doubt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..model import Correction, Document, Doubt, Page, Source
from .row_values import TableRow, Value, place_columns


def file_rows(document: Document) -> Iterator[TableRow]:
    """Yield every row of a file, or of the files of a split account together."""
    yield from source_line_rows(document)
    yield from page_rows(document.source, document.pages)
    yield from part_rows(document)
    yield from doubt_rows(document.source, document.doubts)
    yield from correction_rows(document.source, document.corrections)


def source_line_rows(document: Document) -> Iterator[TableRow]:
    """The lines of a source's text, with page, box and cell where its carrier has them."""
    for number, text in enumerate(document.lines, start=1):
        values: dict[str, Value] = {"source_id": document.source.id, "line": number, "text": text}
        if document.places:
            place = place_columns(document.places[number - 1])
            values |= {name: place[name] for name in ("source_page", "source_box", "source_cell")}
        yield "source_lines", values


def page_rows(source: Source, pages: Iterable[Page]) -> Iterator[TableRow]:
    """Yield the pages of a source, where its carrier has pages."""
    for page in pages:
        yield (
            "source_pages",
            {
                "source_id": source.id,
                "page": page.number,
                "name": page.name,
                "width": page.width,
                "height": page.height,
                "rotation": page.rotation,
                "recognised": int(page.recognised),
                "confidence": page.confidence,
                "file": page.file,
                "file_page": page.file_page,
            },
        )


def part_rows(document: Document) -> Iterator[TableRow]:
    """Yield the files of an account that is split over several."""
    for position, part in enumerate(document.parts, start=1):
        yield (
            "source_parts",
            {
                "source_id": document.source.id,
                "position": position,
                "part_id": part.id,
                "path": part.path,
                "line": part.line,
                "line_end": part.line_end,
                "page": part.page,
                "page_end": part.page_end,
            },
        )


def doubt_rows(source: Source, doubts: Iterable[Doubt]) -> Iterator[TableRow]:
    """Yield the figures recognised in pictures that are not sure."""
    for position, doubt in enumerate(doubts, start=1):
        yield (
            "doubtful_figures",
            {
                "source_id": source.id,
                "position": position,
                "read": doubt.read,
                "other": doubt.other or None,
                "confidence": doubt.confidence,
                "source_line": doubt.place.line,
                **place_columns(doubt.place),
            },
        )


def correction_rows(source: Source, corrections: Iterable[Correction]) -> Iterator[TableRow]:
    """Yield what a person put right of what was read."""
    for position, one in enumerate(corrections, start=1):
        yield (
            "corrections",
            {
                "source_id": source.id,
                "position": position,
                "nth": one.nth,
                "read": one.read,
                "right": one.right,
                "who": one.who,
                "made_on": one.when,
                **place_columns(one.place),
            },
        )
