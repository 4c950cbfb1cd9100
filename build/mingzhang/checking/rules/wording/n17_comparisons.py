"""N17: reasons that do not belong to what they are given for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from ....model import MONEY_KINDS
from ...context import RuleContext
from ...figures import Subject
from ...items import item_figure, item_name
from ...registry import rule
from ...stated_figures import heading_of
from ...trials import Held, Remark, Trial

SOURCE = "部门决算公开文本格式 第三部分 情况说明"
_THAN_LAST = re.compile(r"[较比]上年(?:决算数?)?(?:增加|减少|增长|下降|降低)的?(?:主要)?原因")
_CHANGE = re.compile(
    r"(?:[较比与]上年|20[0-9]{2}年度?)[^。]{0,24}?(?:增加|减少|增长|下降|降低|增)[^。]{0,4}?[0-9]|持平|[较比]上年(?:增加|减少)[^。]{0,12}[0-9]"
)
_NOT_BOUGHT = re.compile(
    r"(?:未|没有|无)(?:安排|新)?(?:购置|更新|购买|采购)[^，。；]{0,10}(?:公务用车|车辆|公车)"
)
_BELOW = re.compile(r"决算数?小于(?:全年|年初)?预算数?的?(?:主要)?原因[:：是为]{0,2}(?P<why>[^。]{2,120})")
_STAFF = re.compile(r"人员经费|在职[^，。；]{0,8}人数|人员减少|人员增加|工资|社保|退休人员")
_PROJECT = re.compile("项目|工作经费|专项|驻村|聘用|编外")
_NO_MARK = re.compile(r"主要原因(?=[\u4e00-\u9fff])(?![是为系在有如包及和分之的于即同下见所来源：])")


@rule(
    "N17.reason-without-comparison",
    "说明增减原因的写明增减额",
    "A reason of a change comes with the change",
    "写有“较上年增加（减少）的主要原因”的，应写明较上年增减的金额。",
    SOURCE,
    "note",
)
def reason_without_comparison(context: RuleContext) -> Iterator[Trial]:
    for section in context.sections.get("three_public", []):
        for prose in context.prose(section):
            match = _THAN_LAST.search(prose.text)
            if match is None:
                continue
            if _CHANGE.search(prose.text[: match.start()]):
                yield Held()
                continue
            yield Remark(
                f"“{heading_of(section)}”写有较上年增减的原因，没有写明增减额：{prose.text[match.start() : match.end() + 12]}",
                prose.line(match.start()),
                found=match.group(),
                subject=context.text(section.path, match.group()),
            )


@rule(
    "N17.reason-of-purchase",
    "没有购置预算的不以未购置为原因",
    "Nothing bought is no reason where nothing was to be bought",
    "公务用车购置预算为零的，“未购置公务用车”不能说明决算小于预算。",
    SOURCE,
    "note",
    statements=(9,),
    kinds=("three_public",),
)
def reason_of_purchase(context: RuleContext) -> Iterator[Trial]:
    planned = context.reference("vehicle_purchase_budget")
    if planned is None or planned.amount or not context.ledger.has(9):
        return
    for section in context.sections.get("three_public", []):
        for prose in context.prose(section):
            for match in islice(_BELOW.finditer(prose.text), 3):
                said = _NOT_BOUGHT.search(match["why"])
                if said is None:
                    yield Held()
                    continue
                yield Remark(
                    f"“{heading_of(section)}”以“{said.group()}”说明决算小于预算，但公务用车购置费没有预算",
                    prose.line(match.start("why")),
                    planned.line,
                    found=said.group(),
                    subject=context.text(section.path, said.group()),
                    joined="purchase",
                )


@rule(
    "N17.item-reason-of-staff",
    "项目支出的差异原因不是人员经费",
    "A difference of project spending is not put down to staff",
    "全部为项目支出的科目，差异原因不应是人员经费、在职人数。",
    SOURCE,
    "note",
    statements=(5,),
    kinds=("execution",),
)
def item_reason_of_staff(context: RuleContext) -> Iterator[Trial]:
    ledger = context.ledger
    if not ledger.has(5) or not any(ledger.figure(5, code, "basic").value for code in ledger.codes(5)):
        return
    for item in context.disclosure.execution_items:
        if not item.code or len(item.code) < 7 or not item.reason or ledger.row(5, item.code) is None:
            continue
        basic, project = (ledger.figure(5, item.code, column) for column in ("basic", "project"))
        if (
            basic.amount
            or not project.amount
            or not _STAFF.search(item.reason)
            or _PROJECT.search(item.reason)
        ):
            yield Held()
            continue
        yield Remark(
            f"“{item_name(item)}”全部为项目支出，差异原因却是人员经费：{item.reason[:40]}",
            item.source_line,
            project.line,
            found=item.reason[:40],
            subject=item_figure(item, "final").key,
        )


@rule(
    "N21.reason-mark",
    "“主要原因”之后有“是”或冒号",
    "A mark or verb follows \u4e3b\u8981\u539f\u56e0",
    "“主要原因”与所述原因之间应有“是”“为”或冒号。",
    SOURCE,
    "note",
)
def reason_mark(context: RuleContext) -> Iterator[Trial]:
    for kind in MONEY_KINDS:
        for section in context.sections.get(kind, []):
            for prose in context.prose(section):
                for match in islice(_NO_MARK.finditer(prose.text), 2):
                    said = prose.text[match.start() : match.end() + 8]
                    yield Remark(
                        f"“{heading_of(section)}”“主要原因”之后缺少“是”或冒号：{said}",
                        prose.line(match.start()),
                        expected="主要原因是",
                        found=said,
                        subject=Subject("text", section.path, said),
                        joined="mark",
                    )
                yield Held()
