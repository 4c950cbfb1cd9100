"""N22: the sections that the form requires."""

from __future__ import annotations

from collections.abc import Iterator

from ....model import Kind
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
_MOST_OF_THEM = 8
"""Sections of the form from which on a document is meant to have all."""
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
    headings = "".join(section.heading for section in context.disclosure.sections if section.part == 3)
    last = None
    for kind, name in _REQUIRED:
        if kind in context.sections:
            last = context.sections[kind][-1].source_line_end
            yield Held()
            continue
        if kind in _IN_THE_LIST and _IN_THE_LIST[kind] in headings.replace("“", "").replace("”", ""):
            continue
        yield Remark(
            f"情况说明缺少“{name}”一节",
            last,
            expected=name,
            found="未见",
            subject=Subject("document", f"section-{kind}"),
        )


@rule(
    "N22.section-empty",
    "各节写有内容",
    "No section is empty",
    "情况说明各节应有内容。",
    SOURCE,
    "note",
)
def section_empty(context: RuleContext) -> Iterator[Trial]:
    sections = [section for section in context.disclosure.sections if section.part == 3]
    for place, section in enumerate(sections):
        below = any(after.path.startswith(f"{section.path}.") for after in sections[place + 1 : place + 2])
        if section.blocks or below or section.level < 2 or any(c.isdigit() for c in section.heading[4:]):
            yield Held()
            continue
        yield Remark(
            f"“{context.place(section.path)}”只有标题，没有内容",
            section.source_line,
            found="未见内容",
            subject=context.text(section.path, "空"),
        )
