"""公开02, 03, 05 and 08 aligned by blanks: code, name and figures told by their order, blanks among figures by place.

Only figures are laid over one another; a long name that pushes its figures to the right cannot mix the columns of names
and figures. The first figure of a row is its total. Where as many columns of figures are printed as the statement has,
they are those; where fewer, the words or the numbers (栏次) above them say which, counted from the total's place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations, pairwise
from typing import NamedTuple

from ...amounts import parse_amount
from ...catalogue.statements import statement_kind
from ...model import Row
from ..cells import column_number, is_head_word, is_total
from ..column_words import FUND
from .aligned import Column, before_figures, columns_over_pages, raggedness
from .bare_sides import is_name
from .columns import joined, width
from .spans import Line, Measure, Span, one_place, spans

_OTHERS = re.compile("年初|上年|本年收入(?!合计)|预算数|教育|增减|占")
_OTHERS_OF_FUND = re.compile("上年|预算数|教育|增减|占")
"""Words of a head that has columns beside the statement's own."""
_NAMING = re.compile("科目|编码|名称|栏次|^项目$")
"""Words above the codes and names."""
MARGIN = 3.0
"""Places by which the best choice of columns stands better than the next."""
_WITHIN = Decimal("0.021")
Places = Sequence[tuple[int, int]]
"""The first and last place of each column of the statement, by one line of its head."""


class CodedRows(NamedTuple):
    """Rows of code, name and a cell for each column; `partial` where of some only the total's column is sure."""

    rows: list[Row]
    partial: bool


class _Parts(NamedTuple):
    line: int
    code: str
    name: str
    figures: list[Span]


def aligned_codes(kind: int, lines: Sequence[Line], heads: set[int]) -> CodedRows | None:
    """The rows of statement `kind`, whose head stands on the lines `heads`; None where a line with figures is no row."""
    heads = heads | before_figures(lines)
    others = _OTHERS_OF_FUND if kind == FUND else _OTHERS
    if any(others.search(raw) for line, _, raw in lines if line in heads):
        return None
    body = [line for line in lines if line[0] not in heads]
    measure = min((width, one_place), key=lambda m: raggedness(lines, heads, m))
    parts: list[_Parts] = []
    for line, page, raw in body:
        cells = spans(line, page, raw, measure)
        found = _take_apart(line, cells)
        if found is None:
            return None
        parts.append(found)
    names = [name for name, _ in statement_kind(kind).figures]
    full = all(len(part.figures) in (0, len(names)) for part in parts)
    above = _head_places([line for line in lines if line[0] in heads], len(names), measure)
    if not full and not above:
        return None  # the words of the head stand over several lines: told by what covers what
    placed = None if full else _placed(kind, parts, above, len(names))
    open_ = not full and placed is None
    rows = [
        Row(part.line, (part.code, part.name, *_cells(kind, part, len(names), full, placed)))
        for part in _with_names(parts)
    ]
    return CodedRows(rows, open_) if parts else None


def parts_by_head(lines: Sequence[Line], again: set[int]) -> list[list[Line]]:
    """The lines of a table from each print of its head to the next."""
    parts: list[list[Line]] = [[]]
    for before, line in zip([None, *lines], lines, strict=False):
        if line[0] in again and before is not None and before[0] not in again:
            parts.append([])
        parts[-1].append(line)
    return parts


def _take_apart(line: int, cells: Sequence[Span]) -> _Parts | None:
    """Code, name and figures of a line, each of which may be missing; None where they stand in another order."""
    at = 0
    while (
        at < len(cells) and at < 4 and cells[at].text.replace(" ", "").isdigit() and "." not in cells[at].text
    ):
        at += 1
    code = "".join(cell.text.replace(" ", "") for cell in cells[:at])
    named = at
    while named < len(cells) and is_name(cells[named].text):
        named += 1
    name = "".join(cell.text for cell in cells[at:named])
    figures = list(cells[named:])
    if not all(figure.numeric for figure in figures) or (figures and not code and not is_total(name)):
        return None
    if len(code) not in (0, 3, 5, 7) or (code and not figures and not name):
        return None
    return _Parts(line, code, name, figures)


def _with_names(parts: Sequence[_Parts]) -> list[_Parts]:
    """The rows, each name whole that is wrapped below its row, or above and below one that has none."""
    kept: list[_Parts] = []
    above: list[str] = []
    for part in parts:
        rest = not part.code and not part.figures
        before = kept[-1] if kept else None
        if rest and before is not None and before.figures and not above and _goes_below(before, part, parts):
            kept[-1] = before._replace(name=joined([before.name, part.name]))
        elif rest:
            above.append(part.name)
        else:
            name = joined([*above, part.name]) if not part.name else part.name
            kept.append(part._replace(name=name))
            above = []
    return kept


def _goes_below(before: _Parts, rest: _Parts, parts: Sequence[_Parts]) -> bool:
    """Whether a line of words is the rest of the name before it: the row has the beginning, or the row after it has a
    name of its own."""
    following = parts[parts.index(rest) + 1 :][:1]
    return bool(before.name) or not following or bool(following[0].name)


def _cells(kind: int, part: _Parts, count: int, full: bool, placed: dict[int, int] | None) -> list[str]:
    """The figures in their columns; those whose column is open stand beyond them."""
    cells = [""] * count
    texts = [figure.text for figure in part.figures]
    if full or len(texts) == count:
        return texts or cells
    if placed is None:
        known = texts[: kind != FUND]
        return [*known, *cells[len(known) :], *texts[len(known) :]]
    for figure in part.figures:
        cells[placed[id(figure)]] = figure.text
    return cells


def _placed(kind: int, parts: Sequence[_Parts], heads: Sequence[Places], count: int) -> dict[int, int] | None:
    """The column of each figure (by the identity of its span); None where the figures or the head leave it open."""
    figures = [figure for part in parts for figure in part.figures]
    firsts = {id(part.figures[0]) for part in parts if part.figures}
    for by_edge in (False, True):
        columns = columns_over_pages(figures, by_edge)
        if columns is None or len(columns) > count:
            continue
        columns = sorted(columns, key=lambda column: column.centre)
        if kind != FUND and {id(span) for span in columns[0].spans} != firsts:
            continue
        choices = _choices(kind, columns, count)
        if kind == FUND and len(choices) > 1:
            return None  # 基本支出 or 项目支出: sums tell it more surely than places
        said = {_nearest(columns, places, choices) for places in heads if choices} - {()}
        if len(said) == 1:
            chosen = said.pop()
            if _pushed(columns, chosen):
                return None
            return {id(span): at for at, column in zip(chosen, columns, strict=True) for span in column.spans}
    return None


def _choices(kind: int, columns: Sequence[Column], count: int) -> list[tuple[int, ...]]:
    """The columns of the statement that those of the figures may be: the total first; 公开07 where its rows add up."""
    found = combinations(range(count), len(columns))
    return [choice for choice in found if (_is_sound(columns, choice) if kind == FUND else choice[0] == 0)]


def _pushed(columns: Sequence[Column], chosen: Sequence[int]) -> bool:
    """Whether two columns with a blank one between them stand right beside each other on some line."""
    apart = [two > one + 1 for one, two in pairwise(chosen)]
    return any(gap and _touch(*pair) for gap, pair in zip(apart, pairwise(columns), strict=True))


def _touch(left: Column, right: Column) -> bool:
    """Whether a single blank stands between two columns on some line: either no blank cell is between them, or the first
    pushed the second to the right, whose place then tells nothing."""
    ends = {span.line: span.end for span in left.spans}
    return any(span.line in ends and span.start - ends[span.line] <= 1 for span in right.spans)


def _is_sound(columns: Sequence[Column], choice: Sequence[int]) -> bool:
    """Whether the rows of 公开07 add up with its figures in these columns: 年初结转 + 本年收入 - 小计 = 年末结转, 小计 =
    基本支出 + 项目支出."""
    rows: dict[int, list[Decimal]] = {}
    for at, column in zip(choice, columns, strict=True):
        for span in column.spans:
            amount = parse_amount(span.text)
            if amount is None:
                return False
            rows.setdefault(span.line, [Decimal(0)] * 6)[at] = amount.value
    return all(
        abs(opening + revenue - total - closing) <= _WITHIN and abs(basic + project - total) <= _WITHIN
        for opening, revenue, total, basic, project, closing in rows.values()
    )


def _nearest(
    columns: Sequence[Column], places: Places, choices: Sequence[tuple[int, ...]]
) -> tuple[int, ...]:
    """The columns of the head that stand most like those of the figures, the first over the first; none where others
    stand nearly as well."""

    def misfit(choice: tuple[int, ...]) -> float:
        shift = columns[0].centre - _middle(places[choice[0]])
        return sum(
            abs(column.centre - _middle(places[at]) - shift)
            for at, column in zip(choice, columns, strict=True)
        )

    best, *others = sorted(choices, key=misfit)
    margin = MARGIN if best[0] == 0 else 2 * MARGIN  # the first column of 公开07 is no fixed one
    return best if not others or misfit(others[0]) - misfit(best) >= margin else ()


def _middle(place: tuple[int, int]) -> float:
    return (place[0] + place[1]) / 2


def _head_places(heads: Sequence[Line], count: int, measure: Measure) -> list[Places]:
    """Where the columns stand by each line of the head that has a word or a number for every one of them."""
    found: list[Places] = []
    for line, page, raw in heads:
        cells = spans(line, page, raw, measure)
        numbers = [c for c in cells if column_number(c.text) is not None]
        words = [c for c in cells if is_head_word(c.text.replace(" ", "")) and not _NAMING.search(c.text)]
        leaves = numbers if len(numbers) == count else words[-count:]
        if len(leaves) == count:
            found.append([(leaf.start, leaf.end) for leaf in leaves])
    return found
