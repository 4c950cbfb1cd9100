"""N12: “三公” expenses and operating costs in the prose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...context import RuleContext
from ...figures import Figure
from ...references import against_reference, before, completion_trials, sums_of_stated
from ...registry import rule
from ...trials import Comparison, Held, Remark, Trial, total

SOURCE = "部门决算公开文本格式 第三部分 情况说明"
THREE = ("abroad", "vehicle", "reception")
SUBJECTS = ("three_public", *THREE, "vehicle_purchase", "vehicle_operation")
BASES = ("budget", "final")
VISITS = {
    "abroad_final": ("abroad_groups", "abroad_persons"),
    "reception_final": ("reception_batches", "reception_persons"),
    "reception_foreign": ("reception_foreign_batches", "reception_foreign_persons"),
    "reception_domestic": ("reception_domestic_batches", "reception_domestic_persons"),
}
"""Counts that go with money spent."""
_COUNT = "[1-9一二两三四五六七八九十][0-9]{0,2}个"
_UNITS_BELOW = re.compile(
    rf"(?:下设|下属|所属|直属)[^。；]{{0,40}}{_COUNT}[^，。；]{{0,6}}单位|{_COUNT}(?:二级预算|下属|所属|直属|事业)单位"
)
"""下设县环卫所、县园林所等2个二级预算单位."""
_INSTITUTIONS = ("2010350", "2101102", "2080502")
"""Items that only public institutions (事业单位) have; with them 机关运行经费 is not all public-use money."""


@rule(
    "N12.amounts",
    "文字所述“三公”经费与公开09表一致",
    '"Three public" amounts stated = statement 9',
    "情况说明中“三公”经费及各项的预算、决算，应与公开09表一致。",
    SOURCE,
    kinds=("three_public",),
)
def amounts(context: RuleContext) -> Iterator[Trial]:
    yield from against_reference(context, tuple(f"{s}_{b}" for s in SUBJECTS for b in BASES))


@rule(
    "N12.parts",
    "文字所述“三公”经费等于各项之和",
    '"Three public" = abroad + vehicles + reception',
    "情况说明中“三公”经费，应等于因公出国、公务用车、公务接待三项之和。",
    SOURCE,
    kinds=("three_public",),
)
def parts(context: RuleContext) -> Iterator[Trial]:
    for basis in BASES:
        whole = context.by_metric.get(f"three_public_{basis}", [])
        three = [_part(context, part, basis) for part in THREE]
        # A part that is not stated may be one that was not read, so only all three add up.
        if whole and all(three):
            figures = [figure for part in three for figure in part]
            yield total(whole[0].figure, figures, "因公出国、公务用车、公务接待之和")


def _part(context: RuleContext, part: str, basis: str) -> list[Figure]:
    """The first statement of one of the three; for vehicles else those of purchase and operation."""
    metrics: tuple[str, ...] = (f"{part}_{basis}",)
    if part == "vehicle" and metrics[0] not in context.by_metric:
        metrics = (f"vehicle_purchase_{basis}", f"vehicle_operation_{basis}")
    stated = [context.by_metric[metric][0].figure for metric in metrics if metric in context.by_metric]
    return stated if len(stated) == len(metrics) else []


@rule(
    "N12.changes",
    "“三公”经费各项增减之和等于总的增减",
    "Changes of the three add up to the change of the total",
    "“三公”经费各项较上年的增减额相加，应等于“三公”经费较上年的增减额。",
    SOURCE,
    kinds=("three_public",),
)
def changes(context: RuleContext) -> Iterator[Trial]:
    # A part of nothing whose change is not told did not change.
    told = [part for part in THREE if f"{part}_final_change" in context.by_metric]
    silent = [part for part in THREE if part not in told]
    nothing = [
        part for part in silent if (figure := context.reference(f"{part}_final")) and not figure.amount
    ]
    if len(told) >= 2 and len(nothing) == len(silent):
        parts = tuple(f"{part}_final_change" for part in told)
        yield from sums_of_stated(context, "three_public_final_change", parts, "各项较上年增减额之和")


@rule(
    "N12.vehicle-parts",
    "文字所述公务用车费等于购置费加运行维护费",
    "Vehicles = purchase + operation",
    "情况说明中公务用车购置及运行维护费，应等于购置费与运行维护费之和。",
    SOURCE,
    kinds=("three_public",),
)
def vehicle_parts(context: RuleContext) -> Iterator[Trial]:
    for basis in BASES:
        parts = (f"vehicle_purchase_{basis}", f"vehicle_operation_{basis}")
        yield from sums_of_stated(context, f"vehicle_{basis}", parts, "购置费与运行维护费之和")


@rule(
    "N12.operation-parts",
    "公务用车运行维护费等于所列各项之和",
    "Vehicle operation = fuel, repair, toll, insurance \u2026",
    "情况说明中公务用车运行维护费，应等于所列燃料、维修、过路、保险等费之和。",
    SOURCE,
    kinds=("three_public",),
)
def operation_parts(context: RuleContext) -> Iterator[Trial]:
    parts = ("vehicle_fuel", "vehicle_repair", "vehicle_toll", "vehicle_insurance", "vehicle_safety_awards")
    yield from sums_of_stated(context, "vehicle_operation_final", parts, "所列各项之和")


@rule(
    "N12.reception-parts",
    "公务接待费等于外宾接待加国内接待",
    "Reception = foreign + domestic",
    "情况说明中公务接待费，应等于外宾接待与国内公务接待之和。",
    SOURCE,
    kinds=("three_public",),
)
def reception_parts(context: RuleContext) -> Iterator[Trial]:
    parts = ("reception_foreign", "reception_domestic")
    yield from sums_of_stated(context, "reception_final", parts, "外宾接待与国内接待之和")


def _rates(context: RuleContext) -> Iterator[Trial]:
    for subject in SUBJECTS:
        for stated in context.by_metric.get(f"{subject}_final_completion_pct", ()):
            final = before(context, stated, f"{subject}_final")
            budget = before(context, stated, f"{subject}_budget")
            if final is not None and budget is not None:
                yield from completion_trials(stated.figure, final, budget)


@rule(
    "N12.rates",
    "“三公”经费完成率等于决算除以预算",
    'Completion rates of the "three public"',
    "“三公”经费及各项的完成预算百分比，应等于决算除以预算。",
    SOURCE,
    kinds=("three_public",),
)
def rates(context: RuleContext) -> Iterator[Trial]:
    yield from (trial for trial in _rates(context) if isinstance(trial, Comparison))


@rule(
    "N12.zero-budget",
    "“三公”预算为零时没有完成率",
    'A "three public" budget of nothing has no rate',
    "“三公”经费某项预算为零的，没有完成率。",
    SOURCE,
    "warning",
    kinds=("three_public",),
)
def zero_budget(context: RuleContext) -> Iterator[Trial]:
    yield from (trial for trial in _rates(context) if isinstance(trial, Remark | Held))
    for subject in SUBJECTS:
        budget = context.reference(f"{subject}_budget")
        silent = f"{subject}_final_completion_pct" not in context.by_metric
        yield Held(int(silent and budget is not None and not budget.amount))


@rule(
    "N12.operating-cost",
    "机关运行经费等于公用经费",
    "Operating costs = public-use money",
    "各单位均为行政单位时，机关运行经费等于公用经费；有事业单位或多个单位的，不大于公用经费。",
    SOURCE,
    "warning",
    kinds=("operating_cost",),
)
def operating_cost(context: RuleContext) -> Iterator[Trial]:
    ledger = context.ledger
    public = context.reference("public_cost")
    stated = context.by_metric.get("operating_cost", [])
    if not stated or public is None:
        return
    alone = not _several_units(context) and not any(ledger.row(3, code) for code in _INSTITUTIONS)
    yield Comparison("sum" if alone else "at_most", stated[0].figure, ((1, public),), public.place)


def _several_units(context: RuleContext) -> bool:
    """Whether the account may be of institutions too: it lists or announces more units than the office itself."""
    units = [u for u in context.disclosure.organisation_units if u.kind in ("预算单位", "下属单位")]
    below = any(u.kind == "下属单位" for u in units)
    if below or len(units) > 1 or (not units and context.disclosure.identity.scope == "汇总"):
        return True
    return any(section.part == 1 and _UNITS_BELOW.search(text) for section, _, text in context.compact)


@rule(
    "N12.visits",
    "没有支出的不写团组、批次",
    "No groups or visits where nothing was spent",
    "因公出国（境）费、公务接待费为零的，团组、批次与人数也应为零；有支出的应写明。",
    SOURCE,
    "warning",
    kinds=("three_public",),
)
def visits(context: RuleContext) -> Iterator[Trial]:
    for final, metrics in VISITS.items():
        spent = context.reference(final)
        if spent is None:
            continue
        for metric in metrics:
            for stated in context.by_metric.get(metric, ())[:1]:
                if bool(spent.amount) or not stated.figure.amount:
                    yield Held()
                    continue
                yield Remark(
                    f"{stated.figure.place}为{stated.figure.shown}，但{spent.place}为{spent.shown}",
                    stated.figure.line,
                    spent.line if spent.line != stated.figure.line else None,
                    expected="0",
                    found=stated.figure.amount,
                    subject=stated.figure.key,
                    figures=(stated.figure, spent),
                )


@rule(
    "N12.groups-and-persons",
    "团组、批次不多于人次",
    "No more groups than people",
    "出国团组、接待批次的个数不应多于人次；多于的，两数似互换了位置。",
    SOURCE,
    "warning",
    kinds=("three_public",),
)
def groups_and_persons(context: RuleContext) -> Iterator[Trial]:
    for groups, persons in VISITS.values():
        for first, second in zip(
            context.by_metric.get(groups, ()), context.by_metric.get(persons, ()), strict=False
        ):
            group, person = first.figure, second.figure
            if not person.amount or group.amount <= person.amount or not group.amount:
                yield Held()
                continue
            yield Remark(
                f"{group.place}为{group.shown}，多于{person.place}{person.shown}，两数似互换了位置",
                group.line,
                person.line if person.line != group.line else None,
                expected=person.amount,
                found=group.amount,
                subject=group.key,
                figures=(group, person),
            )
