"""The state of gathering tables: what is titled, what is open, what waits for its rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..model import Passage, Row
from .cells import is_header_row, part_amounts
from .gathered_tables import Regions, Table
from .shapes.single_blanks import SingleRow, canonical_head, single_row
from .titles import title_text, unit_in

MOST_NOTES = 8
"""Lines kept of those under a table."""


@dataclass(slots=True)
class Walk:
    """What one walk over a document holds: the tables found, the one titled (`pending`), the open one (`current`) and the
    `last`, a unit printed before any table, and the line that waits for its rest."""

    found: Regions
    plain: Sequence[str] = ()
    part: int = 0
    pending: Table | None = None
    current: Table | None = None
    last: Table | None = None
    unit: str | None = None
    header: bool = True
    before: Passage | None = None
    waiting: Passage | None = None

    def open_part(self, part: int) -> None:
        """Begin a part: no table goes on in the next one."""
        self.close()
        self.pending = self.last = None
        self.part = part

    def open_title(self, kind: int | None, line: int, text: str, unit: str | None = None) -> None:
        self.close()
        table = Table(kind, title_text(text), line, unit, part=self.part)
        self.pending = table
        self.unit, table.unit = None, unit or self.unit
        if kind is None:
            self.found.unknown.append(Passage(title_text(text), (line,)))
        else:
            self.found.named.append(table)

    def caption(self, text: str) -> None:
        unit = unit_in(text)
        if unit is None:
            return
        target = self.pending or self.current or self.last
        if target is not None and target.unit is None:
            target.unit = unit
        else:
            self.unit = unit

    def close(self) -> None:
        waiting, self.waiting = self.waiting, None
        if waiting is not None and self.current is not None:
            self.flush(self.current, waiting)
        self.current = None
        self.header = True

    def indented(self, line: int) -> bool:
        """Whether a line begins with blanks."""
        return self.plain[line - 1 : line] != () and self.plain[line - 1].startswith("  ")

    @property
    def idle(self) -> bool:
        """Whether prose is read: no table is titled or open, and the last one has all its notes."""
        if self.pending or self.current or self.waiting:
            return False
        return self.last is None or (len(self.last.notes) >= MOST_NOTES and not self.last.single)

    def rule(self, width: int) -> None:
        """Take in the rule under the head of a Markdown table. Where a converter tore a printed table into several with
        columns of their own, blank columns are lost among the rows."""
        table = self.current or self.pending
        if table is not None:
            torn = table.ruled not in (None, width) or (
                table.ruled is not None and bool(table.rows) and not self.header
            )
            table.loose = table.loose or (torn and table.kind != 6)
            table.ruled = width

    def start(self, follows: Table | None = None) -> Table:
        table = self.pending or Table(unit=self.unit, part=self.part, follows=follows)
        if self.pending is None:
            self.unit = None
        self.pending = None
        self.current = self.last = table
        self.found.tables.append(table)
        self.header = True
        return table

    def add(self, row: Row, text: str | None = None) -> None:
        """Take in a row; `text` is all its cells', where it is at hand."""
        merged, header = False, False
        text = "".join(row.cells) if text is None else text
        if len(text.split(maxsplit=1)) > 1:  # blanks in its cells
            cells = part_amounts(row.cells)
            merged, row = cells != row.cells, Row(row.line, cells)
            header = is_header_row(" ".join(row.cells).split())
        header = header or is_header_row(row.cells)
        if header and not self.header and sum(1 for cell in row.cells if cell) == 1:
            header = False  # a lone word among rows is the rest of a name (…预算 / 财政拨款)
        table = self.current
        if table is None:
            table = self.start(follows=None if self.pending else self.last)
        elif header and not self.header:
            table = self.start(follows=table)
        self.header = header
        (table.heads if header else table.rows).append(row)
        if merged:
            table.parted.add(row.line)

    def repeats_head(self, row: Row) -> bool:
        """Whether a row among those of a known statement is a line of its head, printed again at the top of a page."""
        table = self.current
        if table is None or table.kind is None or not table.rows or not is_header_row(row.cells):
            return False
        words = {word for head in table.heads for cell in head.cells for word in cell.split()}
        return all(word in words for cell in row.cells for word in cell.split())

    def flush(self, table: Table, waiting: Passage) -> None:
        """Take in lines that were waiting for more, where they are a row by themselves."""
        found = single_row(table.kind or 0, waiting.line, waiting.text, table.head_words)
        if found is not None:
            self.add_single(table, found)

    def add_single(self, table: Table, found: SingleRow) -> bool:
        """Take in a row whose cells were parted by single blanks; False where it is none of this table."""
        if None is not table.gap != found.gap:
            return False
        if self.current is None and self.pending is None:
            self.current = table
        self.add(found.row)
        table.single, table.gap = True, found.gap
        table.heads = table.heads or canonical_head(table.kind or 0, table.line_start, table.head_words)
        table.loose = table.loose or found.partial
        return True
