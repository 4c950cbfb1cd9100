"""N21: the labels of the self-evaluation forms, held against those of the form that all use."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...context import RuleContext
from ...registry import rule
from ...trials import Held, Remark, Trial

SOURCE = "部门决算公开文本格式 第六部分 绩效自评表"
_LABELS = (
    "单位名称",
    "填报日期",
    "填报单位",
    "项目名称",
    "主管部门",
    "项目实施单位",
    "项目类别",
    "项目属性",
    "项目类型",
    "预算执行情况",
    "年度财政资金总额",
    "部门整体支出总额",
    "基本支出总额",
    "项目支出总额",
    "年度目标",
    "年度绩效目标",
    "年度绩效指标",
    "项目年度绩效指标",
    "项目年度绩效目标",
    "产出指标",
    "效益指标",
    "满意度指标",
    "成本指标",
    "数量指标",
    "质量指标",
    "时效指标",
    "社会效益指标",
    "经济效益指标",
    "生态效益指标",
    "可持续影响指标",
    "服务对象满意度指标",
    "偏差大或目标未完成原因分析",
    "改进措施及结果应用方案",
)
_KNOWN = frozenset(_LABELS)
_DECORATION = re.compile(r"[0-9一二三四五六七八九十]+[.、:：]?$|[（(][^（）()]{0,12}[）)]$|[:：]$")
_LONGEST = 20
_MOST = 4


def _near(label: str) -> str | None:
    """The known label that a label is but for one or two characters more, in its middle; None where none is."""
    for known in _LABELS:
        more = len(label) - len(known)
        if not 1 <= more <= 2 or len(known) < 6:
            continue
        for cut in range(1, len(known)):
            if label.startswith(known[:cut]) and label.endswith(known[cut:]):
                return known
    return None


@rule(
    "N21.form-labels",
    "自评表的栏目名称与样表一致",
    "Labels of a form are those of the form",
    "自评表左栏的栏目名称应与样表一致；多印了字的列出。",
    SOURCE,
    "note",
)
def form_labels(context: RuleContext) -> Iterator[Trial]:
    told = known = 0
    for section in context.disclosure.sections:
        if section.part not in (3, 6):
            continue
        for grid in section.grids:
            for row in grid.rows:
                label = _DECORATION.sub("", "".join(row.cells[0].split())[:_LONGEST]) if row.cells else ""
                if len(label) < 6 or label in _KNOWN:
                    known += bool(label)
                    continue
                right = _near(label)
                if right is None or told >= _MOST:
                    continue
                told += 1
                yield Remark(
                    f"自评表的栏目印作“{label}”，样表为“{right}”",
                    row.line,
                    expected=right,
                    found=label,
                    subject=context.text(section.path, label),
                    joined=label,
                )
    yield Held(known)
