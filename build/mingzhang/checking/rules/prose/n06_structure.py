"""N06: spending by class in 支出决算结构情况."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ....model import StructureItem
from ...context import RuleContext
from ...figures import CENT, Figure, plain
from ...items import class_label, general_classes, item_figure, leaves, structure_figure
from ...ledger import Ledger, class_code
from ...registry import rule
from ...summaries import blank_class, class_sum
from ...trials import Held, Remark, Trial, share, total

SOURCE = "部门决算公开文本格式 第三部分 情况说明"


@rule(
    "N06.amounts",
    "支出结构各类的金额与表格一致",
    "Amount of each class",
    "支出决算结构情况中每一类的金额，应与公开05表该类一致；没有表格时等于该类各科目决算数之和。",
    SOURCE,
    kinds=("structure",),
)
def amounts(context: RuleContext) -> Iterator[Trial]:
    for item in general_classes(context):
        other = _class_total(context, item.code) if item.amount is not None else []
        if other and item.code:
            label = other[0].place
            if len(other) > 1:
                label = (
                    class_label(context.ledger, 5, item.code, "各科目之和")
                    if other[0].in_table
                    else f"{item.item}各科目支出决算之和"
                )
            yield total(structure_figure(item, "amount"), other, label)


@rule(
    "N06.shares",
    "支出结构各类的占比",
    "Share of each class",
    "支出决算结构情况中每一类的占比，应等于该类除以一般公共预算财政拨款支出。",
    SOURCE,
    kinds=("structure",),
)
def shares_of_classes(context: RuleContext) -> Iterator[Trial]:
    whole = context.reference("general_budget_expenditure")
    for item in general_classes(context):
        if item.amount is not None and item.share_pct is not None and whole is not None:
            yield share(structure_figure(item, "share"), structure_figure(item, "amount"), whole)


@rule(
    "N06.share-missing",
    "支出结构各类都写有占比",
    "A share beside every class",
    "支出决算结构情况中，多数类写有占比的，其余各类也应写明。",
    SOURCE,
    "note",
    kinds=("structure",),
)
def share_missing(context: RuleContext) -> Iterator[Trial]:
    items = context.disclosure.structure_items
    if sum(1 for item in items if item.share_pct is not None) <= len(items) / 2:
        return
    for item in items:
        figure = structure_figure(item, "amount")
        if item.share_pct is not None or not item.amount:
            yield Held()
            continue
        yield Remark(
            f"{figure.place}{figure.shown}没有写占比，其余各类均有",
            item.source_line,
            found="未写明",
            subject=figure.key,
        )


@rule(
    "N06.class-without-items",
    "支出结构所列的类有支出",
    "Every class of the structure has items",
    "支出决算结构情况所列的类，公开05表或支出决算具体情况应有这一类的科目。",
    SOURCE,
    "warning",
    kinds=("structure",),
)
def class_without_items(context: RuleContext) -> Iterator[Trial]:
    ledger = context.ledger
    items = context.disclosure.execution_items
    place, used = "公开05表", {code[:3] for code in (*ledger.known(5), *ledger.codes(3))}
    if not ledger.codes(5):
        place = "“支出决算具体情况”"
        used = {item.code[:3] for item in items if item.code} if all(item.code for item in items) else set()
    for item in general_classes(context) if used else ():
        code = item.code or class_code(item.item)
        if code is None or not item.amount or code[:3] in used:
            yield Held()
            continue
        yield Remark(
            f"“支出决算结构情况”列有{item.item}{item.amount}万元，{place}没有这一类的科目",
            item.source_line,
            expected=f"{place}所列的类",
            found=item.item,
            subject=structure_figure(item, "amount").key,
        )


@rule(
    "N06.classes-named",
    "有支出的类都列入支出结构",
    "Every class with money is named",
    "公开05表有支出的类，支出决算结构情况都应列出；没有表格时，各类金额之和应等于一般公共预算财政拨款支出。",
    SOURCE,
    kinds=("structure",),
)
def classes_named(context: RuleContext) -> Iterator[Trial]:
    items = general_classes(context)
    whole = context.reference("general_budget_expenditure")
    if items and whole is not None:
        yield from _unnamed_classes(context, items, whole)


def _class_total(context: RuleContext, code: str | None) -> list[Figure]:
    """What a class amounts to: its row of 公开05, or its items in the prose where the table is gone."""
    if code is None:
        return []
    ledger = context.ledger
    if ledger.codes(5):
        return class_sum(ledger, 5, code, "total")
    items = leaves(context.disclosure.execution_items)
    if any(item.code is None for item in items):
        return []
    return [item_figure(item, "final") for item in items if item.code and item.code.startswith(code)]


def _unnamed_classes(
    context: RuleContext, items: tuple[StructureItem, ...], whole: Figure
) -> Iterator[Trial]:
    """Classes of 公开05 with money that the prose does not name; without the table the sum tells."""
    ledger = context.ledger
    codes = {item.code or class_code(item.item) for item in items}
    if None in codes or not ledger.codes(5):
        if not ledger.codes(5):
            figures = [structure_figure(item, "amount") for item in items]
            lacking = _lacking_class(context, {code for code in codes if code}, whole, figures)
            yield total(whole, figures, "各类支出之和", remark=lacking)
        return
    renamed = _amounts_without_items(ledger, items)
    for code in sorted({c[:3] for c in ledger.known(5)} - {c for c in codes if c}):
        parts = class_sum(ledger, 5, code, "total")
        # A class whose rows 公开05 lost is known from 公开03.
        amount = sum(part.amount for part in parts) or ledger.lost(5).get(code, {}).get("total")
        if amount and amount not in renamed:
            yield _unnamed(ledger, code, parts, amount, items[-1].source_line)
    yield Held(len(codes))


def _lacking_class(context: RuleContext, codes: set[str], whole: Figure, figures: Sequence[Figure]) -> str:
    """A remark on the class that is not named and whose items in the prose amount to what the classes fall short of."""
    gap = whole.amount - sum((figure.amount for figure in figures), Decimal(0))
    by_class: dict[str, Decimal] = {}
    for item in leaves(context.disclosure.execution_items):
        if item.code and item.final is not None:
            by_class[item.code[:3]] = by_class.get(item.code[:3], Decimal(0)) + item.final
    found = [code for code, amount in by_class.items() if code not in codes and abs(amount - gap) <= CENT * 3]
    if gap <= 0 or len(found) != 1:
        return ""
    return f"{class_label(context.ledger, 5, found[0], '').removeprefix('公开05表')}的各科目合计{plain(by_class[found[0]])}万元，没有列出这一类"


def _amounts_without_items(ledger: Ledger, items: tuple[StructureItem, ...]) -> set[Decimal | None]:
    """What the lines of classes without items amount to: each is told by itself, as the class it is printed as."""
    known = {code[:3] for code in (*ledger.known(5), *ledger.codes(3))}
    return {item.amount for item in items if (item.code or "")[:3] not in known}


def _unnamed(ledger: Ledger, code: str, parts: list[Figure], amount: Decimal | int, line: int) -> Remark:
    """A class with money that the prose, of which a line is given, does not name."""
    name = blank_class(ledger, 4, code, "general_budget")
    first = next((part for part in parts if part.line), name)
    label = class_label(ledger, 5, code, "")
    if first is name:  # 公开05 lost the rows of the class
        sister = 4 if name.amount == amount else 3 if ledger.codes(3) else 2
        label = label.replace("公开05表", f"公开{sister:02d}表", 1)
    return Remark(
        f"{label}支出计{amount}万元，“支出决算结构情况”没有列出这一类",
        line,
        first.line,
        expected=str(amount),
        found="未列",
        difference=Decimal(-amount),
        subject=name.key,
    )
