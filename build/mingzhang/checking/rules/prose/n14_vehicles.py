"""N14: vehicles and their kinds, and large equipment."""

from __future__ import annotations

from collections.abc import Iterator

from ...context import RuleContext
from ...figures import Subject
from ...registry import rule
from ...trials import Comparison, Held, Remark, Trial, total

SOURCE = "部门决算公开文本格式 第三部分 十二"
VEHICLE_KINDS = (
    "vehicles_ministerial",
    "vehicles_leaders",
    "vehicles_confidential",
    "vehicles_emergency",
    "vehicles_enforcement",
    "vehicles_special",
    "vehicles_retired",
    "vehicles_other",
)


@rule(
    "N14.kinds",
    "车辆总数等于各类车辆之和",
    "Vehicles = sum of their kinds",
    "国有资产占用情况中的车辆总数，应等于各类用车之和。",
    SOURCE,
    kinds=("assets",),
)
def kinds_of_vehicles(context: RuleContext) -> Iterator[Trial]:
    whole = context.by_metric.get("vehicles_count", [])
    kinds = [context.by_metric[kind][0].figure for kind in VEHICLE_KINDS if kind in context.by_metric]
    if whole and kinds:
        yield total(whole[0].figure, kinds, "各类车辆之和", exact=True)


@rule(
    "N14.kept",
    "公务用车保有量不超过车辆总数",
    "Vehicles kept are at most all vehicles",
    "开支财政拨款的公务用车保有量，不应超过车辆总数。",
    SOURCE,
    kinds=("assets",),
)
def vehicles_kept(context: RuleContext) -> Iterator[Trial]:
    whole, kept = (context.by_metric.get(m, []) for m in ("vehicles_count", "vehicles_held"))
    if whole and kept:
        other = whole[0].figure
        yield Comparison("at_most", kept[0].figure, ((1, other),), other.place, exact=True)


@rule(
    "N14.equipment",
    "国有资产占用情况说明大型设备",
    "The section on assets tells of large equipment",
    "国有资产占用情况除车辆外，还应说明单价100万元（含）以上设备的台数；没有的也应写明。",
    SOURCE,
    "note",
    kinds=("assets",),
)
def equipment(context: RuleContext) -> Iterator[Trial]:
    sections = context.sections.get("assets", [])
    if not sections or "vehicles_count" not in context.by_metric:
        return
    words = "".join(s.heading + passage.text for s in sections for passage in s.passages)
    if "设备" in words or any(section.grids for section in sections):
        yield Held()
        return
    yield Remark(
        f"“{context.place(sections[0].path)}”只说明了车辆，没有说明单价100万元（含）以上设备",
        sections[-1].source_line_end,
        sections[0].source_line,
        expected="设备台数",
        found="未见",
        subject=Subject("document", "equipment"),
    )
