"""第五部分: the terms of the official template, explained in words of our own."""

from __future__ import annotations

from .cells import ORDINALS
from .elements import Prose
from .records import GENERAL, Facts
from .themes import BY_CODE

TERMS: tuple[tuple[str, str], ...] = (
    ("一般公共预算财政拨款收入", "指财政部门当年从一般公共预算安排给本部门的资金"),
    ("政府性基金预算财政拨款收入", "指财政部门当年从政府性基金预算安排给本部门的资金"),
    ("国有资本经营预算财政拨款收入", "指财政部门当年从国有资本经营预算安排给本部门的资金"),
    ("上级补助收入", "指下属单位收到的由主管部门或上级单位拨来的非财政性补助"),
    ("事业收入", "指事业单位因提供专业服务而取得的收入"),
    ("其他收入", "指前述各项之外的收入"),
    ("年初结转和结余", "指上一年度没有用完、本年度可以继续使用的资金"),
    ("支出功能分类科目", "本部门使用的类、款、项级科目如下"),
    ("结余分配", "指单位按制度规定对结余资金所作的分配"),
    ("年末结转和结余", "指本年度没有用完、下一年度可以继续使用的资金"),
    ("基本支出", "指机构日常运转所需的人员支出和公用支出"),
    ("项目支出", "指为完成特定任务在基本支出以外安排的支出"),
    ("“三公”经费", "指用财政拨款安排的因公出国（境）费、公务用车购置及运行维护费和公务接待费"),
    ("机关运行经费", "指行政单位为维持日常运转购买货物和服务的资金"),
)
_FUNCTIONS = "支出功能分类科目"


def write_glossary(p: Prose, facts: Facts) -> None:
    """The terms, with the functional classification of this department among them."""
    for i, (term, definition) in enumerate(TERMS):
        if term == _FUNCTIONS:
            p.body(f"（{ORDINALS[i]}）本部门使用的支出功能分类科目（到项级）")
            for j, (name, meaning) in enumerate(functions_used(facts), start=1):
                p.body(f"{j}.{name}：{meaning}。")
        else:
            p.body(f"（{ORDINALS[i]}）{term}：{definition}。")


def functions_used(facts: Facts) -> list[tuple[str, str]]:
    """(printed name, meaning) of each 项 of the general budget."""
    found = []
    for s in facts.of(GENERAL):
        g = s.function
        theme = BY_CODE.get(g.code)
        meaning = f"反映用于{theme.purpose}的支出" if theme else f"反映本部门{g.item}方面的支出"
        found.append((f"{g.class_}（类）{g.section}（款）{g.item}（项）", meaning))
    return found
