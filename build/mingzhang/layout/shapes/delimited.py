"""Cells parted by tabs, or by commas or semicolons as spreadsheets save them, quoted where they must be."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence

from ...model import Row
from .contract import MAX_CELLS, MOST_LINES, Found

NAME = "delimited"
LEAST_LINES, LEAST_CELLS = 3, 3
"""Lines and cells from which on a run of lines parted by commas is a table and no prose."""
LONGEST_CELL = 80
MOST_HEAD = 30
"""Lines in which a table parted by commas has a figure or a blank cell."""
MOST_TORN = 6
"""Lines over which a quoted cell may run."""
_GROUPS = re.compile(r"(?<![0-9.])([0-9]{1,3}(?:,[0-9]{3})+\.[0-9]{2})(?![0-9])")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_GAP = re.compile(r"\S {2,}\S")
"""Blanks that part cells: such a line is none of commas."""
_FIGURE = re.compile(r"-?[0-9][0-9,]*(?:\.[0-9]+)?")


def opens(line: str) -> bool:
    """Whether a line has a tab, or commas or semicolons enough."""
    return "\t" in line or line.count(",") >= LEAST_CELLS - 1 or line.count(";") >= LEAST_CELLS - 1


def read(lines: Sequence[str], at: int) -> Found | None:
    """The lines with tabs from `lines[at]` on, or a run of lines of as many cells parted by commas or semicolons."""
    if "\t" in lines[at]:
        return _tabs(lines, at)
    for mark in ",;":
        if lines[at].count(mark) >= LEAST_CELLS - 1 and (found := _separated(lines, at, mark)):
            return found
    return None


def _tabs(lines: Sequence[str], at: int) -> Found | None:
    rows: list[Row] = []
    n, end = at, min(at + MOST_LINES, len(lines))
    while n < end and "\t" in (text := lines[n]) and not text.isspace():
        if '"' not in text:
            n += 1
            rows.append(Row(n, tuple(map(str.strip, text.split("\t", MAX_CELLS)))))
            continue
        text, used = _mended(lines, n)
        rows.append(Row(n + 1, tuple(unquoted(cell.strip()) for cell in text.split("\t", MAX_CELLS))))
        n += used
    return Found(list(rows), n) if rows else None


def _mended(lines: Sequence[str], at: int) -> tuple[str, int]:
    """The line at `at` with the lines over which a quoted cell of it runs, and how many they are."""
    text, used = lines[at], 1
    while _is_torn(text):
        if used == MOST_TORN or at + used == len(lines):
            return lines[at], 1
        text, used = text + lines[at + used], used + 1
    return text, used


def _is_torn(text: str) -> bool:
    """Whether a quoted cell is open at the end of a line: a cell begins with a quote, and their number is odd."""
    return text.count('"') % 2 == 1 and any(
        cell.startswith('"') and cell.count('"') % 2 for cell in text.split("\t")
    )


def unquoted(cell: str) -> str:
    """A cell without the quotes a spreadsheet put around it."""
    if len(cell) < 2 or cell[0] != '"' or cell[-1] != '"':
        return cell
    inner = cell[1:-1].replace('""', "\x00")
    return cell if '"' in inner else inner.replace("\x00", '"').strip()


def _separated(lines: Sequence[str], at: int, mark: str) -> Found | None:
    rows: list[Row] = []
    count, told = 0, False
    for n in range(at, min(at + MOST_LINES, len(lines))):
        cells = _cells(lines[n], mark, count)
        if cells is None or (count and len(cells) != count):
            break
        count = len(cells)
        rows.append(Row(n + 1, cells))
        told = told or any(not cell or _FIGURE.fullmatch(cell) for cell in cells)
        if len(rows) == MOST_HEAD and not told:
            return None
    return Found(list(rows), at + len(rows)) if len(rows) >= LEAST_LINES and told else None


def _cells(line: str, mark: str, count: int) -> tuple[str, ...] | None:
    """The cells of a line; a thousands comma that nothing quotes is none that parts cells where the count proves it."""
    if line.rstrip().endswith(("。", "；", "：", "，")) or _GAP.search(line):
        return None
    if _THOUSANDS.sub("", line).count(mark) < LEAST_CELLS - 1:
        return None
    cells = _split(line, mark)
    if mark == "," and (count and len(cells) != count) and _GROUPS.search(line):
        cells = _split(_GROUPS.sub(lambda m: m[1].replace(",", ""), line), mark)
    if not LEAST_CELLS <= len(cells) <= MAX_CELLS or max(map(len, cells)) > LONGEST_CELL:
        return None
    return tuple(cells)


def _split(line: str, mark: str) -> list[str]:
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=mark))]
    except (csv.Error, StopIteration):
        return []
