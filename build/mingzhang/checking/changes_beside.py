"""Changes told of what is no metric: …支出72.97万元，较年初预算数增加7.30万元，增长11.12% of a class or an item."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from ..model import MONEY_KINDS
from .context import RuleContext
from .figures import Figure
from .stated_figures import heading_of

_NUMBER = r"[0-9]{1,9}(?:,[0-9]{3})*(?:\.[0-9]{1,6})?"
_CHANGE = re.compile(
    rf"(?P<sign>增加|减少)(?P<change>{_NUMBER})万元[，、](?:同比)?(?P<way>增长|上升|下降|降低)(?P<rate>[0-9]{{1,6}}(?:\.[0-9]{{1,4}})?)%"
)
_AMOUNT = re.compile(
    rf"(?:支出|决算数?|为)(?P<amount>{_NUMBER})万元[，,](?:占[^，。；]{{1,24}}[，,])?[比较与同][^，。；]{{1,20}}?(?:相比)?[，,]?$"
)
"""What the change is of, where the words just before it say so."""
_UP = ("增加", "增长", "上升")


class Told(NamedTuple):
    """A change and its rate, signed as their words say, the amount that changed or None, and the words."""

    change: Figure
    rate: Figure
    amount: Figure | None
    words: str


def changes_beside(context: RuleContext) -> list[Told]:
    """Every change with its rate in the sections on money that no metric states, in order."""
    stated = {
        (one.place.line, one.value.normalize())
        for one in context.disclosure.stated
        if "_change" in one.metric
    }
    found: list[Told] = []
    for kind in context.sections:
        for section in context.sections[kind] if kind in MONEY_KINDS else ():
            for prose in context.prose(section):
                for match in _CHANGE.finditer(prose.text):
                    line = prose.line(match.start("change"))
                    values = [Decimal(match[name].replace(",", "")) for name in ("change", "rate")]
                    signs = [1 if match[name] in _UP else -1 for name in ("sign", "way")]
                    lines = range(prose.line(0), line + 1)
                    if any((n, (s * values[0]).normalize()) in stated for n in lines for s in (1, -1)):
                        continue
                    before = prose.text[max(0, match.start() - 90) : match.start()]
                    place = f"“{heading_of(section)}”"
                    amount = _AMOUNT.search(before)
                    told = [
                        Figure(
                            context.text(section.path, f"{match.group()}{n}"),
                            s * v,
                            f"{place}{what}",
                            line,
                            unit,
                        )
                        for n, (s, v, what, unit) in enumerate(
                            zip(signs, values, ("增减额", "增减率"), ("万元", "%"), strict=True)
                        )
                    ]
                    whole = amount and Figure(
                        context.text(section.path, f"{amount.group()}"),
                        Decimal(amount["amount"].replace(",", "")),
                        f"{place}所述数额",
                        line,
                    )
                    found.append(Told(told[0], told[1], whole or None, match.group()))
    return found
