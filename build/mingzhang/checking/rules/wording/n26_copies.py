"""N26: what was copied from another place: reasons, and figures that were changed at one place only."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from ....model import ExecutionItem
from ...context import RuleContext
from ...items import item_figure, item_name
from ...registry import rule
from ...trials import Held, Remark, Trial

SOURCE = "部门决算公开文本格式 第三部分"
_COMMON = re.compile(
    r"人员|在职|退休|离休|工资|缴费|社保|基数|调标|录用|人数|公积金|津补贴|厉行|节约|压减|压缩|过紧日子|结转|结余|据实|实际"
)
"""Words of reasons that many items share rightly."""
_HOW = re.compile(
    r"年[初中底末内度]|中期|本年|追加|增加|减少|新增|安排|下达|调整|预算|指标|[中省市区县]级|上级|中央|转移支付|财政|专项|项目|资金|经费|支出|补助|[了的等和与、，]"
)
"""How money was given, which many items have in common; what is left of a reason says what for."""
_WHAT_FOR = 7
"""Characters of what money was given for, from which on it is one item's own."""
_PERSONNEL = re.compile("公积金|养老保险|职业年金|医疗|补贴|离退休|住房|工伤|失业|生育")
_MATTER = re.compile("项目|工程|专项|活动|任务|乡村振兴|驻村|改造|维修|巡查|治理|抚恤|救助|设备|场地")
"""What money for staff is not spent on."""
_PARTICULAR = 10
"""Characters from which on a reason is a particular one."""
_PURPOSE = re.compile("主要用于[:：]?(?P<words>[^。；;]{4,80})")
_MATTERS = {
    "公积金": ("2210201",),
    "提租补贴": ("2210202",),
    "购房补贴": ("2210203",),
    "医疗": ("21011",),
    "养老保险": ("2080505", "2080507"),
    "职业年金": ("2080506",),
}
"""Words of what money for staff is for, and the codes of the items that it is spent under."""


@rule(
    "N26.reason-copied",
    "差异原因不照搬其他科目",
    "A reason is not another item\u2019s",
    "某一科目特有的差异原因，不应原样写在另一科目下。",
    SOURCE,
    "note",
    kinds=("execution",),
)
def reason_copied(context: RuleContext) -> Iterator[Trial]:
    groups: dict[str, list[ExecutionItem]] = defaultdict(list)
    for item in context.disclosure.execution_items:
        reason = re.sub(r"[\s，,。；;：:]", "", item.reason or "")
        if len(reason) >= _PARTICULAR:
            groups[reason].append(item)
    for reason, items in groups.items():
        classes = {(item.code or item.class_)[:3] for item in items}
        personnel = [item for item in items if _PERSONNEL.search(item_name(item))]
        mixed = 0 < len(personnel) < len(items) and _MATTER.search(reason) is not None
        shared = _COMMON.search(reason) or len(_HOW.sub("", reason)) < _WHAT_FOR
        if len(items) < 2 or (not mixed and (len(classes) < 2 or shared)):
            yield Held()
            continue
        copied = personnel[0] if personnel else items[-1]
        first = next(item for item in items if item is not copied)
        yield Remark(
            f"“{item_name(copied)}”的差异原因与“{item_name(first)}”完全相同：{(copied.reason or '')[:40]}",
            copied.source_line,
            first.source_line,
            found=(copied.reason or "")[:40],
            subject=item_figure(copied, "final").key,
        )


@rule(
    "N26.purpose-copied",
    "科目的用途是本科目的",
    "The purpose of an item is its own",
    "住房公积金、医疗、养老保险等科目，“主要用于”之后所写不应是另一科目的用途。",
    SOURCE,
    "warning",
    kinds=("execution",),
)
def purpose_copied(context: RuleContext) -> Iterator[Trial]:
    for item in context.disclosure.execution_items:
        own = [words for words, codes in _MATTERS.items() if (item.code or "-").startswith(codes)]
        said = _PURPOSE.search("".join(item.quote.split())) if own else None
        if said is None:
            continue
        others = [words for words in _MATTERS if words in said["words"]]
        if not others or own[0] in others:
            yield Held()
            continue
        yield Remark(
            f"“{item_name(item)}”的用途写作“{said['words'][:30]}”，似为另一科目的用途",
            item.source_line,
            expected=own[0],
            found=said["words"][:30],
            subject=item_figure(item, "final").key,
        )
