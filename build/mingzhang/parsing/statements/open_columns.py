"""Columns that no blank marks any more, found by sums: of the choices of columns in which a row adds up, those stay
with which the row above it, the other statements and the totals of 公开01, 04 and 06 add up as well.

公开03 holds at least what 公开05, 07 and 08 spend, code by code and column by column. A figure is placed where all
choices that are left agree; what contradicts itself proves nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import product
from math import prod

from ...classification import resolve_function
from ...model import ReadingNote, Repair
from .drafts import BLANKS_LOST, Reading
from .open_rows import BUDGETS, FUND, NOTHING, SUMMARY, Choice, OpenRow, open_rows, settle, within
from .open_totals import known_totals

WHOLE, OF_BUDGETS = 3, dict(zip(BUDGETS, (5, FUND, 8), strict=True))
CODED = (2, 3, 5, FUND, 8)
LARGEST = Decimal("1e30")
MOST_ROUNDS = 12
MOST_TRIED = 4096
"""Ways to choose the columns of all rows under one row that are tried."""
_ALL_SPENT = ("本年支出合计", "支出合计")
_WITH_BALANCES = ("总计", "支出总计")
Family = tuple[OpenRow, list[OpenRow]]
"""A row, and the rows that add up to it."""


def place_open_figures(readings: Mapping[int, Reading]) -> None:
    """Put figures whose blanks were lost into their columns, where exactly one column is theirs."""
    known = [number for number in (*CODED, SUMMARY) if number in readings]
    lost = [number for number in known if readings[number].doubtful == BLANKS_LOST]
    if not lost:
        return
    rows = {number: open_rows(readings[number]) for number in known}
    _drop_choices(rows, known_totals(readings))
    for number in lost:
        for draft, columns in settle(rows[number]):
            for column in columns:
                draft.mend(Repair("blanks", column=column, proof="sums"))
        _tell(readings[number])


def _drop_choices(rows: Mapping[int, Sequence[OpenRow]], totals: Mapping[int, Mapping[str, Decimal]]) -> None:
    """Drop choices with which something does not add up, until nothing more follows."""
    for number, some in rows.items():
        _take_totals(some, totals.get(number, {}))
    families = [family for number, some in rows.items() for family in _families(number, some)]
    for _ in range(MOST_ROUNDS):
        before = sum(len(row.choices) for some in rows.values() for row in some)
        for parent, children in families:
            _bound(parent, children)
            _try_all(parent, children)
        _hold_against_whole(rows)
        _hold_against_budgets(rows)
        if before == sum(len(row.choices) for some in rows.values() for row in some):
            break


def _take_totals(rows: Sequence[OpenRow], totals: Mapping[str, Decimal]) -> None:
    """Take what is known of the total row. A column of which it has nothing is empty in every row, unless figures
    below nothing are printed."""
    total = next((row for row in rows if row.draft.level == 0), None)
    if total is None or not total.choices:
        return
    said = [
        choice
        for choice in total.choices
        if all(abs(total.value(choice, column) - value) <= within(1) for column, value in totals.items())
    ]
    total.choices = said or total.choices  # totals that contradict one another prove nothing
    if any(value < 0 for row in rows for value in row.figures):
        return
    for column in total.columns:
        if not total.most(column):
            for row in rows:
                _keep(row, column, NOTHING, NOTHING)


def _tell(reading: Reading) -> None:
    """Where every figure is placed nothing is doubtful any more; else say how many are not."""
    left = sum(len(draft.open) for draft in reading.drafts)
    notes = [note for note in reading.notes if note.kind == "doubtful_columns"]
    reading.notes = [note for note in reading.notes if note.kind != "doubtful_columns"]
    if not left:
        reading.doubtful = ""
        return
    text = f"公开{reading.number:02d}表的空格在提取中丢失，{left}个数字的栏位不能确定，未采用"
    reading.notes += [ReadingNote("doubtful_columns", text, note.place) for note in notes[:1]]


def _keep(row: OpenRow, column: str, least: Decimal, most: Decimal = LARGEST) -> None:
    """Drop the choices with which a column holds less or more; where that were all, the bounds say nothing."""
    if len(row.choices) > 1:
        row.choices = [c for c in row.choices if least <= row.value(c, column) <= most] or row.choices


def _families(number: int, rows: Sequence[OpenRow]) -> Iterator[Family]:
    """Each row with those that add up to it in their totals, where none of them has lost figures."""
    found = _of_summary(rows) if number == SUMMARY else _of_codes(rows)
    for parent, children in found:
        same = abs(sum((c.total for c in children), -parent.total)) <= within(len(children))
        whole = bool(children) and all(row.choices for row in (parent, *children))
        if whole and (same or parent.columns[0] != "total"):
            yield parent, children


def _of_codes(rows: Sequence[OpenRow]) -> Iterator[Family]:
    """Rows under the nearest code that theirs begins with, those under none below the total row."""
    twice = Counter(row.draft.code for row in rows)
    by_code = {row.draft.code: row for row in rows if row.draft.code and twice[row.draft.code] == 1}
    below: dict[str | None, list[OpenRow]] = {}
    for row in rows:
        code = row.draft.code
        if code:
            ends = (len(code) - 2, len(code) - 4)
            above = next((code[:end] for end in ends if code[:end] in by_code and end > 2), None)
            below.setdefault(above, []).append(row)
    total = next((row for row in rows if row.draft.level == 0), None)
    if total is not None:
        yield total, below.get(None, [])
    for above, children in below.items():
        if above:
            yield by_code[above], children


def _of_summary(rows: Sequence[OpenRow]) -> Iterator[Family]:
    """The classes of 公开04 under all that was spent, and that with what is left under the total."""
    spent = next((row for row in rows if row.draft.item in _ALL_SPENT), None)
    whole = next((row for row in rows if row.draft.item in _WITH_BALANCES), None)
    left = [row for row in rows if row.draft.item.startswith("年末")]
    if spent is not None:
        yield spent, [row for row in rows if _class_code(row.draft.item)]
        if whole is not None:
            yield whole, [spent, *left[:1]]


def _bound(parent: OpenRow, children: Sequence[OpenRow]) -> None:
    """Drop choices with which a column cannot add up, whatever the other rows choose."""
    slack = within(len(children))
    for column in parent.columns:
        least = sum((child.least(column) for child in children), NOTHING)
        most = sum((child.most(column) for child in children), NOTHING)
        _keep(parent, column, least - slack, most + slack)
        low, high = parent.least(column) - slack, parent.most(column) + slack
        for child in children:
            least, most = least - child.least(column), most - child.most(column)
            _keep(child, column, low - most, high - least)
            least, most = least + child.least(column), most + child.most(column)


def _try_all(parent: OpenRow, children: Sequence[OpenRow]) -> None:
    """Keep the choices that are part of some way in which every column adds up."""
    rows = (parent, *children)
    waiting = [row for row in rows if len(row.choices) > 1]
    if not waiting or prod(len(row.choices) for row in waiting) > MOST_TRIED:
        return
    slack = within(len(children))
    ways = (list(zip(waiting, way, strict=True)) for way in product(*(row.choices for row in waiting)))
    settled = [(row, row.choices[0]) for row in rows if len(row.choices) == 1]
    good = [way for way in ways if _adds_up(parent, [*settled, *way], slack)]
    for at, row in enumerate(waiting):
        kept = {way[at][1] for way in good}
        row.choices = [choice for choice in row.choices if choice in kept] or row.choices


def _adds_up(parent: OpenRow, way: Sequence[tuple[OpenRow, Choice]], slack: Decimal) -> bool:
    """Whether in every column the rows of a way are together what the row above them has."""
    return all(
        abs(sum((_signed(row, parent, choice, column) for row, choice in way), NOTHING)) <= slack
        for column in parent.columns
    )


def _signed(row: OpenRow, parent: OpenRow, choice: Choice, column: str) -> Decimal:
    value = row.value(choice, column)
    return -value if row is parent else value


def _hold_against_whole(rows: Mapping[int, Sequence[OpenRow]]) -> None:
    """公开03 spends of each code and column at least what 公开05, 07 and 08 spend."""
    parts: dict[str, list[OpenRow]] = {}
    for number in OF_BUDGETS.values():
        for row in rows.get(number, ()):
            if row.draft.code or row.draft.level == 0:
                parts.setdefault(row.draft.code or "", []).append(row)
    for whole in rows.get(WHOLE, ()):
        if not whole.choices or not (whole.draft.code or whole.draft.level == 0):
            continue
        some = parts.get(whole.draft.code or "", [])
        slack = within(len(some))
        for column in ("basic", "project"):
            least = sum((row.least(column) for row in some), NOTHING)
            _keep(whole, column, least - slack)
            most = whole.most(column)
            for row in some:
                others = least - row.least(column)
                _keep(row, column, -LARGEST, most + slack - others)


def _hold_against_budgets(rows: Mapping[int, Sequence[OpenRow]]) -> None:
    """A class of 公开04 spends of each budget what that budget's statement spends in it, where these are all of it."""
    spent = {name: _by_class(rows[number]) for name, number in OF_BUDGETS.items() if number in rows}
    for row in rows.get(SUMMARY, ()):
        code = "" if row.draft.item in (*_ALL_SPENT, *_WITH_BALANCES) else _class_code(row.draft.item)
        if code is None:
            continue
        amounts = {name: by_class.get(code, NOTHING) for name, by_class in spent.items()}
        slack = within(len(amounts))
        if abs(sum(amounts.values(), -row.total)) <= slack:
            for name, amount in amounts.items():
                _keep(row, name, amount - slack, amount + slack)


def _class_code(item: str) -> str | None:
    found = resolve_function(item, None, None)
    return found.code if found is not None and found.level == 1 else None


def _by_class(rows: Sequence[OpenRow]) -> dict[str, Decimal]:
    """What a statement spends in each class ("" in all), from its finest rows, as far as their total is known."""
    codes = {row.draft.code for row in rows if row.draft.code}
    found: dict[str, Decimal] = {}
    for row in rows:
        code = row.draft.code or ""
        if code and not any(other != code and other.startswith(code) for other in codes):
            for key in ("", code[:3]):
                found[key] = found.get(key, NOTHING) + row.total
    return found
