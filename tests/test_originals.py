"""The published file beside what was read of it: pages as pictures with their cells marked, the original by its hash."""

from __future__ import annotations

import hashlib
import io
import re
import shutil
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pypdf
import pytest
from PIL import Image, ImageChops, ImageDraw
from rich.console import Console

from documents import minimal
from generator.ofd import write_ofd
from mingzhang.pipeline.stages import build_portal
from mingzhang.portal import Portal, starter_root
from mingzhang.progress import Reporter
from mingzhang.reading import pictures
from mingzhang.reading.pictures import MOST_BYTES, PageImages, page_images, small_picture
from places import ROOT
from site_crawl import broken_links, page_of, read_site
from writing_carriers import as_docx, as_pdf, as_xlsx, parts_of

QUIET = Reporter(Console(file=io.StringIO()))
MARK = re.compile(
    r'<i id="(L[0-9c]+)" style="left:([0-9.]+)%;top:([0-9.]+)%;width:([0-9.]+)%;height:([0-9.]+)%">'
)
TELEPHONE = "13912345678"


def portal_of(folder: Path, **settings: object) -> Path:
    build_portal([folder], folder.parent / "portal", Portal(root=starter_root(), **settings), QUIET, "inline")  # type: ignore[arg-type]
    return folder.parent / "portal"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portal of an account each as PDF, Word document, workbook and OFD."""
    folder = tmp_path_factory.mktemp("carriers") / "in"
    folder.mkdir()
    as_pdf(parts_of(ROOT / "disclosures" / "sample-001-2023.txt"), folder / "a.pdf")
    as_docx(parts_of(ROOT / "disclosures" / "sample-002-2023.txt"), folder / "b.docx")
    as_xlsx(parts_of(ROOT / "disclosures" / "sample-003-2023.txt"), folder / "c.xlsx")
    short = folder.parent / "d.txt"
    short.write_text(minimal(name="云州市水务局"), encoding="utf-8")
    write_ofd(parts_of(short), folder / "d.ofd")
    for beside in [p for p in folder.iterdir() if p.suffix not in (".pdf", ".docx", ".xlsx", ".ofd")]:
        shutil.rmtree(beside) if beside.is_dir() else beside.unlink()
    return portal_of(folder)


def source_page(portal: Path, carrier: str) -> str:
    with closing(sqlite3.connect(portal / "disclosures.db")) as conn:
        sql = "select page_url from disclosures join sources on sources.id = source_id where carrier = ?"
        (url,) = conn.execute(sql, (carrier,)).fetchone()
    return page_of(portal / "site" / url / "source")


@pytest.mark.slow
def test_pages_with_figures_are_small_pictures(built: Path) -> None:
    with closing(sqlite3.connect(built / "disclosures.db")) as conn:
        figures = {
            page for (page,) in conn.execute("select source_page from key_figures where source_page > 0")
        }
        drawn = dict(conn.execute("select page, picture from source_pages where picture is not null"))
        (pages,) = conn.execute("select count(*) from source_pages where width is not null").fetchone()
    assert figures <= drawn.keys()
    assert len(drawn) < pages
    for address in drawn.values():
        assert (built / "data" / address).read_bytes() == (built / "site/files" / address).read_bytes()
        assert (built / "data" / address).stat().st_size <= MOST_BYTES


@pytest.mark.slow
@pytest.mark.parametrize(("carrier", "least"), [("pdf", 150), ("ofd", 6)])
def test_a_figure_is_marked_where_the_picture_prints_it(built: Path, carrier: str, least: int) -> None:
    """The mark of a cell lies within the mark of its row, and there is print in it."""
    page = source_page(built, carrier)
    sheets = re.findall(r'<img src="[./]*files/(pages/[^"]+)".*?</div>', page, re.DOTALL)
    assert sheets
    marks = {name: tuple(map(float, box)) for name, *box in MARK.findall(page)}
    cells = [name for name in marks if "c" in name]
    assert len(cells) >= least
    for name in cells:
        left, top, width, height = marks[name]
        row = marks[name.partition("c")[0]]
        assert row[0] - 0.1 <= left and left + width <= row[0] + row[2] + 0.1
        assert abs(top - row[1]) < 0.1
    for found in re.finditer(r'<img src="[./]*files/(pages/[^"]+)"[^>]*>(.*?)</div>', page, re.DOTALL):
        image = Image.open(built / "data" / found[1]).convert("L")
        for name, *box in MARK.findall(found[2]):
            if "c" in name:
                left, top, width, height = (float(edge) / 100 for edge in box)
                inside = (
                    int((left + width * 0.1) * image.width), int((top + height * 0.1) * image.height),
                    int((left + width * 0.9) * image.width), int((top + height * 0.9) * image.height),
                )  # fmt: skip
                darkest, _ = image.crop(inside).getextrema()
                assert darkest < 140, name  # type: ignore[operator]


@pytest.mark.slow
def test_every_line_number_leads_to_one_anchor(built: Path) -> None:
    pages = read_site(built / "site")
    assert broken_links(built / "site", pages) == []
    for carrier in ("pdf", "docx", "xlsx", "ofd"):
        page = source_page(built, carrier)
        anchors = re.findall(r' id="(L[0-9]+)"', page)
        assert anchors == list(dict.fromkeys(anchors))
        with closing(sqlite3.connect(built / "disclosures.db")) as conn:
            (lines,) = conn.execute("select lines from sources where carrier = ?", (carrier,)).fetchone()
        assert set(anchors) == {f"L{line}" for line in range(1, lines + 1)}


@pytest.mark.slow
def test_tables_of_office_files_name_their_cells(built: Path) -> None:
    workbook, document = source_page(built, "xlsx"), source_page(built, "docx")
    assert "工作表“" in workbook
    with closing(sqlite3.connect(built / "disclosures.db")) as conn:
        sql = """select carrier, source_line, nth, source_cell from figure_places
            join disclosures on disclosures.id = disclosure_id join sources on sources.id = source_id
            where carrier in ('xlsx', 'docx')"""
        for carrier, line, nth, cell in conn.execute(sql):
            page = workbook if carrier == "xlsx" else document
            assert f'<td id="L{line}c{nth}" title="{cell.rpartition("!")[2]}">' in page


@pytest.mark.slow
def test_originals_stand_under_their_hashes(built: Path) -> None:
    names = {p.name for p in (built / "data/sources").iterdir()} - {"sha256sums.txt"}
    assert {name.partition(".")[2] for name in names} == {"pdf", "docx", "xlsx", "ofd"}
    for name in names:
        content = (built / "site/files/sources" / name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == name.partition(".")[0]
    listed = (built / "data/sources/sha256sums.txt").read_text(encoding="utf-8")
    assert listed == "".join(f"{name.partition('.')[0]}  {name}\n" for name in sorted(names))
    assert f"files/sources/{max(n for n in names if n.endswith('.pdf'))}" in source_page(built, "pdf")


@pytest.mark.slow
def test_originals_stay_home_where_the_portal_says_so(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.txt").write_text(minimal(), encoding="utf-8")
    portal = portal_of(tmp_path / "in", publish_sources=False)
    assert not (portal / "data/sources").exists()
    assert "原文件" not in source_page(portal, "text")


@pytest.mark.slow
def test_an_original_with_numbers_of_persons_is_not_published(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.txt").write_text(minimal() + f"\n联系电话：{TELEPHONE}\n", encoding="utf-8")
    portal = portal_of(tmp_path / "in")
    assert not (portal / "data/sources").exists()
    assert TELEPHONE not in source_page(portal, "text")
    portal = portal_of(tmp_path / "in", privacy=type(Portal().privacy)(mask=False))
    assert len(list((portal / "data/sources").iterdir())) == 2


def blank_pdf(width: float, height: float) -> bytes:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(width, height)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_what_must_not_be_shown_is_black_in_the_picture() -> None:
    with PageImages(blank_pdf(595, 842)) as images:
        plain, scale = images.image(1) or pytest.fail("not drawn")
        drawn, _ = images.image(1, [(100, 200, 300, 220)]) or pytest.fail("not drawn")
        assert images.image(2) is None
    assert ImageChops.difference(plain, drawn).getbbox() == pytest.approx(
        [98.5 * scale, 198.5 * scale, 301.5 * scale, 221.5 * scale], abs=2
    )


@pytest.mark.parametrize(("width", "height"), [(14400, 14400), (14400, 3), (1, 1)])
def test_a_page_of_any_size_gives_a_picture_of_bounded_size(width: float, height: float) -> None:
    with PageImages(blank_pdf(width, height)) as images:
        drawn = images.image(1)
    if drawn is not None:
        assert max(drawn[0].size) <= 4_000
        assert len(small_picture(drawn[0])) <= MOST_BYTES


def test_a_page_full_of_noise_is_a_small_picture_too() -> None:
    noise = Image.effect_noise((1240, 1754), 200).convert("RGB")
    ImageDraw.Draw(noise).ellipse((200, 200, 700, 700), outline="red", width=20)
    picture = small_picture(noise)
    assert len(picture) <= MOST_BYTES
    assert Image.open(io.BytesIO(picture)).format == "WEBP"


def test_a_file_of_pictures_has_pages_too() -> None:
    """A page of 200 dots per inch: 100 points are 278 of its dots, fewer where it is made smaller."""
    pages = [Image.new("RGB", (1654, 2339), "white") for _ in range(2)]
    out = io.BytesIO()
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:], dpi=(200, 200))
    with page_images(out.getvalue()) as images:
        drawn, scale = images.image(2, [(100, 200, 300, 220)]) or pytest.fail("not drawn")
        assert images.image(3) is None
    assert scale == pytest.approx(drawn.width / (1654 * 72 / 200), rel=0.01)
    black = ImageChops.invert(drawn.convert("L")).getbbox()
    assert black == pytest.approx([98.5 * scale, 198.5 * scale, 301.5 * scale, 221.5 * scale], abs=2)


def ofd_of(objects: str, resources: str = "", picture: bytes = b"") -> bytes:
    """An OFD of one page of 100 by 100 millimetres."""
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("OFD.xml", f"<ofd:OFD {space}><ofd:DocRoot>D/Document.xml</ofd:DocRoot></ofd:OFD>")
        package.writestr(
            "D/Document.xml",
            f"<ofd:Document {space}><ofd:PageArea><ofd:PhysicalBox>0 0 100 100</ofd:PhysicalBox></ofd:PageArea>"
            '<ofd:PublicRes>Res.xml</ofd:PublicRes><ofd:Page ID="1" BaseLoc="Page.xml"/></ofd:Document>',
        )
        package.writestr("D/Res.xml", f"<ofd:Res {space}>{resources}</ofd:Res>")
        package.writestr(
            "D/Page.xml", f'<ofd:Page {space}><ofd:Layer DrawParam="7">{objects}</ofd:Layer></ofd:Page>'
        )
        package.writestr("D/seal.png", picture)
    return out.getvalue()


@pytest.mark.parametrize(
    ("drawn", "at", "seen"),
    [
        pytest.param(
            '<ofd:PathObject Boundary="10 10 50 50" CTM="2 0 0 2 0 0" Fill="true" Stroke="false">'
            '<ofd:FillColor Value="0 128 0"/><ofd:AbbreviatedData>M 0 0 L 20 0 L 20 20 L 0 20 C</ofd:AbbreviatedData>'
            "</ofd:PathObject>",
            (10, 10, 50, 50), (0, 128, 0), id="a filled path, twice as large by its matrix",
        ),
        pytest.param(
            '<ofd:PathObject Boundary="10 30 80 9"><ofd:AbbreviatedData>M 0 0 L 80 0</ofd:AbbreviatedData></ofd:PathObject>',
            (10, 29, 90, 31), (255, 0, 0), id="a line in the colour and width of its layer",
        ),
        pytest.param(
            '<ofd:PathObject Boundary="10 10 50 50" Fill="true" Alpha="51"><ofd:FillColor Value="0 0 0"/>'
            '<ofd:StrokeColor Value="0 0 0"/><ofd:AbbreviatedData>M 0 0 B 0 9 0 9 0 40 L 40 40 L 40 0 C</ofd:AbbreviatedData>'
            "</ofd:PathObject>",
            (9, 9, 51, 51), (204, 204, 204), id="what shines through is pale; curves",
        ),
        pytest.param(
            '<ofd:ImageObject ResourceID="5" Boundary="20 40 30 20" CTM="30 0 0 20 0 0"/>',
            (20, 40, 35, 60), (255, 0, 0), id="a picture, white where it is transparent",
        ),
        pytest.param(
            '<ofd:TextObject Boundary="40 40 20 20" CTM="0 1 -1 0 10 0" Size="10"><ofd:FillColor Value="0 0 255"/>'
            '<ofd:TextCode X="0" Y="0">一</ofd:TextCode></ofd:TextObject>',
            (53, 40, 56, 50), (0, 0, 255), id="a word that stands sideways",
        ),
    ],
)  # fmt: skip
def test_an_ofd_is_drawn_as_it_says(
    drawn: str, at: tuple[int, int, int, int], seen: tuple[int, int, int]
) -> None:
    seal = Image.new("RGBA", (30, 20))
    seal.paste((255, 0, 0, 255), (0, 0, 15, 20))
    out = io.BytesIO()
    seal.save(out, "PNG")
    resources = (
        '<ofd:DrawParam ID="7" LineWidth="2"><ofd:StrokeColor Value="255 0 0"/></ofd:DrawParam>'
        '<ofd:MultiMedia ID="5"><ofd:MediaFile>seal.png</ofd:MediaFile></ofd:MultiMedia>'
    )
    with page_images(ofd_of(drawn, resources, out.getvalue())) as images:
        image, scale = images.image(1) or pytest.fail("not drawn")
    marks = ImageChops.difference(image, Image.new("RGB", image.size, "white")).convert("L")
    box = marks.point([0] * 20 + [255] * 236).getbbox()
    assert box == pytest.approx([edge * scale * 72 / 25.4 for edge in at], abs=scale * 3)
    colours = sorted(image.getcolors(1 << 24) or ())
    assert next(colour for _, colour in reversed(colours) if colour != (255, 255, 255)) == (
        pytest.approx(seen, abs=3)
    )


def test_an_ofd_without_a_font_for_its_words_is_not_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    assert pictures.has_chinese_font()
    monkeypatch.setattr(pictures, "has_chinese_font", lambda: False)
    with page_images(ofd_of("")) as images:
        assert images.image(1) is None
