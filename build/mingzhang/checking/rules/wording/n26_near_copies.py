"""N26: sentences printed at two places of which one was changed or mistyped, and texts of another project."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, islice

from ....classification import name_key
from ....model import EvaluationForm, Kind
from ...clauses import Clause, clauses_of
from ...context import RuleContext
from ...evaluated_projects import short_name
from ...figures import NUMBER, Subject
from ...registry import rule
from ...stated_figures import heading_of
from ...trials import Held, Remark, Trial

SOURCE = "部门决算公开文本格式"
_LONG = 11
"""Characters from which on two clauses that differ by one character are one clause."""
_LONG_COPY = 14
"""Characters from which on a clause printed again is a copy, whichever character differs."""
_HALF = 6
"""Characters of its beginning or its end that two such clauses share."""
_MOST_ALIKE = 40
"""Clauses that begin alike and are compared with one another."""
_DIGIT = re.compile("[0-9]")
_MEANT = frozenset(
    "一二三四五六七八九十百千万两首次第甲乙丙丁大小多少增减高低上下左右前后内外收支进出新旧早晚春夏秋冬东南西北省市区县街镇乡村年月日季初末男女老"
    "升降涨落未不无有和与及或并已正的了着是为在各该本其对把被将等也都均全总"
)
"""Characters by which two sentences may differ and both be right."""
_RATED = re.compile("指标|预算|决算|执行|得分|评分|%|％|-[0-9]{1,3}-")
_DATED = re.compile(r"[0-9第](?:(?<=第)[0-9]|(?<=[0-9])(?:[年月]|[.、](?=[\u4e00-\u9fff])))")
"""Budgets of projects, scores and rates, dates: other rules hold them against the tables; ordinals."""
_HAN = re.compile("[\u4e00-\u9fff]")
_WORDS = 8
"""Han characters beside its numbers from which on a clause is of one matter."""
_OUTPUTS = 60
_QUOTED = re.compile(r"“([^”“]{3,12})”")


_OWN_PARTS = (1, 3, 4, 6)
"""Parts whose sentences the department writes itself; part 5 is worded alike by everybody."""
_OWN_KINDS: tuple[Kind | None, ...] = ("performance", "overall", "projects", "execution", None)


def _own_words(context: RuleContext) -> list[Clause]:
    """Clauses that the department words itself: not the sections on money, whose sentences the form gives."""
    return list(
        clauses_of(
            section
            for section in context.disclosure.sections
            if section.part in _OWN_PARTS and (section.part != 3 or section.kind in _OWN_KINDS)
        )
    )


@rule(
    "N26.copies-differ",
    "两处相同的语句用字一致",
    "A sentence printed twice is spelt alike",
    "同一句话在两处只差一个字的，其中一处可能有误。",
    SOURCE,
    "note",
)
def copies_differ(context: RuleContext) -> Iterator[Trial]:
    first: dict[str, Clause] = {}
    for clause in context.once(_own_words):
        words = clause.words
        if (
            len(words) < _LONG
            or words in first
            or (clause.section.part == 3 and clause.section.kind == "execution")
        ):
            continue
        if words.isalpha() or not _DIGIT.search(words):
            first[words] = clause
    groups: dict[str, list[str]] = defaultdict(list)
    for words in first:
        groups["^" + words[:_HALF]].append(words)
        groups["$" + words[-_HALF:]].append(words)
    told: set[tuple[str, str]] = set()
    for alike in groups.values():
        for one, other in combinations(alike[:_MOST_ALIKE], 2):
            if abs(len(one) - len(other)) > 1 or (one, other) in told:
                continue
            apart = _apart(one, other)
            if apart is None or one[1:] == other or other[1:] == one or _is_meant(apart, len(one)):
                continue
            told.add((one, other))
            yield _differing(context, first[one], first[other], apart)
    yield Held(len(first))


def _is_meant(apart: str, length: int) -> bool:
    """Whether two clauses may differ so and both be right; in a long one only where both characters are of that kind
    (市 and 区, 多 and 少). A mark is no word."""
    meant = [character in _MEANT or _HAN.match(character) is None for character in apart]
    return all(meant) if len(apart) > 1 and length >= _LONG_COPY else any(meant)


def _apart(one: str, other: str) -> str | None:
    """The characters by which two texts differ where it is one replaced, dropped or added; else None."""
    start = next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    left, right = one[start:], other[start:]
    if len(one) == len(other):
        return left[0] + right[0] if left[1:] == right[1:] else None
    longer, shorter = (left, right) if len(left) > len(right) else (right, left)
    return longer[0] if longer[1:] == shorter else None


def _differing(context: RuleContext, one: Clause, other: Clause, apart: str) -> Remark:
    return Remark(
        f"“{heading_of(other.section)}”“{other.words[:40]}”与第{one.line}行“{one.words[:40]}”只差一个字",
        other.line,
        one.line,
        expected=one.words[:40],
        found=other.words[:40],
        cause="unknown",
        subject=context.text(other.section.path, other.words),
    )


@rule(
    "N26.counts-differ",
    "两处相同的语句数字一致",
    "A sentence printed twice has the same numbers",
    "自评、工作总结与附件中同一句话的件数、人数、次数等，应相同。",
    SOURCE,
    "warning",
)
def counts_differ(context: RuleContext) -> Iterator[Trial]:
    clauses = context.once(_own_words)
    counting = {words: _without_counts(words) for words in {clause.words for clause in clauses}}
    seen: dict[str, list[int]] = defaultdict(list)
    told: set[str] = set()
    for place, clause in enumerate(clauses):
        bare = counting[clause.words]
        if not bare:
            continue
        copies = [at for at in seen[bare][:_MOST_ALIKE] if _same_passage(clauses, at, place)]
        seen[bare].append(place)
        other = next((clauses[at] for at in copies if clauses[at].words != clause.words), None)
        if other is None or bare in told:
            yield Held(len(copies))
            continue
        told.add(bare)
        yield _counted_otherwise(context, other, clause)


def _without_counts(words: str) -> str:
    """A clause with # for its numbers; "" where it counts nothing, or what other rules hold against the tables."""
    if words.isalpha() or not _DIGIT.search(words) or _RATED.search(words) or _DATED.search(words):
        return ""
    bare = NUMBER.sub("#", words)
    return bare if len(_HAN.findall(bare)) >= _WORDS else ""


def _same_passage(clauses: list[Clause], one: int, other: int) -> bool:
    """Whether two clauses have a clause in common among the two before or the two after them: a passage printed at two
    places, in which a clause may have been added or changed."""

    def beside(place: int, *steps: int) -> set[str]:
        near = (clauses[place + step].words for step in steps if 0 <= place + step < len(clauses))
        return {words for words in near if len(words) >= _HALF}

    return any(beside(one, *steps) & beside(other, *steps) for steps in ((-2, -1), (1, 2)))


def _counted_otherwise(context: RuleContext, earlier: Clause, clause: Clause) -> Remark:
    pairs = zip(NUMBER.findall(earlier.words), NUMBER.findall(clause.words), strict=True)
    one, other = next(pair for pair in pairs if pair[0] != pair[1])
    return Remark(
        f"“{heading_of(clause.section)}”“{clause.words[:40]}”印作{other}，第{earlier.line}行同一句话印作{one}",
        clause.line,
        earlier.line,
        expected=one,
        found=other,
        cause="unknown",
        subject=context.text(clause.section.path, NUMBER.sub("#", clause.words)),
    )


@rule(
    "N26.outputs-copied",
    "各项目的产出各写各的",
    "The outputs of a project are not another\u2019s",
    "两个项目的产出和效益不应一字不差。",
    SOURCE,
    "note",
)
def outputs_copied(context: RuleContext) -> Iterator[Trial]:
    seen: dict[str, str] = {}
    for project in context.disclosure.projects:
        words = "".join((project.outputs or "").split())[:400]
        copied = next((one for one in seen if one.startswith(words) or words.startswith(one)), None)
        if len(words) < _OUTPUTS or copied is None:
            if len(words) >= _OUTPUTS:
                seen[words] = project.name
            yield Held()
            continue
        how = "完全相同" if copied == words else "有一整段相同"
        yield Remark(
            f"项目综述“{short_name(project.name)}”的产出和效益与“{short_name(seen[copied])}”{how}",
            project.source_line,
            found=words[:40],
            subject=Subject("project", name_key(project.name), "outputs"),
        )


@rule(
    "N26.another-form",
    "自评表的原因与措施是本项目的",
    "Reasons and measures of a form are of its own project",
    "偏差原因、改进措施不应是另一项目的。",
    SOURCE,
    "note",
)
def another_form(context: RuleContext) -> Iterator[Trial]:
    names = [form.name for form in context.disclosure.forms if form.kind == "project"]
    for form in context.disclosure.forms:
        told = _of_another(form, names)
        if told is None:
            yield Held()
            continue
        words, name = told
        yield Remark(
            f"自评表“{short_name(form.name)}”的措施写到“{words}”，似为“{short_name(name)}”的",
            form.source_line,
            found=words,
            subject=Subject("form", name_key(form.name), words),
        )


def _of_another(form: EvaluationForm, names: list[str]) -> tuple[str, str] | None:
    """Quoted words of a form that stand in the name of another project and not in its own."""
    text = f"{form.deviation_reason or ''}{form.improvements or ''}"[:2000]
    own = "".join(i.level3 for i in form.indicators)
    for match in islice(_QUOTED.finditer(text), 20) if form.kind == "project" else ():
        words = match[1]
        if words in form.name or words in own:
            continue
        named = [name for name in names if words in name]
        if len(named) == 1:
            return words, named[0]
    return None
