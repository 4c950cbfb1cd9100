"""Tables in lines: the same cells in every way of printing a table, and words around tables that stay words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from limits import processor_seconds
from mingzhang.layout.shapes import SHAPES, find_blocks
from mingzhang.model import Grid, TextLine
from statement_texts import read_text

CELLS = (
    ("科目编码", "科目名称", "合计"),
    ("2010601", "行政运行", "1,204.50"),
    ("2010602", "一般行政管理事务", ""),
)

PRINTS = {
    "tabs": "科目编码\t科目名称\t合计\n2010601\t行政运行\t1,204.50\n2010602\t一般行政管理事务\t",
    "quoted tabs": '"科目编码"\t"科目名称"\t"合计"\n"2010601"\t"行政运行"\t"1,204.50"\n"2010602"\t"一般行政管理事务"\t',
    "a quoted cell over two lines": '科目编码\t"科目\n名称"\t合计\n2010601\t行政运行\t1,204.50\n2010602\t一般行政管理事务\t',
    "commas": '科目编码,科目名称,合计\n2010601,行政运行,"1,204.50"\n2010602,一般行政管理事务,',
    "semicolons": "科目编码;科目名称;合计\n2010601;行政运行;1,204.50\n2010602;一般行政管理事务;",
    "pipes": "| 科目编码 | 科目名称 | 合计 |\n| 2010601 | 行政运行 | 1,204.50 |\n| 2010602 | 一般行政管理事务 | |",
    "inner pipes": "科目编码 | 科目名称 | 合计\n2010601 | 行政运行 | 1,204.50\n2010602 | 一般行政管理事务 | ",
    "rows glued by <br>": "| 科目编码 | 科目名称 | 合计 |\n| 2010601<br>2010602 | 行政运行<br>一般行政管理事务 | 1,204.50<br> |",
    "HTML": "<table><tr><th>科目编码</th><th>科目名称</th><th>合计</th></tr>\n<tr><td>2010601<td>行政<br>运行<td>1,204.50</tr>"
    "<tr><td>2010602</td><td>一般行政管理事务</td><td></td></tr></table>",
    "HTML with a correction": "<table><tr><td>科目编码<td>科目名称<td>合计<tr><td>2010601<td>行政运行<td><del>19.00</del>1,204.50"
    "<tr><td>2010602<td>一般行政管理事务<td></table>",
    "a grid": """+----------+----------+----------+
| 科目编码 | 科目名称 | 合计     |
+==========+==========+==========+
| 2010601  | 行政运行 | 1,204.50 |
+----------+----------+----------+
| 2010602  | 一般行政 |          |
|          | 管理事务 |          |
+----------+----------+----------+""",
    "a grid with half a number to a line": """+----------+----------+--------+
| 科目编码 | 科目名称 | 合计   |
+----------+----------+--------+
| 2010601  | 行政运行 | 1,204. |
|          |          | 50     |
+----------+----------+--------+
| 2010602  | 一般行政 |        |
|          | 管理事务 |        |
+----------+----------+--------+""",
    "box drawing": """┌──────────┬──────────────────┬──────────┐
│ 科目编码 │ 科目名称         │     合计 │
├──────────┼──────────────────┼──────────┤
│ 2010601  │ 行政运行         │ 1,204.50 │
├──────────┼──────────────────┼──────────┤
│ 2010602  │ 一般行政管理事务 │          │
└──────────┴──────────────────┴──────────┘""",
    "simple rules": """  -------- ---------------- --------
  科目编码 科目名称             合计
  -------- ---------------- --------
  2010601  行政运行         1,204.50
  2010602  一般行政管理事务
  -------- ---------------- --------""",
    "several lines to a row": """  -----------------------------
  科目编码   科目名称      合计
  ---------- -------- ---------
  2010601    行政运行  1,204.50

  2010602    一般行政
             管理事务
  -----------------------------""",
    "reStructuredText": """========  ================  ========
科目编码  科目名称          合计
========  ================  ========
2010601   行政运行          1,204.50
2010602   一般行政管理事务
========  ================  ========""",
    "AsciiDoc": '[cols=",,",]\n|===\n|科目编码 |科目名称 |合计\n\n|2010601 |行政运行\n|1,204.50\n\n|2010602 |一般行政管理事务 |\n|===',
    "MediaWiki": '{| class="wikitable"\n! 科目编码 !! 科目名称 !! 合计\n|-\n| 2010601 || 行政运行 || style="text-align:right" | 1,204.50\n'
    "|-\n| 2010602\n| 一般行政管理事务\n| \n|}",
    "LaTeX": "\\begin{tabular}{llr}\n\\hline\n科目编码 & \\textbf{科目名称} & 合计 \\\\ \\hline\n2010601 & 行政运行 & 1,204.50 \\\\\n"
    "2010602 & 一般行政管理事务 & \\\\\n\\end{tabular}",
}


def cells(text: str) -> list[tuple[str, ...]]:
    """The rows of all grids of a text."""
    rows = [
        row.cells for block in find_blocks(text.split("\n")) if isinstance(block, Grid) for row in block.rows
    ]
    return [tuple(c.replace(" ", "") for c in row) for row in rows if any(c.strip("-: ") for c in row)]


@pytest.mark.parametrize("text", PRINTS.values(), ids=PRINTS)
def test_every_way_of_printing_a_table_gives_the_same_cells(text: str) -> None:
    assert cells(text) == list(CELLS)


@pytest.mark.parametrize("text", PRINTS.values(), ids=PRINTS)
def test_words_around_a_table_stay_lines(text: str) -> None:
    blocks = find_blocks(f"支出决算表\n\n{text}\n\n注：本表反映支出。".split("\n"))
    words = [block.text for block in blocks if isinstance(block, TextLine)]
    assert [word for word in words if not word.startswith("[cols")] == ["支出决算表", "注：本表反映支出。"]


def test_a_raised_digit_is_a_mark_and_no_digit() -> None:
    assert cells("<table><tr><td>行政运行<td>62.33<sup>1</sup></table>") == [("行政运行", "62.33")]


def test_a_thousands_comma_that_nothing_quotes_parts_no_cells() -> None:
    text = "编码,名称,合计\n2010601,行政运行,1,204.50\n2010602,一般行政管理事务,"
    assert cells(text)[1:] == [("2010601", "行政运行", "1204.50"), ("2010602", "一般行政管理事务", "")]


def test_titles_and_captions_in_html_are_lines() -> None:
    text = "<h2>支出决算表</h2>\n<p>公开03表</p><p>单位：元</p>\n<table><caption>支出决算表</caption><tr><td>合计<td>1</table>"
    words = [block.text for block in find_blocks(text.split("\n")) if isinstance(block, TextLine)]
    assert words == ["支出决算表", "公开03表", "单位：元", "支出决算表"]


@pytest.mark.parametrize(
    "text",
    [
        "2023年收入增加,主要原因是人员增加,经费压减,项目完工。",
        "甲、乙|丙",
        "--------",
        "| 孤线",
        "a,b,c\n一句话。",
    ],
)
def test_prose_with_marks_of_tables_is_no_table(text: str) -> None:
    assert cells(text) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece", ["|===\n", "{|\n", "\\begin{tabular}\n", "+--+--+\n", "-- --\n", "a,b,c\n", "<table>", "│", "|"]
)
def test_tables_without_an_end_are_read_in_linear_time(piece: str) -> None:
    with processor_seconds(8):
        find_blocks((piece * 10_000).split("\n"))


def test_every_shape_keeps_its_contract() -> None:
    for shape in SHAPES:
        assert shape.NAME and not shape.opens("本年度各项工作进展顺利。")


def test_one_cell_a_line() -> None:
    head = ["科目编码", "科目名称", "合计", "基本支出"]
    rows = [[f"20106{n:02}", f"事务{n}", f"{n}.50", "" if n % 2 else f"{n}.50"] for n in range(1, 7)]
    lines = [
        "支出决算表",
        "",
        "单位：万元",
        "",
        *head,
        *(cell for row in rows for cell in row),
        "",
        "注：本表反映支出。",
    ]
    assert cells("\n".join(lines)) == [tuple(head), *map(tuple, rows)]


def test_one_cell_a_line_in_parts_with_blank_lines_between() -> None:
    head = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
    rows = [[f"20{n:03}", "财政事务", f"{n}.10", "", f"{n}.10"] for n in range(101, 113)]
    cells = (
        [cell for row in (head, *rows[:7]) for cell in row] + ["", ""] + [c for row in rows[7:] for c in row]
    )
    blocks = find_blocks(["支出决算表", *cells])
    assert [row.cells for block in blocks if isinstance(block, Grid) for row in block.rows] == [
        tuple(row) for row in (head, *rows)
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["== 一、收入支出情况"],
        ["== 一、收入支出情况 =="],
        [r"\subsection{一、收入支出情况}\label{x}}"],
        [r"\subsection{一、收入", r"支出情况}\label{x}"],
    ],
)
def test_headings_of_markup_are_headings(lines: list[str]) -> None:
    blocks = find_blocks([r"\hypertarget{x}{%", *lines, r"\textbf{增长}5\%。"])
    assert [block.text.replace(" ", "") for block in blocks if isinstance(block, TextLine)] == [
        "##一、收入支出情况", r"增长5\%。",
    ]  # fmt: skip


def test_merged_cells_of_a_head_do_not_shift_the_rows() -> None:
    head = ["收入", "支出", "项目", "金额", "项目", "金额"]
    names = "一二三四五六"
    rows = [
        [f"{n}、其他收入", f"{at}.10", f"{n}、其他支出", f"{at}.20"] for at, n in enumerate(names, start=1)
    ]
    blocks = find_blocks(["收入支出决算总表", *head, *(cell for row in rows for cell in row)])
    assert [row.cells for block in blocks if isinstance(block, Grid) for row in block.rows] == [
        tuple(row) for row in rows
    ]


def test_cells_read_column_by_column_are_no_table() -> None:
    codes = [f"20{n:03}" for n in range(101, 113)]
    cells = [
        "科目编码",
        "科目名称",
        "合计",
        *codes,
        *(f"{code}名称" for code in codes),
        *(f"{n}.10" for n in range(12)),
    ]
    assert not any(isinstance(block, Grid) for block in find_blocks(["支出决算表", *cells]))


def test_short_lines_under_no_title_are_no_cells() -> None:
    assert cells("\n".join(["项目", "金额", "合计", "1.50", "2.50", "3.50"] * 6)) == []


def test_cells_that_a_converter_put_into_one_are_parted_by_their_structure() -> None:
    text = """收入支出决算总表
单位：万元
| 项目 | 行次 金额 | 项目 | 行次 金额 | |
| --- | --- | --- | --- | --- |
| 一、一般公共预算财政拨款收入 | 1 | 1,888.24 一、一般公共服务支出 | 31 | 1,188.45 |
| 二、政府性基金预算财政拨款收入 | 2 | 405.34 二、外交支出 | 32 0 | |
| 本年收入合计 | 27 2,293.58 | 本年支出合计 | 57 1,188.45 | |
"""
    rows = read_text(text)[0][0].rows
    assert [(row.keys["side"], row.item, str(row.figures["amount"])) for row in rows] == [
        ("revenue", "一般公共预算财政拨款收入", "1888.24"),
        ("revenue", "政府性基金预算财政拨款收入", "405.34"),
        ("revenue", "本年收入合计", "2293.58"),
        ("expenditure", "一般公共服务支出", "1188.45"),
        ("expenditure", "外交支出", "0"),
        ("expenditure", "本年支出合计", "1188.45"),
    ]


def test_rows_of_a_table_torn_into_several_are_placed_by_sums_or_told() -> None:
    text = """一般公共预算财政拨款支出决算表
单位：万元
| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
| --- | --- | --- | --- | --- |
| | 合计 | 30.00 | 10.00 | 20.00 |
| 2010301 | 行政运行 | 10.00 | 10.00 | |

| 2010302 | 一般行政管理事务 | 20.00 | 20.00 |
| --- | --- | --- | --- |
"""
    statement = read_text(text)[0][4]
    assert {row.code: row.figures["project"] for row in statement.rows}["2010302"] == 20
    alone = read_text(text.replace("| | 合计 | 30.00 | 10.00 | 20.00 |\n", ""))[0][4]
    assert alone.rows[1].figures == {"total": 20, "basic": None, "project": None}
    assert alone.cells.told == 2


_HEADS = ["合计", "因公出国（境）费", "公务用车购置及运行维护费", "", "", "公务接待费"]
_PARTS = ["", "", "小计", "公务用车购置费", "公务用车运行维护费", ""]
_BUDGET = ["5.00", "", "4.00", "", "4.00", "1.00"]
_FINAL = ["4.20", "", "3.70", "", "3.70", "0.50"]


@pytest.mark.parametrize(
    "cells",
    [
        # merged titles above six columns each, and the numbers of the twelve columns
        ["预算数", "决算数", *_HEADS, *_HEADS, *_PARTS, *_PARTS, *map(str, range(1, 13)), *_BUDGET, *_FINAL],
        # a row each
        ["项目", *_HEADS, "", *_PARTS, "预算数", *_BUDGET, "决算数", *_FINAL],
        # two halves, one below the other
        ["预算数", *_HEADS, *_PARTS, *_BUDGET, "决算数", *_HEADS, *_PARTS, *_FINAL],
    ],
)
def test_three_public_expenses_with_one_cell_a_line(cells: list[str]) -> None:
    text = "\n\n".join(["财政拨款“三公”经费支出决算表", "公开09表", "单位：万元", *cells, "注：如上。"])
    statements, _ = read_text(text)
    rows = {row.keys["basis"]: row.figures for row in statements[8].rows}
    assert (rows["budget"]["total"], rows["budget"]["vehicle_operation"]) == (
        Decimal("5.00"),
        Decimal("4.00"),
    )
    assert (rows["final"]["reception"], rows["final"].get("abroad")) == (Decimal("0.50"), None)
