"""Rows that a statement lacks and its sister has, and the figures that the sister implies for them."""

from __future__ import annotations

from decimal import Decimal
from typing import Protocol

from ..model import StatementRow
from .figures import Figure


class Ledger(Protocol):
    """What is asked of the nine statements, as `ledger.Ledger` answers it."""

    def codes(self, number: int) -> list[str]:
        """Codes of a statement's coded rows."""

    def levels(self, number: int) -> frozenset[int]:
        """The lengths of the codes that the statement prints."""

    def row(self, number: int, key: str) -> StatementRow | None:
        """The row of a code."""

    def figure(self, number: int, key: str, column: str) -> Figure:
        """A cell."""

    def budget_missing(self) -> bool:
        """Whether a budget's own statement is not read or not sure."""


def ancestors(code: str) -> set[str]:
    """The 类 and the 款 above a code."""
    return {code[:n] for n in (3, 5) if n < len(code)}


def lost_rows(ledger: Ledger, number: int) -> dict[str, dict[str, Decimal]]:
    """Codes that 公开02, 03 or 05 lacks, with the figures its sister implies by column."""
    sister = {2: 3, 3: 5, 5: 3}.get(number)
    if sister is None or not ledger.codes(number) or (number == 5 and ledger.budget_missing()):
        return {}
    if number == 5 and not ledger.codes(3):
        return _lost_by_revenue(ledger)
    found: dict[str, dict[str, Decimal]] = {}
    for code in ledger.codes(sister):
        if ledger.row(number, code) or len(code) not in ledger.levels(number):
            continue
        values = {"total": ledger.figure(sister, code, "total").amount}
        if number == 2:
            values["fiscal_appropriation"] = values["total"]
        else:
            for column in ("basic", "project"):
                values[column] = ledger.figure(sister, code, column).amount
        if number == 5:
            if len(code) == 7 and any(ledger.row(n, code) for n in (7, 8)):
                continue  # an item of another budget, whatever it amounts to there
            for column in values:
                values[column] -= sum(ledger.figure(n, code, column).amount for n in (7, 8))
        if values["total"] > 0:
            found[code] = values
    return found


def _lost_by_revenue(ledger: Ledger) -> dict[str, dict[str, Decimal]]:
    """Codes that 公开05 lacks and 公开02 has, where 公开03 is gone and all revenue is of the general budget."""
    whole = ledger.figure(2, "合计", "total").amount
    if not whole or whole != ledger.figure(5, "合计", "total").amount:
        return {}
    levels = ledger.levels(5)
    lost = {
        code: {"total": ledger.figure(2, code, "total").amount}
        for code in ledger.codes(2)
        if ledger.row(5, code) is None and len(code) in levels and ledger.figure(2, code, "total").amount
    }
    for code, values in lost.items():
        column = _only_column(ledger, code, values["total"])
        if column:
            values[column] = values["total"]
    return lost


def _only_column(ledger: Ledger, code: str, amount: Decimal) -> str | None:
    """基本支出 or 项目支出: the one in which a row that 公开05 lost stood. Its group or class has money in that one
    only; or where that is lost too, only that column falls short of 合计, by the amount of the class."""
    present = set(ledger.codes(5))
    columns = ("basic", "project")
    above = next((a for a in (code[:5], code[:3]) if a != code and a in present), None)
    if above is not None:
        found = [column for column in columns if ledger.figure(5, above, column).amount]
    else:
        top = [c for c in ledger.codes(5) if not ancestors(c) & present]
        short = ledger.figure(2, code[:3], "total").amount or amount
        found = [
            column
            for column in columns
            if ledger.figure(5, "合计", column).amount - sum(ledger.figure(5, c, column).amount for c in top)
            == short
        ]
    return found[0] if len(found) == 1 else None
