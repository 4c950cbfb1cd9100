"""Tables whose cells are parted by blanks alone: put back into columns by where they stand on the printed line.

`pdftotext -layout` counts a Han character as one place, other programs as the two that it covers: the count is taken
that lines up more figures. Columns are what figures (or words) of one place make; a page that is shifted against the
first is laid onto its columns. A name that is wrapped above and below its code is put together.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from ...model import Row
from ..cells import has_han, has_ordinal
from .columns import joined, width
from .spans import Line, Measure, Span, one_place, spans

MAX_COLUMNS = 40
MAX_SHIFTED = 13
"""Columns of a table up to which a shifted page is laid onto them."""
SLACK = 2
"""Places by which the right edges of one column differ."""


@dataclass(slots=True)
class Column:
    """Cells that stand over one another, and the places they cover."""

    start: int
    end: int
    numeric: bool
    spans: list[Span]

    @property
    def centre(self) -> float:
        return (self.start + self.end) / 2


def align(lines: Sequence[Line], heads: Iterable[int]) -> tuple[list[Row], list[Row]] | None:
    """The head and the rows of a table in columns; None where its cells stand in none.

    `heads` are the numbers of the lines that are its head.
    """
    above = set(heads) | before_figures(lines)
    best: list[Column] | None = None
    chosen: list[Span] = []
    for measure in sorted((width, one_place), key=lambda m: raggedness(lines, above, m)):
        chosen = [span for line, page, raw in lines for span in spans(line, page, raw, measure)]
        body = [span for span in chosen if span.line not in above]
        for by_edge in (False, True):
            best = columns_over_pages(body, by_edge)
            if best is not None:
                break
        if best is not None:
            break
    if not best or len(best) > MAX_COLUMNS or _out_of_order(best):
        return None
    head = [span for span in chosen if span.line in above]
    columns = _with_heads(best, head)
    rows = _rows(columns, [line for line, _, _ in lines])
    body_rows = _whole_names([row for row in rows if row.line not in above], columns)
    return _whole_heads([row for row in rows if row.line in above]), body_rows


def before_figures(lines: Sequence[Line]) -> set[int]:
    """The lines before the first that has a figure, an ordinal or a code: the rest of a head that is wrapped."""
    found: set[int] = set()
    for line, page, raw in lines:
        cells = spans(line, page, raw, one_place)
        if any((s.numeric and ("." in s.text or len(s.text) > 2)) or has_ordinal(s.text) for s in cells):
            return found
        found.add(line)
    return set()


def _whole_heads(heads: Sequence[Row]) -> list[Row]:
    """The rows of a head, before them one whose cells are the words of each column put together."""
    if len(heads) < 2:
        return list(heads)
    whole = tuple(joined(pieces) for pieces in zip(*(row.cells for row in heads), strict=True))
    return [Row(heads[0].line, whole), *heads]


def raggedness(lines: Sequence[Line], above: set[int], measure: Measure) -> int:
    """In how many places the right edges of the figures stand, page by page."""
    edges = {
        (span.page, span.end)
        for line, page, raw in lines
        if line not in above
        for span in spans(line, page, raw, measure)
        if span.numeric
    }
    return len(edges)


def columns_over_pages(body: Sequence[Span], by_edge: bool) -> list[Column] | None:
    """The columns of the first page, with the cells of the others laid onto them; None where two cells of a line fall
    into one column."""
    pages: dict[int, list[Span]] = {}
    for span in body:
        pages.setdefault(span.page, []).append(span)
    if not pages:
        return None
    parts = [_columns(page, by_edge) for page in pages.values()]
    if any(part is None for part in parts):
        return None
    known = [part for part in parts if part is not None]
    widest = max(known, key=lambda part: sum(column.numeric for column in part))
    for part in known:
        if part is not widest and not _lay_onto(widest, part):
            return None
    return widest


def _columns(page: Sequence[Span], by_edge: bool) -> list[Column] | None:
    """Numbers that overlap (or end at one place) make a column, and so do words that overlap."""
    columns: list[Column] = []
    for numeric in (True, False):
        made: list[Column] = []
        ordered = sorted(
            (s for s in page if s.numeric is numeric), key=lambda s: s.end if by_edge else s.start
        )
        for span in ordered:
            last = made[-1] if made else None
            edge = by_edge and numeric
            near = last is not None and (span.end - last.end <= SLACK if edge else span.start < last.end)
            if last is not None and near:
                last.spans.append(span)
                last.start, last.end = min(last.start, span.start), max(last.end, span.end)
            else:
                made.append(Column(span.start, span.end, numeric, [span]))
        columns += made
    if any(max(Counter(span.line for span in column.spans).values()) > 1 for column in columns):
        return None
    merged = _merged(sorted(columns, key=lambda column: column.centre))
    return None if any(one.end - two.start > 1 for one, two in pairwise(merged)) else merged


def _merged(columns: Sequence[Column]) -> list[Column]:
    """The columns, two that stand over one another and share no line made one: a total's name over the codes."""
    kept: list[Column] = []
    for column in columns:
        last = kept[-1] if kept else None
        if last is not None and min(last.end, column.end) > max(last.start, column.start):
            lines = {span.line for span in last.spans}
            if all(span.line not in lines for span in column.spans):
                last.spans += column.spans
                last.start, last.end = min(last.start, column.start), max(last.end, column.end)
                last.numeric = last.numeric or column.numeric
                continue
        kept.append(column)
    return kept


def _lay_onto(columns: list[Column], part: Sequence[Column]) -> bool:
    """Lay the columns of a page onto those of another: as many kinds of columns in order, where they stand most alike."""
    for numeric in (False, True):
        mine = [column for column in columns if column.numeric is numeric]
        other = [column for column in part if column.numeric is numeric]
        if len(other) > len(mine) or len(mine) > MAX_SHIFTED:
            return False
        if not other:
            continue
        best = min(combinations(mine, len(other)), key=lambda some: _misfit(some, other))
        for column, laid in zip(best, other, strict=True):
            column.spans += laid.spans
    return True


def _misfit(some: Sequence[Column], other: Sequence[Column]) -> float:
    """How unlike two rows of columns stand, apart from a common shift."""
    gaps = sorted(one.end - two.end for one, two in zip(some, other, strict=True))
    shift = gaps[len(gaps) // 2]
    return sum(abs(gap - shift) for gap in gaps) + abs(shift) / 4


_GROUPS = frozenset(("收入", "支出", "项目", "科目", "功能分类", "功能分类科目", "经济分类", "经济分类科目"))
"""Words of a head that stand above several columns."""


def _with_heads(columns: Sequence[Column], head: Sequence[Span]) -> list[Column]:
    """The columns with the words of the head: each over the column it covers most of, else in one of its own. A word
    over one column only makes that as wide as itself, so that what stands below the word belongs there too."""
    found = list(columns)
    told = _by_order(columns, head)
    for span in sorted((span for span in head if span not in told), key=lambda s: s.start - s.end):
        over = [c for c in found if min(span.end, c.end) > max(span.start, c.start)]
        if over:
            best = max(
                over,
                key=lambda c: (min(span.end, c.end) - max(span.start, c.start), -abs(span.centre - c.centre)),
            )
            best.spans.append(span)
            if len(over) == 1:
                best.start, best.end = min(best.start, span.start), max(best.end, span.end)
        elif span.text not in _GROUPS:
            found.append(Column(span.start, span.end, span.numeric, [span]))
    return sorted(found, key=lambda column: column.centre)


def _out_of_order(columns: Sequence[Column]) -> bool:
    """Whether the cells of some line stand in another order in the columns than on the line."""
    reached: dict[int, int] = {}
    for column in columns:
        for span in column.spans:
            if span.start < reached.get(span.line, 0):
                return True
            reached[span.line] = span.start
    return False


_NAMING = re.compile("科目|编码|代码|名称|栏次|行次|序号|^项目$")
"""Words of a head above codes, names and numbers."""


def _by_order(columns: Sequence[Column], head: Sequence[Span]) -> list[Span]:
    """The words of a head of one line that are as many as the columns of figures, each put above its own: a narrow
    figure stands at the right of its cell, a wide word covers the next one as well."""
    figures = [column for column in columns if column.numeric]
    words = [span for span in head if has_han(span.text) and not _NAMING.search(span.text)]
    if len({word.line for word in words}) != 1 or len(words) != len(figures):
        return []
    if any(word.text in _GROUPS for word in words):
        return []
    for word, column in zip(sorted(words, key=lambda s: s.start), figures, strict=True):
        column.spans.append(word)
    return words


def _rows(columns: Sequence[Column], lines: Sequence[int]) -> list[Row]:
    cells: dict[int, list[str]] = {line: [""] * len(columns) for line in lines}
    for at, column in enumerate(columns):
        for span in column.spans:
            cells[span.line][at] += span.text
    return [Row(line, tuple(texts)) for line, texts in cells.items()]


def _whole_names(rows: Sequence[Row], columns: Sequence[Column]) -> list[Row]:
    """The rows, a name that stands on the lines above and below its code and figures put together."""
    kept: list[Row | None] = list(rows)
    for at, row in enumerate(rows):
        for column in (i for i, c in enumerate(columns) if not c.numeric):
            if not _lacks_name(row.cells, column, columns):
                continue
            above = kept[at - 1] if at else None
            below = rows[at + 1] if at + 1 < len(rows) else None
            pieces = ["", ""]
            for which, (near, index) in enumerate(((above, at - 1), (below, at + 1))):
                if near is not None and _is_piece(near.cells, column):
                    pieces[which] = near.cells[column]
                    kept[index] = None
            if any(pieces):
                cells = list(row.cells)
                cells[column] = joined(pieces)
                kept[at] = row = Row(row.line, tuple(cells))
    return [row for row in kept if row is not None]


def _lacks_name(cells: Sequence[str], column: int, columns: Sequence[Column]) -> bool:
    """Whether a number stands right beside a name's column whose cell is blank."""
    if cells[column]:
        return False
    beside = [i for i in (column - 1, column + 1) if 0 <= i < len(columns) and columns[i].numeric]
    return len(beside) == 2 and all(cells[i] for i in beside)


def _is_piece(cells: Sequence[str], column: int) -> bool:
    return bool(cells[column]) and sum(1 for cell in cells if cell) == 1
