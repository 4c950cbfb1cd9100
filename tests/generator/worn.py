"""Self-evaluation forms as they come out worn: targets in words, cells lost in one of two prints, debris of page breaks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .records import GoalFact, IndicatorFact

_COUNT = re.compile(r"≥?(?P<number>[0-9]+)(?P<unit>[^0-9]*)")


def worded(lines: Sequence[IndicatorFact]) -> tuple[IndicatorFact, ...]:
    """The same indicators, their targets and outcomes said as some departments say them; what is met stays met."""
    return tuple(_worded(line, at) for at, line in enumerate(lines))


def worded_goals(goals: Sequence[GoalFact]) -> tuple[GoalFact, ...]:
    return tuple(replace(goal, indicators=worded(goal.indicators)) for goal in goals)


def _worded(line: IndicatorFact, at: int) -> IndicatorFact:
    target, actual = _COUNT.fullmatch(line.target), _COUNT.fullmatch(line.actual)
    if target is None or actual is None:
        said = _IN_WORDS[at % len(_IN_WORDS)]
    elif target["unit"] == "%":
        said = _shares(target["number"], actual["number"])[at % 4]
    else:
        said = _counts(int(target["number"]), int(actual["number"]), target["unit"], line.met)[at % 5]
    name, goal, done = said
    return replace(line, level3=name or line.level3, target=goal, actual=done)


_Said = tuple[str, str, str]
"""Another name of the indicator ("" for its own), its target and its outcome."""
_IN_WORDS: tuple[_Said, ...] = (
    ("", "逐步提升", "提升"),
    ("", "不发生", "未发生"),
    ("", "全部完成", "完成"),
)


def _shares(goal: str, done: str) -> tuple[_Said, ...]:
    return (
        ("", f"不低于{goal}%", f"{done}%"),
        ("群众投诉率", "不超过百分之五", "3%"),
        ("资料差错率", "≤千分之五", "3‰"),
        ("", f"{goal}%-100%", f"{done}%"),
    )


def _counts(goal: int, done: int, unit: str, met: bool) -> tuple[_Said, ...]:
    return (
        ("", f"不少于{goal}{unit}", f"{done}余{unit}" if met else f"{done}{unit}"),
        ("", f"{goal}-{max(goal, done) + 9}", f"{done}"),
        ("", f"大于等于{goal}万{unit}", f"{done}万{unit}"),
        ("", f"完成{goal}{unit}", f"{done}{unit}" if met else f"未完成，{done}{unit}"),
        ("", f"{1000 + goal:,}{unit}", f"{1000 + done}{unit}"),
    )


def with_debris(rows: list[list[str]]) -> list[list[str]]:
    """The indicator rows of a form with what a page break leaves in cells: figures of the column beside at the end of a
    name, a page's number with words around it that belong to other cells, an empty bracket."""
    return [_soiled(row, at) for at, row in enumerate(rows)]


def _soiled(row: list[str], at: int) -> list[str]:
    name, target, actual = row[-3:]
    if at == 0 or len(name) < 4:
        return row
    if at % 3 == 1 and actual.rstrip("%‰").isdecimal():
        name = f"{name} {actual} 18"
    elif at % 3 == 2 and actual.rstrip("%‰").isdecimal():
        name = f"{name[:3]} {actual} 9- {70 + at} - 标 {name[3:]}"
    elif at % 3 == 0:
        name = f"{name}（）"
    return [*row[:-3], name, target, actual]


def with_lost_cells(rows: list[list[str]], again: bool) -> list[list[str]]:
    """The same rows, the target or the outcome of some lost: of others in the second print than in the first."""
    lost = []
    for at, row in enumerate(rows):
        *before, target, actual = row
        if not at or _is_soiled(row):
            pass
        elif at % 4 == (1 if again else 2):
            target = ""
        elif at % 4 == (3 if again else 0):
            actual = ""
        lost.append([*before, target, actual])
    return lost


def _is_soiled(row: list[str]) -> bool:
    return " " in row[-3] or row[-3].endswith("（）")


def cut_by_page(rows: list[list[str]]) -> tuple[list[list[str]], list[list[str]]]:
    """The rows before and after a page's end that cuts the last clean indicator in two: within its name, or before its
    outcome. Without one, all rows and none."""
    whole = [at for at, row in enumerate(rows) if all(row[-3:]) and len(row[-3]) > 4 and not _is_soiled(row)]
    if not whole:
        return rows, []
    after = whole[-1]
    *levels, name, target, actual = rows[after]
    blank = [""] * len(levels)
    if after % 2:
        first, rest = [*levels, name[:4], target, actual], [*blank, name[4:], "", ""]
    else:
        first, rest = [*levels, name, target, ""], [*blank, "", "", actual]
    return [*rows[:after], first], [rest, *rows[after + 1 :]]
