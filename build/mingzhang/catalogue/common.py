"""The columns that many tables share."""

from __future__ import annotations

from .records import Column

WAN = "万元"


def disclosure_column(required: bool = True) -> Column:
    return Column(
        "disclosure_id", "TEXT", "公开文件", "disclosure", "所属部门与年度", None, "disclosures.id", required
    )


def line_column(name: str = "source_line", zh: str = "原文行号", required: bool = False) -> Column:
    return Column(name, "INTEGER", zh, "source line", "该内容在提取文本中的行号，从 1 起", required=required)


def position_column() -> Column:
    return Column("position", "INTEGER", "序号", "position", "在原文中的先后次序", required=True)
