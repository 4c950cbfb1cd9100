"""Lines and tables laid out on pages of an OFD (GB/T 33190), as the writers of offices do: millimetres, a text object a
line, a path a ruled line."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

WIDTH, HEIGHT, MARGIN = 210.0, 297.0, 15.0
SIZE, LEADING, PADDING = 3.5, 5.0, 0.8
_NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def write_ofd(parts: Iterable[str | list[list[str]]], path: Path) -> None:
    """Write lines of words and tables, page after page; a row never stands on two pages."""
    pages = _Pages()
    for part in parts:
        if isinstance(part, str):
            pages.paragraph(part)
        else:
            pages.table(part)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "OFD.xml",
            f'<ofd:OFD {_NAMESPACE} DocType="OFD" Version="1.1"><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml'
            "</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        )
        listed = "".join(
            f'<ofd:Page ID="{number + 10}" BaseLoc="Pages/Page_{number}/Content.xml"/>'
            for number in range(len(pages.drawn))
        )
        package.writestr(
            "Doc_0/Document.xml",
            f"<ofd:Document {_NAMESPACE}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 {WIDTH:g} {HEIGHT:g}"
            f"</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        )
        for number, objects in enumerate(pages.drawn):
            package.writestr(
                f"Doc_0/Pages/Page_{number}/Content.xml",
                f'<ofd:Page {_NAMESPACE}><ofd:Content><ofd:Layer ID="1">{"".join(objects)}</ofd:Layer>'
                "</ofd:Content></ofd:Page>",
            )


def write_ofd_of_pictures(pictures: Sequence[bytes], path: Path) -> None:
    """Write JPEG pictures as the pages of an OFD, as scanners do: no text, a picture that fills the page."""
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(
            "OFD.xml",
            f"<ofd:OFD {_NAMESPACE}><ofd:DocBody><ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        )
        listed = "".join(
            f'<ofd:Page ID="{at + 10}" BaseLoc="Pages/Page_{at}/Content.xml"/>' for at in range(len(pictures))
        )
        package.writestr(
            "Doc_0/Document.xml",
            f"<ofd:Document {_NAMESPACE}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 {WIDTH:g} {HEIGHT:g}"
            f"</ofd:PhysicalBox></ofd:PageArea><ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes></ofd:CommonData>"
            f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        )
        media = "".join(
            f'<ofd:MultiMedia ID="{at + 100}" Type="Image"><ofd:MediaFile>{at}.jpg</ofd:MediaFile></ofd:MultiMedia>'
            for at in range(len(pictures))
        )
        package.writestr(
            "Doc_0/DocumentRes.xml",
            f'<ofd:Res {_NAMESPACE} BaseLoc="Res"><ofd:MultiMedias>{media}</ofd:MultiMedias></ofd:Res>',
        )
        for at, picture in enumerate(pictures):
            package.writestr(f"Doc_0/Res/{at}.jpg", picture)
            package.writestr(
                f"Doc_0/Pages/Page_{at}/Content.xml",
                f'<ofd:Page {_NAMESPACE}><ofd:Content><ofd:Layer ID="1"><ofd:ImageObject ID="{at + 200}" '
                f'ResourceID="{at + 100}" Boundary="0 0 {WIDTH:g} {HEIGHT:g}"/></ofd:Layer></ofd:Content></ofd:Page>',
            )


class _Pages:
    """Pages being filled from the top."""

    def __init__(self) -> None:
        self.drawn: list[list[str]] = [[]]
        self.y = MARGIN

    def paragraph(self, text: str) -> None:
        for line in wrapped(text, WIDTH - 2 * MARGIN):
            self._room(LEADING)
            self._words(line, MARGIN, self.y)
            self.y += LEADING

    def table(self, rows: Sequence[Sequence[str]]) -> None:
        widths = column_widths(rows)
        for row in rows:
            cells = [wrapped(text, width - 2 * PADDING) for text, width in zip(row, widths, strict=False)]
            height = LEADING * max(1, *map(len, cells)) + PADDING
            new_page = self._room(height)
            if row is rows[0] or new_page:
                self._line(MARGIN, self.y, MARGIN + sum(widths), self.y)
            x = MARGIN
            for at, width in enumerate(widths):
                self._line(x, self.y, x, self.y + height)
                for down, line in enumerate(cells[at] if at < len(cells) else ()):
                    self._words(line, x + PADDING, self.y + down * LEADING + PADDING)
                x += width
            self._line(x, self.y, x, self.y + height)
            self.y += height
            self._line(MARGIN, self.y, x, self.y)
        self.y += PADDING * 2

    def _room(self, height: float) -> bool:
        """Begin a page where the last has no room; whether one began."""
        if self.y + height <= HEIGHT - MARGIN:
            return False
        self.drawn.append([])
        self.y = MARGIN
        return True

    def _words(self, text: str, x: float, y: float) -> None:
        if not text.strip():
            return
        steps = " ".join(f"{_wide(char):g}" for char in text[:-1])
        delta = f' DeltaX="{steps}"' if steps else ""
        self.drawn[-1].append(
            f'<ofd:TextObject Boundary="{x:.2f} {y:.2f} {sum(map(_wide, text)):.2f} {LEADING:g}" Font="1" '
            f'Size="{SIZE:g}"><ofd:TextCode X="0" Y="{SIZE:g}"{delta}>{escape(text)}</ofd:TextCode></ofd:TextObject>'
        )

    def _line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.drawn[-1].append(
            f'<ofd:PathObject Boundary="{x0:.2f} {y0:.2f} {x1 - x0 + 0.1:.2f} {y1 - y0 + 0.1:.2f}" LineWidth="0.2">'
            f"<ofd:AbbreviatedData>M 0 0 L {x1 - x0:.2f} {y1 - y0:.2f}</ofd:AbbreviatedData></ofd:PathObject>"
        )


def column_widths(rows: Sequence[Sequence[str]]) -> list[float]:
    """Widths that share the page: a column has room for its longest word, longer columns are wrapped."""
    room = WIDTH - 2 * MARGIN
    longest = [
        max((sum(map(_wide, row[at])) for row in rows if at < len(row)), default=0.0)
        for at in range(max(map(len, rows)))
    ]
    least = [min(wanted, SIZE * 6) + 3 * PADDING for wanted in longest]
    spare = max(0.0, room - sum(least))
    more = [max(0.0, wanted + 3 * PADDING - small) for wanted, small in zip(longest, least, strict=True)]
    shared = min(1.0, spare / sum(more)) if sum(more) else 0.0
    return [small + extra * shared for small, extra in zip(least, more, strict=True)]


def wrapped(text: str, width: float) -> list[str]:
    """A text in lines of at most `width` millimetres, cut between any two characters."""
    lines, room = [""], width
    for char in text:
        if char == "\n" or (room < _wide(char) and lines[-1]):
            lines.append("")
            room = width
        if char != "\n":
            lines[-1] += char
            room -= _wide(char)
    return lines


def _wide(char: str) -> float:
    return SIZE if ord(char) > 0x2E7F else SIZE / 2
