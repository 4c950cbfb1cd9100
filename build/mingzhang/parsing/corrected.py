"""What a person put right of a document, said with the rows and notes that rest on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ..amounts import parse_amount
from ..model import Correction, ReadingNote, Repair, Statement, StatementRow


def with_corrections(
    statements: Iterable[Statement], corrections: Iterable[Correction]
) -> tuple[Statement, ...]:
    """The statements with a repair in each row whose line a person put right."""
    by_line: dict[int, list[Correction]] = {}
    for one in corrections:
        by_line.setdefault(one.place.line, []).append(one)
    if not by_line:
        return tuple(statements)
    return tuple(
        replace(statement, rows=tuple(_with_corrections(row, by_line) for row in statement.rows))
        for statement in statements
    )


def _with_corrections(row: StatementRow, by_line: dict[int, list[Correction]]) -> StatementRow:
    repairs = [
        Repair("corrected", one.read, _column(row, one), one.right, f"{one.who}，{one.when}")
        for one in by_line.get(row.source_line, ())
    ]
    return replace(row, repairs=(*row.repairs, *repairs)) if repairs else row


def _column(row: StatementRow, correction: Correction) -> str | None:
    """The figure of a row that was put right: that of the cell, else the only one of the amount."""
    named = [column for column, cell in row.cells.items() if cell.nth == correction.nth]
    amount = parse_amount(correction.right)
    same = [column for column, value in row.figures.items() if amount and value == amount.value]
    found = named or same
    return found[0] if len(found) == 1 else None


def correction_notes(corrections: Iterable[Correction]) -> tuple[ReadingNote, ...]:
    """A note for each."""
    return tuple(ReadingNote("corrected", one.text, one.place) for one in corrections)
