"""X15: tables beside the nine statements: sums across and down, and the same amounts as the statements."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from ...context import RuleContext
from ...figures import HALF_CENT, ZERO, Figure, plain
from ...ledger import Ledger
from ...lost_rows import ancestors
from ...other_tables import TOTAL_ROW, OtherRow, OtherTable, other_tables, split_statement
from ...registry import rule
from ...summaries import TOTAL
from ...trials import Comparison, Held, Remark, Trial, breached, equal, total

SOURCE = "部门决算公开文本格式 第二部分"
_SUMS = ("合计", "小计", "总计", "本年支出合计")
_PARTS = (("基本支出", "项目支出"), ("人员经费", "公用经费"), ("货物", "工程", "服务"))
"""Columns that add up to the one before them wherever they stand together and alone."""
_COLUMNS = {**dict.fromkeys(_SUMS, "total"), "基本支出": "basic", "项目支出": "project"}
_PROCUREMENT = {
    **dict.fromkeys(_SUMS, "procurement_total"),
    "货物": "procurement_goods",
    "工程": "procurement_works",
    "服务": "procurement_services",
}
_ENOUGH = 3
"""Rows that agree before those that do not are told."""

Reference = Callable[[OtherRow, str], Sequence[Figure]]
"""The cells of the statements whose sum a row should print under a head."""


@dataclass(frozen=True, slots=True)
class Broken:
    """What of a table does not hold: sums across, sums down, and cells that differ from the statements'."""

    across: tuple[Comparison, ...] = ()
    down: tuple[Comparison, ...] = ()
    differing: tuple[Comparison, ...] = ()
    crossed: tuple[Remark, ...] = ()
    held: int = 0


def _judged(context: RuleContext) -> tuple[Broken, ...]:
    """What is broken in each table; worked out once for the rules of this file, which share it so that one slip is told
    by one of them."""
    return tuple(_judge(context, table) for table in other_tables(context))


def _judge(context: RuleContext, table: OtherTable) -> Broken:
    across, down = _across(table), _down(table)
    rows = list(_same_rows(context, table))
    crossed = tuple(_crossed(rows)) or tuple(_moved(rows))
    differing = tuple(_first_of_row(rows)) if not crossed else ()
    broken = [tuple(c for c in comparisons if breached(c)) for comparisons in (across, down)]
    held = len(across) + len(down) + len(rows) - sum(map(len, broken)) - len(differing)
    if crossed or differing:
        # What differs from the statements breaks the sums it stands in: those are told with it.
        amiss = {c.found.line for c in differing}
        sums = [tuple(c for c in of if not crossed and amiss & {f.line for f in c.figures}) for of in broken]
        return Broken(sums[0], sums[1], differing, crossed, held)
    lines = {c.found.line for c in broken[0]}
    alone = () if len(lines) == 1 and broken[1] else broken[1]
    return Broken(broken[0], alone, (), (), held)


def _across(table: OtherTable) -> list[Comparison]:
    """The first amount of a row is the sum of the others: where heads say so, or most rows do."""
    first, *rest = table.heads
    if not rest or not table.whole or table.heads[first] not in _SUMS:
        return []
    label = "、".join(table.heads[place] for place in rest[:4]) + "之和"
    sums = [
        total(table.figure(row, first), [table.figure(row, place) for place in rest], label)
        for row in table.rows
        if row.figures
    ]
    heads = {table.heads[place] for place in rest}
    return sums if any(heads <= set(parts) for parts in _PARTS) or _mostly_hold(sums) else []


def _mostly_hold(sums: Sequence[Comparison]) -> bool:
    kept = len([comparison for comparison in sums if not breached(comparison)])
    return kept >= _ENOUGH and kept * 4 >= len(sums) * 3


def _down(table: OtherTable) -> list[Comparison]:
    """The row 合计 is the sum of the topmost rows in every column, where at least one column holds."""
    whole = table.total
    codes = {row.code for row in table.parts}
    top = [row for row in table.parts if not ancestors(row.code) & codes]
    if whole is None or len(top) < 2:
        return []
    sums = [
        total(table.figure(whole, place), [table.figure(row, place) for row in top], "各行之和")
        for place in table.heads
        if any(place in row.figures for row in table.rows)
    ]
    return sums if any(not breached(comparison) for comparison in sums) else []


@dataclass(frozen=True, slots=True)
class _Same:
    """A row and, for each of its columns, the comparison with the statements."""

    row: OtherRow
    cells: tuple[Comparison, ...]

    @property
    def broken(self) -> tuple[Comparison, ...]:
        return tuple(comparison for comparison in self.cells if breached(comparison))


def _same_rows(context: RuleContext, table: OtherTable) -> Iterator[_Same]:
    """The rows held against the statement with which most of them agree."""
    for reference in _references(context, table) if table.final else ():
        rows = [_same(table, row, reference) for row in table.rows]
        compared = [row for row in rows if row.cells]
        if not _is_whole(table, compared):  # some items only: its total is its own
            compared = [row for row in compared if row.row is not table.total]
        agree = len([row for row in compared if not row.broken])
        if compared and agree >= min(_ENOUGH, len(compared) - 1) and agree * 2 > len(compared):
            yield from compared
            return


def _is_whole(table: OtherTable, rows: Sequence[_Same]) -> bool:
    """Whether the items that the statements print in a table's rows add up to the total they print."""
    codes = {row.row.code for row in rows}
    wanted = [_wanted(row.cells[0]) for row in rows if row.row.code and not ancestors(row.row.code) & codes]
    whole = [_wanted(row.cells[0]) for row in rows if row.row is table.total]
    return bool(whole) and abs(whole[0] - sum(wanted, ZERO)) <= HALF_CENT * (len(wanted) + 1)


def _same(table: OtherTable, row: OtherRow, reference: Reference) -> _Same:
    cells = []
    for place, head in table.heads.items():
        terms = reference(row, head)
        if terms:
            found = table.figure(row, place)
            label = "、".join(dict.fromkeys(term.place for term in terms if term.value is not None))
            cells.append(equal(found, terms[0]) if len(terms) == 1 else total(found, terms, label or "各表"))
    return _Same(row, tuple(cells))


def _references(context: RuleContext, table: OtherTable) -> Iterator[Reference]:
    ledger = context.ledger
    coded = {len(row.code) for row in table.parts if row.code}
    if (coded and max(coded) == 7) or (coded == {3} and not table.is_economic):
        for numbers in ((5, 7, 8), (5,), (3,)):
            yield _of_items(ledger, tuple(n for n in numbers if ledger.codes(n)))
    elif coded and table.is_economic:
        yield _of_economic_items(ledger)
    elif set(table.heads.values()) <= set(_PROCUREMENT):
        yield lambda _, head: [s.figure for s in context.by_metric.get(_PROCUREMENT.get(head, ""), ())[:1]]


def _of_items(ledger: Ledger, numbers: tuple[int, ...]) -> Reference:
    def reference(row: OtherRow, head: str) -> Sequence[Figure]:
        column, key = _COLUMNS.get(head), TOTAL if TOTAL_ROW.match(row.name) else row.code
        if column is None or not any(ledger.row(number, key) for number in numbers):
            return ()
        return [ledger.figure(number, key, column) for number in numbers if ledger.row(number, key)]

    return reference


def _of_economic_items(ledger: Ledger) -> Reference:
    def reference(row: OtherRow, head: str) -> Sequence[Figure]:
        known = row.code and ledger.row(6, row.code)
        return [ledger.figure(6, row.code, "amount")] if known and head in _SUMS else ()

    return reference


def _first_of_row(rows: Sequence[_Same]) -> Iterator[Comparison]:
    """Of each row that differs its first cell; the others of the row tell the same again."""
    for row in rows:
        yield from row.broken[:1]


def _crossed(rows: Sequence[_Same]) -> Iterator[Remark]:
    """Two rows with each other's amounts."""
    broken = [row for row in rows if row.broken]
    if len(broken) != 2:
        return
    for first, second in combinations(broken, 2):
        pairs = list(zip(first.broken, second.broken, strict=False))
        if len(first.broken) == len(second.broken) and all(
            a.found.amount == _wanted(b) and b.found.amount == _wanted(a) for a, b in pairs
        ):
            yield _exchanged(first.broken[0], second.broken[0])


def _moved(rows: Sequence[_Same]) -> Iterator[Remark]:
    """One row whose amount stands under another head."""
    broken = [row for row in rows if row.broken]
    if len(broken) == 1 and len(broken[0].broken) == 2:
        first, second = broken[0].broken
        if first.found.amount == _wanted(second) and second.found.amount == _wanted(first):
            yield _exchanged(first, second)


def _wanted(comparison: Comparison) -> Decimal:
    return sum((term.amount for _, term in comparison.terms), ZERO)


def _exchanged(first: Comparison, second: Comparison) -> Remark:
    one, other = first.found, second.found
    source = next((term.place for _, term in first.terms if term.value is not None), "各表")
    beside = other.place.removeprefix(f"“{other.key.owner}”")
    return Remark(
        f"{one.place}（{one.shown}）与{beside}（{other.shown}）似互换了位置：{source}为{plain(_wanted(first))}{one.unit}",
        one.line,
        other.line if other.line != one.line else first.terms[0][1].line,
        expected=plain(_wanted(first)),
        found=plain(one.amount),
        subject=one.key,
        figures=(one, other),
    )


@rule(
    "X15.sums",
    "其他表的合计等于各栏、各行之和",
    "Tables beside the nine add up",
    "九张决算表以外的金额表，一行的“合计”应等于其后各栏之和（多数行如此，或各栏为基本与项目、人员与公用、货物工程服务的），“合计”行各栏应等于各行之和；公开06表另印人员经费、公用经费两栏的，也核对各行。",
    SOURCE,
)
def sums(context: RuleContext) -> Iterator[Trial]:
    for table in context.once(_judged):
        yield from (*table.across, *table.down)
        if table.held:
            yield Held(table.held)
    for row, parts in split_statement(context):
        if context.ledger.row(6, row.code):
            yield total(context.ledger.figure(6, row.code, "amount"), parts, "人员经费与公用经费之和")


@rule(
    "X15.same-amounts",
    "其他表的金额与决算表一致",
    "Tables beside the nine print the same amounts",
    "九张决算表以外的表按科目列出金额的，应与决算表同一科目的金额一致；政府采购表应与情况说明所述一致。",
    SOURCE,
)
def same_amounts(context: RuleContext) -> Iterator[Trial]:
    for table in context.once(_judged):
        yield from table.differing
        yield from table.crossed
