"""N22: the sections that the form requires."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....catalogue import STATEMENTS
from ....model import Kind, Section
from ...context import RuleContext
from ...figures import Subject
from ...registry import rule
from ...trials import Held, Remark, Trial

SOURCE = "部门决算公开文本格式 第三部分"
_REQUIRED: tuple[tuple[Kind, str], ...] = (
    ("totals", "收入支出决算总体情况说明"),
    ("revenue", "收入决算情况说明"),
    ("expenditure", "支出决算情况说明"),
    ("appropriation", "财政拨款收入支出决算总体情况说明"),
    ("general_budget", "一般公共预算财政拨款支出决算情况说明"),
    ("basic", "一般公共预算财政拨款基本支出决算情况说明"),
    ("government_fund", "政府性基金预算财政拨款收入支出决算情况说明"),
    ("state_capital", "国有资本经营预算财政拨款支出决算情况说明"),
    ("three_public", "财政拨款“三公”经费支出决算情况说明"),
    ("operating_cost", "机关运行经费支出说明"),
    ("procurement", "政府采购支出说明"),
    ("assets", "国有资产占用情况说明"),
    ("performance", "预算绩效情况说明"),
)
_MOST_OF_THEM = 10
"""Sections of the form from which on a document is meant to have all."""
_MOST_LOST = 1
"""Sections lacking beyond which the account follows another form."""
_STATE_CAPITAL = STATEMENTS[7]
"""Where not every form has a section on it, who had none of it said nothing."""
_IN_THE_LIST = {"government_fund": "政府性基金", "state_capital": "国有资本经营", "three_public": "三公"}


@rule(
    "N22.section-missing",
    "情况说明各节齐全",
    "The sections of the form are all there",
    "情况说明应包括文本格式规定的各节；没有发生的也应写明。",
    SOURCE,
    "warning",
)
def section_missing(context: RuleContext) -> Iterator[Trial]:
    if sum(1 for kind, _ in _REQUIRED if kind in context.sections) < _MOST_OF_THEM:
        return
    if sum(1 for kind, _ in _REQUIRED if kind not in context.sections) > _MOST_LOST:
        return  # the form of another place
    headings = "".join(section.heading for section in context.disclosure.sections if section.part == 3)
    last = None
    for kind, name in _REQUIRED:
        if kind in context.sections:
            last = context.sections[kind][-1].source_line_end
            yield Held()
            continue
        if kind in _IN_THE_LIST and _IN_THE_LIST[kind] in headings.replace("“", "").replace("”", ""):
            continue
        if (
            kind == "state_capital"
            and context.year < _STATE_CAPITAL.told_since
            and not context.ledger.codes(8)
        ):
            continue
        yield Remark(
            f"情况说明缺少“{name}”一节",
            last,
            expected=name,
            found="未见",
            subject=Subject("document", f"section-{kind}"),
        )


_WITH_TEXT = {True: (3,), False: (4, 5)}
"""The parts whose sections have text, and those that have text of their own where they have no sections."""
_YEAR = re.compile("[0-9]{4} ?年")


@rule(
    "N22.section-empty",
    "各节写有内容",
    "No section is empty",
    "情况说明各节，以及重点工作完成情况、名词解释等部分，应有内容。",
    SOURCE,
    "note",
)
def section_empty(context: RuleContext) -> Iterator[Trial]:
    sections = context.disclosure.sections
    following = (*sections[1:], None)
    for section, after in zip(sections, following, strict=False):
        if section.part not in _WITH_TEXT[section.level > 1]:
            continue
        below = after is not None and after.path.startswith(f"{section.path}.")
        states = any(c.isdigit() for c in _YEAR.sub("", section.heading[2:]))
        if section.blocks or below or states:
            yield Held()
            continue
        yield Remark(
            f"“{context.place(section.path)}”只有标题，没有内容",
            section.source_line,
            found="未见内容",
            subject=context.text(section.path, "空"),
        )


_EXPLAINED = (("因公出国", ("出国",)), ("公务用车", ("用车", "公车")), ("公务接待", ("接待",)))
_APART = "(?:[全年初]{0,2}预算|支出|决算)[^，。；：]{0,12}[0-9零]"
_RECEPTION = re.compile("接待费[。：:]?[^。]{0,30}[0-9零]|(?:无|未|没有)[^，。；]{0,12}接待费")
_ABROAD, _VEHICLES = (
    re.compile(f"出国[^，。；：]{{0,8}}费{_APART}"),
    re.compile(f"公务用车购置[^，。；：]{{0,8}}费{_APART}"),
)


def _others_apart(words: str) -> bool:
    """Whether journeys and vehicles are told each with an amount of its own."""
    return bool(_ABROAD.search(words) and _VEHICLES.search(words))


_NONE_AT_ALL = re.compile("(?:无|没有|未发生|未安排)[^，。；]{0,14}三公")


@rule(
    "N22.three-public-kinds",
    "“三公”经费三项都有说明",
    'Each kind of the "three public" is explained',
    "因公出国（境）费、公务用车购置及运行维护费、公务接待费应分别说明；没有发生的也应写明。",
    SOURCE,
    "note",
    kinds=("three_public",),
)
def three_public_kinds(context: RuleContext) -> Iterator[Trial]:
    sections = context.sections.get("three_public", [])
    words = "".join(s.heading + passage.text for s in sections for passage in s.passages)
    words = "".join(words.split()).replace("“", "").replace("”", "")
    if not words or _NONE_AT_ALL.search(words):
        return
    lacking = [name for name, signs in _EXPLAINED if not any(sign in words for sign in signs)]
    if not lacking and _others_apart(words) and not _RECEPTION.search(words):
        lacking = ["公务接待费的预算或决算"]
    if not lacking:
        yield Held(len(_EXPLAINED))
        return
    yield Remark(
        f"“{context.place(sections[0].path)}”没有说明{'、'.join(lacking)}",
        sections[-1].source_line,
        expected="、".join(name for name, _ in _EXPLAINED),
        found="未见",
        subject=Subject("document", "three-public-kinds"),
    )


_POINT = re.compile(r"^[0-9（(一二三四五六七八九十]{1,4}[.、）)][^，。；：]{2,24}[。；]?$")
_FEW = 3


@rule(
    "N22.work-without-text",
    "重点工作写有完成情况",
    "The report of work says what was done",
    "重点工作完成情况应写明内容，不应只列标题。",
    SOURCE,
    "note",
)
def work_without_text(context: RuleContext) -> Iterator[Trial]:
    bare: list[Section] = []
    for section in context.disclosure.sections:
        if section.part != 4 or section.level < 2 or not section.passages:
            continue
        texts = ["".join(passage.text.split()) for passage in section.passages]
        if all(_POINT.match(text) for text in texts):
            bare.append(section)
        else:
            yield Held()
    if len(bare) < _FEW:
        return
    yield Remark(
        f"“{context.place(bare[0].path)}”只列标题，没有写明完成情况",
        bare[0].source_line,
        bare[1].source_line,
        found="只有标题",
        subject=Subject("document", "work-without-text"),
        also=f"这样的共{len(bare)}节",
    )
