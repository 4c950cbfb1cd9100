"""XLSX: one workbook per disclosure, laid out like its nine statements, a sheet each."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter

from ..catalogue import BASES, SIDES, STATEMENTS, StatementKind
from ..portal import Portal
from .table_rows import Value

_STATUS = {
    "empty": "原文此表为空表。",
    "lost": "原文有此表，但数据未能从文件中提取；空白不等于零。",
    "absent": "原文未见此表。",
}
_LONGEST = 32_767
"""What a cell can hold; a longer text would be dropped in silence."""
_CREATED = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # no clock: the same data, the same bytes


_MARKS = (("disputed", "存疑（核对序号）"), ("repaired", "修补说明"))
"""Columns of a statement in which a figure is disputed or a row repaired."""


@dataclass(frozen=True, slots=True)
class _Formats:
    title: Any
    head: Any
    number: Any
    note: Any


Cover = tuple[Value, ...]
"""Title, department, fiscal year, day of publication, page and file (SHA-256) of a disclosure."""


def cover_of(conn: sqlite3.Connection, disclosure_id: str) -> Cover:
    """Return what the first sheet says of a disclosure. KeyError where the database has no such disclosure."""
    found: Cover | None = conn.execute(
        "SELECT d.title, p.name, d.fiscal_year, d.published_on, d.page_url, d.source_id FROM disclosures d "
        "JOIN departments p ON p.id = d.department_id WHERE d.id = ?",
        (disclosure_id,),
    ).fetchone()
    if found is None:
        raise KeyError(disclosure_id)
    return found


def write_workbook(
    conn: sqlite3.Connection, disclosure_id: str, portal: Portal, file: Path | BinaryIO
) -> None:
    """Write the workbook of one disclosure, with nothing in it that changes with other disclosures. KeyError as `cover_of`."""
    found = cover_of(conn, disclosure_id)
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"title": found[0], "author": found[1], "created": _CREATED})
        formats = _formats(book)
        _cover(book.add_worksheet("说明"), formats, portal, found)
        for kind in STATEMENTS:
            sheet = book.add_worksheet(f"公开{kind.number:02d}表")
            _statement(conn, sheet, formats, kind, disclosure_id)


def _formats(book: Any) -> _Formats:
    return _Formats(
        title=book.add_format({"bold": True, "font_size": 14}),
        head=book.add_format({"bold": True, "border": 1, "bg_color": "#EEEEEE", "text_wrap": True}),
        number=book.add_format({"num_format": "#,##0.00##"}),
        note=book.add_format({"font_color": "#666666"}),
    )


def _cover(sheet: Any, formats: _Formats, portal: Portal, found: Cover) -> None:
    title, name, year, published_on, page, source = found
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 80)
    sheet.write_string(0, 0, str(title), formats.title)
    told = {
        "部门": name,
        "决算年度": year,
        "公开日期": published_on,
        "页面": portal.base_url.rstrip("/") + f"/{page}",
        "原文件 SHA-256": source,
        "许可": portal.licence,
        "金额单位": "万元；空格为未填，0 为原文所印的零；行号指提取文本的行",
        "声明": portal.notice,
    }
    for row, (label, value) in enumerate(((k, v) for k, v in told.items() if v), start=2):
        sheet.write_string(row, 0, label, formats.note)
        sheet.write_string(row, 1, str(value))


def _statement(
    conn: sqlite3.Connection, sheet: Any, formats: _Formats, kind: StatementKind, id_: str
) -> None:
    status, note = conn.execute(
        "SELECT status, note FROM statements WHERE disclosure_id = ? AND number = ?", (id_, kind.number)
    ).fetchone() or ("absent", None)
    sheet.write_string(0, 0, f"公开{kind.number:02d}表 {kind.title}", formats.title)
    sheet.write_string(1, 0, "金额单位：万元", formats.note)
    if status in _STATUS:
        sheet.write_string(2, 0, note or _STATUS[status], formats.note)
    sheet.freeze_panes(4, 0)
    # Grid lines on paper too, instead of borders: blank cells with a border would be a third of all that is written.
    sheet.hide_gridlines(0)
    if "side" in kind.keys:
        start = 0
        for side, label in SIDES.items():
            start = _block(conn, sheet, formats, kind, id_, start, (side, label)) + 1
    else:
        _block(conn, sheet, formats, kind, id_, 0, None)


def _block(
    conn: sqlite3.Connection,
    sheet: Any,
    formats: _Formats,
    kind: StatementKind,
    id_: str,
    left: int,
    side: tuple[str, str] | None,
) -> int:
    """Write a block of columns from `left`: header in row 4, then the rows; return the first free column after it."""
    where = "disclosure_id = ?" + (" AND side = ?" if side else "")
    given = (id_, side[0]) if side else (id_,)
    marked = conn.execute(f"SELECT count(disputed), count(repaired) FROM {kind.table} WHERE {where}", given)  # noqa: S608
    head = [
        *_columns(kind, side),
        *(mark for mark, rows in zip(_MARKS, marked.fetchone(), strict=True) if rows),
    ]
    for offset, (name, label) in enumerate(head):
        sheet.write_string(3, left + offset, label, formats.head)
        sheet.set_column(left + offset, left + offset, 32 if name in ("item", "repaired") else 14)
    columns = ", ".join(f'"{name}"' for name, _ in head)
    sql = f"SELECT {columns} FROM {kind.table} WHERE {where} ORDER BY position"  # noqa: S608
    for number, row in enumerate(conn.execute(sql, given), start=4):
        for offset, ((name, _), value) in enumerate(zip(head, row, strict=True)):
            _cell(
                sheet, formats, number, left + offset, BASES.get(value, value) if name == "basis" else value
            )
    return left + len(head)


def _columns(kind: StatementKind, side: tuple[str, str] | None) -> list[tuple[str, str]]:
    """List the columns of a block, as (column, printed header)."""
    head: list[tuple[str, str]] = []
    if "line_no" in kind.keys:
        head.append(("line_no", "行次"))
    if "basis" in kind.keys:
        head.append(("basis", "口径"))
    if kind.coded:
        head.append(("code", "科目编码"))
    if kind.number != 9:
        head.append(("item", side[1] if side else "项目"))
    figures = kind.figures[:1] if side and side[0] == "revenue" else kind.figures
    return [*head, *figures, ("source_line", "原文行号")]


def _cell(sheet: Any, formats: _Formats, row: int, column: int, value: Value) -> None:
    if isinstance(value, float):
        sheet.write_number(row, column, value, formats.number)
    elif isinstance(value, int):
        sheet.write_number(row, column, value)
    elif value is not None:
        sheet.write_string(row, column, value[:_LONGEST])  # never a formula, never a link
