"""Tables as PDFs draw them: thin boxes or strokes, on the page or in forms that are drawn on it."""

from __future__ import annotations

import io
from pathlib import Path

import pypdf
import pytest
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, read_object

from mingzhang.model import Grid
from mingzhang.reading import read

ROWS = [("Total", "1,234.56"), ("Rest", "62.33")]
EDGES, LEVELS = (100, 200, 300), (600, 640, 680)
WORDS = " ".join(
    f"BT /F 12 Tf {left + 10} {bottom + 12} Td ({text}) Tj ET"
    for bottom, row in zip((640, 600), ROWS, strict=True)
    for left, text in zip(EDGES, row, strict=False)
)


def lines(across: str, down: str) -> str:
    """The lines of the table, each drawn so: from 100 to 300 at a height `at`, from 600 to 680 at a place `at`."""
    drawn = [across.format(at=at, next=at + 0.75) for at in LEVELS]
    return " ".join((*drawn, *(down.format(at=at, next=at + 0.75) for at in EDGES)))


WAYS = {
    "thin boxes": lines("100 {at} 200 0.75 re f", "{at} 600 0.75 80 re f"),
    "thin triangles": lines("100 {at} m 300 {at} l 300 {next} l f", "{at} 600 m {at} 680 l {next} 680 l f"),
    "strokes": lines("100 {at} m 300 {at} l S", "{at} 600 m {at} 680 l S"),
    "boxes of cells": " ".join(f"{x} {y} 100 40 re S" for x in EDGES[:2] for y in LEVELS[:2]),
    "one path": "".join(f"100 {y} 200 0.75 re " for y in LEVELS)
    + "".join(f"{x} 600 0.75 80 re " for x in EDGES)
    + "f",
}
NO_TABLES = {
    "curves": lines(
        "100 {at} m 150 {at} 250 {next} 300 {at} c f", "{at} 600 m {at} 630 {next} 650 {at} 680 c f"
    ),
    "areas": " ".join(f"{x} {y} 90 30 re f" for x in EDGES[:2] for y in LEVELS[:2]),
    "nothing drawn": lines("100 {at} 200 0.75 re n", "{at} 600 0.75 80 re n"),
}


def rows(content: str, file: Path, forms: int) -> list[tuple[str, ...]]:
    """The rows of tables read from a page that draws `content`, within so many forms, each half the size of the other."""
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(595, 842)
    font = "<< /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
    drawn, resources = DecodedStreamObject(), read_object(io.BytesIO(font.encode()), None)
    drawn.set_data(content.encode())
    for _ in range(forms):
        for key, value in (("Type", "/XObject"), ("Subtype", "/Form"), ("BBox", "[0 0 900 900]")):
            drawn[NameObject("/" + key)] = read_object(io.BytesIO(f"{value} ".encode()), None)
        drawn[NameObject("/Matrix")] = read_object(io.BytesIO(b"[0.8 0 0 0.8 40 90]"), None)
        drawn[NameObject("/Resources")] = resources
        inner = DictionaryObject({NameObject("/X"): writer._add_object(drawn)})
        drawn, resources = DecodedStreamObject(), DictionaryObject({NameObject("/XObject"): inner})
        drawn.set_data(b"/X Do")
    page[NameObject("/Resources")] = resources
    page[NameObject("/Contents")] = writer._add_object(drawn)
    writer.write(str(file))
    return [row.cells for block in read(file).blocks if isinstance(block, Grid) for row in block.rows]


@pytest.mark.parametrize("forms", range(3))
@pytest.mark.parametrize("way", WAYS)
def test_a_table_is_read_however_its_lines_are_drawn(tmp_path: Path, way: str, forms: int) -> None:
    assert rows(f"{WORDS} {WAYS[way]}", tmp_path / "a.pdf", forms) == ROWS


@pytest.mark.parametrize("way", NO_TABLES)
def test_what_draws_no_lines_makes_no_table(tmp_path: Path, way: str) -> None:
    assert rows(f"{WORDS} {NO_TABLES[way]}", tmp_path / "a.pdf", 0) == []
