"""N20: names of items that are not their code's, or that stand under another 款."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....classification import Code, economic_code, find_function, function_code, name_key, same_name
from ....model import ExecutionItem, Statement, StatementRow
from ...context import RuleContext
from ...item_names import out_of_use, spelt_otherwise
from ...items import item_figure, of_all_appropriations
from ...ledger import Ledger, class_code
from ...registry import rule
from ...trials import Held, NotChecked, Remark, Trial

SOURCE = "政府收支分类科目"
_UNMARKED = re.compile(r"\(类\)(?P<section>(?:[^()，。；]|\([^()款项类]{1,4}\)){4,70})\(项\)")
"""类 and 项 with only some other bracket between them: the 款 has lost its mark."""
_MOST = 8
"""Items of one paragraph that are told."""


@rule(
    "N20.table-names",
    "各表科目名称与编码相符",
    "Item names of the statements are those of their codes",
    "各表所印科目名称，应与该编码的名称相符。",
    SOURCE,
    "note",
)
def table_names(context: RuleContext) -> Iterator[Trial]:
    seen: set[tuple[str, str]] = set()
    for statement in context.disclosure.statements:
        miscoded = [id(row) for row in context.ledger.miscoded(statement.number).values()]
        for row in statement.rows:
            if any(repair.kind == "cut_name" and not repair.printed for repair in row.repairs):
                yield _unnamed(statement.number, row)
                continue
            if not row.code or id(row) in miscoded or (row.code, name_key(row.item)) in seen:
                continue
            seen.add((row.code, name_key(row.item)))
            code = economic_code(row.code) if statement.number == 6 else function_code(row.code)
            if code is None:
                continue
            if _is_name(row.item, code):
                if statement.number == 6:
                    yield Held()
                else:
                    place = f"公开{statement.number:02d}表"
                    yield from out_of_use(place, row.source_line, row.code, row.item, context.year)
                continue
            if _code_is_wrong(context, statement.number, row.code):
                continue
            other = _exchanged_with(statement, row, code)
            if other is not None:
                if row.source_line < other.source_line:
                    yield Remark(
                        f"公开{statement.number:02d}表科目{row.code}与{other.code}的名称似互换了位置："
                        f"“{row.item}”与“{other.item}”",
                        row.source_line,
                        other.source_line,
                        expected=code.name,
                        found=row.item,
                    )
                continue
            yield Remark(
                f"公开{statement.number:02d}表科目{row.code}的名称印作“{row.item}”，通行名称为“{code.name}”",
                row.source_line,
                _line_elsewhere(context, row.code, row.source_line),
                expected=code.name,
                found=row.item,
            )


def _unnamed(number: int, row: StatementRow) -> Remark:
    return Remark(
        f"公开{number:02d}表科目{row.code}没有印名称，该科目为“{row.item}”",
        row.source_line,
        expected=row.item,
        found="空白",
        cause="unknown",
    )


def _exchanged_with(statement: Statement, row: StatementRow, code: Code) -> StatementRow | None:
    """The row of the same statement that bears this row's name and whose name this row bears."""
    for other in statement.rows:
        known = function_code(other.code) if other.code and other is not row else None
        if known and same_name(other.item, code.name) and same_name(row.item, known.name):
            return other
    return None


def _code_is_wrong(context: RuleContext, number: int, code: str) -> bool:
    """Whether only this statement prints the code: then the code is misprinted (X07, X08), not the name."""
    others = [n for n in (2, 3, 5) if n != number and context.ledger.codes(n)]
    return (
        number in (2, 3, 5)
        and len(code) == 7
        and bool(others)
        and not any(context.ledger.row(n, code) for n in others)
    )


def _is_name(item: str, code: Code) -> bool:
    key = name_key(item)
    return any(
        same_name(item, name) or (len(key) >= 2 and name_key(name).startswith(key)) for name in code.names
    )


def _line_elsewhere(context: RuleContext, code: str, line: int) -> int | None:
    for number in (2, 3, 5):
        row = context.ledger.row(number, code)
        if row is not None and row.source_line != line:
            return row.source_line
    return None


@rule(
    "N20.items",
    "支出决算具体情况的科目见于公开05表",
    "Items of the prose are those of statement 5",
    "支出决算具体情况所列科目的类、款、项，应与公开05表的科目一致。",
    SOURCE,
    "warning",
)
def items(context: RuleContext) -> Iterator[Trial]:
    for item in context.disclosure.execution_items:
        yield from _item_names(context, item)


def _item_names(context: RuleContext, item: ExecutionItem) -> Iterator[Trial]:
    """类, 款 and 项 of the prose that do not belong together; the money tells which row of 公开05 is meant."""
    if not item.section or not item.item:
        return
    ledger = context.ledger
    number = 5 if ledger.codes(5) else 3
    if item.code in (*ledger.known(7), *ledger.known(8)) and of_all_appropriations(context):
        yield Held()
        return
    if item.code is not None and (not ledger.codes(number) or item.code in ledger.known(number)):
        yield Held()
        return
    if item.final is None or not ledger.codes(number):
        return
    words = f"{item.section}（款）{item.item}（项）"
    twin = _twin(ledger, number, item)
    if twin is None and any(s.cells.told for s in context.disclosure.statements if s.number == number):
        yield NotChecked(f"公开{number:02d}表有数字未能读入")
        return
    if twin is None:
        yield Remark(
            f"“{item.class_}（类）{words}”不见于公开{number:02d}表",
            item.source_line,
            expected=f"公开{number:02d}表所列科目",
            found=words,
        )
        return
    row = ledger.row(number, twin) or ledger.row(3, twin)
    name = row.item if row else ""
    if name_key(name) == name_key(item.item):
        message = (
            f"“{item.item}（项）”所在的款印作“{item.section}”，公开{number:02d}表“{name}”为{twin}，不属这一款"
        )
    else:
        message = f"“{words}”不见于公开{number:02d}表；金额{item.final}万元与“{name}”（{twin}）相同"
    yield Remark(message, item.source_line, row.source_line if row else None, expected=name, found=words)


def _twin(ledger: Ledger, number: int, item: ExecutionItem) -> str | None:
    """The one row with the item's money, in its class, or else with its name: a wrong name is typed more easily than a
    wrong amount."""
    above = class_code(item.class_)
    rows = [c for c in ledger.known(number) if len(c) == 7 and (above is None or c.startswith(above))]
    named = [
        c
        for c in rows
        if (r := ledger.row(number, c) or ledger.row(3, c)) and same_name(r.item, item.item or "")
    ]
    paid = [c for c in rows if item.final and ledger.figure(number, c, "total").amount == item.final]
    if len(paid) != 1:
        return named[0] if len(named) == 1 else None
    return paid[0]


def _names(context: RuleContext) -> Iterator[tuple[ExecutionItem, str, str]]:
    """The 款 and the 项 of every item of the prose, with its code and name."""
    for item in context.disclosure.execution_items:
        if item.code is not None and len(item.code) == 7:
            yield item, item.code[:5], item.section or ""
            yield item, item.code, item.item or ""


@rule(
    "N20.item-spelling",
    "支出决算具体情况的科目名称拼写正确",
    "Item names of the prose are spelt as the classification spells them",
    "支出决算具体情况所列款、项的名称，应与分类科目的名称一致。",
    SOURCE,
    "warning",
)
def item_spelling(context: RuleContext) -> Iterator[Trial]:
    for item, code, printed in _names(context):
        yield from spelt_otherwise("“支出决算具体情况”", item.source_line, code, printed)


@rule(
    "N20.item-out-of-use",
    "支出决算具体情况使用决算年度有效的科目名称",
    "Item names of the prose were in force in the fiscal year",
    "支出决算具体情况所列款、项，应使用决算年度有效的名称。",
    SOURCE,
    "note",
)
def item_out_of_use(context: RuleContext) -> Iterator[Trial]:
    for item, code, printed in _names(context):
        yield from out_of_use("“支出决算具体情况”", item.source_line, code, printed, context.year)


@rule(
    "N20.unmarked-section",
    "款名标明（款）",
    "A \u6b3e is marked as such",
    "支出决算具体情况的款名，应与他处一样标明（款）。",
    SOURCE,
    "note",
)
def unmarked_section(context: RuleContext) -> Iterator[Trial]:
    for section in context.sections.get("execution", []):
        texts = context.prose(section)
        marked = sum(prose.text.count("(款)") for prose in texts)
        found = [(prose, match) for prose in texts for match in _UNMARKED.finditer(prose.text)]
        if marked:
            yield Held(marked)
        # Where few items or none are marked, the account prints 类 and 项 only.
        if len(found) < marked:
            for prose, match in found[:_MOST]:
                yield Remark(
                    f"“支出决算具体情况”“{match['section']}”没有标明款，他处均标（款）",
                    prose.line(match.start("section")),
                    expected="（款）",
                    found=match["section"],
                )


@rule(
    "N20.parents",
    "项级科目列在所属的款、类下",
    "Items stand under their own \u6b3e and \u7c7b",
    "支出决算具体情况所列的款应属于所列的类，项应属于所列的款。",
    SOURCE,
    "warning",
)
def parents(context: RuleContext) -> Iterator[Trial]:
    for item in context.disclosure.execution_items:
        if not item.section or not item.item:
            continue
        if (context.ledger.codes(5) or context.ledger.codes(3)) and item.code is None:
            continue  # N20.items holds the item against its row
        above = class_code(item.class_)
        section = function_code(item.code[:5]) if item.code else find_function(item.section, level=2)
        if above is None or section is None:
            continue
        if section.code.startswith(above) or find_function(item.section, above) is not None:
            yield Held()
            continue
        yield Remark(
            f"“{item.section}（款）”列在“{item.class_}（类）”下，该款编码为{section.code}，属另一类",
            item.source_line,
            expected=item.class_,
            found=item.section,
            subject=item_figure(item, "final").key,
        )
