"""Terms and what the document says they mean (名词解释), functional-classification items among them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..classification import resolve_function
from ..layout.ordinals import read_ordinal
from ..model import Passage, Place, Section, Term

_NAMED = re.compile(r"^([^：:。；，]{2,60})[：:](.*)$", re.DOTALL)
_ITEM = re.compile(r"^(.{2,90}?(?:[（(]项级?[）)]|(?<=[^（(])项[）)]))\s*[：:，,、。]?(.*)$", re.DOTALL)
_MEANS = re.compile(r"^(?:是指|指|反映|即|主要反映)")
_STATED = re.compile(r"^(“?[^：:。；，]{2,30}?)[，,]?((?:是指|指|主要反映|反映).{4,})$", re.DOTALL)
_NOT_TERMS = re.compile(r"电话|单位[：:]|其他专用名词|补充解释|公开网址|附件|联系人|注[：:]")
_NEXT = re.compile(r"(?<=[。；])(?=[（(][一二三四五六七八九十]{1,3}[）)][^：:。，；]{2,40}[：:])")


@dataclass
class _Draft:
    term: str
    definition: list[str]
    line: int
    item: bool = False
    numbered: bool = False


def read_terms(sections: Sequence[Section]) -> tuple[Term, ...]:
    """The terms of 名词解释 in order. A functional item's `term` is its name with 类, 款 and 项 as printed; its `code`
    is found by (款, 项)."""
    drafts: list[_Draft] = []
    for passage in _passages(sections):
        _take(passage, drafts)
    return tuple(
        Term(position, d.term, "\n".join(d.definition), Place(d.line), _code(d.term) if d.item else None)
        for position, d in enumerate(drafts, start=1)
    )


def _passages(sections: Sequence[Section]) -> Iterator[Passage]:
    """The paragraphs of 名词解释, several terms printed in one paragraph apart."""
    for section in sections:
        if section.part != 5:
            continue
        for passage in section.passages:
            at = 0
            for cut in [*(m.start() for m in _NEXT.finditer(passage.text)), len(passage.text)]:
                if passage.text[at:cut].strip():
                    yield Passage(passage.text[at:cut], (passage.line_at(at),))
                at = cut


def _take(passage: Passage, drafts: list[_Draft]) -> None:
    """One paragraph: a term with its definition, a term alone, or more of the definition before."""
    ordinal = read_ordinal(passage.text)
    text = passage.text[ordinal.end :].strip() if ordinal else passage.text
    if _NOT_TERMS.search(text[:40]):
        return
    numbered = any(draft.numbered for draft in drafts[-1:])
    draft = _defined(text, passage.line) if ordinal or not numbered else None
    if draft:
        draft.numbered = ordinal is not None
        drafts.append(draft)
    elif ordinal is None and drafts:
        drafts[-1].definition.append(text)
    elif ordinal and len(text) <= 30 and not text.endswith("。") and "科目" not in text:
        drafts.append(_Draft(text, [], passage.line, numbered=True))


def _defined(text: str, line: int) -> _Draft | None:
    item = _ITEM.match(text) if "类" in text or "款" in text else None
    if item and ("款" in item.group(1) or "类" in item.group(1)):
        definition = item.group(2).strip()
        return _Draft(item.group(1), [definition] if definition else [], line, item=True)
    for pattern in (_NAMED, _STATED):
        match = pattern.match(text)
        if match and not _MEANS.match(match.group(1)):
            definition = match.group(2).strip()
            return _Draft(match.group(1).strip(), [definition] if definition else [], line)
    return None


_CLASS = re.compile(r"^(.{0,60}?)[（(]类[）)](?:(.{0,60}?)[（(]款[）)])?(.{1,60}?)[（(]?项级?[）)]$")


def item_names(term: str) -> tuple[str, str | None, str] | None:
    """类, 款 and 项 of a functional item's printed name (…支出(类)社会福利(款)养老服务(项)); None for others."""
    match = _CLASS.match(term.replace(" ", ""))
    if match is None:
        return None
    class_, section, item = match.groups()
    return class_, section, item


def _code(term: str) -> str | None:
    """The code of a functional item's printed name, where (款, 项) tell it."""
    names = item_names(term)
    if names is None:
        return None
    code = resolve_function(*names)
    return code.code if code and code.level == 3 else None
