"""The nine statements (公开01–09表) of a disclosure, read from its tables.

Tables are told by title and header words; figures are kept as printed, in 万元; what was mended is said in the row's
`repaired`; what could not be read becomes a `ReadingNote`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

import msgspec

from ...amounts import in_wan
from ...catalogue.statements import STATEMENTS, statement_kind
from ...layout import DocumentTree
from ...layout.gathered_tables import Regions, Table
from ...layout.titles import title_core
from ...model import CellCount, Place, ReadingNote, Repair, Row, Statement, StatementRow, StatementStatus
from .choice import choose
from .coded import read_coded
from .copies import differing_figures
from .coverage import account_for
from .cut_off import cut_off_table
from .drafts import BLANKS_LOST, Draft, Reading
from .economic import read_economic
from .fallen_heads import restore_totals
from .figure_places import with_figure_places
from .open_columns import place_open_figures
from .other_columns import heads_beside
from .plain_cells import plain_rows, usual_columns
from .printed_codes import resolve_codes
from .status import Prose, find_sentence, is_discussed, is_titled, status_of
from .table_proofs import gather_scattered_totals, mend_lost_columns, mend_misread_codes
from .three_public import read_three_public
from .told_by_prose import NOTHING_SAID, Said, decide_vehicles, said_by
from .two_sided import read_two_sided
from .units import compare_units, prove_unit
from .wraps import join_fragments, name_by_code

__all__ = ["read_statements", "said_by", "with_figure_places"]

CODED = (2, 3, 5, 7, 8)


def read_statements(
    tree: DocumentTree, said: Said = NOTHING_SAID
) -> tuple[tuple[Statement, ...], tuple[ReadingNote, ...]]:
    """Always nine statements, in order, and what could not be read of them. What the prose `said` decides what is open.

    Unknown titles, lines left over inside a table and codes that could not be completed become notes of kind
    `unknown_title`, `leftover_line`, `unresolved_code`.
    """
    regions = tree.tables
    choice = choose(regions)
    chosen = choice.tables
    readings = {number: _read(number, table, said) for number, table in chosen.items()}
    notes = resolve_codes([readings[number] for number in CODED if number in readings])
    prose = list(tree.passages())
    unit = prove_unit(chosen, readings.get(1), prose)
    notes += [unit] if unit else []
    notes += compare_units(chosen, readings, prose)
    _mend(chosen, readings)
    for left in choice.left:
        _count_left(left, chosen, readings)
    copies = {number: table for number, table in choice.repeated if _is_same(table, chosen.get(number))}
    statements: list[Statement] = []
    for kind in STATEMENTS:
        table, reading = chosen.get(kind.number), readings.get(kind.number)
        statement = _statement(kind.number, table, reading, regions, prose)
        if reading is not None and table is not None and kind.number in copies:
            again = copies[kind.number]
            differing = differing_figures(
                reading, table.assumed_unit, _read(kind.number, again), again.assumed_unit
            )
            statement = replace(statement, copies=differing)
        statements.append(statement)
        if reading is not None:
            notes += reading.notes
            notes += [_stray_note(kind.number, stray.line) for stray in reading.strays]
            notes += _lost_figures(statements[-1], table, reading)
    differ = {statement.number for statement in statements if statement.copies}
    notes += [
        _repeated(number, table, chosen.get(number), number in differ and copies.get(number) is table)
        for number, table in choice.repeated
    ]
    notes += _unknown_titles(regions)
    notes += cut_off_table(tree, statements)
    notes += [_left(table) for table in choice.left]
    return tuple(statements), tuple(sorted(notes, key=lambda note: note.source_line or 0))


def _mend(chosen: Mapping[int, Table], readings: Mapping[int, Reading]) -> None:
    """Mend what statements prove about one another, and count the cells of tables that lost their blank ones."""
    for reading in readings.values():
        restore_totals(reading)
    mend_misread_codes(readings)
    lost = [number for number, reading in readings.items() if reading.doubtful == BLANKS_LOST]
    place_open_figures(readings)
    for number in lost:
        table = chosen[number]
        _account(number, table, readings[number], plain_rows(table.rows, table.assumed_unit))
    mend_lost_columns(readings)
    gather_scattered_totals(readings)


def _unknown_titles(regions: Regions) -> list[ReadingNote]:
    seen: dict[str, ReadingNote] = {}
    for line in regions.unknown:
        seen[line.text] = ReadingNote("unknown_title", f"未识别的表：{line.text}", Place(line.line))
    return list(seen.values())


def _count_left(table: Table, chosen: Mapping[int, Table], readings: Mapping[int, Reading]) -> None:
    """Count the figures of a table that no statement took to the statement it stands below: that is not empty."""
    for number, other in chosen.items():
        if other is table.follows:
            count = sum(any(c.isdigit() for c in cell) for row in table.rows for cell in row.cells)
            cells = readings[number].cells
            readings[number].cells = CellCount(cells.digits + count, cells.read, cells.told + count)


def _left(table: Table) -> ReadingNote:
    """The note of a table of figures that no statement took."""
    text = f"一张没有表名的表未能归入九张决算表，其中{len(table.rows)}行的数字未读入"
    return ReadingNote("leftover_line", text, Place(table.line_start))


def _is_same(table: Table, other: Table | None) -> bool:
    """Whether a table set aside is a second print of the one kept, not one with a title alike."""
    return other is not None and not (
        table.title and title_core(table.title) != title_core(other.title or "")
    )


def _repeated(number: int, table: Table, other: Table | None, differs: bool) -> ReadingNote:
    how = "与先印的有所不同" if differs else "与先印的重复"
    text = f"公开{number:02d}表又印一次，{how}，未采用：{table.title or '（无标题）'}"
    if other is not None and not _is_same(table, other):
        text = f"与公开{number:02d}表相近的另一张表，未采用：{table.title}"
    return ReadingNote("repeated_table", text, Place(table.line_start))


def _lost_figures(statement: Statement, table: Table | None, reading: Reading) -> list[ReadingNote]:
    """The note of a statement whose table was found and yet gave no figure."""
    if table is None or statement.status != "lost":
        return []
    text = f"公开{statement.number:02d}表印有数字（{reading.cells.told}处），未能读入"
    return [ReadingNote("lost_figures", text, statement.place)]


def _stray_note(number: int, line: int) -> ReadingNote:
    return ReadingNote("leftover_line", f"公开{number:02d}表中有数字没有对应的项目", Place(line))


def _read(number: int, table: Table, said: Said = NOTHING_SAID) -> Reading:
    printed = plain_rows(table.rows, table.assumed_unit)
    heads, rows = usual_columns(table.heads, printed)
    if number in CODED:
        reading = read_coded(number, heads, rows, told=table.single, loose=table.loose)
    elif number in (1, 4):
        reading = read_two_sided(number, heads, rows, loose=table.loose)
    elif number == 6:
        reading = read_economic(heads, rows)
    else:
        reading = read_three_public(heads, rows, spaced=bool(table.spaced))
        decide_vehicles(reading, rows, said)
    for draft in reading.drafts:
        if draft.line in table.parted:
            draft.mend(Repair("parted"))
    if table.loose or reading.doubtful == BLANKS_LOST:
        text = f"公开{number:02d}表的空格在提取中丢失，各栏的位置不能确定"
        reading.notes.append(ReadingNote("doubtful_columns", text, Place(table.line_start)))
        reading.doubtful = BLANKS_LOST
    reading.notes += join_fragments(number, reading.drafts, table.fragments)
    name_by_code(number, reading.drafts)
    if reading.doubtful != BLANKS_LOST:
        _account(number, table, reading, printed)
    return reading


def _account(number: int, table: Table, reading: Reading, rows: Sequence[Row]) -> None:
    """Count the cells of a table's plain rows that hold digits, read and told."""
    lines = [*table.fragments, *table.notes]
    reading.cells = account_for(number, rows, lines, reading, heads_beside(number, table.heads))


def _statement(
    number: int,
    table: Table | None,
    reading: Reading | None,
    regions: Regions,
    prose: Prose,
) -> Statement:
    kind = statement_kind(number)
    drafts = [draft for draft in reading.drafts if draft.filled] if reading else []
    sentence = None if drafts else find_sentence(number, regions.noted(number, table), prose)
    titled = is_titled(number, regions.named)
    named = titled or (None if table else is_discussed(number, prose))
    first = table.line_start if table else (titled or (sentence[1] if sentence else named))
    title = table.title if table and table.title else regions.title_of(number)
    return Statement(
        number,
        title or kind.title,
        _status(table, reading, drafts, sentence is not None, named is not None),
        tuple(_row(number, position, draft, table) for position, draft in enumerate(drafts, start=1)),
        note=sentence[0] if sentence else None,
        unit=table.unit if table else None,
        place=Place(first) if first is not None else None,
        source_line_end=table.line_end if table else None,
        cells=reading.cells if reading else CellCount(),
        by_blanks=table is not None and table.by_blanks,
    )


def _status(
    table: Table | None, reading: Reading | None, drafts: Sequence[Draft], says_so: bool, named: bool
) -> StatementStatus:
    unread = reading is not None and reading.cells.told > 0
    return status_of(
        figures=bool(drafts),
        blank=table is not None and not unread,
        says_so=says_so and not unread,
        named=table is not None or named,
    )


def _row(number: int, position: int, draft: Draft, table: Table | None) -> StatementRow:
    unit = table.assumed_unit if table else "万元"
    kind = statement_kind(number)
    figures: dict[str, Decimal | None] = {}
    for name, _ in kind.figures:
        value = draft.figures.get(name)
        figures[name] = in_wan(value, unit) if value is not None else None
    return StatementRow(
        position,
        draft.item,
        figures,
        Place(draft.line),
        code=draft.code if kind.coded else None,
        level=draft.level if kind.coded else None,
        keys=dict(draft.keys),
        repairs=tuple(_with_value(repair, figures) for repair in draft.repairs),
    )


def _with_value(repair: Repair, figures: Mapping[str, Decimal | None]) -> Repair:
    """The repair of a figure with what stands in its column now."""
    value = figures.get(repair.column) if repair.column else None
    return repair if value is None else msgspec.structs.replace(repair, value=str(value))
