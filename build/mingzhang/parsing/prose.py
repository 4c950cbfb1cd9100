"""Prose made whole: the printed lines of a document joined into paragraphs that read like the document.

Extracted text comes in two shapes. In one a line is a paragraph, except where a page break cuts it. In the other
every printed line stands alone (hard-wrapped), with or without blank lines between. `join` handles both: it asks of
each two neighbouring lines whether the second goes on with the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..model import Passage, TextLine
from .ordinals import PART, read_ordinal

ENDS = "。！？!?；;：:"
_CLOSERS = "，、；。：！？）)》”’」】,;%％"
_TINY_ENDINGS = frozenset(
    ("说明", "明", "情况说明", "况说明", "情况", "况", "表", "算表", "决算表", "度表", "果", "结果")
)
_TITLE_ENDINGS = re.compile(
    r"(?:情况|说明|结果|职责|职能|设置|设置情况|分析|概况|解释|附件|措施|原因|目标|得分|结论|表|项级[)）]|方面|不足)[。.:：]?$"
)
_LABEL = re.compile(
    r"(?:图 ?\d|附件|附表|附：|公开 ?\d|单位[：:]|部门[：:]|单位名称|填报|报日期|项目名称|注[：:]|备注|说明[：:]|金额单位|编制单位|"
    r"序 ?号|目 ?录|其中[：:]$|(?:单位|决算公开)?(?:咨询|联系)?电话)"
)
TABLE_TITLE = re.compile(
    r"^(?!注|本表|备注)[^，。：；]{0,45}(?:决算总表|决算表|明细表|支出表|收入表)(?:[（(][^（）()]{0,20}[）)])?$"
)
_MARKDOWN = re.compile(r"^(?:#{1,6} +|[-*•·] +(?=[^\d\s]|\d+ ?[.、]))|\*\*")
_RULE = re.compile(r"^[\s\-—–_=|+:*~.·…]+$")
_IMAGE = re.compile(r"^(?:!\[[^\]]{0,200}\]\([^)]{0,500}\)|<(?:img|div|/div|br|p|/p|!--)[^>]{0,500}>)+$")
_PAGE = re.compile(r"^[-—–~·\s]*(?:第 ?)?(\d{1,4})(?: ?页)?(?:[ ,，/]*共 ?\d{1,4} ?页)?[-—–~·\s]*$")
_HAN = "\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’…—·①-⑳"
_GAPS = re.compile(rf"(?<=[{_HAN}]) +| +(?=[{_HAN}])")


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: its number, tidied text, width in columns (a Han character is two) and the blank lines before."""

    number: int
    text: str
    width: int
    gap: int
    heading: bool = False


def display_width(text: str) -> int:
    """Columns `text` takes in print: two for a wide character, one for another."""
    return len(text) + sum(1 for c in text if c > "\u2e7f")


def tidy(text: str) -> str:
    """`text` without Markdown marks and without the blanks inside Han text and between a number and its unit.

    Blanks stay between Latin words, between two numbers, and in a row of short column headers (序号 重要事项 完成情况).
    """
    text = _MARKDOWN.sub("", text.strip())
    if " " not in text:
        return text
    words = text.split()
    if len(words) >= 3 and all(len(w) <= 12 and not any(c in "，。；：" for c in w) for w in words):
        return " ".join(words) if not PART.match(text) else _part_title(text)
    if PART.match(text):
        return _part_title(text)
    return _GAPS.sub("", " ".join(words))


def _part_title(text: str) -> str:
    match = PART.match(text)
    if match is None:
        return text
    return f"{match.group().replace(' ', '')} {_GAPS.sub('', text[match.end() :].strip())}".strip()


def is_page_number(line: TextLine, blank_before: int) -> bool:
    """Whether a line is a page's number: decorated (— 3 —, 第3页), or alone after two blank lines or more."""
    match = _PAGE.match(line.text)
    if match is None:
        return False
    return line.text.strip() != match.group(1) or blank_before >= 2


def is_debris(text: str) -> bool:
    """Whether a line is a table rule or an image's place, no words."""
    return bool(_RULE.match(text) or _IMAGE.match(text))


def paragraph_width(lines: Sequence[Line]) -> int | None:
    """The columns of a full line where the lines are hard-wrapped; None where a line is a paragraph of its own."""
    widths = sorted(line.width for line in lines)
    if len(widths) < 4:
        return None
    full = widths[int(len(widths) * 0.9)]
    if full > 100 or full < 24:
        return None
    near = sum(1 for width in widths if full - 8 <= width <= full + 4)
    return full if near * 10 >= len(widths) * 3 else None


def goes_on(first: Line, last: Line, following: Line, full: int | None) -> bool:
    """Whether `following` goes on with the paragraph that opened with `first` and has come to `last`."""
    a, b = last.text, following.text
    if following.heading or (first.heading and first is last) or PART.match(b) or TABLE_TITLE.match(b):
        return False
    if b[0] in _CLOSERS or b in _TINY_ENDINGS:
        return a[-1] not in "。！？" or b[0] in "）)”"
    if _LABEL.match(b) or (_LABEL.match(a) and first is last and not a.startswith(("注", "说明", "备注"))):
        return False
    ordinal = read_ordinal(b)
    if ordinal is not None and not _inside(a, b, ordinal.style, last, following, full):
        return False
    if first is last and _is_title(a, full):
        return False
    if a[-1] in ENDS:
        return (
            full is not None and last.width >= full - 1 and following.width >= full - 3 and a[-1] not in "：:"
        )
    if full is not None and last.width < full - 8:
        return len(b) <= 2 and b[-1] in "。）)"
    return True


def _inside(a: str, b: str, style: str, last: Line, following: Line, full: int | None) -> bool:
    """Whether an ordinal at the start of a line stands in the middle of a sentence: （1） after a comma, say."""
    if a[-1] in ENDS or style in ("一", "1"):
        return False
    return full is not None and last.width >= full - 2 and following.width > full - 4 and a[-1] in "，、（(“"


def _is_title(text: str, full: int | None) -> bool:
    """Whether a first line is a title complete in itself, so that nothing goes on with it."""
    if any(c in text for c in "，,。；;") and not text.endswith("。"):
        return False
    body = text[:-1]
    if any(c in body for c in "。；;：:"):
        return False
    ordinal = read_ordinal(text)
    if ordinal is None and not PART.match(text):
        return len(text) <= 40 and text.endswith("表")
    if "（类）" in text or "(类)" in text or "(款)" in text or "（款）" in text:
        return False
    if _TITLE_ENDINGS.search(text) and len(text) <= 60:
        return True
    return len(text) <= 30 and not (full is not None and display_width(text) >= full - 8)


def join(lines: Iterable[Line], full: int | None) -> list[Passage]:
    """The paragraphs of consecutive printed lines. `full` is what `paragraph_width` says of their part."""
    passages: list[Passage] = []
    run: list[Line] = []
    for line in lines:
        if run and not goes_on(run[0], run[-1], line, full):
            passages.append(whole(run))
            run = []
        run.append(line)
    if run:
        passages.append(whole(run))
    return passages


def whole(run: Sequence[Line]) -> Passage:
    """One paragraph of printed lines. A blank stands between two lines only where Latin words meet."""
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
