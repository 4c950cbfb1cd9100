"""Rows whose cells are parted by blanks only: taken in line by line, put into columns when their table is whole."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..amounts import parse_amount
from ..catalogue.statements import statement_kind
from ..classification.codes import function_code
from ..model import Document, Passage, Row
from .cells import has_han, is_header_row, is_numbering
from .gathered_tables import Table
from .joining import is_page_number
from .shapes.aligned import align
from .shapes.aligned_codes import aligned_codes, parts_by_head
from .shapes.bare_sides import is_figure, is_name
from .shapes.economic_blanks import TWO_DIGITS
from .shapes.listed_rows import listed_rows
from .shapes.numbered_sides import sides_by_structure
from .shapes.single_blanks import (
    CODED,
    ECONOMIC,
    THREE_PUBLIC,
    TWO_SIDED,
    canonical_head,
    goes_on,
    is_head,
    may_go_on,
    single_row,
)
from .shapes.spans import Line, spans
from .titles import is_note
from .walk import Walk

NEAR = 30
"""Lines after a row within which its table may go on."""
MAX_SPACED_CELLS = 40
MAX_SPACED_LINE = 4000
LONGEST_SPACED = 40
"""Characters of the longest cell of a row whose cells are parted by blanks."""
MAX_SPACED = 2000
"""Lines of one table that are put into columns by where their cells stand."""
SENTENCE_END = ("。", "；", "：", ":", ";", "，")
GAP = re.compile(r" {2,}")


def align_rows(table: Table, document: Document, pages: Sequence[int]) -> None:
    """Put the cells of lines whose tabs became blanks into columns; `loose` where that cannot be done."""
    lines = [
        (line.line, pages[line.line - 1], document.plain[line.line - 1].replace("\u3000", "  "))
        for line in table.spaced[:MAX_SPACED]
    ]
    if table.again and table.kind in CODED:
        parts = parts_by_head(lines, table.again)
        table.loose = not _take_parts(table, table.kind, parts) or table.loose
        return
    lines = [line for line in lines if line[0] not in table.again]
    _align(table, lines)


def _align(table: Table, lines: Sequence[Line]) -> None:
    heads = {row.line for row in table.heads}
    if table.kind == THREE_PUBLIC and (listed := listed_rows(lines, heads)) is not None:
        table.heads, table.rows = listed
        return
    aligned = align(lines, heads)
    if aligned is not None and _too_wide(table.kind, aligned[1]):
        aligned = None
    if table.kind in (*TWO_SIDED, *CODED) and _by_structure(table, table.kind, lines, aligned):
        return
    if aligned is None:
        torn = len({len(row.cells) for row in table.rows}) > 1
        table.loose = torn and table.kind != ECONOMIC  # its codes and names say where each figure belongs
        return
    laid = {line for line, _, _ in lines}
    table.heads = sorted(
        [*aligned[0], *(row for row in table.heads if row.line not in laid)], key=lambda row: row.line
    )
    table.rows = sorted(
        [*aligned[1], *(row for row in table.rows if row.line not in laid)], key=lambda row: row.line
    )


def _take_parts(table: Table, kind: int, parts: Sequence[Sequence[Line]]) -> bool:
    """Take in the parts of a table of codes each below its own head: a page may be shifted against the one before."""
    heads = {row.line for row in table.heads} | table.again
    found = [aligned_codes(kind, part, heads & {line for line, _, _ in part}) for part in parts]
    coded = [part for part in found if part is not None]
    if len(coded) < len(found):
        return False
    table.rows = [row for part in coded for row in part.rows]
    table.single = table.loose = any(part.partial for part in coded)
    table.heads = canonical_head(kind, table.line_start)
    return True


def _by_structure(
    table: Table, kind: int, lines: Sequence[Line], aligned: tuple[list[Row], list[Row]] | None
) -> bool:
    """Take the rows in by their running numbers or their codes, where those tell the cells better than their places."""
    heads = {row.line for row in table.heads}
    if kind in CODED:
        coded = aligned_codes(kind, lines, heads)
        if coded is None:
            return False
        table.rows, table.single, table.loose = coded.rows, coded.partial, coded.partial
    else:
        body = [line for line in lines if line[0] not in heads]
        sides = sides_by_structure(kind, body, aligned[1] if aligned is not None else ())
        if sides is None:
            return False
        table.rows, table.single, table.loose = sides.rows, True, sides.partial
    table.heads = canonical_head(kind, table.line_start)
    return True


def _too_wide(kind: int | None, rows: Sequence[Row]) -> bool:
    """Whether rows of 公开01 or 公开04 have more columns than both sides together, so that cells fell apart."""
    return kind in TWO_SIDED and bool(rows) and len(rows[0].cells) > (6 if kind == 1 else 9)


def pages_of(lines: Sequence[str]) -> list[int]:
    """The page on which each line stands, as form feeds part them."""
    pages: list[int] = []
    for line in lines:
        pages.append((pages[-1] if pages else 0) + line.startswith("\f"))
    return pages


def _single_table(walk: Walk, line: Passage) -> Table | None:
    """The table that a line with single blanks may be a row of: the titled or open one, or the last one near by."""
    table = walk.pending or walk.current
    if table is None and walk.last is not None and walk.last.single:
        if line.line - (walk.last.line_end or 0) > NEAR:
            return None
        table = walk.last
    if table is None or table.kind is None or (table.rows and not table.single):
        return None
    if _has_meetings(table) and not is_head(line.text):
        return None
    if table.kind in CODED and walk.waiting is not None and TWO_DIGITS.fullmatch(line.text):
        walk.waiting = None  # the code goes on, or a page ends: its row cannot be told
        return None
    is_class = table.kind in CODED and function_code(line.text) is not None
    return None if not is_class and is_page_number(line.text, page_ends=True) else table


def _has_meetings(table: Table) -> bool:
    """Whether a table of 三公 has columns for meetings and training as well, so that blanks leave the figures open."""
    words = (table.title or "", *(cell for row in table.heads for cell in row.cells))
    return table.kind == THREE_PUBLIC and any("会议" in word or "培训" in word for word in words)


_ALONE = re.compile(r"-?[0-9][0-9,]*\.[0-9]+")
_NEXT_ROW = re.compile(r"[23][0-9]{2}(?: ?[0-9]{2}){0,2}(?: .*)?|[人公].*合计|合\s?计|[注（(].*|.*表")


def _joins(walk: Walk, kind: int, waiting: Passage, line: Passage) -> bool:
    """Whether a line goes on with one that waits for more."""
    if kind in (*CODED, ECONOMIC) and _runs_down(walk.plain, line, kind):
        return False
    return goes_on(kind, waiting.text, line.text)


def _runs_down(plain: Sequence[str], line: Passage, kind: int) -> bool:
    """Whether a figure alone on its line is not surely of the row above: a row prints its total, a part of it and at
    most one figure for each column, and the next code follows."""
    if not _ALONE.fullmatch(line.text):
        return False
    below = [text for text in map(str.strip, plain[line.line - 1 : line.line + 39]) if text]
    run = next((i for i, text in enumerate(below) if not _ALONE.fullmatch(text)), len(below))
    ends = run == len(below) or _NEXT_ROW.fullmatch(below[run]) is not None
    least, most = (1, 1) if kind == ECONOMIC else (2, len(statement_kind(kind).figures))
    return not (least <= run <= most and ends)


def take_single(walk: Walk, line: Passage) -> bool:
    """Take in a row whose cells are parted by single blanks, or a header among such rows; False for other lines."""
    if _says_whose(walk.pending or walk.current, line.text):
        walk.add(Row(line.line, (line.text,)))
        return True
    table = _single_table(walk, line)
    if table is None or table.kind is None:
        return False
    if table.kind == THREE_PUBLIC and is_head(line.text):
        _head_of_three_public(walk, table, line)
        return True
    if _take_row(walk, table, table.kind, line):
        return True
    if not is_head(line.text):
        return False
    if not table.single:
        table.head_words.append(line.text.split())
    return table.single


def _take_row(walk: Walk, table: Table, kind: int, line: Passage) -> bool:
    """Take in a row of statement `kind`, with the lines before it that wait for more."""
    waiting, walk.waiting = walk.waiting, None
    joins = waiting is not None and _joins(walk, kind, waiting, line)
    text = f"{waiting.text} {line.text}" if waiting and joins else line.text
    found = single_row(kind, line.line, text, table.head_words)
    if (found is not None and found.may_go_on) or (found is None and may_go_on(kind, text)):
        if waiting is not None and not joins:
            walk.flush(table, waiting)
        walk.waiting = Passage(text, (line.line,))
        return True
    if waiting is not None and (found is None or not joins):
        walk.flush(table, waiting)
        found = single_row(kind, line.line, line.text, table.head_words)
    if found is not None:
        return walk.add_single(table, found)
    if may_go_on(kind, line.text):
        walk.waiting = line
        return True
    return False


def _says_whose(table: Table | None, text: str) -> bool:
    """Whether a line says whose figures follow in a table of 三公 that prints one half below the other."""
    return table is not None and table.kind == THREE_PUBLIC and text in ("预算数", "决算数")


def _head_of_three_public(walk: Walk, table: Table, line: Passage) -> None:
    """Its head says whose figures stand where; among its rows 预算数 or 决算数 says whose follow."""
    words = line.text.split()
    if table.rows:
        words = [word for word in words if word.endswith("算数")][:1]
    if words:
        walk.add(Row(line.line, tuple(words)))


_CELL = re.compile(
    r"-?[0-9][0-9,]*\.[0-9]+|[一二三四五六七八九十]{1,3}、[^。；，：]{1,30}(?:支出|收入|拨款|结余)"
)


_FIGURES = re.compile(r"(?: -?[0-9][0-9,.]*){2,}$")


def take_cell(walk: Walk, line: Passage) -> bool:
    """Keep a cell of 公开01 or 公开04 that stands on a line of its own, where its row cannot be told: a figure that is
    told as unread, a name that is no heading; and the figures of 三公 whose columns are open."""
    table = walk.pending or walk.current
    if table is None:
        return False
    bare = _has_meetings(table) and _FIGURES.search(line.text) is not None
    if not bare and (table.kind not in TWO_SIDED or not _CELL.fullmatch(line.text)):
        return False
    table = walk.current or walk.start()
    table.fragments.append(line)
    table.taken.add(line.line)
    return True


def spaced_row(walk: Walk, line: Passage) -> Row | None:
    """A table line whose tabs became blanks, where a table is open or its title was just read."""
    if (walk.pending is None and walk.current is None) or len(line.text) > MAX_SPACED_LINE:
        return None
    goes_on_table = walk.current is not None and bool(walk.current.spaced)
    if "  " not in line.text and not goes_on_table:
        return None
    cells = tuple(span.text for span in spans(line.line, 0, line.text, len))
    if len(cells) > MAX_SPACED_CELLS or max(map(len, cells)) > LONGEST_SPACED:
        return None
    alone = len(cells) == 1 and not walk.indented(line.line)
    if _is_head_or_figures(cells) or (goes_on_table and not alone and _are_names(cells, line.text)):
        return Row(line.line, cells)
    return None


def _is_head_or_figures(cells: Sequence[str]) -> bool:
    if len(cells) < 2:
        return False
    figures = sum(1 for cell in cells if is_figure(cell) or (not has_han(cell) and parse_amount(cell)))
    named = any(map(is_name, cells))
    return is_header_row(cells) or is_numbering(cells) or (figures > 0 and (named or figures > 1))


def _are_names(cells: Sequence[str], text: str) -> bool:
    """Whether cells among the rows of a table are names without figures: of both sides, or the rest of a wrapped one."""
    if is_note(text) or text.endswith(SENTENCE_END):
        return False
    return any(map(has_han, cells)) and not any(parse_amount(cell) for cell in cells if not has_han(cell))
