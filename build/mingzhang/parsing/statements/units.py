"""The unit of tables that print none, where the document's prose or its other tables prove it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from statistics import median_low

from ...amounts import in_wan
from ...layout.gathered_tables import Table
from ...model import Passage, Place, ReadingNote
from .drafts import Reading

_IN_WAN = re.compile(r"([0-9][0-9,]{0,18}(?:\.[0-9]{1,6})?) ?万元")
_TOTALS = frozenset(("总计", "收入总计", "支出总计", "收支总计"))
LEAST = 10_000
"""A grand total below this many yuan is no department's."""
LONGEST = 20_000
"""Characters of a paragraph looked through."""
ROUNDING = 60
"""Yuan by which an amount in 万元 with two decimals may differ from one in yuan."""


def prove_unit(
    tables: Mapping[int, Table], summary: Reading | None, prose: Iterable[tuple[int, Passage]]
) -> ReadingNote | None:
    """Take the tables to be in 元 where none prints a unit and the prose states the grand total of 公开01 in 万元, ten
    thousand times smaller; the note says so. They stay in 万元 where nothing proves otherwise."""
    if summary is None or any(table.unit for table in tables.values()):
        return None
    totals = [value for draft in summary.drafts if draft.item in _TOTALS for value in draft.figures.values()]
    total = max((value for value in totals if value is not None), default=Decimal(0))
    if total < LEAST:
        return None
    proof: tuple[str, int] | None = None
    for _, passage in prose:
        if "万元" not in passage.text:
            continue
        for match in _IN_WAN.finditer(passage.text[:LONGEST]):
            amount = Decimal(match[1].replace(",", ""))
            if amount == total:
                return None
            if proof is None and abs(total - amount * 10_000) <= ROUNDING:
                proof = match[0], passage.line_at(match.start())
    if proof is None:
        return None
    for table in tables.values():
        table.assumed_unit = "元"
    text = f"各表没有印出金额单位；公开01表的总计与情况说明中的“{proof[0]}”相差一万倍，各表按元读取"
    return ReadingNote("proved_unit", text, Place(proof[1]))


_COMPARED = (1, 2, 3, 4, 5, 6)
"""Statements whose totals are of one size in one body."""
_APART = (Decimal(2_000), Decimal(50_000))
"""Two totals so many times apart differ by the unit, 元 for 万元."""


_PARTS = (7, 8, 9)
"""Statements of a part of the spending: it is never more than the whole, and the prose states it in 万元."""
_OTHER = {"元": "万元", "万元": "元"}


def compare_units(
    tables: Mapping[int, Table], readings: Mapping[int, Reading], prose: Iterable[tuple[int, Passage]] = ()
) -> list[ReadingNote]:
    """Hold the totals of the statements against one another: one ten thousand times the rest, or a ten-thousandth, is
    in another unit; so is a statement of a part (公开07 to 09) that is more than the whole or whose figures the prose
    states in the other unit. A table that prints no unit takes that one; of one that does only a note is made."""
    sizes = {
        number: in_wan(size, tables[number].assumed_unit)
        for number in _COMPARED
        if number in readings and (size := _largest(readings[number]))
    }
    notes: list[ReadingNote] = []
    for number, size in sizes.items():
        others = [other for n, other in sizes.items() if n != number]
        if len(others) < 2 or not (usual := median_low(others)):
            continue
        table = tables[number]
        unit = "元" if _APART[0] < size / usual < _APART[1] else ""
        unit = "万元" if _APART[0] < usual / size < _APART[1] else unit
        if unit and unit != table.assumed_unit:
            notes.append(_other_unit(number, table, unit, "其他各表"))
    whole = max(sizes.values(), default=None)
    return notes + _compare_parts(tables, readings, whole, prose)


def _compare_parts(
    tables: Mapping[int, Table],
    readings: Mapping[int, Reading],
    whole: Decimal | None,
    prose: Iterable[tuple[int, Passage]],
) -> list[ReadingNote]:
    """Hold 公开07 to 09 against the whole and against what the prose states."""
    notes: list[ReadingNote] = []
    stated = _stated_in_wan(prose) if any(number in readings for number in _PARTS) else frozenset()
    for number in _PARTS:
        if number not in readings or tables[number].assumed_unit not in _OTHER:
            continue
        table = tables[number]
        figures = _amounts(readings[number])
        told, otherwise = (
            sum(_rounded(in_wan(figure, unit)) in stated for figure in figures)
            for unit in (table.assumed_unit, _OTHER[table.assumed_unit])
        )
        exceeds = (
            whole is not None and max(figures, default=Decimal(0)) > whole and table.assumed_unit == "万元"
        )
        if not told and (otherwise or exceeds):
            against = "情况说明" if otherwise else "其他各表"
            notes.append(_other_unit(number, table, _OTHER[table.assumed_unit], against))
    return notes


def _other_unit(number: int, table: Table, unit: str, against: str) -> ReadingNote:
    """The note of a table that is in another unit than it prints, or takes it where it prints none."""
    text = f"公开{number:02d}表的金额与{against}相差约一万倍"
    if table.unit:
        return ReadingNote("doubtful_unit", f"{text}，所印单位为{table.unit}", Place(table.line_start))
    table.assumed_unit = unit
    return ReadingNote("proved_unit", f"{text}，本表按{unit}读取", Place(table.line_start))


def _stated_in_wan(prose: Iterable[tuple[int, Passage]]) -> frozenset[Decimal]:
    """The amounts that the prose prints in 万元; nothing (0万元) is of no unit."""
    amounts = (
        _rounded(Decimal(match[1].replace(",", "")))
        for _, passage in prose
        if "万元" in passage.text
        for match in _IN_WAN.finditer(passage.text[:LONGEST])
    )
    return frozenset(amount for amount in amounts if amount)


def _rounded(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _amounts(reading: Reading) -> set[Decimal]:
    """The figures of a statement that are not nothing."""
    return {value for draft in reading.drafts for value in draft.figures.values() if value}


def _largest(reading: Reading) -> Decimal | None:
    figures = [value for draft in reading.drafts for value in draft.figures.values() if value is not None]
    return max(figures, default=None)
