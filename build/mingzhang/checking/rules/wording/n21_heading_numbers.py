"""N21: the ordinals of the headings of 情况说明 follow one another."""

from __future__ import annotations

from collections.abc import Iterator

from ...context import RuleContext
from ...registry import rule
from ...stated_figures import heading_of
from ...trials import Held, Remark, Trial
from .n21_contents_list import ORDINAL

SOURCE = "部门决算公开文本格式 第三部分"
_ORDINALS = [
    "一",
    "二",
    "三",
    "四",
    "五",
    "六",
    "七",
    "八",
    "九",
    "十",
    "十一",
    "十二",
    "十三",
    "十四",
    "十五",
    "十六",
    "十七",
    "十八",
    "十九",
    "二十",
]
_PLACE = {ordinal: at for at, ordinal in enumerate(_ORDINALS)}
_PROSE_PART = 3
_SEVERAL = 5
"""Headings from which on their order is known."""


@rule(
    "N21.heading-numbers",
    "各节序号依次编排",
    "Headings are numbered one after another",
    "情况说明各节的序号应依次编排，不重号。",
    SOURCE,
    "note",
)
def heading_numbers(context: RuleContext) -> Iterator[Trial]:
    found = [
        (section, _PLACE[match["ordinal"]])
        for section in context.disclosure.sections
        if section.part == _PROSE_PART and section.level == 2
        if (match := ORDINAL.match("".join(section.heading[:20].split()))) and match["ordinal"] in _PLACE
    ]
    if len(found) < _SEVERAL:
        return
    for (before, one), (section, other), (_, after) in zip(
        found, found[1:], (*found[2:], (None, -1)), strict=False
    ):
        # 三、 四、 四、 六、: one of a pair is misnumbered where the next heading leaves room for it.
        if one != other or after not in (other + 2, -1):
            yield Held()
            continue
        yield Remark(
            f"“{heading_of(section)}”与“{heading_of(before)}”同为“{_ORDINALS[other]}”，"
            f"似应为“{_ORDINALS[min(other + 1, len(_ORDINALS) - 1)]}”",
            section.source_line,
            before.source_line,
            expected=_ORDINALS[min(other + 1, len(_ORDINALS) - 1)],
            found=_ORDINALS[other],
            subject=context.text(section.path, section.heading),
        )
