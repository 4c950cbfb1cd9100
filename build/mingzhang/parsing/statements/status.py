"""Whether a statement was published, printed empty, lost in extraction, or is absent; with the document's sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...layout.cells import compact
from ...layout.gathered_tables import Table
from ...layout.titles import says_no_data
from ...model import Passage, StatementStatus

MAX_SENTENCE = 120
MAX_HEADING = 60
_SENTENCE = re.compile(r"[^。；;]{1,200}")
_NONE = re.compile(r"无|没有|未安排|未发生|未使用|未涉及|不涉及|没发生")
_SUBJECT: dict[int, tuple[str, ...]] = {
    7: ("政府性基金",),
    8: ("国有资本经营", "国有资本"),
    9: ("三公",),
}
_NOT_THAT = (
    "比",
    "一致",
    "相比",
    "主要原因",
    "原因",
    "增加",
    "减少",
    "其中",
    "因公出国",
    "公务接待",
    "公务用车",
    "购置",
)
_ABOUT = re.compile(r"收入|支出|收支|安排|经费|拨款|数据")


def sentence_of_nothing(number: int, text: str) -> str | None:
    """The sentence of `text` that says a statement has nothing (本部门当年无政府性基金…), or None."""
    subject = _SUBJECT.get(number)
    plain = text.replace("“", "").replace("”", "").replace('"', "")
    if subject is None or not any(word in plain for word in subject):
        return None
    for match in _SENTENCE.finditer(text[:4000]):
        sentence = compact(match[0])
        bare = sentence.replace("“", "").replace("”", "").replace('"', "")
        if len(bare) > MAX_SENTENCE or any(word in bare for word in _NOT_THAT):
            continue
        none = _NONE.search(bare)
        named = next((bare.find(word) for word in subject if word in bare), -1)
        if none is None or named < 0 or not _ABOUT.search(bare):
            continue
        if none.start() < named <= none.end() + 12 or "无数据" in bare:
            return _as_printed(text, match[0])
    return None


def _as_printed(text: str, sentence: str) -> str:
    end = text.find(sentence) + len(sentence)
    mark = text[end : end + 1]
    return sentence.strip() + (mark if mark in "。；" else "")


Prose = Sequence[tuple[int, Passage]]
"""(part, paragraph) of every heading and paragraph of a document, in order."""


def find_sentence(number: int, table: Table | None, prose: Prose) -> tuple[str, int] | None:
    """The document's own sentence that the statement has nothing, and its line: first under the table, then anywhere
    in its second and third part."""
    for note in table.notes if table else ():
        sentence = sentence_of_nothing(number, note.text)
        if sentence or says_no_data(note.text):
            return sentence or note.text, note.line
    if number not in _SUBJECT:
        return None
    for wanted in (2, 3, 0):
        heading = ""
        for part, passage in prose:
            text = passage.text
            if part == wanted:
                sentence = sentence_of_nothing(number, text) or _none_of_these(number, heading, text)
                if sentence:
                    return sentence, passage.line
            heading = text
    return None


def _none_of_these(number: int, heading: str, text: str) -> str | None:
    """本年度无此项支出 right below a heading that names the statement's subject."""
    if "无此项" not in text[:40] or len(text) > MAX_HEADING or len(heading) > MAX_HEADING:
        return None
    return text if any(word in heading for word in _SUBJECT.get(number, ())) else None


_TOPIC: dict[int, re.Pattern[str]] = {
    1: re.compile("收入支出决算|收、支总计|收支总计|收入支出总计"),
    2: re.compile("收入决算|收入合计"),
    3: re.compile("支出决算情况|支出合计|支出决算表"),
    4: re.compile("财政拨款收入支出决算|财政拨款收、支|财政拨款收支"),
    5: re.compile("一般公共预算财政拨款支出"),
    6: re.compile("基本支出"),
    7: re.compile("政府性基金"),
    8: re.compile("国有资本经营"),
    9: re.compile("三公"),
}


def is_titled(number: int, named: Sequence[Table]) -> int | None:
    """The line where a document prints a statement's title; that of its second part first (not the contents list)."""
    lines = [(table.part != 2, table.line or 0) for table in named if table.kind == number]
    return min(lines)[1] if lines else None


def is_discussed(number: int, prose: Prose) -> int | None:
    """The line of the third part that speaks of a statement's figures."""
    for part, passage in prose:
        if part == 3 and _TOPIC[number].search(compact(passage.text[:400]).replace("“", "").replace("”", "")):
            return passage.line
    return None


def status_of(*, figures: bool, blank: bool, says_so: bool, named: bool) -> StatementStatus:
    """`published` with figures (a printed zero is one); `empty` where all cells of its rows are blank or dashes, or the
    document says there is nothing; `lost` where it is named and neither is sure; else `absent`."""
    if figures:
        return "published"
    if blank or says_so:
        return "empty"
    return "lost" if named else "absent"
