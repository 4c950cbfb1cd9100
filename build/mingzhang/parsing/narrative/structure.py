"""支出决算结构情况: what each functional class (类) cost and its share of general-budget spending."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...classification import find_function
from ...model import Section, StructureItem, sections_by_kind
from ...model.prose import WINDOW, Prose, proses, sentence_start
from .quantities import Quantity, find_quantities

# 1.教育(类)支出2.5万元，占0.1% — an item opens a paragraph or follows a stop, and its name runs up to its amount.
_OPENING = re.compile(
    r"(?:^|(?<=[。；;:：，,])|(?<=[)%元]、))(?:其中[:：]?)?(?:[(（]?[0-9一二三四五六七八九十]{1,3}[)）.、．,]{1,2}|[①-⑳])?"
)
_NAME = re.compile(r"[^0-9,，。；;:：、“”]{2,40}")
_QUOTES = '“"「『‘'
_NO_QUOTES = str.maketrans("", "", '“”"「」『』‘’')
_CODE = re.compile(r"\(2[0-9]{2}(?:类)?\)(?=为?$)")
_MARK = re.compile(r"\(?类\)?")
_SHARE = re.compile(r"占[^，。；:0-9]{0,20}$")
_AMOUNT_OF_SHARE = re.compile(r"[，,、(]?(?:共?计|金额为?|决算数?为?|支出为?|合计|为|即|共)?:?")
_NO_ITEM = re.compile(r"主要|用于|财政拨款|合计|总计|其中|比上?年|相比|预算|决算数|增加|减少|全年|完成")


def read_structure_items(sections: Sequence[Section]) -> tuple[StructureItem, ...]:
    """The classes of 支出决算结构情况 in order, each once; `code` where the code list knows the class.

    Without such a section, the classes that the section on the general budget tells with their shares.
    """
    items: list[StructureItem] = []
    seen: set[str] = set()
    by_kind = sections_by_kind(sections)
    own = by_kind.get("structure")
    for section in own or (*by_kind.get("general_budget", ()), *by_kind.get("appropriated", ())):
        for prose in (prose for passage in section.stating for prose in proses(passage)):
            for item in _read_passage(prose, len(items)):
                if item.item not in seen and (own or (item.code and item.share_pct is not None)):
                    seen.add(item.item)
                    items.append(item)
    return tuple(items)


def _read_passage(prose: Prose, before: int) -> Iterator[StructureItem]:
    quantities = list(find_quantities(prose.text))
    openings = {_after_opening(match): match.start() for match in _OPENING.finditer(prose.text)}
    position = before
    for at, quantity in enumerate(quantities):
        if not quantity.is_money or not quantity.unit:
            continue
        share = _share_before(prose.text, quantities[at - 1] if at else None, quantity)
        named = prose.text.rfind("占", 0, share.start) if share else quantity.start
        found = _name(prose.text, openings, named)
        if found is None:
            continue
        start, name = found
        after = next(iter(quantities[at + 1 : at + 2]), None)
        if share is None and after is not None and _is_share(prose.text, quantity, after):
            share = after
        position += 1
        yield StructureItem(
            position=position,
            code=_code(name),
            item=name,
            amount=quantity.wan,
            share_pct=share.value if share else None,
            quote=prose.slice(start, max(quantity.end, share.end if share else 0)),
            place=prose.place(quantity.start),
        )


def _after_opening(match: re.Match[str]) -> int:
    return match.end()


def _share_before(text: str, share: Quantity | None, amount: Quantity) -> Quantity | None:
    """The share that stands before its amount (卫生健康支出占5.73%，计56.06万元); None where none does."""
    if share is None or not share.is_percent or not _AMOUNT_OF_SHARE.fullmatch(text, share.end, amount.start):
        return None
    return share if _SHARE.search(text, max(share.start - 24, 0), share.start) else None


def _name(text: str, openings: dict[int, int], end: int) -> tuple[int, str] | None:
    """Where an item begins and its class, if the words from an opening to `end` name one."""
    for start in range(end - 2, max(end - 42, -1), -1):
        if start in openings:
            before = max(
                sentence_start(text, openings[start]),
                text.rfind(":", max(openings[start] - WINDOW, 0), openings[start]) + 1,
            )
            told = _NO_ITEM.search(text, before, openings[start])
            name = None if told else class_name(text[start:end])
            return (openings[start], name) if name else None
    return None


def class_name(words: str) -> str | None:
    """The class that `words` before an amount name: 一般公共服务(类)支出 and 一般公共服务支出类支出 are both
    一般公共服务支出. None where they name none."""
    words = _CODE.sub("", words)
    quoted = words[:1] in _QUOTES
    words = words.translate(_NO_QUOTES).rstrip(":")
    match = _NAME.match(words)
    if match is None or match.end() != len(words) or _NO_ITEM.search(words):
        return None
    marked = "类" in words
    name = _MARK.sub("", words).removesuffix("为").removesuffix("决算")
    name = name.removesuffix("支出支出").removesuffix("支出").strip("()")
    code = find_function(name, level=1) if name else None
    known = code is not None and code.name.removesuffix("支出") == name
    if not name or not (marked or words.rstrip("为").endswith("支出") or (quoted and known)):
        return None
    return code.name if code and code.name.removesuffix("支出") == name else f"{name}支出"


def _code(name: str) -> str | None:
    code = find_function(name, level=1) or find_function(name.removesuffix("支出"), level=1, cut=True)
    return code.code if code else None


def _is_share(text: str, amount: Quantity, share: Quantity) -> bool:
    between = text[amount.end : share.start]
    return share.is_percent and "占" in between and len(between) <= 40 and "。" not in between
