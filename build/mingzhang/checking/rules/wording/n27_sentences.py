"""N27: sentences that contradict or repeat themselves, and numbers that do not fit their words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, pairwise

from ....model import Passage, Section
from ...context import RuleContext
from ...figures import Subject
from ...registry import rule
from ...stated_figures import heading_of
from ...trials import Held, Remark, Trial
from .n27_pairs import ENDED

SOURCE = "部门决算公开文本格式"
_OWN = (3, 4)
_GLOSSARY = 5
"""Parts whose sentences the department writes itself."""
_ABOUT = re.compile(r"(?:[0-9]{2,}[1-9]|[0-9][1-46-9])余[\u4e00-\u9fff]")
_ORDINAL = re.compile(r"^[一二三四五六七八九十]{1,2}是")
_CLAUSE = re.compile(r"[，。；,;]")
_PIECE = re.compile(r"[；;。]")
_MISSED = re.compile(r"(?P<what>[\u4e00-\u9fff]{4,10})未达标")
_LONG = 12
"""Han characters from which on a clause printed twice is no coincidence."""


@rule(
    "N27.about-and-exact",
    "约数不写到个位",
    "A round number is not exact to the last digit",
    "“余”用于约数，不应接在精确到个位的数字之后。",
    SOURCE,
    "note",
)
def about_and_exact(context: RuleContext) -> Iterator[Trial]:
    for section, passage, _ in context.with_words("余"):
        for match in _ABOUT.finditer(passage.text.replace(" ", "")) if section.part in _OWN else ():
            at = passage.text.find(match.group()[-3:])
            yield Remark(
                f"“{heading_of(section)}”约数写到个位：{match.group()}",
                passage.line_at(max(0, at)),
                found=match.group(),
                subject=context.text(section.path, match.group()),
            )
    yield Held(len(context.passages))


@rule(
    "N27.clause-twice",
    "一段之内不重复同一句",
    "No clause stands twice in a paragraph",
    "同一段中，同一句不应重复。",
    SOURCE,
    "note",
)
def clause_twice(context: RuleContext) -> Iterator[Trial]:
    own = [(section, passage) for section, passage in context.passages if section.part in _OWN]
    yield Held(len(own))
    for section, passage in context.passages:
        if section.part == _GLOSSARY:
            yield from _sentence_twice(context, section, passage)
    for section, passage in own:
        if len(passage.text) < 2 * _SENTENCE_LENGTH:
            continue
        yield from _sentence_twice(context, section, passage)
        seen: set[str] = set()
        for clause in _CLAUSE.split(passage.text.replace(" ", "")):
            if len(clause) < _LONG:
                continue
            words = _ORDINAL.sub("", clause) if "是" in clause[1:3] else clause
            if words not in seen:
                seen.add(words)
            elif len(words) >= _LONG and words[-1] != "的" and not _has_digit(words):
                # what ends in 的 only describes what follows
                at = passage.text.rfind(words[:6])
                yield Remark(
                    f"“{heading_of(section)}”同一段中重复：{words[:40]}",
                    passage.line_at(max(0, at)),
                    found=words[:40],
                    subject=context.text(section.path, words),
                )
    yield from _outputs_twice(context)


def _outputs_twice(context: RuleContext) -> Iterator[Trial]:
    """Outputs of a project that end alike."""
    for project in context.disclosure.projects:
        pieces = [
            _ORDINAL.sub("", piece) for piece in _PIECE.split("".join((project.outputs or "").split())[:2000])
        ]
        for one, other in combinations([piece for piece in pieces if len(piece) >= _LONG][:12], 2):
            if one[-_LONG:] == other[-_LONG:]:
                yield Remark(
                    f"项目综述“{project.name[:24]}”的产出重复：{other[:40]}",
                    _line_of(context, project.source_line, other),
                    found=other[:40],
                    subject=Subject("project", project.name, other[-_LONG:]),
                )


def _sentence_twice(context: RuleContext, section: Section, passage: Passage) -> Iterator[Trial]:
    """Two sentences of a paragraph that follow one another and are the same, figures and all."""
    if passage.text.count("。") + passage.text.count("；") < 2:
        return
    sentences = ENDED.findall("".join(passage.text[:_READ].split()))
    for words, again in pairwise(sentences):
        if words != again or len(words) < _SENTENCE_LENGTH:
            continue
        clauses = [clause for clause in _CLAUSE.split(words) if not _has_digit(clause)]
        if section.part != _GLOSSARY and any(len(_ORDINAL.sub("", clause)) >= _LONG for clause in clauses):
            continue  # a clause printed twice
        yield Remark(
            f"“{heading_of(section)}”同一句印了两次：{words[:40]}",
            _line_of(context, passage.line, words + again),
            found=words[:40],
            subject=context.text(section.path, words),
        )


def _has_digit(words: str) -> bool:
    return not words.isalpha() and any(map(str.isdigit, words))


_SENTENCE_LENGTH = 11
"""Characters from which on a sentence printed twice is no coincidence."""
_READ = 4_000
"""Characters of a paragraph that are looked at; the longest real one has about 2,000."""


@rule(
    "N27.met-and-missed",
    "同一目标不既达标又未达标",
    "One goal is not both met and missed",
    "项目综述中，产出写已达标的，问题不应写未达标。",
    SOURCE,
    "warning",
)
def met_and_missed(context: RuleContext) -> Iterator[Trial]:
    for project in context.disclosure.projects:
        outputs, problems = project.outputs or "", project.problems or ""
        for match in _MISSED.finditer(problems):
            words = match["what"]
            what = next((words[n:] for n in range(len(words) - 3) if words[n:] in outputs), words[-6:])
            after = outputs.partition(what)[2][:12]
            if "达标" in after and "未达标" not in after:
                yield Remark(
                    f"项目综述“{project.name[:24]}”产出称{what}达标，问题称{what}未达标",
                    _line_of(context, project.source_line, f"{what}未达标"),
                    _line_of(context, project.source_line, what),
                    expected="未达标",
                    found=f"{what}达标",
                    subject=Subject("project", project.name, what),
                )
        yield Held()


def _line_of(context: RuleContext, start: int, words: str) -> int:
    """The line of some words in the paragraph that begins at or after a line."""
    for _, passage in context.passages:
        if passage.line_end >= start and words in (text := "".join(passage.text.split())):
            kept = [n for n, character in enumerate(passage.text) if not character.isspace()]
            return passage.line_at(kept[text.find(words)])
    return start
