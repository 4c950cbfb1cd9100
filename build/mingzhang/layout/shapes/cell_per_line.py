"""Tables with one cell a line, a blank cell a blank line, as some programs print the tables of word files.

The rows are told by their length: the one with which every column holds words only, codes only or figures only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from ...amounts import parse_amount
from ...catalogue.statements import statement_kind
from ...model import Row
from ..cells import compact, has_han, has_ordinal, is_head_word, is_total
from ..parts import opens_part
from ..titles import is_caption, is_note, is_year, looks_like_title, title_kind
from .bare_sides import side_of
from .contract import MOST_LINES, Found
from .three_public_cells import three_public_rows

NAME = "cell_per_line"
LONGEST = 40
"""Characters of the longest cell."""
WIDEST = 16
TWO_SIDED, CODED, ECONOMIC, THREE_PUBLIC = (1, 4), (2, 3, 5, 7, 8), 6, 9
LEAST_WIDTH = {1: 4, 2: 4, 3: 5, 4: 6, 5: 4, 6: 3, 7: 5, 8: 4}
"""The cells of the shortest row of a statement: those of 公开01 are name and amount of both sides."""
FUND, FUND_WIDTH = 7, 8
"""公开07 and the cells of its rows: code, name, and six figures."""
LEAST_ROWS, LEAST_FIGURES = 4, 3
LEAST_HEAD = 4
"""Words of a head that is known again."""
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
    title = _title_above(lines, at)
    if title is None:
        return None
    kind = title_kind(title)
    whole, step, end = _cells(lines, at)
    kept = _without_heads_again(whole)
    cells = [whole[place] for place in kept]
    if sum(_kind(cell) == "figure" for cell in cells) < LEAST_FIGURES:
        return None
    told = three_public_rows(cells) if kind == THREE_PUBLIC else []
    if told:
        return Found([Row(at + 1 + kept[place] * step, row) for place, row in told], end)
    first = _first_row(kind, cells)
    least = _least_width(kind, cells[:first])
    width = _width(cells, least, first)
    starts = list(range(first % width, len(cells), width)) if width else []
    if not starts:
        first, (width, starts) = 0, _parts(cells, least)
    padded = [*cells, *[""] * width]
    if not starts or not _codes_have_names(padded, starts, width, kind):
        return None
    rows = [Row(at + 1 + kept[i] * step, tuple(padded[i : i + width])) for i in starts if i < len(kept)]
    first_line = at + 1 + kept[first] * step
    if kind in TWO_SIDED and not _sides_are_right(rows, first_line):
        return None
    if first % width:
        below = (row for row in rows if not _is_above(row, first_line))
        rows = [*_head(kind or 0, at + 1, width, cells[:first]), *below]
    return Found(list(rows), end)


def _least_width(kind: int | None, head: Sequence[str]) -> int:
    """The cells of the shortest row that a statement may have; of 公开06 three for each block that its head names, of
    公开07 with balances all, since none of five figures tells its column."""
    if kind == FUND and any("年初结转" in cell for cell in head):
        return FUND_WIDTH
    blocks = sum("名称" in cell for cell in head) if kind == ECONOMIC else 0
    return max(3 * blocks, LEAST_WIDTH.get(kind or 0, 2))


def _cells(lines: Sequence[str], at: int) -> tuple[list[str], int, int]:
    """The cells from a line on, how many lines each takes, and the index after the last."""
    end = at
    while end < min(at + MOST_LINES, len(lines)) and _may_be_cell(lines[end]):
        end += 1
    cells = [line.strip() for line in lines[at:end]]
    while cells and not cells[-1]:
        cells.pop()
    step = 2 if len(cells) > 2 and not any(cells[1::2]) else 1
    return cells[::step], step, end


def _without_heads_again(cells: Sequence[str]) -> list[int]:
    """The places of the cells without a head that is printed again, cell by cell, at the top of a page."""
    end = next((i for i, cell in enumerate(cells) if cell and not _is_of_head(cell)), 0)
    while end and (not cells[end - 1] or is_total(cells[end - 1])):
        end -= 1  # the total's name stands right below the head, after blank codes
    head = list(cells[:end])
    if sum(map(bool, head)) < LEAST_HEAD:
        return list(range(len(cells)))
    kept: list[int] = []
    at = 0
    while at < len(cells):
        if at >= end and cells[at] == head[0] and list(cells[at : at + end]) == head:
            at += end
            continue
        kept.append(at)
        at += 1
    return kept


def _is_of_head(cell: str) -> bool:
    word = compact(cell)
    return is_head_word(word) if has_han(word) else word.isdigit() and len(word) < 3


def _first_row(kind: int | None, cells: Sequence[str]) -> int:
    """The index of the first code before a name, of the first 一、 in 公开01 and 04: rows are counted from it, for a
    merged cell of the head is one line. 0 where none is."""
    if kind in TWO_SIDED:
        return next((i for i, cell in enumerate(cells) if has_ordinal(cell)), 0)
    kinds = [_kind(cell) for cell in cells] if kind in (*CODED, ECONOMIC) else []
    found = (i for i, sort in enumerate(kinds) if sort == "code" and "words" in kinds[i + 1 : i + 4])
    return next(found, 0)


def _is_above(row: Row, first: int) -> bool:
    """Whether a row stands above the first code and is not the total."""
    return row.line < first and not any(is_total(cell) for cell in row.cells)


def _head(kind: int, line: int, width: int, words: Sequence[str]) -> list[Row]:
    """The head of a statement whose printed words do not stand over its columns: its own words for tables of codes, but
    none where their rows have another length than the statement's; the printed ones for 公开06."""
    if kind not in CODED:
        return [Row(line, tuple(words))] if kind == ECONOMIC else []
    labels = [label for _, label in statement_kind(kind).figures]
    spare = width - len(labels) - 2
    return [Row(line, ("科目编码", *[""] * spare, "科目名称", *labels))] if spare in (0, 2) else []


def _title_above(lines: Sequence[str], at: int) -> str | None:
    for line in reversed(lines[max(0, at - ABOVE) : at]):
        text = line.strip()
        if text and looks_like_title(text):
            return text
        if text and not (is_caption(text) or is_year(text)):
            return None
    return None


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


def _width(cells: Sequence[str], least: int, first_code: int) -> int:
    """The length of the rows, `least` or more, one of which begins at the first code; 0 where no length makes columns
    of one kind each."""
    kinds = [_kind(cell) for cell in cells]
    first = next((i for i, kind in enumerate(kinds) if kind == "figure"), 0)
    best, found = 0.0, 0
    for width in range(least, WIDEST + 1):
        body = kinds[first - (first - first_code) % width :]
        if len(body) <= (LEAST_ROWS - 1) * width:  # the last row may end in blank cells
            break
        if _repeats(cells[: first + width], width):
            continue  # half of the true length: 项目 行次 金额 twice
        purity = _purity(body, width)
        if purity > best + 0.005:
            best, found = purity, width
    return found if best >= PURE else 0


def _codes_have_names(
    cells: Sequence[str], starts: Sequence[int], width: int, kind_of_table: int | None
) -> bool:
    """Whether codes stand before names, one in a row of tables of codes, with a figure: where a page is read column by
    column, codes follow on codes and names on names."""
    before = after = codes = crowded = 0
    for start in starts:
        filled = [_kind(cell) for cell in cells[start : start + width] if cell]
        for kind, following in pairwise(filled):
            before += kind == "code"
            after += kind == "code" and following in ("words", "number")
            codes += kind == following == "code"
        lacking = filled.count("code") == 1 and "figure" not in filled
        crowded += kind_of_table in CODED and (filled.count("code") > 1 or lacking)
    return codes < 2 and crowded < 2 and after >= before * PURE


def _sides_are_right(rows: Sequence[Row], first: int) -> bool:
    """Whether no expenditure stands on the left from a line on, as far as the names say it."""
    return all(side_of(row.cells[0]) != "expenditure" for row in rows if row.line >= first)


def _parts(cells: Sequence[str], least: int) -> tuple[int, list[int]]:
    """The length of the rows and where each begins, of a table in parts with blank lines between them (a page each);
    0 and none where the rows below the first ones do not fit their columns."""
    kinds = [_kind(cell) for cell in cells]
    first = next((i for i, kind in enumerate(kinds) if kind == "figure"), 0)
    for width in range(least if least == FUND_WIDTH else 3, WIDEST + 1):
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
