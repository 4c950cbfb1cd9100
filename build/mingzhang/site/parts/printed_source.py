"""What the source page prints hundreds of times: lines, marks on pictures, rows of tables with named cells."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from types import SimpleNamespace

from markupsafe import Markup

from ..escaping import escaped
from ..templating import forms
from .printed_pages import PrintedMark, SourceLine, SourceTable


@cache
def _forms() -> SimpleNamespace:
    return forms("parts/rows.html")


def placed_lines(lines: Iterable[SourceLine]) -> Markup:
    """Print numbered lines, some of which have their anchor on the picture of their page."""
    known = _forms()
    printed = [
        (known.source_line if line.anchored else known.placed_line)
        % (*[line.number] * (2 + line.anchored), escaped(line.text))
        + (known.correction % escaped(line.note) if line.note else "")
        for line in lines
    ]
    return Markup(known.source_group % "".join(printed))  # noqa: S704


def printed_marks(marks: Iterable[PrintedMark]) -> Markup:
    """Print what is marked on the picture of a page."""
    known = _forms()
    printed = []
    for mark in marks:
        found = mark.finding
        if found is None:
            printed.append(known.printed_mark % (mark.anchor, *mark.box))
        else:
            said = (found["severity"], found["position"], escaped(found["message"]), found["position"])
            printed.append(known.finding_mark % (*said, *mark.box))
    return Markup("".join(printed))  # noqa: S704


def source_rows(table: SourceTable) -> Markup:
    """Print the rows of a table with named cells."""
    known = _forms()
    printed = []
    for line, cells in table.rows:
        row = [
            known.source_cell % (anchor, name, escaped(text)) if anchor else known.raw_cell % escaped(text)
            for text, anchor, name in cells
        ]
        printed.append(known.source_row % (line, line, line, "".join(row)))
    return Markup("".join(printed))  # noqa: S704
