"""N27: marks and brackets that come in pairs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....model import Passage
from ...context import RuleContext
from ...registry import rule
from ...stated_figures import heading_of
from ...trials import Held, Remark, Trial

SOURCE = "部门决算公开文本格式"
_OWN = (3, 4)
"""Parts whose sentences the department writes itself."""
_WORDED = (3, 4, 5)
ENDED = re.compile("[^。；][^。；]*+[。；]")
"""A sentence or a part of one with the mark that ends it."""
_FOR_AT_LEAST = re.compile(r"》(?<![^\t\n]》)\s?(?=[0-9])")
"""》12次 in a cell of a form, where ≥12次 is meant."""
_UNCLOSED_NAME = re.compile('“三公(?![”"])')
_TURNED = re.compile("”(?P<words>[^“”]{2,20})“")
"""”…“: a closing mark where the words begin, an opening one where they end."""


@rule(
    "N27.unpaired-marks",
    "书名号、引号成对",
    "Title and quotation marks come in pairs",
    "书名号、引号应成对使用，前后不颠倒；“≥”不应印作“》”。",
    SOURCE,
    "note",
)
def unpaired_marks(context: RuleContext) -> Iterator[Trial]:
    unpaired = [
        (section, passage)
        for section, passage, _ in context.with_words("》")
        if section.part in _OWN and passage.text.count("》") > passage.text.count("《")
    ]
    yield Held(len(context.passages) - len(unpaired))
    for section, passage in unpaired:
        at = passage.text.rfind("》")
        said = passage.text[max(0, at - 12) : at + 1]
        yield Remark(
            f"“{heading_of(section)}”有“》”而没有“《”：{said}",
            passage.line_at(at),
            found=said,
            subject=context.text(section.path, said),
        )
    yield from _turned_quotes(context)
    yield from _unclosed_name(context)
    if _FOR_AT_LEAST.search(context.cells):
        yield from _for_at_least(context)


def _unclosed_name(context: RuleContext) -> Iterator[Trial]:
    """“三公经费: a mark that opens a name that is always printed with both."""
    headings = [(s, Passage(s.heading, (s.source_line,))) for s in context.disclosure.sections]
    for section, passage in (*((s, p) for s, p, _ in context.with_words("“三公")), *headings):
        text = "".join(passage.text.split())
        at = next((m.start() for m in _UNCLOSED_NAME.finditer(text)), -1)
        if at >= 0 and "”" not in text[at : at + 9]:
            yield Remark(
                f"“{heading_of(section)}”有“““”而没有“””：{text[at : at + 8]}",
                passage.line_at(max(0, passage.text.find("“三公"))),
                expected="“三公”",
                found=text[at : at + 5],
                subject=context.text(section.path, text[at : at + 5]),
                joined="three public",
            )


def _turned_quotes(context: RuleContext) -> Iterator[Trial]:
    """Quotation marks the wrong way round, where those before them are paired."""
    for section, passage, text in context.with_words("”"):
        for match in _TURNED.finditer(text) if section.part in _OWN else ():
            before = text[: match.start()]
            if before.count("“") == before.count("”"):
                yield Remark(
                    f"“{heading_of(section)}”的引号前后颠倒：{match.group()}",
                    passage.line_at(max(0, passage.text.find(match.group()[:6]))),
                    expected=f"“{match['words']}”",
                    found=match.group(),
                    subject=context.text(section.path, match.group()),
                    joined="turned",
                )


def _for_at_least(context: RuleContext) -> Iterator[Trial]:
    for section in context.disclosure.sections:
        for row in (row for grid in section.grids for row in grid.rows):
            for cell in row.cells:
                if cell[:1] == "》" and _FOR_AT_LEAST.match(cell):
                    said = "".join(cell[:12].split())
                    yield Remark(
                        f"“{heading_of(section)}”的表格中“{said}”的“》”似为“≥”",
                        row.line,
                        expected=f"≥{said[1:]}",
                        found=said,
                        subject=context.text(section.path, f"{row.line}{said}"),
                        joined="at least",
                    )


_COUNTS = "0-9a-zA-Z一二三四五六七八九十①-⑳"
_LIST_MARK = re.compile(rf"[{_COUNTS}](?<![^，。；：、\s][{_COUNTS}])[{_COUNTS}]{{0,2}}[)）]")
"""1）, a）: at the beginning or after a mark."""


@rule(
    "N27.unpaired-brackets",
    "括号成对",
    "Brackets come in pairs",
    "括号应成对使用。",
    SOURCE,
    "note",
)
def unpaired_brackets(context: RuleContext) -> Iterator[Trial]:
    paired = len(context.passages)
    for section, passage, _ in context.with_words("(", ")", "（", "）"):
        text = passage.text
        at, opened = _odd_brackets(text) if section.part in _WORDED else (-1, -1)
        if max(at, opened) < 0:
            continue
        paired -= 1
        said, told = text[max(0, at - 12) : at + 1], "有“）”而没有“（”"
        if at < 0:
            at, said, told = opened, text[opened : opened + 13], "有“（”而没有“）”"
        yield Remark(
            f"“{heading_of(section)}”{told}：{said}",
            passage.line_at(at),
            found=said,
            subject=context.text(section.path, said),
            joined="bracket",
        )
    yield Held(paired)


def _odd_brackets(text: str) -> tuple[int, int]:
    """Where a bracket closes that nothing opened, and where one opens that nothing closes; -1 for none."""
    closes = ")" in text or "）" in text
    bare = _LIST_MARK.sub(lambda m: "　" * len(m.group()), text) if closes else text
    more = bare.count("(") + bare.count("（") - bare.count(")") - bare.count("）")
    return _unpaired(bare) if more < 0 else -1, _unclosed(bare) if more > 0 else -1


def _unclosed(text: str) -> int:
    """Where a bracket opens that its sentence does not close; -1 where none does. A text that breaks off closes none,
    but for the one that marks a level: 行政运行（项。"""
    level = _LEVEL_UNCLOSED.search(text)
    if level is not None:
        return level.start()
    if not text.rstrip().endswith(("。", "；")):
        return -1
    for match in ENDED.finditer(text):
        sentence = match.group()
        if sentence.count("（") + sentence.count("(") == sentence.count("）") + sentence.count(")") + 1:
            inside = re.search(r"[（(][^（()）]*$", sentence)
            if inside is not None:
                return match.start() + inside.start()
    return -1


_LEVEL_UNCLOSED = re.compile(r"[（(][类款项](?=[^）)\s级别目次])")


def _unpaired(text: str) -> int:
    """Where a closing bracket stands that nothing opened; -1 where there is none."""
    deep = 0
    for at, character in enumerate(text):
        deep += (character in "（(") - (character in "）)")
        if deep < 0:
            return at
    return -1
