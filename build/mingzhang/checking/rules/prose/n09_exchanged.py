"""N09: budget and final figure stand where they belong."""

from __future__ import annotations

from collections.abc import Iterator

from ....model import ExecutionItem
from ...context import RuleContext
from ...evaluated_projects import short_name
from ...figures import Subject
from ...items import item_name
from ...registry import rule
from ...trials import Held, Remark, Trial

SOURCE = "部门决算公开文本格式 第三部分 情况说明"


@rule(
    "N09.exchanged",
    "预算数与决算数不互换",
    "Budget and final figure are not exchanged",
    "印出的完成率和他处（公开05表、自评表）的数字都与两数互换后相符的，预算数与决算数（执行数）似互换了位置。",
    SOURCE,
)
def exchanged(context: RuleContext) -> Iterator[Trial]:
    yield Held(
        len(context.disclosure.execution_items) + len(context.disclosure.projects) - len(context.exchanged)
    )
    for record, proof_line in context.exchanged:
        if isinstance(record, ExecutionItem):
            what = f"“支出决算具体情况”{item_name(record)}"
            words, budget, final = ("年初预算", "支出决算"), record.initial_budget, record.final
        else:
            what = f"项目综述“{short_name(record.name)}”"
            words, budget, final = ("全年预算数", "执行数"), record.budget, record.executed
        yield Remark(
            f"{what}{words[0]}{budget}万元与{words[1]}{final}万元似互换了位置",
            record.source_line,
            proof_line,
            expected=f"{words[0]}{final}万元，{words[1]}{budget}万元",
            found=f"{words[0]}{budget}万元，{words[1]}{final}万元",
            subject=Subject("item", str(record.position), words[0]),
        )
