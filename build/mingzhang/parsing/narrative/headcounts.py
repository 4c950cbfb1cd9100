"""How many people a body may have, has, and has at work, as its prose says: 人员编制45人，实有在职人员43人.

Posts of one kind (行政编制, 事业编制) are parts of the whole and are not read as the whole; nor are those of a unit below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ...model import KeyFigure, Passage, Section
from ...model.prose import clause_start, compact, sentence_start

_HOW_MANY = r"(?:总数|总计|合计|人数|数)?(?:共计|共有|共|总计|合计|分别为|为|有|:|是)*(?P<value>[0-9]{1,5})(?:名|人|个(?!月))(?!次)"
_PARTS = r"(?<!行政)(?<!事业)(?<!工勤)(?<!参公)(?<!政法)(?<!专项)(?<!公安)(?<!后勤)(?<!非)(?<!雇员)"
_COUNTED = (
    # 核定人员编制45人; 编制人数为50人; 编制总数 30 名
    ("staff_quota", re.compile(rf"{_PARTS}(?:(?<!行政人员)(?<!事业人员))编制{_HOW_MANY}")),
    # 年末实有人数48人; 实有人员 50 人
    ("staff_actual", re.compile(rf"实有(?:人员|职工|干部职工)?{_HOW_MANY}")),
    # 实有在职人员43人; 在职职工 25 人; 在职在编人员40名
    (
        "staff_serving",
        re.compile(rf"(?:在职在编|在编在职|在职)(?:人员|职工|干部职工|干部|教职工)?{_HOW_MANY}"),
    ),
)
_OF_OTHERS = re.compile(
    r"下属|所属|下设|二级(?:预算)?单位|分别|较上年|比上年|增加|减少|新增|退休[^，。；]{0,4}在职"
)
"""What makes a clause speak of units below or of a change."""
_MOST = Decimal(50_000)


def read_headcounts(sections: Sequence[Section]) -> Iterator[KeyFigure]:
    """The figures of the whole body; the contents list, tables and the glossary state none."""
    for section in sections:
        if section.part in (2, 5):
            continue
        for block in section.blocks:
            if isinstance(block, Passage) and (
                "编制" in block.text or "实有" in block.text or "在职" in block.text
            ):
                yield from _stated(block)


def _stated(passage: Passage) -> Iterator[KeyFigure]:
    said = compact(passage)
    for metric, pattern in _COUNTED:
        for match in pattern.finditer(said.text):
            clause = said.text[clause_start(said.text, match.start()) : match.end()]
            value = Decimal(match["value"])
            if _OF_OTHERS.search(clause) or not 0 < value <= _MOST:
                continue
            quote = said.quote(sentence_start(said.text, match.start()), match.end())
            yield KeyFigure(metric, value, "人", "narrative", quote, said.place(match.start()))
