"""What stands around the statements: titles, numbers (公开05表), units and the department's name, each with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..model import Place, Section, TableLabel
from .cells import compact
from .titles import CAPTION_SIGN, is_caption, is_continued, title_core, title_kind, title_text, unit_in

_NUMBER = re.compile(r"公开0?(?P<number>[0-9]{1,2})表")
_NAME = re.compile(r"^[^:：]{2,12}[:：](?P<name>[\u4e00-\u9fff（）()、]{4,100})$")
_MEASURES = re.compile(r"(?:[辆台套个人次批张户件]|平方米|万元|元|[、（）()])+")
"""单位：辆、台、套: what is counted, no department."""
_STATEMENTS = 2
"""The part that holds the nine statements."""
_CELLS = 12
"""Cells of a line that may be labels; rows of figures have none."""


def read_labels(lines: Sequence[str], sections: Sequence[Section]) -> tuple[TableLabel, ...]:
    """The labels of the part of the statements, in order."""
    tops = [section for section in sections if section.level == 1]
    found: list[TableLabel] = []
    ends = [section.source_line - 1 for section in tops[1:]]
    for section, last in zip(tops, (*ends, len(lines)), strict=False):
        if section.part == _STATEMENTS:
            for line in range(section.source_line, last + 1):
                found += _labels(lines[line - 1], line)
    return tuple(found)


def _labels(text: str, line: int) -> Iterator[TableLabel]:
    if "表" not in text and "位" not in text and "门" not in text:
        return
    for cell in text.split("\t")[:_CELLS]:
        if not CAPTION_SIGN.search(cell):
            continue
        word = compact(cell)
        kind = title_kind(cell)
        if kind is not None and not is_continued(word):
            yield TableLabel("title", title_core(title_text(cell)), kind, Place(line))
        number = _NUMBER.search(word)
        if number is not None and (kind is not None or is_caption(cell)):
            yield TableLabel("number", number.group(), int(number["number"]), Place(line))
        unit = unit_in(cell)
        if unit is not None:
            yield TableLabel("unit", unit, None, Place(line))
        elif is_caption(cell) and (name := _NAME.match(word)) and not _MEASURES.fullmatch(name["name"]):
            yield TableLabel("department", name["name"], None, Place(line))
