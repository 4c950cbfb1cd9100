"""How many people a body has, and what is spent for each: by our own arithmetic, of the number its account states or the
register holds, which is always named. Where there is none there is a refusal.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...search.documents.facts import printed
from ...search.language.normal import normalise
from ..asking import Question
from ..concepts import Concepts
from ..printed_figures import Source, Target, marks, marks_said, metric_figures
from ..records import CHOOSE, NOT_PUBLISHED, Answer, Evidence, Refused
from ..resolving import targets
from .figure import asked_unit, distinct, figure_answer, told
from .side_by_side import asks_for_least, scopes_of

# Kinds of headcount as they are tried where a question names none: persons before posts. Beside each its words.
_KINDS = {
    "实有": re.compile("实有"),
    "在职": re.compile("在职|在岗|at work"),
    "编制": re.compile(r"编制|在编|编均|\bposts?\b"),
}
_PEOPLE = "(?:人员?|员工|职工|干部|编制|在编|在职|实有)"
# 人均基本支出, 每名在职人员, 每个编制, 平均每位职工; not 每人次, 每个单位
_EACH = re.compile(
    rf"人均|编均|每一?[个名位]?(?:在编|在职|实有)?{_PEOPLE}(?!次|经费)|平均每一?[名位]|per (?:capita|person|head|employee|post)"
)
_HOW_MANY = re.compile(
    "人数|(?:多少|几)[个名]?(?:人|编制|在编|在职|实有|职工|员工|干部)|(?:编制|在编|在职|实有).{0,4}(?:多少|几)"
)
_WORDS = re.compile(
    rf"{_EACH.pattern}|{_PEOPLE}|在岗|人数|总数|实际|平均|多少|几|每|均|[个名位有的数花用了]|per|capita|person|employee|post"
)
"""What a question of people may hold beside the figure and the body."""
_MOST = 10


@dataclass(frozen=True, slots=True)
class Headcount:
    """So many people of a kind; where that is from in words, and its line where the account states it."""

    kind: str
    value: int
    place: str
    line: int | None


@dataclass(frozen=True, slots=True)
class _Quotient:
    source: Source
    target: Target
    people: Headcount

    @property
    def value(self) -> float:
        return round(self.target.figures[0].value / self.people.value, 4)

    @property
    def said(self) -> str:
        """The arithmetic in words: 基本支出1204.5万元（第3行）÷编制40人（…）."""
        total = self.target.figures[0]
        line = f"（第{total.line}行）" if total.line is not None else ""
        return f"{told(total)}{line}÷{self.people.kind}{self.people.value}人（{self.people.place}）"

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        total = self.target.figures[0]
        found = [self.source.evidence(total.line, total.quote)]
        if self.people.line is not None:
            found.append(self.source.evidence(self.people.line, None))
        return tuple(found)


def asks_for_each(question: Question) -> bool:
    """Whether what is spent for each of a body's people is asked; guests and travellers are no people of it."""
    guests = ("reception", "abroad", "meeting", "training")
    of_guests = any(one.key.startswith(guests) for one in question.concepts)
    return _EACH.search(question.plain) is not None and (not of_guests or bool(_named(question)))


def how_many(question: Question, source: Source, concepts: Concepts) -> Answer | None:
    """The headcounts known of a body; None where something else is counted, or may be. Raises `Refused` where none is."""
    others = [one for one in question.concepts if not one.key.startswith("staff_")]
    if others or _unexplained(question, concepts) or not _HOW_MANY.search(question.plain):
        return None
    known = _known(source, _named(question))
    if not known:
        stated = [(one, figures) for one in question.concepts if (figures := metric_figures(source, one.key))]
        if stated:  # several numbers, none of them of the whole body for sure
            return figure_answer(question, source, Target(*stated[0]))
        if question.rest:
            return None
        raise Refused(NOT_PUBLISHED, f"{source.named}{_not_stated(_named(question))}。")
    words = "，".join(f"{one.kind}{one.value}人（{one.place}）" for one in known)
    evidence = tuple(source.evidence(one.line, None) for one in known if one.line is not None)
    return Answer("value", f"{source.named}{words}。", float(known[0].value), "人", evidence)


def for_each(question: Question, source: Source, concepts: Concepts) -> Answer:
    """What is spent for each of a body's people, by every kind of headcount known, or the one that is named."""
    _refuse_other_kinds(question, ("figure", "count", "list"))
    named = _named(question)
    known = _known(source, named)
    if not known:
        raise Refused(NOT_PUBLISHED, f"{source.named}{_not_stated(named)}，算不出平均每人多少。")
    each = [_Quotient(source, target, one) for target in _spent(question, source, concepts) for one in known]
    parts = [
        f"{one.target.concept.name}{one.said}，平均{printed(one.value)}万元{_converted(one, question)}"
        for one in each
    ]
    marked = tuple(dict.fromkeys(mark for one in each for mark in marks(source, one.target.figures)))
    text = f"原文没有印平均数，按{source.named}推算：{'；'.join(parts)}。{_also_printed(each)}"
    text += marks_said(marked)
    evidence = tuple(dict.fromkeys(place for one in each for place in one.evidence))
    value, unit = _in_asked_unit(each[0], question)
    return Answer("value", text, value, unit, evidence, marked)


def side_by_side(question: Question, sources: Sequence[Source], concepts: Concepts) -> Answer:
    """What several bodies or years spend for each of their people, by one kind of headcount, the most first; those
    whose number nobody states are named.
    """
    _refuse_other_kinds(question, ("figure", "ranking", "compare", "list"))
    if question.concepts[1:]:
        raise Refused(CHOOSE, "几个部门或年度的平均数，请一次只问一项支出。")
    kind, found, without = _each_of(question, sources, concepts)
    if len(found) < 2:
        only = f"只有{found[0].source.named}" if found else "没有一个"
        raise Refused(NOT_PUBLISHED, f"{only}写明或登记了{kind}人数和这项支出，没有可比的平均数。")
    of_years = len({source.body.id for source in sources}) == 1
    if of_years:
        found.sort(key=lambda one: one.source.year)
    else:
        found.sort(key=lambda one: one.value, reverse=not asks_for_least(question))
    shown = found[:_MOST]
    words = "；".join(f"{one.source.named}{printed(one.value)}万元（{one.said}）" for one in shown)
    text = f"原文没有印平均数，{shown[0].target.concept.name}按{kind}人数推算：{words}。"
    if without:
        more = f"等{len(without)}个" if len(without) > 5 else ""
        text += f"没有列入的（没有写明或登记人数，或没有这项支出）：{'、'.join(without[:5])}{more}。"
    text += scopes_of([one.source for one in shown], years=not of_years)
    marked = tuple(dict.fromkeys(mark for one in shown for mark in marks(one.source, one.target.figures)))
    text += marks_said(marked)
    evidence = tuple(place for one in shown for place in one.evidence)
    if of_years:
        return Answer("list", text, evidence=evidence, marks=marked)
    return Answer("value", text, shown[0].value, "万元", evidence, marked)


def _each_of(
    question: Question, sources: Sequence[Source], concepts: Concepts
) -> tuple[str, list[_Quotient], list[str]]:
    """The kind of headcount that most bodies have, what each of them spends by it, and who is left out."""
    held = {source: {one.kind: one for one in _known(source, _named(question))} for source in sources}
    kind = max(_KINDS, key=lambda one: sum(one in known for known in held.values()))
    found, without = [], []
    for source in sources:
        try:
            found.append(_Quotient(source, _spent(question, source, concepts)[0], held[source][kind]))
        except (KeyError, Refused):
            without.append(source.named)
    return kind, found, without


def _named(question: Question) -> tuple[str, ...]:
    return tuple(kind for kind, words in _KINDS.items() if words.search(question.plain))


def _known(source: Source, named: Sequence[str]) -> list[Headcount]:
    """The headcounts of a disclosure, of the kinds that are named, else of all."""
    rows = {row["kind"]: row for row in source.rows("SELECT * FROM headcounts WHERE disclosure_id = ?1")}
    found = [rows[kind] for kind in _KINDS if kind in rows and (not named or kind in named)]
    return [
        Headcount(
            row["kind"],
            row["value"],
            f"登记：{row['source']}" if row["source"] else f"第{row['source_line']}行",
            None if row["source"] else row["source_line"],
        )
        for row in found
    ]


def _spent(question: Question, source: Source, concepts: Concepts) -> list[Target]:
    """The sums of money asked for. Raises `Refused` where a word is left that nothing explains, or for what is no money."""
    if left := _unexplained(question, concepts):
        raise Refused(NOT_PUBLISHED, f"{source.named}公布的内容里没有“{left}”。")
    money = tuple(one for one in question.concepts if not one.key.startswith("staff_"))
    found = targets(replace(question, concepts=money, rest=(), phrases=()), source, concepts)
    if any(target.items or target.figures[0].unit != "万元" for target in found):
        raise Refused(NOT_PUBLISHED, f"{source.named}{found[0].concept.name}不是一笔金额，没有平均数。")
    return found


def _unexplained(question: Question, concepts: Concepts) -> str:
    """What no known word explains, and no word of people either."""
    left = [_WORDS.sub("", piece) for piece in question.rest]
    return "、".join(piece for piece in left if piece and normalise(piece) not in concepts.by_word)


def _refuse_other_kinds(question: Question, kinds: Sequence[str]) -> None:
    if question.kind not in kinds:
        raise Refused(NOT_PUBLISHED, "原文没有印平均数，也不推算它的增减、占比与原因；可以问某一年的平均数。")


def _not_stated(named: Sequence[str]) -> str:
    return f"没有写明{'、'.join(named or _KINDS)}人数，本站也没有登记"


def _also_printed(each: Sequence[_Quotient]) -> str:
    """What else the source prints for a sum."""
    others = {
        f"{one.target.concept.name}原文另印有{told(figure)}（{figure.origin}，第{figure.line}行）。"
        for one in each
        for figure in distinct(one.target.figures)[1:]
    }
    return "".join(sorted(others))


def _in_asked_unit(one: _Quotient, question: Question) -> tuple[float, str]:
    return asked_unit(replace(one.target.figures[0], value=one.value), question.unit)


def _converted(one: _Quotient, question: Question) -> str:
    value, unit = _in_asked_unit(one, question)
    return "" if unit == "万元" else f"，即{printed(value)}{unit}"
