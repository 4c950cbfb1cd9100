"""Faults of the rules on the money and the projects of the self-evaluation."""

from __future__ import annotations

import re
from random import Random

from .rule_faults import ANNEX, OVERALL, SUMMARY, Change, digits, fault, faults, shifted
from .rule_faults import NUMBER as N

_EVALUATED = rf"共涉及项目(?P<count>[0-9]+)个，资金(?P<money>{N})万元"


def money(match: re.Match[str], name: str) -> float:
    return float(match[name].replace(",", ""))


_WHOLE_FORM = rf"部门整体支出总额\t(?:\t)*(?P<budget>{N})\t(?P<x>{N})(?=\t)"
fault("N15.overall-form", _WHOLE_FORM, digits)


def _overall_budget(by: float) -> Change:
    def told(match: re.Match[str], rng: Random) -> str | None:
        form = re.search(_WHOLE_FORM, match.string)
        return f"整体支出全年预算数为{money(form, 'budget') + by:.2f}万元，" if form else None

    return told


fault("N15.overall-form-budget", OVERALL, _overall_budget(24), _overall_budget(0))
fault("N15.overall-form-rate", rf"部门整体支出总额\t(?:\t)*{N}\t{N}\t(?P<x>{N})(?=%)", shifted)
fault("N15.overall-money", rf"整体支出绩效自评，(?:涉及)?资金(?P<x>{N})(?=万元)", digits)


def _budgets(by: float) -> Change:
    def told(match: re.Match[str], rng: Random) -> str | None:
        listed = [money(m, "budget") for m in re.finditer(SUMMARY, match.string)]
        if len(listed) < 2 or len(listed) != int(match["count"]):
            return None
        return f"共涉及项目{match['count']}个，涉及预算资金{sum(listed) + by:.2f}万元"

    return told


fault("N15.project-budgets", _EVALUATED, _budgets(28.5), _budgets(0))
fault("N15.project-money", rf"共涉及项目[0-9]+个，资金(?P<x>{N})(?=万元)", digits)
fault("N15.share", rf"占一般公共预算项目支出总额的(?P<x>{N})(?=%)", shifted)


def _listed(text: str) -> list[tuple[str, float, float]]:
    """The projects with their budgets and what was spent."""
    return [
        (m["name"], float(m["budget"].replace(",", "")), float(m["spent"].replace(",", "")))
        for m in re.finditer(rf"(?m)^[（(]?[0-9]+[.、）)](?P<name>[^：\n]+?)(?:项目)?{SUMMARY}", text)
    ]


_AFTER_ITEMS = rf"完成年初预算的{N}%。其中：基本支出{N}万元，项目支出{N}万元。(?P<x>)"


def _added(match: re.Match[str], rng: Random) -> str | None:
    some = _listed(match.string)[:5]
    if len(some) < 5:
        return None
    said = "；".join(f"{name}{spent:.2f}万元" for name, _, spent in some)
    return f"年中追加项目经费{sum(spent for _, _, spent in some):.2f}万元，其中：{said}。"


def _without_budget(keep: int) -> Change:
    """Every project named as added has the budget 0 in its summary, but for `keep`."""

    def printed(match: re.Match[str], rng: Random) -> str | None:
        added = [name for name, _, _ in _listed(match.string)[:5]]
        zeroed = added[: 5 - keep]

        def zero(one: re.Match[str]) -> str:
            return f"{one[1]}0万元，执行数为{one['spent']}万元。" if one["name"] in zeroed else one[0]

        return re.sub(
            rf"(?m)(^[（(]?[0-9]+[.、）)](?P<name>[^：\n]+?)(?:项目)?绩效自评综述：项目全年预算数?为){N}万元，"
            rf"执行数为(?P<spent>{N})万元，(?:完成预算的|执行率){N}%。",
            zero,
            match[0],
        )

    return printed


_SUMMARIES = r"(?m)^[（(]?1[.、）)][^\n]*绩效自评综述(?:[^\n]*\n)+?(?=[（(]四[）)])"
faults(
    "N16.additions",
    ((_SUMMARIES, _without_budget(1)),),
    ((_SUMMARIES, _without_budget(0)),),
    before=((_AFTER_ITEMS, _added),),
)
fault(
    "N16.amounts-missing",
    rf"(?<=绩效自评综述：)项目全年预算数?为{N}万元，执行数为{N}万元，(?:完成预算的|执行率){N}%。",
    "",
)


def _all_budgets(text: str) -> float | None:
    """What the budgets of the listed projects add up to, where these are all that were evaluated."""
    listed = _listed(text)
    whole = re.search(_EVALUATED, text)
    if len(listed) < 2 or whole is None or len(listed) != int(whole["count"]):
        return None
    return sum(budget for _, budget, _ in listed)


def _budget_sum(by: float) -> Change:
    def told(match: re.Match[str], rng: Random) -> str | None:
        budgets = _all_budgets(match.string)
        spent = re.search(rf"项目支出({N})万元，占本年支出", match.string)
        if budgets is None or spent is None:
            return None
        return f"资金{spent[1]}万元，从评价情况来看，项目全年预算数为{budgets + by:.2f}万元，"

    return told


fault(
    "N16.budget-sum",
    rf"(?<=整体支出绩效自评，)(?P<x>(?:涉及)?资金{N}万元，从评价情况来看，)",
    _budget_sum(33),
    _budget_sum(0),
)


def _twice(match: re.Match[str], rng: Random) -> str | None:
    """What a project spent is also in the amount of the one before it."""
    listed = _listed(match.string)
    names = [name for name, _, _ in listed]
    if len(listed) < 3 or match["name"] != names[0]:
        return None
    return f"{listed[0][2] + listed[1][2]:.2f}"


def _mention(match: re.Match[str], rng: Random) -> str | None:
    listed = _listed(match.string)
    return f"主要是日常巡查维护{listed[0][2]:.2f}万元。" if len(listed) >= 3 else None


faults(
    "N16.counted-twice",
    (
        (
            rf"(?m)^[（(]?1[.、）)](?P<name>[^：\n]+?)(?:项目)?绩效自评综述：项目全年预算数?为{N}万元，执行数为(?P<x>{N})(?=万元)",
            _twice,
        ),
    ),
    before=((_AFTER_ITEMS, _mention),),
)
fault(
    "N16.executed-sum",
    rf"绩效自评综述：项目全年预算数?为{N}万元，执行数为(?P<x>[1-9][0-9,]*\.[0-9]+)(?=万元)",
    digits,
)


def _mentioned(by: float) -> Change:
    def told(match: re.Match[str], rng: Random) -> str | None:
        listed = _listed(match.string)
        name, _, spent = listed[0] if listed else ("", 0, 0)
        return f"{name}{spent + by:.2f}万元。" if len(name) >= 4 else None

    return told


fault("N16.mentioned-amounts", _AFTER_ITEMS, _mentioned(11), _mentioned(0), alone=True)


def _project_budget(by: float) -> Change:
    def told(match: re.Match[str], rng: Random) -> str | None:
        budgets = _all_budgets(match.string)
        if budgets is None:
            return None
        return f"{match[0]}\n\n一、整体支出绩效自评结果\n\n项目支出预算总额为{budgets + by:.2f}万元。\n"

    return told


faults(
    "N16.project-budget",
    ((ANNEX, _project_budget(41)),),
    ((ANNEX, _project_budget(0)),),
    before=((rf"(?<=整体支出绩效自评，)(?P<x>(?:涉及)?资金{N}万元，从评价情况来看，)", _budget_sum(0)),),
    last=True,
)
