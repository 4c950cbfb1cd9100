"""What reading hands on: a file, its lines, its blocks in order; and why a file is refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec

from .correction import Correction
from .place import Doubt, Page, Place


@dataclass(frozen=True, slots=True)
class Source:
    """One input file. `id` is the SHA-256 of its bytes, `path` as given relative to the input folder, `carrier` what
    its content is (`text`, `pdf`, `docx`, …), `pages` how many it has where it has any."""

    id: str
    path: str
    format: str
    bytes: int
    lines: int
    reader: str
    carrier: str = "text"
    pages: int | None = None


class SourcePart(msgspec.Struct, frozen=True):
    """One file of an account that is split over several: which lines and pages of the whole are its own. `id` is its
    SHA-256, `path` as given relative to the input folder."""

    id: str
    path: str
    line: int
    line_end: int
    page: int
    page_end: int


class TextLine(msgspec.Struct, frozen=True, gc=False):
    """One printed line of prose, as it stands in the file (stripped of outer white space)."""

    line: int
    text: str


class Row(msgspec.Struct, frozen=True, gc=False):
    """One line of a table: its cells, stripped, `""` where blank."""

    line: int
    cells: tuple[str, ...]


class Grid(msgspec.Struct, frozen=True, gc=False, tag=True):
    """A run of table lines with no blank line between them. A page break may cut a table into several grids."""

    rows: tuple[Row, ...]

    @property
    def line(self) -> int:
        return self.rows[0].line

    @property
    def line_end(self) -> int:
        return self.rows[-1].line


Block = TextLine | Grid


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read: its lines as printed (without line ends), the same lines in plain characters, and where
    the carrier knows cells its blocks in order, the place of each line, and of the lines of tables that of each cell.
    The lines of a text carrier are put into blocks by `layout`. In the lines `masked` numbers of persons were hidden. Of
    recognised pages `doubts` are the figures that may be others; `unread_pages` show something that could not be read; what
    was `cut_off` lacks its end. `parts` are the files of an account that is split over several. `corrections` were put right by a person; `not_corrected` tells of rows of the register that could not be applied."""

    source: Source
    lines: tuple[str, ...]
    plain: tuple[str, ...]
    blocks: tuple[Block, ...] = ()
    pages: tuple[Page, ...] = ()
    places: tuple[Place, ...] = ()
    cells: Mapping[int, tuple[Place, ...]] = field(default_factory=dict)
    masked: tuple[int, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    corrections: tuple[Correction, ...] = ()
    not_corrected: tuple[str, ...] = ()
    unread_pages: tuple[int, ...] = ()
    cut_off: bool = False
    parts: tuple[SourcePart, ...] = ()


class NotReadable(ValueError):
    """A file no reader can turn into text; the message is Chinese, one line, and says what to do."""


class NotADisclosure(ValueError):
    """A text that is not a department's final accounts; the message is Chinese, one line, and says why."""
