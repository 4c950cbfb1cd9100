"""Projects with their self-evaluations, yearly goals and key tasks of a made-up department."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

from . import wording
from .records import GoalFact, IndicatorFact, Money, ProjectFact, Spending, TaskFact, Theme
from .themes import BY_CODE

_LEVEL1 = {
    "数量指标": "产出指标",
    "质量指标": "产出指标",
    "时效指标": "产出指标",
    "经济效益指标": "效益指标",
    "社会效益指标": "效益指标",
    "生态效益指标": "效益指标",
    "可持续影响指标": "效益指标",
    "服务对象满意度指标": "满意度指标",
}


def _indicators(theme: Theme, rng: Random) -> tuple[IndicatorFact, ...]:
    found = []
    for level2, text, unit, low, high in theme.indicators:
        met = True
        if not unit:
            target, actual = "有效提升", "有效提升"
        elif unit == "%":
            goal = rng.randint(low, high)
            target, actual = f"≥{goal}%" if goal < 100 else "100%", f"{rng.randint(goal, 100)}%"
        else:
            goal = rng.randint(low, high)
            done = (
                goal + rng.randint(0, max(1, goal // 10))
                if rng.random() < 0.93
                else goal - max(1, goal // 12)
            )
            met = done >= goal
            target, actual = rng.choice((f"≥{goal}{unit}", f"{goal}{unit}")), f"{done}{unit}"
        found.append(IndicatorFact(_LEVEL1[level2], level2, text, target, actual, met))
    return tuple(found)


def _split(amount: Money, parts: int, rng: Random) -> list[Money]:
    """`amount` in `parts` positive parts."""
    cuts = sorted(rng.sample(range(1, amount), parts - 1)) if parts > 1 else []
    return [b - a for a, b in zip([0, *cuts], [*cuts, amount], strict=True)]


def project_facts(general: Iterable[Spending], rng: Random) -> tuple[ProjectFact, ...]:
    """The projects of the general budget; what they executed adds up to its project expenditure."""
    found = []
    for spending in general:
        if not spending.project:
            continue
        theme = BY_CODE[spending.function.code]
        names = theme.names[: rng.randint(1, len(theme.names))] if spending.project > 500 else theme.names[:1]
        for name, executed in zip(names, _split(spending.project, len(names), rng), strict=True):
            budget = executed if rng.random() < 0.6 else round(executed * rng.uniform(1.0, 1.25))
            found.append(_project(name, spending, theme, budget, executed, rng))
    return tuple(found)


def _project(
    name: str, spending: Spending, theme: Theme, budget: Money, executed: Money, rng: Random
) -> ProjectFact:
    told = rng.sample(theme.outputs, rng.randint(1, len(theme.outputs)))
    outputs = "；".join(f"{'一二三'[i]}是{text}" for i, text in enumerate(told))
    index = rng.randrange(len(wording.PROBLEMS))
    problem = rng.random() < 0.5
    return ProjectFact(
        name,
        spending.function,
        budget,
        executed,
        outputs,
        wording.PROBLEMS[index] if problem else None,
        wording.IMPROVEMENTS[index] if problem or rng.random() < 0.5 else None,
        _indicators(theme, rng),
    )


def goals(sizes: dict[str, float], rng: Random) -> tuple[GoalFact, ...]:
    """The overall form's yearly goals, each with the indicators of one theme."""
    picked = rng.sample(sorted(sizes), min(len(sizes), rng.randint(1, 3)))
    return tuple(
        GoalFact(goal, _indicators(BY_CODE[code], rng))
        for goal, code in zip(rng.sample(wording.OVERALL_GOALS, len(picked)), picked, strict=True)
    )


def tasks(rng: Random) -> tuple[TaskFact, ...]:
    """Three to six key tasks with their outcomes."""
    found = []
    for matter, goal, outcome in rng.sample(wording.TASKS, rng.randint(3, 6)):
        n = rng.randint(6, 90)
        m = n + rng.randint(0, 9)
        found.append(TaskFact(matter, goal.format(n=n), outcome.format(m=m, k=rng.randint(10, 400))))
    return tuple(found)
