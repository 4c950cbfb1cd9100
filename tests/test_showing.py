"""The picture of what the reader saw of a page."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from generator.ofd import write_ofd
from mingzhang.commands.program import main
from mingzhang.parsing import parse
from mingzhang.proofreading.showing import CELL, FIGURE, LINE, TITLE, write_picture
from mingzhang.reading import read
from mingzhang.reading.pictures import page_images
from places import SHARED
from writing_carriers import as_docx, as_pdf

REAL = SHARED / "disclosures" / "shanghai" / "final-2024.pdf"


def show(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["show", *map(str, arguments)])
    return result.exit_code, result.output


@pytest.mark.real
def test_lines_cells_titles_and_figures_of_a_page_are_drawn_where_they_stand(tmp_path: Path) -> None:
    document = read(REAL)
    statement = parse(document).statement(3)
    page = next(cell.place.page for row in statement.rows for cell in row.cells.values())
    assert page is not None
    outlines = write_picture(REAL, page, tmp_path / "page.png")
    lines = [place for place in document.places if place.page == page]
    assert [one.label for one in outlines if one.colour == LINE] == [f"L{place.line}" for place in lines]
    figures = [one.box for one in outlines if one.colour == FIGURE]
    assert len(figures) == sum(
        cell.place.page == page for row in statement.rows for cell in row.cells.values()
    )
    assert {one.box for one in outlines if one.colour == CELL} >= set(figures)
    assert any(one.colour == TITLE for one in outlines)
    image = Image.open(tmp_path / "page.png")
    width, height = (side or 0 for side in (document.pages[page - 1].width, document.pages[page - 1].height))
    scale = image.width / width
    assert image.height == pytest.approx(height * scale, abs=2)
    x0, y0, _, _ = figures[0]
    assert image.getpixel((round(x0 * scale), round(y0 * scale) + 1)) == (0x13, 0x73, 0x33)


@pytest.mark.slow
def test_a_page_of_another_text_is_drawn_as_well(tmp_path: Path) -> None:
    as_pdf(["菜谱", [["盐", "5.00"], ["油", "3.00"]]], tmp_path / "a.pdf")
    code, said = show(tmp_path / "a.pdf", "--page", 1, "-o", tmp_path / "a.png")
    assert (code, said.startswith(f"{tmp_path / 'a.png'}: 7 boxes")) == (0, True), said


def test_a_page_of_an_ofd_is_drawn_in_its_words(tmp_path: Path) -> None:
    """There is print within the box of each cell that has words."""
    write_ofd(["2023年度部门决算", [["项目", "金额"], ["盐", "5.00"]]], tmp_path / "a.ofd")
    with page_images((tmp_path / "a.ofd").read_bytes()) as images:
        image, scale = images.image(1) or pytest.fail("not drawn")
    cells = [place.box for cells in read(tmp_path / "a.ofd").cells.values() for place in cells]
    assert len(cells) == 4
    for x0, y0, x1, y1 in filter(None, cells):
        inside = tuple(round(edge * scale) for edge in (x0 + 1, y0 + 1, x1 - 1, y1 - 1))
        darkest, _ = image.convert("L").crop(inside).getextrema()
        assert darkest < 140
    code, said = show(tmp_path / "a.ofd", "--page", 1, "-o", tmp_path / "a.png")
    assert (code, said.startswith(f"{tmp_path / 'a.png'}: 7 boxes")) == (0, True), said


def test_what_has_no_such_page_is_told_in_one_line(tmp_path: Path) -> None:
    as_docx(["2023年度部门决算", [["项目", "金额"]]], tmp_path / "a.docx")
    for arguments, why in (
        ((tmp_path / "a.docx",), "has no pages to draw"),
        ((tmp_path / "missing.pdf",), "No such file"),
        ((REAL, "--page", 99), "none 99"),
    ):
        if arguments[0] == REAL and not REAL.exists():
            continue
        code, said = show(*arguments)
        assert code == 2
        assert why in said
        assert said.count("\n") == 1
