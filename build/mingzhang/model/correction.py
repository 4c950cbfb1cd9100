"""What a person put right of what was read: a register's row that a document bears out."""

from __future__ import annotations

import re

import msgspec

from .place import Place


class Wanted(msgspec.Struct, frozen=True):
    """A row of `corrections.csv`: in `line` (and its `nth` cell, from 1) it says `right` where `read` was read; `where` is
    the row, for whoever keeps the file."""

    line: int
    nth: int | None
    read: str
    right: str
    who: str
    when: str
    where: str = ""


class FileCorrection(msgspec.Struct, frozen=True):
    """A row and the file it is of: its name as the build tells it, or its SHA-256 (8 characters or more)."""

    file: str
    row: Wanted

    def is_of(self, name: str, source_id: str) -> bool:
        """Whether a file is the one that is meant."""
        by_digest = re.fullmatch("[0-9a-f]{8,64}", self.file) is not None
        return self.file == name or (by_digest and source_id.startswith(self.file))


class Correction(msgspec.Struct, frozen=True):
    """A misreading that `who` put right on the day `when` (ISO date)."""

    place: Place
    nth: int | None
    read: str
    right: str
    who: str
    when: str

    @property
    def text(self) -> str:
        """The sentence for the public."""
        return f"人工更正：读作“{self.read}”，更正为“{self.right}”（{self.who}，{self.when}）"
