"""One account in any carrier gives the same disclosure; hostile and broken files give one clear sentence."""

from __future__ import annotations

import csv
import io
import subprocess
import zipfile
from pathlib import Path

import docx
import pypdf
import pytest
import xlsxwriter
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pypdf.generic import DecodedStreamObject, NameObject, read_object

from generator.ofd import write_ofd
from hostile_files import plain_pdf
from limits import processor_seconds
from mingzhang.amounts import parse_amount
from mingzhang.model import Grid, NotReadable, Place, TextLine
from mingzhang.parsing import parse
from mingzhang.parsing.notes import notes_on_pages
from mingzhang.reading import read
from places import ROOT, SHARED
from writing_carriers import (
    FILLED,
    OPEN_SIDED,
    SIDEWAYS,
    as_docx,
    as_html,
    as_made_by_libreoffice,
    as_pdf,
    as_xlsx,
    facts,
    parts_of,
    statement_cells,
)

SAMPLES = ("sample-001-2023", "sample-002-2022")
WRITERS = {"docx": as_docx, "html": as_html, "xlsx": as_xlsx, "ofd": write_ofd}


def assert_same_account(file: Path, sample: str) -> None:
    expected = parse(read(ROOT / "disclosures" / f"{sample}.txt"))
    found = parse(read(file))
    assert statement_cells(found) == statement_cells(expected)
    assert facts(found) == facts(expected)


@pytest.mark.slow
@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("carrier", WRITERS)
def test_an_account_reads_alike_from_office_files(tmp_path: Path, carrier: str, sample: str) -> None:
    file = tmp_path / f"account.{carrier}"
    WRITERS[carrier](parts_of(ROOT / "disclosures" / f"{sample}.txt"), file)
    assert_same_account(file, sample)


@pytest.mark.slow
@pytest.mark.parametrize(
    "style", [None, OPEN_SIDED, FILLED, SIDEWAYS], ids=["ruled", "open", "filled", "sideways"]
)
def test_an_account_reads_alike_from_pdf(tmp_path: Path, style: str | None) -> None:
    file = tmp_path / "account.pdf"
    as_pdf(parts_of(ROOT / "disclosures" / f"{SAMPLES[0]}.txt"), file, *([style] if style else []))
    assert_same_account(file, SAMPLES[0])
    document = read(file)
    assert document.source.carrier == "pdf"
    places = document.places
    assert len(places) == len(document.lines)
    assert places[0].page == 1
    assert places[-1].page == document.source.pages
    for place in places:
        x0, y0, x1, y1 = place.box or (0, 0, 0, 0)
        page = document.pages[(place.page or 1) - 1]
        assert 0 <= x0 < x1 <= (page.width or 0)
        assert 0 <= y0 < y1 <= (page.height or 0)


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["doc", "pdf"])
def test_an_account_reads_alike_from_what_libreoffice_makes(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"account.{suffix}"
    as_made_by_libreoffice(parts_of(ROOT / "disclosures" / f"{SAMPLES[0]}.txt"), file)
    expected = parse(read(ROOT / "disclosures" / f"{SAMPLES[0]}.txt"))
    found = parse(read(file))
    assert statement_cells(found) == statement_cells(expected)
    assert facts(found) == facts(expected)


@pytest.mark.real
def test_every_cell_of_a_real_pdf_is_read() -> None:
    """A PDF of another city against cells read by hand."""
    found = parse(read(SHARED / "disclosures" / "shanghai" / "final-2024.pdf"))
    cells = {
        (
            s.number,
            row.keys.get("side") or "",
            row.code or "",
            "" if row.code else row.item,
            column,
            float(amount),
        )
        for s in found.statements
        for row in s.rows
        for column, amount in row.figures.items()
        if amount is not None
    }
    with (SHARED / "gold" / "shanghai_cells.csv").open(encoding="utf-8") as file:
        gold = {
            (
                int(r["table"]),
                r["side"],
                r["code"],
                "" if r["code"] else r["item"],
                r["column"],
                float(r["amount"]),
            )
            for r in csv.DictReader(file)
        }
    assert cells == gold


def test_a_pdf_without_its_end_is_read_as_far_as_it_goes_and_told(tmp_path: Path) -> None:
    whole = plain_pdf(["2023 190.09", "2024 62.33"])
    (tmp_path / "whole.pdf").write_bytes(whole)
    trailer = whole[whole.index(b"trailer") : whole.index(b"startxref")]
    (tmp_path / "cut.pdf").write_bytes(whole[: whole.index(b"xref")] + trailer)
    assert not read(tmp_path / "whole.pdf").cut_off
    document = read(tmp_path / "cut.pdf")
    assert document.cut_off
    assert document.lines == read(tmp_path / "whole.pdf").lines
    assert next(notes_on_pages(document)).kind == "cut_off_file"


def blocks(file: Path) -> list[str | list[tuple[str, ...]]]:
    return [
        [row.cells for row in block.rows] if isinstance(block, Grid) else block.text
        for block in read(file).blocks
    ]


def test_word_numbers_merged_cells_and_accepted_changes(tmp_path: Path) -> None:
    document = docx.Document()
    numbering = document.part.numbering_part.element
    numbering.append(
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
        )
    )
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    for heading in ("主要职责", "机构设置"):
        properties = document.add_paragraph(heading)._p.get_or_add_pPr()
        properties.append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="90"/></w:numPr>')
        )
    changed = document.add_paragraph("支出")._p
    changed.append(
        parse_xml(
            f'<w:del {nsdecls("w")} w:id="1" w:author="a"><w:r><w:delText>190.00</w:delText></w:r></w:del>'
        )
    )
    changed.append(
        parse_xml(f'<w:ins {nsdecls("w")} w:id="2" w:author="a"><w:r><w:t>190.09万元</w:t></w:r></w:ins>')
    )
    table = document.add_table(2, 3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "项目"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "决算数"
    table.cell(1, 1).text, table.cell(1, 2).text = "一般公共\n预算", "1"
    document.save(str(tmp_path / "a.docx"))
    assert blocks(tmp_path / "a.docx") == [
        "一、主要职责",
        "二、机构设置",
        "支出190.09万元",
        [("项目", "决算数", ""), ("", "一般公共预算", "1")],
    ]


def test_a_workbook_gives_a_page_for_each_sheet_and_figures_as_typed(tmp_path: Path) -> None:
    workbook = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    for name in ("GK01", "GK02"):
        sheet = workbook.add_worksheet(name)
        sheet.merge_range("A1:C1", "收入决算表")
        sheet.write("C2", "单位：万元")
        for column, value in enumerate((2010301.0, "行政运行", 190.09000000000003)):
            sheet.write(2, column, value)
        for column, value in enumerate((208.0, "社会保障和就业支出", -5.5)):
            sheet.write(3, column, value)
    workbook.get_worksheet_by_name("GK02").hide()
    workbook.close()
    document = read(tmp_path / "a.xlsx")
    table = [("2010301", "行政运行", "190.09"), ("208", "社会保障和就业支出", "-5.5")]
    assert blocks(tmp_path / "a.xlsx") == ["收入决算表", "单位：万元", table] * 2
    assert [page.number for page in document.pages] == [1, 2]
    assert [page.name for page in document.pages] == ["GK01", "GK02"]
    assert document.places[6] == Place(7, 2, None, "A3")
    assert document.places[5] == Place(6, 2, None, "C2")
    assert document.cells[8] == (Place(8, 2, None, "A4"), Place(8, 2, None, "B4"), Place(8, 2, None, "C4"))


def test_cells_of_a_sheet_are_named_as_the_workbook_names_them(tmp_path: Path) -> None:
    workbook = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet = workbook.add_worksheet()
    for row, column, value in ((4, 2, "项目"), (4, 3, "金额"), (5, 2, "合计"), (5, 27, 5.5)):
        sheet.write(row, column, value)
    workbook.close()
    cells = read(tmp_path / "a.xlsx").cells
    assert [place.cell for place in cells[1]][:2] == ["C5", "D5"]
    assert cells[2][-1].cell == "AB6"


def printed_in(file: Path) -> dict[tuple[int, str, str, str], str]:
    """What stands in the cell that each figure of the nine statements is said to be printed in."""
    document = read(file)
    found = {}
    for statement in parse(document).statements:
        for row in statement.rows:
            for column, (nth, place) in row.cells.items():
                assert place in document.cells[row.source_line]
                side = row.keys.get("side") or row.keys.get("basis") or ""
                text = document.plain[row.source_line - 1].split("\t")[nth - 1]
                found[statement.number, side, row.code or row.item, column] = text
    return found


@pytest.mark.parametrize("carrier", ["docx", "xlsx"])
def test_every_figure_has_the_cell_it_is_printed_in(tmp_path: Path, carrier: str) -> None:
    file = tmp_path / f"account.{carrier}"
    WRITERS[carrier](parts_of(ROOT / "disclosures" / f"{SAMPLES[0]}.txt"), file)
    expected = {
        (s.number, row.keys.get("side") or row.keys.get("basis") or "", row.code or row.item, column): value
        for s in parse(read(file)).statements
        for row in s.rows
        for column, value in row.figures.items()
        if value is not None
    }
    found = {key: parse_amount(text, 2) for key, text in printed_in(file).items()}
    assert {key: amount.value for key, amount in found.items() if amount} == expected


@pytest.mark.real
def test_every_figure_of_a_real_pdf_has_a_box_on_its_page() -> None:
    file = SHARED / "disclosures" / "shanghai" / "final-2024.pdf"
    document = read(file)
    figures = [
        row.cells.get(column)
        for s in parse(document).statements
        for row in s.rows
        for column, value in row.figures.items()
        if value is not None
    ]
    assert len(figures) == 205
    for cell in figures:
        assert cell is not None and cell.place.box is not None
        assert cell.place.page is not None
        x0, y0, x1, y1 = cell.place.box
        page = document.pages[cell.place.page - 1]
        assert 0 <= x0 < x1 <= (page.width or 0) and 0 <= y0 < y1 <= (page.height or 0)


def test_a_web_page_without_its_frame(tmp_path: Path) -> None:
    page = (
        "<!doctype html><html><head><title>门户</title><script>var a=1</script></head><body><nav>首页 分享</nav>"
        "<h1>2023年度决算</h1><div>本年支出<b>62.33</b>万元<sup>1</sup>。<br>第二行</div>"
        "<table><caption>收入决算表</caption><tr><th rowspan=2>项目</th><th colspan=2>金额</th></tr>"
        "<tr><td>基本<p>支出</p></td><td>62.33<sup>①</sup></td></tr></table><footer>版权</footer></body></html>"
    )
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    assert blocks(tmp_path / "a.html") == [
        "2023年度决算",
        "本年支出62.33万元。",
        "第二行",
        "收入决算表",
        [("项目", "金额", ""), ("", "基本支出", "62.33")],
    ]


def test_a_carrier_is_told_by_its_content(tmp_path: Path) -> None:
    as_docx(["2023年度决算"], tmp_path / "a.docx")
    (tmp_path / "a.txt").write_bytes((tmp_path / "a.docx").read_bytes())
    document = read(tmp_path / "a.txt")
    assert (document.source.carrier, document.blocks) == ("docx", (TextLine(1, "2023年度决算"),))


def ofd(content: str) -> bytes:
    return packed(
        **{
            "OFD.xml": b"<OFD><DocBody><DocRoot>/Doc_0/Document.xml</DocRoot></DocBody></OFD>",
            "Doc_0__Document.xml": b"<Document><CommonData><PageArea><PhysicalBox>0 0 100 100</PhysicalBox></PageArea>"
            b'<TemplatePage ID="7" BaseLoc="Tpls/T.xml"/></CommonData><Pages><Page BaseLoc="P.xml"/></Pages></Document>',
            "Doc_0__Tpls__T.xml": '<Page><Content><Layer><TextObject Boundary="9 2 9 9" Size="3"><TextCode X="0" Y="3">眉题'
            "</TextCode></TextObject></Layer></Content></Page>".encode(),
            "Doc_0__P.xml": f'<Page><Template TemplateID="7"/><Content><Layer>{content}</Layer></Content></Page>'.encode(),
        },
    )


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        # steps: one by one, in groups, missing
        ('<TextObject Boundary="10 30 9 9" Size="4"><TextCode X="0" Y="4" DeltaX="2 g 3 2">190.09</TextCode></TextObject>',
         ["眉题", "190.09"]),
        # a matrix that doubles the size; words below others though written first
        ('<PageBlock><TextObject Boundary="10 60 9 9" CTM="2 0 0 2 0 0" Size="4"><TextCode X="0" Y="4">下</TextCode>'
         '</TextObject></PageBlock><TextObject Boundary="10 30 9 9" Size="4"><TextCode X="0" Y="4">上</TextCode></TextObject>',
         ["眉题", "上", "下"]),
        # hidden words are no part of the account
        ('<TextObject Visible="false" Boundary="10 30 9 9" Size="4"><TextCode X="0" Y="4">隐</TextCode></TextObject>', ["眉题"]),
        ('<TextObject Boundary="9 9 9 9" Size="4"><TextCode X="0" Y="4" DeltaX="g 99999999999 1">二</TextCode></TextObject>',
         ["眉题", "二"]),
        (f'{"<PageBlock>" * 300}<TextObject Boundary="9 9 9 9" Size="4"><TextCode X="0" Y="4">深</TextCode></TextObject>'
         f'{"</PageBlock>" * 300}', ["眉题"]),
        # a watermark across the page
        ('<TextObject Boundary="10 30 9 9" Size="4"><TextCode X="0" Y="4">190.09</TextCode></TextObject>'
         '<TextObject Boundary="10 30 40 40" CTM="0.7 -0.7 0.7 0.7 0 0" Size="9"><TextCode X="0" Y="4">内部资料</TextCode></TextObject>',
         ["眉题", "190.09"]),
    ],
    ids=["steps", "matrix", "hidden", "bomb", "deep", "watermark"],
)  # fmt: skip
def test_words_of_an_ofd_stand_where_they_are_drawn(tmp_path: Path, content: str, lines: list[str]) -> None:
    (tmp_path / "a.ofd").write_bytes(ofd(content))
    document = read(tmp_path / "a.ofd")
    assert [line.strip() for line in document.lines] == lines
    assert document.source.carrier == "ofd"


def test_a_watermark_across_a_page_is_no_part_of_its_words(tmp_path: Path) -> None:
    """Words that lean as a page scanned crooked does are read."""
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(595, 842)
    font = "<< /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
    page[NameObject("/Resources")] = read_object(io.BytesIO(f"<< /Font {font} >>".encode()), None)
    drawn = DecodedStreamObject()
    drawn.set_data(
        b"BT /F 12 Tf 1 0 0 1 72 700 Tm (Total:1,234.56) Tj 1 0.05 -0.05 1 72 600 Tm (Crooked:7.00) Tj "
        b"0.7 0.7 -0.7 0.7 60 680 Tm (DRAFT 2023) Tj ET"
    )
    page[NameObject("/Contents")] = writer._add_object(drawn)
    writer.write(str(tmp_path / "a.pdf"))
    assert [line.strip() for line in read(tmp_path / "a.pdf").lines] == ["Total:1,234.56", "Crooked:7.00"]


def test_numbers_of_persons_are_masked_in_cells(tmp_path: Path) -> None:
    as_docx([[["联系人", "手机"], ["张三", "13812345678"]]], tmp_path / "a.docx")
    assert blocks(tmp_path / "a.docx") == [[("联系人", "手机"), ("张三", "138****5678")]]


def packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/"), data)
    return out.getvalue()


BOMB = (
    b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (c, b"&%c;" % (c - 1) * 10) for c in range(ord("b"), ord("j")))
    + b"]><document>&i;</document>"
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OUTSIDE = (
    b'<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&a;</w:t>'
    b"</w:r></w:p></w:body></w:document>"
)


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.docx", packed(**{"word__document.xml": b"\0" * 300_000_000}), "解压后超过"),
        ("a.docx", packed(**{"word__document.xml": BOMB}), "没有正文|不完整"),
        ("a.docx", packed(**{"word__document.xml": OUTSIDE}), "没有文字"),
        ("a.docx", packed(**{"word__document.xml": b"<w"}), "不完整或已损坏"),
        ("a.docx", packed(**{"word__document.xml": b"<document/>"})[:-30], "不完整或已损坏"),
        ("a.xlsx", packed(**{"xl__workbook.xml": b"<workbook/>"}), "不完整或已损坏"),
        (
            "a.pdf",
            b"%PDF-1.7\n" + b"1 0 obj<</Type/Pages/Kids[1 0 R]/Count 9999999>>endobj\n" * 50,
            "不完整或已损坏",
        ),
        ("a.html", b"<!doctype html>" + b"<div>" * 100_000, "没有文字"),
        ("a.zip", packed(**{"a.txt": b"a"}), "先解压"),
        ("a.doc", OLE + b"\0" * 4096, "不认识的 Office 文件"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "图片"),
        ("a.pdf", b"", "空的"),
        ("a.docx", OLE + b"\0" * 504 + "EncryptedPackage\0".encode("utf-16-le") + b"\0" * 4096, "加了密码"),
        (
            "a.doc",
            OLE + b"\0" * 504 + b"\xec\xa5" + b"\0" * 9 + b"\x13" + "WordDocument\0".encode("utf-16-le"),
            "加了密码",
        ),
    ],
)
def test_hostile_and_broken_files_are_refused_in_one_sentence(
    tmp_path: Path, name: str, data: bytes, told: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with processor_seconds(10), pytest.raises(NotReadable, match=told) as refused:
        read(tmp_path / name)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("failure", "told"),
    [
        (None, "需要安装 LibreOffice"),
        (subprocess.TimeoutExpired("soffice", 100), "没有转换完"),
        (subprocess.CalledProcessError(1, "soffice"), "不完整或已损坏"),
    ],
    ids=["missing", "slow", "failed"],
)
def test_why_an_old_word_file_was_not_read_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: Exception | None, told: str
) -> None:
    """A machine under load is no damaged file."""

    def converted(*_: object, **__: object) -> None:
        assert failure is not None
        raise failure

    monkeypatch.setattr("shutil.which", lambda _: "/usr/bin/soffice" if failure else None)
    monkeypatch.setattr("subprocess.run", converted)
    (tmp_path / "a.doc").write_bytes(OLE + "WordDocument\0".encode("utf-16-le"))
    with pytest.raises(NotReadable, match=told):
        read(tmp_path / "a.doc")
