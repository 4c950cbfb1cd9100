"""Statement rows whose cells are parted by single blanks, put together where their own structure proves the columns.

Blank cells leave no trace on such a line, so that a figure's column is known only from what surrounds it: a code and a
name with as many figures as the statement has columns, an economic code before each name, the running numbers (行次) of
公开01 and 公开04. Of a row with fewer figures than columns only the first, its total, is sure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ...catalogue.statements import statement_kind
from ...classification.codes import function_code
from ...model import Row
from ..cells import has_han, has_ordinal, is_header_row, is_numbering, is_total
from ..column_words import FUND, has_balances, printed_order
from .bare_sides import DASHES, LINE_NO, bare_sides, holds_figure, is_figure, is_name
from .economic_blanks import CODE as ECONOMIC_CODE
from .economic_blanks import TWO_DIGITS, begins_economic, economic_cells

LONGEST = 400
"""Characters of the longest line that is taken for such a row."""
MOST_CELLS = 40
LONGEST_NAME = 80
"""Characters of a code and its name over several lines."""
TWO_SIDED, ECONOMIC, THREE_PUBLIC = (1, 4), 6, 9
CODED = (2, 3, 5, 7, 8)
_CODE = re.compile(r"2[0-9]{2}(?:[0-9]{2}){0,2}")
_TOTALS = ("本年收入合计", "本年支出合计", "总计", "收入总计", "支出总计")
_COLUMN_HEADS = frozenset(
    [
        "项目",
        "行次",
        "金额",
        "栏次",
        "决算数",
        "预算数",
        "科目编码",
        "科目代码",
        "科目名称",
        "小计",
        "类",
        "款",
        "项",
    ]
)
"""Words above columns that are no rest of any name."""


@dataclass(frozen=True, slots=True)
class SingleRow:
    """A row with a cell for every column; `partial` where figures stand on it whose column nothing proves."""

    row: Row
    partial: bool = False
    gap: int | None = None
    """How far the running numbers of the two sides are apart, the same in every row of a table."""
    may_go_on: bool = False
    """Whether the figure of its last name may stand on the next line."""


def canonical_head(kind: int, line: int, heads: Sequence[Sequence[str]] = ()) -> list[Row]:
    """The header of the columns into which rows parted by blanks are put, in the order in which `heads` print them."""
    if kind in CODED:
        labels = dict(statement_kind(FUND if has_balances(kind, heads) else kind).figures)
        order = printed_order(kind, heads) or labels
        return [Row(line, ("科目编码", "科目名称", *(labels[name] for name in order)))]
    if kind not in TWO_SIDED:
        return []
    figures = (
        ("金额",)
        if kind == 1
        else ("小计", "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")
    )
    return [Row(line, ("项目", "行次", "金额", "项目", "行次", *figures))]


def tokens_of(text: str) -> list[str] | None:
    """The cells of a line, a name's words joined; None for a line that is none of a table."""
    if len(text) > LONGEST or text[-1] in "。；：:;":
        return None
    cells: list[str] = []
    for piece in text.split():
        if cells and is_name(piece) and is_name(cells[-1]) and not _opens_name(piece):
            cells[-1] += piece
        else:
            cells.append(piece)
    return cells if len(cells) <= MOST_CELLS else None


def _opens_name(piece: str) -> bool:
    """Whether a word opens a name of its own: 八、社会保障和就业支出, 总计, 年末结转和结余."""
    return has_ordinal(piece) or piece in _TOTALS or piece.startswith(("年末", "结余分配"))


def is_head(text: str) -> bool:
    """Whether a line among the rows is a header printed again."""
    if (cells := tokens_of(text)) is None:
        return False
    return is_header_row(cells) or is_header_row(text.split()) or is_numbering(cells)


def may_go_on(kind: int, text: str) -> bool:
    """Whether lines put together are the beginning of a row of statement `kind`: a name that ran over several lines
    leaves its figures to a later one."""
    cells = tokens_of(text)
    if cells is None or len(text) > LONGEST_NAME:
        return False
    if kind in TWO_SIDED:
        return _begins_two_sided(cells)
    if kind == ECONOMIC:
        return begins_economic(cells)
    if kind not in CODED or not _CODE.fullmatch(cells[0]):
        return False
    rest = cells[1:]
    while rest and TWO_DIGITS.fullmatch(rest[0]):
        rest = rest[1:]
    return len(rest) <= 1 and all(has_han(cell) for cell in rest)


def goes_on(kind: int, before: str, text: str) -> bool:
    """Whether a line may go on with one before it: two names of 公开01 or 公开04 are never one, and a whole row of
    公开06 waits for nothing but its last amount."""
    first = text.split()[0]
    if text in _COLUMN_HEADS:
        return False
    if kind != THREE_PUBLIC and "." in text and not has_han(before + text):
        return False  # a code and a figure, each on a line of its own, need not be of one row
    if kind == ECONOMIC and single_row(kind, 0, before) is not None:
        return is_figure(first) and not ECONOMIC_CODE.fullmatch(first)
    if kind not in TWO_SIDED or not has_han(before.split()[-1]):
        return True
    if all("." in piece and is_figure(piece) for piece in text.split()):
        return False  # where each cell has a line of its own, a figure below a name may be any name's
    return not (has_ordinal(first) or first in _TOTALS)


def _begins_two_sided(cells: Sequence[str]) -> bool:
    """A name, then its running number and figure, then the name of the other side: as far as the cells go."""
    at = 0
    if has_han(cells[0]):
        if not (has_ordinal(cells[0]) or cells[0] in _TOTALS):
            return False
        at = 1
    if at < len(cells) and not LINE_NO.fullmatch(cells[at]):
        return False
    at += 1
    while at < len(cells) and holds_figure(cells[at]):
        at += 1
    return at >= len(cells) or (at == len(cells) - 1 and has_han(cells[at]))


def single_row(kind: int, line: int, text: str, heads: Sequence[Sequence[str]] = ()) -> SingleRow | None:
    """The row of statement `kind` that a line prints below `heads`, or None where its structure proves none."""
    cells = tokens_of(text)
    if cells is None or len(cells) < 2 or is_header_row(cells) or is_numbering(cells):
        return None
    if kind in CODED:
        return _coded(kind, line, cells, heads)
    if kind in TWO_SIDED:
        return _two_sided(kind, line, cells)
    if kind == ECONOMIC:
        found = economic_cells(cells)
        return None if found is None else SingleRow(Row(line, tuple(found)), may_go_on=not found[-1])
    if kind == THREE_PUBLIC:
        return _three_public(line, cells)
    return None


def _three_public(line: int, cells: Sequence[str]) -> SingleRow | None:
    """A half by its name, or both without, each with all its figures or those that are not blank."""
    named = is_name(cells[0])
    figures = cells[named:]
    if not all(map(holds_figure, figures)):
        return None
    some = len(figures) > 1 and any("." in figure for figure in figures)
    return (
        SingleRow(Row(line, tuple(cells))) if some or len(figures) in ((6, 2) if named else (12,)) else None
    )


def _code_of(cells: Sequence[str]) -> tuple[str, Sequence[str]]:
    """The code at the head of a row, in one cell or in up to three, and the cells after it."""
    at = 0
    while at < min(len(cells), 3) and (TWO_DIGITS if at else _CODE).fullmatch(cells[at]):
        at += 1
    return "".join(cells[:at]), cells[at:]


def _are_figures(cells: Sequence[str]) -> bool:
    """Whether cells are amounts, and not the codes of rows whose names stand elsewhere."""
    codes = all("." not in cell and function_code(cell) is not None for cell in cells)
    if codes or (_CODE.fullmatch(cells[0]) and not _code_of(cells)[1]):
        return False  # 201 03 of another row
    return all(map(holds_figure, cells))


def _coded(kind: int, line: int, cells: Sequence[str], heads: Sequence[Sequence[str]]) -> SingleRow | None:
    code, rest = _code_of(cells)
    if not rest or not (code or is_total(rest[0])):
        return None
    named = is_name(rest[0])  # a name may stand above and below its code and figures
    if not named and ("." not in rest[0] or function_code(code) is None):
        return None
    name, figures = rest[0] if named else "", list(rest[named:])
    order = printed_order(kind, heads)
    columns = len(order) if order is not None else 0
    if not figures or len(figures) > columns or not _are_figures(figures):
        return None
    partial = len(figures) < columns
    if partial:  # its total, and beyond the columns those whose column is open
        figures = [figure for figure in figures if figure not in DASHES]
        known = figures[: order is not None and order[0] == "total"]
        figures = [*known, *[""] * (columns - len(known)), *figures[len(known) :]]
    return SingleRow(Row(line, (code, name, *figures)), partial)


def _is_number_after(figures: Sequence[str], number: str) -> bool:
    """Whether the last of some figures is a running number beyond another."""
    last = figures[-1] if figures else ""
    return LINE_NO.fullmatch(last) is not None and int(last) > int(number)


def _two_sided(kind: int, line: int, cells: Sequence[str]) -> SingleRow | None:
    """Name, running number and figures of each side; a side's name or figures may be blank, its number is not."""
    if bare := bare_sides(kind, cells):
        return SingleRow(Row(line, bare[0]), bare[1])
    sides: list[tuple[str, str, list[str]]] = []
    at = 0
    while at < len(cells):
        name = ""
        if is_name(cells[at]):
            name = cells[at]
            at += 1
        if at >= len(cells) or not LINE_NO.fullmatch(cells[at]):
            return None
        number = cells[at]
        at += 1
        figures: list[str] = []
        while name and at < len(cells) and holds_figure(cells[at]):
            figures.append(cells[at])
            at += 1
        last = figures.pop() if at == len(cells) and not sides and _is_number_after(figures, number) else ""
        sides.append((name, number, figures))
        if last:
            sides.append(("", last, []))  # the right side has a running number only
    if len(sides) != 2 or len(sides[0][2]) > 1:
        return None
    room = 1 if kind == 1 else 4
    (left, left_no, income), (right, right_no, spent) = sides
    if len(spent) > room or int(right_no) <= int(left_no):
        return None
    partial = 1 < len(spent) < room
    told = [*spent[:1], *[""] * (room - 1), *spent[1:]] if partial else [*spent, *[""] * (room - len(spent))]
    row = Row(line, (left, left_no, (*income, "")[0], right, right_no, *told))
    return SingleRow(row, partial, int(right_no) - int(left_no))
