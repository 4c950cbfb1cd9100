"""N20: what the prose calls a class is what the class is called."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....classification import function_codes
from ...context import RuleContext
from ...registry import rule
from ...stated_figures import heading_of
from ...trials import Held, Remark, Trial

SOURCE = "政府收支分类科目"
_CLASS = re.compile(r"(?<![\u4e00-\u9fff])(?P<name>[\u4e00-\u9fff]{2,20}?)(?:支出)?[（(]类[)）]")
_NEAR = 2
"""Characters that a class may lack, have too many or have otherwise, and still be meant."""


@rule(
    "N20.class-names",
    "文字中的类级科目名称正确",
    "The prose calls a class by its name",
    "情况说明和名词解释中“……（类）”的名称，应为决算年度的类级科目名称。",
    SOURCE,
    "note",
)
def class_names(context: RuleContext) -> Iterator[Trial]:
    classes = [code for code in function_codes() if code.level == 1]
    names = {
        name.removesuffix("支出"): code
        for code in classes
        for name in (code.name_in(context.year), code.name)
    }
    old = {name.removesuffix("支出"): code for code in classes for name in code.names}
    for section, passage, text in context.with_words("（类", "(类"):
        for match in _CLASS.finditer(text) if section.part in (3, 5) else ():
            name = match["name"]
            if any(name.endswith((right, right.removesuffix("等"))) for right in names):
                yield Held()
                continue
            code = old.get(name) or next((c for n, c in names.items() if _near(name, n)), None)
            if code is None:
                continue
            right = code.name_in(context.year)
            yield Remark(
                f"“{heading_of(section)}”类级科目印作“{name}”，{code.code}类的名称为“{right}”",
                passage.line_at(max(0, passage.text.find(name[:4]))),
                expected=right,
                found=name,
                subject=context.text(section.path, name),
                joined=name,
            )


def _near(name: str, right: str) -> bool:
    """Whether two names share their beginning and their end and differ by little between."""
    if abs(len(name) - len(right)) > _NEAR or name[:2] != right[:2]:
        return False
    start = next(
        (k for k, (a, b) in enumerate(zip(name, right, strict=False)) if a != b), min(len(name), len(right))
    )
    return any(name[start + a :] == right[start + b :] for a in range(_NEAR + 1) for b in range(_NEAR + 1))
