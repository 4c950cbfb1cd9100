"""What a paragraph as a whole speaks of, where a sentence in it names nothing itself (费用支出较上年增加2万元)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...model import Kind
from ...model.prose import sentence_start
from .subjects import subject_pattern

OF_GENERAL = frozenset({"general_budget_basic", "general_budget_project", "personnel_cost", "public_cost"})
"""Metrics that a section on the general budget states only where the sentence says so."""
_GENERAL = re.compile(r"一般公共预算(?:财政)?拨款(?:安排)?的?(?:基本支出|项目支出|支出)")
_ANEW = re.compile(r"(?<=。)(?P<head>(?:费用|经费)支出(?=[较比与同])|[较比与同](?=上年(?:度|决算|支出)?))")
_WITH_ITEMS: frozenset[Kind] = frozenset({"general_budget", "appropriated"})
"""Kinds of sections in which an amount without a label is an item's: what follows it speaks of the item."""
_OWN_WORDS = re.compile(
    r"^(?!.{0,6}[与和同比较占]|完成|其中).*[\u4e00-\u9fff]{2,}(?:支出|费|收入|运行)?(?:\([0-9]{7}\))?$"
)
"""Words of a clause that name what its amount is of."""
_WITH_CLASSES: frozenset[Kind] = frozenset({"totals", "expenditure"})
"""Kinds of sections in which some places tell what each class of spending was, and its change."""
_CLASS_WORDS = re.compile(r"^(?:[(（]?[0-9一二三四五六七八九十]{1,2}[)）.、．])?[^，。；:0-9]{2,16}支出$")
_GOES_ON = re.compile(
    r"(?:决算支出|支出决算数?|决算数|(?:费用|经费)?支出)?[较比与同](?:20[0-9]{2}年|上年|年初预算)"
)
_PART_COMPLETED = re.compile(r"(?:^|[，；:、。])(?:基本|项目)支出(?:决算)?完成")
_PART_OF = {"foreign": "reception", "domestic": "reception"}


def names_another(kind: Kind, lead: str) -> bool:
    """Whether the words before an amount without a label name something else than what was told last."""
    return (kind in _WITH_ITEMS and _OWN_WORDS.search(lead) is not None) or (
        kind in _WITH_CLASSES and _CLASS_WORDS.search(lead) is not None
    )


def names_part(lead: str, metric: str) -> bool:
    """Whether a rate of completion is that of a part, whose amount nobody told (其中：基本支出完成年初预算的101%)."""
    part = _PART_COMPLETED.search(lead)
    return part is not None and not metric.startswith(
        ("basic", "project", "general_budget_basic", "general_budget_project")
    )


def says_general(text: str, at: int) -> bool:
    """Whether the sentence up to an offset speaks of the general budget, and of none of its items."""
    start = sentence_start(text, at)
    if start and text.startswith("其中", start):  # …支出90万元，比上年增加2万元。其中：基本支出80万元
        start = sentence_start(text, start - 1)
    told = text[start:at]
    return "(类)" not in told and "(项)" not in told and _GENERAL.search(told + text[at : at + 8]) is not None


def headed_anew(text: str, subjects: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """Where a sentence of a paragraph that names its subjects compares without naming one."""
    return list(_ANEW.finditer(text)) if subjects else []


def goes_on(text: str) -> bool:
    """Whether a paragraph opens with a comparison that names nothing: it is of what the paragraph before was about."""
    return _GOES_ON.match(text) is not None


def head_of(text: str, match: re.Match[str], subject: str) -> str:
    """The subject that such a sentence goes back to from `subject`: the paragraph's first after 费用支出; the whole of
    the receptions from a part of them; else none other."""
    first = subject_pattern().search(text)
    if match.group().endswith("支出") and first is not None and first.lastgroup:
        return first.lastgroup
    return _PART_OF.get(subject, subject)
