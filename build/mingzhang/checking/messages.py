"""What a finding says: neutral Chinese, both figures, both places, the difference."""

from __future__ import annotations

from decimal import Decimal

from ..model import Finding, Severity
from .causes import Fault
from .rules import RULES
from .trials import HUNDRED, ZERO, Comparison, Figure, Remark, exact, gap, implied, plain, rounded

_CAUSES = {
    "extraction": "更像是文本提取所致",
    "source": "",
    "unknown": "",
}


def from_remark(remark: Remark, rule_id: str | None = None) -> Finding:
    """A finding on the wording, of the remark's rule unless another is named."""
    rule_id = rule_id or remark.rule_id
    severity = remark.severity or RULES[rule_id].severity
    return Finding(
        rule_id,
        severity,
        remark.message,
        _text(remark.expected),
        _text(remark.found),
        remark.difference,
        remark.cause,
        remark.line,
        remark.other_line,
    )


def _text(value: Decimal | str | None) -> str | None:
    return None if value is None else str(value)


def from_fault(fault: Fault) -> Finding:
    """The finding of a fault: the suspected figure first, else the stated one."""
    breach = fault.breach
    other = implied(breach) or ZERO
    shown: Figure = fault.suspect or breach.found
    as_printed = exact if breach.kind in ("sum", "at_most") else rounded
    expected = fault.corrected if fault.corrected is not None else as_printed(other)
    difference = as_printed(gap(breach) or ZERO)
    if fault.suspect is not None:
        difference = shown.amount - expected
    line = shown.line or _line_of_table(fault, shown) or breach.found.line or _first_line(breach)
    return Finding(
        breach.rule_id,
        _severity(fault),
        message(fault),
        str(expected),
        "空白" if shown.value is None else plain(shown.value),
        difference,
        fault.cause,
        line,
        _other_line(breach, line),
    )


def _severity(fault: Fault) -> Severity:
    breach = fault.breach
    severity = breach.severity or RULES[breach.rule_id].severity
    difference = gap(breach) or ZERO
    if breach.kind in ("share", "growth") and abs(difference) <= _unit(breach.found) and not fault.evidence:
        return "note"
    return severity


def _unit(figure: Figure) -> Decimal:
    exponent = figure.amount.as_tuple().exponent
    if figure.amount == HUNDRED and exponent == 0:
        exponent = -1  # read as printed with one decimal, see trials
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


def message(fault: Fault) -> str:
    """The sentence of a fault."""
    breach = fault.breach
    parts = [statement(breach)]
    if fault.lost:
        parts.append(
            f"该表少印或未提取到{len(fault.lost)}个科目（{'、'.join(fault.lost[:6])}"
            f"{'等' if len(fault.lost) > 6 else ''}），补上后相符"
        )
    elif fault.alike:
        parts.append(f"同栏共有{len(fault.alike) + 1}行如此，疑为整栏缺失或错位")
    elif fault.suspect is not None and (fault.evidence or fault.suspect.key != breach.found.key):
        parts.append(f"若{fault.suspect.place}（{fault.suspect.shown}）为{_amount(fault)}，则相符")
    if (fault.suspect is None or fault.suspect is breach.found) and not fault.lost and not fault.alike:
        component = named_component(breach)
        if component is not None:
            parts.append(f"差额与{component.place}（{component.shown}）相同")
    if breach.remark:
        parts.append(breach.remark)
    if fault.evidence:
        parts.append(f"另有{len(fault.evidence)}处核对同此：{_evidence(fault.evidence)}")
    if _CAUSES[fault.cause]:
        parts.append(_CAUSES[fault.cause])
    return "；".join(parts)


def _amount(fault: Fault) -> str:
    unit = fault.suspect.unit if fault.suspect else "万元"
    return f"{fault.corrected}{unit}"


def statement(breach: Comparison) -> str:
    """Both sides of a comparison and their difference."""
    found, other = breach.found, implied(breach) or ZERO
    difference = abs(gap(breach) or ZERO)
    if breach.kind in ("share", "growth"):
        first, second = breach.terms[0][1], breach.terms[1][1]
        how = "与上年相比" if breach.kind == "growth" else ""
        if found.amount < 0 and other < 0:
            other = -other  # a fall is printed without its sign
        return (
            f"{found.place}为{found.shown}，按{_beside(first, found)}{first.shown}、"
            f"{_beside(second, found)}{second.shown}"
            f"{how}计算为{rounded(other)}%，相差{rounded(difference)}个百分点"
        )
    unit = found.unit
    if len(breach.terms) == 1:
        term = breach.terms[0][1]
        relation = "，前者应不大于后者，超出" if breach.kind == "at_most" else "，相差"
        return f"{found.place}为{found.shown}，{term.place}为{term.shown}{relation}{plain(difference)}{unit}"
    relation = "，超出" if breach.kind == "at_most" else "，相差"
    return f"{found.place}为{found.shown}，{breach.label}计算为{plain(other)}{unit}{_written_out(breach)}{relation}{plain(difference)}{unit}"


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


def _evidence(others: tuple[Comparison, ...]) -> str:
    shown = [f"{other.rule_id} {other.found.place}" for other in others[:4]]
    return "；".join(shown) + ("等" if len(others) > 4 else "")


def _line_of_table(fault: Fault, figure: Figure) -> int | None:
    """For a cell that is not printed: a line of its own table that the breaches name."""
    if not figure.in_table:
        return None
    table = figure.key.partition("/")[0] + "/"
    named = [f for c in (fault.breach, *fault.evidence) for f in (c.found, *(t for _, t in c.terms))]
    return next((f.line for f in named if f.key.startswith(table) and f.line), None)


def _first_line(breach: Comparison) -> int | None:
    return next((figure.line for _, figure in breach.terms if figure.line), None)


def _other_line(breach: Comparison, line: int | None) -> int | None:
    lines = [breach.found.line, *(figure.line for _, figure in breach.terms)]
    return next((other for other in lines if other is not None and other != line), None)


def rounding_note(rule_id: str, cases: list[Comparison]) -> Finding:
    """Differences that rounding explains, merged into one note of the rule."""
    first = max(cases, key=lambda c: abs(gap(c) or ZERO))
    more = f"；另有{len(cases) - 1}处类似" if len(cases) > 1 else ""
    return Finding(
        rule_id,
        "note",
        f"{statement(first)}，在四舍五入的尾数误差之内{more}",
        str(exact(implied(first) or ZERO)),
        "空白" if first.found.value is None else plain(first.found.value),
        gap(first),
        "unknown",
        first.found.line or _first_line(first),
        _other_line(first, first.found.line),
    )
