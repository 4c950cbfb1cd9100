"""What a search document can be, with the words the public reads for it."""

from __future__ import annotations

from collections.abc import Mapping

KINDS: dict[str, str] = {
    "disclosure": "决算公开",
    "paragraph": "段落",
    "statement": "报表行",
    "execution": "预算执行",
    "project": "项目",
    "form": "绩效自评表",
    "indicator": "绩效指标",
    "task": "重点工作",
    "term": "名词解释",
    "row": "附表行",
    "finding": "核对结果",
}
"""In the order documents of one disclosure are numbered."""

WEIGHTS: Mapping[str, float] = {
    "disclosure": 2.2,
    "paragraph": 1.0,
    "statement": 1.0,
    "execution": 1.0,
    "project": 1.0,
    "form": 0.9,
    "indicator": 0.9,
    "task": 1.0,
    "term": 0.5,
    "row": 0.7,
    "finding": 0.5,
}
"""How likely a kind is to answer, whatever was asked; every back end is told, and weighs in its own way."""
