"""支出决算具体情况: for each item (类、款、项, or a whole 类) its opening budget, what was spent, the rate, the reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ...classification import find_function, function_code, resolve_function
from ...model import ExecutionItem, Kind, Passage, Section, joined, sections_by_kind
from ...model.prose import Prose, compact_text, proses
from .item_figures import item_figures
from .listed_items import Listed, listed_items

_ORDINAL = r"[(（]?[0-9一二三四五六七八九十]{1,3}[)）.、．]"
# 1.农林水支出(类)林业和草原(款)森林资源管理(项)。年初预算为 — the names run up to 年初预算 or the first figure.
_OWN_CODE = r"[0-9]{0,7}+"  # 一般公共服务支出201(类)财政事务20106(款)行政运行2010601(项)
_CLASS = re.compile(rf"“?[^0-9,，。；;:：、()“”.]{{2,40}}”?{_OWN_CODE}\((?:类|类级)\)")
# A 款 or 项 told inside its 类: “教育支出”(类)…决算90万元。其中：“普通教育”(款)…决算80万元; (1)行政运行(项)。年初预算为…
_PLAIN = r"[^0-9,，。；;:：、()“”.]"
_LOWER = re.compile(
    rf"(?:^|(?<=[。；:，]))(?:{_ORDINAL})?(?P<names>“?{_PLAIN}{{2,30}}(?:\([^()]{{1,6}}\){_PLAIN}{{1,20}})?”?{_OWN_CODE}\((?P<level>[款项])\))"
)
_UNMARKED = re.compile(
    rf"(?:^|(?<=[。；;])){_ORDINAL}(?P<name>[^0-9,，。；;:：()“”]{{2,30}}支出)(?:类)?(?=[。，,:：]?(?:的?年初预算|支出决算))"
)
_ITEM = rf"{_PLAIN}{{2,60}}(?:\([^()0-9]{{1,6}}\){_PLAIN}{{1,20}})?"
_BY_CODE = re.compile(
    rf"(?:^|(?<=[。；]))(?:{_ORDINAL})?(?:(?P<name>{_ITEM})\((?P<code>2[0-9]{{6}})\)|"
    rf"(?P<first>2[0-9]{{6}})[-、]?(?P<named>{_ITEM}))[。，:]?(?=(?:20[0-9]{{2}}年度?)?(?:年初预算|(?:支出)?决算|支出[0-9]|[0-9]))"
)
_PRINTED_CODE = re.compile(
    r"(?<![0-9.])2[0-9]{2}(?:[0-9]{2}){0,2}(?=\((?:类|款|项)\)|[\u4e00-\u9fff]{2,30}\((?:类|款|项)\))"
)
# 一般公共服务支出类财政事务款一般行政管理事务项。年初预算为 — the same without brackets
_BARE = re.compile(
    rf"(?:^|(?<=[。；;]))(?:{_ORDINAL})?(?P<class>{_PLAIN}{{2,20}}?)类(?P<section>{_ITEM}?)款(?P<item>{_ITEM}?)项"
    r"(?=[。，,:]?(?:20[0-9]{2}年度?)?(?:的?年初预算|的?全年预算|支出决算|决算))"
)
_NAMES_END = re.compile(
    r"年初预算|全年预算|支出决算|决算数|决算为|预算数|[0-9](?<![0-9].)(?![0-9]{2,6}(?:[\u4e00-\u9fff]{2,30})?\([类款项]\))"
)
_MARK = re.compile(r"\(([^()]{1,2})\)")
_HEAD_ORDINAL = re.compile(rf"^[:：。]?{_ORDINAL}")
_CLASS_AND_ORDINAL = re.compile(rf"[^()]{{2,40}}\(类\)[:：。]?{_ORDINAL}")
_TAIL_ORDINAL = re.compile(rf"{_ORDINAL}$|[0-9]{{1,3}}$")
_REASON = re.compile(
    r"(?:主要)?原因(?:是由于|在于|是因为|主要是|如下|是|为|:|：|,|，)*|主要是(?:因为|由于|为)?"
)
_PLAIN_REASON = re.compile(r"^[，,。；;](?:为|系|因|由于)(?=[^0-9])")
_DIRECTION_ONLY = re.compile(r"^[，,。；;]?(?:支出)?决算数?(?:大于|小于|等于|与|持平)")


_GOES_ON = re.compile(
    r"(?:(?:年初|全年|调整后?的?)预算数?|支出决算数?|决算数)(?:为|是|大于|小于|高于|低于|与|[0-9])|"
    r"完成(?:年初|全年|调整后?的?)?预算|(?:主要)?原因(?:是|为|：|:)"
)
"""How a paragraph opens that goes on with the item before it."""
_KINDS: tuple[Kind, ...] = ("execution", "appropriated", "general_budget")
"""Sections that tell the items: most cities have one of their own for them, some have not."""
_Names = tuple[str, str | None, str | None]


def read_execution_items(sections: Sequence[Section]) -> tuple[ExecutionItem, ...]:
    """The items in order. `code` is resolved by (类, 款, 项), None where the code list does not tell; `completion_pct`
    and `reason` are None where the document does not state them."""
    items: list[ExecutionItem] = []
    above = _Above()
    by_kind = sections_by_kind(sections)
    for section in [section for kind in _KINDS for section in by_kind.get(kind, ())]:
        heading = compact_text(section.heading[:120])
        _name_above(heading, above)
        above.listed = listed_items(heading, "")[1]
        for passage in _whole(section.stating):
            for prose in proses(passage):
                for item in _read_passage(prose, above):
                    items.append(replace(item, position=len(items) + 1))
    return tuple(items)


def _whole(found: Sequence[Passage]) -> Iterator[Passage]:
    """Paragraphs with a name that stands alone joined to the figures in the next one, and those that open with 年初预算
    or 决算数, which is somebody's, joined to the item before them (a full stop may end a printed line)."""
    run: list[Passage] = []
    for passage in found:
        if run and not (_name_alone(run[-1].text) or _GOES_ON.match(passage.text)):
            yield joined(run)
            run = []
        run.append(passage)
    if run:
        yield joined(run)


def _name_alone(text: str) -> bool:
    tail = text[-24:].replace("（", "(").replace("）", ")").rstrip("。:： ")
    return len(text) < 150 and tail.endswith(("(项)", "(类)")) and "预算" not in text


@dataclass(slots=True)
class _Above:
    """The 类 and 款 last named, under which a 款 or 项 may stand without them."""

    class_: str = ""
    section: str = ""
    listed: str = ""
    """The class whose items are being listed by their names alone."""

    def complete(self, level: str) -> str:
        """What stands before a 款 or 项 when its names are written out."""
        section = f"{self.section}(款)" if level == "项" and self.section else ""
        return f"{self.class_}(类){section}"


def _read_passage(prose: Prose, above: _Above) -> Iterator[ExecutionItem]:
    text = prose.text
    listed, above.listed = listed_items(text, above.listed)
    if listed:
        yield from (_read_listed(prose, one) for one in listed)
        return
    if "算" in text and "(类)" not in text and "(项)" not in text:
        by_code = {match.start(): match for match in _BY_CODE.finditer(text)}
        if by_code:
            yield from _read_by_code(prose, by_code)
            return
    starts = _starts(text)
    ordered = sorted(starts)
    for at, start in enumerate(ordered):
        end = ordered[at + 1] if at + 1 < len(ordered) else len(text)
        if starts[start] and not above.class_:
            continue
        item = _read_item(prose, start, end, above.complete(starts[start]) if starts[start] else "")
        if item is not None:
            above.class_, above.section = item.class_, item.section or ""
            yield item
        elif not starts[start]:
            _name_above(text[start:end], above)


def _starts(text: str) -> dict[int, str]:
    """Map where items begin to the level they are named from: "" for one that names its class."""
    starts = {match.start(): "" for match in _CLASS.finditer(text)}
    if not starts:
        starts = {match.start("class"): "" for match in _BARE.finditer(text)}
    if not starts:
        starts = {match.start("name"): "" for match in _UNMARKED.finditer(text)}
    for match in _LOWER.finditer(text):
        following = text[match.end() : match.end() + 80]
        if "预算" in following or "决算" in following:
            starts.setdefault(match.start("names"), "款" if "(款)" in match["names"] else match["level"])
    return starts


def _read_by_code(prose: Prose, found: dict[int, re.Match[str]]) -> Iterator[ExecutionItem]:
    """Items that print their code instead of 类 and 款: 行政运行(2010301)。年初预算为…, 2010301行政运行:年初预算为…"""
    for start, end in pairwise((*sorted(found), len(prose.text))):
        match = found[start]
        code = match["code"] or match["first"]
        known = [function_code(code[:length]) for length in (3, 5)]
        text = prose.text[start:end]
        rest = text[match.end() - start :]
        named = (
            "支出" if rest[:1].isdigit() else ""
        )  # 2010801行政运行190.82万元: what follows the name was spent
        figures = item_figures(named + rest)
        if known[0] is None or known[1] is None or not figures.any_money:
            continue
        after = match.end() - start + figures.end - len(named)
        reason = _reason(text, after)
        yield ExecutionItem(
            position=0,
            code=code,
            class_=known[0].name,
            section=known[1].name,
            item=_own_name(prose.words(match["name"] or match["named"], start), code),
            **figures.fields(),
            reason=prose.words(reason, start) if reason else None,
            quote=prose.slice(start, end),
            place=prose.place(start),
        )


def _read_listed(prose: Prose, listed: Listed) -> ExecutionItem:
    """An item listed by its name alone: what follows the name was spent."""
    text = prose.text[listed.start : listed.end]
    at = listed.named - listed.start
    figures = item_figures("支出" + text[at:])
    reason = _reason(text, at + figures.end - len("支出"))
    return ExecutionItem(
        position=0,
        code=_code(listed.class_, None, listed.name),
        class_=listed.class_,
        section=None,
        item=prose.words(listed.name, listed.start),
        **figures.fields(),
        reason=prose.words(reason, listed.start) if reason else None,
        quote=prose.slice(listed.start, listed.end),
        place=prose.place(listed.start),
    )


def _own_name(words: str, code: str) -> str:
    """The item's name of words that print its 类 and 款 before it without marks: 卫生健康支出行政事业单位医疗行政单位医疗."""
    known = function_code(code)
    return known.name if known is not None and words.endswith(known.name) else words


def _name_above(text: str, above: _Above) -> None:
    """Remember the 类 and 款 of a heading without figures (1.教育支出(类)普通教育(款))."""
    names = _names(text[:80])
    if names is not None:
        above.class_, above.section = names[0], names[1] or ""


def _read_item(prose: Prose, start: int, end: int, above: str = "") -> ExecutionItem | None:
    """The item between two offsets; `above` is the 类 (and 款) of one that stands without them."""
    text = prose.text[start:end]
    text = _TAIL_ORDINAL.sub("", text) if end < len(prose.text) else text
    listed = _CLASS_AND_ORDINAL.match(text)
    stop = _NAMES_END.search(text, listed.end() if listed else 0)
    if stop is None:
        return None
    bare = _BARE.match(text)
    names = bare.group("class", "section", "item") if bare else _names(above + text[: stop.start()])
    figures = item_figures(text)
    if names is None or not figures.any_money:
        return None
    reason = _reason(text, figures.end)
    class_, section, item = (words and prose.words(words, start) for words in names)
    return ExecutionItem(
        position=0,
        code=_code(*names),
        class_=class_ or "",
        section=section,
        item=item,
        **figures.fields(),
        reason=prose.words(reason, start) if reason else None,
        quote=prose.slice(start, start + len(text)),
        place=prose.place(start),
    )


def _code(class_: str, section: str | None, item: str | None) -> str | None:
    """The code of the names; a name cut short is told by its beginning where only one fits."""
    code = resolve_function(class_, section, item)
    if code is not None or not class_:
        return code.code if code else None
    above = find_function(class_.removesuffix("支出"), level=1, cut=True)
    if above is None or (section is None and item is None):
        return above.code if above else None
    if section is None:
        return None
    group = find_function(section, above.code, 2, cut=True)
    if group is None or item is None:
        return group.code if group else None
    found = find_function(item, group.code, 3, cut=True)
    return found.code if found else None


def _names(words: str) -> _Names | None:
    """类、款、项 of `人大事务(款)代表工作(项)`; a bracket that should be (款) may be misprinted (人大事务(室))."""
    words = _PRINTED_CODE.sub("", words).strip("。，,:： 的")
    class_, mark, rest = words.replace("“", "").replace("”", "").partition("(类)")
    if not mark:
        return (words, None, None) if words.endswith("支出") else None
    class_ = class_.strip()
    rest = _HEAD_ORDINAL.sub("", rest, count=1)
    section: str | None = None
    if "(款)" in rest:
        section, _, rest = rest.rpartition("(款)")
    item = rest.partition("(项)")[0].strip() or None
    if "(项)" not in rest and (section is None or item == "支出"):
        item = None
    if section is None and item and "(项)" in rest:
        misprint = _MARK.search(item)
        if misprint and misprint.end() < len(item) and item[misprint.end()] not in "及和":
            section, item = item[: misprint.start()], item[misprint.end() :]
    return class_, section or None, item


def _reason(text: str, after: int) -> str | None:
    """What the document gives as the reason: after 原因 or 主要是, or a plain 为追加经费 after the figures."""
    match = _REASON.search(text, after)
    if match is not None:
        reason = text[match.end() :]
    elif _PLAIN_REASON.match(text[after:]) and not _DIRECTION_ONLY.match(text[after:]):
        reason = text[after + 1 :].removeprefix("为")
    else:
        return None
    return reason.strip("。；;，,：: ") or None
