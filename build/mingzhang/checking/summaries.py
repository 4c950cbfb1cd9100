"""公开01 and 公开04, the two summaries with revenue on the left and expenditure on the right, and what they hold."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from ..classification import function_codes
from .figures import Figure
from .ledger import Ledger
from .trials import Comparison, total

_CLASSES = tuple(sorted(code.code for code in function_codes() if code.level == 1))
TOTAL = "合计"
PERSONNEL_TOTAL, PUBLIC_TOTAL = "人员经费合计", "公用经费合计"
PERSONNEL = ("301", "303")
"""Groups of 人员经费; the others are 公用经费."""
OTHER_REVENUE = (
    ("上级补助收入", "superior_subsidy"),
    ("事业收入", "business_revenue"),
    ("经营收入", "operating_revenue"),
    ("附属单位上缴收入", "affiliate_remittance"),
    ("其他收入", "other_revenue"),
)
"""Rows of 公开01 that are no appropriation, with their column in 公开02."""


def class_figures(ledger: Ledger, number: int, column: str) -> list[Figure]:
    """The functional rows of 公开01 or 04, blank ones too where another table has money in that class."""
    rows = ledger.class_rows(number)
    figures = []
    for key, _ in ledger.rows(number):
        if key.startswith("expenditure:本年支出合计"):
            break
        if key.startswith("expenditure:") and not key.startswith("expenditure:其中"):
            figures.append(ledger.figure(number, key, column))
    others = {code[:3] for other in (3, 5, 8) for code in ledger.codes(other)}
    others |= set(ledger.class_rows(1)) | set(ledger.class_rows(4))
    figures += [blank_class(ledger, number, code, column) for code in sorted(others - set(rows))]
    return figures


def blank_class(ledger: Ledger, number: int, code: str, column: str) -> Figure:
    """The cell of a class that the summary leaves blank, at the line where its row should stand."""
    return replace(_blank_class(ledger, number, code, column), line=_line_of_class(ledger, number, code))


def _blank_class(ledger: Ledger, number: int, code: str, column: str) -> Figure:
    for other in (1, 4):
        key = ledger.class_rows(other).get(code)
        if key:
            return ledger.figure(number, key, column)
    for other in (3, 5):
        row = ledger.row(other, code)
        if row:
            return ledger.figure(number, f"expenditure:{row.item}", column)
    return ledger.figure(number, f"expenditure:科目{code}", column)


def _line_of_class(ledger: Ledger, number: int, code: str) -> int | None:
    """Classes stand in the order of their codes, one a line: between those that are printed."""
    rows = {c: ledger.row(number, key) for c, key in ledger.class_rows(number).items()}
    lines = {c: row.source_line for c, row in rows.items() if row is not None}
    before = max((c for c in lines if c < code), default=None)
    after = min((c for c in lines if c > code), default=None)
    if before is None:
        return lines[after] if after else None
    steps = len([c for c in _CLASSES if before < c <= code])
    end = lines[after] if after else None
    estimated = lines[before] + steps
    return estimated if end is None or estimated < end else lines[before]


def revenue_rows(ledger: Ledger, number: int) -> list[Figure]:
    """The revenue rows above 本年收入合计."""
    column = "amount" if number == 1 else "total"
    found = []
    for key, _ in ledger.rows(number):
        if key.startswith("revenue:本年收入合计"):
            break
        if key.startswith("revenue:") and not key.startswith("revenue:其中"):
            found.append(ledger.figure(number, key, column))
    known = {figure.key for figure in found}
    blanks = [ledger.revenue(number, kind) for kind in ("general", "fund", "capital")]
    return found + [figure for figure in blanks if figure.key not in known]


def pick(ledger: Ledger, number: int, side: str, column: str, *names: str) -> Figure | None:
    """The cell of the first row on a side whose item begins with one of `names`."""
    key = ledger.find(number, side, *names)
    return ledger.figure(number, key, column) if key else None


SIDES = ("revenue", "expenditure")
YEAR_TOTALS = {"revenue": "本年收入合计", "expenditure": "本年支出合计"}


def grand_totals(ledger: Ledger, number: int) -> tuple[Figure, Figure] | None:
    """The two 总计 of 公开01 or 04, blank on one side where only the other prints it; None where neither does or a
    side is gone altogether."""
    column = "amount" if number == 1 else "total"
    sides = {row.keys.get("side") for _, row in ledger.rows(number)}
    keys = [ledger.find(number, side, "总计") for side in SIDES]
    if not any(keys) or len(sides) < len(SIDES):
        return None
    left, right = (
        ledger.figure(number, key or f"{side}:总计", column) for side, key in zip(SIDES, keys, strict=True)
    )
    return left, right


def balance(
    ledger: Ledger, number: int, side: str, column: str, names: tuple[str, ...]
) -> Iterator[Comparison]:
    """总计 = 合计 + the balances named."""
    totals = grand_totals(ledger, number)
    year = year_total(ledger, number, side)
    if totals is None or year is None:
        return
    parts = [year]
    for name in names:
        key = ledger.find(number, side, name) or f"{side}:{name}"
        parts.append(ledger.figure(number, key, column))
    yield total(totals[SIDES.index(side)], parts, "、".join(("本年合计", *names)) + "之和")


def year_total(ledger: Ledger, number: int, side: str) -> Figure | None:
    """本年收入合计 or 本年支出合计 of 公开01 or 04."""
    return pick(ledger, number, side, "amount" if number == 1 else "total", YEAR_TOTALS[side])


def only_appropriations(ledger: Ledger) -> bool:
    """Whether no money but appropriations came in or was used, as far as 公开01 and 02 show."""
    if not (ledger.has(1) or ledger.has(2)):
        return False
    for item, column in OTHER_REVENUE:
        if ledger.figure(1, f"revenue:{item}", "amount").amount or (
            ledger.figure(2, TOTAL, column).amount if ledger.has(2) else 0
        ):
            return False
    key = ledger.find(1, "revenue", "使用非财政拨款结余")
    if key and ledger.figure(1, key, "amount").amount:
        return False
    return not balances(ledger) or (ledger.has(4) and balances(ledger, 4))


def balances(ledger: Ledger, number: int = 1) -> bool:
    """Whether money was carried into the year or out of it."""
    for side, name in (("revenue", "年初"), ("expenditure", "年末"), ("expenditure", "结余分配")):
        key = ledger.find(number, side, name)
        if key and ledger.figure(number, key, "amount" if number == 1 else "total").amount:
            return True
    return False


def class_sum(ledger: Ledger, number: int, code: str, column: str) -> list[Figure]:
    """The 类 row of a statement, or its most detailed rows where the 类 is not printed."""
    if ledger.row(number, code):
        return [ledger.figure(number, code, column)]
    return [ledger.figure(number, c, column) for c in ledger.top(number) if c.startswith(code)]
