"""What sentences say of two figures in words: 决算数小于预算数, 减少3.5万元，主要原因是…."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from ...model import MONEY_KINDS, Claim, Kind, Section, sections_by_kind
from ...model.prose import Prose, proses
from .directions import WAY, direction
from .quantities import Quantity, find_quantities

_RELATION = re.compile(  # 决算数小于年初预算数; 决算数与预算数持平
    r"决算数?(?:(?P<how>大于|小于|高于|低于|超过|持平|等于)(?:全年|年初|当年|调整后?)?预算|"
    r"与(?:全年|年初|当年|调整后?)?预算数?(?P<same>持平|相等|一致|相同))"
)
_BUDGET = re.compile(r"预算数?(?:为|是|:)?$")
_FINAL = re.compile(r"决算数?(?:为|是|:)?$")
_LEAD = 12
"""Characters before an amount in which its label stands."""
_MOST = 40
"""Relations read in one paragraph."""
_REASON = re.compile(  # 减少3.5万元，下降4.2%，主要原因是厉行节约
    rf"(?P<way>{WAY})(?P<number>[0-9]{{1,9}}(?:\.[0-9]{{1,4}})?)(?P<unit>万元|元|%)"
    r"[，,。;；]?(?:主要)?原因(?:是|为)?[:：]?(?P<why>[^。；]{4,200})"
)
_RELATIONS: tuple[Kind, ...] = ("execution", "three_public")


def read_claims(sections: Sequence[Section]) -> tuple[Claim, ...]:
    """Relations between budget and final, and reasons of changes, in the sections on money."""
    by_kind = sections_by_kind(sections)
    found: list[Claim] = []
    for kind in MONEY_KINDS:
        for section in by_kind.get(kind, ()):
            for passage in section.stating:
                for prose in proses(passage):
                    if kind in _RELATIONS:
                        found += _relations(prose, section)
                    found += _reasons(prose, section)
    return tuple(found)


def _relations(prose: Prose, section: Section) -> Iterator[Claim]:
    matches = list(islice(_RELATION.finditer(prose.text), _MOST))
    if not matches:
        return
    quantities = list(find_quantities(prose.text))
    for match in matches:
        earlier = [q for q in quantities if q.end <= match.start()]
        budget, final = (_last_before(earlier, prose.text, label) for label in (_BUDGET, _FINAL))
        if budget is None or final is None or budget.wan is None or final.wan is None:
            continue
        how = match["how"] or match["same"]
        place, other = prose.place(match.start()), prose.place(final.start)
        yield Claim(
            "relation", section.path, how, budget.wan, final.wan, "万元", "", match.group(), place, other
        )


def _last_before(quantities: list[Quantity], text: str, label: re.Pattern[str]) -> Quantity | None:
    """The last amount that stands right after its label (预算为, 决算为)."""
    for quantity in reversed(quantities):
        if quantity.is_money and label.search(text[max(0, quantity.start - _LEAD) : quantity.start]):
            return quantity
    return None


def _reasons(prose: Prose, section: Section) -> Iterator[Claim]:
    for match in _REASON.finditer(prose.text):
        number = next(find_quantities(match["number"]), None)
        if number is None:
            continue
        before = prose.text[max(0, match.start() - 14) : match.start()]
        if direction(before) * direction(match["way"]) < 0:
            continue  # an amount and a rate of opposite ways are a slip of their own
        yield Claim(
            "reason",
            section.path,
            match["way"],
            number.value,
            None,
            match["unit"],
            match["why"],
            match.group(),
            prose.place(match.start()),
        )
