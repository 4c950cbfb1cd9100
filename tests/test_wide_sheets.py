"""Tables wider than their pages: the left columns on one page, the others on later ones, are read as one table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from mingzhang.model import Grid
from mingzhang.reading.contract import Content
from mingzhang.reading.printed.page_writer import PageWriter
from mingzhang.reading.printed.printed_page import PrintedPage
from mingzhang.reading.printed.rules import Rule
from mingzhang.reading.transcript import Transcript
from test_printed import page, printed

LEFT = [
    ["科目编码", "科目名称", "合计"],
    ["", "合计", "30.00"],
    ["201", "公共服务", "10.00"],
    ["208", "社会保障", "20.00"],
    ["", "", ""],
]
RIGHT = [
    ["基本支出", "项目支出"],
    ["12.00", "18.00"],
    ["4.00", "6.00"],
    ["8.00", "12.00"],
    ["", "0.01"],
]
WHOLE = [[*left, *right] for left, right in zip(LEFT, RIGHT, strict=True)]
BELOW_LEFT, BELOW_RIGHT = [["221", "住房", "5.00"]], [["5.00", ""]]
OTHER = [["单位", "人数"], ["甲", "3"], ["乙", "4"], ["丙", "5"], ["丁", "6"]]


def titled(one: PrintedPage, *titles: str) -> PrintedPage:
    words = [glyph for at, text in enumerate(titles) for glyph in printed(text, 60, 40 + 20 * at)]
    return replace(one, glyphs=[*one.glyphs, *words])


def left(number: int, *titles: str, rows: list[list[str]] = LEFT) -> PrintedPage:
    return titled(page(number, rows, widths=(45.0, 65.0, 45.0)), *titles)


def right(number: int, *titles: str, rows: list[list[str]] = RIGHT) -> PrintedPage:
    return titled(page(number, rows, widths=(65.0, 65.0)), *titles)


def read(*pages: PrintedPage) -> Content:
    written = Transcript()
    writer = PageWriter(written)
    for one in pages:
        writer.write(one)
    writer.close()
    return written.content()


def tables(*pages: PrintedPage) -> list[list[list[str]]]:
    blocks = (block for block in read(*pages).blocks if isinstance(block, Grid))
    return [[list(row.cells) for row in block.rows] for block in blocks]


def test_columns_on_the_next_page_go_on_the_rows() -> None:
    """Rows of which the left page shows nothing are rows, too."""
    assert tables(left(1, "支出决算表", "单位：万元"), right(2)) == [WHOLE]


def test_each_cell_has_the_page_it_is_printed_on() -> None:
    content = read(left(1, "支出决算表"), right(2))
    row = next(block for block in content.blocks if isinstance(block, Grid)).rows[2]
    assert row.cells == ("201", "公共服务", "10.00", "4.00", "6.00")
    places = content.cells[row.line]
    assert [place.page for place in places] == [1, 1, 1, 2, 2]
    assert places[3].box == (50.0, 140.0, 115.0, 160.0)
    assert content.places[row.line - 1].page == 1


@pytest.mark.parametrize("across", [False, True])
def test_pages_go_down_and_over_or_over_and_down(across: bool) -> None:
    first, below = left(1, "支出决算表"), left(2, rows=BELOW_LEFT * 5)
    beside, last = right(3), right(4, rows=BELOW_RIGHT * 5)
    pages = [first, beside, below, last] if across else [first, below, beside, last]
    pages = [replace(one, number=at) for at, one in enumerate(pages, start=1)]
    assert tables(*pages) == [WHOLE, [[*BELOW_LEFT[0], *BELOW_RIGHT[0]]] * 5]


def test_three_pages_side_by_side() -> None:
    more = [["补助"], ["1.00"], ["2.00"], ["3.00"], ["4.00"]]
    found = tables(left(1, "支出决算表"), right(2), page(3, more, widths=(65.0,)))
    assert found == [[[*row, *last] for row, last in zip(WHOLE, more, strict=True)]]


def test_columns_printed_again_are_not_read_twice() -> None:
    names = [
        ["科目编码", "科目名称"],
        *([str(201 + at), "科目" + "甲乙丙丁戊己庚辛壬癸"[at]] for at in range(10)),
    ]
    amounts = [["甲类", "乙类"], *([f"{at}.10", f"{at}.20"] for at in range(10))]
    first = titled(
        page(1, [[*a, b] for a, (b, _) in zip(names, amounts, strict=True)], widths=(45.0, 65.0, 45.0)), "表"
    )
    again = titled(
        page(2, [[*a, b] for a, (_, b) in zip(names, amounts, strict=True)], widths=(45.0, 65.0, 45.0)), "表"
    )
    assert tables(first, again) == [[[*a, *b] for a, b in zip(names, amounts, strict=True)]]


def named_again(head: str, *names: tuple[str, str]) -> tuple[PrintedPage, PrintedPage]:
    """A short table and a page that prints its columns of names again, beside a column called `head`."""
    rows = [("科目编码", "科目名称"), *names]
    first = titled(
        page(1, [[*row, word] for row, word in zip(rows, ("合计", "3.00", "1.00", "2.00"), strict=True)],
             widths=(45.0, 65.0, 45.0)), "表",
    )  # fmt: skip
    again = [[*row, word] for row, word in zip(rows, (head, "3.10", "1.10", "2.00"), strict=True)]
    return first, titled(page(2, again, widths=(45.0, 65.0, 45.0)), "表")


def test_codes_printed_again_prove_that_a_short_table_is_as_wide() -> None:
    pages = named_again("项目支出", ("", "合计"), ("201", "公共服务"), ("208", "社会保障"))
    assert [row[2:] for row in tables(*pages)[0]] == [
        ["合计", "项目支出"], ["3.00", "3.10"], ["1.00", "1.10"], ["2.00", "2.00"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("head", "codes"),
    [
        ("合计", ("201", "208")),  # the same columns: another table, or more of this one
        ("项目支出", ("甲", "乙")),  # labels of a form
        ("项目支出", ("201", "201")),  # no name of one row
    ],
)
def test_other_words_printed_again_prove_nothing(head: str, codes: tuple[str, str]) -> None:
    pages = named_again(head, ("", "合计"), (codes[0], "公共服务"), (codes[1], "社会保障"))
    assert [len(one[0]) for one in tables(*pages)] == [3, 3]


def test_words_that_reach_over_both_pages_are_read_once() -> None:
    over = replace(right(2), glyphs=[*right(2).glyphs, *printed("收入支出决算总表", -85, 40)])
    content = read(left(1, "一般公共预算财政拨款收入支出决算总表"), replace(over, width=400.0))
    assert content.lines[0].strip() == "一般公共预算财政拨款收入支出决算总表"
    assert len(content.lines) == 1 + len(WHOLE)


@pytest.mark.parametrize(
    "second",
    [
        right(2, "收入决算表"),  # a title of its own where the first page has one
        right(2, "支出决算表", "公开03表"),  # even in the same words
        replace(right(2), across=[replace(rule, at=rule.at + 9 * at) for at, rule in enumerate(right(2).across)]),
        right(2, rows=[*RIGHT, ["1.00", "1.00"]]),  # one row more
        left(2, rows=[["2010101", "行政运行", "1.00"]] * 5),  # the same columns go on below
    ],
    ids=["titled", "titled alike", "other heights", "more rows", "goes on below"],
)  # fmt: skip
def test_what_does_not_match_row_by_row_stays_apart(second: PrintedPage) -> None:
    found = tables(left(1, "支出决算表", "公开03表"), second)
    assert len(found) == 2 and [len(row) for row in found[0]] == [3] * 4


def test_a_strip_that_lacks_one_of_like_pages_stays_apart() -> None:
    """Which of the pages is missing cannot be known: a figure in the wrong row is worse than one that is told as unread."""
    full = BELOW_LEFT * 5
    pages = [left(1, rows=full), left(2, rows=full), right(3, rows=BELOW_RIGHT * 5)]
    assert {len(row) for table in tables(*pages) for row in table} == {2, 3}


def test_pages_with_several_tables_are_no_halves() -> None:
    """Full pages have lines at the same heights where all rows are of one height."""
    pages = [replace(one, down=[*_cut(one.down)]) for one in (left(1), right(2))]
    assert [len(row) for table in tables(*pages) for row in table].count(5) == 0


def _cut(down: Sequence[Rule]) -> Iterator[Rule]:
    for rule in down:
        yield from (replace(rule, end=140.0), replace(rule, begin=160.0))
