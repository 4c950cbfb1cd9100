"""What a search document can be, with the words the public reads for it."""

from __future__ import annotations

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
