"""Damage to rows and figures: rows lost, a run of rows shifted, two figures exchanged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from ..classification import function_code
from .breaches import Breaches
from .figures import CENT, ZERO, Figure, Subject, cell
from .ledger import Ledger
from .trials import Comparison, Replaced, breached, gap

FEWEST_SHIFTED = 3
"""Rows from which on figures that stand in the next row's place are no coincidence."""
MOST_EXCHANGED = 60
"""Figures among which an exchange is looked for."""
FARTHEST = 3
"""Rows by which a run may be shifted."""
_SUMS = (".column-sums", ".tree")
WITH_COLUMNS = (2, 3, 4, 5)
"""Statements whose rows part their total among columns."""


@dataclass(frozen=True, slots=True)
class Damage:
    """What happened, in Chinese; the breaches it explains, the leading one first; the figure to show, if one leads;
    whether it is what a page break does, and so more likely ours; the figures that are not to be relied on."""

    closed: list[Comparison]
    words: str
    suspect: Figure | None = None
    of_reading: bool = False
    harmed: frozenset[Subject] = frozenset()


def _named(code: str, ledger: Ledger) -> str:
    rows = (ledger.row(number, code) for number in (3, 5, 2))
    row = next((row for row in rows if row), None)
    known = function_code(code)
    name = row.item if row else known.name if known else ""
    return f"{name}（{code}）" if name else code


def rows_lost(breaches: Breaches, ledger: Ledger) -> Iterator[Damage]:
    """Rows that a statement lacks and its sister has, where putting them back closes what is open."""
    for number in (5, 3, 2):
        lost = ledger.lost(number)
        if not lost:
            continue
        replaced = {
            cell(number, code, column): value
            for code, values in lost.items()
            for column, value in values.items()
        }
        touched = breaches.touching(replaced)
        closed = [c for c in touched if not breached(c, replaced)]
        totals = [c for c in closed if c.found.key.owner == str(number) and c.found.in_table]
        # A row that is missing and adds up to nothing missing is no lost row.
        if len(closed) < 2 or not totals or len(closed) < len(touched):
            continue
        lead = next((c for c in totals if c.found.key.column == "total"), totals[0])
        tail = len(lost) > 1 and min(lost) > max(ledger.codes(number))
        damage = Damage([lead, *(c for c in closed if c is not lead)], "", None, tail)
        yield _miscoded(damage, number, ledger) or replace(
            damage, words=f"{_lacking(number, lost, ledger)}，补上后相符"
        )


def _miscoded(damage: Damage, number: int, ledger: Ledger) -> Damage | None:
    """The one row that seems lost and stands there under the code of another."""
    miscoded = ledger.miscoded(number)
    if len(miscoded) != 1 or len(ledger.lost(number)) != 1:
        return None
    ((code, row),) = miscoded.items()
    words = f"公开{number:02d}表“{row.item}”的编码印作{row.code}，与另一行重复，应为{code}"
    suspect = Figure(cell(number, row.code or "", "code"), None, words, row.source_line, printed=row.code)
    return replace(damage, words=words, suspect=suspect, of_reading=False)


def _lacking(number: int, lost: Iterable[str], ledger: Ledger) -> str:
    """公开05表缺少2个科目：… and …"""
    codes = list(lost)
    names = "、".join(_named(code, ledger) for code in codes[:6])
    return f"公开{number:02d}表缺少{len(codes)}个科目：{names}{'等' if len(codes) > 6 else ''}"


def rows_missing(breaches: Breaches, ledger: Ledger) -> Iterator[Damage]:
    """Several rows that a statement lacks and its sister has, where putting them back closes some of what is open."""
    for number in (5, 3, 2):
        lost = ledger.lost(number)
        replaced = {
            cell(number, code, column): value
            for code, values in lost.items()
            for column, value in values.items()
        }
        closed = [c for c in breaches.touching(replaced) if not breached(c, replaced)] if replaced else []
        concerned = [code for code in lost if any(f.key.row == code for c in closed for f in c.figures)]
        if len(concerned) < 2:
            continue
        # Rows that are lacking leave every sum of their statement too small.
        open_too = [
            c
            for c in breaches.open
            if c not in closed
            and c.kind == "sum"
            and c.found.in_table
            and c.found.key.owner == str(number)
            and c.rule_id.endswith(_SUMS)
            and (gap(c) or 0) > 0
        ]
        yield Damage([*closed, *open_too], _lacking(number, concerned, ledger))


def shifted_runs(breaches: Breaches, ledger: Ledger) -> Iterator[Damage]:
    """Rows whose figures are those of the row before or after, as the sister statement tells."""
    for number, sister in ((3, 5), (5, 3), (2, 3), (3, 2)):
        if len(breaches.open) < FEWEST_SHIFTED:
            return
        by, wrong = _offset(ledger, number, sister)
        damage = _shifted(breaches, ledger, number, sister, wrong, by) if by else None
        if damage is not None:
            yield damage


def _offset(ledger: Ledger, number: int, sister: int) -> tuple[int, list[str]]:
    """By how many rows the figures of a statement stand too high (0 where they do not), and which rows are wrong."""
    codes = [code for code in ledger.codes(number) if ledger.row(sister, code)]
    printed = [ledger.figure(number, code, "total").amount for code in codes]
    other = [ledger.figure(sister, code, "total").amount for code in codes]
    wrong = [place for place in range(len(codes)) if abs(printed[place] - other[place]) > CENT]
    if len(wrong) >= FEWEST_SHIFTED:
        for by in (step for n in range(1, FARTHEST + 1) for step in (n, -n)):
            inside = [place for place in wrong if 0 <= place + by < len(codes)]
            fit = [place for place in inside if printed[place] == other[place + by]]
            if len(fit) >= FEWEST_SHIFTED and len(fit) * 3 >= len(wrong) * 2:
                return by, [codes[place] for place in wrong]
    return 0, []


def _shifted(
    breaches: Breaches, ledger: Ledger, number: int, sister: int, wrong: list[str], by: int
) -> Damage | None:
    replaced: dict[Subject, Decimal] = {}
    for code in wrong:
        for column in ledger.columns(number):
            if column in ledger.columns(sister):
                replaced[cell(number, code, column)] = ledger.figure(sister, code, column).amount
            elif column == "fiscal_appropriation":
                replaced[cell(number, code, column)] = ledger.figure(sister, code, "total").amount
    touched = breaches.touching(replaced)
    closed = [c for c in touched if not breached(c, replaced)]
    if len(closed) < FEWEST_SHIFTED or len(closed) * 2 < len(touched):
        return None
    first = ledger.figure(number, wrong[0], "total")
    lead = next((c for c in closed if c.found.key.row == wrong[0]), closed[0])
    words = (
        f"公开{number:02d}表自{_named(wrong[0], ledger)}起{len(wrong)}行的数字{'高' if by > 0 else '低'}了{abs(by)}行"
        f"（与公开{sister:02d}表对照）"
    )
    return Damage([lead, *(c for c in touched if c is not lead)], words, first, harmed=frozenset(replaced))


def exchanged(breaches: Breaches, ledger: Ledger) -> Iterator[Damage]:
    """Two figures of one row, or two rows of one column, that stand in each other's place."""
    while len(breaches.open) > 1:
        best: tuple[int, Figure, Figure, list[Comparison]] | None = None
        for first, second in (*_pairs(breaches), *_beside_blanks(breaches, ledger)):
            replaced: Replaced = {first.key: second.amount, second.key: first.amount}
            if first.key.row != second.key.row:
                replaced = ledger.rows_exchanged(first, second)
            touched = breaches.touching(replaced)
            closed = [c for c in touched if not breached(c, replaced)]
            if len(closed) < 2 or (best and len(closed) <= best[0]):
                continue
            left = [c for c in touched if breached(c, replaced)]
            if _small_beside(left, closed, replaced) and not breaches.opens(replaced):
                best = (len(closed), first, second, closed)
        if best is None:
            return
        _, first, second, closed = best
        words = f"{first.place}（{first.shown}）与{second.place}（{second.shown}）似互换了位置"
        if second.value is None:
            words = f"{first.place}（{first.shown}）似应印在{_blank_place(first, second)}"
        yield Damage(closed, words, first)


def _blank_place(figure: Figure, blank: Figure) -> str:
    """Where a figure belongs, seen from where it stands: 同一行的“项目支出”栏."""
    if figure.key.row == blank.key.row:
        return f"同一行的{blank.place[blank.place.rfind('“') :]}栏"
    return blank.place


def _small_beside(left: list[Comparison], closed: list[Comparison], replaced: Replaced) -> bool:
    """Whether what an exchange leaves open is a few breaches, each of which it brings near to closing: another fault, such as
    a row lost, is in them too. They stay open, so that it is not lost in silence."""
    gaps = [(abs(gap(c, replaced) or ZERO), abs(gap(c) or ZERO)) for c in left]
    return len(left) * FEW <= len(closed) and all(after * _NEARER < before for after, before in gaps)


FEW = 5
"""Breaches that close for one that stays open."""
_NEARER = 100
"""How many times nearer to closing that one comes."""


def _beside_blanks(breaches: Breaches, ledger: Ledger) -> Iterator[tuple[Figure, Figure]]:
    """Figures of a row with the blanks beside them: one may have been typed a column too far."""
    cells = {f.key: f for c in breaches.open for f in c.figures if f.in_table and f.value is not None}
    for figure in list(cells.values())[:MOST_EXCHANGED]:
        number = int(figure.key.owner)
        if number not in WITH_COLUMNS or figure.key.column == "total":
            continue
        columns = [column for column in ledger.columns(number) if column != "total"]
        at = columns.index(figure.key.column)
        for column in (*columns[max(0, at - 1) : at], *columns[at + 1 : at + 2]):
            blank = ledger.figure(number, figure.key.row, column)
            if blank.value is None and ledger.used(number, column):
                yield figure, blank


def _pairs(breaches: Breaches) -> Iterator[tuple[Figure, Figure]]:
    """Figures of one row or one column that stand in open breaches; of a column also a figure and a blank, the figure first."""
    cells = {
        figure.key: figure
        for comparison in breaches.open
        for figure in comparison.figures
        if figure.in_table and (figure.value is not None or figure.line)
    }
    for first, second in combinations(list(cells.values())[:MOST_EXCHANGED], 2):
        if first.key.owner != second.key.owner or first.amount == second.amount:
            continue
        if first.value is None:
            first, second = second, first
        alike = first.key.row == second.key.row and second.value is not None
        if alike or first.key.column == second.key.column:
            yield first, second
