"""A departmental budget out of its document, as far as final accounts are held against it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from ..layout import DocumentTree, read_tree, with_blocks
from ..layout.budget_titles import with_final_titles
from ..model import Budget, BudgetFigure, Document, NotADisclosure, Place, Statement, StatementRow
from .identity import read_identity
from .narrative import with_kinds
from .statements import read_statements
from .statements.three_public import three_public_adds_up

_GENERAL, _THREE_PUBLIC = 5, 9
_CENT = Decimal("0.03")
_GOVERNMENT = re.compile(r"财政预算|政府预算|预算草案|预算执行情况")
_METRICS = {
    "total": "three_public_budget",
    "abroad": "abroad_budget",
    "vehicle_total": "vehicle_budget",
    "vehicle_purchase": "vehicle_purchase_budget",
    "vehicle_operation": "vehicle_operation_budget",
    "reception": "reception_budget",
}
_AMOUNT = r"[^，。；：0-9]{0,12}?([0-9][0-9,]{0,12}(?:\.[0-9]{1,6})?)万元"
_SAID = {
    # 2024年“三公”经费预算数为47.91万元; the year before (比2023年预算) is no beginning of a sentence
    "total": re.compile(rf"三公[”\"]?经费[^，。；0-9]{{0,12}}预算{_AMOUNT}"),
    "abroad": re.compile(rf"因公出国[(（]境[)）]费{_AMOUNT}"),
    "vehicle_total": re.compile(rf"公务用车购置(?:费)?[及和与]运行(?:维护)?费{_AMOUNT}"),
    "vehicle_purchase": re.compile(rf"公务用车购置费{_AMOUNT}"),
    "vehicle_operation": re.compile(rf"公务用车运行(?:维护)?费{_AMOUNT}"),
    "reception": re.compile(rf"公务接待费{_AMOUNT}"),
}
_LONGEST = 4000


def parse_budget(document: Document) -> Budget:
    """Read a document that was refused as a departmental budget.

    Raises `NotADisclosure` where it is a government's budget, or nothing that stands beside an account can be read.
    """
    tree = read_tree(with_final_titles(with_blocks(document)))
    sections = with_kinds(tree.sections)
    identity = read_identity(tree, sections)
    if _GOVERNMENT.search(tree.text[:200]):
        raise NotADisclosure("是一级政府的财政预算，不是部门预算")
    statements, _ = read_statements(tree)
    has_unit = any(statement.unit for statement in statements)  # or 元 might pass for 万元
    items, complete = _sound(statements[_GENERAL - 1]) if has_unit else ((), False)
    figures = (*_total(items), *(_three_public(statements[_THREE_PUBLIC - 1]) or _said(tree)))
    if not items and not figures:
        raise NotADisclosure("是部门预算公开，但没有读到按科目的一般公共预算支出和“三公”经费预算")
    title = f"{identity.name}{identity.fiscal_year}年部门预算"
    return Budget(document.source, replace(identity, title=title), items, complete, figures)


def _sound(statement: Statement) -> tuple[tuple[StatementRow, ...], bool]:
    """The rows of the table by code, and whether they add up. A table of which one row in ten does not is not taken: its
    columns may be those of another year."""
    rows = [row for row in statement.rows if row.figures.get("total") is not None]
    good = [row for row in rows if _adds_up(row)]
    if not rows or len(good) * 10 < len(rows) * 9:
        return (), False
    total = next((row for row in good if row.level == 0), None)
    level = min((row.level for row in good if row.level), default=None)
    summed = sum((_figure(row, "total") for row in good if row.level == level), Decimal(0))
    if total is None or level is None or abs(summed - _figure(total, "total")) > _CENT:
        return (), False
    return tuple(good), len(good) == len(rows)


def _adds_up(row: StatementRow) -> bool:
    """Whether basic and project expenditure are the whole; a row with neither says nothing against it."""
    parts = [row.figures.get(name) for name in ("basic", "project")]
    filled = [part for part in parts if part is not None]
    return not filled or abs(sum(filled, Decimal(0)) - _figure(row, "total")) <= _CENT


def _figure(row: StatementRow, column: str) -> Decimal:
    return row.figures.get(column) or Decimal(0)


def _total(items: Sequence[StatementRow]) -> Iterator[BudgetFigure]:
    for row in items:
        if row.level == 0:
            yield BudgetFigure("general_budget_initial", _figure(row, "total"), row.place)


def _three_public(statement: Statement) -> tuple[BudgetFigure, ...]:
    """The figures of the table of 三公 expenses, where they add up."""
    for row in statement.rows:
        if row.keys.get("basis") == "budget" and three_public_adds_up(dict(row.figures)):
            return tuple(
                BudgetFigure(metric, value, row.place)
                for column, metric in _METRICS.items()
                if (value := row.figures.get(column)) is not None
            )
    return ()


def _said(tree: DocumentTree) -> tuple[BudgetFigure, ...]:
    """The same out of the prose, for tables that were not read: the first of each, if all add up."""
    found: dict[str, tuple[Decimal, int]] = {}
    for _, passage in tree.passages():
        text = passage.text[:_LONGEST]
        for column, pattern in _SAID.items():
            match = pattern.search(text)
            if match and column not in found:
                found[column] = Decimal(match[1].replace(",", "")), passage.line_at(match.start())
    if "total" not in found or not three_public_adds_up(
        {column: found[column][0] if column in found else None for column in _METRICS}
    ):
        return ()
    return tuple(
        BudgetFigure(metric, found[column][0], Place(found[column][1]))
        for column, metric in _METRICS.items()
        if column in found
    )
