"""Header words: which statement they belong to, and which column stands where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ...catalogue.statements import statement_kind
from ...layout.cells import compact
from ...layout.column_words import COLUMN_WORDS
from ...model import Row

_OF_LAST_YEAR = re.compile("^(?:上年|去年|20[0-9]{2}年)度?(?:决算数|(?:支出|收入)(?:合计|决算数?)?|合计)$")
_BEFORE_OURS = re.compile(f"^年初结转|^上年结转|^本年收入$|预算数$|{_OF_LAST_YEAR.pattern}")

EVIDENCE: tuple[tuple[int, tuple[str, ...]], ...] = (
    (9, ("因公出国", "公务用车")),
    (9, ("因公出国", "接待")),
    (6, ("经济分类", "科目")),
    (6, ("人员经费", "公用经费")),
    (7, ("年初结转", "本年收入", "年末结转", "基本支出")),
    (3, ("上缴上级", "基本支出")),
    (3, ("经营支出", "基本支出")),
    (2, ("财政拨款收入", "上级补助")),
    (2, ("财政拨款收入", "事业收入")),
    (2, ("本年收入合计", "财政拨款收入")),
    (4, ("行次", "|收入|", "政府性基金")),
    (4, ("栏次", "|收入|", "政府性基金")),
    (1, ("|收入|", "|支出|", "行次", "金额")),
    (1, ("|收入|", "|支出|", "行次", "决算数")),
    (1, ("|收入|", "|支出|", "栏次")),
    (5, ("基本支出", "项目支出", "科目")),
)
"""Header words that tell a statement, the surest first; 公开05 and 公开08 look alike and are told by their codes."""
ALIKE = ({5, 8}, {3, 5}, {1, 4}, {7, 5}, {3, 8}, {6, 5}, {7, 8})


@dataclass(frozen=True, slots=True)
class Columns:
    """The figure columns of a table: `names[i]` is the column `i` places after `first` (None: not one of ours).

    `complete` says that every column of the statement was found in the header.
    """

    names: tuple[str | None, ...]
    first: int | None
    complete: bool


def header_kind(rows: Iterable[Row]) -> int | None:
    """The statement whose header words `rows` hold, or None."""
    text = f"|{'|'.join(compact(cell) for row in rows for cell in row.cells[:64])}|"
    for kind, words in EVIDENCE:
        if all(word in text for word in words) and not (kind == 6 and "项目支出" in text):
            return kind
    return None


TOLD_BY_HEADER = frozenset((1, 2, 3, 4, 6, 9))
"""Statements whose header words cannot be another's; 公开05, 07 and 08 need their title (or their codes)."""


def compatible(title: int, header: int | None) -> bool:
    """Whether a table titled as one statement may have the header words of another."""
    return header is None or title == header or any({title, header} <= pair for pair in ALIKE)


def figure_columns(number: int, header: Sequence[Row]) -> Columns:
    """Where the header says the figure columns stand; the statement's own order where it does not say it clearly."""
    default = tuple(name for name, _ in statement_kind(number).figures)
    found = _named_columns(number, header)
    complete = len(found) == len(default) and len(set(found.values())) == len(found)
    if "total" not in found or len(set(found.values())) != len(found):
        return Columns(default, found.get("total"), False)
    missing_optional = number in (2, 3) and {"total", default[1]} <= set(found)
    spent_only = number == 7 and set(found) == {"total", "basic", "project"}
    if not complete and not missing_optional and not spent_only:
        return Columns(default, found["total"], False)
    first, last = min(found.values()), max(found.values())
    if not spent_only:
        first = min([index for index in _other_figures(header) if index < first], default=first)
    places = {index: name for name, index in found.items()}
    return Columns(tuple(places.get(index) for index in range(first, last + 1)), first, True)


def _named_columns(number: int, header: Sequence[Row]) -> dict[str, int]:
    """Map each figure column that a header cell names to its place."""
    found: dict[str, int] = {}
    low = _spent_from(number, header)
    for row in header:
        for index, cell in enumerate(row.cells[:64]):
            text = compact(cell)
            if not text or index < low or _OF_LAST_YEAR.match(text):
                continue
            for name, pattern in COLUMN_WORDS[number].items():
                if name not in found and pattern.search(text):
                    found[name] = index
                    break
    return found


def _spent_from(number: int, header: Sequence[Row]) -> int:
    """Where 本年支出 begins, if balances and revenue with the same sub-columns stand before it; else 1."""
    if number in (5, 8) and _other_figures(header):
        places = [i for row in header for i, cell in enumerate(row.cells[:64]) if compact(cell) == "本年支出"]
        return min(places, default=1)
    return 1


def _other_figures(header: Sequence[Row]) -> list[int]:
    """Where figure columns stand that are not ours (年初结转 or 本年收入 before 本年支出 in an older 公开05)."""
    return [
        index
        for row in header
        for index, cell in enumerate(row.cells[:64])
        if index > 0 and _BEFORE_OURS.search(compact(cell))
    ]
