"""Figures of a sentence that are not the account's own: those of another year, and changes with something left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from ...model import Section, Stated
from ...model.prose import clause_start, compact_text, sentence_start
from .directions import direction
from .quantities import Quantity

_YEAR = re.compile(r"(20[0-9]{2})年度")
_OF_YEAR = re.compile(r"^(?:而|其中:?)?(?:(?P<year>20[0-9]{2})年度?|上年度?|去年|上一年度?)(?!.*[比较与同])")
"""How a clause opens whose figures are those of a year of its own: 2021年度收、支总计均为826.31万元."""
_ASIDE = re.compile(r"差异率|剔除|扣除|不考虑|不含|同口径|可比口径")
"""Words of a change that leaves something out (剔除一次性因素后下降2.1%): not the change asked for; nor is 预决算差异率."""
_BASE = re.compile(r"[与比较同和](?:上年|上一年|去年|20[0-9]{2}年)")
_OWN_BUDGET = re.compile(r"(?:年初|全年|调整后?的?)预算|预算数")
_NEAR = 30
"""Characters before a figure in which such words stand."""


def heading_year(sections: Sequence[Section]) -> int | None:
    """The year that the first title of a part prints; None where none does."""
    years = (_YEAR.search(compact_text(section.heading[:120])) for section in sections if section.level == 1)
    return next((int(match[1]) for match in years if match), None)


def is_of_other_year(text: str, label: int, year: int | None) -> bool:
    """Whether the clause of a label opens with a year that is not the account's (2021年度…, 上年度…)."""
    opened = _OF_YEAR.match(text[clause_start(text, label) : label])
    return opened is not None and (
        opened["year"] is None or (year is not None and int(opened["year"]) != year)
    )


def without_other_years(figures: Sequence[Stated], others: AbstractSet[int]) -> list[Stated]:
    """The figures of a paragraph less those that a clause on another year states (`others`, by place), where the
    paragraph states the same of this year too."""
    own = {figure.metric for at, figure in enumerate(figures) if at not in others}
    return [figure for at, figure in enumerate(figures) if at not in others or figure.metric not in own]


def is_aside(text: str, at: int) -> bool:
    """Whether an amount or rate is that of a change with something left out."""
    return _ASIDE.search(text, max(sentence_start(text, at), at - _NEAR), at) is not None


def is_base_of_comparison(text: str, amount: Quantity) -> bool:
    """Whether an amount is what a clause compares with (与2021年度决算数16.66万元相比): another year's."""
    clause = text[clause_start(text, amount.start) : amount.start]
    base = _BASE.search(clause) if amount.is_money else None
    if base is None or _OWN_BUDGET.search(clause, base.end()):
        return False
    return not direction(clause[base.end() :])
