"""The records that stages hand to one another: what each can say of itself."""

from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest

from corpus import MADE_UP, disclosure, report
from mingzhang.model import (
    Disclosure,
    Grid,
    Passage,
    Place,
    Row,
    Section,
    Statement,
    Term,
)
from mingzhang.model.prose import LONGEST, compact, compact_text, piece_ends, proses
from mingzhang.model.repair import Repair, repairs_text


def passage(*printed: str, first: int = 1) -> Passage:
    """A passage of printed lines that follow one another from line `first` on."""
    starts, at = [], 0
    for line in printed:
        starts.append(at)
        at += len(line)
    return Passage("".join(printed), tuple(range(first, first + len(printed))), tuple(starts))


@pytest.mark.parametrize(("offset", "line"), [(0, 7), (3, 7), (4, 8), (7, 8), (8, 9), (100, 9), (-1, 7)])
def test_a_passage_knows_the_line_of_each_character(offset: int, line: int) -> None:
    found = passage("一二三四", "五六七八", "九十", first=7)
    assert found.line_at(offset) == line
    assert found.place_at(offset) == Place(line)


def test_a_passage_begins_and_ends_with_its_printed_lines() -> None:
    found = passage("一二", "三四", first=5)
    assert (found.line, found.line_end) == (5, 6)


def test_a_grid_begins_and_ends_with_its_rows() -> None:
    grid = Grid((Row(3, ("甲", "1")), Row(5, ("乙", "2"))))
    assert (grid.line, grid.line_end) == (3, 5)


@pytest.mark.parametrize(
    ("path", "level"), [("0", 1), ("3", 1), ("3.五", 2), ("3.五.(三)", 3), ("3.五.(三).1", 4)]
)
def test_the_level_of_a_section_is_the_depth_of_its_path(path: str, level: int) -> None:
    assert Section(3, path, "题", (), Place(1), 1).level == level


def test_the_text_of_a_section_reads_like_the_document() -> None:
    grid = Grid((Row(3, ("项目", "金额")), Row(4, ("图书", "5"))))
    section = Section(3, "3.一", "一、说明", (passage("本年支出5万元。", first=2), grid), Place(1), 4)
    assert section.text == "本年支出5万元。\n项目\t金额\n图书\t5"
    assert section.passages == (section.blocks[0],)
    assert section.grids == (grid,)
    assert section.source_line == 1


def test_a_record_says_its_line_by_its_place() -> None:
    term = Term(1, "基本支出", "为保障机构正常运转", Place(12, page=3))
    assert term.source_line == 12


@pytest.mark.parametrize(
    "place",
    [Place(3), Place(3, 2), Place(3, 2, (1.0, 2.0, 3.5, 4.0)), Place(3, 2, None, "B7"), Place(1, cell="A1")],
)
def test_a_place_comes_back_from_the_cache(place: Place) -> None:
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(place), type=Place) == place


@pytest.mark.parametrize("name", MADE_UP)
def test_a_whole_disclosure_comes_back_from_the_cache(name: str) -> None:
    packed = msgspec.msgpack.encode(disclosure(name))
    assert msgspec.msgpack.decode(packed, type=Disclosure) == disclosure(name)
    assert msgspec.msgpack.encode(msgspec.msgpack.decode(packed, type=Disclosure)) == packed


@pytest.mark.parametrize("name", MADE_UP)
def test_the_nine_statements_are_always_there_in_order(name: str) -> None:
    found = disclosure(name)
    assert [statement.number for statement in found.statements] == list(range(1, 10))
    for number in range(1, 10):
        assert found.statement(number) is found.statements[number - 1]


@pytest.mark.parametrize("name", MADE_UP)
def test_every_record_of_a_document_stands_on_one_of_its_lines(name: str) -> None:
    found = disclosure(name)
    last = found.source.lines
    records = [
        *found.sections, *found.key_figures, *found.structure_items, *found.execution_items, *found.projects,
        *found.forms, *found.key_tasks, *found.terms, *found.duties, *found.organisation_units, *found.stated,
        *(row for statement in found.statements for row in statement.rows),
        *(indicator for form in found.forms for indicator in form.indicators),
    ]  # fmt: skip
    assert records
    assert [record for record in records if not 1 <= record.source_line <= last] == []


@pytest.mark.parametrize("name", MADE_UP)
def test_every_row_has_every_column_of_its_statement(name: str) -> None:
    from mingzhang.catalogue import statement_kind

    for statement in disclosure(name).statements:
        for row in statement.rows:
            assert set(row.figures) == set(statement_kind(statement.number).columns)
            assert all(value is None or isinstance(value, Decimal) for value in row.figures.values())


@pytest.mark.parametrize("name", MADE_UP)
def test_only_a_published_statement_has_rows(name: str) -> None:
    found: tuple[Statement, ...] = disclosure(name).statements
    assert [s.number for s in found if s.rows and s.status != "published"] == []
    assert [s.number for s in found if not s.rows and s.status == "published"] == []


@pytest.mark.parametrize("name", MADE_UP)
def test_a_finding_stands_on_a_line_and_says_both_sides(name: str) -> None:
    last = disclosure(name).source.lines
    for finding in report(name).findings:
        assert finding.message
        assert finding.source_line is None or 1 <= finding.source_line <= last
        assert finding.other_line is None or 1 <= finding.other_line <= last


@pytest.mark.parametrize(
    ("repair", "text"),
    [
        (Repair("digits", "4,916.7 1"), "数字印作“4,916.7 1”"),
        (Repair("parted"), "有两个数字印在一格，已分开"),
        (
            Repair("code", "2010106", value="2010108", proof="other_statements"),
            "科目编码印作2010106，按科目名称及其他表更正为2010108",
        ),
        (Repair("code", "", value="2010108", proof="name_and_parent"), "科目编码未印出，按名称及上级科目补全为2010108"),
        (
            Repair("code", "20101", value="2010108", proof="name_and_group"),
            "科目编码印作20101，按名称及所在类补全为2010108",
        ),
        (Repair("wrapped_name", "一般行政\n管理事务"), "名称分印两行（“一般行政”“管理事务”）"),
        (Repair("cut_name", "一般行政管"), "名称印作“一般行政管”"),
        (Repair("blanks", proof="sums"), "提取中丢失空格，按本行、上级科目及各表的合计归入唯一可能的栏"),
    ],
)  # fmt: skip
def test_a_repair_says_what_was_printed_and_what_proves_it(repair: Repair, text: str) -> None:
    assert repair.text == text


def test_repairs_of_a_row_are_said_once_each() -> None:
    digits = Repair("digits", "1 2")
    assert repairs_text([]) is None
    assert repairs_text([digits, digits]) == "数字印作“1 2”"
    assert repairs_text([digits, Repair("parted")]) == "数字印作“1 2”；有两个数字印在一格，已分开"


@pytest.mark.parametrize(
    ("printed", "compacted"),
    [
        ("本年支出 5.1 万元", "本年支出5.1万元"),
        ("5 1万元", "5 1万元"),  # a blank between digits may split a number
        ("a b", "a b"),
        ("５．１％；", "5.1%；"),
        ("（一）说明：", "(一)说明:"),
        ("甲　乙", "甲乙"),
        ("", ""),
        (" ", ""),
    ],
)
def test_prose_is_made_easy_to_match(printed: str, compacted: str) -> None:
    assert compact_text(printed) == compacted


def test_every_character_of_compact_prose_leads_back() -> None:
    found = compact(passage("本年 支出 5.1 ", "万元，其中： 3 2", first=4))
    for at, char in enumerate(found.text):
        printed = found.passage.text[found.printed(at)]
        assert char == printed or (char, printed) in {("(", "（"), (")", "）"), (":", "：")}, at
    assert found.line(0) == 4
    assert found.line(found.text.index("其中")) == 5
    assert found.words("支出5.1万元") == "支出 5.1 万元"


@pytest.mark.parametrize(
    ("text", "figure", "quote"),
    [
        ("收入10万元。支出5万元，增长3%。", "5万元", "支出5万元"),
        ("收入10万元；支出5万元。", "10万元", "收入10万元"),
        ("其中：基本支出2,850.00万元，占比60%。", "2,850.00", "其中：基本支出2,850.00万元"),
        ("甲。" + "长" * 300 + "5万元。", "5万元", "长" * 117 + "5万元"),
    ],
)
def test_a_quote_is_a_clause_from_the_start_of_its_sentence(text: str, figure: str, quote: str) -> None:
    found = compact(Passage(text, (1,)))
    at = found.text.index(figure.replace("（", "("))
    assert found.quote(at, at + len(figure)).endswith(quote[-20:])
    assert len(found.quote(at, at + len(figure))) <= 121


@pytest.mark.parametrize(
    ("length", "pieces"),
    [(10, 1), (LONGEST, 1), (LONGEST + 1, 2), (3 * LONGEST, 3), (100 * LONGEST, 10)],
)
def test_a_paragraph_without_end_is_read_in_few_pieces(length: int, pieces: int) -> None:
    text = "决" * length
    assert len(list(proses(Passage(text, (1,))))) == pieces
    ends = list(piece_ends(text))
    assert ends == sorted(set(ends))
    assert ends[-1] <= length


def test_pieces_end_after_a_sentence_where_one_ends() -> None:
    text = ("决" * 999 + "。") * 300
    assert all(text[end - 1] == "。" for end in piece_ends(text))
