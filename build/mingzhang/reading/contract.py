"""What a reader owes: the seam where a new carrier is added (see docs/extending.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from ..model import Block, Doubt, Page, Place


@dataclass(frozen=True, slots=True)
class Content:
    """What a carrier holds: its lines as printed, and where it knows cells and pages, its blocks and pages.

    A text carrier gives lines only; `layout` finds the tables in them. A carrier with cells or pages gives blocks that
    count the same lines, the place of each line with its page, box and cell, and by line the places of the cells of a
    table (`transcript` writes all of it). Figures recognised in a picture may be in doubt; `unread_pages` show something
    that could not be read; a file that was `cut_off` lacks its end. `carrier` is said where it is another than the reader's (a PDF that is a scan).
    """

    lines: tuple[str, ...]
    blocks: tuple[Block, ...] = ()
    pages: tuple[Page, ...] = ()
    places: tuple[Place, ...] = ()
    cells: Mapping[int, tuple[Place, ...]] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()
    unread_pages: tuple[int, ...] = ()
    carrier: str | None = None
    cut_off: bool = False


class Reader(Protocol):
    """A carrier: `NAME` is told in `sources.reader`, `CARRIER` in `sources.carrier`."""

    NAME: str
    CARRIER: str

    def recognises(self, data: bytes, path: Path) -> bool:
        """Whether the file is of this carrier, by its content before its suffix."""

    def read(self, data: bytes, path: Path) -> Content:
        """The content of a file; raises `NotReadable` with a Chinese reason of one line where there is none."""
