"""N10–N14: basic spending and its economic items, 三公 expenses, operating costs, procurement, vehicles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..classification import find_economic, name_key
from .case import Case
from .narrative_items import completion_trials
from .narrative_totals import SOURCE, against_reference, before, shares
from .prose import heading_of
from .rules import rule
from .trials import Comparison, Held, Remark, Trial, equal, total

THREE = ("abroad", "vehicle", "reception")
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
_LIST = re.compile(r"主要(?:包括|用于|是)[:：]?(?P<names>[^。;；]{4,900})")
_NAME_END = re.compile(r"[、,，]")
_INSTITUTIONS = ("2010350", "2101102", "2080502")
"""Items that only public institutions (事业单位) have; with them 机关运行经费 is not all public-use money."""


def sums_of_stated(case: Case, whole: str, parts: tuple[str, ...], label: str) -> Iterator[Comparison]:
    """The first statement of `whole` against the first of each part, where at least two parts are stated."""
    found = case.by_metric.get(whole, [])
    first = [case.by_metric[part][0].figure for part in parts if part in case.by_metric]
    if found and len(first) >= 2:
        yield total(found[0].figure, first, label)


@rule(
    "N10",
    "基本支出、人员经费与公用经费",
    "Basic spending, personnel and public use",
    "情况说明中的基本支出、人员经费、公用经费应与公开05、06表一致，人员经费与公用经费之和等于基本支出。",
    SOURCE,
)
def basic_costs(case: Case) -> Iterator[Trial]:
    yield from against_reference(case, ("personnel_cost", "public_cost"))
    for stated in case.by_metric.get("general_budget_basic", ()):
        parts = [
            case.by_metric[m][0].figure for m in ("personnel_cost", "public_cost") if m in case.by_metric
        ]
        if stated.kind == "basic" and len(parts) == 2:
            yield total(stated.figure, parts, "人员经费与公用经费之和")
        reference = case.reference("general_budget_basic") or case.reference("basic_expenditure")
        if reference is not None and reference.key != stated.figure.key and stated.kind == "basic":
            yield equal(stated.figure, reference)


@rule(
    "N11",
    "列举的经济科目与公开06表一致",
    "Economic items named = the non-zero rows of statement 6",
    "基本支出情况说明中列举的经济科目，应与公开06表有数额的科目一致。",
    SOURCE,
    "warning",
)
def named_items(case: Case) -> Iterator[Trial]:
    ledger = case.ledger
    rows = [(code, row) for code, row in ledger.rows(6) if len(code) == 5 and code.isdigit()]
    if not rows:
        return
    for section in case.sections.get("basic", []):
        for prose in case.prose(section):
            for match in _LIST.finditer(prose.text):
                personnel = "人员经费" in prose.text[max(0, match.start() - 40) : match.start()]
                mine = {
                    code: (row.item, row.source_line)
                    for code, row in rows
                    if (code[:3] in ("301", "303")) == personnel and row.figures.get("amount")
                }
                names = [name for name in _NAME_END.split(match["names"]) if len(name) >= 2]
                yield from _compare_names(names, mine, heading_of(section), prose.line(match.start()))


def _compare_names(
    names: list[str], mine: dict[str, tuple[str, int]], place: str, line: int
) -> Iterator[Trial]:
    """Names of the prose against the rows with money; a name may be cut short on either side."""
    codes = [_code_of(name, mine) for name in names]
    if len(codes) < 3 or not mine:
        return
    extra = [name for name, code in zip(names, codes, strict=True) if code not in mine]
    missing = [pair for code, pair in mine.items() if code not in codes]
    yield Held(len(codes) - len(extra))
    if extra:
        yield Remark(
            f"“{place}”列举的{len(extra)}个经济科目在公开06表没有数额：{_some(extra)}",
            line,
            min(row_line for _, row_line in mine.values()),
            expected="公开06表有数额的科目",
            found=_some(extra),
        )
    if missing:
        yield Remark(
            f"公开06表有数额的{len(missing)}个经济科目未在“{place}”列举：{_some([name for name, _ in missing])}",
            line,
            missing[0][1],
            expected=_some([name for name, _ in missing]),
            found="未列",
        )


def _code_of(name: str, mine: dict[str, tuple[str, int]]) -> str | None:
    """The row that a name means: by its words, else by the code of that name."""
    key = name_key(name)
    for code, (item, _) in mine.items():
        if _alike(key, name_key(item)):
            return code
    found = find_economic(name)
    return found.code if found else None


def _alike(first: str, second: str) -> bool:
    shorter, longer = sorted((first, second), key=len)
    return longer == shorter or (len(shorter) >= 4 and longer.startswith(shorter))


def _some(names: list[str]) -> str:
    return "、".join(names[:8]) + (f"等{len(names)}项" if len(names) > 8 else "")


@rule(
    "N12",
    "“三公”经费与机关运行经费",
    '"Three public" expenses and operating costs',
    "情况说明中“三公”经费的预算、决算与各项应与公开09表一致，合计等于各项之和，完成率等于决算除以预算；"
    "各单位均为行政单位时，机关运行经费等于公用经费。",
    SOURCE,
)
def three_public(case: Case) -> Iterator[Trial]:
    subjects = ("three_public", *THREE, "vehicle_purchase", "vehicle_operation")
    yield from against_reference(case, tuple(f"{s}_{b}" for s in subjects for b in ("budget", "final")))
    for basis in ("budget", "final"):
        parts = tuple(f"{part}_{basis}" for part in THREE)
        yield from sums_of_stated(case, f"three_public_{basis}", parts, "因公出国、公务用车、公务接待之和")
        parts = (f"vehicle_purchase_{basis}", f"vehicle_operation_{basis}")
        yield from sums_of_stated(case, f"vehicle_{basis}", parts, "购置费与运行维护费之和")
    parts = ("vehicle_fuel", "vehicle_repair", "vehicle_toll", "vehicle_insurance", "vehicle_safety_awards")
    yield from sums_of_stated(case, "vehicle_operation_final", parts, "所列各项之和")
    parts = ("reception_foreign", "reception_domestic")
    yield from sums_of_stated(case, "reception_final", parts, "外宾接待与国内接待之和")
    for subject in subjects:
        for stated in case.by_metric.get(f"{subject}_final_completion_pct", ()):
            final = before(case, stated, f"{subject}_final")
            budget = before(case, stated, f"{subject}_budget")
            if final is not None and budget is not None:
                yield from completion_trials(stated.figure, final, budget)
    yield from _operating_cost(case)


def _operating_cost(case: Case) -> Iterator[Trial]:
    ledger = case.ledger
    public = case.reference("public_cost")
    stated = case.by_metric.get("operating_cost", [])
    if not stated or public is None or any(ledger.row(3, code) for code in _INSTITUTIONS):
        return
    yield equal(stated[0].figure, public, severity="warning")


@rule(
    "N13",
    "政府采购各项之和与中小企业份额",
    "Procurement = goods + works + services; small firms within it",
    "政府采购支出总额应等于货物、工程、服务之和；授予中小企业的合同金额不超过总额，授予小微企业的不超过中小企业；"
    "占比等于各自相除。",
    "《政府采购促进中小企业发展管理办法》；部门决算公开文本格式 第三部分 十一",
)
def procurement(case: Case) -> Iterator[Trial]:
    parts = ("procurement_goods", "procurement_works", "procurement_services")
    yield from sums_of_stated(case, "procurement_total", parts, "货物、工程、服务之和")
    pairs = (("procurement_sme", "procurement_total"), ("procurement_micro", "procurement_sme"))
    for part, whole in pairs:
        mine, all_ = case.by_metric.get(part, []), case.by_metric.get(whole, [])
        if mine and all_:
            yield Comparison("at_most", mine[0].figure, ((1, all_[0].figure),), all_[0].figure.place)
        yield from shares(case, part, whole)


@rule(
    "N14",
    "车辆总数等于各类车辆之和",
    "Vehicles = sum of their kinds",
    "国有资产占用情况中的车辆总数应等于各类用车之和；开支财政拨款的公务用车保有量不超过车辆总数。",
    "部门决算公开文本格式 第三部分 十二",
)
def vehicles(case: Case) -> Iterator[Trial]:
    whole = case.by_metric.get("vehicles_count", [])
    if not whole:
        return
    kinds = [case.by_metric[kind][0].figure for kind in VEHICLE_KINDS if kind in case.by_metric]
    if kinds:
        yield total(whole[0].figure, kinds, "各类车辆之和", exact=True)
    held = case.by_metric.get("vehicles_held", [])
    if held:
        yield Comparison(
            "at_most", held[0].figure, ((1, whole[0].figure),), whole[0].figure.place, exact=True
        )
