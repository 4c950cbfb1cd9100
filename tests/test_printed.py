"""Pages of print, whatever drew them: rows that a page break tore in two are one."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from every_carrier import scores
from generator import LAYOUTS, case
from mingzhang.reading.printed.glyph import Glyph
from mingzhang.reading.printed.page_writer import PageWriter
from mingzhang.reading.printed.printed_lines import cell_text
from mingzhang.reading.printed.printed_page import PrintedPage
from mingzhang.reading.printed.rules import Rule
from mingzhang.reading.transcript import Transcript

SIZE = 10.0
WIDTHS = (45.0, 65.0, 45.0, 45.0)
"""Room for seven digits, six Han characters, and figures of seven digits, with a margin of 5 points on the left."""


def page(
    number: int, rows: list[list[str]], below: str = "", widths: tuple[float, ...] = WIDTHS
) -> PrintedPage:
    """A page with a ruled table at its top, a line of print in each cell, and a page number."""
    edges = [50.0, *(50.0 + sum(widths[: at + 1]) for at in range(len(widths)))]
    levels = [100.0 + 20 * at for at in range(len(rows) + 1)]
    across = [Rule(y, edges[0], edges[-1]) for y in levels]
    down = [Rule(x, levels[0], levels[-1]) for x in edges]
    glyphs = [
        glyph
        for top, row in zip(levels, rows, strict=False)
        for left, text in zip(edges, row, strict=False)
        for glyph in printed(text, left + 5, top + 5)
    ]
    glyphs += printed(below, 200, 700)
    return PrintedPage(number, glyphs, across, down)


def printed(text: str, x: float, y: float) -> list[Glyph]:
    wide = [SIZE if char > "\u2e7f" else SIZE / 2 for char in text]
    places = [x + sum(wide[:at]) for at in range(len(text) + 1)]
    return [Glyph(char, a, y, b, y + SIZE) for char, (a, b) in zip(text, pairwise(places), strict=True)]


def lines_of(*pages: PrintedPage) -> list[str]:
    written = Transcript()
    writer = PageWriter(written)
    for one in pages:
        writer.write(one)
    writer.close()
    content = written.content()
    cells = [row.cells for block in content.blocks for row in getattr(block, "rows", ())]
    assert ["\t".join(row) for row in cells] == [line for line in content.lines if "\t" in line]
    return [line.strip(" ") for line in content.lines]


WHOLE = ["2010301", "行政运行", "190.09", "190.09"]


@pytest.mark.parametrize(
    ("last", "first", "lines"),
    [
        # the name goes on, the figures stand above
        (["2080506", "机关事业单位", "114.49", ""], ["", "职业年金缴费", "", ""], ["2080506\t机关事业单位职业年金缴费\t114.49\t"]),
        # a code and figures cut for want of room
        (["2120501", "城乡社区环境", "19821.2", ""], ["", "卫生", "5", ""], ["2120501\t城乡社区环境卫生\t19821.25\t"]),
        # a code of which each page has a piece, a figure that ends in no group of three, decimals
        (["20709", "旅游发展基金", "28,67", ""], ["04", "支出", "6,200.00", ""], ["2070904\t旅游发展基金支出\t28,676,200.00\t"]),
        (["2120501", "城乡社区环境", "340.620", ""], ["", "卫生", "000", ""], ["2120501\t城乡社区环境卫生\t340.620000\t"]),
        # remarks in brackets go on with what they stand behind
        (["", "预算执行情况", "预算数", "执行数"], ["", "和比率", "（A）", "（B）"], ["\t预算执行情况和比率\t预算数（A）\t执行数（B）"]),
        # the head of the table, printed again
        (["2080506", "机关事业单位", "1114.49", ""], ["科目", "", "金额", ""], ["2080506\t机关事业单位\t1114.49\t", "科目\t\t金额\t"]),
        (["科目编码", "功能分类科目", "决算数额", "决算数额"],) * 2 + (["科目编码\t功能分类科目\t决算数额\t决算数额"] * 2,),
        # the numbers of the columns, below a head at the end of its page
        (["科目编码", "功能分类科目", "决算数额", "项目支出"], ["栏次", "", "1", "2"], ["科目编码\t功能分类科目\t决算数额\t项目支出", "栏次\t\t1\t2"]),
        # another row, in full cells
        (["2080506", "机关事业单位", "1114.49", ""], WHOLE, ["2080506\t机关事业单位\t1114.49\t", "\t".join(WHOLE)]),
        # another row that has a name alone
        (["2080506", "机关事业单位", "114.49", ""], ["", "其中：年金", "", ""], ["2080506\t机关事业单位\t114.49\t", "\t其中：年金\t\t"]),
        # a name that left room: nothing was cut
        (["2080506", "职业年金", "114.49", ""], ["", "缴费", "", ""], ["2080506\t职业年金\t114.49\t", "\t缴费\t\t"]),
        # a figure below a whole figure is another one
        (["2080506", "机关事业单位", "1114.49", ""], ["", "年金", "8.20", ""], ["2080506\t机关事业单位\t1114.49\t", "\t年金\t8.20\t"]),
    ],
    ids=["name", "figure", "pieces", "decimals", "remarks", "other head", "head again", "column numbers", "full row", "name of its own", "room left", "whole figure"],
)  # fmt: skip
def test_a_row_torn_by_a_page_break_is_one(last: list[str], first: list[str], lines: list[str]) -> None:
    pages = page(1, [WHOLE, last], below="- 1 -"), page(2, [first, WHOLE])
    whole = "\t".join(WHOLE)
    assert lines_of(*pages) == [whole, *lines[:1], "- 1 -", *lines[1:], whole]


def test_a_row_whose_side_is_drawn_on_neither_page_is_one() -> None:
    """As browsers break rows: cells that have no room for all their lines go to the next page whole."""
    above, below = page(1, [WHOLE, ["", "", "95%", "98%"]]), page(2, [["", "拨付", "", ""], WHOLE])
    above = PrintedPage(1, above.glyphs, above.across[:-1], above.down)
    below = PrintedPage(2, below.glyphs, below.across[1:], below.down)
    whole = "\t".join(WHOLE)
    assert lines_of(above, below) == [whole, "\t拨付\t95%\t98%", whole]
    assert len(lines_of(above, page(2, [["", "拨付", "", ""], WHOLE]))) == 4


def test_words_that_another_row_has_whole_are_one_where_a_page_cuts_them() -> None:
    last, first = ["", "改进措施及结", "按季核对", ""], ["", "果应用", "进度", ""]
    assert len(lines_of(page(1, [WHOLE, last]), page(2, [first, WHOLE]))) == 4
    known = page(1, [["", "改进措施及结果应用", "无", ""], WHOLE], widths=(45.0, 105.0, 45.0, 45.0))
    lines = lines_of(known, page(2, [WHOLE, last]), page(3, [first, WHOLE]))
    assert lines[3:] == ["\t改进措施及结果应用\t按季核对进度\t", "\t".join(WHOLE)]


def test_a_table_of_other_columns_or_after_other_words_is_another() -> None:
    last, first = ["2080506", "机关事业单位", "114.49", ""], ["", "职业年金", "", ""]
    moved = page(2, [first, WHOLE])
    moved = PrintedPage(
        2, moved.glyphs, moved.across, [Rule(rule.at + 4, rule.begin, rule.end) for rule in moved.down]
    )
    assert len(lines_of(page(1, [WHOLE, last]), moved)) == 4
    assert len(lines_of(page(1, [WHOLE, last]), page(3, [first, WHOLE]))) == 4


@pytest.mark.parametrize(
    ("words", "below", "room", "text"),
    [
        ("288.5", "9万元", 11.5, "288.59万元"),  # no room for the 9 and a margin like that on the left
        ("288.50", "9", 11.5, "288.50\n9"),  # a whole amount
        ("28.5", "9", 15.0, "28.5\n9"),  # there was room
    ],
)
def test_a_figure_cut_for_want_of_room_goes_on_below(words: str, below: str, room: float, text: str) -> None:
    glyphs = [*printed(words, 7, 0), *printed(below, 7, 14)]
    assert cell_text(glyphs, (0.0, 0.0, 7 + 5 * len(words) + room, 30.0)) == text


@pytest.mark.slow
@pytest.mark.parametrize("carrier", ["docx", "xlsx", "html", "ofd", "zip", "7z", "pdf-office"])
def test_every_carrier_gives_the_facts_it_was_written_from(tmp_path: Path, carrier: str) -> None:
    """The smaller part of `benchmarks/carriers.py`."""
    look = next(look for look in LAYOUTS if look.tables and look.parted == "tab")
    parts, _ = scores(case(100, look, frozenset()), carrier, tmp_path)
    flawed = {name: (part.missed, part.extra) for name, part in parts.items() if part.missed or part.extra}
    assert flawed == {}


@pytest.mark.slow
@pytest.mark.parametrize("carrier", ["pdf-wide", "pdf-wide-across"])
def test_a_printed_workbook_has_the_figures_it_was_written_from(tmp_path: Path, carrier: str) -> None:
    """Its tables are wider than its pages. A paragraph may be cut where its cell ends a page."""
    look = next(look for look in LAYOUTS if look.tables and look.parted == "tab")
    parts, _ = scores(case(100, look, frozenset()), carrier, tmp_path)
    flawed = {name: (part.missed, part.extra) for name, part in parts.items() if part.missed or part.extra}
    assert flawed.keys() <= {"paragraphs"}


COLUMNS = (65.0, 90.0, 55.0, 55.0, 55.0)
HEADS = ["科目代码", "科目名称", "合计", "基本支出", "项目支出"]
BODY = [
    ["", "合计", "261.14", "190.09", "71.05"],
    ["201", "一般公共服务", "190.09", "190.09", ""],
    ["208", "社会保障", "71.05", "", "71.05"],
]


def without_lines_down(one: PrintedPage) -> PrintedPage:
    return replace(one, down=[])


def test_columns_of_a_table_with_lines_across_alone_part_where_no_words_stand() -> None:
    """A head over several columns stays one cell, and so does a note below the table."""
    joint = ["项目", "", "本年支出合计及其构成", "", ""]
    note = ["注：本表列示本年度支出情况。", "", "", "", ""]
    drawn = page(1, [joint, HEADS, *BODY, note], widths=COLUMNS)
    assert lines_of(without_lines_down(drawn)) == [
        "项目\t\t本年支出合计及其构成\t\t",
        *("\t".join(row) for row in (HEADS, *BODY)),
        "\t".join(note),
    ]


def test_a_column_that_is_blank_but_for_its_head_is_one() -> None:
    heads = [*HEADS[:3], "上缴支出", *HEADS[3:]]
    rows = [[*row[:3], "", *row[3:]] for row in BODY]
    drawn = page(1, [heads, *rows], widths=(*COLUMNS[:3], 55.0, *COLUMNS[3:]))
    assert lines_of(without_lines_down(drawn)) == ["\t".join(row) for row in (heads, *rows)]


def test_two_tables_with_lines_across_alone_are_two() -> None:
    """What is printed between them is no row of either."""
    first, second = page(1, [HEADS, *BODY], widths=COLUMNS), page(1, [HEADS, *BODY], widths=COLUMNS)
    lower = [Glyph(g.text, g.x0, g.y0 + 160, g.x1, g.y1 + 160) for g in second.glyphs]
    between = [*printed("一般公共预算支出表", 150, 200), *printed("单位：万元", 250, 220)]
    across = [*first.across, *(replace(rule, at=rule.at + 160) for rule in second.across)]
    both = PrintedPage(1, [*first.glyphs, *between, *lower], across, [])
    table = ["\t".join(row) for row in (HEADS, *BODY)]
    assert lines_of(both) == [*table, "一般公共预算支出表", "单位：万元", *table]


@pytest.mark.parametrize(
    "rows",
    [
        # ruled paper
        [["本部门按规定公开如下情况。"], ["主要职责是贯彻执行有关规定。"], ["内设机构四个。"], ["特此说明。"]],
        # figures of which two stand in what seems one column: nobody knows where they part
        [HEADS, *BODY, ["2080101", "行政运行及一般管理事务", "1.00", "2.00", "3.00"]],
    ],
    ids=["paper", "crossing"],
)  # fmt: skip
def test_lines_across_prose_or_words_that_cross_make_no_table(rows: list[list[str]]) -> None:
    widths = COLUMNS if len(rows[0]) > 1 else (300.0,)
    assert not [line for line in lines_of(without_lines_down(page(1, rows, widths=widths))) if "\t" in line]
