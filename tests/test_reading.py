"""Text files in, blocks out: encodings, line ends, grids, and what is refused with which words."""

from __future__ import annotations

from pathlib import Path

import pytest

from limits import processor_seconds
from mingzhang.layout.shapes import find_blocks
from mingzhang.model import Grid, NotReadable, Row, TextLine
from mingzhang.reading import characters, input_files, read
from mingzhang.reading.text import decode

TEXT = "2023年度云州市青石街道办事处部门决算\r\n\r\n项目\t行次\t金额\r\n合计\t\t 1,204.50 \r\n\r\n注：本表反映收支情况。\r\n"
BLOCKS = (
    TextLine(1, "2023年度云州市青石街道办事处部门决算"),
    Grid((Row(3, ("项目", "行次", "金额")), Row(4, ("合计", "", "1,204.50")))),
    TextLine(6, "注：本表反映收支情况。"),
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_same_text_in_any_encoding_gives_the_same_blocks(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(TEXT.encode(encoding))
    document = read(file)
    assert find_blocks(document.plain) == BLOCKS
    assert (document.source.format, document.source.reader, document.source.lines) == ("txt", "text", 6)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_any_system_number_lines_alike(tmp_path: Path, end: str) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(TEXT.replace("\r\n", end).encode())
    assert find_blocks(read(file).plain) == BLOCKS


def test_lines_end_at_line_feeds_and_where_a_page_ends(tmp_path: Path) -> None:
    """U+2028 inside a line must not shift the numbers that every figure leads to; pages put together by a form feed
    alone are parted."""
    file = tmp_path / "a.txt"
    file.write_bytes("一\f二\u2028三\n四\n".encode())
    assert find_blocks(read(file).plain) == (TextLine(1, "一"), TextLine(2, "二\u2028三"), TextLine(3, "四"))


def test_an_html_table_on_one_line_is_a_grid() -> None:
    line = (
        '说明：<html><body><table border="1"><tr><td>项目</td><td colspan="2">决算数</td></tr>'
        '<tr><td rowspan="2">一、教育<br/>支出</td><td>1,2<b>04.50</b></td><td>&lt;5%</td></tr>'
        '<tr><td></td><td>1. 常年性 <input checked="" type="checkbox"/></td></tr></table></body></html> 完'
    )
    assert find_blocks(["前言", line, "后记"]) == (
        TextLine(1, "前言"),
        TextLine(2, "说明："),
        Grid(
            (
                Row(2, ("项目", "决算数", "")),
                Row(2, ("一、教育 支出", "1,204.50", "<5%")),
                Row(2, ("", "", '1. 常年性 <input checked="" type="checkbox"/>')),
            )
        ),
        TextLine(2, "完"),
        TextLine(3, "后记"),
    )


def test_an_html_table_over_many_lines_keeps_the_line_of_each_row() -> None:
    lines = [
        "<TABLE>",
        "<thead><tr>",
        "<th>项目</th>",
        "<th>金额</th></tr></thead>",
        "<caption>单位：万元</caption>",
    ]
    lines += ["<tr><td>合计", "数<td>12.50", "</table>"]
    assert find_blocks(lines) == (
        Grid((Row(2, ("项目", "金额")),)),
        TextLine(5, "单位：万元"),
        Grid((Row(6, ("合计 数", "12.50")),)),
    )


def test_a_table_inside_a_cell_is_that_cells_text() -> None:
    line = "<table><tr><td>甲<table><tr><td>乙</td><td>丙</td></tr></table></td><td>丁</td></tr></table>"
    assert find_blocks([line]) == (Grid((Row(1, ("甲 乙 丙", "丁")),)),)


def test_an_html_table_without_an_end_stays_prose() -> None:
    assert find_blocks(["<table><tr><td>甲", "第五部分 名词解释"]) == (
        TextLine(1, "<table><tr><td>甲"),
        TextLine(2, "第五部分 名词解释"),
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "<table>\n" * 60_000,
        "<table>" + "<td>" * 500_000 + "</table>",
        "<table>" + "<" * 1_000_000 + "</table>",
        "<table><tr><td " + "a" * 1_000_000 + "</table>",
        "<table>" + "<tr><td colspan=99999 rowspan=99999>9" * 20_000 + "</table>",
        "<table><tr><td>" + "&" * 1_000_000 + "</table>",
        "<table></table>" * 100_000,
        "<table>" * 100_000 + "</table>" * 100_000,
    ],
    ids=str.__len__,
)
def test_hostile_html_ends_soon(text: str) -> None:
    with processor_seconds(15):
        blocks = find_blocks(text.split("\n"))
    widest = max((len(row.cells) for b in blocks if isinstance(b, Grid) for row in b.rows), default=0)
    assert widest <= 256


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.txt", b"", "文件是空的"),
        ("a.txt", b" \n\t\n", "文件是空的"),
        ("a.txt", b"\x01\x02\0\0\0", "不是文本文件"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0", "图片不完整或已损坏"),
        ("a.txt", b"\xff\xff\xff\xff", "无法识别文字编码"),
        ("a.pdf", b"%PDF-1.7", "PDF 文件不完整或已损坏"),
        ("a.docx", b"PK", "文件不完整或已损坏"),
        ("a.jpg", b"\xff\xd8", "不认识的文件类型（.jpg）"),
        ("a", b"x", "无扩展名"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(NotReadable, match=words) as error:
        read(file)
    assert "\n" not in str(error.value)


def test_a_line_of_ten_thousand_cells_is_cut_but_kept(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("\t".join("1" for _ in range(10_000)))
    (grid,) = find_blocks(read(file).plain)
    assert isinstance(grid, Grid)
    assert len(grid.rows[0].cells) == 257
    assert sum(cell.count("1") for cell in grid.rows[0].cells) == 10_000


def test_files_of_a_folder_in_order_without_hidden_ones_and_links_that_lead_out(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "b").mkdir(parents=True)
    for name in ("b/2.txt", "a.txt", ".hidden.txt"):
        (folder / name).write_text("x")
    outside = tmp_path / "secret.txt"
    outside.write_text("x")
    (folder / "link.txt").symlink_to(outside)
    assert [name for _, name in input_files([folder]).files] == ["a.txt", "b/2.txt"]
    assert [name for _, name in input_files([folder / "a.txt", folder]).files] == ["a.txt", "b/2.txt"]
    with pytest.raises(FileNotFoundError):
        input_files([tmp_path / "nowhere"])


def test_markdown_pipes_part_cells_like_tabs(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text(
        "| 项目 | 行次<br>号 | 金额 |\n|---|---|---|\n| 合计 | | 1,204.50 |\n\n甲|乙都不是表格\n| 孤线\n",
        encoding="utf-8",
    )
    assert find_blocks(read(file).plain) == (
        Grid(
            (
                Row(1, ("项目", "行次 号", "金额")),
                Row(2, ("---", "---", "---")),
                Row(3, ("合计", "", "1,204.50")),
            )
        ),
        TextLine(5, "甲|乙都不是表格"),
        TextLine(6, "| 孤线"),
    )


@pytest.mark.parametrize(
    ("encoding", "name"), [("utf-16-le", "UTF-16"), ("utf-16-be", "UTF-16"), ("big5hkscs", "Big5")]
)
def test_an_encoding_that_is_not_read_is_named(encoding: str, name: str) -> None:
    data = "部門決算情況說明 2022\n".encode(encoding) * 40
    with pytest.raises(NotReadable, match=name):
        decode(data)


def test_characters_that_are_not_looked_up_stay_what_they_are() -> None:
    assert all(characters._replacement(chr(code)) == chr(code) for code in range(0x3400, 0xF900))
