"""The report for a terminal: findings by place, the line quoted, the fault marked below it; then what was read."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from ..model import Disclosure, Finding
from .account import left_out, unread, what_was_read
from .proofed import Proofed, by_place, quoted
from .rules import RULES

LEVELS = {"error": "不一致", "warning": "存疑", "note": "提示"}
CAUSES = {"source": "原文", "extraction": "文本提取", "unknown": "未定"}
WIDTH = 96
"""Columns of a quoted line."""
MOST_NOTES = 30
"""Lines shown of what could not be read."""


def render(
    proofed: Sequence[Proofed], kept: Mapping[str, Sequence[Finding]], accepted: Mapping[str, int]
) -> str:
    """The whole report. `kept` are the findings to show by file, `accepted` how many a baseline took out."""
    return "\n".join(line for one in proofed for line in _file(one, kept, accepted)) + "\n"


def _file(one: Proofed, kept: Mapping[str, Sequence[Finding]], accepted: Mapping[str, int]) -> Iterator[str]:
    yield f"{one.path}"
    if one.error:
        yield f"  无法核对：{one.error}"
        yield ""
        return
    yield f"  {one.title}"
    findings = kept[str(one.path)]
    for place, group in by_place(one, findings):
        yield ""
        yield f"  {place}"
        for finding in group:
            yield from _finding(one, finding)
    yield ""
    yield "  " + summary(one, findings, accepted.get(str(one.path), 0))
    yield ""
    if one.disclosure is not None:
        yield from _account(one.disclosure)
        yield ""


def _account(disclosure: Disclosure) -> Iterator[str]:
    """What was read and what could not be."""
    yield "  读到的"
    for part, told in what_was_read(disclosure):
        yield f"    {part}{' ' * (12 - columns(part))}{told}"
    for told in left_out(disclosure):
        yield f"    {told}"
    notes = unread(disclosure)
    yield "  没有读出或存疑的" + (f"：{len(notes)} 处" if notes else "：没有")
    for note in notes[:MOST_NOTES]:
        yield f"    {f'第{note.source_line}行' if note.source_line else '无行号'}  {note.text}"
    if len(notes) > MOST_NOTES:
        yield f"    另有 {len(notes) - MOST_NOTES} 处；全部见 --format json"


def _finding(one: Proofed, finding: Finding) -> Iterator[str]:
    line = f"第{finding.source_line}行" if finding.source_line else "无行号"
    other = f"，参见第{finding.other_line}行" if finding.other_line else ""
    yield f"    {line}{other}  {LEVELS[finding.severity]}  {finding.rule_id} {RULES[finding.rule_id].name_zh}"
    spot = quoted(one, finding)
    if spot is not None:
        yield from _marked(*spot)
    cause = f"（可能原因：{CAUSES[finding.cause]}）" if finding.cause != "unknown" else ""
    yield f"      {finding.message}{cause}"


def _marked(before: str, fault: str, after: str) -> Iterator[str]:
    """The line cut to width around the fault, and carets under it."""
    while columns(before) > WIDTH // 2:
        before = "…" + before[len(before) // 4 + 1 :]
    room = max(8, WIDTH - columns(before) - columns(fault))
    kept = after
    while columns(kept) > room:
        kept = kept[: max(1, len(kept) * 3 // 4)]
    ending = "…" if len(kept) < len(after) else ""
    yield f"      │ {before}{fault}{kept}{ending}"
    if fault:
        yield f"      │ {' ' * columns(before)}{'^' * columns(fault)}"


def columns(text: str) -> int:
    """Columns of a terminal that `text` takes: two for a wide character."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def summary(one: Proofed, findings: Sequence[Finding], accepted: int) -> str:
    """What was checked and what was found, in one line."""
    outcomes: dict[str, set[str]] = {}
    for result in one.report.results:
        outcomes.setdefault(result.rule_id, set()).add(result.outcome)
    failed = sum(1 for kinds in outcomes.values() if "failed" in kinds)
    skipped = sum(1 for kinds in outcomes.values() if kinds == {"not_applicable"})
    held = len(outcomes) - failed - skipped
    levels = "，".join(
        f"{name}{sum(1 for f in findings if f.severity == level)}处" for level, name in LEVELS.items()
    )
    taken = f"；基线接受{accepted}处" if accepted else ""
    return f"核对{len(outcomes)}条规则：相符{held}条，有出入{failed}条，不适用{skipped}条。{levels}{taken}。"


def explain(rule_id: str) -> str:
    """What a rule checks, and where it comes from."""
    rule = RULES[rule_id]
    return (
        f"{rule.id}  {rule.name_zh}\n    {rule.name_en}\n"
        f"    程度：{LEVELS[rule.severity]}（{rule.severity}）\n    说明：{rule.explanation}\n    依据：{rule.source}\n"
    )
