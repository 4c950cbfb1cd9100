"""十三、预算绩效情况说明: the self-evaluation of the budget, of the department and of each project."""

from __future__ import annotations

from . import wording
from .elements import Prose
from .figures import percent
from .forms import write_form
from .records import Facts, ProjectFact, totals


def write_performance(p: Prose, f: Facts) -> None:
    """The section's four parts."""
    money = sum(project.executed for project in f.projects)
    expenditure = totals(f).expenditure
    count = len(f.projects)
    p.add("subheading", "（一）预算绩效管理工作开展情况")
    p.body(
        f"根据预算绩效管理要求，本部门组织对{f.year}年度一般公共预算项目支出全面开展绩效自评，共涉及项目"
        f"{p.state('performance_projects', count)}个，资金{p.wan('performance_amount', money)}，占一般公共预算项目支出总额的"
        f"{p.share('performance_amount_share_pct', money, money)}。"
        f"从绩效评价情况来看，{wording.OVERALL_RESULT[count % 2]}。"
    )
    p.add("subheading", "（二）部门整体支出自评结果")
    p.body(
        f"本部门组织开展整体支出绩效自评，资金{p.wan('performance_overall_amount', expenditure)}，从评价情况来看，"
        f"{wording.OVERALL_RESULT[(count + 1) % 2]}。"
    )
    if p.layout.wording == "coast":  # a score that stands alone below its words
        p.body("部门整体支出自评得分：")
        p.body(f"{p.state('performance_score', 90 + count % 10)}分")
    p.add("subheading", "（三）项目支出自评结果")
    p.body(
        f"本部门在{f.year}年度部门决算中反映所有项目绩效自评结果（不包括涉密项目），共涉及{p.state('performance_first_level_projects', count)}个一级项目。"
    )
    for i, project in enumerate(f.projects, start=1):
        p.body(_summary(p, i, project))
        if p.layout.forms == "twice":
            write_form(p, f, project)
    p.add("subheading", "（四）绩效自评结果应用情况")
    p.body(wording.USE_OF_RESULTS[count % 2])


def _summary(p: Prose, i: int, project: ProjectFact) -> str:
    number = p.pick(f"{i}.", f"{i}、", f"（{i}）")
    rate = percent(project.executed, project.budget, p.layout.growth_places)
    text = (
        f"{number}{project.name}{p.pick('项目', '')}绩效自评综述：项目全年预算数为{p.money(project.budget)}万元，执行数为"
        f"{p.money(project.executed)}万元，{p.pick('完成预算的', '执行率')}{rate}%。"
        f"{p.pick('主要产出和效益是：', '主要产出和效果：', '主要产出和效益：')}{project.outputs}。"
    )
    if project.problems:
        text += f"{p.pick('发现的问题及原因：', '发现的主要问题：')}{project.problems}。"
    if project.improvements:
        text += f"下一步改进措施：{project.improvements}。"
    return text
