"""Titles of a budget's tables: each stands for one of the nine statements and is read as that.

The tables of a departmental budget (部门预算公开) have the columns of the statements of final accounts and other titles:
一般公共预算支出表 has those of 一般公共预算财政拨款支出决算表.
"""

from __future__ import annotations

import re
from dataclasses import replace

import msgspec

from ..model import Block, Document, Grid
from .cells import compact
from .titles import MAX_TITLE

_TITLE = re.compile(
    r"(?P<core>[^，。；,;]*?(?:收入|支出|收支|三公)[^，。；,;]*?)(?:预算)?(?P<end>(?:总|明细|情况)?表(?:[（(]续[）)])?)"
)


def with_final_titles(document: Document) -> Document:
    """Return the document with the titles of its budget tables as the statements of final accounts have them."""
    return replace(
        document,
        plain=tuple(map(_as_final, document.plain)),
        blocks=tuple(map(_block, document.blocks)),
    )


def _block(block: Block) -> Block:
    if not isinstance(block, Grid):
        return msgspec.structs.replace(block, text=_as_final(block.text))
    rows = (msgspec.structs.replace(row, cells=tuple(map(_as_final, row.cells))) for row in block.rows)
    return Grid(tuple(rows))


def _as_final(text: str) -> str:
    """一般公共预算支出表 → 一般公共预算支出决算表; any other text as it is."""
    if "表" not in text[-6:] or len(text) > MAX_TITLE * 2:
        return text
    match = _TITLE.fullmatch(compact(text).strip("*#"))
    if match is None or "决算" in text:
        return text
    return f"{match['core']}决算{match['end']}"
