"""Findings as comments in a Word document, on the words of their paragraph or cell."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from typing import Any
from zipfile import BadZipFile

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from ...model import Finding
from ...reading.word import elements, row_cells
from .comments import CannotAnnotate, Comment

_CELL = re.compile(r"[0-9]+!([A-Z]+)[0-9]+")


def commented(data: bytes, comments: Iterable[Comment]) -> bytes:
    """The document with a comment for each finding; those on the whole document stand at its first words."""
    try:
        document = docx.Document(io.BytesIO(data))
        lines = elements(document.element.body, data)
    except (BadZipFile, PackageNotFoundError, KeyError, ValueError) as error:
        raise CannotAnnotate("the Word document cannot be written into: save it as a new .docx") from error
    for finding, said in comments:
        at = (finding.source_line or 1) - 1
        element = lines[at] if at < len(lines) else lines[0]
        runs = _runs(element, finding, document)
        if runs:
            document.add_comment([runs[0], runs[-1]], text=said, author="明账", initials="明")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _runs(element: Any, finding: Finding, document: Any) -> list[Run]:
    """The runs of words on which a finding's comment stands."""
    places = [_cell(element, finding), element] if element.tag == qn("w:tr") else [element]
    for place in places:
        if place is not None:
            runs = list(_runs_in(place, document))
            if runs:
                return runs
    return []


def _cell(row: Any, finding: Finding) -> Any | None:
    """The cell of a table's row in which a finding stands."""
    found = _CELL.fullmatch(finding.spot.cell or "") if finding.spot else None
    if found is None:
        return None
    wanted = 0
    for letter in found[1]:
        wanted = wanted * 26 + ord(letter) - ord("A") + 1
    return next((cell for column, span, cell in row_cells(row) if column < wanted <= column + span), None)


def _runs_in(place: Any, document: Any) -> Iterator[Run]:
    """The runs below an element whose comment Word shows: those of its first paragraph with words."""
    paragraphs = [place] if place.tag == qn("w:p") else place.iter(qn("w:p"))
    for paragraph in paragraphs:
        runs = [run for run in paragraph.iter(qn("w:r")) if run.findall(qn("w:t"))]
        if runs:
            yield from (Run(run, Paragraph(paragraph, document)) for run in runs)
            return
