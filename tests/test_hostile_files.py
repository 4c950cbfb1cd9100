"""Damaged and hostile files of every carrier: read, or refused in one sentence; bounded, and nothing comes through."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from pathlib import Path

import pytest

from hostile_files import mutated, old_word_file, outcome, plain_pdf, whole_files
from limits import processor_seconds
from mingzhang.engines import LocalEngine
from mingzhang.engines.worker import MEMORY
from mingzhang.model import NotReadable
from mingzhang.reading import read

MUTATED = 100
MORE = 64 * 1024**2


def test_whole_files_are_read(tmp_path: Path) -> None:
    files = whole_files(tmp_path)
    told = {name: outcome(data, tmp_path / name) for name, data in files.items()}
    assert {name for name, why in told.items() if why == "read"} >= {
        "a.txt",
        "a.docx",
        "a.xlsx",
        "a.html",
        "a.ofd",
        "a.mht",
    }
    assert "读" not in told["a.pdf"]  # opened and read; no account without Han characters


@pytest.mark.slow
@pytest.mark.parametrize("lot", range(4))
def test_mutated_files_are_read_or_refused_in_one_sentence(tmp_path: Path, lot: int) -> None:
    files = whole_files(tmp_path)
    for seed in range(lot * MUTATED // 4, (lot + 1) * MUTATED // 4):
        name, data = mutated(seed, files)
        with processor_seconds(30):
            outcome(data, tmp_path / name)


@pytest.mark.slow
def test_mutated_files_of_the_former_word_are_read_or_refused_in_one_sentence(tmp_path: Path) -> None:
    files = old_word_file(tmp_path)
    for seed in range(4):
        name, data = mutated(seed, files)
        with processor_seconds(30):
            outcome(data, tmp_path / name)


def packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name.replace("__", "/").replace("_xml", ".xml"), part)
    return out.getvalue()


def workbook(sheet: bytes) -> bytes:
    office = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = b"http://schemas.openxmlformats.org/package/2006/relationships"
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return packed(
        **{
            "_rels/.rels": b'<Relationships xmlns="%b"><Relationship Id="r" Type="%b/officeDocument" Target="xl/workbook.xml"/>'
            b"</Relationships>" % (package, office),
            "xl__workbook_xml": b'<workbook xmlns="%b" xmlns:r="%b"><sheets><sheet name="a" sheetId="1" r:id="r"/></sheets>'
            b"</workbook>" % (main, office),
            "xl/_rels/workbook.xml.rels": b'<Relationships xmlns="%b"><Relationship Id="r" Type="%b/worksheet" '
            b'Target="worksheets/sheet1.xml"/></Relationships>' % (package, office),
            "xl__worksheets__sheet1_xml": b'<worksheet xmlns="%b">%b</worksheet>' % (main, sheet),
        }
    )


FAR = b'<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1000000"><c r="NTP1000000"><v>1</v></c></row></sheetData>'
PDF = plain_pdf(["2023"])


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("empty cells.xlsx", workbook(FAR), "工作表过大"),
        ("endless.pdf", PDF.replace(b"/Kids[3 0 R]/Count 1", b"/Kids[2 0 R]/Count 7"), "不完整|没有文字|无法读取|识别"),
        ("million pages.pdf", PDF.replace(b"/Count 1", b"/Count 1000000"), "超过|不完整|没有文字|不是"),
        ("huge page.pdf", PDF.replace(b"0 0 595 842", b"0 0 99999999 99999999"), "没有|不是|识别|无法"),
        ("cut.pdf", PDF[:300], "不完整|没有文字|识别|无法"),
        ("locked.pdf", PDF.replace(b"/Root 1 0 R", b"/Root 1 0 R/Encrypt<</Filter/Standard/V 1/R 2/P -4/O(" + b"o" * 32 + b")/U(" + b"u" * 32 + b")>>/ID[(a)(a)]"), "密码|不完整"),
        ("huge.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\1\x86\xa0\0\1\x86\xa0\x08\0\0\0\0" + b"\0" * 40, "过大|损坏|识别"),
        ("archive in an archive.zip", packed(inner_zip=packed(a_txt=b"1")), "压缩包"),
        ("macro.docm", packed(**{"word__vbaProject.bin": b"\0" * 99, "word__document_xml": b"<w/>"}), "没有正文"),
        ("links out.html", b"<!doctype html><iframe src='http://192.0.2.1/'></iframe><link href='http://192.0.2.1/a.css'>"
         b"<script>fetch('http://192.0.2.1')</script><p>2023</p>", "."),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value else "",
)  # fmt: skip
def test_what_enemies_build_is_refused_in_one_sentence(
    tmp_path: Path, name: str, data: bytes, told: str
) -> None:
    with processor_seconds(20):
        assert re.search(told, outcome(data, tmp_path / name))


def too_much(_: int) -> int:
    try:
        return len(bytearray(MEMORY + MORE))
    except MemoryError:
        return -1


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux counts what this limit limits")
@pytest.mark.slow
def test_an_item_kept_within_a_time_is_kept_within_memory_too() -> None:
    with LocalEngine(1) as engine:
        assert list(engine.run(too_much, [1], lambda item, why: -2, 60)) == [-1]
        assert list(engine.run(too_much, [1], lambda item, why: -2)) == [MEMORY + MORE]


def test_a_file_never_reads_another(tmp_path: Path) -> None:
    """Entities, links and relations of other files stay what they are: words or nothing."""
    (tmp_path / "secret.txt").write_text("机密", encoding="utf-8")
    uri = (tmp_path / "secret.txt").as_uri().encode()
    page = (
        b'<!DOCTYPE a [<!ENTITY a SYSTEM "%b">]><Page><Content><Layer><TextObject Boundary="1 1 9 9" Size="3"><TextCode X="0"'
        % uri
    )
    data = packed(
        OFD_xml=b"<OFD><DocRoot>D.xml</DocRoot></OFD>",
        D_xml=b'<Document><Page BaseLoc="P.xml"/><Page BaseLoc="../../../../../..%b"/></Document>'
        % bytes(tmp_path / "secret.txt"),
        P_xml=page + b' Y="3">1&a;</TextCode></TextObject></Layer></Content></Page>',
    )
    try:
        lines = read(tmp_path / "a.ofd", data=data).lines
    except NotReadable as reason:
        lines = (str(reason),)
    assert "机密" not in "".join(lines)
