"""PDFs as programs and printers draw them: words turned on their side, drawn twice for bold, in fonts without a table of
characters."""

from __future__ import annotations

import io
from itertools import chain
from pathlib import Path

import pypdf
import pytest
from pypdf.generic import DecodedStreamObject, NameObject, read_object

from mingzhang.model import NotReadable
from mingzhang.reading import read
from mingzhang.reading.scan import recogniser

HELVETICA = "/Type /Font /Subtype /Type1 /BaseFont /Helvetica"
UNKNOWN = (
    "/Type /Font /Subtype /Type0 /BaseFont /Nameless /Encoding /Identity-H /DescendantFonts [<< /Type /Font /Subtype "
    "/CIDFontType2 /BaseFont /Nameless /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>]"
)


def pdf(path: Path, drawn: str, font: str = HELVETICA, rotation: int = 0) -> Path:
    """A page of 600 by 600 points that draws words."""
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(600, 600)
    page[NameObject("/Resources")] = read_object(
        io.BytesIO(f"<< /Font << /F << {font} >> >> >>".encode()), None
    )
    content = DecodedStreamObject()
    content.set_data(f"BT /F 12 Tf {drawn} ET".encode())
    page[NameObject("/Contents")] = writer._add_object(content)
    page.rotate(rotation)
    writer.write(str(path))
    return path


@pytest.mark.parametrize(
    ("first", "second", "rotation"),
    [
        ("1 0 0 1 100 300", "1 0 0 1 100 260", 0),
        ("0 1 -1 0 300 100", "0 1 -1 0 340 100", 0),  # upwards
        ("0 1 -1 0 300 100", "0 1 -1 0 340 100", 90),  # which the page turns back
        ("0 -1 1 0 300 500", "0 -1 1 0 260 500", 0),  # downwards
        ("-1 0 0 -1 500 300", "-1 0 0 -1 500 340", 180),
    ],
    ids=["upright", "upwards", "turned-back", "downwards", "upside-down"],
)
def test_words_are_read_whichever_way_they_are_turned(
    tmp_path: Path, first: str, second: str, rotation: int
) -> None:
    words = f"{first} Tm (Total:1,234.56) Tj {second} Tm (Basic:1,000.00) Tj"
    document = read(pdf(tmp_path / "a.pdf", words, rotation=rotation))
    assert [line.strip() for line in document.lines] == ["Total:1,234.56", "Basic:1,000.00"]


@pytest.mark.parametrize("place", [(100.0, 300.0), (100.3, 300.4), (99.8, 299.6), (100.45, 300.0)])
def test_words_drawn_twice_for_bold_are_read_once(tmp_path: Path, place: tuple[float, float]) -> None:
    """Wherever on the page they stand; digits that come twice side by side are two."""
    x, y = place
    twice = f"1 0 0 1 {x} {y} Tm (11,223.00) Tj 1 0 0 1 {x + 0.4} {y + 0.2} Tm (11,223.00) Tj"
    assert [line.strip() for line in read(pdf(tmp_path / "a.pdf", twice)).lines] == ["11,223.00"]


def test_words_in_fonts_that_name_no_characters_are_a_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is made of the numbers of their shapes; they wait to be recognised."""
    monkeypatch.setattr(recogniser, "installed", lambda: False)
    shapes = "".join(f"{0x20 + at:04x}" for at in range(60))
    with pytest.raises(NotReadable, match="需要识别文字"):
        read(pdf(tmp_path / "a.pdf", f"1 0 0 1 10 300 Tm <{shapes}> Tj", UNKNOWN))


def test_light_cells_on_a_dark_ground_are_a_table(tmp_path: Path) -> None:
    """As web pages draw one whose cells leave a little of their table between them."""
    rows = [["Code", "Total", "Basic"], ["201", "190.09", "71.05"], ["208", "71.05", ""]]
    ground = "ET 0 g 99 459 302 62 re f 1 g "
    cells = [
        (100 + 100 * column, 500 - 20 * row) for row in range(len(rows)) for column in range(len(rows[0]))
    ]
    light = " ".join(f"{x} {y} 99.4 19.4 re f" for x, y in cells)
    words = " ".join(
        f"1 0 0 1 {x + 4} {y + 5} Tm ({text}) Tj"
        for (x, y), text in zip(cells, chain.from_iterable(rows), strict=True)
        if text
    )
    document = read(pdf(tmp_path / "a.pdf", f"{ground} {light} 0 g BT /F 12 Tf {words}"))
    assert list(document.lines) == ["\t".join(row) for row in rows]
