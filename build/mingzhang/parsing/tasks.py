"""Key tasks (重点工作完成情况): the rows of their table, also where extraction flattened it into lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..layout.joining import tidy
from ..model import Grid, KeyTask, Passage, Place, Row, Section

_NUMBER = re.compile(r"^序 ?号$|^编 ?号$")
_COLUMNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("outcome", re.compile(r"完成情况|落实情况|完成结果|工作成效|实际完成")),
    ("goal", re.compile(r"目标|工作内容|具体内容|主要内容|工作要求")),
    (
        "matter",
        re.compile(r"事项|重点工作|工作任务|任务名称|重点任务|工作名称|项目名称|重点项目|^项目$|^任务$"),
    ),
)
"""Words of the header, by column; the first that fits takes the column."""
_NOT_TASKS = re.compile(r"指标|预算|执行数|三级")


@dataclass
class _Draft:
    matter: list[str]
    goal: list[str]
    outcome: list[str]
    line: int


def read_key_tasks(sections: Sequence[Section]) -> tuple[KeyTask, ...]:
    """Every row of the tables of key tasks, in order; cells carried over a page break are put together."""
    drafts: list[_Draft] = []
    for section in sections:
        if section.part != 2:
            drafts.extend(_of_grids(section.blocks))
            drafts.extend(_of_passages(section.blocks))
    drafts.sort(key=lambda draft: draft.line)
    return tuple(
        KeyTask(position, _joined(d.matter) or "", _joined(d.goal), _joined(d.outcome), Place(d.line))
        for position, d in enumerate(drafts, start=1)
        if d.matter
    )


def _joined(pieces: Sequence[str]) -> str | None:
    """The pieces of a cell as one text; None where there is none."""
    return "".join(pieces) or None


def task_columns(row: Row) -> dict[str, int] | None:
    """Which cell of a header row is which column of a table of key tasks; None where the row is no such header."""
    printed = "".join(row.cells)
    if "成" not in printed and "落" not in printed:  # a character of every word for the outcome
        return None
    words = [cell.replace(" ", "") for cell in row.cells]
    if any(_NOT_TASKS.search(word) for word in words) or sum(map(bool, words)) < 3:
        return None
    columns: dict[str, int] = {}
    for i, word in enumerate(words):
        if not word or len(word) > 20 or _NUMBER.match(word):
            continue
        name = next(
            (name for name, pattern in _COLUMNS if name not in columns and pattern.search(word)), None
        )
        if name:
            columns[name] = i
    return columns if "matter" in columns and "outcome" in columns else None


def _of_grids(blocks: Iterable[Passage | Grid]) -> Iterator[_Draft]:
    """Rows of the grids below a header, until a grid has a header of its own."""
    columns: dict[str, int] | None = None
    width = 0
    draft: _Draft | None = None
    for block in blocks:
        if not isinstance(block, Grid):
            continue
        for row in block.rows:
            header = task_columns(row)
            if header:
                columns, width = header, len(row.cells)
                continue
            if columns is None or not any(cell.strip("-: ") for cell in row.cells):
                continue  # before a header, or the rule that Markdown draws below one
            if any(_NOT_TASKS.search(cell) for cell in row.cells[:3]) and row is block.rows[0]:
                columns = None
                continue
            cells = {name: _cell(row, at, width) for name, at in columns.items()}
            if cells["matter"] and not _continues(row, columns, draft):
                if draft:
                    yield draft
                draft = _Draft([], [], [], row.line)
            if draft:
                for name, text in cells.items():
                    if text:
                        getattr(draft, name).append(text)
    if draft:
        yield draft


def _cell(row: Row, at: int, width: int) -> str:
    """The cell of a column; a row that lost cells on the left (no number) is aligned to the right."""
    missing = width - len(row.cells)
    if missing > 0 and row.cells and not row.cells[0].isdecimal():
        at -= missing
    return tidy(row.cells[at]) if 0 <= at < len(row.cells) else ""


def _continues(row: Row, columns: dict[str, int], draft: _Draft | None) -> bool:
    """Whether a row goes on with the one before: it has no number where rows have numbers."""
    if draft is None or columns["matter"] == 0 or len(row.cells) <= columns["matter"]:
        return False
    number = row.cells[columns["matter"] - 1]
    return not number and not any(row.cells[: columns["matter"]]) and len(row.cells[columns["matter"]]) <= 6


def _of_passages(blocks: Sequence[Passage | Grid]) -> Iterator[_Draft]:
    """Rows of a table that extraction flattened, whose cells are passages."""
    draft: _Draft | None = None
    columns: dict[int, str] = {}
    for block in blocks:
        if isinstance(block, Grid) or block.cell is None:
            continue
        row, column = block.cell
        if row == 0:
            columns = _flattened_columns(block)
        elif column == 0:
            if draft:
                yield draft
            draft = _Draft([], [], [], block.line)
        elif draft:
            getattr(draft, columns.get(column, "outcome")).append(block.text)
    if draft:
        yield draft


def _flattened_columns(header: Passage) -> dict[int, str]:
    """Which column of a flattened table is which: as its header says, else matter, goal and outcome in this order."""
    words = [word for word in header.text.split() if not _NUMBER.match(word)]
    named = task_columns(Row(header.line, ("序号", *words))) or {"matter": 1, "goal": 2, "outcome": 3}
    return {at: name for name, at in named.items()}
