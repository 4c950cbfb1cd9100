"""Columns that no blank marks any more, proved by sums: whether a row's only figure is 基本支出 or 项目支出.

A row `2010301 行政运行 210.00 210.00` of 公开05 spent its total in one of two columns. The row above it tells how much of
each its rows spend; where only one choice adds up to that, it is theirs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import product

from ...classification import resolve_function
from ...model import Repair
from .drafts import Draft, Reading

SPLIT_STATEMENTS = (5, 8)
MOST_UNKNOWN = 12
"""Rows under one row that are tried; twelve have 4,096 choices."""
BLANKS_LOST = "空白单元格未留位置"
"""What `Reading.doubtful` says of a table whose cells are parted by single blanks."""
_WITHIN = Decimal("0.02")
_LEVELS = {None: 3, 3: 5, 5: 7}


def place_splits(readings: Mapping[int, Reading]) -> None:
    """Put figures whose blanks were lost into their columns: 公开05 and 公开08 by their own sums, 公开03, 04 and 02 by
    the totals of those."""
    for number in SPLIT_STATEMENTS:
        reading = readings.get(number)
        if reading is not None and reading.doubtful == BLANKS_LOST:
            _place(reading)
            _settle(reading)
    whole = readings.get(3)
    if whole is not None and whole.doubtful == BLANKS_LOST:
        _from_parts(whole, [readings[number] for number in (5, 7, 8) if number in readings])
    summary, revenue = readings.get(4), readings.get(2)
    if summary is not None and summary.doubtful == BLANKS_LOST:
        _place_budgets(summary, readings)
    if summary is not None and revenue is not None and revenue.doubtful == BLANKS_LOST:
        _place_revenue(revenue, summary)


def _place(reading: Reading) -> None:
    coded = [draft for draft in reading.drafts if draft.code]
    total = reading.total()
    if total is not None:
        classes = [draft for draft in coded if len(draft.code or "") == 3]
        _choose(total, classes or coded)
    for draft in coded:
        _choose(draft, list(_below(draft, coded)))


def _below(parent: Draft, coded: Sequence[Draft]) -> Iterator[Draft]:
    code = parent.code or ""
    length = _LEVELS.get(len(code) or None)
    for draft in coded:
        if length and draft.code and len(draft.code) == length and draft.code.startswith(code):
            yield draft


def _is_open(draft: Draft) -> bool:
    figures = draft.figures
    return bool(figures.get("total")) and figures.get("basic") is None and figures.get("project") is None


def _choose(parent: Draft, children: Sequence[Draft]) -> None:
    """Give each open row under a known one its column, where exactly one choice adds up."""
    waiting = [draft for draft in children if _is_open(draft)]
    total, basic = parent.figures.get("total"), parent.figures.get("basic")
    if total is None or _is_open(parent) or not 0 < len(waiting) <= MOST_UNKNOWN:
        return
    if abs(sum((_of(draft, "total") for draft in children), Decimal(0)) - total) > _WITHIN:
        return
    wanted = (basic or Decimal(0)) - sum((_of(draft, "basic") for draft in children), Decimal(0))
    amounts = [_of(draft, "total") for draft in waiting]
    fitting = [
        choice
        for choice in product((True, False), repeat=len(amounts))
        if abs(sum((a for a, is_basic in zip(amounts, choice, strict=True) if is_basic), -wanted)) <= _WITHIN
    ]
    if len(fitting) != 1:
        return
    for draft, is_basic in zip(waiting, fitting[0], strict=True):
        spent = "basic" if is_basic else "project"
        draft.figures[spent] = draft.figures["total"]
        draft.mend(Repair("blanks", column=spent, proof="parent_totals"))


def _of(draft: Draft, name: str) -> Decimal:
    return draft.figures.get(name) or Decimal(0)


def _settle(reading: Reading) -> None:
    """Where every row is placed, nothing is doubtful any more."""
    if not any(_is_open(draft) for draft in reading.drafts):
        reading.doubtful = ""
        reading.notes = [note for note in reading.notes if note.kind != "doubtful_columns"]


def _from_parts(whole: Reading, parts: Sequence[Reading]) -> None:
    """Rows of 公开03 whose total is all of the other statements' rows: what it spent is split as there."""
    by_code = [part.by_code() for part in parts]
    totals = [total for part in parts if (total := part.total()) is not None]
    for draft in whole.drafts:
        found = [row for rows in by_code if (row := rows.get(draft.code or "")) is not None]
        if draft.level == 0:
            found = totals
        if not found or not _is_open(draft) or any(_is_open(row) for row in found):
            continue
        if abs(sum((_of(row, "total") for row in found), -_of(draft, "total"))) > _WITHIN:
            continue
        for name in ("basic", "project"):
            printed = [value for row in found if (value := row.figures.get(name)) is not None]
            draft.figures[name] = sum(printed, Decimal(0)) if printed else None
            draft.mend(Repair("blanks", column=name, proof="same_codes"))
    _settle(whole)


def _place_revenue(revenue: Reading, summary: Reading) -> None:
    """公开02 where 公开04 tells that all revenue is fiscal appropriation: so is each row's."""
    total = revenue.total()
    income = [
        draft
        for draft in summary.drafts
        if draft.keys.get("side") == "revenue" and draft.item == "本年收入合计"
    ]
    if total is None or len(income) != 1 or not _of(total, "total"):
        return
    if abs(_of(income[0], "total") - _of(total, "total")) > _WITHIN:
        return
    for draft in revenue.drafts:
        others = [value for name, value in draft.figures.items() if name != "total"]
        if draft.figures.get("total") is not None and not any(value is not None for value in others):
            draft.figures["fiscal_appropriation"] = draft.figures["total"]
            draft.mend(Repair("blanks", column="fiscal_appropriation", proof="appropriations_only"))
    revenue.doubtful = ""
    revenue.notes = [note for note in revenue.notes if note.kind != "doubtful_columns"]


_WHOLE = ("本年支出合计", "总计", "支出总计")
"""Rows of 公开04 that hold all that is spent; the last two with the balances, so that they may be more than that."""


def _place_budgets(summary: Reading, readings: Mapping[int, Reading]) -> None:
    """Classes of 公开04 whose total is all that one budget's statement spends in them."""
    budgets = (("general_budget", 5), ("government_fund", 7), ("state_capital", 8))
    spent = [(name, _by_class(readings[number])) for name, number in budgets if number in readings]
    open_rows = 0
    for draft in summary.drafts:
        figures = draft.figures
        if draft.keys.get("side") != "expenditure" or not figures.get("total"):
            continue
        if any(figures.get(name) is not None for name, _ in budgets):
            continue
        code = "" if draft.item in _WHOLE else _class_code(draft.item)
        amounts = (
            {name: by_class.get(code, Decimal(0)) for name, by_class in spent} if code is not None else {}
        )
        spent_by = [name for name, amount in amounts.items() if amount]
        if not spent_by or abs(sum(amounts.values(), -_of(draft, "total"))) > _WITHIN:
            open_rows += 1
            continue
        for name in spent_by:
            figures[name] = figures["total"] if len(spent_by) == 1 else amounts[name]
            draft.mend(Repair("blanks", column=name, proof="same_classes"))
    if not open_rows:
        summary.doubtful = ""
        summary.notes = [note for note in summary.notes if note.kind != "doubtful_columns"]


def _class_code(item: str) -> str | None:
    found = resolve_function(item, None, None)
    return found.code if found is not None and found.level == 1 else None


def _by_class(reading: Reading) -> dict[str, Decimal]:
    """What a statement spends in each class ("" in all), from its finest rows."""
    codes = {draft.code for draft in reading.drafts if draft.code}
    found: dict[str, Decimal] = {}
    for draft in reading.drafts:
        code = draft.code or ""
        if code and not any(other != code and other.startswith(code) for other in codes):
            for key in ("", code[:3]):
                found[key] = found.get(key, Decimal(0)) + _of(draft, "total")
    return found
