"""第四 and 第六部分: key tasks and self-evaluation forms, as tables or flattened to lines."""

from __future__ import annotations

from collections.abc import Sequence

from . import wording
from .elements import Cells, PageEnd, Prose
from .figures import percent, wan
from .forms_ministry import ministry_form
from .layouts import Layout
from .records import Facts, IndicatorFact, ProjectFact, totals
from .worn import cut_by_page, with_debris, with_lost_cells, worded, worded_goals

_HEAD = ["一级指标", "二级指标", "三级指标", "年初目标值（A）", "实际完成值（B）"]
_DONE, _LEFT = "☑", "□"


def write_tasks(p: Prose, facts: Facts) -> None:
    """The key tasks in the layout's manner."""
    p.body(wording.TASK_INTRO[facts.year % 2].format(year=facts.year))
    if p.layout.tasks == "table":
        rows = [["序号", "重要事项", "工作内容及目标", "完成情况"]]
        rows += [[str(i), t.matter, t.goal, t.outcome] for i, t in enumerate(facts.tasks, start=1)]
        p.elements.append(cells(rows, 1))
    elif p.layout.tasks == "flat":
        for text in ("序", "号", "重要事项 工作内容及目标 完成情况"):
            p.add("note", text)
        for i, t in enumerate(facts.tasks, start=1):
            for text in (str(i), t.matter, t.goal, t.outcome):
                p.add("note", text)
    else:
        for i, t in enumerate(facts.tasks, start=1):
            p.body(f"{i}.{t.matter}：目标为{t.goal}。{t.outcome}。")


def cells(rows: Sequence[Sequence[str]], head: int = 0) -> Cells:
    """A table of these rows."""
    return Cells(tuple(tuple(row) for row in rows), head)


def write_forms(p: Prose, facts: Facts) -> None:
    """The overall form and one form per project."""
    year, name = facts.year, facts.department.name
    if p.layout.forms == "none":
        p.body("绩效自评表另行公开。")
        return
    p.add("heading", f"一、{year}年度{name}整体绩效自评表")
    p.add("caption", _filled(facts, p.layout))
    _put(p, _overall(facts, p.layout))
    p.add("heading", f"二、{year}年度项目绩效自评表")
    for project in facts.projects:
        write_form(p, facts, project, again=p.layout.forms == "twice")


def _filled(facts: Facts, layout: Layout) -> str:
    day = 10 + len(facts.projects) % 18
    if layout.form_style == 1:
        return f"填报日期：{facts.year + 1}.3.{day}"
    return f"填报日期：{facts.year + 1}年3月{day}日"


def _put(p: Prose, rows: list[list[str]]) -> None:
    """A form as a table, or its rows as lines where the table did not survive."""
    if p.layout.forms == "flat":
        for row in rows:
            p.add("note", " ".join(cell for cell in row if cell))
    elif p.layout.worn and p.layout.forms == "grid":
        first, rest = cut_by_page(rows)
        p.elements += (cells(first), *((PageEnd(), cells(rest)) if rest else ()))
    else:
        p.elements.append(cells(rows))


def write_form(p: Prose, facts: Facts, project: ProjectFact, again: bool = False) -> None:
    """One project's form under its captions, for the first time or `again`."""
    if p.layout.form_style == 3:
        p.add("caption", "项目支出绩效自评表")
        p.add("caption", f"（{facts.year}年度）")
        _put(p, _project(facts, project, p.layout))
        return
    if p.layout.form_style == 1:
        p.add("caption", f"{facts.year}年度项目支出绩效自评表")
        p.add("caption", "单位名称（盖章）：")
    else:
        p.add("caption", f"{facts.year}年度{project.name}项目绩效自评表")
        p.add("caption", f"单位名称：{facts.department.name}")
    p.add("caption", _filled(facts, p.layout))
    _put(p, _project(facts, project, p.layout, again and p.layout.worn))


def _overall(facts: Facts, layout: Layout) -> list[list[str]]:
    total = totals(facts).expenditure
    rows = [
        ["单位名称", facts.department.name, "", "", "", ""],
        ["基本支出总额", f"{wan(facts.basic)}", "", "项目支出总额", wan(facts.project), ""],
        ["预算执行情况（万元）", "", "预算数（A）", "执行数（B）", "执行率（B/A）", ""],
        ["", "部门整体支出总额", wan(total), wan(total), "100%", ""],
    ]
    goals = worded_goals(facts.goals) if layout.targets == "worded" else facts.goals
    for i, goal in enumerate(goals, start=1):
        rows.append([f"年度目标{i}：", goal.goal, "", "", "", ""])
        rows += _indicators(goal.indicators, layout.repeated_levels)
    rows.append(["偏差大或目标未完成原因分析", _deviation(len(facts.projects)), "", "", "", ""])
    rows.append(["改进措施及结果应用方案", wording.IMPROVEMENTS[len(facts.goals) % 4], "", "", "", ""])
    return rows


def _deviation(n: int) -> str:
    return wording.DEVIATIONS[n % len(wording.DEVIATIONS)]


def _indicators(indicators: Sequence[IndicatorFact], repeated: bool) -> list[list[str]]:
    """Head and lines; a level printed once covers the lines below it, unless the second is `repeated`."""
    rows = [["年度绩效指标", *_HEAD]]
    level1 = level2 = ""
    for line in indicators:
        first = "" if line.level1 == level1 else line.level1
        second = "" if line.level2 == level2 and not repeated else line.level2
        level1, level2 = line.level1, line.level2
        rows.append(["", first, second, line.level3, line.target, line.actual])
    return rows


def _project(facts: Facts, project: ProjectFact, layout: Layout, again: bool = False) -> list[list[str]]:
    """The rows of a project's form; printed `again`, a worn one lacks cells that the first print has."""
    if layout.form_style == 3:
        return ministry_form(facts, project)
    rows = _project_head(facts, project, layout.form_style)
    unit = "万元" if layout.form_style == 1 else ""
    executed = f"{wan(project.executed)}{unit}"
    if layout.worn and layout.forms == "grid" and len(project.name) % 2:
        executed = ""  # the project's summary in the prose states it
    money = [f"{wan(project.budget)}{unit}", executed, f"{_rate(project)}%"]
    rows += [
        ["预算执行情况（万元）", "", "预算数（A）", "执行数（B）", "执行率（B/A）", ""],
        ["", "年度财政资金总额", *money, ""],
    ]
    lines = worded(project.indicators) if layout.targets == "worded" else project.indicators
    indicators = _indicators(lines, layout.repeated_levels)
    if layout.worn:
        indicators = with_debris(indicators)
    if layout.worn and layout.forms == "twice":
        indicators = with_lost_cells(indicators, again)
    rows += indicators
    rows.append(["偏差大或目标未完成原因分析", project.problems or "无", "", "", "", ""])
    rows.append(["改进措施及结果应用方案", project.improvements or "无", "", "", "", ""])
    return rows


def _project_head(facts: Facts, project: ProjectFact, style: int) -> list[list[str]]:
    """Name, bodies and kinds of a project; `style` 2 marks choices as HTML boxes."""
    short = facts.department.short_name
    lasting = len(project.name) % 2 == 0
    done, left = (
        ('<input type="checkbox" checked>', '<input type="checkbox">') if style == 2 else (_DONE, _LEFT)
    )
    wide = ["", "", "", ""]
    rows = [
        ["项目名称", project.name, *wide],
        ["主管部门", short, "", "项目实施单位", short, ""],
        ["项目类型", f"1、常年性项目 {done} 2、延续性项目 {left} 3、一次性项目 {left}", *wide],
    ]
    if style == 1:
        source = f"1、部门预算项目 {done} 资金量：{wan(project.budget)}万 2、专项资金 {left} 资金量："
        return [*rows, ["预算来源及资金规模", source, *wide]]
    first, second = (done, left) if lasting else (left, done)
    return [
        *rows[:2],
        ["项目类别", f"1、部门预算项目 {done} 2、专项资金 {left}", *wide],
        ["项目属性", f"1、持续性项目 {first} 2、新增性项目 {second}", *wide],
        rows[2],
    ]


def _rate(project: ProjectFact) -> str:
    return percent(project.executed, project.budget)
