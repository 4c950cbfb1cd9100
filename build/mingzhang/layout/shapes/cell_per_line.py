"""Tables with one cell a line, a blank cell a blank line, as some programs print the tables of word files.

The rows are told by their length: the one with which every column holds words only, codes only or figures only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from ...amounts import parse_amount
from ...model import Row
from ..cells import compact, has_han, is_head_word
from ..parts import opens_part
from ..titles import is_caption, is_note, is_year, looks_like_title
from .contract import MOST_LINES, Found

NAME = "cell_per_line"
LONGEST = 40
"""Characters of the longest cell."""
WIDEST = 16
LEAST_ROWS, LEAST_FIGURES = 4, 3
ABOVE = 12
"""Lines above the first cell among which its table's title stands."""
PURE_SAMPLE = 0.9
"""That share among the first rows, one of which may be the total without a code."""
PURE = 0.97
"""The share of the filled cells that are of the kind of their column."""


def opens(line: str) -> bool:
    """Whether a line is a word of a head and nothing else."""
    return 1 < len(line) <= 12 and has_han(line) and is_head_word(compact(line))


def read(lines: Sequence[str], at: int) -> Found | None:
    """The table below a title and its captions, up to the next title, note, part or long line."""
    if not _is_titled(lines, at):
        return None
    end = at
    while end < min(at + MOST_LINES, len(lines)) and _may_be_cell(lines[end]):
        end += 1
    cells = [line.strip() for line in lines[at:end]]
    while cells and not cells[-1]:
        cells.pop()
    step = 2 if len(cells) > 2 and not any(cells[1::2]) else 1
    cells = cells[::step]
    if sum(_kind(cell) == "figure" for cell in cells) < LEAST_FIGURES:
        return None
    width = _width(cells)
    starts = list(range(0, len(cells), width)) if width else []
    if not starts:
        width, starts = _parts(cells)
    padded = [*cells, *[""] * width]
    if not _codes_have_names(padded, starts, width):
        return None
    rows = [Row(at + 1 + i * step, tuple(padded[i : i + width])) for i in starts]
    return Found(list(rows), end) if rows else None


def _is_titled(lines: Sequence[str], at: int) -> bool:
    for line in reversed(lines[max(0, at - ABOVE) : at]):
        text = line.strip()
        if text and looks_like_title(text):
            return True
        if text and not (is_caption(text) or is_year(text)):
            return False
    return False


def _may_be_cell(line: str) -> bool:
    text = line.strip()
    if not text:
        return True
    if len(text) > LONGEST or "\t" in line or "|" in line or "  " in text or text[-1] in "。；：":
        return False
    return not (looks_like_title(text) or is_note(text) or is_caption(text) or opens_part(text))


def _kind(cell: str) -> str:
    if not cell:
        return ""
    if cell.isdigit():
        return "code" if len(cell) > 2 else "number"
    return "words" if has_han(cell) else "figure" if parse_amount(cell) is not None else "other"


def _width(cells: Sequence[str]) -> int:
    """The length of the rows; 0 where no length makes columns of one kind each."""
    kinds = [_kind(cell) for cell in cells]
    first = next((i for i, kind in enumerate(kinds) if kind == "figure"), 0)
    best, found = 0.0, 0
    for width in range(2, WIDEST + 1):
        body = kinds[first - first % width :]
        if len(body) < LEAST_ROWS * width:
            break
        if _repeats(cells[: first + width], width):
            continue  # half of the true length: 项目 行次 金额 twice
        purity = _purity(body, width)
        if purity > best + 0.005:
            best, found = purity, width
    return found if best >= PURE else 0


def _codes_have_names(cells: Sequence[str], starts: Sequence[int], width: int) -> bool:
    """Whether codes stand before names: where a page is read column by column, codes follow on codes."""
    before = after = 0
    for start in starts:
        filled = [_kind(cell) for cell in cells[start : start + width] if cell]
        for kind, following in pairwise(filled):
            before += kind == "code"
            after += kind == "code" and following in ("words", "number")
    return after >= before * PURE


def _parts(cells: Sequence[str]) -> tuple[int, list[int]]:
    """The length of the rows and where each begins, of a table in parts with blank lines between them (a page each);
    0 and none where the rows below the first ones do not fit their columns."""
    kinds = [_kind(cell) for cell in cells]
    first = next((i for i, kind in enumerate(kinds) if kind == "figure"), 0)
    for width in range(3, WIDEST + 1):
        top = first - first % width
        sample = kinds[top : top + LEAST_ROWS * width]
        if len(sample) < LEAST_ROWS * width or _repeats(cells[: first + width], width):
            continue
        if _purity(sample, width) < PURE_SAMPLE:
            continue
        columns = [set(sample[column::width]) | {""} for column in range(width)]
        starts = _starts(cells, kinds, columns, top)
        if starts:
            return width, [*range(0, top, width), *starts]
    return 0, []


def _starts(cells: Sequence[str], kinds: Sequence[str], columns: Sequence[set[str]], top: int) -> list[int]:
    """Where the rows from `top` on begin, blank cells between parts passed over; none where a row does not fit."""
    width, at = len(columns), top
    starts: list[int] = []
    while at < len(cells):
        offsets = range(width if not any(cells[at : at + 1]) else 1)
        blank = (k for k in offsets if not any(cells[at : at + k]))
        skipped = next((k for k in blank if _fits(cells, kinds, columns, at + k)), None)
        if skipped is None:
            return []
        starts.append(at + skipped)
        at += skipped + width
    return starts


def _fits(cells: Sequence[str], kinds: Sequence[str], columns: Sequence[set[str]], at: int) -> bool:
    """Whether the cells from `at` on are of the kinds of their columns, or a head printed again."""
    row = range(at, min(at + len(columns), len(cells)))
    plain = ("figure" if kinds[i] == "number" and "figure" in columns[i - at] else kinds[i] for i in row)
    if all(kind in allowed for kind, allowed in zip(plain, columns, strict=False)):
        return True
    return all(is_head_word(compact(cells[i])) for i in row if cells[i])


def _repeats(head: Sequence[str], width: int) -> bool:
    """Whether two rows of a head, one below the other, are the same."""
    rows = [tuple(head[i : i + width]) for i in range(0, len(head), width)]
    return any(one == two and any(one) for one, two in pairwise(rows))


def _purity(kinds: Sequence[str], width: int) -> float:
    """The share of filled cells that are of the commonest kind of their column; small numbers go with figures."""
    same = total = 0
    for column in range(width):
        counted = Counter(kind for kind in kinds[column::width] if kind)
        if counted["figure"]:
            counted["figure"] += counted.pop("number", 0)
        total += counted.total()
        same += max(counted.values(), default=0)
    return same / total if total else 0.0
