"""The ministry's 项目支出绩效自评表: three amounts, weights and scores."""

from __future__ import annotations

from .figures import percent, wan
from .records import Facts, ProjectFact


def ministry_form(facts: Facts, project: ProjectFact) -> list[list[str]]:
    """Nine columns; the year's budget is 全年预算数, what was spent 全年执行数."""
    short = facts.department.short_name
    budget, executed = wan(project.budget), wan(project.executed)
    rate = f"{percent(project.executed, project.budget)}%"
    weight = 90 // len(project.indicators)
    rows = [
        ["项目名称", project.name, *_blank(7)],
        ["主管部门", short, *_blank(2), "实施单位", short, *_blank(3)],
        ["项目资金（万元）", "", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
        ["", "年度资金总额", "", budget, budget, executed, "10", rate, "10"],
        ["", "其中：当年财政拨款", "", budget, budget, executed, "-", rate, "-"],
        ["年度总体目标", "预期目标", *_blank(3), "实际完成情况", *_blank(3)],
        ["", "按计划完成年度任务", *_blank(3), "已按计划完成", *_blank(3)],
        [
            "绩效指标",
            "一级指标",
            "二级指标",
            "三级指标",
            "年度指标值",
            "实际完成值",
            "分值",
            "得分",
            "偏差原因分析及改进措施",
        ],
    ]
    level1 = level2 = ""
    for line in project.indicators:
        first = "" if line.level1 == level1 else line.level1
        second = "" if line.level2 == level2 else line.level2
        level1, level2 = line.level1, line.level2
        rows.append(["", first, second, line.level3, line.target, line.actual, str(weight), str(weight), ""])
    total = str(10 + weight * len(project.indicators))
    rows.append(["总分", *_blank(5), total, total, ""])
    return rows


def _blank(count: int) -> list[str]:
    return [""] * count
