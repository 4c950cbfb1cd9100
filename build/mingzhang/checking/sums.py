"""Sums within a statement by code: across a row, down to the total, and along the tree of codes."""

from __future__ import annotations

from collections.abc import Iterator

from .ledger import Ledger
from .summaries import TOTAL
from .trials import Comparison, total


def row_totals(ledger: Ledger, number: int, label: str, parts: tuple[str, ...]) -> Iterator[Comparison]:
    """In every row the first amount is the sum of `parts`."""
    for key, row in ledger.rows(number):
        if any(row.figures.get(column) is not None for column in ("total", *parts)):
            figures = ledger.figures(number, key)
            yield total(figures["total"], [figures[column] for column in parts], label)


def top_totals(ledger: Ledger, number: int) -> Iterator[Comparison]:
    """合计 is the sum of the topmost codes, in every column that is used."""
    if ledger.row(number, TOTAL) is None or not ledger.codes(number):
        return
    for column in ledger.columns(number):
        if ledger.used(number, column):
            cells = [ledger.figure(number, code, column) for code in ledger.top(number)]
            yield total(ledger.figure(number, TOTAL, column), cells, "各科目之和")


def tree_totals(ledger: Ledger, number: int) -> Iterator[Comparison]:
    """类 = Σ 款 and 款 = Σ 项, where they are printed, in every column that is used."""
    for code in ledger.codes(number):
        below = ledger.children(number, code)
        if not below:
            continue
        for column in ledger.columns(number):
            cells = [ledger.figure(number, c, column) for c in below]
            whole = ledger.figure(number, code, column)
            if whole.value is not None or any(cell.value is not None for cell in cells):
                yield total(whole, cells, "下级科目之和")
