"""五、一般公共预算财政拨款支出决算情况说明: the total, its structure by class, and every item with its reason."""

from __future__ import annotations

from collections import defaultdict

from .elements import Prose
from .figures import percent
from .records import GENERAL, Facts, Money, Spending, totals
from .statements import class_sums


def write_execution(p: Prose, f: Facts) -> None:
    """The section's three parts."""
    now = totals(f)
    general = f.of(GENERAL)
    p.add("subheading", "（一）一般公共预算财政拨款支出决算总体情况")
    p.body(
        f"{f.year}年度一般公共预算财政拨款支出{p.wan('general_budget_expenditure', f.general)}，占本年支出合计的"
        f"{p.share('general_budget_expenditure_share_pct', f.general, now.expenditure)}。与{f.year - 1}年度相比，"
        f"一般公共预算财政拨款支出{p.change('general_budget_expenditure', f.general, f.previous.general)}"
        f"{p.because(f, f.general, f.previous.general)}。"
    )
    p.add("subheading", "（二）一般公共预算财政拨款支出决算结构情况")
    p.body(f"{f.year}年度一般公共预算财政拨款支出{p.money(f.general)}万元，主要用于以下方面：")
    _structure(p, general, f.general)
    p.add("subheading", "（三）一般公共预算财政拨款支出决算具体情况")
    initial = sum(s.initial for s in general)
    p.body(
        f"{f.year}年度一般公共预算财政拨款支出年初预算为{p.wan('general_budget_initial', initial)}，支出决算为"
        f"{p.money(f.general)}万元，完成年初预算的"
        f"{p.share('general_budget_expenditure_completion_pct', f.general, initial)}。其中：基本支出"
        f"{p.money(sum(s.basic for s in general))}万元，项目支出"
        f"{p.wan('general_budget_project', sum(s.project for s in general))}。"
    )
    _items(p, general)


def _structure(p: Prose, general: tuple[Spending, ...], total: Money) -> None:
    names = {s.function.code[:3]: s.function.class_ for s in general}
    for i, (code, amount) in enumerate(class_sums(general).items(), start=1):
        sections = dict.fromkeys(s.function.section for s in general if s.function.code[:3] == code)
        share = percent(amount, total, p.layout.growth_places)
        name = names[code].removesuffix("支出")
        printed = f"“{name}支出”" if p.layout.wording == "coast" else f"{name}（类）支出"
        p.body(f"{i}.{printed}{p.money(amount)}万元，占{share}%。主要是用于{'、'.join(sections)}。")


def stop(p: Prose) -> str:
    """What stands after an item's name: nothing where its amount follows."""
    return "" if p.layout.wording == "coast" else "。"


def told(p: Prose, initial: Money, final: Money, reason: str) -> str:
    """`年初预算为…，支出决算为…，完成年初预算的…%。` with the reason where the two differ."""
    if p.layout.wording == "coast":
        return _told_by_full_year(p, initial, final, reason)
    text = f"{p.pick('年初预算为', '年初预算数为')}{p.money(initial)}万元，{p.pick('支出决算为', '决算数')}{p.money(final)}万元"
    if initial:
        text += f"，完成年初预算的{percent(final, initial, p.layout.growth_places)}%"
    if initial == final:
        return f"{text}。"
    word = "大于" if final > initial else "小于"
    return p.pick(
        f"{text}，支出决算数{word}年初预算数的主要原因：{reason}。",
        f"{text}，支出决算数{word}年初预算数的主要原因{reason}。",
        f"{text}。决算数{word}年初预算数的主要原因是：{reason}。",
        f"{text}，主要原因是{reason}。",
    )


def _told_by_full_year(p: Prose, budget: Money, final: Money, reason: str) -> str:
    """The same of a full-year budget, and the final figure after the name as well."""
    text = f"{p.money(final)}万元。全年预算为{p.money(budget)}万元，支出决算为{p.money(final)}万元"
    if budget:
        text += f"，完成全年预算的{percent(final, budget, p.layout.growth_places)}%"
    if budget == final:
        return f"{text}。决算数与全年预算数持平。"
    return f"{text}。决算数{'大于' if final > budget else '小于'}全年预算数的主要原因：{reason}。"


def by_class(general: tuple[Spending, ...]) -> list[tuple[str, str, Money, Money, str]]:
    """(code, name, initial, final, reason) of each class; the reason is that of its largest gap on the same side."""
    groups: defaultdict[str, list[Spending]] = defaultdict(list)
    for s in general:
        groups[s.function.code[:3]].append(s)
    found = []
    for code, members in sorted(groups.items()):
        initial, final = sum(s.initial for s in members), sum(s.total for s in members)
        sign = 1 if final > initial else -1
        reason = max(members, key=lambda s: sign * (s.total - s.initial)).reason
        found.append((code, members[0].function.class_, initial, final, reason))
    return found


def _number(p: Prose, i: int) -> str:
    style = p.layout.numbering
    return f"（{i}）" if style == "（1）" else f"{i}{style[1]}"


def _items(p: Prose, general: tuple[Spending, ...]) -> None:
    if p.layout.execution == "classes":
        for i, (_, name, initial, final, reason) in enumerate(by_class(general), start=1):
            p.body(f"{_number(p, i)}{name}（类）{stop(p)}{told(p, initial, final, reason)}")
        return
    current, group, position = "", 0, 0
    for s in general:
        g = s.function
        if p.layout.execution == "grouped" and g.class_ != current:
            current, group, position = g.class_, group + 1, 0
            p.body(f"{group}.{g.class_}具体包括：")
        position += 1
        number = f"（{position}）" if p.layout.execution == "grouped" else _number(p, position)
        named = f"{g.class_}（类）{g.section}（款）{g.item}（项）"
        if p.layout.execution == "codes":
            named = f"{g.item}（{g.code}）"
        p.body(f"{number}{named}{stop(p)}{told(p, s.initial, s.total, s.reason)}")
