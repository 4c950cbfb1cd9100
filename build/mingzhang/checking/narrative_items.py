"""N06–N09: spending by class, and the items with their opening budgets, finals and rates."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import ExecutionItem, StructureItem
from .between import class_sum
from .case import Case
from .inside_functions import TOTAL
from .inside_summaries import blank_class
from .ledger import class_code
from .narrative_totals import SOURCE, against_reference, before
from .prose import heading_of
from .purposes import unpaid_purposes
from .rules import rule
from .trials import Figure, Held, Remark, Trial, equal, share, total


def structure_figure(item: StructureItem, column: str) -> Figure:
    """The amount or the share of a line of 支出决算结构情况."""
    percent = column == "share"
    value = item.share_pct if percent else item.amount
    name = "占比" if percent else ""
    return Figure(
        f"S{item.position}/{column}",
        value,
        f"“支出决算结构情况”{item.item}{name}",
        item.source_line,
        unit="%" if percent else "万元",
    )


def item_name(item: ExecutionItem) -> str:
    """An item as its deepest names: 行政运行, or its class where no more is said."""
    return item.item or item.section or item.class_


def item_figure(item: ExecutionItem, column: str) -> Figure:
    """The `budget`, `final` or `rate` of an item of 支出决算具体情况."""
    value = {"budget": item.initial_budget, "final": item.final, "rate": item.completion_pct}[column]
    label = {"budget": "年初预算", "final": "支出决算", "rate": "完成率"}[column]
    return Figure(
        f"E{item.position}/{column}",
        value,
        f"“支出决算具体情况”{item_name(item)}{label}",
        item.source_line,
        unit="%" if column == "rate" else "万元",
    )


@rule(
    "N06",
    "支出结构的金额与占比",
    "Amount and share of each class",
    "支出决算结构情况中每一类的金额应与公开05表该类一致，占比等于该类除以一般公共预算财政拨款支出；有支出的类都应列出。",
    SOURCE,
)
def structure(case: Case) -> Iterator[Trial]:
    items = case.disclosure.structure_items
    whole = case.reference("general_budget_expenditure")
    for item in items:
        found = structure_figure(item, "amount")
        if item.amount is None:
            continue
        other = _class_total(case, item.code)
        if other:
            yield total(found, other, f"{other[0].place}")
        if item.share_pct is not None and whole is not None:
            yield share(structure_figure(item, "share"), found, whole, "")
        elif item.amount and sum(1 for other in items if other.share_pct is not None) > len(items) / 2:
            yield Remark(
                f"{found.place}{found.shown}没有写占比，其余各类均有",
                item.source_line,
                found="未写明",
                severity="note",
            )
    if items and whole is not None:
        yield from _unnamed_classes(case, items, whole)
    yield from unpaid_purposes(case)


def _class_total(case: Case, code: str | None) -> list[Figure]:
    """What a class amounts to: its row of 公开05, or its items in the prose where the table is gone."""
    if code is None:
        return []
    ledger = case.ledger
    if ledger.codes(5):
        return class_sum(ledger, 5, code, "total")
    items = case.disclosure.execution_items
    if any(item.code is None for item in items):
        return []
    return [item_figure(item, "final") for item in items if item.code and item.code.startswith(code)]


def _unnamed_classes(case: Case, items: tuple[StructureItem, ...], whole: Figure) -> Iterator[Trial]:
    """Classes of 公开05 with money that the prose does not name; without the table the sum tells."""
    ledger = case.ledger
    codes = {item.code or class_code(item.item) for item in items}
    if None in codes or not ledger.codes(5):
        if not ledger.codes(5):
            yield total(whole, [structure_figure(item, "amount") for item in items], "各类支出之和")
        return
    for code in sorted({c[:3] for c in ledger.known(5)} - {c for c in codes if c}):
        parts = class_sum(ledger, 5, code, "total")
        # A class whose rows 公开05 lost is known from 公开03.
        amount = sum(part.amount for part in parts) or ledger.lost(5).get(code, {}).get("total")
        if not amount:
            continue
        name = blank_class(ledger, 4, code, "general_budget")
        first = next((part for part in parts if part.line), name)
        table = "公开05表" if first is not name else "其他表"
        yield Remark(
            f"{table}{code}类支出计{amount}万元，“支出决算结构情况”没有列出这一类",
            items[-1].source_line,
            first.line,
            expected=str(amount),
            found="未列",
            difference=-amount,
        )
    yield Held(len(codes))


def leaves(items: tuple[ExecutionItem, ...]) -> list[ExecutionItem]:
    """The items that are added up: those without details of their own in the list."""
    codes = [item.code for item in items if item.code]
    return [
        item
        for item in items
        if not (item.code and any(c != item.code and c.startswith(item.code) for c in codes))
    ]


@rule(
    "N07",
    "各科目年初预算之和等于年初预算总数",
    "Opening budgets of the items add up",
    "支出决算具体情况各科目的年初预算相加，应等于所述一般公共预算财政拨款支出年初预算。",
    SOURCE,
)
def opening_budgets(case: Case) -> Iterator[Trial]:
    stated = case.by_metric.get("general_budget_initial", [])
    items = [i for i in leaves(case.disclosure.execution_items) if i.initial_budget is not None]
    if stated and len(items) >= 2:
        yield total(stated[0].figure, [item_figure(i, "budget") for i in items], "各科目年初预算之和")
    yield from against_reference(case, ("general_budget_initial",))
    overall = [s for s in case.by_metric.get("performance_overall_initial", ()) if stated]
    for other in overall:
        yield equal(other.figure, stated[0].figure)


@rule(
    "N08",
    "各科目决算数与公开05表一致",
    "Finals of the items = statement 5",
    "支出决算具体情况各科目的支出决算应与公开05表该科目一致，相加等于一般公共预算财政拨款支出。",
    SOURCE,
)
def finals(case: Case) -> Iterator[Trial]:
    ledger = case.ledger
    items = [i for i in leaves(case.disclosure.execution_items) if i.final is not None]
    for item in items:
        other = _item_total(case, item)
        if other:
            yield total(item_figure(item, "final"), other, other[0].place)
    whole = case.reference("general_budget_expenditure")
    if whole is not None and len(items) >= 2:
        yield total(whole, [item_figure(i, "final") for i in items], "各科目支出决算之和")
    if ledger.row(5, TOTAL) is None:
        return
    for comparison in against_reference(case, ("general_budget_basic", "general_budget_project")):
        if comparison.found.place.startswith(f"“{_execution_place(case)}”"):
            yield comparison  # what section 六 repeats is rule N10's


def _execution_place(case: Case) -> str:
    sections = case.sections.get("execution", [])
    return heading_of(sections[0]) if sections else ""


def _item_total(case: Case, item: ExecutionItem) -> list[Figure]:
    """The row of 公开05 that an item repeats; a class for an item named by its class alone."""
    ledger = case.ledger
    if not item.code or not ledger.codes(5):
        return []
    if ledger.row(5, item.code):
        return [ledger.figure(5, item.code, "total")]
    if len(item.code) == 3:
        return class_sum(ledger, 5, item.code, "total")
    return []


@rule(
    "N09",
    "完成率等于决算除以预算",
    "Completion rate = final / budget",
    "各科目及总数的完成年初预算百分比，应等于支出决算除以年初预算；年初预算为零时没有完成率。",
    SOURCE,
)
def completion(case: Case) -> Iterator[Trial]:
    for item in case.disclosure.execution_items:
        if item.completion_pct is not None and item.initial_budget is not None and item.final is not None:
            rate, final, budget = (item_figure(item, c) for c in ("rate", "final", "budget"))
            yield from completion_trials(rate, final, budget)
    for stated in case.by_metric.get("general_budget_expenditure_completion_pct", ()):
        whole = before(case, stated, "general_budget_expenditure")
        base = before(case, stated, "general_budget_initial")
        if whole is not None and base is not None:
            yield from completion_trials(stated.figure, whole, base)


def completion_trials(rate: Figure, final: Figure, budget: Figure) -> Iterator[Trial]:
    """A completion rate; a budget of nothing has none, though 0% is let pass where nothing was spent."""
    if budget.amount:
        yield share(rate, final, budget, "")
    elif rate.amount and budget.value is not None:
        yield Remark(
            f"{rate.place}为{rate.shown}，但预算为{budget.shown}，没有完成率（支出{final.shown}）",
            rate.line,
            budget.line if budget.line != rate.line else None,
            found=rate.amount,
            severity="warning" if final.amount else "note",
        )
    else:
        yield Held()
