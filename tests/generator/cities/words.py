"""What the sections of several cities share: comparisons with the budget, shares, figures nobody compares."""

from __future__ import annotations

from ..elements import Prose
from ..figures import percent
from ..records import Facts, Money


def against(p: Prose, metric: str, budget: Money, final: Money, lead: str = "较预算") -> str:
    """`较预算减少8万元，降低40%`: what was spent beside its budget; no rate on a budget of nothing."""
    if budget == final:
        return f"{lead}持平"
    more = final > budget
    difference = p.money(abs(final - budget))
    p.state(f"{metric}_budget_change", difference if more else f"-{difference}")
    text = f"{lead}{'增加' if more else '减少'}{difference}万元"
    if not budget:
        return text
    rate = percent(abs(final - budget), budget, p.layout.growth_places)
    p.state(f"{metric}_budget_change_pct", rate if more else f"-{rate}")
    return f"{text}，{'增长' if more else '降低'}{rate}%"


def since(p: Prose, metric: str, now: Money, before: Money, lead: str = "较上年") -> str:
    """`较上年增加1万元，增长5%`, or `较上年无增减`."""
    if now == before:
        p.state(f"{metric}_change", 0)
        return f"{lead}无增减"
    return f"{lead}{p.change(metric, now, before)}"


def completed(p: Prose, metric: str, budget: Money, final: Money, whole: str = "预算") -> str:
    """`，完成预算的80%`; nothing where there is no budget."""
    return f"，完成{whole}的{p.share(f'{metric}_completion_pct', final, budget)}" if budget else ""


def meetings(f: Facts) -> tuple[Money, Money, int, int]:
    """What conferences and training cost, and how many came to them; made up from the department's size."""
    return f.public // 90, f.public // 60, 20 + f.public % 90, 10 + f.public % 70
