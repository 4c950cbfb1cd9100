"""How far the figures of a statement can be relied on: cells not read, columns mended, a unit misprinted."""

from __future__ import annotations

from decimal import Decimal

from ..model import Disclosure, Repair, Statement, StatementRow

TEN_THOUSAND = Decimal(10000)
_WHOLE_ACCOUNT = 5
"""Statements up to this number have the whole account's money in them."""
_ABOVE = 10
"""Lines above a statement in which its unit stands."""
_OWN_UNITS = 4
"""One figure of so many may print a unit of its own."""
_ALIKE = 20
"""How far the largest figures of two statements of one account may lie apart, as a quotient."""


def whole_account(disclosure: Disclosure) -> Decimal:
    """Twice the largest figure, in 万元, of the statements of the whole account that print 万元: no figure is above it."""
    sizes = (_largest(s) for s in disclosure.statements if s.unit == "万元" and s.number <= _WHOLE_ACCOUNT)
    return max(sizes, default=Decimal(0)) * 2


def misprinted_units(disclosure: Disclosure) -> dict[int, int | None]:
    """Statements that print 元 where their figures are in 万元 as in all others, with the line of the unit. A cell with a
    unit of its own (338.53万元) says nothing of the others."""
    most = whole_account(disclosure)
    whole = (s for s in disclosure.statements if s.unit == "万元" and s.number <= _WHOLE_ACCOUNT)
    others = [largest for s in whole if (largest := _largest(s))]
    found: dict[int, int | None] = {}
    for statement in disclosure.statements if len(others) > 1 else ():
        if statement.unit == "元" and _is_in_wan(statement, min(others), most):
            lines = [
                label.source_line
                for label in disclosure.labels
                if label.kind == "unit" and label.text == "元"
            ]
            near = [line for line in lines if line >= (statement.source_line or 0) - _ABOVE]
            found[statement.number] = near[0] if near else statement.source_line
    return found


def _is_in_wan(statement: Statement, least: Decimal, most: Decimal) -> bool:
    """Whether the figures of a statement, read in 元, are 万元: far below the `least` of the others' largest, and not above
    `most` ten thousand times over, but for a few cells with a unit of their own."""
    figures = [value for row in statement.rows for value in row.figures.values() if value]
    small = [value for value in figures if value * TEN_THOUSAND <= most]
    few = len(figures) - len(small) <= len(figures) // _OWN_UNITS
    return bool(small) and max(small) * _ALIKE < least and few


def _largest(statement: Statement) -> Decimal:
    values = (value for row in statement.rows for value in row.figures.values() if value)
    return max(values, default=Decimal(0))


_UNSURE = ("doubtful_columns", "leftover_line", "unread_cell", "unread_cells", "cut_off_table")
"""Kinds of reading notes that make the figures of a statement no evidence against the source."""


def doubtful_statements(disclosure: Disclosure) -> frozenset[int]:
    """Statements with cells that could not be read or whose columns are not sure."""
    lines = [note.source_line for note in disclosure.notes if note.kind in _UNSURE and note.source_line]
    scrambled = {one.number for one in disclosure.statements if one.number == 9 and _scrambled(one)}
    return frozenset(scrambled) | frozenset(
        statement.number
        for statement in disclosure.statements
        if any((statement.source_line or 0) <= line <= (statement.source_line_end or 0) for line in lines)
    )


def _scrambled(statement: Statement) -> bool:
    """Whether no one figure of a row of 公开09 could make it add up: its figures stand under wrong heads."""
    for row in statement.rows:
        value = {name: amount or Decimal(0) for name, amount in row.figures.items()}
        if not value.get("total"):
            continue
        rest = value["total"] - value.get("abroad", Decimal(0)) - value.get("reception", Decimal(0))
        vehicles = value.get("vehicle_total", Decimal(0))
        parts = value.get("vehicle_purchase", Decimal(0)) + value.get("vehicle_operation", Decimal(0))
        if all(
            abs(one - other) > _CENTS for one, other in ((rest, vehicles), (vehicles, parts), (rest, parts))
        ):
            return True
    return False


_CENTS = Decimal("0.02")
_RESTORED = ("columns", "total_row")
"""Kinds of repairs that put figures of a row back under their heads."""


def mended_columns(disclosure: Disclosure, number: int) -> frozenset[str]:
    """Columns of a statement whose figures stood under wrong heads: a row that could not be mended is no evidence."""
    found = (s for s in disclosure.statements if s.number == number)
    return frozenset(
        repair.column
        for statement in found
        for row in statement.rows
        for repair in row.repairs
        if repair.kind == "columns" and repair.column
    )


def is_mended(row: StatementRow | None, column: str) -> bool:
    """Whether the cell of a row was put back under its head."""
    return row is not None and any(
        repair.kind in _RESTORED and repair.column == column for repair in row.repairs
    )


def repair_of(row: StatementRow | None, column: str) -> Repair | None:
    """What was mended of the cell, or of the row as a whole."""
    if row is None:
        return None
    own = [repair for repair in row.repairs if repair.column in (column, None)]
    return own[0] if own else None
