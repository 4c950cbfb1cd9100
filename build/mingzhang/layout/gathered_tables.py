"""A table as gathered from the lines: its title, header and rows; and all tables of a document."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..model import Passage, Row
from .titles import is_note


@dataclass(slots=True)
class Table:
    """Rows that stand under one title: `heads` the header's, `rows` all others. `kind` is what the title says.

    `ruled` are the cells of the last rule below a Markdown head, `head_words` the words of its head's lines where only
    blanks part them, `spaced` the lines whose cells are parted by blanks, `again` those among them
    that print the head again, `taken` all lines that were no cells before
    and are rows.
    """

    kind: int | None = None
    title: str | None = None
    line: int | None = None
    unit: str | None = None
    assumed_unit: str = "万元"
    part: int = 0
    heads: list[Row] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    fragments: list[Passage] = field(default_factory=list)
    notes: list[Passage] = field(default_factory=list)
    follows: Table | None = None
    spaced: list[Passage] = field(default_factory=list)
    again: set[int] = field(default_factory=set)
    taken: set[int] = field(default_factory=set)
    loose: bool = False
    single: bool = False
    gap: int | None = None
    head_words: list[list[str]] = field(default_factory=list)
    ruled: int | None = None
    parted: set[int] = field(default_factory=set)

    @property
    def by_blanks(self) -> bool:
        """Whether nothing but blanks parts its cells."""
        return self.single or bool(self.spaced)

    @property
    def line_end(self) -> int | None:
        last = max(self.heads[-1:] + self.rows[-1:], key=lambda row: row.line, default=None)
        return last.line if last else self.line

    @property
    def line_start(self) -> int:
        """The line of the title, else of the first row."""
        return self.line or min((rows[0].line for rows in (self.heads, self.rows) if rows), default=1)


@dataclass(slots=True)
class Regions:
    """Every table with rows, every title that was named (with the part it stands in), unknown titles."""

    tables: list[Table] = field(default_factory=list)
    named: list[Table] = field(default_factory=list)
    unknown: list[Passage] = field(default_factory=list)

    def noted(self, number: int, table: Table | None) -> Table | None:
        """The statement's table; where it has none with rows, one of its title with words of its head and a note (注：)."""
        if table is not None:
            return table
        named = (table for table in self.named if table.kind == number and table.head_words)
        return next((table for table in named if any(is_note(note.text) for note in table.notes)), None)

    def title_of(self, number: int) -> str | None:
        """Return the title under which a statement is named, with or without rows; None where it is not."""
        return next((table.title for table in self.named if table.kind == number), None)
