"""Every cell of a statement that holds digits is read, or told as unread with its line: nothing vanishes."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from corpus import DOCUMENTS, document, path_of
from generator import ELSEWHERE, LAYOUTS, Layout, case
from mingzhang.checking import check
from mingzhang.checking.what_was_read import what_was_read
from mingzhang.database.rows import disclosure_rows
from mingzhang.layout import DocumentTree, read_tree
from mingzhang.model import ReadingNote, Statement
from mingzhang.parsing import parse
from mingzhang.parsing.statements import read_statements
from mingzhang.reading import read
from mingzhang.reading.characters import plain_lines
from mutation import mutant
from places import SHARED
from statement_texts import figures, read_text
from trees import tree

HEAD = """一般公共预算财政拨款支出决算表
公开05表
单位：万元
科目代码¦科目名称¦小计¦基本支出¦项目支出
¦栏次¦1¦2¦3
¦合计¦70.00¦60.00¦10.00
"""
TOLD = ("unread_cell", "column_beside", "leftover_line", "repeated_table", "unknown_title")
AMOUNT = re.compile(r"(?<=\t)-?[0-9][0-9,]*\.[0-9]{2}(?=\t|$)")


def told(notes: tuple[ReadingNote, ...]) -> list[tuple[str, int | None]]:
    return [(note.kind, note.source_line) for note in notes]


@pytest.mark.parametrize(
    "cell", ["6O.00", "60.00%", "约60.00", "1,05", "60.00/70.00", "(5)", "60.", "６０．００ｘ"]
)
def test_a_cell_that_is_no_amount_is_told_with_its_line(cell: str) -> None:
    statements, notes = read_text(HEAD + f"2010601¦行政运行¦{cell}¦60.00¦\n")
    assert statements[4].rows[1].figures["total"] is None
    assert told(notes) == [("unread_cell", 7)]
    assert f"“行政运行”一行的“{plain_lines([cell])[0]}”未能读作金额" in notes[0].text
    assert statements[4].cells.told == 1


@pytest.mark.parametrize("cell", ["六十", "壹拾元整", "⑥⓪.⓪⓪", "零"])
def test_a_figure_in_numerals_or_circled_digits_is_told(cell: str) -> None:
    statements, notes = read_text(HEAD + f"2010601¦行政运行¦60.00¦60.00¦{cell}\n")
    assert statements[4].rows[1].figures["project"] is None
    assert told(notes) == [("unread_cell", 7)]


@pytest.mark.parametrize(
    ("unit", "cell", "value"),
    [("万元", "60.00万元", "60.00"), ("万元", "600,000元", "60.0000"), ("元", "60.00万元", "60.00000000")],
)
def test_a_cell_that_names_its_unit_is_read_in_the_unit_of_its_table(
    unit: str, cell: str, value: str
) -> None:
    statements, notes = read_text(HEAD.replace("万元", unit) + f"2010601¦行政运行¦{cell}¦¦\n")
    total = statements[4].rows[1].figures["total"]
    assert total is not None
    assert f"{total:.2f}" == f"{float(value):.2f}"
    assert notes == ()


@pytest.mark.parametrize("numbers", ["１¦２¦３", "(1)¦(2)¦(3)", "①¦②¦③", "（１）¦（２）¦（３）"])
def test_column_numbers_in_any_form_are_no_amounts(numbers: str) -> None:
    statements, notes = read_text(HEAD.replace("1¦2¦3", numbers) + "2010601¦行政运行¦60.00¦60.00¦\n")
    assert [row.item for row in statements[4].rows] == ["合计", "行政运行"]
    assert notes == ()


def test_codes_that_a_spreadsheet_made_floats_are_no_amounts() -> None:
    statements, notes = read_text(
        "一般公共预算财政拨款基本支出决算明细表\n单位：万元\n"
        "科目代码¦科目名称¦决算数¦科目代码¦科目名称¦决算数\n"
        "301.0¦工资福利支出¦50.00¦302.0¦商品和服务支出¦8.00\n30106.0¦伙食补助费¦¦30205.0¦水费¦8.00\n"
    )
    assert [(row.code, row.figures["amount"]) for row in statements[5].rows if row.code] == [
        ("301", statements[5].rows[0].figures["amount"]),
        ("302", statements[5].rows[1].figures["amount"]),
        ("30205", statements[5].rows[2].figures["amount"]),
    ]
    assert notes == ()


def test_a_column_that_is_none_of_the_statements_is_told_once() -> None:
    rows = "".join(f"20106{i:02d}¦行政运行¦10.00¦10.00¦¦9.0{i}\n" for i in range(1, 5))
    _, notes = read_text(HEAD.replace("项目支出\n", "项目支出¦上年数\n") + rows)
    assert [note.text for note in notes if note.kind == "unread_cell"] == [
        "公开05表第6栏的4个数字不属于本表所列各栏，未采用"
    ]


@pytest.mark.parametrize(
    ("cells", "status"),
    [
        ("¦¦", "empty"),
        ("—¦-¦—", "empty"),
        ("0.00¦0.00¦0.00", "published"),
        ("0¦¦", "published"),
        ("l2¦¦", "lost"),
    ],
)
def test_a_statement_is_empty_only_where_its_cells_are(cells: str, status: str) -> None:
    statements, notes = read_text(HEAD.replace("70.00¦60.00¦10.00", cells))
    assert statements[4].status == status
    assert ("lost_figures" in [note.kind for note in notes]) == (status == "lost")


def test_figures_below_a_sentence_of_nothing_are_not_empty() -> None:
    statements, _ = read_text(
        "国有资本经营预算财政拨款支出决算表\n科目代码¦科目名称¦合计¦基本支出¦项目支出\n¦合计¦1O.0¦¦1O.0\n\n"
        "本部门无国有资本经营预算财政拨款支出。\n"
    )
    assert statements[7].status == "lost"


def test_a_row_of_figures_that_no_table_shape_takes_is_told() -> None:
    statements, notes = read_text(HEAD.replace("¦合计¦70.00¦60.00¦10.00\n", "") + "行政运行 70.00 60.00\n")
    assert statements[4].status == "lost"
    assert [note.kind for note in notes] == ["lost_figures", "leftover_line"]


# ---------------------------------------------------------------------------------------------- the whole of a text


def assert_nothing_vanishes(statements: tuple[Statement, ...], notes: tuple[ReadingNote, ...]) -> None:
    lines = {note.source_line for note in notes}
    for statement in statements:
        cells = statement.cells
        assert cells.digits == cells.read + cells.told
        if cells.told:
            assert statement.status != "empty"
            first, last = statement.source_line or 0, statement.source_line_end or 0
            assert any(line is not None and first <= line <= last + 30 for line in lines), statement.title


@pytest.mark.parametrize("name", DOCUMENTS)
def test_nothing_vanishes_from_whole_documents(name: str) -> None:
    assert_nothing_vanishes(*read_statements(read_tree(document(name))))


DECIMAL = re.compile(r"[0-9][0-9,]*\.[0-9]{2}")


def assert_every_amount_is_read_or_told(
    tree: DocumentTree, statements: tuple[Statement, ...], notes: tuple[ReadingNote, ...]
) -> None:
    """Asked of the printed cells, not of the reader's count: each amount in a statement's rows is a figure of the
    account, or its line is told, or its whole table or column is."""
    figures = {abs(v) for s in statements for row in s.rows for v in row.figures.values() if v is not None}
    read = {v.normalize() for v in figures} | {(v * 10_000).normalize() for v in figures}
    lines = {note.source_line for note in notes}
    wholly = {note.source_line for note in notes if note.kind in ("repeated_table", "unknown_title")}
    columns = any("不属于本表所列各栏" in note.text for note in notes)
    for table in tree.tables.tables:
        if table.kind is None or table.line_start in wholly or columns:
            continue
        for row in table.rows:
            for cell in row.cells:
                if DECIMAL.fullmatch(cell) and row.line not in lines:
                    assert Decimal(cell.replace(",", "")).normalize() in read, (row.line, cell)


def assert_all_told(text: str) -> None:
    read_from = tree(text)
    statements, notes = read_statements(read_from)
    assert_nothing_vanishes(statements, notes)
    assert_every_amount_is_read_or_told(read_from, statements, notes)


@pytest.mark.real
def test_nothing_vanishes_from_the_cases() -> None:
    files = [p for p in sorted((SHARED / "cases").glob("*/account.*")) if p.suffix in (".txt", ".md")]
    assert len(files) > 50
    for path in files:
        assert_all_told(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("layout", (*LAYOUTS, *ELSEWHERE), ids=lambda x: x.name)
def test_nothing_vanishes_from_any_look(layout: Layout) -> None:
    assert_all_told(case(23, layout).text())


@pytest.mark.parametrize("seed", range(24))
def test_nothing_vanishes_from_a_mutant(seed: int) -> None:
    text = mutant(case(5, LAYOUTS[seed % len(LAYOUTS)], frozenset()).text(), seed)
    assert_nothing_vanishes(*read_statements(tree(text)))


MUTATIONS: dict[str, Callable[[str], str]] = {
    "dollars": lambda text: f"${text}$",
    "yen": lambda text: f"¥{text}",
    "unit": lambda text: f"{text}万元",
    "circled note": lambda text: f"{text}①",
    "quoted": lambda text: f'"{text}"',
    "escaped": lambda text: text.replace(".", "\\."),
    "noise": lambda text: f"{text}00000000001",
    "letters": lambda text: text.replace("0", "O"),
    "open brackets": lambda text: f"({text}",
    "percent": lambda text: f"{text}%",
}


@pytest.mark.slow
@pytest.mark.parametrize("mutation", MUTATIONS)
@pytest.mark.parametrize("layout", [x for x in LAYOUTS if x.parted == "tab"], ids=lambda x: x.name)
def test_nothing_vanishes_however_amounts_are_printed(layout: Layout, mutation: str) -> None:
    text = case(7, layout, frozenset()).text()
    change = MUTATIONS[mutation]
    lines = (
        AMOUNT.sub(lambda match: change(match[0]), line) if "\t" in line else line
        for line in text.split("\n")
    )
    statements, notes = read_statements(tree("\n".join(lines)))
    assert_nothing_vanishes(statements, notes)
    if mutation == "unit" and layout.yuan_tables:
        return
    if mutation in ("dollars", "yen", "unit", "circled note", "quoted", "escaped", "noise"):
        plain, _ = read_statements(tree(text))
        assert [figures(statement) for statement in statements] == [figures(statement) for statement in plain]


def test_check_and_the_database_tell_the_count(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    text = path_of("sample-001-2023").read_text(encoding="utf-8")
    file.write_text(re.sub(r"(?<=合计\t)[0-9.,]+(?=\t)", "1O.5", text, count=1), encoding="utf-8")
    read_from = parse(read(file))
    told_cells = sum(statement.cells.told for statement in read_from.statements)
    assert told_cells >= 1
    assert f"其中 {told_cells} 个未能读入" in dict(what_was_read(read_from))["九张表"]
    rows = [
        row
        for table, row in disclosure_rows(read_from, check(read_from), "a-2023")
        if table == "statement_coverage"
    ]
    assert [row["cells_with_digits"] for row in rows] == [s.cells.digits for s in read_from.statements]
    assert sum(int(str(row["cells_told"])) for row in rows) == told_cells


def test_known_columns_beside_a_statement_cast_no_doubt_on_it() -> None:
    """人员经费 and 公用经费 beside the sum of 公开06: told, a note each, and the sums of the statement are checked."""
    statements, notes = read_text(
        "一般公共预算财政拨款基本支出决算表\n公开06表\n单位：万元\n科目代码¦科目名称¦合计¦人员经费¦公用经费\n"
        "301¦工资福利支出¦30.00¦30.00¦\n30101¦基本工资¦20.00¦20.00¦\n30102¦津贴补贴¦10.00¦10.00¦\n"
        "302¦商品和服务支出¦8.00¦¦8.00\n30201¦办公费¦8.00¦¦8.00\n"
    )
    assert [(note.kind, note.text) for note in notes] == [
        ("column_beside", "公开06表“人员经费”一栏的3个数字不属于本表所列各栏，未采用"),
        ("column_beside", "公开06表“公用经费”一栏的2个数字不属于本表所列各栏，未采用"),
    ]
    assert statements[5].cells.told == 5
