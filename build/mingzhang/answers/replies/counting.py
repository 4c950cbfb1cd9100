"""How many: counts the prose states, indicators, and numbers that stand beside the words asked for."""

from __future__ import annotations

import re

from ...search.documents.facts import printed
from ...search.language.normal import normalise
from ..asking import Question
from ..concepts import Concepts
from ..printed_figures import Figure, Source, Target, marks, marks_said, metric_figures
from ..records import CHOOSE, NOT_PUBLISHED, Answer, Concept, Refused
from ..resolving import targets
from .figure import distinct, figure_answer, told
from .figure import reply as figure_reply
from .listing import PARAGRAPHS

_COUNTS = {
    "abroad": ("abroad_groups", "abroad_persons"),
    "reception": (
        "reception_batches", "reception_persons", "reception_domestic_batches", "reception_domestic_persons",
        "reception_foreign_batches", "reception_foreign_persons",
    ),
    "meeting": ("meetings", "meeting_persons"),
    "training": ("trainings", "training_persons"),
    "vehicle": ("vehicles_count", "vehicles_held"),
}  # fmt: skip
"""By how the names of metrics begin: the counts that are told together."""
_COUNTED = (
    "abroad_final", "reception_final", "reception_domestic", "reception_foreign", "meeting_final", "training_final",
    "vehicle_final",
)  # fmt: skip
"""Amounts whose counts are told where a question asks how many."""
_UNITS = "名|人次|人|个|家|户|场次|场|次|处|台|辆|套|件|条|所|批次|批|项|部|吨|亩|平方米|平米|公里"
_NUMBER = (
    rf"(?:人数|数量|总数|数)?(?:共计|为|是|有|共|达|约|:)?(?P<value>[0-9]+(?:\.[0-9]+)?)(?P<unit>{_UNITS})"
)
_BEFORE = rf"(?P<value>[0-9]+(?:\.[0-9]+)?)(?P<unit>{_UNITS})"
_OF_A_COUNT = re.compile("(人员|人数|数量|个数|总数|数|名|个|工作|在岗|实有|实际|年末|的|总|新增|配备)*")
"""What the name of an indicator may hold besides the words for what it counts."""
_ALIKE = {"名", "人", "个", "人次"}
_MONEY = "多少钱|(花|费)[^几]{0,3}多少(?![个辆次批人名])"
"""What asks for the amount beside the count."""
_LONG_WORD = 4
_PLANNED = re.compile("计划|目标|预期|拟|应")


def reply(question: Question, source: Source, concepts: Concepts) -> Answer:
    """A count. Raises `Refused` where none is published."""
    if len(question.concepts) > 1 and question.has(_MONEY):
        return figure_reply(question, source, concepts)
    if not question.rest and (stated := _stated(question, source)):
        return stated
    if not question.rest and question.has("项目"):
        concept = Concept("metric", "performance_projects", "自评项目")
        if figures := metric_figures(source, concept.key):
            figures += metric_figures(source, "performance_first_level_projects")
            return figure_answer(question, source, Target(concept, figures))
    if (
        question.concepts
        and not question.rest
        and not question.has("几|人数|个数|名|多少(人|批|次|辆|个|名|台|部)")
    ):
        return figure_answer(question, source, targets(question, source, concepts)[0])
    found = _indicators(question, source) or _beside_words(question, source)
    if not found:
        asked = "、".join([*question.rest, *(one.name for one in question.concepts)]) or "这个数目"
        raise Refused(NOT_PUBLISHED, f"{source.named}没有公布“{asked}”的数目。")
    if len(distinct(found)) > 1:
        choices = tuple(f"{one.quote}（第{one.line}行）" for one in distinct(found)[:8])
        raise Refused(
            CHOOSE, f"{source.named}的原文里有几个数与此有关：{'；'.join(choices)}。请说明要哪一个。", choices
        )
    return figure_answer(question, source, Target(Concept("item", "", "、".join(question.rest)), found))


def _stated(question: Question, source: Source) -> Answer | None:
    """The counts that the prose states of what is named: all of one family together."""
    for concept in question.concepts:
        known = ((f"{begins}_", keys) for begins, keys in _COUNTS.items())
        family = next((keys for begins, keys in known if concept.key.startswith(begins)), ())
        family = family if concept.key in (*family, *_COUNTED) else ()
        several = [one for key in family for one in _named(source, key)]
        if several and concept.key in _COUNTED and question.has(_MONEY):
            several += _named(source, concept.key)
        if several:
            return _counts(source, concept, several)
        figures = metric_figures(source, concept.key)
        if figures and figures[0].unit not in ("万元", "%"):
            return figure_answer(question, source, _with_notes(source, concept, figures))
    return None


def _named(source: Source, key: str) -> list[tuple[str, Figure]]:
    from ...catalogue.metrics import metric

    return [(metric(key).zh, one) for one in distinct(metric_figures(source, key))]


def _counts(source: Source, concept: Concept, several: list[tuple[str, Figure]]) -> Answer:
    figures = [figure for _, figure in several]
    marked = marks(source, figures)
    words = "，".join(f"{name}{told(figure)}（第{figure.line}行）" for name, figure in several)
    text = f"{source.named}{words}。" + marks_said(marked)
    first = figures[0]
    evidence = tuple(source.evidence(one.line, one.quote) for one in figures)
    return Answer("value", text, first.value, first.unit, evidence, marked)


def _with_notes(source: Source, concept: Concept, figures: list[Figure]) -> Target:
    notes = []
    if concept.key == "vehicles_count":
        notes = [
            f"其中开支财政拨款的公务用车保有量{printed(one.value)}辆（第{one.line}行），两个口径不同"
            for one in metric_figures(source, "vehicles_held")
        ]
    if concept.key == "performance_projects":
        figures = figures + metric_figures(source, "performance_first_level_projects")
    return Target(concept, figures, notes[:1])


def _words(question: Question) -> list[str]:
    words = [piece.replace("的", "") for piece in question.rest]
    return [word for word in words if len(word) > 1]


def _indicators(question: Question, source: Source) -> list[Figure]:
    """Quantities of the evaluation forms whose name holds the words asked for."""
    sql = """SELECT level3, actual, indicators.source_line AS line FROM indicators
        JOIN evaluation_forms ON evaluation_forms.id = form_id WHERE disclosure_id = ?1 AND level2 LIKE '%数量%'"""
    words = _words(question)
    out = []
    for row in source.rows(sql) if words else ():
        number = re.fullmatch(_BEFORE, normalise(row["actual"] or ""))
        if number and _is_asked(question, number["unit"]) and _counts_them(normalise(row["level3"]), words):
            quote = f"{row['level3']} {row['actual']}"
            out.append(Figure(float(number["value"]), number["unit"], "自评表", row["line"], quote))
    return out


def _counts_them(indicator: str, words: list[str]) -> bool:
    """Whether an indicator counts what is asked for, not what others do with it: 辖区15个社区开展工作 counts no 社区."""
    found = next((word for word in words if word in indicator), None)
    return found is not None and bool(_OF_A_COUNT.fullmatch(indicator.replace(found, "", 1)))


def _goes_on(plain: str, found: re.Match[str], behind: str) -> bool:
    """Whether a short word is but a part of a longer one: 社区 in “无毒社区”7个 and in 15个社区工作者."""
    before, after = plain[: found.start()][-1:], plain[found.end() :][:1]
    return bool(re.match('[\u4e00-\u9fff”』》"]', before if found[behind] else after))


def _is_asked(question: Question, unit: str) -> bool:
    """Whether a number's unit can be what is asked for: 多少个社区 asks for no 1次."""
    asked = re.search(f"(?:几|多少)({_UNITS})", question.plain)
    return asked is None or asked[1] == unit or {asked[1], unit} <= _ALIKE


def _beside_words(question: Question, source: Source) -> list[Figure]:
    """Numbers of persons or things that the prose prints right beside the words asked for, all of them in the sentence."""
    words = sorted(_words(question), key=len)
    if not words:
        return []
    longest = re.escape(words[-1])
    before = _BEFORE.replace("value", "first").replace("unit", "of")
    pattern = re.compile(f"{longest}{_NUMBER}|{before}{longest}")
    out = []
    for row in source.rows(PARAGRAPHS):
        plain = normalise(row["text"])
        for found in pattern.finditer(plain):
            clause = plain[max(plain.rfind(end, 0, found.start()) for end in ",，。；;") + 1 : found.start()]
            value, unit = (found["value"] or found["first"]), (found["unit"] or found["of"])
            if len(words[-1]) < _LONG_WORD and _goes_on(plain, found, "value"):
                continue
            if (
                _is_asked(question, unit)
                and all(word in plain for word in words)
                and not _PLANNED.search(clause)
            ):
                out.append(Figure(float(value), unit, "正文", row["line"], found[0]))
    return out
