"""The tables of the nine statements, rendered from `statements.py`, and the view of all their figures."""

from __future__ import annotations

from .common import (
    WAN,
    disclosure_column,
    marks_column,
    place_columns,
    position_column,
    repaired_column,
)
from .records import Column, Table, worded
from .statements import STATEMENTS

_KEY_COLUMNS = {
    "side": worded("side", "收支方", "side", {"revenue": "收入", "expenditure": "支出"}, required=True),
    "line_no": Column("line_no", "INTEGER", "行次", "line number", "原表所印行次"),
    "basis": worded("basis", "口径", "basis", {"budget": "预算数", "final": "决算数"}, required=True),
}


def _statement_indexes(number: int) -> tuple[tuple[str, ...], ...]:
    """By its first figure, so that the largest are found at once; by code; 公开03表 also by code within a disclosure, to
    tell rows that have finer ones from those that do not.
    """
    kind = STATEMENTS[number - 1]
    by_figure = (kind.columns[0],) if number != 7 else ("total",)
    by_code: tuple[tuple[str, ...], ...] = (("code",),) if kind.coded else ()
    return (by_figure, *by_code, ("disclosure_id", "code")) if number == 3 else (by_figure, *by_code)


def _statement_table(number: int) -> Table:
    kind = STATEMENTS[number - 1]
    columns: list[Column] = [disclosure_column(), position_column()]
    columns += [_KEY_COLUMNS[key] for key in kind.keys]
    if kind.coded:
        scheme = "支出经济分类" if number == 6 else "支出功能分类"
        columns += [
            Column("code", "TEXT", "科目编码", "code", f"{scheme}科目编码；合计行为空"),
            Column("level", "INTEGER", "级次", "level", "类 1、款 2、项 3，合计 0", required=True),
        ]
    if kind.number != 9:
        columns.append(Column("item", "TEXT", "项目", "item", "原表所印名称，去掉序号与空格", required=True))
    columns += [
        Column(name, "REAL", header, name.replace("_", " "), "", WAN) for name, header in kind.figures
    ]
    columns += [
        marks_column(),
        *place_columns(required=True),
        repaired_column(),
    ]
    return Table(
        kind.table,
        kind.title,
        kind.en,
        f"公开{number:02d}表 {kind.title}，金额单位万元；空格为未填，0 为原文所印的零。",
        tuple(columns),
        ("disclosure_id", "position"),
        _statement_indexes(number),
    )


_BESIDE = (marks_column("所在行"), *place_columns(), repaired_column("所在行修补了什么及原印形式"))
_PLACE = ", ".join(column.name for column in _BESIDE)


def _cells_view() -> str:
    parts = []
    for kind in STATEMENTS:
        side = "side" if "side" in kind.keys else "basis" if "basis" in kind.keys else "NULL"
        code = "code" if kind.coded else "NULL"
        item = "item" if kind.number != 9 else "NULL"
        head = f"SELECT disclosure_id, {kind.number} AS statement, {side} AS side, {code} AS code, {item} AS item, "
        parts += [
            f"{head}'{column}' AS \"column\", {column} AS amount, {_PLACE} FROM {kind.table} WHERE {column} IS NOT NULL"
            for column in kind.columns
        ]
    return "\nUNION ALL ".join(parts)


STATEMENT_TABLES: tuple[Table, ...] = tuple(_statement_table(kind.number) for kind in STATEMENTS)

CELLS = Table(
    "statement_cells",
    "九表全部数字",
    "All figures of the nine statements",
    "把九张表的每一个数字排成一列，便于一次查询。",
    (
        disclosure_column(),
        Column("statement", "INTEGER", "表号", "statement", "1 至 9"),
        Column("side", "TEXT", "收支方", "side", "revenue、expenditure，或 budget、final"),
        Column("code", "TEXT", "科目编码", "code", ""),
        Column("item", "TEXT", "项目", "item", ""),
        Column("column", "TEXT", "栏目", "column", "该数字所在的栏，英文列名"),
        Column("amount", "REAL", "金额", "amount", "", WAN),
        *_BESIDE,
    ),
    view=_cells_view(),
)

FIGURE_PLACES = Table(
    "figure_places",
    "数字的位置",
    "Places of figures",
    "九张表的每一个数字印在来源文件的哪一格；文本没有格，不在此列。",
    (
        disclosure_column(),
        Column("statement", "INTEGER", "表号", "statement", "1 至 9", required=True),
        Column("position", "INTEGER", "序号", "position", "所在行在该表中的次序", required=True),
        Column("column", "TEXT", "栏目", "column", "金额栏的英文列名", required=True),
        Column("nth", "INTEGER", "第几格", "cell of the line", "该行原文的第几格，从 1 起", required=True),
        Column(
            "confidence",
            "REAL",
            "识别把握",
            "confidence",
            "由图像识别时，最没有把握的一位数字，0 至 1；其他为空",
        ),
        *place_columns(required=True),
    ),
    ("disclosure_id", "statement", "position", "column"),
)

REPAIRS = Table(
    "repairs",
    "修补记录",
    "Repairs",
    "九张表中修补过的每一个数字、编码或名称，连同原印形式与凭据。",
    (
        disclosure_column(),
        Column("statement", "INTEGER", "表号", "statement", "1 至 9", required=True),
        Column("position", "INTEGER", "序号", "position", "所在行在该表中的次序", required=True),
        Column("number", "INTEGER", "次第", "number", "同一行的第几处修补", required=True),
        Column("column", "TEXT", "栏目", "column", "金额栏的英文列名；编码、名称或整行为空"),
        worded(
            "kind",
            "种类",
            "kind",
            {
                "digits": "数字断开",
                "parted": "两数同格",
                "code": "编码",
                "wrapped_name": "名称换行",
                "cut_name": "名称不全",
                "columns": "错栏",
                "blanks": "空格丢失",
                "total_row": "合计行散落",
            },
            required=True,
        ),
        Column("printed", "TEXT", "原印形式", "printed form", ""),
        Column("value", "TEXT", "修补后", "value", "金额以万元计"),
        Column("proof", "TEXT", "凭据", "proof", "据以修补的关系"),
    ),
    ("disclosure_id", "statement", "position", "number"),
)
