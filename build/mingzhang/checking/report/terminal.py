"""The report for a terminal: findings by place, the line quoted, the fault marked below it; then what was read."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator

from ...model import Disclosure, Finding
from ..examples import example_of
from ..messages import SEVERITIES
from ..registry import RULES, Rule
from ..what_was_read import left_out, unread, what_was_read
from .reviewed import (
    CAUSES,
    LEVELS,
    Proofed,
    Review,
    by_place,
    completion,
    count_levels,
    quoted,
    span,
    where_printed,
)

WIDTH = 96
"""Columns of a quoted line."""
MOST_NOTES = 30
"""Lines shown of what could not be read."""
MOST_OF_A_RULE = 12
"""Notes of one rule shown of one file; the other formats have them all."""
_COLOURS = {"error": "31", "warning": "33", "note": "34", "rounding": "2"}


def render_text(review: Review) -> str:
    """Return the findings as text for a terminal, file by file, with a summary."""
    lines = [line for one in review.files for line in _file(one, review.colour)]
    if review.statistics:
        lines += _statistics(review)
    return "\n".join(lines) + "\n"


def render_concise(review: Review) -> str:
    """`path:line:column: severity ID message`, a line for each finding, its page or cell behind it."""
    lines = []
    for one in review.files:
        if one.error:
            lines.append(f"{one.path}: {_coloured('failure', 'error', review.colour)} {one.error}")
        for finding in one.findings:
            found = span(one, finding)
            place = f"{one.path}:{finding.source_line or 1}:{found[0] + 1 if found else 1}"
            level = _coloured(finding.severity, finding.severity, review.colour)
            where = where_printed(one, finding)
            lines.append(
                f"{place}: {level} {finding.rule_id} {finding.sentence}" + (f"（{where}）" if where else "")
            )
    if review.statistics:
        lines += _statistics(review)
    return "\n".join(lines) + "\n" if lines else ""


def _coloured(text: str, level: str, colour: bool) -> str:
    return f"\x1b[{_COLOURS[level]}m{text}\x1b[0m" if colour else text


def _file(one: Proofed, colour: bool) -> Iterator[str]:
    yield f"{one.path}"
    if one.error:
        yield f"  无法核对：{one.error}"
        yield ""
        return
    yield f"  {one.title}"
    told: Counter[str] = Counter()
    for place, group in by_place(one):
        shown = [f for f in group if not _too_many(f, told)]
        if shown:
            yield ""
            yield f"  {place}"
        for finding in shown:
            yield from _finding(one, finding, colour)
    more = sum(count - MOST_OF_A_RULE for count in told.values() if count > MOST_OF_A_RULE)
    if more:
        yield f"  另有 {more} 处同类提示；全部见 --format concise 或 json"
    yield ""
    yield "  " + summary(one)
    yield ""
    if one.disclosure is not None:
        yield from _account(one.disclosure)
        yield ""


def _too_many(finding: Finding, told: Counter[str]) -> bool:
    """Whether so many notes of the rule were shown that more would drown the reader."""
    if finding.severity in ("error", "warning"):
        return False
    told[finding.rule_id] += 1
    return told[finding.rule_id] > MOST_OF_A_RULE


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


def _finding(one: Proofed, finding: Finding, colour: bool) -> Iterator[str]:
    where = where_printed(one, finding)
    line = f"第{finding.source_line}行" if finding.source_line else "无行号"
    line = f"{where}，{'合并后' if one.parts else ''}{line}" if where else line
    other = f"，参见第{finding.other_line}行" if finding.other_line else ""
    level = _coloured(LEVELS[finding.severity], finding.severity, colour)
    yield f"    {line}{other}  {level}  {finding.rule_id}"
    spot = quoted(one, finding)
    if spot is not None:
        yield from _marked(*spot)
    cause = f"（可能原因：{CAUSES[finding.cause]}）" if finding.cause != "unknown" else ""
    yield f"      {finding.sentence}{cause}"


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


def summary(one: Proofed) -> str:
    """What was checked, what was found and what could not be checked, in one line."""
    done = completion(one.report)
    counts = count_levels(one.findings)
    shown = SEVERITIES[: SEVERITIES.index(one.least) + 1]
    levels = "，".join(f"{LEVELS[level]}{counts[level]}处" for level in shown)
    below = sum(finding.severity not in shown for finding in one.report.findings)
    levels += f"；另有{below}处较轻的没有列出" if below else ""
    taken = f"；基线接受{len(one.accepted)}处" if one.accepted else ""
    missed = ""
    if done.ran < done.due or done.reasons:
        why = "；".join(f"{reason}（{times}条）" for reason, times in done.reasons[:4])
        missed = f"未能核对{done.due - done.ran}条：{why}。" if why else ""
    return (
        f"应核对{done.due}条规则，已核对{done.ran}条（{done.share:.0%}）：相符{done.ran - done.failed}条，"
        f"有出入{done.failed}条；不适用{done.not_applicable}条。{missed}{levels}{taken}。"
    )


def _statistics(review: Review) -> Iterator[str]:
    """How many findings of each rule, the most first."""
    counts = Counter((f.rule_id, f.severity) for one in review.files for f in one.findings)
    yield f"共 {sum(counts.values())} 处，{len(review.files)} 份文件"
    for (rule_id, severity), times in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        name = RULES[rule_id].name_zh if rule_id in RULES else ""
        yield f"{times:6d}  {LEVELS[severity]}  {rule_id}  {name}"


def explain(rule: Rule) -> str:
    """What a rule checks, where it comes from, and an example of wrong and right."""
    found = example_of(rule.id)
    example = f"    不符：{found[0]}\n    相符：{found[1]}\n" if found else ""
    return (
        f"{rule.id}  {rule.name_zh}\n    {rule.name_en}\n"
        f"    程度：{LEVELS[rule.severity]}（{rule.severity}）\n    说明：{rule.explanation}\n"
        f"    依据：{rule.source}\n{example}"
    )
