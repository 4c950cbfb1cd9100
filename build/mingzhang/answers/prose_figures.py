"""An amount that the prose prints right behind the words asked for."""

from __future__ import annotations

import re

from ..search.language.normal import normalise
from .asking import Question
from .printed_figures import Figure, Source, Target
from .records import NOT_PUBLISHED, Concept, Refused

_SHORTEST = 3
_AMOUNT = r"[^，。；、：0-9]{0,6}(?P<value>[0-9]+(?:\.[0-9]+)?)(?P<unit>万元|亿元|元)"
_BOUNDARY = r"(?<![\u4e00-\u9fff])"  # 出年初预算 is no beginning of words in 支出年初预算
_TO_WAN = {"万元": 1.0, "亿元": 1.0, "元": 0.0001}
"""亿元 stay as they are printed."""


def prose_target(question: Question, source: Source) -> Target:
    """An amount that the prose prints right behind the words asked for. Raises `Refused` where there is none."""
    for piece in question.rest:
        words = piece.replace("的", "")
        if len(words) <= _SHORTEST:
            continue
        found = []
        for row in source.rows(
            """SELECT paragraphs.text, paragraphs.source_line FROM paragraphs JOIN sections ON sections.id = section_id
            WHERE disclosure_id = ?1 ORDER BY paragraphs.source_line"""
        ):
            plain = normalise(row["text"])
            for match in re.finditer(_BOUNDARY + re.escape(words) + _AMOUNT, plain):
                unit = "亿元" if match["unit"] == "亿元" else "万元"
                value = round(float(match["value"]) * _TO_WAN[match["unit"]], 6)
                found.append(Figure(value, unit, "正文", row["source_line"], match[0]))
        if len({(one.value, one.unit) for one in found}) == 1:
            return Target(Concept("item", "", words), found)
    asked = "、".join(question.rest)
    raise Refused(NOT_PUBLISHED, f"{source.named}公布的内容里没有“{asked}”的数额。")
