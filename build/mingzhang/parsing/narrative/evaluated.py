"""To which stage of performance management a figure belongs: goals set, tracked, or self-evaluated."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...model.prose import sentence_start

_STAGE = re.compile(
    r"(?P<own>自评)|编报[^，。；]{0,4}目标|绩效目标(?:编报|申报|管理|审核)?的|绩效目标|绩效跟踪|跟踪评价|绩效(?:运行)?监控|"
    r"重点[^，。；]{0,4}绩效评价|重点评价|部门评价|财政评价|事前"
)
"""Stages of performance management; the last one named before a figure is the one it belongs to."""


def evaluated_metric(text: str, metric: str, label: re.Match[str], end: int) -> str | None:
    """The metric of a figure labelled as projects or money evaluated; None where it is that of another stage."""
    start = sentence_start(text, label.start())
    told = text[start : end + 30].partition("。")[0]
    stages = list(_STAGE.finditer(text, start, label.end()))
    if "整体支出" in told.partition("；")[0] and metric == "performance_amount":
        return "performance_overall_amount"
    return metric if not stages or _self_evaluated(stages, told) else None


def _self_evaluated(stages: Sequence[re.Match[str]], told: str) -> bool:
    """Whether a figure belongs to the self-evaluation: the last stage named before it, or the only clause's."""
    if stages[-1]["own"]:
        return True
    return stages[-1].group() in ("绩效目标", "事前") and "自评" in told.partition("；")[0]
