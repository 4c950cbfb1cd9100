"""X15: the codes and names of items in tables beside the nine statements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ....classification import economic_code, function_code, same_name
from ....model import StatementRow
from ...context import RuleContext
from ...other_tables import OtherRow, OtherTable, other_tables
from ...registry import rule
from ...trials import Held, Remark, Trial

SOURCE = "部门决算公开文本格式 第二部分"


@rule(
    "X15.codes",
    "其他表的科目编码与名称相符",
    "Tables beside the nine: codes fit names",
    "九张决算表以外的表所印科目编码，应与名称相符，也与决算表所印的一致。",
    SOURCE,
    "warning",
)
def codes(context: RuleContext) -> Iterator[Trial]:
    for table in other_tables(context):
        numbers = (6,) if table.is_economic else (3, 5, 7, 8)
        rows = {
            code: row for number in numbers for code, row in context.ledger.rows(number) if code.isdigit()
        }
        coded = [row for row in table.parts if row.code]
        known = [row for row in coded if row.code in rows and same_name(row.name, rows[row.code].item)]
        if len(known) * 2 < len(coded):
            continue
        yield Held(len(known))
        free = {code: row for code, row in rows.items() if code not in {row.code for row in coded}}
        for row in coded:
            if row not in known:
                yield from _amiss(table, row, rows.get(row.code), free)


def _amiss(
    table: OtherTable, row: OtherRow, own: StatementRow | None, free: Mapping[str, StatementRow]
) -> Iterator[Remark]:
    """What is wrong with a row whose code and name the statements do not print together; `free` are their rows that the
    table does not print."""
    twins = [
        code for code, other in free.items() if len(code) == len(row.code) and same_name(row.name, other.item)
    ]
    code = economic_code(row.code) if table.is_economic else function_code(row.code)
    if own is not None:
        yield _misnamed(table, row, own.item, own.source_line)
    elif len(twins) == 1:
        yield Remark(
            f"“{table.title}”中“{row.name}”的科目编码印作{row.code}，按名称应为{twins[0]}",
            row.line,
            free[twins[0]].source_line,
            expected=twins[0],
            found=row.code,
        )
    elif code is not None and not any(same_name(row.name, name) for name in code.names):
        yield _misnamed(table, row, code.name, None)


def _misnamed(table: OtherTable, row: OtherRow, name: str, line: int | None) -> Remark:
    return Remark(
        f"“{table.title}”中科目{row.code}的名称印作“{row.name}”，应为“{name}”",
        row.line,
        line,
        expected=name,
        found=row.name,
        severity="note",
    )
