"""Words drawn across a page that are no part of it: level watermarks, in every carrier that draws pages."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

import docx
import pypdf
import pytest
from docx.oxml import parse_xml
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, read_object

from generator.ofd import write_ofd
from mingzhang.reading import read
from mingzhang.reading.printed.glyph import Glyph, is_pale
from mingzhang.reading.printed.printed_page import PrintedPage
from mingzhang.reading.printed.rules import Rule
from mingzhang.reading.printed.watermarks import Watermarks

TABLE = [
    ["科目", "决算数"],
    ["一、一般公共服务支出", "190.09"],
    ["二、教育支出", "71.05"],
    ["合计", "261.14"],
]


def words(text: str, x: float, y: float, size: float = 10, pale: bool = False) -> list[Glyph]:
    """Words on a page, a square a character."""
    return [
        Glyph(char, x + at * size, y, x + (at + 1) * size, y + size, pale=pale)
        for at, char in enumerate(text)
    ]


def page(number: int, *more: Sequence[Glyph]) -> PrintedPage:
    """A page with three rows of words between ruled lines 16 points apart, and something more."""
    rows = [glyph for at in range(3) for glyph in words("一般公共服务支出190.09", 20, 103 + 16 * at)]
    lines = [Rule(100 + 16 * at, 20, 300) for at in range(4)]
    return PrintedPage(number, [*rows, *(glyph for one in more for glyph in one)], lines, [])


def kept(pages: Sequence[PrintedPage]) -> list[str]:
    """What is left of pages, beside the rows of their tables."""
    marks = Watermarks()
    out = [cleared for one in pages for cleared in marks.add(one)] + list(marks.rest())
    assert [one.number for one in out] == [one.number for one in pages]
    texts = ["".join(glyph.text for glyph in one.glyphs) for one in out]
    assert all(text.startswith("一般公共服务支出190.09" * 3) for text in texts)
    return [text.removeprefix("一般公共服务支出190.09" * 3) for text in texts]


@pytest.mark.parametrize(
    ("drawn", "left"),
    [
        # pale, as large as the text, across its lines
        (words("内部资料", 30, 111, pale=True), ""),
        # large and black
        (words("仅供公开使用", 25, 105, size=40), ""),
        # a running title stands on room of its own, pale or large
        (words("二〇二三年度部门决算", 30, 20, pale=True), "二〇二三年度部门决算"),
        (words("部门决算", 30, 20, size=30), "部门决算"),
        # the head of a column, repeated on every page and a little wider than its cell
        (words("决算数", 250, 103, pale=True), "决算数"),
        # black words of the size of the text are never a watermark, wherever they stand
        (words("内部资料", 30, 111), "内部资料"),
    ],
    ids=["pale", "large", "pale-title", "large-title", "heading", "black"],
)  # fmt: skip
def test_words_across_other_print_on_several_pages_are_set_aside(drawn: list[Glyph], left: str) -> None:
    assert kept([page(number, drawn) for number in range(1, 12)]) == [left] * 11


def test_a_watermark_is_set_aside_where_it_crosses_nothing() -> None:
    """Once it is known; the first pages wait for those after them. A cover may show hardly anything else."""
    mark = words("内部资料", 30, 20, pale=True)
    across = words("内部资料", 30, 111, pale=True)
    cover = [words("内部资料", 30, 200 + 20 * at, pale=True) for at in range(30)]
    assert kept([page(1, *cover), page(2, across), page(3, mark)]) == ["", "", ""]


def test_pale_words_that_run_over_their_cell_once_are_kept() -> None:
    assert kept([page(1, words("另有说明", 30, 111, pale=True)), page(2)]) == ["另有说明", ""]


def test_a_page_that_is_pale_throughout_has_no_watermark() -> None:
    grey = [
        PrintedPage(n, words("一般公共服务支出", 20, 103, pale=True), [Rule(108, 20, 300)], [])
        for n in (1, 2)
    ]
    marks = Watermarks()
    assert [*marks.add(grey[0]), *marks.add(grey[1]), *marks.rest()] == grey


@pytest.mark.parametrize(
    ("colour", "pale"),
    [((0, 0, 0), False), ((90, 90, 90), False), ((200, 200, 200), True), ((0, 0, 0, 0.15), True), ((255, 255, 255), False)],
)  # fmt: skip
def test_pale_is_grey_or_thin_ink_and_not_white(colour: tuple[float, ...], pale: bool) -> None:
    assert is_pale(*colour) is pale


@pytest.mark.parametrize(
    "ink",
    [
        '<ofd:FillColor Value="210 210 210"/>',
        '<ofd:FillColor Value="255 0 0" Alpha="50"/>',
        '<ofd:FillColor Value="200"/>',
        "",
    ],
)
def test_a_watermark_of_an_ofd_is_no_part_of_its_cells(tmp_path: Path, ink: str) -> None:
    """Drawn pale on each page, or said to be nearly transparent as a whole."""
    plain, marked = tmp_path / "plain.ofd", tmp_path / "marked.ofd"
    write_ofd([*["一段很长的话。" * 6] * 50, TABLE, *["一段话。"] * 50, TABLE], plain)
    whole = "" if ink else ' Alpha="40"'
    objects = "".join(
        f'<ofd:TextObject Boundary="20 {y} 90 20" Font="1" Size="4"{whole}>{ink}'
        '<ofd:TextCode X="0" Y="4">仅供公开使用</ofd:TextCode></ofd:TextObject>'
        for y in range(20, 280, 19)
    )
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(marked, "w") as new:
        for name in old.namelist():
            new.writestr(name, re.sub("</ofd:Layer>", objects + "</ofd:Layer>", old.read(name).decode()))
    assert list(read(marked).lines) == list(read(plain).lines)


PICTURE = (
    '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml">'
    '<w:pict><v:shape id="PowerPlusWaterMarkObject1" type="#_x0000_t136"><v:textpath string="仅供公开使用"/></v:shape></w:pict></w:r>'
)


def test_a_watermark_of_a_word_document_is_no_part_of_its_text(tmp_path: Path) -> None:
    """Word and WPS draw it as a shape in the header; some draw it in the body."""
    document = docx.Document()
    for paragraph in (document.add_paragraph("一、部门职责"), document.sections[0].header.paragraphs[0]):
        paragraph._p.append(parse_xml(PICTURE))
    document.save(str(tmp_path / "a.docx"))
    assert list(read(tmp_path / "a.docx").lines) == ["一、部门职责"]


@pytest.mark.parametrize(
    "mark",
    [
        "0.8 g BT /F 12 Tf 74 698 Td (SECRET) Tj ET",
        "/Thin gs BT /F 12 Tf 74 698 Td (SECRET) Tj ET",
        "/Drawing Do",
        "BT /F 60 Tf 74 690 Td (SECRET) Tj ET",
    ],
    ids=["grey", "transparent", "transparent-drawing", "large"],
)
def test_a_level_watermark_of_a_pdf_is_no_part_of_its_words(tmp_path: Path, mark: str) -> None:
    writer = pypdf.PdfWriter()
    words = (
        "BT /F 10 Tf 72 700 Td (Total expenditure of the department) Tj 0 -40 Td (1,234.56 is its sum) Tj ET "
    )
    drawing = DecodedStreamObject()
    drawing.set_data(b"BT /F 12 Tf 74 698 Td (SECRET) Tj ET")
    fonts = "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
    form = f"<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << {fonts} >> /Group << /S /Transparency >> >>"
    drawing.update(read_object(io.BytesIO(form.encode()), None))
    thin = "/ExtGState << /Thin << /ca 0.2 >> >>"
    for _ in range(2):
        page = writer.add_blank_page(595, 842)
        resources = read_object(io.BytesIO(f"<< {fonts} {thin} >>".encode()), None)
        resources[NameObject("/XObject")] = DictionaryObject(
            {NameObject("/Drawing"): writer._add_object(drawing)}
        )
        page[NameObject("/Resources")] = resources
        drawn = DecodedStreamObject()
        drawn.set_data(f"{words} {mark}".encode())
        page[NameObject("/Contents")] = writer._add_object(drawn)
    writer.write(str(tmp_path / "a.pdf"))
    lines = [line.strip() for line in read(tmp_path / "a.pdf").lines]
    assert lines == ["Totalexpenditureofthedepartment", "1,234.56isitssum"] * 2
