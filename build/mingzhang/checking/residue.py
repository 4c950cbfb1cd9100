"""N21: what the template or the copying left behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from ..model import Grid, Passage, Section
from .case import Case
from .contents_list import contents_against_body
from .prose import heading_of
from .rules import rule
from .trials import Held, Remark, Trial

_RESIDUE: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "未删去的选项",
        re.compile(
            r"增减少|增加减少|减少增加|增长下降|上升下降|增加\(减少\)|增加（减少）|增/减|（增加/减少）|大于\(小于\)|大于（小于）"
        ),
    ),
    (
        "未删去的填写说明",
        re.compile(
            r"[（(][^（()）]{0,60}(?:请依据|请根据|请按|补充解释|进行解释|请填|可根据实际|自行调整|如有请)[^（()）]{0,60}[）)]"
        ),
    ),
    (
        "未填的空白",
        re.compile(r"×{2,}|X{3,}|_{3,}|＿{2,}|…{3,}(?=万元)|(?<![0-9])[xX×]{1,4}(?:万元|%|年|月)"),
    ),
    ("未填写的条目", re.compile(r"其他专用名词[。：:]?$")),
    ("数字疑有误", re.compile(r"[“\"]?[一二四五六七]公[”\"]?经费")),
    ("重复的标点", re.compile(r"。[ ]?。|，，|；；|、、|，。|。，|；。")),
)
_SIGNS: dict[str, tuple[str, ...]] = {
    "未删去的选项": ("增减少", "增加", "增长下降", "上升下降", "增/减", "大于"),
    "未填的空白": ("×", "X", "x", "__", "＿", "……"),
    "未填写的条目": ("其他专用名词",),
    "数字疑有误": ("一公", "二公", "四公", "五公", "六公", "七公"),
    "重复的标点": ("。。", "。 。", "，，", "；；", "、、", "，。", "。，", "；。"),
}
"""Words of which a paragraph must have one for the pattern to be looked for: found much faster."""
_SLIGHT = ("重复的标点", "未填写的条目", "数字疑有误")
_REPEATED = re.compile(r"(?P<words>[一-龥]{3,16}[，,、]?)(?P=words)")
_REPEATED_PAIR = re.compile(
    r"(?P<words>支持|运用|项目|进行|开展|完成|用于|主要|预算|支出|收入|决算|情况|工作|单位|部门|资金)(?P=words)"
)
_PAIRED_ELSEWHERE = re.compile(r"项目项目库|收入收入")
_WRITTEN = (3, 4)
"""Parts whose sentences the department writes itself."""
_READ = 20_000
"""Characters of a paragraph that are looked at; the longest real one has about 2,000."""
_MOST = 3
"""Findings of one kind that one paragraph gives."""
_LONG = 40
"""Characters from which a passage printed twice is no coincidence."""


@rule(
    "N21",
    "没有模板残留与重复印刷",
    "No template residue, nothing printed twice",
    "不应留有模板的填写说明、未填的空白、未删去的选项（如“增减少”），同一段文字不应印两次。",
    "部门决算公开文本格式",
    "note",
)
def residue(case: Case) -> Iterator[Trial]:
    seen: dict[str, tuple[int, int]] = {}
    for section in case.disclosure.sections:
        if section.part == 0:
            continue
        for block in section.blocks:
            if isinstance(block, Grid):
                continue
            yield from _left_behind(section, block)
            yield from _printed_twice(section, block, seen)
    yield from _copied_forms(case)
    yield from contents_against_body(case)
    yield Held(len(seen))


def _left_behind(section: Section, passage: Passage) -> Iterator[Trial]:
    text = passage.text[:_READ]
    for what, pattern in _RESIDUE:
        if what in _SIGNS and not any(sign in text for sign in _SIGNS[what]):
            continue
        for match in islice(pattern.finditer(text), _MOST):
            severity = "note" if what in _SLIGHT else "warning"
            yield Remark(
                f"“{heading_of(section)}”{what}：{match.group()[:40]}",
                passage.line_at(match.start()),
                found=match.group()[:40],
                severity=severity,  # type: ignore[arg-type]
            )
    if section.part not in _WRITTEN:
        return
    compact = text.replace(" ", "")
    for pattern in (_REPEATED, _REPEATED_PAIR):
        for match in islice(pattern.finditer(compact), _MOST):
            if pattern is _REPEATED and len(set(match["words"])) < 3:
                continue
            if _PAIRED_ELSEWHERE.search(compact[match.start() : match.end() + 2]):
                continue
            yield Remark(
                f"“{heading_of(section)}”字句重复：{match.group()}",
                passage.line_at(_offset(text, match.start())),
                expected=match["words"],
                found=match.group(),
            )


def _offset(text: str, compact_offset: int) -> int:
    """The offset in `text` of the character at `compact_offset` of the text without blanks."""
    count = 0
    for offset, character in enumerate(text):
        if character == " ":
            continue
        if count == compact_offset:
            return offset
        count += 1
    return 0


def _printed_twice(section: Section, passage: Passage, seen: dict[str, tuple[int, int]]) -> Iterator[Trial]:
    """The same long paragraph of the same part at two places."""
    key = "".join(passage.text.split())
    if len(key) < _LONG:
        return
    first = seen.get(key)
    if first is None:
        seen[key] = (section.part, passage.line)
    elif first[0] == section.part and section.part != 6:
        yield Remark(
            f"“{heading_of(section)}”与第{first[1]}行同一段文字印了两次：{key[:24]}…",
            passage.line,
            first[1],
            found=key[:24],
        )


def _copied_forms(case: Case) -> Iterator[Trial]:
    """A form printed again in the same part; the template itself puts it in the text and once more in the annex."""
    for form in case.disclosure.forms:
        for line in form.copies:
            if _part(case, line) == _part(case, form.source_line):
                yield Remark(
                    f"自评表“{form.name[:24]}”印了不止一次", line, form.source_line, found=form.name[:24]
                )


def _part(case: Case, line: int) -> int | None:
    found = [s.part for s in case.disclosure.sections if s.source_line <= line]
    return found[-1] if found else None
