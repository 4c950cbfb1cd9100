"""Reads 公开09: the "three public" expenses, budget and final, in one row of twelve or as a list of items."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations, takewhile

from ...amounts import Amount
from ...catalogue import BASES
from ...layout.cells import amount_in, close, compact, decimals_of, has_han, item_name
from ...model import Repair, Row
from .drafts import Draft, Figures, Reading, leftover
from .other_columns import columns_beside, less_beside, three_public_only

COLUMNS = ("total", "abroad", "vehicle_total", "vehicle_purchase", "vehicle_operation", "reception")
_RECEPTION_BEFORE = ("total", "abroad", "reception", "vehicle_total", "vehicle_purchase", "vehicle_operation")
_COUNTED = ("团组", "人次", "人数", "批次", "保有", "购置数", "统计数")
"""Words of items that are counted, which some cities print below the table's money."""
_TOTALS = ("合计", "三公经费合计", "总计", "三公经费支出合计", "三公经费", "支出合计")
MOST_WAYS = 64
"""Ways to place the figures of a row beyond which none is told apart."""


def read_three_public(heads: Sequence[Row], body: Sequence[Row], spaced: bool = False) -> Reading:
    """Read 公开09 from its header rows and its other rows: a row for the budget and one for the final accounts.

    `spaced` where only blanks part the cells, so that a figure may have been put into the column beside its own.
    """
    reading = Reading(9)
    if spaced:
        body = less_beside(body, len(columns_beside(heads)))
    else:
        heads, body = three_public_only(heads, body)
    decimals = decimals_of(cell for row in body for cell in row.cells)
    if any(column_of(cell) for row in body for cell in row.cells[:3]):
        reading.drafts = _listed(heads, body, decimals)
        return reading
    order = _order(heads)
    bases = _bases(heads, max((len(row.cells) for row in body), default=0))
    paired = _paired(heads)
    torn = _is_torn(body, bases)
    for row in body:
        if paired and len(row.cells) > paired[-1]:
            row = Row(row.line, tuple(row.cells[i] for i in (*paired[::2], *paired[1::2])))
        if _counts_on(row):
            continue
        printed, row_bases = _figures_of(row, bases)
        if len(row_bases) == 1 and not any(printed):
            bases = row_bases  # 决算数 in a row of its own: what follows is the second half
            continue
        piece = torn and row_bases is bases and len(printed) < len(COLUMNS) * len(bases)
        if piece or not _take_row(reading, row, printed, row_bases, order, decimals, spaced):
            reading.notes.append(leftover(9, row))
    return reading


def _is_torn(body: Sequence[Row], bases: tuple[str, ...]) -> bool:
    """Whether more rows hold figures than there are halves: one of no name and few cells is a piece of a row."""
    figures = [row for row in body if any(map(str.isdigit, "".join(row.cells))) and not _counts_on(row)]
    return len(figures) > len(bases) + sum(compact("".join(row.cells)).endswith("算数") for row in body)


def _take_row(
    reading: Reading,
    row: Row,
    printed: Sequence[str],
    bases: tuple[str, ...],
    order: tuple[str, ...],
    decimals: int | None,
    spaced: bool,
) -> bool:
    """Take in a row of figures; False where its bases are there already or its figures find no columns."""
    done = {draft.keys["basis"] for draft in reading.drafts}
    if done & set(bases) or has_han("".join(printed)):
        return False
    cells = [amount_in(cell, decimals) for cell in printed]
    values = [amount.value if amount else None for amount in cells]
    placed = _place(values, order, len(bases))
    if spaced and placed is not None and not all(map(three_public_adds_up, placed)):
        placed = _place([value for value in values if value is not None], order, len(bases)) or placed
    if placed is None:
        return False
    for basis, figures in zip(bases, placed, strict=True):
        reading.drafts.append(Draft(row.line, BASES[basis], figures, keys={"basis": basis}))
    for amount in cells:
        if amount is not None and amount.repaired:
            reading.drafts[-1].mend(Repair("digits", amount.raw))
    return True


def _paired(heads: Sequence[Row]) -> tuple[int, ...]:
    """Where 预算数 and 决算数 stand by turns under each item: the places of both, budgets at the even ones."""
    for row in heads:
        places = [
            (index, "预算" in cell) for index, cell in enumerate(row.cells[:64]) if cell.endswith("算数")
        ]
        turns = [budget for _, budget in places]
        if len(turns) == 12 and turns in ([True, False] * 6, [False, True] * 6):
            at = [index for index, _ in places]
            return tuple(at if turns[0] else [at[i ^ 1] for i in range(12)])
    return ()


def _counts_on(row: Row) -> bool:
    """Whether a row numbers the columns of a second half (7, 8, 9 …)."""
    numbers = [int(cell) for cell in row.cells[:64] if cell.isascii() and cell.isdigit() and len(cell) < 3]
    enough = len(numbers) >= max(4, sum(map(bool, row.cells)))
    return enough and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _figures_of(row: Row, bases: tuple[str, ...]) -> tuple[Sequence[str], tuple[str, ...]]:
    """The figure cells of a row and whose they are: a row may name its own basis (预算数 above 决算数)."""
    for index, cell in enumerate(row.cells[:3]):
        name = compact(cell)
        for basis, word in BASES.items():
            if name.endswith((word, word[:2])):
                return row.cells[index + 1 : 64], (basis,)
    return row.cells[:64], bases


def column_of(text: str) -> str | None:
    """The column an item name of a listed table means."""
    name = item_name(text).replace("“", "").replace("”", "")
    if any(mark in name for mark in _COUNTED):
        return None
    if "出国" in name or "出境" in name:
        return "abroad"
    if "公务接待" in name:
        return "reception" if "国内" not in name and "外事" not in name else None
    if "公务用车" in name:
        if "购置" in name and ("运行" in name or "维护" in name):
            return "vehicle_total"
        return "vehicle_purchase" if "购置" in name else "vehicle_operation"
    return "total" if name in _TOTALS else None


def _bases(heads: Sequence[Row], width: int) -> tuple[str, ...]:
    """Whose figures the table prints, in order; a table of six columns that does not say it prints what was spent."""
    words = [compact(cell).replace("统计数", "数") for row in heads for cell in row.cells if cell]
    budget = any("预算数" in word for word in words)
    final = any("决算数" in word for word in words)
    if budget != final:
        return ("budget",) if budget else ("final",)
    if not final and not budget and width <= len(COLUMNS):
        return ("final",)
    first = next((word for word in words if "预算数" in word or "决算数" in word), "预算数")
    return tuple(BASES) if "预算数" in first else tuple(reversed(BASES))


def _order(heads: Sequence[Row]) -> tuple[str, ...]:
    """The order of a half's columns: the reception stands last, or before the vehicles."""
    for row in heads:
        words = [compact(cell) for cell in row.cells]
        vehicle = next((index for index, word in enumerate(words) if "公务用车" in word), None)
        reception = next((index for index, word in enumerate(words) if "接待" in word), None)
        if vehicle is not None and reception is not None:
            return COLUMNS if vehicle < reception else _RECEPTION_BEFORE
    return COLUMNS


def _place(values: list[Decimal | None], order: tuple[str, ...], halves: int) -> list[Figures] | None:
    """The cells as `halves` rows of six. Too few or too many cells are placed as far as all ways that add up agree."""
    wanted = 6 * halves
    while len(values) > wanted and values[-1] is None:
        values.pop()
    while len(values) > wanted and values[0] is None:
        values.pop(0)
    if len(values) == wanted:
        return _halves(values, order)
    filled = [value for value in values if value is not None]
    if not filled or len(filled) > wanted:
        return None
    if len(filled) == wanted:
        return _halves(filled, order)
    if not all(filled) and 2 * len(filled) <= wanted:
        return None  # where zeros are printed, so few figures are a piece of a row
    fitting: list[list[Figures]] = []
    for places in combinations(range(wanted), len(filled)):
        full: list[Decimal | None] = [None] * wanted
        for place, value in zip(places, filled, strict=True):
            full[place] = value
        figures: list[Figures] = [dict(zip(order, full[i : i + 6], strict=True)) for i in range(0, wanted, 6)]
        if all(three_public_adds_up(half) for half in figures):
            fitting.append(figures)
            if len(fitting) > MOST_WAYS:
                return None
    return _agreed(fitting)


def _agreed(ways: Sequence[list[Figures]]) -> list[Figures] | None:
    """The figures on which all ways to place them agree; None where they do not agree on both totals."""
    if not ways:
        return None
    agreed: list[Figures] = [
        {name: value if all(way[n][name] == value for way in ways) else None for name, value in half.items()}
        for n, half in enumerate(ways[0])
    ]
    return agreed if all(half["total"] is not None for half in agreed) else None


def _halves(values: Sequence[Decimal | None], order: tuple[str, ...]) -> list[Figures]:
    """The figures of each half: six and six as a rule, by turns where only that adds up."""
    halves: list[Figures] = [
        dict(zip(order, values[i : i + 6], strict=True)) for i in range(0, len(values), 6)
    ]
    if len(halves) == 2 and None not in values and not all(map(three_public_adds_up, halves)):
        turns: list[Figures] = [dict(zip(order, values[i::2], strict=True)) for i in range(2)]
        if all(map(three_public_adds_up, turns)):
            return turns
    return halves


def three_public_adds_up(figures: Figures) -> bool:
    """合计 = 出国 + 车辆小计 + 接待, and 小计 = 购置 + 运行, to the last place."""
    get = {name: value or Decimal(0) for name, value in figures.items()}
    vehicles = close(get["vehicle_total"], get["vehicle_purchase"] + get["vehicle_operation"])
    return vehicles and close(get["total"], get["abroad"] + get["vehicle_total"] + get["reception"])


def _places(heads: Sequence[Row], bases: tuple[str, ...]) -> tuple[int, ...]:
    """Where the figures of each basis stand in a listed table that prints other years or budgets beside them; empty
    where the header does not say it surely."""
    for row in heads:
        found: dict[str, list[tuple[str, int]]] = {"budget": [], "final": []}
        for index, cell in enumerate(row.cells[:64]):
            word = compact(cell)
            if word.endswith(("算数", "算统计数")) and "上年" not in word:
                found["budget" if "预算" in word else "final"].append((word, index))
        if sum(map(len, found.values())) and all(found[basis] for basis in bases):
            other_words = any(len({word for word, _ in found[basis]}) > 1 for basis in bases)
            if not other_words and not any("上年" in cell for cell in row.cells):
                return ()
            # 2023年决算数 beside 2022年决算数: the later one; 全年预算数 beside 年初预算数: the last one
            return tuple(max(found[basis], key=_year_and_place)[1] for basis in bases)
    return ()


def _year_and_place(head: tuple[str, int]) -> tuple[str, int]:
    word, index = head
    return (word[:4] if word[:4].isdecimal() else "", index)


def _up_to_name(cells: Sequence[str]) -> Sequence[str]:
    """The cells before the next name: some tables print other information beside the three."""
    return list(takewhile(lambda cell: not has_han(cell), cells))


def _listed(heads: Sequence[Row], body: Sequence[Row], decimals: int | None) -> list[Draft]:
    """A table with a line per item and the columns 预算数 and 决算数."""
    bases = _bases(heads, 0 if not heads else len(heads[-1].cells))
    found: dict[str, dict[str, Decimal | None]] = {basis: dict.fromkeys(COLUMNS) for basis in bases}
    line = 0
    places = _places(heads, bases)
    if places:
        places, bases = zip(*sorted(zip(places, bases, strict=True)), strict=True)
    numbered = not places and _is_numbered(heads)
    for row in body:
        named = next((index for index, cell in enumerate(row.cells) if column_of(cell)), None)
        if named is None:
            continue
        column = column_of(row.cells[named]) or ""
        if places and len(row.cells) > max(places):
            cells = [row.cells[place] for place in places]
        else:
            cells = list(_up_to_name(row.cells[named + 1 : 64]))
        values = [amount_in(cell, decimals) for cell in cells][numbered:]
        for basis, amount in zip(bases, _as_many(values, len(bases)), strict=False):
            if amount is not None and found[basis][column] is None:
                found[basis][column] = amount.value
                line = line or row.line
    return [Draft(line, BASES[basis], found[basis], keys={"basis": basis}) for basis in bases if line]


def _is_numbered(heads: Sequence[Row]) -> bool:
    """Tell whether a column of row numbers (行次) stands before the figures."""
    return any(compact(cell) == "行次" for row in heads for cell in row.cells)


def _as_many(values: list[Amount | None], count: int) -> list[Amount | None]:
    """Drop blanks behind, then a row number in front, where there are more values than columns."""
    while len(values) > count and values[-1] is None:
        values = values[:-1]
    if len(values) > count and values[0] is not None and values[0].decimals == 0:
        return values[len(values) - count :]
    return values
