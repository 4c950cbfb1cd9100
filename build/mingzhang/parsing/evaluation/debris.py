"""What a page break or the neighbouring column left inside a cell of a form: a page number with the words around it
that belong to other cells, figures printed twice, an empty bracket."""

from __future__ import annotations

import re

from ...layout.form_words import LONGEST, label
from ...layout.levels import is_piece
from ...model import Row

_PAGE = re.compile(r"(?:^|(?<=\s))[0-9]{0,3}[-—–] ?[0-9]{1,4} ?[-—–](?=\s|$)")
_FIGURE = re.compile(r"^[><≥≤》《]?[0-9]{1,6}(?:\.[0-9]{1,4})?[%‰]?$")
_BRACKETS = ("(", "（", ")", "）")
_EMPTY = re.compile(r"\s*[(（]\s*[)）]?\s*$")


def without_debris(row: Row) -> Row:
    """The row, its cells free of what does not belong to them.

    `宜居、 100% 9- 76 - 标 宜游` beside the cells 100% and 100% is 宜居、宜游: around a page number the words that other
    cells of the row print, bare figures and pieces of a level's name are none of the cell's. `满意度 92% 18` beside
    92% is 满意度: figures at a cell's end, one of which another cell prints.
    """
    if not any(" " in cell and any(c.isdigit() for c in cell) for cell in row.cells):
        return row
    others = [label(cell) for cell in row.cells]
    cells = tuple(
        _clean(cell, {*others[:at], *others[at + 1 :]} - {""}) if " " in cell else cell
        for at, cell in enumerate(row.cells)
    )
    return row if cells == row.cells else Row(row.line, cells)


def _clean(cell: str, others: set[str]) -> str:
    page = _PAGE.search(cell[:LONGEST])
    if page:
        before, after = cell[: page.start()].split(), cell[page.end() :].split()
        while before and _is_foreign(before[-1], others):
            before.pop()
        while after and _is_foreign(after[0], others):
            after.pop(0)
        return " ".join((*before, *after))
    pieces = cell[:LONGEST].split()
    figures = 0
    while figures < len(pieces) - 1 and _FIGURE.match(pieces[-1 - figures]):
        figures += 1
    if figures and others.intersection(label(piece) for piece in pieces[-figures:]):
        return " ".join(pieces[:-figures])
    return cell


def _is_foreign(piece: str, others: set[str]) -> bool:
    return label(piece) in others or is_piece(piece) or bool(_FIGURE.match(piece))


def without_empty_bracket(name: str) -> str:
    """A name without the bracket at its end whose words are lost: 知晓率（）, 知晓率（."""
    return _EMPTY.sub("", name) or name if name.rstrip().endswith(_BRACKETS) else name
