"""The indicators' levels (一级、二级指标) by their names, wherever in a row they stand."""

from __future__ import annotations

import re
from functools import lru_cache

from .form_words import label

LEVEL1 = {
    "产出": "产出指标",
    "效益": "效益指标",
    "满意度": "满意度指标",
    "成本": "成本指标",
    "投入": "投入指标",
    "过程": "过程指标",
    "管理": "管理指标",
    "效果": "效果指标",
    "履职效能": "履职效能",
    "管理效率": "管理效率",
    "社会效应": "社会效应",
    "可持续性": "可持续性",
    "产出及效益": "产出及效益指标",
}
GOAL_HEADS = ("预期目标", "实际完成情况", "年初设定目标", "全年实际完成", "目标完成情况", "完成情况")
"""How the heads of the columns begin in which goals and what became of them are told."""
_LEVEL2 = re.compile(
    r"^(?:数量|质量|时效|成本|经济成本|社会成本|生态环境成本|经济效益|社会效益|生态效益|环境效益|生态环境效益|"
    r"可持续影响|可持续发展|服务对象满意度?|社会公众满意度|群众满意度|受益对象满意度|公众满意度|服务对象|"
    r"资金投入|资金管理|资产管理|项目管理|预算管理|财务管理|人员管理|重点工作履行|部门效率)(?:指标?)?$"
)
_ABOVE = (
    (re.compile(r"^(?:数量|质量|时效|成本)指标?$"), "产出指标"),
    (re.compile(r"^(?:经济|社会|生态环境)成本指标?$"), "成本指标"),
    (re.compile(r"^(?:经济|社会|生态|环境|生态环境)效益指标?$|^可持续(?:影响|发展)指标?$"), "效益指标"),
    (re.compile(r"满意度?指标?$"), "满意度指标"),
)
_CHOPPED = {"指标", "标", "指", "度指", "度指标", "意度指标", "目标"}
_SIDE = re.compile(
    r"^(?:项目)?(?:年度)?(?:总体)?(?:绩效)?(?:目标)?(?:绩效)?(?:目标|指标)?[0-9一二三四五六七八九十]{0,2}(?:\([0-9]{1,3}分\))?[:：]?$"
)
_GOAL = re.compile(
    r"^(?:项目)?年度(?:总体)?(?:绩效)?目标(?:绩效)?(?:目标)?[0-9一二三四五六七八九十]{0,2}[:：]?$"
)
_SIDE_BEFORE = re.compile(r"^(?:年度)?(?:绩效)?目标(?=.)")
_SCORED = re.compile(r"\((?:[0-9]{1,3})分?\)$")


@lru_cache(maxsize=1024)
def is_side(cell: str) -> bool:
    """Whether a cell is the upright label at the side (年度绩效指标, 绩效目标1, a piece of it such as 年度)."""
    text = label(cell)
    return bool(text) and len(text) <= 20 and bool(_SIDE.match(text))


def is_goal_label(cell: str) -> bool:
    """Whether a cell opens a goal (年度绩效目标3)."""
    text = label(cell)
    return len(text) <= 16 and bool(_GOAL.match(text))


@lru_cache(maxsize=1024)
def level1_name(cell: str) -> str | None:
    """The first level a cell names, whole or cut (满意度指 for 满意度指标), or None."""
    text = _SIDE_BEFORE.sub("", _SCORED.sub("", label(cell)))
    for end in ("指标", "指", ""):
        core = text.removesuffix(end) if end else text
        if (not end or text.endswith(end)) and core in LEVEL1:
            return LEVEL1[core]
    return None


@lru_cache(maxsize=1024)
def level2_name(cell: str) -> str | None:
    """The second level a cell names, as printed but whole, or None."""
    text = _SCORED.sub("", label(cell))
    if not _LEVEL2.match(text):
        return None
    return f"{text}标" if text.endswith("指") else text


def level_above(level2: str | None) -> str | None:
    """The first level to which a second belongs in the ministry's scheme (数量指标 is one of 产出指标), or None."""
    if level2 is None:
        return None
    return next((level1 for pattern, level1 in _ABOVE if pattern.search(level2)), None)


def is_piece(cell: str) -> bool:
    """Whether a cell is the rest of a level's name that a page break cut off (标)."""
    return label(cell) in _CHOPPED
