"""A self-evaluation score printed alone under its heading: （一）自评得分 / 92.5分."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ...model import KeyFigure, Passage, Place, Section
from ...model.prose import compact

_HEADING = re.compile(
    r"^(?:[(（]?[0-9一二三四五六七八九十]{1,3}[)）、.．])?[^。，；:]{0,40}?"
    r"(?:自评|评价|综合|评定)(?:综合)?(?:得分|评分|分数|总分)(?:情况|结果)?[:：]?$"
)
_SCORE = re.compile(
    r"^(?:(?:自评|评价|综合|最终)?(?:得分|评分|总分)|评为)?[为是:：]?"
    r"(?P<value>[0-9]{1,3}(?:\.[0-9]{1,2})?)分?[。.]?$"
)
_AFTER_ITS_WORDS = re.compile(
    r"(?:得分|评分|分数|总分)[为是:：]?(?P<value>[0-9]{1,3}(?:\.[0-9]{1,2})?)分[。.]?$"
)
_WORDS = re.compile("[自评综]")
"""A character of every heading of a score, blanks in it or not."""
_DIGIT = re.compile("[0-9０-９]")
_LONGEST = 80
"""Characters of a heading or of a score; a longer paragraph states other things too."""
_FULL_MARKS = Decimal(100)


def read_scores(sections: Sequence[Section]) -> Iterator[KeyFigure]:
    """The scores of the whole body's self-evaluation that stand alone; a project's own is none of them."""
    projects: set[str] = set()
    for section in sections:
        above = section.path.rpartition(".")[0]
        if section.part in (2, 5) or above in projects or _tells_one_project(section):
            projects.add(section.path)
            continue
        yield from _scores(section)


def _tells_one_project(section: Section) -> bool:
    heading = section.heading[:_LONGEST]
    return section.level > 1 and "项目" in heading and "整体" not in heading


def _scores(section: Section) -> Iterator[KeyFigure]:
    """A label and then its figure, each a paragraph of its own (or the section's heading), or both in one heading."""
    heading = Passage(section.heading, (section.source_line,))
    if (
        "分" in section.heading
        and len(section.heading) <= _LONGEST
        and (match := _AFTER_ITS_WORDS.search(compact(heading).text))
    ):
        yield from _figure(match, heading, heading)
    label: Passage | None = heading
    for block in section.blocks:
        if not isinstance(block, Passage) or len(block.text) > _LONGEST:
            label = None
            continue
        stands = label is not None and _WORDS.search(label.text) and _DIGIT.search(block.text)
        match = _SCORE.match(compact(block).text) if stands else None
        if match and label is not None and _HEADING.match(compact(label).text):
            yield from _figure(match, label, block)
        label = block


def _figure(match: re.Match[str], label: Passage, stated: Passage) -> Iterator[KeyFigure]:
    value = Decimal(match["value"])
    if value <= _FULL_MARKS:
        quote = label.text if label is stated else f"{label.text.strip()} {stated.text.strip()}"
        yield KeyFigure("performance_score", value, "分", "narrative", quote, Place(stated.line))
