"""The unit of tables that print none, where the document's prose proves it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from ...model import Block, Place, ReadingNote, TextLine
from .drafts import Reading
from .regions import Table

_IN_WAN = re.compile(r"([0-9][0-9,]{0,18}(?:\.[0-9]{1,6})?) ?万元")
_TOTALS = frozenset(("总计", "收入总计", "支出总计", "收支总计"))
LEAST = 10_000
"""A grand total below this many yuan is no department's."""
ROUNDING = 60
"""Yuan by which an amount in 万元 with two decimals may differ from one in yuan."""


def prove_unit(
    tables: Mapping[int, Table], summary: Reading | None, blocks: Iterable[Block]
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
    for block in blocks:
        if not isinstance(block, TextLine) or "万元" not in block.text:
            continue
        for match in _IN_WAN.finditer(block.text[:2000]):
            amount = Decimal(match[1].replace(",", ""))
            if amount == total:
                return None
            if proof is None and abs(total - amount * 10_000) <= ROUNDING:
                proof = match[0], block.line
    if proof is None:
        return None
    for table in tables.values():
        table.assumed_unit = "元"
    text = f"各表没有印出金额单位；公开01表的总计与情况说明中的“{proof[0]}”相差一万倍，各表按元读取"
    return ReadingNote("proved_unit", text, Place(proof[1]))
