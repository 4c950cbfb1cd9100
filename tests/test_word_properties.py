"""How runs, paragraphs and cells of a Word document look is no part of its words; their spans and numbers are."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from mingzhang.reading import read

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
LOOK = '<w:rPr><w:b/><w:sz w:val="18"/><w14:ligatures w14:val="none"/></w:rPr>'
BORDERS = "<w:tcBorders><w:top/><w:bottom/></w:tcBorders>"
CHANGED = "<w:rPr><w:b/><w:rPrChange><w:rPr><w:i/></w:rPr></w:rPrChange></w:rPr>"
LIST = (
    f'<w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="chineseCounting"/>'
    '<w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
TABS = "<w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>"
NUMBERED = (
    '<w:pPr><w:tabs><w:tab/></w:tabs><w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:b/></w:rPr></w:pPr>'
)


def lines(folder: Path, body: str) -> list[str]:
    with zipfile.ZipFile(folder / "a.docx", "w") as package:
        package.writestr("word/document.xml", f"<w:document {W} {W14}><w:body>{body}</w:body></w:document>")
        package.writestr("word/numbering.xml", LIST)
    return list(read(folder / "a.docx").lines)


def run(text: str, look: str = LOOK) -> str:
    return f"<w:r>{look}<w:t>{text}</w:t></w:r>"


def cell(*paragraphs: str, properties: str = "") -> str:
    inner = "".join(f"<w:p>{one}</w:p>" for one in paragraphs)
    return f"<w:tc><w:tcPr><w:tcW/>{properties}</w:tcPr>{inner}</w:tc>"


@pytest.mark.parametrize(
    ("cells", "line"),
    [
        ((cell(run("2010") + run("301")), cell(run("190.09"))), "2010301\t190.09"),
        ((cell(TABS + run("Total"), TABS + run("sum")), cell("")), "Total sum\t"),
        ((cell(run("合计"), properties='<w:gridSpan w:val="2"/>' + BORDERS), cell(run("62.33"))), "合计\t\t62.33"),
        ((cell(run("above"), properties="<w:vMerge/>" + BORDERS), cell(run("62.33"))), "\t62.33"),
        ((cell(run("62", CHANGED) + run(".33")), cell(run("a &lt;w:rPr&gt; b"))), "62.33\ta <w:rPr> b"),
        ((cell(f"{NUMBERED}{run('one')}", f"{NUMBERED}{run('two')}"), cell(run("9"))), "一、one二、two\t9"),
    ],
)  # fmt: skip
def test_words_and_spans_of_a_row(tmp_path: Path, cells: tuple[str, ...], line: str) -> None:
    assert lines(tmp_path, f"<w:tbl><w:tr>{''.join(cells)}</w:tr></w:tbl>") == [line]


def test_numbers_of_paragraphs(tmp_path: Path) -> None:
    paragraphs = (
        f"<w:p>{NUMBERED}{run('收入')}</w:p><w:p>{run('190.09')}</w:p><w:p>{NUMBERED}{run('支出')}</w:p>"
    )
    assert lines(tmp_path, paragraphs) == ["一、收入", "190.09", "二、支出"]


@pytest.mark.parametrize(
    "table", ["<w:tr>{}</w:tr>", "{}<w:tr><w:vMerge/></w:tr>", "<w:tr><w:gridSpan/>{}</w:tr>"]
)
def test_words_outside_of_any_cell_are_not_lost(tmp_path: Path, table: str) -> None:
    assert lines(tmp_path, f"<w:tbl>{table.format('<w:p>' + run('62.33') + '</w:p>')}</w:tbl>") == ["62.33"]
