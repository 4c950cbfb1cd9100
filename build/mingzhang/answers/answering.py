"""From a question to its answer: what cannot be answered is refused first, then the module for its kind is asked."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from .asking import Question, ask
from .bodies import Bodies
from .concepts import Concepts
from .printed_figures import Source
from .question_kinds import (
    FUTURE,
    NOT_HELD,
    OPINION,
    ORGANISATION,
    PART_OF_YEAR,
    PER_HEAD,
    PER_UNIT,
    PERSONAL,
    WHOLE_GOVERNMENT,
)
from .rates import asks_rates_of_projects
from .records import CHOOSE, NO_BODY_OR_YEAR, NOT_PUBLISHED, OUT_OF_RANGE, Answer, Body, Refused
from .replies import (
    change,
    checking,
    counting,
    figure,
    listing,
    particulars,
    people,
    per_unit,
    rankings,
    shares,
    side_by_side,
    telling,
)
from .years_named import ALL_YEARS

_ONE: dict[str, Callable[[Question, Source, Concepts], Answer]] = {
    "figure": figure.reply,
    "change": change.change,
    "share": shares.share,
    "list": listing.reply,
    "count": counting.reply,
    "reason": telling.reason,
    "check": checking.reply,
    "compare": side_by_side.compare_within,
    "ranking": rankings.rank_within,
}
_ALL_OF_THEM = re.compile("(各|所有|全部|每个|每家|哪些)个?的?(街道|单位|部门|局|家)")
_IN_ALL = re.compile("一共|合计|总共|加起来|总和|平均")
_KINDS_NAMED = re.compile("街道|街办|单位|部门|局|政府办|哪个|哪家|谁")
"""What asks for the bodies of a district, not for the district."""
_KINDS_OF_BODIES = (("街道", "街道办事处"), ("局", "局"), ("政府办", "政府办公室"))


_Several = Callable[[Question, Sequence[Source], Concepts], Answer]


def _of_several(question: Question, usual: _Several) -> _Several:
    """What answers for several bodies or years: by what each of their people or things costs, where that is asked."""
    if people.asks_for_each(question):
        return people.side_by_side
    return per_unit.side_by_side if per_unit.asks_for_each(question) else usual


@dataclass(frozen=True)
class Answerer:
    """A database made ready for many questions: its bodies and all words for its figures, read once."""

    bodies: Bodies
    concepts: Concepts

    @classmethod
    def of(cls, conn: sqlite3.Connection, folder: Path) -> Answerer:
        """For a database, with the words of a portal's search/ `folder`. Raises `ConceptsError`."""
        return cls(Bodies.of(conn), Concepts.load(folder))

    @property
    def askable(self) -> str:
        """What can be asked, with an example of this portal."""
        example = next((f"{body.called}{body.years[0][0]}年" for body in self.bodies.known), "某部门某年")
        return f"可以问某个部门某一年的数，例如“{example}三公经费是多少”。"

    def answer(self, conn: sqlite3.Connection, text: str) -> Answer:
        """The answer to a question; a refusal where there is none. Never raises for what was typed."""
        try:
            return self._answer(conn, ask(text, self.bodies, self.concepts))
        except Refused as refused:
            return refused.answer()

    def _answer(self, conn: sqlite3.Connection, question: Question) -> Answer:
        if not question.plain.strip() and not question.bodies:
            raise Refused(CHOOSE, self.askable)
        self._refuse_what_no_disclosure_holds(question)
        particular = particulars.teller(question) if len(question.bodies) == 1 else None
        if question.kind == "definition" and not particular:
            return telling.definition(question, conn, self._sources(conn, question))
        self._refuse_unknown_names(question)
        if len(question.bodies) > 1:
            sources = [self._source(conn, *one) for one in self._each_of_its_year(question)]
            usual = (
                rankings.rank_bodies if rankings.asks_of_a_facet(question) else side_by_side.compare_bodies
            )
            return _of_several(question, usual)(question, sources, self.concepts)
        if not question.bodies:
            return self._of_no_body(conn, question)
        years = question.years
        if question.against and len(years) == 1 and question.against != years[0] - 1:
            years = (*years, question.against)  # 2024年比2022年: no account states this change
        if len(years) > 1:
            each = [replace(question, years=(year,), against=None) for year in years]
            sources = [self._source(conn, question.bodies[0], one) for one in each]
            reply = side_by_side.compare_bodies if len(years) == 2 else side_by_side.over_years
            return _of_several(question, reply)(replace(question, kind="compare"), sources, self.concepts)
        if question.newest and not particular:
            return self._of_the_newest(conn, question)
        source = self._source(conn, question.bodies[0], question)
        return self._said(question, source, self._of_one(question, source, particular))

    def _each_of_its_year(self, question: Question) -> list[tuple[Body, Question]]:
        """Several bodies, each with its own year where as many years are named (甲2024年和乙2023年)."""
        bodies, years = question.bodies, question.years
        each = len(years) == len(bodies) and all(
            year in body.all_years for body, year in zip(bodies, years, strict=True)
        )
        return [
            (body, replace(question, years=(years[at],)) if each else question)
            for at, body in enumerate(bodies)
        ]

    def _of_the_newest(self, conn: sqlite3.Connection, question: Question) -> Answer:
        body = question.bodies[0]
        years = sorted(list(body.all_years)[: question.newest])
        sources = [self._source(conn, body, replace(question, years=(year,))) for year in years]
        reply = _of_several(question, side_by_side.over_years)
        answer = reply(question, sources, self.concepts)
        asked = f"近{question.newest}年" if question.newest != ALL_YEARS else "各年"
        return replace(
            answer, text=f"（“{asked}”按本库所有的{'、'.join(map(str, years))}年度回答）{answer.text}"
        )

    def _of_one(
        self, question: Question, source: Source, particular: Callable[[Source], Answer] | None
    ) -> Answer:
        """What one disclosure says; `particular` answers where no figure is asked for."""
        if not re.search(r"\w", question.plain):
            raise Refused(CHOOSE, f"想知道{source.named}的什么？{self.askable}")
        if particular:
            return particular(source)
        if people.asks_for_each(question):
            return people.for_each(question, source, self.concepts)
        if counted := people.how_many(question, source, self.concepts):
            return counted
        if PER_UNIT.search(question.plain) or PER_HEAD.search(question.plain):
            return per_unit.per_unit(question, source)
        kind = question.kind
        if NOT_HELD.search(question.plain):
            if question.concepts:
                raise Refused(NOT_PUBLISHED, f"{source.named}没有公布人数。")
            kind = "count"
        elif kind == "figure" and asks_rates_of_projects(question):
            kind = "list"
        return _ONE[kind](question, source, self.concepts)

    def _refuse_what_no_disclosure_holds(self, question: Question) -> None:
        if FUTURE.search(question.plain):
            raise Refused(OUT_OF_RANGE, "决算只说已经过去的年度，不能预测以后。" + self.askable)
        if WHOLE_GOVERNMENT.search(question.plain):
            raise Refused(
                OUT_OF_RANGE, "本库只有各部门的决算，没有一级政府（全市、全区、本级）合计的财政收支。"
            )
        if PERSONAL.search(question.plain):
            raise Refused(OUT_OF_RANGE, "部门决算不公布个人的工资与收入。")
        if PART_OF_YEAR.search(question.plain):
            raise Refused(NOT_PUBLISHED, "决算只公布全年的数，没有分季度、分月的数。" + self.askable)
        if OPINION.search(question.plain):
            raise Refused(OUT_OF_RANGE, "本库只列公布的数与核对结果，不作评价。" + self.askable)

    def _refuse_unknown_names(self, question: Question) -> None:
        if question.several:
            names = tuple(body.called for body in question.several)
            raise Refused(CHOOSE, f"有{len(names)}个部门都这样称呼：{'、'.join(names[:10])}。请选择。", names)
        unknown = next((name for name in question.strangers if ORGANISATION.search(name)), None)
        beside = unknown and re.search(
            f"[和与跟同、]{re.escape(unknown)}|{re.escape(unknown)}[和与跟同、]", question.plain
        )
        asked_about = question.bodies and not question.concepts and not beside  # 石洞街道有哪些学校
        if unknown and not asked_about:
            raise self._no_such_body(unknown)

    def _of_no_body(self, conn: sqlite3.Connection, question: Question) -> Answer:
        """A question that names no body we have: of all bodies, of one that is not there, or of one to be chosen."""
        if question.rest and re.fullmatch("[a-z ]+", question.rest[0]):
            raise self._no_such_body(question.rest[0])
        if question.strangers:
            return self._of_a_place(question, question.strangers[0])
        if question.places and not _KINDS_NAMED.search(question.plain):
            return self._of_a_place(question, question.places[0])
        all_of_them = (
            question.concepts and _ALL_OF_THEM.search(question.plain) and not _IN_ALL.search(question.plain)
        )
        if all_of_them or (
            question.kind in ("ranking", "compare", "list") and question.has("哪|谁|最|第|排|which|who")
        ):
            reply = _of_several(question, rankings.rank_bodies)
            return reply(question, self._sources(conn, question), self.concepts)
        chosen = self._choices(question)
        if question.rest and not question.concepts:
            raise self._no_such_body(question.rest[0])
        if len(chosen) == 1:
            source = self._source(conn, chosen[0], question)
            return self._said(question, source, self._of_one(question, source, None))
        names = tuple(body.called for body in chosen)
        listed = "、".join(names[:12]) + ("等" if len(names) > 12 else "")
        raise Refused(CHOOSE, f"请说明是哪个部门：{listed}。", names)

    def _of_a_place(self, question: Question, place: str) -> Answer:
        """A district or city alone: its bodies can be chosen, its government's own accounts are not here."""
        here = self.bodies.of_place(place)
        if here and question.concepts:
            names = tuple(body.called for body in here)
            raise Refused(CHOOSE, f"{place}有这些部门：{'、'.join(names[:12])}。请选择。", names)
        raise Refused(OUT_OF_RANGE, f"本库只有各部门的决算，没有{place}合计的财政收支。")

    def _choices(self, question: Question) -> list[Body]:
        """The bodies a question without a name may mean: those of the kind it says."""
        here = [
            body for place in question.places for body in self.bodies.of_place(place)
        ] or self.bodies.known
        for word, kind in _KINDS_OF_BODIES:
            if word in question.plain or word in question.flags:
                chosen = [body for body in here if body.kind == kind or body.short_name.endswith(kind)]
                if chosen:
                    return chosen
        return list(here)

    def _no_such_body(self, name: str) -> Refused:
        near = self.bodies.near(name)
        names = tuple(body.called for body in near or self.bodies.known)
        listed = "、".join(names[:12]) + ("等" if len(names) > 12 else "")
        words = f"名称相近的有{listed}" if near else f"有{listed}"
        return Refused(NO_BODY_OR_YEAR, f"本库没有“{name}”；{words}。", names)

    def _source(self, conn: sqlite3.Connection, body: Body, question: Question) -> Source:
        """The disclosure of a body that a question means: of the year it names, else the newest; under any of its names."""
        known = body.all_years
        newest = next(iter(known))
        listed = "、".join(map(str, sorted(known)))
        if question.relative == "前年":
            question = replace(question, years=(newest - 1,))
        if question.years and question.years[0] not in known:
            raise Refused(
                NO_BODY_OR_YEAR,
                f"本库没有{body.called}{question.years[0]}年度的决算，有的是{listed}年度。",
                tuple(map(str, known)),
            )
        year = question.years[0] if question.years else newest
        if (
            question.against
            and not question.years
            and question.kind == "change"
            and question.against != year - 1
        ):
            year = question.against + 1 if question.against + 1 in known else year
        return Source(conn, body, year, known[year])

    def _sources(self, conn: sqlite3.Connection, question: Question) -> list[Source]:
        """Of every body, or those of the kind that is named, the disclosure of the year asked for, else the newest."""
        out = []
        for body in question.bodies or self._choices(question):
            if body.later and not question.years:
                continue  # it stands there under its last name
            known = dict(body.years)
            year = question.years[0] if question.years else body.years[0][0]
            if year in known:
                out.append(Source(conn, body, year, known[year]))
        if not out:
            raise Refused(NO_BODY_OR_YEAR, f"本库没有{'、'.join(map(str, question.years))}年度的决算。")
        return out

    def _said(self, question: Question, source: Source, answer: Answer) -> Answer:
        """The answer with what was taken for granted said before it."""
        said = list(question.notes)
        if question.relative:
            newest = "最近的前一个" if question.relative == "前年" else "最近的"
            said.append(f"“{question.relative}”按本库{newest}{source.year}年度理解")
        elif not question.years and not question.against:
            said.append(f"没有说年度，按最近的{source.year}年度回答")
        if not said:
            return answer
        return replace(answer, text=f"（{'；'.join(said)}）{answer.text}")
