"""To which stage of performance management a figure belongs: goals set, tracked, or self-evaluated."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...model import Stated
from ...model.prose import sentence_start

_STAGE = re.compile(
    r"(?P<own>自评)|编报[^，。；]{0,4}目标|绩效目标(?:编报|申报|管理|审核)?的|绩效目标|绩效跟踪|跟踪评价|绩效(?:运行)?监控|"
    r"重点[^，。；]{0,4}绩效评价|重点评价|部门评价|财政评价|事前"
)
"""Stages of performance management; the last one named before a figure is the one it belongs to."""


def evaluated_metric(text: str, metric: str, label: re.Match[str], end: int) -> str | None:
    """The metric of a figure in the section on performance: of what is labelled as projects or money evaluated None
    where it is that of another stage, of what is labelled as the whole None where the paragraph speaks of no 整体."""
    if metric.startswith("performance_overall"):
        return metric if "整体" in text else None
    if metric not in ("performance_projects", "performance_amount"):
        return metric
    start = sentence_start(text, label.start())
    told = text[start : end + 30].partition("。")[0]
    stages = list(_STAGE.finditer(text, start, label.end()))
    if "整体支出" in told.partition("；")[0] and metric == "performance_amount":
        return "performance_overall_amount"
    clause = re.split("[，。；]", text[end : end + 30], maxsplit=1)[0]
    ahead = _STAGE.search(clause)
    if not stages:  # 对3个项目实施绩效监控
        return metric if ahead is None or ahead["own"] else None
    if (
        ahead is not None and ahead["own"] and "对" in label.group()
    ):  # 选取…开展绩效监控，组织对3个项目开展绩效自评
        return metric
    return metric if _self_evaluated(stages, told) else None


def _self_evaluated(stages: Sequence[re.Match[str]], told: str) -> bool:
    """Whether a figure belongs to the self-evaluation: the last stage named before it, or the only clause's."""
    if stages[-1]["own"]:
        return True
    return stages[-1].group() in ("绩效目标", "事前") and "自评" in told.partition("；")[0]


def first_of_each(figures: Sequence[Stated]) -> list[Stated]:
    """The whole before its parts: 整体支出预算数90万元，其中基本支出预算数30万元."""
    first: dict[str, Stated] = {}
    for figure in figures:
        first.setdefault(figure.metric, figure)
    return list(first.values())
