"""Damage to whole columns and whole statements: two columns exchanged, a column off, a statement of another year."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from .breaches import Breaches
from .damage import FEW, WITH_COLUMNS, Damage
from .figures import Figure, Subject, cell
from .ledger import Ledger
from .trials import Comparison, Replaced, breached

COLUMN_ROWS = 4
"""Broken rows from which on a column as a whole is at fault, if they are most of its rows."""
FEWEST_OUTSIDE, FEWEST_TOLD = 6, 3
"""Comparisons with other tables and with the prose, hints among them and without, from which on a statement that fits none of
them is another year's."""


def columns_exchanged(breaches: Breaches, ledger: Ledger) -> Iterator[Damage]:
    """Two columns of a statement whose figures all stand in the other's place."""
    for number in WITH_COLUMNS:
        used = [c for c in ledger.columns(number) if c != "total" and ledger.used(number, c)]
        for one, other in combinations(used, 2):
            if len(breaches.open) < COLUMN_ROWS:
                return
            replaced = _exchanged(ledger, number, one, other)
            touched = breaches.touching(replaced)
            closed = [c for c in touched if not breached(c, replaced)]
            left = len(touched) - len(closed)
            if (
                len(closed) >= COLUMN_ROWS
                and left * FEW <= len(closed)
                and not breaches.opens(replaced, left)
            ):
                first = next(f for c in closed for f in c.figures if f.key in replaced)
                names = "、".join(f"“{ledger.head(number, column)}”" for column in (one, other))
                yield Damage(
                    closed,
                    f"公开{number:02d}表{names}两栏的数字似整栏互换",
                    first,
                    harmed=frozenset(replaced),
                )


def _exchanged(ledger: Ledger, number: int, one: str, other: str) -> Replaced:
    """What the cells of two columns would be if each stood in the other's place."""
    return {
        cell(number, key, column): ledger.figure(number, key, instead).amount
        for key in ledger.keys(number)
        for column, instead in ((one, other), (other, one))
    }


def statements_of_another_year(breaches: Breaches, ledger: Ledger) -> Iterator[Damage]:
    """Statements that agree in themselves and with nearly nothing else: another year's, or another body's."""
    for number in sorted(range(2, 10), key=lambda number: -len(_split(breaches.open, number)[0])):
        told, _ = _split(breaches.open, number)
        if len(told) < FEWEST_TOLD:
            return
        outside, within = _split(breaches.of_statement(number), number)
        broken = [c for c in outside if breached(c)]
        apart = _cells(broken, number)
        if len(apart) < COLUMN_ROWS or len(broken) < FEWEST_OUTSIDE:
            continue
        sound = sum(not breached(c) for c in within)
        if len(broken) * 4 < len(outside) * 3 or sound * 5 < len(within) * 4:
            continue
        words = (
            f"公开{number:02d}表自身相合，与其他各表和正文却有{len(broken)}处不符，疑为另一年度或另一单位的表"
        )
        lead = next((c for c in told if c.found.key.column == "total"), told[0])
        harmed = _cells([*outside, *within], number)
        yield Damage([lead, *(c for c in told if c is not lead)], words, harmed=harmed)


def _split(comparisons: list[Comparison], number: int) -> tuple[list[Comparison], list[Comparison]]:
    """The comparisons of a statement's cells with what stands elsewhere, and those among themselves; two blanks are none."""
    outside, within = [], []
    for comparison in comparisons:
        if any(figure.value for figure in comparison.figures):
            own = [_is_of(figure, number) for figure in comparison.figures]
            if all(own):
                within.append(comparison)
            elif any(own):
                outside.append(comparison)
    return outside, within


def _cells(comparisons: list[Comparison], number: int) -> frozenset[Subject]:
    return frozenset(f.key for c in comparisons for f in c.figures if _is_of(f, number))


def _is_of(figure: Figure, number: int) -> bool:
    return figure.in_table and figure.key.owner == str(number)


def columns_lost(breaches: Breaches, ledger: Ledger) -> Iterator[Damage]:
    """A rule that breaks in most rows of one statement's column: the column was lost or moved."""
    by_place: dict[tuple[str, str, str], list[Comparison]] = {}
    for comparison in breaches.open:
        if comparison.found.in_table:
            key = comparison.found.key
            by_place.setdefault((comparison.rule_id, key.owner, key.column), []).append(comparison)
    for (_, number, _), broken in by_place.items():
        rows = len([1 for _, row in ledger.rows(int(number)) if any(row.figures.values())])
        if len(broken) >= COLUMN_ROWS and len(broken) * 2 > rows:
            yield Damage(broken, f"同栏共有{len(broken)}行如此，疑为整栏缺失或错位")
