"""Findings of a draft by page and cell, and a copy of it with the findings as comments where they stand."""

from __future__ import annotations

import io
import json
from pathlib import Path

import docx
import pypdf
import pytest
from click.testing import CliRunner
from PIL import ImageChops

from mingzhang.commands.program import main
from mingzhang.model import Finding, Place
from mingzhang.proofreading.annotating.pdf_comments import commented
from mingzhang.proofreading.proofread import proofread
from mingzhang.reading.pictures import PageImages
from places import ROOT
from writing_carriers import as_docx, as_xlsx, parts_of

pytestmark = pytest.mark.slow

SAMPLE = ROOT / "disclosures" / "sample-001-2023.txt"
WRONG = ("66.25", "66.52")
"""A figure of 公开03 that is changed in one of its two columns."""


def draft(path: Path) -> Path:
    """An account with a slip in 公开03: the total of a row is no longer its only part."""
    parts = parts_of(SAMPLE)
    table = next(
        part
        for part in parts
        if not isinstance(part, str)
        and any(WRONG[0] in row and "一般行政管理事务" in row for row in part)
        and any("项目支出" in "".join(row) for row in part)
    )
    row = next(row for row in table if not isinstance(row, str) and WRONG[0] in row)
    row[row.index(WRONG[0])] = WRONG[1]
    (as_docx if path.suffix == ".docx" else as_xlsx)(parts, path)
    return path


def check(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["check", *map(str, arguments)])
    return result.exit_code, result.output


@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
@pytest.mark.slow
def test_a_finding_names_the_cell_of_a_draft(tmp_path: Path, suffix: str) -> None:
    file = draft(tmp_path / f"draft.{suffix}")
    found = next(f for f in proofread(file).report.findings if f.severity == "error" and f.found == WRONG[1])
    assert found.spot is not None and found.spot.cell is not None
    table, _, cell = found.spot.cell.rpartition("!")
    if suffix == "docx":
        place = docx.Document(str(file)).tables[int(table) - 1].rows[int(cell[1:]) - 1]
        assert place.cells[ord(cell[0]) - ord("A")].text == WRONG[1]
        named = f"第{table}个表格{cell}"
    else:
        named = f"”{cell}"
    for kind in ("text", "concise", "html"):
        assert named in check(file, "--format", kind)[1]
    told = json.loads(check(file, "--format", "json")[1])["files"][0]["findings"]
    one = next(f for f in told if f["found"] == WRONG[1])
    assert one["cell"] == found.spot.cell and one["printed_at"].endswith(named)
    log = json.loads(check(file, "--format", "sarif")[1])["runs"][0]["results"]
    location = next(r for r in log if r["properties"]["found"] == WRONG[1])["locations"][0]
    assert location["properties"]["cell"] == found.spot.cell
    assert location["logicalLocations"][0]["fullyQualifiedName"].endswith(named)


def test_findings_are_comments_in_a_copy_of_a_word_document(tmp_path: Path) -> None:
    file, copy = draft(tmp_path / "draft.docx"), tmp_path / "copy.docx"
    before = file.read_bytes()
    findings = proofread(file).report.findings
    assert check(file, "--annotate", copy, "--severity", "error")[0] == 1
    assert file.read_bytes() == before
    commented = docx.Document(str(copy))
    errors = [f for f in findings if f.severity == "error"]
    assert sorted(c.text for c in commented.comments) == sorted(
        f"不一致（{f.rule_id}）：{f.sentence}" for f in errors
    )
    starts = commented.element.body.xpath(".//w:commentRangeStart")
    cells = [start.getparent().text for start in starts]
    assert WRONG[1] in cells
    assert [p.text for p in commented.paragraphs] == [p.text for p in docx.Document(str(file)).paragraphs]


def test_the_report_alone_names_the_cells_of_a_workbook(tmp_path: Path) -> None:
    code, said = check(draft(tmp_path / "draft.xlsx"), "--annotate", tmp_path / "copy.xlsx")
    assert code == 2
    assert "neither" in said
    assert not (tmp_path / "copy.xlsx").exists()


def test_the_file_that_is_checked_is_never_written_into(tmp_path: Path) -> None:
    file = draft(tmp_path / "draft.docx")
    before = file.read_bytes()
    assert check(file, "--annotate", file)[0] == 2
    assert check(file, "--annotate", tmp_path / "copy.pdf")[0] == 2
    assert file.read_bytes() == before


def finding(box: tuple[float, float, float, float] | None) -> Finding:
    spot = Place(1, 1, box) if box else None
    return Finding("N02.growth", "error", "增长率不符", "1", "2", None, "source", 1, spot=spot)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_highlight_lies_on_the_box_of_a_page_however_it_is_turned(rotation: int) -> None:
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(400, 600)
    page.cropbox = pypdf.generic.RectangleObject((20, 30, 390, 580))
    page.rotate(rotation)
    plain = io.BytesIO()
    writer.write(plain)
    box = (100.0, 150.0, 220.0, 170.0)
    marked = commented(plain.getvalue(), [(finding(box), "不一致：增长率不符"), (finding(None), "全文")])
    with PageImages(plain.getvalue()) as before, PageImages(marked) as after:
        first, scale = before.image(1) or pytest.fail("not drawn")
        second, _ = after.image(1) or pytest.fail("not drawn")
    around = tuple(int(edge * scale) for edge in (60, 120, 260, 200))
    changed = ImageChops.difference(first.crop(around), second.crop(around)).getbbox()
    expected = [(a - b) * scale for a, b in zip(box, (60, 120, 60, 120), strict=True)]
    assert changed == pytest.approx(expected, abs=4)
    notes = [a.get_object() for a in pypdf.PdfReader(io.BytesIO(marked)).pages[0]["/Annots"]]
    assert [note["/Contents"] for note in notes if note["/Subtype"] != "/Popup"] == [
        "不一致：增长率不符",
        "全文",
    ]
