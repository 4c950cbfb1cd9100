"""N25: every indicator of a form has its target."""

from __future__ import annotations

from collections.abc import Iterator

from ....classification import name_key
from ...context import RuleContext
from ...evaluated_projects import project_key, short_name
from ...figures import Subject
from ...registry import rule
from ...trials import Held, Remark, Trial

SOURCE = "项目支出绩效自评表"
_FEW = 4
"""Of so many indicators one may lack its target; where more do, the column was not read."""


@rule(
    "N25.target-missing",
    "指标写有目标值",
    "Every indicator has its target",
    "写有完成值的指标应写明目标值。",
    SOURCE,
    "note",
)
def target_missing(context: RuleContext) -> Iterator[Trial]:
    for form in context.disclosure.forms:
        without = [i for i in form.indicators if i.actual and not i.target]
        yield Held(len(form.indicators) - len(without))
        if len(without) * _FEW > max(_FEW, len(form.indicators)):
            continue
        for indicator in without:
            yield Remark(
                f"自评表“{short_name(form.name)}”指标“{indicator.level3[:24]}”完成值为“{(indicator.actual or '')[:24]}”，没有目标值",
                indicator.source_line,
                found="空白",
                cause="unknown",
                subject=Subject("form", project_key(form.name), name_key(indicator.level3), "target"),
            )
