"""From breaches to faults: which figure, if it were another, would close most of them, and whose slip it is.

One fault gives one finding. A wrong figure breaks every comparison it stands in; so what would close two or more
breaches at once, and open none, is the one to report, with the others as evidence. Damage to whole rows and columns is
tried first: rows lost, a run of rows shifted, two figures exchanged; then single figures; then what is left.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal

from ..model import Cause
from .breaches import Breaches, ByFigure
from .damage import exchanged, rows_lost, rows_missing, shifted_runs
from .figures import Figure, Subject, exact
from .ledger import Ledger
from .mistyped import exchanges_digits, misread, shifted
from .trials import Comparison, as_printed, gap
from .whole_damage import columns_exchanged, columns_lost, statements_of_another_year

MOST_TERMS = 400
"""Comparisons longer than this are not searched for a suspect."""
MOST_EXAMINED = 300
"""Of more breaches than this the rest are told as they are; real documents stay far below, and the search for a cause
stays bounded on hostile ones."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What a text shows of its extraction: the statements that bear marks of it, and the figures recognised in a picture
    that may be others, as (line, as read, as it may read instead). `by_blanks`: statements whose columns nothing but
    blanks tells."""

    extracted: frozenset[int] = frozenset()
    doubted: frozenset[tuple[int, Decimal, Decimal]] = frozenset()
    by_blanks: frozenset[int] = frozenset()

    def of(self, figure: Figure) -> bool:
        """Whether a figure is a cell of a statement that bears marks."""
        return figure.in_table and int(figure.key.owner) in self.extracted

    def unsure(self, fault: Fault) -> tuple[int, ...]:
        """The statements parted by blanks on whose cells every comparison of a fault rests; none where one does not."""
        found: set[int] = set()
        for comparison in (fault.breach, *fault.evidence):
            cells = {int(figure.key.owner) for figure in comparison.figures if figure.in_table}
            if not cells & self.by_blanks:
                return ()
            found |= cells & self.by_blanks
        return tuple(sorted(found))


@dataclass(frozen=True, slots=True)
class Fault:
    """What is reported once: the `breach` that leads, the figure suspected and what it would have to be, the other
    breaches that this would close, and the cause. `damage` says in Chinese what happened to rows or columns, `harmed`
    are their figures; `unsure` are the statements on whose cells all rests though nothing but blanks tells their columns. `candidates` are the
    figures of which one may have two digits exchanged, with what each would have to be."""

    breach: Comparison
    suspect: Figure | None = None
    corrected: Decimal | None = None
    evidence: tuple[Comparison, ...] = ()
    cause: Cause = "unknown"
    damage: str = ""
    unsure: tuple[int, ...] = ()
    candidates: tuple[tuple[Figure, Decimal], ...] = ()
    harmed: frozenset[Subject] = frozenset()


def solve(comparison: Comparison, figure: Figure) -> Decimal | None:
    """What `figure` would have to be for the comparison to hold; only sums say so exactly. No amount of a statement
    is below zero."""
    difference = gap(comparison)
    if difference is None:
        return None
    if figure.key == comparison.found.key:
        value = figure.amount - difference
        value = exact(value) if comparison.kind in ("sum", "at_most") else as_printed(value, figure.amount)
    elif comparison.kind not in ("sum", "at_most"):
        return None
    else:
        sign = next(sign for sign, term in comparison.terms if term.key == figure.key)
        value = exact(figure.amount + sign * difference)
    return None if value < 0 <= figure.amount and figure.unit == "万元" and figure.in_table else value


def faults(comparisons: ByFigure, failing: list[Comparison], ledger: Ledger, marks: Marks) -> list[Fault]:
    """The breaches `failing` among `comparisons`, gathered into faults; in the order of their leading breach.

    Without `marks` of extraction nothing is put down to it.
    """
    if not failing:
        return []
    order = {id(comparison): place for place, comparison in enumerate(failing)}
    breaches = Breaches(comparisons, failing[:MOST_EXAMINED])
    found = [Fault(comparison) for comparison in failing[MOST_EXAMINED:]]
    for find in _DAMAGES:
        for damage in find(breaches, ledger):
            lead, *rest = damage.closed
            blame: Cause = "extraction" if damage.of_reading or marks.of(lead.found) else "unknown"
            found.append(
                Fault(lead, damage.suspect, None, tuple(rest), blame, damage.words, harmed=damage.harmed)
            )
            breaches.close(damage.closed)
    found += _common_suspects(breaches, ledger, marks)
    found += _common_suspects(breaches, ledger, marks, outvoted=1)
    found = _closed_together(found, breaches)
    for damage in columns_lost(breaches, ledger):
        lead, *rest = damage.closed
        cause: Cause = "extraction" if marks.of(lead.found) else "unknown"
        found.append(Fault(lead, None, None, tuple(rest), cause, damage.words))
        breaches.close(damage.closed)
    found += _often_contradicted(breaches)
    found += [_exchanged_digits(_single(one, breaches), breaches) for one in breaches.open]
    found = _one_for_each_missing_row(found)
    found = [replace(fault, unsure=marks.unsure(fault)) for fault in found] if marks.by_blanks else found
    return sorted(found, key=lambda fault: order[id(fault.breach)])


_DAMAGES = (rows_lost, shifted_runs, columns_exchanged, statements_of_another_year, exchanged, rows_missing)
"""In this order: what explains most comes first."""


def _common_suspects(breaches: Breaches, ledger: Ledger, marks: Marks, outvoted: int = 0) -> list[Fault]:
    """Figures whose change closes at least two breaches and opens none, the strongest first. With `outvoted` it may open
    so many as hold by chance, each against `_OUTVOTES` that it closes."""
    found: list[Fault] = []
    fewest = max(2, outvoted * _OUTVOTES)
    while len(breaches.open) >= fewest:
        best: tuple[tuple[int, int, int], Figure, Decimal, list[Comparison]] | None = None
        tried: set[tuple[object, Decimal]] = set()
        for comparison in breaches.open:
            for figure in comparison.figures[:MOST_TERMS]:
                value = solve(comparison, figure)
                if value is None or (figure.key, value) in tried:
                    continue
                tried.add((figure.key, value))
                if breaches.few(figure.key):
                    alone = {figure.key: value}
                    alike = {f.key: value for f in ledger.same_in_row(figure)}
                    for replaced in (alone, alone | alike) if alike else (alone,):
                        closed = breaches.closed(replaced)
                        weight = (len(closed), int(figure.value is not None), -int(replaced is not alone))
                        if len(closed) < fewest or (best is not None and weight <= best[0]):
                            continue
                        if not breaches.opens(replaced, outvoted):
                            best = (weight, figure, value, closed)
        if best is None:
            break
        _, figure, value, closed = best
        found.append(_blamed(figure, value, closed, marks))
        breaches.close(closed)
    return found


_OUTVOTES = 5
"""Comparisons that speak against a figure where one speaks for it."""


def _one_for_each_missing_row(found: list[Fault]) -> list[Fault]:
    """The faults; those that put the same amount into several columns of a row that is not printed are one, as are sums
    of several columns of a statement that lack the same amount."""
    kept: list[Fault] = []
    first: dict[tuple[str, str, Decimal | None], int] = {}
    for fault in found:
        row = _missing_row(fault)
        place = first.setdefault(row, len(kept)) if row else len(kept)
        if place == len(kept):
            kept.append(fault)
            continue
        lead, other = kept[place], fault
        if other.breach.found.key.column == "total":
            lead, other = other, lead
        kept[place] = replace(lead, evidence=(*lead.evidence, other.breach, *other.evidence))
    return kept


def _missing_row(fault: Fault) -> tuple[str, str, Decimal | None] | None:
    """Statement, row and amount of what a fault says is not printed; None where it says so of nothing."""
    suspect, breach = fault.suspect, fault.breach
    if suspect is not None and suspect.in_table and not suspect.line and suspect.value is None:
        return suspect.key.owner, suspect.key.row, fault.corrected
    if suspect is None and not fault.damage and breach.rule_id.endswith(".column-sums"):
        return breach.found.key.owner, "", gap(breach)
    return None


def _closed_together(found: list[Fault], breaches: Breaches) -> list[Fault]:
    """The faults, each with the breaches that only several of them together close."""
    replaced = {f.suspect.key: f.corrected for f in found if f.suspect and f.corrected is not None}
    together = breaches.closed(replaced) if len(replaced) > 1 else []
    for comparison in together:
        of = [
            number
            for number, fault in enumerate(found)
            if fault.corrected is not None
            and fault.suspect
            and fault.suspect.key in {f.key for f in comparison.figures}
        ]
        if of:
            found[of[-1]] = replace(found[of[-1]], evidence=(*found[of[-1]].evidence, comparison))
            breaches.close([comparison])
    return found


def _often_contradicted(breaches: Breaches) -> list[Fault]:
    """A figure of the prose that does not fit three others or more, though no one value would fit them all."""
    found: list[Fault] = []
    keys = Counter(figure.key for c in breaches.open for figure in c.figures if not figure.in_table)
    for key, times in keys.most_common():
        if times < _OFTEN:
            break
        broken = [c for c in breaches.open if any(figure.key == key for figure in c.figures)]
        if len(broken) < _OFTEN:
            continue
        lead = next((c for c in broken if c.found.key == key), broken[0])
        suspect = next(figure for figure in lead.figures if figure.key == key)
        found.append(Fault(lead, suspect, None, tuple(c for c in broken if c is not lead), "source"))
        breaches.close(broken)
    return found


_OFTEN = 3
"""Contradictions from which on the figure that stands in all of them is told once."""


def _blamed(figure: Figure, value: Decimal, closed: list[Comparison], marks: Marks) -> Fault:
    lead = next((c for c in closed if c.found.key == figure.key), closed[0])
    rest = tuple(c for c in closed if c is not lead)
    return Fault(lead, figure, value, rest, _cause(figure, value, marks))


def _cause(figure: Figure, value: Decimal, marks: Marks) -> Cause:
    """`source` for prose, which is typed; `extraction` where the text bears marks of it and a plausible misreading
    leads from one figure to the other, or where another reading of the picture gives what is expected."""
    if figure.value is not None and (figure.line or 0, figure.value, value) in marks.doubted:
        return "extraction"
    if not figure.in_table:
        return "source"
    if figure.value is None or not marks.of(figure):
        return "unknown"
    likely = misread(figure.value, value) or shifted(figure.value, value) or figure.repair is not None
    return "extraction" if likely else "unknown"


def _exchanged_digits(fault: Fault, breaches: Breaches) -> Fault:
    """A fault of a sum that blames no figure: the terms in which two neighbouring digits exchanged would close it and
    open nothing. One is the suspect; of a few each may be."""
    comparison = fault.breach
    if fault.corrected is not None or comparison.kind != "sum" or len(comparison.terms) < _TERMS:
        return fault
    found = []
    for figure in comparison.figures[:MOST_TERMS]:
        value = solve(comparison, figure)
        if value is None or figure.value is None or not exchanges_digits(figure.value, value):
            continue
        if not breaches.opens({figure.key: value}):
            found.append((figure, value))
    if len(found) == 1:
        return replace(fault, suspect=found[0][0], corrected=found[0][1])
    return replace(fault, candidates=tuple(found)) if len(found) <= _FEW else fault


_TERMS = 2
"""Terms from which on a sum does not tell by itself which figure is wrong."""
_FEW = 3
"""Figures of which one may be wrong that are named."""


def _single(comparison: Comparison, breaches: Breaches) -> Fault:
    """A breach of its own: the figure blamed is the only one whose change would open nothing else."""
    possible = []
    for figure in comparison.figures[:MOST_TERMS]:
        value = solve(comparison, figure)
        if value is not None and not breaches.opens({figure.key: value}):
            possible.append((figure, value))
    prose = [(figure, value) for figure, value in possible if not figure.in_table]
    tabled = any(figure.in_table for figure in comparison.figures)
    # Between two places of the prose neither is known to be right: the stated one leads, both are told.
    if len(possible) == 1 and (tabled or possible[0][0].key == comparison.found.key):
        figure, value = possible[0]
        return Fault(comparison, figure, value, (), "unknown" if figure.in_table else "source")
    if len(prose) == 1 and tabled:
        return Fault(comparison, prose[0][0], prose[0][1], (), "source")
    # The tables close among themselves and the prose does not fit them: the prose it is, even if it is consistent.
    told_apart = tabled and not possible and not comparison.found.in_table
    return Fault(comparison, cause="unknown" if tabled and not prose and not told_apart else "source")
