"""Which of the document's tables is which statement: by title, else by header words; pages joined to their table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Set
from dataclasses import dataclass, field

from ...layout.cells import compact, has_han
from ...layout.gathered_tables import Regions, Table
from ...layout.titles import is_continued, title_core
from ...model import Row
from .headers import TOLD_BY_HEADER, compatible, header_kind


@dataclass(slots=True)
class Choice:
    """The table of each statement, the tables set aside because their statement was already read, and those without
    a title of which no statement is known though they stand among the statements and hold figures."""

    tables: dict[int, Table] = field(default_factory=dict)
    repeated: list[tuple[int, Table]] = field(default_factory=list)
    left: list[Table] = field(default_factory=list)


def choose(regions: Regions) -> Choice:
    """Give each statement its table: a titled one first; parts that go on over a page are joined to it."""
    choice = Choice()
    kinds: dict[int, int] = {}
    titled = {table.kind for table in regions.tables if table.title is not None and table.rows}
    for table in regions.tables:
        kind = _kind(table, kinds, titled)
        if kind is None:
            choice.left += [table] if _is_left(table) else []
            continue
        kinds[id(table)] = kind
        first = choice.tables.get(kind)
        if first is None or not (first.rows or first.heads):
            choice.tables[kind] = table
        elif _better(kind, first, table):
            choice.tables[kind] = table
            choice.repeated.append((kind, first))
        elif _is_copy(first, table):
            choice.repeated.append((kind, table))
        elif _goes_on(first, table) or not _has_figures(first):
            first.heads += table.heads
            first.rows += table.rows
            first.notes += table.notes
            first.fragments += table.fragments
            first.unit = first.unit or table.unit
        elif _has_figures(table):
            choice.repeated.append((kind, table))
    _assume_units(choice)
    return choice


def _assume_units(choice: Choice) -> None:
    """Give tables that print no unit that of most others, and a second print that of the first."""
    usual = Counter(table.unit for table in choice.tables.values() if table.unit).most_common(1)
    for table in choice.tables.values():
        table.assumed_unit = table.unit or (usual[0][0] if usual else None) or "万元"
    for number, table in choice.repeated:
        table.assumed_unit = table.unit or choice.tables[number].assumed_unit


def _kind(table: Table, kinds: dict[int, int], titled: Set[int | None]) -> int | None:
    """The statement a table is; `titled` are those that some table has the title of."""
    header = header_kind(table.heads)
    if table.kind is not None:
        return _titled_kind(table, table.kind, header, titled)
    if table.title is not None:
        return None
    if _is_part_of_unknown(table):
        return None
    follows = kinds.get(id(table.follows)) if table.follows is not None else None
    if header is None:
        return follows if table.follows is not None and _goes_below(table, table.follows) else None
    if follows is not None and (header == follows or compatible(follows, header)):
        return follows
    return _by_codes(table) if header == 5 else header


def _titled_kind(table: Table, own: int, header: int | None, titled: Set[int | None]) -> int | None:
    """The statement of a table with the title of one: what its header or its codes say where they deny the title."""
    if header is not None and not compatible(own, header):
        said = _by_codes(table) if header == 5 else header
        # Another's title over 公开05 or 08: theirs is lacking, and the codes are of the functional classification.
        lacking = said in (5, 8) and said not in titled and _has_codes_of(table, "2")
        return said if lacking or said in TOLD_BY_HEADER else None
    if "明细" in (table.title or "") and own != 6 and header != own:
        return None  # its columns are economic items
    return 6 if own == 5 and _has_codes_of(table, "3") else own


def _is_part_of_unknown(table: Table) -> bool:
    """Whether a table stands right below the first lines of one whose title is none of the nine."""
    before = table.follows
    if before is None or before.title is None or before.kind is not None:
        return False
    return 0 <= table.line_start - (before.line_end or 0) <= 2


def _is_left(table: Table) -> bool:
    """Whether a table of no known statement holds figures among the statements and no title tells what it is."""
    if table.part != 2 or table.title is not None:
        return False
    return not _is_part_of_unknown(table) and _has_figures(table)


def _by_codes(table: Table) -> int:
    """公开05 or 公开08, which have the same header: the state-capital budget's codes all begin with 223."""
    codes = _printed_codes(table)
    return 8 if codes and all(code.startswith("223") for code in codes) else 5


def _has_codes_of(table: Table, digit: str) -> bool:
    """Whether every code, cut short or whole, begins with the digit: 2 those of the functional classification, 3 those
    of the economic one, which are the rows of 公开06."""
    codes = [cell for row in table.rows for cell in row.cells[:2] if cell.isdigit() and 1 < len(cell) < 8]
    return len(codes) >= _SEVERAL_CODES and all(code.startswith(digit) for code in codes)


_SEVERAL_CODES = 5


def _printed_codes(table: Table) -> list[str]:
    return [cell for row in table.rows for cell in row.cells[:2] if cell.isdigit() and len(cell) in (3, 5, 7)]


def _goes_below(table: Table, before: Table) -> bool:
    """Whether rows without a telling header are the rest of the table before them: the same shape, or right below the
    header of one that has no figures yet."""
    gap = table.line_start - (before.line_end or 0)
    widths = {len(row.cells) for row in before.heads}
    of_head = gap <= NEAR and bool(widths) and all(len(row.cells) in widths for row in table.rows)
    return _same_shape(table, before) or ((0 <= gap <= 2 or of_head) and not _has_figures(before))


def _same_shape(table: Table, before: Table) -> bool:
    """Whether rows without a header go on as the rows of a table before them."""
    widths = {len(row.cells) for row in before.rows}
    near = table.line_start - (before.line_end or 0) <= NEAR
    return (
        near
        and bool(table.rows)
        and all(len(row.cells) in widths or len(row.cells) + 1 in widths for row in table.rows)
    )


def _better(kind: int, first: Table, table: Table) -> bool:
    """Whether a second table of a kind is the one meant: a city may print 财政拨款支出决算表 and 一般公共预算财政拨款
    支出决算表, or 国有资本经营预算财政拨款收入支出决算表 and …支出决算表."""
    if table.follows is not None or table.title is None or not _has_figures(table):
        return False
    return _closeness(kind, table) > _closeness(kind, first)


def _closeness(kind: int, table: Table) -> tuple[bool, bool, bool]:
    """How near a table's title, and after it its note, are to the statement's own."""
    title = table.title or ""
    return (
        kind not in (5, 6) or _GENERAL in title,
        kind not in (5, 8) or "收入支出" not in title,
        kind in (5, 6) and any(_GENERAL in note.text for note in table.notes),
    )


_GENERAL = "一般公共预算"


NEAR = 12
"""Lines below a table within which rows of its shape are its rest: a page's end and the next one's head stand between."""
MOST_COPIED = 2000
"""Rows of a table that are compared with another's."""


def _is_copy(first: Table, table: Table) -> bool:
    """Whether a table without a title of its own prints again what the first has: nearly all of its rows that hold
    figures, cell by cell."""
    if table.title is not None and not is_continued(table.title):
        return False
    printed = {_filled(row) for row in first.rows[:MOST_COPIED]}
    again = [_filled(row) for row in table.rows[:MOST_COPIED]]
    again = [cells for cells in again if any("." in cell for cell in cells)]
    return bool(again) and sum(cells in printed for cells in again) * 10 >= len(again) * 9


def _filled(row: Row) -> tuple[str, ...]:
    return tuple(compact(cell) for cell in row.cells if cell)


def _goes_on(first: Table, table: Table) -> bool:
    """Whether a table is the rest of the first: it follows it, says so (续), or repeats none of its rows."""
    follows: Table | None = table
    for _ in range(64):
        if follows is first:
            return True
        if follows is None:
            break
        follows = follows.follows
    if table.title and is_continued(table.title):
        return True
    if table.title and first.title and title_core(table.title) != title_core(first.title):
        return False
    keys = _keys(table)
    return bool(keys) and not keys & _keys(first)


def _keys(table: Table) -> set[str]:
    """What names the rows of a table: their codes with their names, or their names where there are none."""
    codes = {f"{code}{_name(row)}" for row in table.rows for code in _codes(row)}
    return codes or {compact(cell) for row in table.rows for cell in row.cells[:9] if has_han(cell)}


def _name(row: Row) -> str:
    """The name of a row, which tells codes cut short apart (2010 人大事务, 2010 政协事务)."""
    return next((compact(cell) for cell in row.cells[:6] if has_han(cell)), "")


def _codes(row: Row) -> list[str]:
    """The code a row begins with, in one cell or in three (221, 02, 01), so that no amount (202) passes for one; the
    codes anywhere in it where it begins with none."""
    before: list[str] = []
    for cell in row.cells[:4]:
        if has_han(cell):
            break
        before.append(cell)
    parts = [cell for cell in before if cell.isdigit()]
    if parts:
        return ["".join(parts)]
    return [cell for cell in row.cells[:9] if cell.isdigit() and len(cell) in (3, 5, 7)]


def _has_figures(table: Table) -> bool:
    return any(any(ch.isdigit() for ch in cell) and "." in cell for row in table.rows for cell in row.cells)
