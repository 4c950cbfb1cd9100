"""What a finding says: neutral Chinese, both figures, both places, the difference, and what would be right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from ..model import Evidence, Finding, Severity
from .causes import Fault
from .figures import ZERO, Figure, Subject, exact, plain
from .registry import RULES
from .trials import Comparison, Remark, as_printed, gap, implied

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note", "rounding")
"""From the gravest to the least."""
MOST_EVIDENCE = 40
"""Figures that one finding lists."""


def gravest(severities: Iterable[Severity]) -> Severity:
    """The gravest of some severities."""
    return min(severities, key=SEVERITIES.index)


def severity_of(trial: Comparison | Remark) -> Severity:
    """What a breach weighs: what the rule says of it, else what the rule weighs."""
    return trial.severity or RULES[trial.rule_id].severity


def from_remarks(remarks: Sequence[Remark]) -> Finding:
    """A finding on the wording; several remarks that are alike are one with its places."""
    first, *more = remarks
    also = first.also
    if more:
        lines = [str(remark.line) for remark in more[:8] if remark.line]
        told = f"（第{'、'.join(lines)}行{'等' if len(more) > len(lines) else ''}）" if lines else ""
        also = f"另有{len(more)}处相同{told}"
    subject = first.subject or Subject("text", first.rule_id, str(first.found or "")[:40])
    evidence = [Evidence("另一处", None, remark.line) for remark in more]
    evidence += _evidence(figure for remark in remarks for figure in remark.figures)
    return Finding(
        first.rule_id,
        gravest(severity_of(remark) for remark in remarks),
        first.message,
        _text(first.expected),
        _text(first.found),
        first.difference,
        first.cause,
        first.line,
        first.other_line or next((r.line for r in more if r.line != first.line), None),
        subject.kind,
        subject.key,
        tuple(evidence[:MOST_EVIDENCE]),
        also=also,
    )


def _text(value: Decimal | str | None) -> str | None:
    return None if value is None else str(value)


def _evidence(figures: Iterable[Figure]) -> list[Evidence]:
    """Every figure once, blanks that are not printed left out."""
    seen: dict[Subject, Figure] = {}
    for figure in figures:
        if figure.value is not None or figure.line:
            seen.setdefault(figure.key, figure)
    return [
        Evidence(figure.place, figure.quote or figure.shown, figure.line, figure.value, figure.spot)
        for figure in seen.values()
    ]


def from_fault(fault: Fault) -> Finding:
    """The finding of a fault: the suspected figure first, else the stated one."""
    breach = fault.breach
    shown: Figure = fault.suspect or breach.found
    expected = fault.corrected if fault.corrected is not None else _computed(breach)
    difference = shown.amount - expected if fault.corrected is not None else _difference(breach)
    line = shown.line or _line_of_table(fault, shown) or breach.found.line or _first_line(breach)
    figures = [shown, *breach.figures, *(f for other in fault.evidence for f in other.figures)]
    return Finding(
        breach.rule_id,
        _weight(fault),
        message(fault),
        str(expected),
        "空白" if shown.value is None else plain(shown.value),
        difference,
        "extraction" if fault.unsure and shown.in_table else fault.cause,
        line,
        next((f.line for f, _ in fault.candidates if f.line and f.line != line), _other_line(breach, line)),
        shown.key.kind,
        shown.key.key,
        tuple(_evidence(figures)[:MOST_EVIDENCE]),
        proven=_is_proven(fault),
        also=f"另有{len(fault.evidence)}处核对同此：{_places(fault.evidence)}" if fault.evidence else "",
    )


def _is_proven(fault: Fault) -> bool:
    """Whether the corrected figure is surely right: several comparisons say so, or the prose misstates what the tables
    print or a rate of two amounts beside it."""
    breach = fault.breach
    if fault.corrected is None or fault.evidence:
        return fault.corrected is not None
    derived = breach.kind in ("share", "growth") or all(term.in_table for _, term in breach.terms)
    return derived and fault.cause == "source" and severity_of(breach) == "error"


def _weight(fault: Fault) -> Severity:
    """The gravest of what a fault joins; what is more likely our reading, or may be, is no error of the account."""
    weight = gravest(severity_of(comparison) for comparison in (fault.breach, *fault.evidence))
    ours = fault.cause == "extraction" or bool(fault.unsure)
    return "warning" if ours and weight == "error" else weight


def _computed(breach: Comparison) -> Decimal:
    """What the other side gives, with no more decimals than the stated figure is printed with."""
    other = implied(breach) or ZERO
    if breach.kind in ("sum", "at_most"):
        return exact(other)
    return as_printed(other, breach.found.amount)


def _difference(breach: Comparison) -> Decimal:
    if breach.kind in ("sum", "at_most"):
        return exact(gap(breach) or ZERO)
    return breach.found.amount - _computed(breach)


def message(fault: Fault) -> str:
    """The sentence of a fault."""
    breach = fault.breach
    parts = [fault.damage, statement(breach)] if fault.damage else [statement(breach)]
    suspect = fault.suspect
    elsewhere = bool(fault.evidence) or (suspect is not None and suspect.key != breach.found.key)
    if fault.corrected is not None and suspect is not None and elsewhere:
        own = suspect.key == breach.found.key and not fault.damage
        which = "改" if own else f"若{suspect.place}（{suspect.shown}）"
        parts.append(f"{which}为{fault.corrected}{suspect.unit}{'' if own else '，'}则相符")
    if (fault.suspect is None or fault.suspect is breach.found) and not fault.damage:
        component = named_component(breach)
        if component is not None:
            parts.append(f"差额与{component.place}（{component.shown}）相同")
    if fault.candidates:
        each = (
            f"{figure.place}由{figure.shown}改为{value}{figure.unit}" for figure, value in fault.candidates
        )
        parts.append(f"若{'，或'.join(each)}，则相符")
    if breach.remark:
        parts.append(breach.remark)
    if fault.unsure:
        tables = "、".join(f"公开{number:02d}表" for number in fault.unsure)
        parts.append(f"{tables}靠空格分栏，数字可能读错了栏，请先与原表核对")
    elif fault.cause == "extraction":
        parts.append("更像是文本提取所致")
    return "；".join(parts)


def _places(others: tuple[Comparison, ...]) -> str:
    shown = list(dict.fromkeys(other.found.place for other in others))
    return "、".join(shown[:4]) + ("等" if len(shown) > 4 else "")


def statement(breach: Comparison, brief: bool = False) -> str:
    """Both sides of a comparison and their difference; `brief`: a rate's operands without their places, which are among
    the evidence."""
    found = breach.found
    if breach.kind in ("share", "growth"):
        other, difference = _computed(breach), abs(_difference(breach))
        first, second = breach.terms[0][1], breach.terms[1][1]
        how = "与上年相比" if breach.kind == "growth" else ""
        if found.amount < 0 and other < 0:
            other = -other  # a fall is printed without its sign
        places = ("", "") if brief else (_beside(first, found), _beside(second, found))
        return (
            f"{found.place}为{found.shown}，按{places[0]}{first.shown}、"
            f"{places[1]}{second.shown}{how}计算为{other}%，相差{difference}个百分点"
        )
    unit, other, difference = found.unit, implied(breach) or ZERO, abs(gap(breach) or ZERO)
    over = breach.kind == "at_most"
    if found.place.endswith(_CHANGE) and not over and len(breach.terms) > 1:
        return (
            f"{found.place}为{_direction(found.amount)}{unit}，{breach.label}计算为{_direction(other)}{unit}"
            f"{_written_out(breach)}，相差{plain(difference)}{unit}"
        )
    if len(breach.terms) == 1:
        term = breach.terms[0][1]
        relation = "，前者应不大于后者，超出" if over else "，相差"
        return f"{found.place}为{found.shown}，{term.place}为{term.shown}{relation}{plain(difference)}{unit}"
    relation = "，超出" if over else "，相差"
    return (
        f"{found.place}为{found.shown}，{breach.label}计算为{plain(other)}{unit}{_written_out(breach)}"
        f"{relation}{plain(difference)}{unit}"
    )


_CHANGE = "增减额"


def _direction(change: Decimal) -> str:
    """减少3.06 for -3.06."""
    return f"{'减少' if change < 0 else '增加'}{plain(abs(change))}"


def _beside(figure: Figure, found: Figure) -> str:
    """The place of a figure, without the section where it stands in the same one as `found`."""
    section, mark, name = figure.place.rpartition("”")
    return name if mark and name and found.place.startswith(section + mark) else figure.place


def _written_out(breach: Comparison) -> str:
    """The terms of a short sum: （2.00＋0.60）."""
    terms = [sign * figure.amount for sign, figure in breach.terms if figure.value]
    if not 2 <= len(terms) <= 5:
        return ""
    text = "".join(("－" if term < 0 else "＋") + plain(abs(term)) for term in terms)
    return f"（{text.removeprefix('＋')}）"


def named_component(breach: Comparison) -> Figure | None:
    """The term whose amount is just the gap: left out of the total, or counted twice."""
    if breach.kind != "sum" or len(breach.terms) < 3:
        return None
    difference = abs(gap(breach) or ZERO)
    same = [
        figure for _, figure in breach.terms if figure.value is not None and abs(figure.value) == difference
    ]
    return same[0] if len(same) == 1 else None


def _line_of_table(fault: Fault, figure: Figure) -> int | None:
    """For a cell that is not printed: a line of its own table that the breaches name, its own row's first."""
    if not figure.in_table:
        return None
    owner = figure.key.owner
    named = [
        f
        for comparison in (fault.breach, *fault.evidence)
        for f in comparison.figures
        if f.in_table and f.key.owner == owner and f.line
    ]
    own = [f for f in named if f.key.row == figure.key.row]
    return next((f.line for f in (*own, *named)), None)


def _first_line(breach: Comparison) -> int | None:
    return next((figure.line for _, figure in breach.terms if figure.line), None)


def _other_line(breach: Comparison, line: int | None) -> int | None:
    lines = [breach.found.line, *(figure.line for _, figure in breach.terms)]
    return next((other for other in lines if other is not None and other != line), None)


def from_rounding(cases: Sequence[Comparison], slip: bool) -> Finding:
    """Differences that rounding explains, merged into one finding of the rule; or one slip of the last digit.

    The first by its place stands for the others: a fault elsewhere leaves it the first, and the finding the same."""
    first = min(cases, key=lambda c: c.found.line or _first_line(c) or 0)
    how = "只差末位，属尾数差" if slip else "在四舍五入的尾数误差之内"
    found = first.found
    line = found.line or _first_line(first)
    return Finding(
        first.rule_id,
        "rounding",
        f"{statement(first, brief=True)}，{how}",
        str(_computed(first)),
        "空白" if found.value is None else plain(found.value),
        _difference(first),
        "unknown",
        line,
        _other_line(first, line),
        found.key.kind,
        found.key.key,
        tuple(_evidence(figure for case in cases for figure in case.figures)[:MOST_EVIDENCE]),
        also=f"另有{len(cases) - 1}处类似" if len(cases) > 1 else "",
    )
