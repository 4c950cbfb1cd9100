"""Lines around the tables: their titles, captions (公开01表), units, department lines and notes.

A statement is told by the words of its title, never by its number: order and count of tables vary by city and year.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ..amounts import UNIT_EXPONENT
from .cells import compact
from .ordinals import TITLE_WITH_NAME

MAX_TITLE = 60
MAX_OTHER = 24
"""Characters of the longest title of a table that is none of the nine and does not say 决算."""
_CAPTION = re.compile(
    r"[（(]?(?:公开|财决公开|财决|决公开|附|预决公开)0?[0-9]{1,2}(?:-[0-9]{1,2})?表[)）]?(?:[（(]续[)）])?|表[0-9一二三四五六七八九十]{1,3}|附件?表?[0-9]{1,2}"
)
_CAPTION_OPENINGS = frozenset("（([【公财决附预表部单编填金计货价资数人币")
"""One of these begins every caption, …"""
CAPTION_SIGN = re.compile("[表位门元]")
"""… and one of these is in it."""
_CAPTION_END = re.compile(r"[（(]?公开[0-9]{1,2}表[)）]?$")
_MEASURE = r"(?:(?:金额|计量|货币|计价|资金|数额)?单位|人民币|币种)"
# 单位：万元, （单位：元）, 计量单位：元, 货币单位：人民币元, 人民币：元, 金额单位：万元（保留两位小数）
_UNIT_END = re.compile(rf"[（(\[【]?{_MEASURE}[:：](?:人民币)?[百千]?[万亿]?元[)）\]】]?$")
_HAN_NUMBER = "[一二三四五六七八九十]{1,3}"
_NUMBER = re.compile(
    rf"^(?:附?表{_HAN_NUMBER}[、.．:：]?|{_HAN_NUMBER}[、.．]|[（(]{_HAN_NUMBER}[)）][、.．]?"
    r"|附?表[0-9]{1,2}(?:-[0-9]{1,2})?[、.．:：]?|[0-9]{1,2}(?:-[0-9]{1,2})?[、.．:：]|[（(]?公开[0-9]{1,2}表[)）]?[:：]?)"
)
_TAIL = re.compile(
    r"(?:[（(](?:续表?|[一二12]|按[^（）()]{1,20}|[^（）()]{0,6}[万亿]?元|(?:功能|经济)(?:分类)?科目)[)）]|续)$"
)
_SECOND = re.compile(r"[（(][二2][)）]$")
"""一般公共预算财政拨款支出决算表（二）, which prints the economic items of basic spending that （一） sums."""
_DOTS = re.compile(r"[.．。·…‥]{2,}[0-9]*$|[0-9]{1,3}$")
_YEAR = re.compile(r"^.{0,100}?(?:19|20)[0-9]{2}年度?|^.{0,100}?[二][〇○零0一二三四五六七八九]{3}年度?")
_ONLY_YEAR = re.compile(r"(?:19|20)[0-9]{2}年度?")
_UNIT = re.compile(rf"{_MEASURE}[:：]?(?:人民币)?[（(]?([百千]?[万亿]?元)[)）]?")
_WHOLE_UNIT = re.compile(rf"[（(\[【]?{_UNIT.pattern}[)）\]】]?(?:[（(][^（）()]{{0,20}}[)）])?")
_DEPARTMENT = re.compile(
    r"^(?:部门|单位|编制单位|编制部门|公开部门|填报单位|填报部门|部门名称|单位名称|公开单位|部门（单位）|部门\(单位\))(?:名称)?[:：]"
)
_NOTE = re.compile(r"^[（(]?(?:注|备注|说明|附注)[)）]?[:：]|^(?:本表|本套报表)反映")
_OTHER_TABLES = (
    "自评", "绩效", "项目支出", "采购", "资产", "机关运行", "专项转移", "会议费", "培训费", "财政专户",
)  # fmt: skip
_BY_WORDS: tuple[tuple[tuple[str, ...], tuple[str, ...], int], ...] = (
    (("三公", "机构运行信息"), ("政府性基金", "国有资本"), 9),
    (_OTHER_TABLES, ("",), 0),  # none of the nine, whatever else it says
    (("政府性基金",), ("基本支出",), 7),
    (("国有资本经营",), ("基本支出",), 8),
    (("基本支出",), (), 6),
)
"""Words of a title, the words that make it another table's all the same, and the statement; the first tells."""
_OTHER_TITLE = re.compile(
    r"(?:采购|购买服务|机关运行|资产|会议费|培训费|人员|机构)[^，。]{0,20}(?:情况|支出|统计|信息)表$"
)
"""Tables that some cities publish beside the nine."""
_LEFT = re.compile(r"(?:收入|支出)决算(?:总)?表$|(?:收入|支出)总表$")
_FEE = re.compile(r"经费|基金|资金|费用|费支出|专项|明细")
_NO_DATA = re.compile(r"(?:本表|此表|该表)(?:无数据|为空|没有数据|无内容|无发生额)|故本表无|空表")
_DONE_WORDS = ("情况说明", "详见", "反映", "包括", "如下", "见表")


def unit_in(text: str) -> str | None:
    """The currency unit a line names (单位：万元), or None; 单位：某某局 names an organisation."""
    if len(text) > 200 or "元" not in text:
        return None
    match = _UNIT.search(compact(text))
    return match[1] if match and match[1] in UNIT_EXPONENT else None


def is_caption(text: str) -> bool:
    """Whether a cell or line is only a caption, a unit or the department's line."""
    if text.lstrip()[:1] not in _CAPTION_OPENINGS or len(text) > 120 or not CAPTION_SIGN.search(text):
        return False
    word = compact(text)
    return bool(_CAPTION.fullmatch(word) or _DEPARTMENT.match(word) or _WHOLE_UNIT.fullmatch(word))


def is_year(text: str) -> bool:
    """Whether a cell is only a fiscal year (2023年度), as some captions print it between department and unit."""
    return len(text) <= 12 and "年" in text and _ONLY_YEAR.fullmatch(compact(text)) is not None


def is_note(text: str) -> bool:
    """Whether a line is a note under a table (注：…)."""
    return ("注" in text[:12] or "说明" in text[:12] or "反映" in text[:12]) and (
        _NOTE.match(compact(text[:20])) is not None
    )


def title_text(text: str) -> str:
    """A line as a title: without blanks, Markdown marks, title marks, caption, unit and contents dots."""
    title = _UNIT_END.sub("", compact(text).strip("*#").replace("**", "").replace("《", "").replace("》", ""))
    return _DOTS.sub("", _CAPTION_END.sub("", title))


def title_core(title: str) -> str:
    """What names the table: without number, department and year before it and without (续) after it."""
    core = _NUMBER.sub("", title, count=1)
    core = _YEAR.sub("", core, count=1)
    core = _NUMBER.sub("", core, count=1)
    for _ in range(2):
        core = _TAIL.sub("", core, count=1)
    return core


def looks_like_title(text: str) -> bool:
    """Whether a line could be the title of some table of final accounts."""
    if len(text) > TITLE_WITH_NAME and "  " in text[:400]:
        text = " ".join(text[:1000].split())  # title and caption at both ends of a line
    return len(text) <= TITLE_WITH_NAME and "表" in text[-24:] and _is_title(text)


@lru_cache(maxsize=1024)
def _is_title(text: str) -> bool:
    core = title_core(title_text(text))
    if not (4 <= len(core) <= MAX_TITLE and core.endswith("表")) or any(word in core for word in _DONE_WORDS):
        return False
    if any(mark in core for mark in "，。；,;") or is_caption(core):
        return False
    if core.endswith(("部门决算表", "单位决算表")) or core in ("决算表", "部门决算公开表"):
        return False
    if "决算" in core or core.endswith(("收支总表", "收入总表", "支出总表")) or "三公" in core:
        return True
    return len(core) <= MAX_OTHER and _OTHER_TITLE.search(core) is not None


def title_kind(text: str) -> int | None:
    """Which of the nine statements a line is the title of, or None."""
    return _title_kind(text) if "表" in text and looks_like_title(text) else None


@lru_cache(maxsize=1024)
def _title_kind(text: str) -> int | None:
    title = title_text(text)
    core = title_core(title).replace("“", "").replace("”", "").replace('"', "")
    kind = _kind_of(core)
    return 6 if kind == 5 and _SECOND.search(title) else kind


def _kind_of(core: str) -> int | None:
    for words, others, kind in _BY_WORDS:
        if any(word in core for word in words):
            return None if any(word in core for word in others) else kind
    both = "收入支出" in core or "收支" in core
    if "一般公共预算" in core and not (both and "总表" in core):
        return 5 if both or "支出" in core else None
    if "财政拨款" in core:
        return 4 if both else (5 if "财政拨款支出" in core else None)
    return 1 if both and "明细" not in core else _one_side(core)


def _one_side(core: str) -> int | None:
    """公开02 or 公开03 by a title of revenue or expenditure alone; None for one of a fee or a fund."""
    tail = _LEFT.search(core)
    if tail is None or _FEE.search(core[: tail.start()]) or "收入支出" in core or "收支" in core:
        return None
    return 2 if core[tail.start() :].startswith("收入") else 3


def says_no_data(text: str) -> bool:
    """Whether a line under a table says that the table has nothing in it (本表无数据)."""
    return len(text) < 200 and _NO_DATA.search(compact(text)) is not None


def is_continued(text: str) -> bool:
    """Whether a title says that its table goes on (续)."""
    return "续" in text[-6:]
