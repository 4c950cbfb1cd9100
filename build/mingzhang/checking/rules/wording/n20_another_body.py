"""N20: the sentences on this department's costs, purchases and property name this department."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....model import Kind
from ....model.prose import compact_text
from ...context import RuleContext
from ...registry import rule
from ...trials import Held, Remark, Trial
from .n20_department import is_own

SOURCE = "部门决算公开文本格式 第三部分"
_OF_ONE_BODY: tuple[Kind, ...] = ("operating_cost", "procurement", "assets")
_WHOSE = re.compile(
    r"(?:年度|31日[，,])(?P<name>[\u4e00-\u9fff]{2,12}[市区县][\u4e00-\u9fff]{2,30}?(?:街道办事处|局|委员会|办公室|人民政府|法院|检察院))"
    r"(?:[（(]?本级[)）]?)?(?=机关运行经费|政府采购|共有车辆)"
)


@rule(
    "N20.another-body",
    "说明所写的部门为本部门",
    "Sentences on the department name it",
    "机关运行经费、政府采购、国有资产的说明写明部门名称的，应为本部门或其所属单位。",
    SOURCE,
    "warning",
)
def another_body(context: RuleContext) -> Iterator[Trial]:
    who = context.disclosure.identity
    name = compact_text(who.name)
    own = [name, *(compact_text(unit.name) for unit in context.disclosure.organisation_units)]
    for section in (section for kind in _OF_ONE_BODY for section in context.sections.get(kind, [])):
        for passage in section.passages:
            match = _WHOSE.search("".join(passage.text.split()))
            if match is None:
                continue
            spelt = match["name"]
            if is_own(spelt, name, who.short_name) or any(spelt in unit or unit in spelt for unit in own):
                yield Held()
            elif not _one_off(spelt, name):
                yield Remark(
                    f"“{context.place(section.path)}”写的是“{spelt}”，本部门为“{name}”",
                    passage.line_at(max(0, passage.text.find(spelt[-6:-2]))),
                    who.source_line,
                    expected=name,
                    found=spelt,
                    subject=context.text(section.path, spelt),
                )


def _one_off(spelt: str, name: str) -> bool:
    """Whether a name is misspelt only (rule N20.department tells it)."""
    return abs(len(spelt) - len(name)) < 2 and len(set(name) - set(spelt)) < 2
