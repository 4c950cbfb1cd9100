"""The indicator rows of a form: goal, three levels carried down, target, actual, score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from ...layout.form_figures import plain_number
from ...layout.form_words import label, words
from ...layout.levels import (
    GOAL_HEADS,
    is_goal_label,
    is_piece,
    is_side,
    level1_name,
    level2_name,
    level_above,
)
from ...model import Indicator, Place, Repair, Row
from .debris import without_debris, without_empty_bracket
from .form_cells import filled, is_rule
from .targets import is_met

_HEADERS = ("三级指标", "年初目标值", "实际完成值", "年度指标值", "指标值")
_PLACES = (("name", "三级指标"), ("target", "年初目标"), ("target", "年度指标"), ("actual", "实际完成"))


@dataclass(slots=True)
class IndicatorTable:
    """The indicators read so far and what the rows above carry down."""

    goal: str | None = None
    level1: str | None = None
    level2: str | None = None
    scored: bool = False
    weighted: bool = False
    open_goal: bool = False
    places: tuple[int, int, int, int] | None = None
    found: list[Indicator] = field(default_factory=list)

    def read(self, row: Row, cells: list[str], first_of_page: bool) -> bool:
        """Take in one row and its filled cells; False where it is none of an indicator table's."""
        if is_rule(row):
            return True
        if is_header(cells):
            self._take_header(row, cells)
            return True
        if is_goal_label(cells[0]) and not _name_level(cells[1:3]):
            self._open_goal(cells[1:])
            return True
        if self.open_goal and len(cells) == 2 and not _name_level(cells):
            self.goal, self.open_goal = cells[0], False
            return True
        rest = _without_side(cells)
        if len(rest) == 1 and not _name_level(rest):
            return self._continue(row, rest[0], first_of_page)
        if rest and is_piece(rest[0]):
            return True
        clean = without_debris(row)
        if clean is not row:
            rest = _without_side(filled(clean))
        return self._indicator(clean, rest, _as_printed(row, clean))

    def _take_header(self, row: Row, cells: list[str]) -> None:
        texts = [label(cell) for cell in cells]
        self.scored = any(text.startswith("得分") for text in texts)
        self.weighted = any(text.startswith(("分值", "权重")) for text in texts)
        self.places = _places(row)

    def _open_goal(self, cells: list[str]) -> None:
        # 预期目标 and 实际完成情况 are the heads of the columns below.
        cells = [cell for cell in cells if not label(cell).startswith(GOAL_HEADS)]
        self.goal = " ".join(cells) or None
        self.open_goal = not cells
        self.level1 = self.level2 = None

    def _continue(self, row: Row, cell: str, first_of_page: bool) -> bool:
        """A row of one cell: the goal's words, or the rest of an indicator that a page break cut."""
        if self.open_goal:
            self.goal, self.open_goal = cell, False
            return True
        if not self.found:
            return is_piece(cell)
        last = self.found[-1]
        column = next(at for at, c in enumerate(row.cells) if words(c))
        if last.actual is None and last.target is not None and column >= 3:
            actual = cell
            self.found[-1] = replace(last, actual=actual, met=is_met(last.target, actual, last.level3))
        elif first_of_page and cell not in last.level3 and not is_piece(cell):
            self.found[-1] = replace(last, level3=last.level3 + cell)
        return True

    def _indicator(self, row: Row, cells: list[str], repairs: tuple[Repair, ...]) -> bool:
        values = self._take_levels(cells)
        if not values:
            return bool(cells)
        values, score = self._take_score(values)
        level2, level3, target, actual = self._columns(values)
        if level3 is None:
            return False
        if actual is None and self._is_actual(row, level3):
            target, actual = None, target
        name = without_empty_bracket(level3)
        if name != level3:
            repairs, level3 = repairs or (Repair("debris", level3),), name
        self.found.append(
            Indicator(
                position=len(self.found) + 1,
                goal=self.goal,
                level1=self.level1,
                level2=level2,
                level3=level3,
                target=target,
                actual=actual,
                score=score,
                met=is_met(target, actual, level3),
                place=Place(row.line),
                repairs=repairs,
            )
        )
        return True

    def _is_actual(self, row: Row, level3: str) -> bool:
        """Whether a row's only value stands in the column of actual values, its name in that of the names."""
        if self.places is None or len(row.cells) != self.places[3]:
            return False
        name, target, actual, _ = self.places
        return words(row.cells[name]) == level3 and not row.cells[target] and bool(row.cells[actual])

    def _take_levels(self, cells: list[str]) -> list[str]:
        """Carry down the levels that the first cells name; the cells after them."""
        at = 0
        first = level1_name(cells[0]) if cells else None
        following = level2_name(cells[1]) if len(cells) > 1 else None
        # 成本指标 is a first level before a second (成本指标 经济成本指标), else a second level itself.
        if first and (first != "成本指标" or following):
            self.level1, self.level2 = first, None
            at = 1
        second = level2_name(cells[at]) if at < len(cells) else None
        if second and not _is_last_name(cells[at:]):
            self.level2 = second
            # A page break may have cut off the first level's cell; the scheme tells to which the second belongs.
            self.level1 = (self.level1 if at else None) or level_above(second) or self.level1
            at += 1
        return cells[at:]

    def _take_score(self, values: list[str]) -> tuple[list[str], Decimal | None]:
        """The score at the end of a row, and before it the weight (分值); a remark may follow them."""
        if not (self.scored or self.weighted) or len(values) < 4:
            return values, None
        if self.weighted and len(values) >= 6 and plain_number(values[-1]) is None:
            values = values[:-1]
        score = plain_number(values[-1])
        if score is None:
            return values, None
        values = values[:-1]
        if self.weighted and self.scored and len(values) >= 3 and plain_number(values[-1]) is not None:
            values = values[:-1]
        return values, score if self.scored else None

    def _columns(self, values: list[str]) -> tuple[str | None, str | None, str | None, str | None]:
        """Level 2 and 3, target, actual of the cells after the known levels; four of them begin with a level 2."""
        if len(values) >= 4:
            self.level2 = values[0]
            values = values[1:]
        level3, target, actual = (*values[:3], None, None)[:3]
        return self.level2, level3, target, actual


def _places(header: Row) -> tuple[int, int, int, int] | None:
    """The places of 三级指标, target and actual value in a header, and its width; None where one is missing."""
    found: dict[str, int] = {}
    for at, cell in enumerate(header.cells):
        text = label(cell)
        kind = next((kind for kind, start in _PLACES if text.startswith(start)), None)
        if kind:
            found.setdefault(kind, at)
    if len(found) < len({kind for kind, _ in _PLACES}):
        return None
    return found["name"], found["target"], found["actual"], len(header.cells)


def _as_printed(row: Row, clean: Row) -> tuple[Repair, ...]:
    """What the cells that were freed of debris print."""
    pairs = zip(row.cells, clean.cells, strict=True)
    return tuple(Repair("debris", words(cell)) for cell, kept in pairs if cell != kept)


def _is_last_name(cells: list[str]) -> bool:
    """Whether the third level is missing, so that the second stands for it: 服务对象满意度 98% 98%."""
    if len(cells) != 3:
        return False
    return all(c[:1].isdigit() or c[:1] in "≥≤><》《" for c in cells[1:]) and label(cells[1])[-1:] in "%‰"


def is_header(cells: list[str]) -> bool:
    """Whether a row is the indicators' header (一级指标 二级指标 三级指标 年初目标值(A) 实际完成值(B))."""
    printed = "".join(cells)
    if "级" not in printed and "值" not in printed:
        return False
    texts = [label(cell) for cell in cells]
    named = sum(text in ("一级指标", "二级指标", "三级指标") for text in texts)
    return named >= 2 or any(text.startswith(_HEADERS) for text in texts)


def _name_level(cells: Sequence[str]) -> bool:
    """Tell whether one of the cells names a level of indicators (产出指标, 数量指标)."""
    return any(level1_name(cell) or level2_name(cell) for cell in cells)


def _without_side(cells: Sequence[str]) -> list[str]:
    """Drop the words of a form's side (绩效指标), which stand in the first two cells and name no level."""
    return [cell for at, cell in enumerate(cells) if at > 1 or not is_side(cell) or level1_name(cell)]
