"""N21: the figures of 情况说明 are numbered one after another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...context import RuleContext
from ...registry import rule
from ...trials import Held, Remark, Trial

SOURCE = "部门决算公开文本格式 第三部分"
_CAPTION = re.compile(r"^图(?P<number>[0-9]{1,2})[:：](?P<title>.{4,40})$")


@rule(
    "N21.figure-numbers",
    "各图编号不重复",
    "Figures are numbered one after another",
    "情况说明各图的编号应依次编排，不同的图不用同一个号。",
    SOURCE,
    "note",
)
def figure_numbers(context: RuleContext) -> Iterator[Trial]:
    named: dict[str, tuple[str, int]] = {}
    for section, passage, text in context.with_words("图"):
        caption = _CAPTION.match(text) if section.part == 3 else None
        if caption is None:
            continue
        number, title = caption["number"], caption["title"]
        first, line = named.setdefault(number, (title, passage.line))
        if first == title:
            yield Held()
            continue
        yield Remark(
            f"“{title}”与“{first}”同为图{number}",
            passage.line,
            line,
            expected=f"图{int(number) + 1}",
            found=f"图{number}",
            subject=context.text(section.path, text),
        )
