"""From breaches to faults: which figure, if it were another, would close most of them, and whose slip it is.

One fault gives one finding. A wrong figure breaks every comparison it stands in; so the figure whose change closes
two or more breaches, and opens none, is the one to report, with the others as evidence. Rows lost at a page break are
tried first, all together.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from ..model import Cause
from .ledger import Ledger
from .trials import Comparison, Figure, breached, exact, figures_of, gap, rounded

MISREAD = frozenset(["14", "17", "38", "68", "06", "08", "56", "35", "27", "69"])
"""Digits that recognition takes for one another."""

MOST_TERMS = 400
"""Comparisons longer than this are not searched for a suspect."""
MOST_TOUCHED = 1_000
MOST_EXAMINED = 300
"""A figure in more comparisons than this is not suspected, and of more breaches than this the rest are told as they
are; real documents stay far below, and the search for a cause stays bounded on hostile ones."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is reported once: the `breach` that leads, the figure suspected and what it would have to be, the other
    breaches that this would close, and the cause. `lost` counts rows that a statement lacks."""

    breach: Comparison
    suspect: Figure | None = None
    corrected: Decimal | None = None
    evidence: tuple[Comparison, ...] = ()
    cause: Cause = "unknown"
    lost: tuple[str, ...] = ()
    alike: tuple[Comparison, ...] = ()


def solve(comparison: Comparison, figure: Figure) -> Decimal | None:
    """What `figure` would have to be for the comparison to hold; only sums say so exactly."""
    difference = gap(comparison)
    if difference is None:
        return None
    if figure.key == comparison.found.key:
        value = figure.amount - difference
        return exact(value) if comparison.kind in ("sum", "at_most") else rounded(value)
    if comparison.kind != "sum":
        return None
    sign = next(sign for sign, term in comparison.terms if term.key == figure.key)
    return exact(figure.amount + sign * difference)


class Index:
    """Comparisons by the figures that stand in them."""

    def __init__(self, comparisons: Iterable[Comparison]) -> None:
        self.by_key: dict[str, list[Comparison]] = {}
        for comparison in comparisons:
            for figure in figures_of(comparison):
                self.by_key.setdefault(figure.key, []).append(comparison)

    def opens(self, key: str, value: Decimal, failing: set[int]) -> bool:
        """Whether a comparison that holds would break if the figure `key` were `value`; True where too many to try."""
        touched = self.by_key.get(key, ())
        return len(touched) > MOST_TOUCHED or any(
            id(comparison) not in failing and breached(comparison, {key: value}) for comparison in touched
        )

    def closed(self, key: str, value: Decimal, failing: set[int]) -> list[Comparison]:
        """Which breaches would close if the figure `key` were `value`."""
        return [
            comparison
            for comparison in self.by_key.get(key, ())
            if id(comparison) in failing and not breached(comparison, {key: value})
        ]


def faults(comparisons: list[Comparison], failing: list[Comparison], ledger: Ledger) -> list[Fault]:
    """The breaches `failing` among `comparisons`, gathered into faults; in the order of their leading breach."""
    if not failing:
        return []
    order = {id(comparison): place for place, comparison in enumerate(comparisons)}
    index = Index(comparisons)
    found: list[Fault] = []
    unexamined = failing[MOST_EXAMINED:]
    found += [Fault(comparison, cause="unknown") for comparison in unexamined]
    failing = _lost_rows(failing[:MOST_EXAMINED], ledger, found)
    failing = _common_suspects(failing, index, found)
    failing = _whole_columns(failing, comparisons, found)
    open_ = {id(comparison) for comparison in (*failing, *unexamined)}
    found += [_single(comparison, index, open_) for comparison in failing]
    return sorted(found, key=lambda fault: order[id(fault.breach)])


def _lost_rows(failing: list[Comparison], ledger: Ledger, found: list[Fault]) -> list[Comparison]:
    """Rows that a statement lacks and its sister has, where putting them back closes what is open."""
    for number in (5, 3, 2):
        lost = ledger.lost(number)
        if not lost:
            continue
        replaced = {
            f"T{number}/{code}/{column}": value
            for code, values in lost.items()
            for column, value in values.items()
        }
        touched = [c for c in failing if any(f.key in replaced for f in figures_of(c))]
        closed = [c for c in touched if not breached(c, replaced)]
        totals = [c for c in closed if c.found.key.startswith(f"T{number}/")]
        if len(closed) < 2 or not totals or len(closed) < len(touched):
            continue
        lead = next((c for c in totals if c.found.key.endswith("/total")), totals[0])
        rest = tuple(c for c in closed if c is not lead)
        found.append(Fault(lead, None, None, rest, "extraction", tuple(lost)))
        failing = [c for c in failing if c not in closed]
    return failing


def _common_suspects(failing: list[Comparison], index: Index, found: list[Fault]) -> list[Comparison]:
    """Figures whose change closes at least two breaches and opens none, the strongest first."""
    while len(failing) > 1:
        open_ = {id(comparison) for comparison in failing}
        best: tuple[int, int, Figure, Decimal, list[Comparison]] | None = None
        tried: set[tuple[str, Decimal]] = set()
        for comparison in failing:
            for figure in figures_of(comparison)[:MOST_TERMS]:
                value = solve(comparison, figure)
                if value is None or (figure.key, value) in tried:
                    continue
                tried.add((figure.key, value))
                if not 2 <= len(index.by_key[figure.key]) <= MOST_TOUCHED:
                    continue
                closed = index.closed(figure.key, value, open_)
                if len(closed) < 2 or (best and len(closed) < best[0]):
                    continue
                if index.opens(figure.key, value, open_):
                    continue
                weight = (len(closed), int(figure.value is not None))
                if best is None or weight > best[:2]:
                    best = (*weight, figure, value, closed)
        if best is None:
            break
        _, _, figure, value, closed = best
        found.append(_blamed(figure, value, closed))
        failing = [c for c in failing if c not in closed]
    return failing


def _blamed(figure: Figure, value: Decimal, closed: list[Comparison]) -> Fault:
    lead = next((c for c in closed if c.found.key == figure.key), closed[0])
    rest = tuple(c for c in closed if c is not lead)
    return Fault(lead, figure, value, rest, _cause(figure, value))


def _cause(figure: Figure, value: Decimal) -> Cause:
    """`extraction` where a plausible misreading leads from one to the other, else by where the figure stands."""
    if figure.value is None:
        return "unknown"
    if misread(figure.value, value) or shifted(figure.value, value):
        return "extraction"
    return "unknown" if figure.in_table else "source"


def misread(printed: Decimal, value: Decimal) -> bool:
    """Whether the two differ in one digit only, by a pair that recognition mixes up (1/4, 6/8 …)."""
    first, second = f"{printed:.2f}", f"{value:.2f}"
    if len(first) != len(second):
        return False
    pairs = [a + b for a, b in zip(first, second, strict=True) if a != b]
    return len(pairs) == 1 and "".join(sorted(pairs[0])) in MISREAD


def shifted(printed: Decimal, value: Decimal) -> bool:
    """Whether the two differ by a moved decimal point only."""
    if not printed or not value or printed == value:
        return False
    return any(abs(printed.scaleb(places) - value) <= Decimal("0.005") for places in (-4, -2, -1, 1, 2, 4))


def _whole_columns(
    failing: list[Comparison], comparisons: list[Comparison], found: list[Fault]
) -> list[Comparison]:
    """A rule that breaks in most rows of one statement is one fault: a column was lost or moved."""
    by_place: dict[tuple[str, str, str], list[Comparison]] = {}
    for comparison in failing:
        if comparison.found.in_table:
            by_place.setdefault(_column(comparison), []).append(comparison)
    for place, broken in by_place.items():
        every = sum(1 for c in comparisons if c.found.in_table and _column(c) == place)
        if len(broken) >= 4 and len(broken) * 2 > every:
            found.append(Fault(broken[0], None, None, (), "extraction", (), tuple(broken[1:])))
            failing = [c for c in failing if c not in broken]
    return failing


def _column(comparison: Comparison) -> tuple[str, str, str]:
    number, _, rest = comparison.found.key.partition("/")
    return comparison.rule_id, number, rest.rpartition("/")[2]


def _single(comparison: Comparison, index: Index, open_: set[int]) -> Fault:
    """A breach of its own: the figure blamed is the only one whose change would open nothing else."""
    possible = []
    for figure in figures_of(comparison)[:MOST_TERMS]:
        value = solve(comparison, figure)
        if value is not None and not index.opens(figure.key, value, open_):
            possible.append((figure, value))
    prose = [(figure, value) for figure, value in possible if not figure.in_table]
    tabled = any(figure.in_table for figure in figures_of(comparison))
    # Between two places of the prose neither is known to be right: the stated one leads, both are told.
    if len(possible) == 1 and (tabled or possible[0][0].key == comparison.found.key):
        figure, value = possible[0]
        return Fault(comparison, figure, value, (), _lone_cause(figure, value, tabled))
    if len(prose) == 1 and tabled:
        return Fault(comparison, prose[0][0], prose[0][1], (), "source")
    # The tables close among themselves and the prose does not fit them: the prose it is, even if it is consistent.
    told_apart = tabled and not possible and not comparison.found.in_table
    return Fault(comparison, cause="unknown" if tabled and not prose and not told_apart else "source")


def _lone_cause(figure: Figure, value: Decimal, tabled: bool) -> Cause:
    """One comparison alone does not prove a misreading; a moved decimal point in prose is the author's."""
    if not figure.in_table:
        return "source"
    return "extraction" if figure.repaired and figure.value is not None else "unknown"
