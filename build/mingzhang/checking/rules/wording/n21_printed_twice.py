"""N21: words, passages and forms printed twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from ....model import Passage
from ...context import RuleContext
from ...registry import rule
from ...stated_figures import heading_of
from ...trials import Held, Remark, Trial

SOURCE = "部门决算公开文本格式"
_REPEATED = re.compile(r"(?P<words>[一-龥]{3,16}[，,、]?)(?P=words)")
_REPEATED_PAIR = re.compile(
    r"(?P<words>支持|运用|项目|进行|开展|完成|用于|主要|预算|支出|收入|决算|情况|工作|单位|部门|资金)(?P=words)"
)
_PAIRED_ELSEWHERE = re.compile(r"项目项目库|收入收入")
_WRITTEN = (3, 4)
"""Parts whose sentences the department writes itself."""
_READ = 20_000
"""Characters of a paragraph that are looked at; the longest real one has about 2,000."""
_MOST = 3
"""Findings of one kind that one paragraph gives."""
_LONG = 40
"""Characters from which a passage printed twice is no coincidence."""


@rule(
    "N21.doubled-words",
    "字句不重复",
    "No words are printed twice",
    "同一字句不应连印两次。",
    SOURCE,
    "note",
)
def doubled_words(context: RuleContext) -> Iterator[Trial]:
    names = {row.item for statement in context.disclosure.statements for row in statement.rows}
    headings = [(s, Passage(s.heading, (s.source_line,))) for s in context.disclosure.sections]
    written = [one for one in (*context.passages, *headings) if one[0].part in _WRITTEN]
    yield Held(len(written))
    for section, passage in written:
        text = passage.text[:_READ]
        compact = text.replace(" ", "")
        for pattern in (_REPEATED, _REPEATED_PAIR):
            for match in islice(pattern.finditer(compact), _MOST):
                if pattern is _REPEATED and len(set(match["words"])) < 3:
                    continue
                if match["words"] in names:  # a 款 and its 项 of one name: 城乡社区环境卫生
                    continue
                if _PAIRED_ELSEWHERE.search(compact[match.start() : match.end() + 2]):
                    continue
                yield Remark(
                    f"“{heading_of(section)}”字句重复：{match.group()}",
                    passage.line_at(_offset(text, match.start())),
                    expected=match["words"],
                    found=match.group(),
                    subject=context.text(section.path, match.group()),
                )


def _offset(text: str, compact_offset: int) -> int:
    """The offset in `text` of the character at `compact_offset` of the text without blanks."""
    count = 0
    for offset, character in enumerate(text):
        if character == " ":
            continue
        if count == compact_offset:
            return offset
        count += 1
    return 0


@rule(
    "N21.passage-twice",
    "同一段文字不印两次",
    "No passage is printed twice",
    "同一部分中，同一段文字不应印两次。",
    SOURCE,
    "note",
)
def passage_twice(context: RuleContext) -> Iterator[Trial]:
    seen: dict[str, tuple[int, int]] = {}
    name = context.disclosure.identity.name
    last, last_line = "", 0
    for section, passage in context.passages:
        key, before, line_before = "".join(passage.text.split()), last, last_line
        last, last_line = key, passage.line_end
        if len(key) < _LONG or key.endswith((f"：{name}", f":{name}")):  # the caption of every table
            continue
        first = seen.get(key)
        if first is None:
            seen[key] = (section.part, passage.line)
            # The last lines of a paragraph, printed once more, are a paragraph of their own.
            first = (section.part, line_before) if before.endswith(key) else None
        if first is None:
            continue
        if first[0] == section.part and section.part != 6:
            yield Remark(
                f"“{heading_of(section)}”与第{first[1]}行同一段文字印了两次：{key[:24]}…",
                passage.line,
                first[1],
                found=key[:24],
                subject=context.text(section.path, key[:24]),
            )
    yield Held(len(seen))


@rule(
    "N21.form-twice",
    "同一自评表不印两次",
    "No form is printed twice",
    "同一部分中，同一张自评表不应印两次。",
    SOURCE,
    "note",
)
def form_twice(context: RuleContext) -> Iterator[Trial]:
    for form in context.disclosure.forms:
        if not form.copies:
            yield Held()
        for line in form.copies:
            if _part(context, line) == _part(context, form.source_line):
                yield Remark(
                    f"自评表“{form.name[:24]}”印了不止一次", line, form.source_line, found=form.name[:24]
                )


def _part(context: RuleContext, line: int) -> int | None:
    found = [s.part for s in context.disclosure.sections if s.source_line <= line]
    return found[-1] if found else None
