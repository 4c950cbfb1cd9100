"""N27: sentences that contradict or repeat themselves, and marks and numbers that do not fit their words."""

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

SOURCE = "部门决算公开文本格式"
_OWN = (3, 4)
"""Parts whose sentences the department writes itself."""
_WORDED = (3, 4, 5)
_ABOUT = re.compile(r"(?:[0-9]{2,}[1-9]|[0-9][1-46-9])余[\u4e00-\u9fff]")
_ORDINAL = re.compile(r"^[一二三四五六七八九十]{1,2}是")
_CLAUSE = re.compile(r"[，。；,;]")
_PIECE = re.compile(r"[；;。]")
_MISSED = re.compile(r"(?P<what>[\u4e00-\u9fff]{4,10})未达标")
_LONG = 12
"""Han characters from which on a clause printed twice is no coincidence."""


_FOR_AT_LEAST = re.compile(r"(?:^|(?<=\t))》\s?(?=[0-9])", re.MULTILINE)
"""》12次 in a cell of a form, where ≥12次 is meant."""
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
    if "》" in context.cells and _FOR_AT_LEAST.search(context.cells):
        yield from _for_at_least(context)


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
                if _FOR_AT_LEAST.match(cell):
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
    """Where a bracket opens that its sentence does not close; -1 where none does. A text that breaks off closes none."""
    if not text.rstrip().endswith(("。", "；")):
        return -1
    for match in _ENDED.finditer(text):
        sentence = match.group()
        if sentence.count("（") + sentence.count("(") == sentence.count("）") + sentence.count(")") + 1:
            inside = re.search(r"[（(][^（()）]*$", sentence)
            if inside is not None:
                return match.start() + inside.start()
    return -1


def _unpaired(text: str) -> int:
    """Where a closing bracket stands that nothing opened; -1 where there is none."""
    deep = 0
    for at, character in enumerate(text):
        deep += (character in "（(") - (character in "）)")
        if deep < 0:
            return at
    return -1


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
    sentences = _ENDED.findall("".join(passage.text[:_READ].split()))
    for words, again in pairwise(sentences):
        if words != again or len(words) < _SENTENCE_LENGTH:
            continue
        clauses = [clause for clause in _CLAUSE.split(words) if not _has_digit(clause)]
        if any(len(_ORDINAL.sub("", clause)) >= _LONG for clause in clauses):
            continue  # a clause printed twice
        yield Remark(
            f"“{heading_of(section)}”同一句印了两次：{words[:40]}",
            _line_of(context, passage.line, words + again),
            found=words[:40],
            subject=context.text(section.path, words),
        )


def _has_digit(words: str) -> bool:
    return not words.isalpha() and any(map(str.isdigit, words))


_ENDED = re.compile("[^。；][^。；]*+[。；]")
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
