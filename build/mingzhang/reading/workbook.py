"""Workbooks (.xlsx, .xls, .ods and their kin): a page for each sheet, in its order, hidden ones too."""

from __future__ import annotations

import io
import re
from datetime import date, datetime, time, timedelta
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from ..model import NotReadable, Page, cell_name
from .contract import Content
from .packed import Package
from .transcript import MOST_CELLS, Transcript

NAME = CARRIER = "xlsx"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What files of Office begin with that are no zip."""
_STREAMS = tuple(f"{name}\0".encode("utf-16-le") for name in ("Workbook", "Book"))
MOST_SHEETS, MOST_ROWS = 200, 20_000
"""Sheets of a workbook, rows of a sheet; an account has a sheet for each statement and some dozen rows."""

MOST_PLACES = 8_000_000
"""Places of a sheet from its first cell to its last: the library holds each, however few are filled."""
_FILLED = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br=\"([A-Z]{1,4})([0-9]{1,8})\"[^>]*(?<!/)>")
_DAMAGED = "工作簿不完整或已损坏：请重新下载"

_Value = int | float | str | bool | time | date | datetime | timedelta


def recognises(data: bytes, path: Path) -> bool:
    """Whether a file is a workbook, zipped or not."""
    if data.startswith(b"PK"):
        return b"xl/workbook" in data or b"opendocument.spreadsheet" in data[:200]
    return data.startswith(OLE) and any(stream in data for stream in _STREAMS)


def read(data: bytes, path: Path) -> Content:
    """The cells of every sheet: codes and figures as the workbook holds them, blanks as blanks."""
    if data.startswith(b"PK"):
        package = Package(data)
        for name in package.names():
            if name.startswith(("xl/worksheets/", "xl/sharedStrings", "content.xml")):
                package.check(name)
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                _check_extent(package.member(name))
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        written = Transcript()
        pages = []
        for number, name in enumerate(workbook.sheet_names[:MOST_SHEETS], start=1):
            pages.append(Page(number, name=name))
            _write(written, workbook.get_sheet_by_name(name), number)
    except PasswordError as error:
        raise NotReadable("文件加了密码：请去掉密码后再提供") from error
    except CalamineError as error:
        raise NotReadable(_DAMAGED) from error
    except NotReadable:
        raise
    except BaseException as error:  # what goes wrong deep in the library is no `Exception`
        if isinstance(error, KeyboardInterrupt | SystemExit | GeneratorExit):
            raise
        raise NotReadable(_DAMAGED) from error
    return written.content(pages)


def _check_extent(sheet: bytes) -> None:
    """Raise `NotReadable` where the cells of a sheet stand too far apart."""
    rows: set[int] = set()
    columns: set[bytes] = set()
    for match in _FILLED.finditer(sheet):
        columns.add(match[1])
        rows.add(int(match[2]))
    if rows:
        numbers = [_column(letters) for letters in columns]
        wide, high = max(numbers) - min(numbers) + 1, max(rows) - min(rows) + 1
        if wide * high > MOST_PLACES:
            raise NotReadable(f"工作表过大（{high} 行 × {wide} 列，多为空白）：请只保留决算表")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _write(written: Transcript, sheet: CalamineSheet, number: int) -> None:
    """Write a sheet down: a run of rows from the first to the last with several cells is a table, what has words in one
    cell above or below it (a title, a unit, a note) a line."""
    if sheet.height > MOST_ROWS:
        raise NotReadable(f"工作表“{sheet.name}”超过 {MOST_ROWS} 行：请只保留决算表")
    left = (
        sheet.start[1] if sheet.start else 0
    )  # columns begin with the first that is filled, rows with the first
    run: list[tuple[int, list[str]]] = []
    for at, values in enumerate(sheet.iter_rows()):
        cells = [_text(value) for value in values[:MOST_CELLS]]
        if any(cells):
            run.append((at, cells))
        else:
            _write_run(written, run, number, left)
            run = []
    _write_run(written, run, number, left)


def _write_run(written: Transcript, run: list[tuple[int, list[str]]], number: int, left: int) -> None:
    wide = [index for index, (_, cells) in enumerate(run) if sum(map(bool, cells)) > 1]
    begin, end = (wide[0], wide[-1] + 1) if wide else (0, 0)
    for part, is_table in ((run[:begin], False), (run[begin:end], True), (run[end:], False)):
        if is_table:
            written.table([cells for _, cells in part], number, corners=[(left, at) for at, _ in part])
        else:
            for at, cells in part:
                first = next(column for column, text in enumerate(cells) if text)
                written.words("".join(cells), number, cell=cell_name(left + first, at))


def _text(value: _Value) -> str:
    """A cell as it would be typed: 2010301.0 is 2010301, 190.09000000000003 is 190.09."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return (
            str(int(value))
            if value.is_integer() and abs(value) < 1e15
            else f"{round(value, 6):.6f}".rstrip("0")
        )
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    return str(value).strip()
