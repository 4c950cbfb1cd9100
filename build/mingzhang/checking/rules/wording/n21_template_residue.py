"""N21: what the template left behind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from ...context import READ, RuleContext
from ...registry import rule
from ...stated_figures import heading_of
from ...trials import Held, Remark, Trial

SOURCE = "部门决算公开文本格式"
_MOST = 3
"""Findings of one kind that one paragraph gives."""


def residue(
    context: RuleContext, pattern: re.Pattern[str], what: str, signs: Iterable[str]
) -> Iterator[Trial]:
    """Every match of a pattern in the paragraphs; `signs` are words of which one must be there, found much faster."""
    for section, passage, _ in context.with_words(*signs):
        for match in islice(pattern.finditer(passage.text[:READ]), _MOST):
            yield Remark(
                f"“{heading_of(section)}”{what}：{match.group()[:40]}",
                passage.line_at(match.start()),
                found=match.group()[:40],
                subject=context.text(section.path, match.group()[:40]),
            )
    yield Held(len(context.passages))


_OPTIONS = re.compile(
    r"(?:增加|增长|上升|大于|高于)[/／](?:减少|下降|降低|小于|低于)|增减少|增加减少|减少增加|增长下降|上升下降|增加\(减少\)|增加（减少）|增/减|（增加/减少）|大于\(小于\)|大于（小于）"
)


@rule(
    "N21.options",
    "删去未选的选项",
    "Choices of the template are deleted",
    "“增减少”“大于（小于）”等选项应删去未选的一项。",
    SOURCE,
    "warning",
)
def options(context: RuleContext) -> Iterator[Trial]:
    yield from residue(
        context, _OPTIONS, "未删去的选项", ("增减少", "增加", "增长", "上升", "增/减", "大于", "高于")
    )


_INSTRUCTIONS = re.compile(
    r"[（(][^（()）]{0,60}(?:请依据|请根据|请按|补充解释|进行解释|请填|可根据实际|自行调整|如有请|请各(?:部门|单位)|"
    r"(?:实际情况|据实|如实)填[写列报]|(?:没有|不涉及|无此[项类])的?请?(?:删除|删去)|请删[除去])[^（()）]{0,60}[）)]"
)


@rule(
    "N21.instructions",
    "删去填写说明",
    "Instructions of the template are deleted",
    "模板的填写说明应删去。",
    SOURCE,
    "warning",
)
def instructions(context: RuleContext) -> Iterator[Trial]:
    yield from residue(
        context,
        _INSTRUCTIONS,
        "未删去的填写说明",
        ("请", "解释", "可根据实际", "自行调整", "填写", "填列", "填报", "删"),
    )


_BLANKS = re.compile(
    r"[×Xx_＿…（(某*](?:(?<=×)×+|(?<=[Xx])[Xx]{2,}|(?<=X)(?<![A-Za-z0-9]X)X(?![A-Za-z0-9])|(?<=_)_{2,}|(?<=＿)＿+|"
    r"(?<=…)…{2,}(?=万元)|(?<=[xX×])(?<![0-9].)[xX×]{0,3}(?:万元|%|年|月)|"
    r"(?<=[\u4e00-\u9fff]\*)\*+(?=[个辆人项]|万元|%)|(?<=[（(])(?:待填写?|待补充?|待定|待核实|略|此处填写|示例|样例)[^（）()]{0,12}[）)]|(?<=某)某(?=[\u4e00-\u9fff]))"
)
"""××, XXX, ____, ……万元, ×年, （待填写）, 某某街道, 项目**个."""


@rule(
    "N21.blanks",
    "填写空白",
    "Blanks of the template are filled",
    "××、XX、____等空白应填写。",
    SOURCE,
    "warning",
)
def blanks(context: RuleContext) -> Iterator[Trial]:
    yield from residue(
        context, _BLANKS, "未填的空白", ("×", "X", "x", "_", "＿", "…", "待", "略", "填", "例", "某", "**")
    )


_EMPTY_ENTRIES = re.compile(r"其他专用名词[。：:]?$")


@rule(
    "N21.empty-entries",
    "填写条目",
    "Entries of the template are filled",
    "“其他专用名词”等条目应填写或删去。",
    SOURCE,
    "note",
)
def empty_entries(context: RuleContext) -> Iterator[Trial]:
    yield from residue(context, _EMPTY_ENTRIES, "未填写的条目", ("其他专用名词",))


_THREE_PUBLIC_NAME = re.compile(r"[“\"]?[一二四五六七]公[”\"]?经费")


@rule(
    "N21.three-public-name",
    "“三公”经费名称正确",
    "\u201c\u4e09\u516c\u201d is spelt right",
    "“三公”经费不应写作其他数字。",
    SOURCE,
    "note",
)
def three_public_name(context: RuleContext) -> Iterator[Trial]:
    yield from residue(
        context,
        _THREE_PUBLIC_NAME,
        "“三公”经费印作别的数字",
        ("一公", "二公", "四公", "五公", "六公", "七公"),
    )


_MARKS = frozenset("。，；、")
_PUNCTUATION = re.compile(r"。[ ]?。|，，|；；|、、|，。|。，|；。|(?<=[0-9])\.\.(?=[0-9])")


@rule(
    "N21.punctuation",
    "标点不重复",
    "No mark is printed twice",
    "标点不应重复。",
    SOURCE,
    "note",
)
def punctuation(context: RuleContext) -> Iterator[Trial]:
    yield from residue(
        context,
        _PUNCTUATION,
        "重复的标点",
        ("，。", "。，", "；。", "..", *(mark * 2 for mark in context.doubled & _MARKS)),
    )


_FIELD = re.compile(
    r"^(?:单位名称|填报单位|填报日期|填报时间|项目名称|主管部门|实施单位)(?:[（(]盖章[）)])?[:：]$"
)


@rule(
    "N21.form-blanks",
    "自评表的栏目已填写",
    "Fields of a form are filled",
    "自评表的单位名称、填报日期等栏目应填写。",
    SOURCE,
    "note",
)
def form_blanks(context: RuleContext) -> Iterator[Trial]:
    for section in context.disclosure.sections:
        if section.part not in (3, 6):
            continue
        lines = [(passage.text, passage.line) for passage in section.passages]
        lines += [
            (cells[0], row.line)
            for grid in section.grids
            for row in grid.rows
            if len(cells := [c for c in row.cells if c]) == 1
        ]
        lines.append((section.heading, section.source_line))
        for text, line in lines:
            field = "".join(text.split()) if text.rstrip().endswith((":", "：")) else ""
            if field and _FIELD.match(field):
                yield Remark(
                    f"“{heading_of(section)}”自评表的栏目“{field}”没有填写",
                    line,
                    found=field,
                    subject=context.text(section.path, f"{field}{line - section.source_line}"),
                    joined=field,
                )
        yield Held()
