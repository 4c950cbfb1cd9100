"""Prose made whole: the printed lines of a document joined into paragraphs that read like the document.

Extracted text comes in two shapes. In one a line is a paragraph, except where a page break cuts it. In the other
every printed line stands alone (hard-wrapped), with or without blank lines between. `goes_on` handles both: it is
asked of each two neighbouring lines whether the second goes on with the first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..model import Passage
from .ordinals import PART, TITLE_WITH_NAME, read_ordinal
from .printed_line import MIN_INDENT, Line, Wrap

ENDS = "。！？!?；;：:"
_CLOSERS = "，、；。：！？）)》”’」】,;%％"
_TINY_ENDINGS = frozenset(
    ("说明", "明", "情况说明", "况说明", "情况", "况", "表", "算表", "决算表", "度表", "果", "结果")
)
_TITLE_ENDINGS = re.compile(
    r"(?:情况|说明|结果|职责|职能|设置|设置情况|分析|概况|解释|附件|措施|原因|目标|得分|结论|表|项级[)）]|方面|不足)[。.:：]?$"
)
_LABEL = re.compile(
    r"图 ?\d{1,2} ?[：:、]|图 ?\d{1,2}$|附[件表] ?[\d一二三四五六七八九十]{0,3} ?[：:]?$|附[：:]|公开 ?\d{1,2} ?表|"
    r"(?:金额|编制|填报)?单位[：:]|单位名称|部门[：:]|填?报日期|项目名称|注[：:]|备注[：:]?$|备注[：:]|说明[：:]|"
    r"序 ?号(?: |$)|目 ?录$|其中[：:]$|(?:单位|决算公开)?(?:咨询|联系)电话"
)
"""What opens a line of its own: captions, labels, figures' titles."""
TABLE_TITLE = re.compile(
    r"^(?!注|本表|备注)[^，。：；]{0,130}(?:决算总表|决算表|明细表|支出表|收入表)(?:[（(][^（）()]{0,20}[）)])?$"
)
_TEMPLATE_OPENINGS = re.compile(
    r"外宾接待支出|国内公务接待支出|公务用车运行维护费支出|公务用车购置费支出|公用经费 ?\d"
)
"""Paragraphs of the official template that have no ordinal."""
_OPENING_CHARACTERS = frozenset("第2图附公金编填报单部项注备说序目其咨联决")
"""What a part, a label or a date begins with."""
_REASON_DUE = re.compile(r"原因(?:是|为)?[：:]$")
_RUN_IN_LABEL = re.compile(r"^(?!.{0,6}原因)[\u4e00-\u9fff]{2,8} ?\d{0,2} ?[：:]")
_OWN_LABEL = re.compile(r"^(?:指标 ?\d{1,2}|完成情况|实施难度|实际成效|实施成效) ?[：:]")
"""Labels that run into their paragraph, where a line is a paragraph: the second kind opens one wherever it stands,
the first only after a short line, since a page break may cut a sentence before 原因：."""
_AMOUNT = re.compile(r"\d ?万?元")
_DATE_LINE = re.compile(r"^20\d\d ?年 ?\d{1,2} ?月(?: ?\d{1,2} ?日)?$")
_HALF_TITLE = re.compile(r"^20\d\d ?年度?[^，。；：、]{4,40}(?<!表)(?<!结果)$")
_BRACKETED = re.compile(r"[（(][^（）()]{2,20}[）)]$")
"""What a title says of itself at its end: （按支出功能分类科目）."""
_SURE_TITLE = re.compile(r"[^，。；：、]{0,8}[、.．][^，。；：]{4,40}(?:情况|情况说明)$")
"""2.一般公共预算财政拨款支出决算具体情况: a title even where the paragraph 1. before it is a sentence."""
_TITLE_REST = re.compile(r"^[^，。；：、\d]{2,30}(?:表|结果|报告|公开)$")
"""A title of two lines: the second begins in the middle of a name and ends as titles do."""
_ITEM_NAMED = re.compile(r"[（(](?:[类款项]|2\d{6})[）)][。：:，,]?$")
"""A functional item's name by itself: its figures or its definition follow."""
_FIRST_TOKEN = re.compile(r"[\d.,%]{1,20}|[A-Za-z]{1,20}")
_LEANS = re.compile(
    r"主要原因|增减变动|(?:20\d\d ?年)?共接待|其中|截至|授予|单价|政府性基金预算财政拨款收入|国有资本经营预算财政拨款收入|(?:支出)?决算数|占|比|较|增加|减少|增幅|降幅|下降|增长|完成|原因|下一步|发现的|主要产出|具体|同时|用于|主要"
)
"""Openings that lean on the sentence before, so that a paragraph does not begin with them."""
_MARKDOWN = re.compile(r"^(?:#{1,6} +|[-*•·] +(?=[^\d\s]|\d+ ?[.、]))|\*\*")
_MARKS = frozenset("#-*•·")
"""What a line marked by Markdown begins with."""
_RULE = re.compile(r"^[\s\-—–_=|+:*~.·…]+$")
_IMAGE = re.compile(r"^(?:!\[[^\]]{0,200}\]\([^)]{0,500}\)|<(?:img|div|/div|br|p|/p|!--)[^>]{0,500}>)+$")
_PAGE = re.compile(
    r"^[-—–~·【\s]*(?:第 ?)?((?:[Pp](?:age)?\.? ?)?\d{1,4}(?: ?/ ?\d{1,4})?)(?: ?页)?(?:[ ,，/]*共 ?\d{1,4} ?页)?[-—–~·】\s]*$"
)
_PAGE_OPENINGS = frozenset("-—–~·第【Pp")
_HAN = "\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’…—·①-⑳≥≤"
_COLUMN_HEADER = re.compile(r"^[\u4e00-\u9fff“”]{2,12}$")
_GAP = re.compile(rf" (?:(?<=[{_HAN}] )|(?=[{_HAN}]))")
"""A blank beside a Han character; it begins with the blank, so that nothing is tried elsewhere."""


def display_width(text: str) -> int:
    """Columns `text` takes in print: two for a Han character, its punctuation and quotation marks, one for another."""
    return (len(text.encode("utf-8", "replace")) + len(text)) // 2  # three bytes for what is two columns wide


def tidy(text: str) -> str:
    """`text` without Markdown marks and without the blanks inside Han text and between a number and its unit.

    Blanks stay between Latin words, between two numbers, and in a row of short column headers (序号 重要事项 完成情况).
    """
    text = text.strip()
    if text[:1] in _MARKS or "**" in text:
        text = _MARKDOWN.sub("", text)
    if " " not in text:
        return text
    words = text.split()
    if text[0] == "第" and PART.match(text):
        return _part_title(text)
    if len(words) >= 3 and all(_COLUMN_HEADER.match(word) for word in words):
        return " ".join(words)
    if len(words) == 2 and words[0].isdecimal() and len(words[0]) <= 2 and len(text) <= 15:
        return " ".join(words) if _COLUMN_HEADER.match(words[1]) else without_gaps(words)
    return without_gaps(words)


def without_gaps(words: Sequence[str]) -> str:
    """`words` as one text, with a blank only between two that have no Han character there."""
    return _GAP.sub("", " ".join(words))


def _part_title(text: str) -> str:
    match = PART.match(text)
    if match is None:
        return text
    return f"{match.group().replace(' ', '')} {without_gaps(text[match.end() :].split())}".strip()


def is_page_number(text: str, page_ends: bool) -> bool:
    """Whether a line is a page's number: decorated (— 3 —, 第3页), or alone (3, 3 / 20, P3) where a page ends."""
    first = text[0]
    if len(text) > 30 or not (first.isdigit() or first in _PAGE_OPENINGS):
        return False
    match = _PAGE.match(text)
    if match is None:
        return False
    return text.strip() != match.group(1) or page_ends


def is_marked(text: str) -> bool:
    """Whether Markdown marks a line as a heading: by #, or as bold from end to end without a sentence's end."""
    if text[0] not in "#*":
        return False
    if text[0] == "#":
        return True
    return len(text) <= 64 and text.startswith("**") and text.endswith("**") and text[-3] not in "。；，："


def is_debris(text: str) -> bool:
    """Whether a line is a table rule or an image's place, no words."""
    if text[0] not in "-—–_=|+:*~.·…!<":
        return False
    return bool(_RULE.match(text[:2000]) or (len(text) <= 2000 and _IMAGE.match(text)))


_BROKEN_OFF = re.compile(r"[，；。][^，；。]*[\u4e00-\u9fff\d]$")
"""A line of sentences that ends in the middle of one: …占本年支出93.62%；项目支出."""
_REST_OF_AMOUNT = re.compile(r"\d{0,12}(?:\.\d{1,4})? ?(?:万元|亿元|元|%|％)")
"""What is left of an amount that a page break cut in two: `4万元，支出决算为…` after `…预算为3.5`."""


def goes_on(first: Line, last: Line, following: Line, wrap: Wrap | None, item: bool = False) -> bool:
    """Whether `following` goes on with the paragraph that opened with `first` and has come to `last`.

    `item` says that the paragraph before was the list item just before this one, and a sentence: so this is one too.
    """
    if following.apart:
        return False
    solid = following.apart is False and wrap is not None and last.width >= wrap.full - 4
    if solid and not following.heading and read_ordinal(following.text) is None:
        return True
    told = _told_by_words(first, last, following)
    if told is None:
        told = _told_by_shape(first, last, following, wrap, item)
    if told is not None:
        return told
    if wrap is not None:
        return _fills(last, following, wrap, first is last)
    a, b = last.text, following.text
    labelled = _OWN_LABEL.match(b) or (len(a) <= 40 and _RUN_IN_LABEL.match(b))
    return a[-1] not in ENDS and not labelled


def _told_by_words(first: Line, last: Line, following: Line) -> bool | None:
    """Whether the words where two lines meet part or join them; None where they do not tell."""
    a, b = last.text, following.text
    if following.heading or (first.heading and first is last) or _opens_anew(b) or a in _TINY_ENDINGS:
        return False
    if a[-1] in ENDS and _TEMPLATE_OPENINGS.match(b):
        return False
    if a[-1] in "：:" and _REASON_DUE.search(a[-6:]):
        return read_ordinal(b) is None
    if a[-1] in "0123456789.," and _REST_OF_AMOUNT.match(b):
        return True
    if b[0] in _CLOSERS or b in _TINY_ENDINGS:
        return a[-1] not in "。！？" or b[0] in "）)”"
    opens_label = first is last and a[0] in _OPENING_CHARACTERS and _LABEL.match(a)
    return False if opens_label and not a.startswith(("注", "说明", "备注")) else None


def _told_by_shape(first: Line, last: Line, following: Line, wrap: Wrap | None, item: bool) -> bool | None:
    """Whether an indent, an ordinal, a title or an item's name parts or joins two lines; None where none does."""
    if wrap is not None and wrap.shown and following.indent >= MIN_INDENT:
        return False
    ordinal = read_ordinal(following.text)
    if ordinal is not None and not _inside(first, ordinal.style, last, following, wrap):
        return False
    if (
        first is last
        and (not item or _SURE_TITLE.match(_BRACKETED.sub("", last.text)))
        and _is_title(last.text, wrap)
    ):
        return False
    if first is last and _HALF_TITLE.match(last.text) and _TITLE_REST.match(following.text):
        return True
    return True if _ITEM_NAMED.search(last.text[-12:]) else None


def _opens_anew(text: str) -> bool:
    """Whether a line opens a paragraph by its words: a part, a table's title, a label, a date by itself."""
    if text[-1] in "表)）" and "表" in text[-24:] and TABLE_TITLE.match(text):
        return True
    if text[0] not in _OPENING_CHARACTERS:
        return False
    return bool(PART.match(text) or _LABEL.match(text) or _DATE_LINE.match(text))


def _fills(last: Line, following: Line, wrap: Wrap, is_first: bool) -> bool:
    """Whether a hard-wrapped line runs to the margin, so that its sentence goes on with the next line.

    A full line that ends a sentence may end its paragraph as well: the next line then goes on only where it has no
    room for an indent, or where its words lean on a sentence before (主要原因是…).
    """
    end = last.text[-1]
    width = last.width + (wrap.indent if is_first else 0)
    if end in "。！？!?":
        leans = bool(_LEANS.match(following.text))
        unindented = (
            wrap.shown
            or following.apart is False
            or (wrap.indent > 0 and following.width >= wrap.full - wrap.indent + 1)
        )
        short = (8 if following.set else 2) * leans  # a line of a page ends before a word that has no room
        return width >= wrap.full - 1 - short and (unindented or leans)
    if end in "；;：:":
        return width >= wrap.full - 3
    token = _FIRST_TOKEN.match(following.text)
    room = max(8, display_width(token.group()) + 2 if token else 0)
    if width * 3 >= wrap.full * 2 and _BROKEN_OFF.search(last.text):
        return True
    return width >= wrap.full - room or (len(following.text) <= 2 and following.text[-1] in "。）)")


def _inside(first: Line, style: str, last: Line, following: Line, wrap: Wrap | None) -> bool:
    """Whether an ordinal at the start of a line stands in the middle of a paragraph.

    A bracketed ordinal does where the line before is full and the line itself has no room for an indent, unless the
    paragraph is itself an item of such a list.
    """
    if wrap is None or style in ("一", "1") or last.width < wrap.full - 2:
        return False
    opened = read_ordinal(first.text)
    if opened is not None and opened.style == style:
        return False
    unindented = wrap.indent > 0 and following.width > wrap.full - 2
    return unindented or last.text[-1] in "，、（(“"


def _is_title(text: str, wrap: Wrap | None) -> bool:
    """Whether a first line is a title complete in itself, so that nothing goes on with it."""
    body = text[:-1]
    if any(c in body for c in "。；;：:") or text[-1] in "，,；;、":
        return False
    ordinal = read_ordinal(text)
    if ordinal is None and not PART.match(text):
        return len(text) <= TITLE_WITH_NAME and text.endswith("表")
    if any(word in text for word in ("（类）", "(类)", "(款)", "（款）")) or _AMOUNT.search(text[:200]):
        return False
    if _ITEM_NAMED.search(text[-12:]):
        return False
    if _TITLE_ENDINGS.search(_BRACKETED.sub("", text)) and len(text) <= TITLE_WITH_NAME:
        return True
    if wrap is None:
        return len(text) <= 30
    return display_width(text) < wrap.full - 8


def whole(run: Sequence[Line]) -> Passage:
    """One paragraph of printed lines. A blank stands between two lines only where Latin words meet."""
    if len(run) == 1:
        return Passage(run[0].text, (run[0].number,))
    pieces: list[str] = []
    starts: list[int] = []
    length = 0
    for line in run:
        if pieces and _needs_blank(pieces[-1][-1], line.text[0]):
            pieces[-1] += " "
            length += 1
        starts.append(length)
        pieces.append(line.text)
        length += len(line.text)
    return Passage("".join(pieces), tuple(line.number for line in run), tuple(starts))


def _needs_blank(before: str, after: str) -> bool:
    return before.isascii() and after.isascii() and before.isalpha() and after.isalpha()
