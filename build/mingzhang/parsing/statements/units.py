"""The unit of tables that print none, where the document's prose proves it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from ...layout.gathering import Table
from ...model import Passage, Place, ReadingNote
from .drafts import Reading

_IN_WAN = re.compile(r"([0-9][0-9,]{0,18}(?:\.[0-9]{1,6})?) ?万元")
_TOTALS = frozenset(("总计", "收入总计", "支出总计", "收支总计"))
LEAST = 10_000
"""A grand total below this many yuan is no department's."""
LONGEST = 20_000
"""Characters of a paragraph looked through."""
ROUNDING = 60
"""Yuan by which an amount in 万元 with two decimals may differ from one in yuan."""


def prove_unit(
    tables: Mapping[int, Table], summary: Reading | None, prose: Iterable[tuple[int, Passage]]
) -> ReadingNote | None:
    """Take the tables to be in 元 where none prints a unit and the prose states the grand total of 公开01 in 万元, ten
    thousand times smaller; the note says so. They stay in 万元 where nothing proves otherwise."""
    if summary is None or any(table.unit for table in tables.values()):
        return None
    totals = [value for draft in summary.drafts if draft.item in _TOTALS for value in draft.figures.values()]
    total = max((value for value in totals if value is not None), default=Decimal(0))
    if total < LEAST:
        return None
    proof: tuple[str, int] | None = None
    for _, passage in prose:
        if "万元" not in passage.text:
            continue
        for match in _IN_WAN.finditer(passage.text[:LONGEST]):
            amount = Decimal(match[1].replace(",", ""))
            if amount == total:
                return None
            if proof is None and abs(total - amount * 10_000) <= ROUNDING:
                proof = match[0], passage.line_at(match.start())
    if proof is None:
        return None
    for table in tables.values():
        table.assumed_unit = "元"
    text = f"各表没有印出金额单位；公开01表的总计与情况说明中的“{proof[0]}”相差一万倍，各表按元读取"
    return ReadingNote("proved_unit", text, Place(proof[1]))
