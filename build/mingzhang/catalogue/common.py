"""The columns that many tables share."""

from __future__ import annotations

from .records import Column

WAN = "万元"


def disclosure_column(required: bool = True) -> Column:
    """The disclosure a row belongs to: `disclosures.id`."""
    return Column(
        "disclosure_id", "TEXT", "公开文件", "disclosure", "所属部门与年度", None, "disclosures.id", required
    )


def line_column(name: str = "source_line", zh: str = "原文行号", required: bool = False) -> Column:
    """A line of the source, counted from 1."""
    return Column(name, "INTEGER", zh, "source line", "该内容在提取文本中的行号，从 1 起", required=required)


def place_columns(required: bool = False, cell: bool = True) -> tuple[Column, ...]:
    """Where a record stands in its source; page, box and cell are NULL for text, which has lines only."""
    columns = (
        line_column(required=required),
        Column(
            "source_page",
            "INTEGER",
            "原文页码",
            "source page",
            "在来源文件的第几页（工作簿为第几张表），从 1 起",
        ),
        Column("source_box", "TEXT", "页上位置", "box on the page", "左、上、右、下四边，以点计，用逗号分开"),
        Column(
            "source_cell",
            "TEXT",
            "单元格",
            "cell",
            "在工作簿中的单元格，如 B7；在 Word 文件中连同第几个表格，如 3!B7",
        ),
    )
    return columns if cell else columns[:3]


def position_column() -> Column:
    """The place of a row among those of its disclosure, counted from 1."""
    return Column("position", "INTEGER", "序号", "position", "在原文中的先后次序", required=True)


def marks_column(of: str = "这一行") -> Column:
    """Which findings dispute a figure of the row: their positions, parted by commas."""
    return Column(
        "disputed",
        "TEXT",
        "核对存疑",
        "disputed by findings",
        f"与{of}的数字有关的不一致或存疑，为核对结果（findings）的序号，以逗号分隔；没有为空",
    )


def repaired_column(said: str = "修补了什么及原印形式") -> Column:
    """What was mended of the row, in Chinese."""
    return Column("repaired", "TEXT", "修补说明", "repaired", f"{said}；未修补为空")
