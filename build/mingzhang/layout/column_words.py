"""The words of a head that name the columns of the tables of codes, and the order in which a head prints them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..catalogue.statements import statement_kind

FUND = 7
"""公开07, whose rows begin with a balance that may be blank; those of the others begin with their total."""
COLUMN_WORDS: dict[int, dict[str, re.Pattern[str]]] = {
    2: {
        "total": re.compile("本年收入合计|^合计$|^小计$"),
        "fiscal_appropriation": re.compile("财政拨款收入|^财政拨款$"),
        "superior_subsidy": re.compile("上级补助"),
        "business_revenue": re.compile("事业收入"),
        "operating_revenue": re.compile("经营收入"),
        "affiliate_remittance": re.compile("附属单位"),
        "other_revenue": re.compile("其他收入"),
    },
    3: {
        "total": re.compile("本年支出合计|^合计$|^小计$"),
        "basic": re.compile("基本支出"),
        "project": re.compile("项目支出"),
        "remitted_to_superior": re.compile("上缴上级"),
        "operating": re.compile("经营支出"),
        "affiliate_subsidy": re.compile("附属单位"),
    },
    7: {
        "opening_balance": re.compile("年初结转"),
        "revenue": re.compile("本年收入"),
        "total": re.compile("^小计$|^合计$|本年支出合计"),
        "basic": re.compile("基本支出"),
        "project": re.compile("项目支出"),
        "closing_balance": re.compile("年末结转"),
    },
}
COLUMN_WORDS[5] = COLUMN_WORDS[8] = {
    "total": re.compile("^小计$|^合计$|本年支出合计|支出合计"),
    "basic": re.compile("基本支出"),
    "project": re.compile("项目支出"),
}
_BALANCES = re.compile("年初结转|上年结转|^本年收入$")


def has_balances(kind: int, heads: Sequence[Sequence[str]]) -> bool:
    """Whether a table prints balances and revenue beside what was spent: 公开07, and 公开05 or 08 of some cities."""
    return kind == FUND or (
        kind in (5, 8) and any(_BALANCES.search(word) for words in heads for word in words)
    )


def printed_order(kind: int, heads: Sequence[Sequence[str]]) -> tuple[str, ...] | None:
    """The columns of a table of codes as its head orders them, each line of the head given as its words; None where
    they stand in another order than the statement's and not all are named."""
    kind = FUND if has_balances(kind, heads) else kind
    usual = tuple(name for name, _ in statement_kind(kind).figures)
    named = max((_named(kind, words) for words in heads), key=len, default=[])
    if named == [name for name in usual if name in named]:
        return usual
    return tuple(named) if set(named) == set(usual) else None


def _named(kind: int, words: Sequence[str]) -> list[str]:
    """The columns that the words of a line name, in its order, each once."""
    found = (
        next((name for name, pattern in COLUMN_WORDS[kind].items() if pattern.search(word)), None)
        for word in words
    )
    return list(dict.fromkeys(name for name in found if name is not None))
