"""Faults in the nine statements: one cell is another than it should be."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from .elements import Cells, Element
from .records import Facts

_Change = tuple[int, tuple[Element, ...]] | None
_Alter = Callable[[list[Element], Facts, Random], _Change]


def wrong_figure(printed: str, rng: Random) -> str:
    """Another figure of the same shape: a digit before the point changed, never to a look-alike or a leading 0."""
    digits = [i for i, c in enumerate(printed.split(".")[0]) if c.isdigit()]
    at = rng.choice(digits)
    others = [
        d
        for d in "1234579"
        if d != printed[at] and {d, printed[at]} not in ({"1", "4"}, {"1", "7"}, {"3", "8"})
    ]
    return printed[:at] + rng.choice(others) + printed[at + 1 :]


def statement(elements: list[Element], number: int) -> tuple[int, Cells] | None:
    """Where statement `number` stands among the elements."""
    for i, element in enumerate(elements):
        if isinstance(element, Cells) and element.number == number:
            return i, element
    return None


def is_money(cell: str) -> bool:
    """Whether a cell prints an amount of three characters or more."""
    return len(cell) >= 3 and cell[0].isdigit() and cell.replace(",", "").replace(".", "").isdigit()


def put(index: int, table: Cells, row: int, column: int, text: str) -> _Change:
    """The table with another text in one cell."""
    rows = [list(cells) for cells in table.rows]
    rows[row][column] = text
    return index, (Cells(tuple(tuple(cells) for cells in rows), table.head, table.number),)


def _figure(number: int, wanted: Callable[[tuple[str, ...]], bool], column: int | None = None) -> _Alter:
    """A wrong figure in statement `number`, in a row that is `wanted`, in `column` (from the end if negative)."""

    def alter(elements: list[Element], facts: Facts, rng: Random) -> _Change:
        found = statement(elements, number)
        if not found:
            return None
        index, table = found
        places = []
        for r in range(table.head, len(table.rows)):
            cells = table.rows[r]
            columns = range(len(cells)) if column is None else [column % len(cells)]
            places += [
                (r, c) for c in columns if wanted(cells) and is_money(cells[c]) and not _is_code(cells[c])
            ]
        if not places:
            return None
        r, c = rng.choice(places)
        return put(index, table, r, c, wrong_figure(table.rows[r][c], rng))

    return alter


def _is_code(cell: str) -> bool:
    return cell.isdigit() and len(cell) in (3, 5, 7) and cell[0] in "23"


def _starts(*heads: str) -> Callable[[tuple[str, ...]], bool]:
    return lambda cells: any(cell.startswith(head) for head in heads for cell in cells)


def item_row(cells: tuple[str, ...]) -> bool:
    """A row of a 项."""
    return len(cells[0]) == 7 and cells[0].isdigit()


def class_row(cells: tuple[str, ...]) -> bool:
    """A row of 公开01 or 公开04 with a functional class."""
    return "、" in cells[3] and cells[3].endswith("支出")


def _economic_row(cells: tuple[str, ...]) -> bool:
    return len(cells[0]) == 5 and cells[0].startswith("301")


def _misprinted_code(elements: list[Element], facts: Facts, rng: Random) -> _Change:
    """A 项 of 公开03 under a code that no list has: its last two digits become 88."""
    found = statement(elements, 3)
    if not found:
        return None
    index, table = found
    rows = [r for r in range(table.head, len(table.rows)) if item_row(table.rows[r])]
    if not rows:
        return None
    row = rng.choice(rows)
    return put(index, table, row, 0, table.rows[row][0][:5] + "88")


def _lost_row(elements: list[Element], facts: Facts, rng: Random) -> _Change:
    """A 项 of 公开05 left out."""
    found = statement(elements, 5)
    if not found:
        return None
    index, table = found
    rows = [r for r in range(table.head, len(table.rows)) if item_row(table.rows[r])]
    if len(rows) < 3:
        return None
    row = rng.choice(rows)
    return index, (Cells(table.rows[:row] + table.rows[row + 1 :], table.head, table.number),)


def _form_amount(elements: list[Element], facts: Facts, rng: Random) -> _Change:
    """What a project executed, in its form only."""
    forms = [
        (i, e)
        for i, e in enumerate(elements)
        if isinstance(e, Cells) and e.number is None and e.rows[0][0] == "项目名称"
    ]
    if not forms:
        return None
    index, table = rng.choice(forms)
    row = next(r for r, cells in enumerate(table.rows) if cells[1] == "年度财政资金总额")
    if not is_money(table.rows[row][3]):
        return None
    return put(index, table, row, 3, wrong_figure(table.rows[row][3], rng))


_ROWS = "I09 I10 I11 X08"
TABLE_FAULTS: dict[str, tuple[_Alter, str]] = {
    "summary_class_amount": (_figure(1, class_row, 5), "I02 X04 X05"),
    "summary_revenue_total": (_figure(1, _starts("本年收入合计"), 2), "I01 I03 I05 X01"),
    "summary_grand_total": (_figure(1, lambda c: c[0] == "总计", 2), "I03 I05"),
    "revenue_item_amount": (_figure(2, item_row, 2), "I06 I07 I08"),
    "expenditure_item_total": (_figure(3, item_row, 2), _ROWS),
    "expenditure_item_part": (_figure(3, item_row, 4), _ROWS),
    "expenditure_total": (_figure(3, _starts("合计"), 2), "I09 I10 X02"),
    "appropriation_class_amount": (_figure(4, class_row, 6), "I12 I13 X05 X09"),
    "appropriation_total": (_figure(4, _starts("本年收入合计"), 2), "I14 I15 X03"),
    "general_item_total": (_figure(5, item_row, 2), "I16 I17 X08"),
    "economic_item_amount": (_figure(6, _economic_row, 2), "I18"),
    "personnel_total": (_figure(6, _starts("人员经费合计"), 2), "I19 X12 N10"),
    "public_total": (_figure(6, _starts("公用经费合计"), -1), "I20 X12 N10 N12"),
    "fund_item_amount": (_figure(7, item_row, 4), "I21 X08 X10"),
    "capital_item_amount": (_figure(8, item_row, 2), "I22 X08 X11"),
    "three_public_total": (_figure(9, lambda c: len(c) == 12 and is_money(c[0]), 0), "I23 N12"),
    "form_amount": (_form_amount, "N16 N09"),
    "misprinted_code": (_misprinted_code, "X07 X08 N20 I11"),
    "lost_row": (_lost_row, "I17 X08 X09"),
}
"""Faults of the tables, each with the rules of which one should fire."""
