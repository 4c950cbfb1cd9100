"""Reads 公开06: economic items with one amount each, in one, two or three blocks side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from ...amounts import parse_amount
from ...classification import economic_code, name_key
from ...classification.resolution import candidates
from ...layout.cells import amount_in, compact, decimals_of, has_han, is_total, item_name
from ...model import Place, ReadingNote, Repair, Row
from .drafts import Draft, Reading, Stray, leftover
from .other_columns import split_columns
from .printed_codes import split_code
from .wraps import join_rows

_DIGITS = re.compile(r"[0-9]{2,5}")
PERSONNEL, PUBLIC = "人员经费合计", "公用经费合计"


class _Entry(msgspec.Struct, gc=False):
    """A name with the code before it and the cells after it, up to the next entry's code. `place` is its index."""

    row: Row
    place: int
    code: str
    item: str
    cells: tuple[str, ...]


def read_economic(heads: Sequence[Row], body: Sequence[Row]) -> Reading:
    """Read 公开06 from its header rows and its other rows. Rows stand block by block, as the classification runs."""
    reading = Reading(6)
    decimals = decimals_of(cell for row in body for cell in row.cells)
    split_total = bool(split_columns(heads))
    blocks: dict[int, list[Draft]] = {}
    totals: list[Draft] = []
    for row in body:
        entries = _entries(row)
        if not entries:
            _stray(reading, row, decimals)
        for block, entry in enumerate(entries):
            if split_total and is_total(entry.item):
                totals += _split_total(entry, decimals)
                continue
            draft = _draft(entry, decimals)
            if _is_sum(entry.item):
                draft.level = 0
                totals.append(draft)
            else:
                blocks.setdefault(_block(entry, entries, block), []).append(draft)
    for block, drafts in blocks.items():
        blocks[block] = join_rows(drafts, economic=True)
        reading.notes += resolve_economic(blocks[block])
    reading.drafts = [draft for _, drafts in sorted(blocks.items()) for draft in drafts] + totals
    return reading


def _stray(reading: Reading, row: Row, decimals: int | None) -> None:
    amounts = [amount for cell in row.cells if (amount := amount_in(cell, decimals)) is not None]
    if amounts:
        reading.strays.append(Stray(row.line, amounts))
        reading.notes.append(leftover(6, row))


def _block(entry: _Entry, entries: Sequence[_Entry], index: int) -> int:
    """Which block an entry stands in, by its place; a line whose first block is blank begins in the second."""
    if len(entries) == 1 or entry.place > 3:
        return entry.place // 3
    return index


def _entries(row: Row) -> list[_Entry]:
    named = [i for i, cell in enumerate(row.cells[:64]) if has_han(cell) or _is_nameless(row.cells, i)]
    entries: list[_Entry] = []
    for number, index in enumerate(named):
        code, name = split_code(row.cells[index])
        if not has_han(name):
            code, name = compact(row.cells[index]), ""
        low = named[number - 1] + 1 if number else 0
        first = index
        if not code and not _is_sum(item_name(name)):
            first, code = _code_before(row.cells, low, index)
        if entries:
            entries[-1].cells = entries[-1].cells[: max(0, first - named[number - 1] - 1)]
        cells = row.cells[index + 1 :]
        if not code and cells and economic_code(compact(cells[0])) is not None:
            code, cells = compact(cells[0]), ("", *cells[1:])  # some print the code after its name
        entries.append(_Entry(row, index, code, item_name(name), cells))
    return entries


def _is_nameless(cells: Sequence[str], index: int) -> bool:
    """Whether a cell is a whole code with its figure, whose name stands on other lines or was lost."""
    code = cells[index]
    after_name = index > 0 and has_han(cells[index - 1])  # some print the code after its name
    if len(code) != 5 or after_name or economic_code(code) is None:
        return False
    following = next((cell for cell in cells[index + 1 : index + 3] if cell), "")
    return "." in following and parse_amount(following) is not None


def _code_before(cells: Sequence[str], low: int, index: int) -> tuple[int, str]:
    """The code printed in the one or two cells before a name (30101, `301 01`, or 301 and 01)."""
    if index <= low:
        return index, ""
    last = compact(cells[index - 1])
    if not _DIGITS.fullmatch(last):
        return index, ""
    if len(last) == 2 and index - 2 >= low and re.fullmatch("3[0-9]{2}", compact(cells[index - 2])):
        return index - 2, compact(cells[index - 2]) + last
    return index - 1, last


def _draft(entry: _Entry, decimals: int | None) -> Draft:
    cells = [cell for cell in entry.cells if not (decimals and len(cell) == 5 and economic_code(cell))]
    found = [amount for cell in cells if (amount := amount_in(cell, decimals)) is not None]
    amount = found[0] if found else None
    draft = Draft(entry.row.line, entry.item, {"amount": amount.value if amount else None}, entry.code)
    if amount is not None and amount.repaired:
        draft.mend(Repair("digits", amount.raw, "amount"))
    return draft


def _is_sum(item: str) -> bool:
    return (item.endswith("合计") and ("人员经费" in item or "公用经费" in item)) or is_total(item)


def _split_total(entry: _Entry, decimals: int | None) -> list[Draft]:
    """The 合计 row of a table with columns 合计, 人员经费, 公用经费 as the two rows 人员经费合计 and 公用经费合计."""
    found = [amount for cell in entry.cells if (amount := amount_in(cell, decimals)) is not None]
    if len(found) not in (2, 3):
        return []
    pairs = zip((PERSONNEL, PUBLIC), found[-2:], strict=True)
    return [Draft(entry.row.line, item, {"amount": amount.value}, level=0) for item, amount in pairs]


def resolve_economic(drafts: Sequence[Draft]) -> list[ReadingNote]:
    """Give the entries of a block their full codes; return notes about those that have none."""
    notes: list[ReadingNote] = []
    group = ""
    for draft in drafts:
        digits = draft.printed_code
        found = _fitting(digits, draft.item, group)
        if found is None and len(digits) in (3, 5):
            found = digits
        if found is None:
            draft.code = digits or None
            if draft.filled:
                shown = digits or "（无）"
                text = f"公开06表“{draft.item}”的科目编码印作{shown}，未能补全"
                notes.append(ReadingNote("unresolved_code", text, Place(draft.line)))
            continue
        if found != digits:
            draft.mend(Repair("code", digits, value=found, proof="name_and_group"))
        draft.code, draft.level = found, 1 if len(found) == 3 else 2
        group = found[:3]
    return notes


def _fitting(digits: str, item: str, group: str) -> str | None:
    known = economic_code(digits)
    if known is not None:
        key = name_key(item)
        if any(name_key(name).startswith(key[:4]) for name in known.names) or len(digits) == 5:
            return digits
    found = {code.code for code in candidates(item, digits or None, cut=True, economic=True)}
    if len(found) > 1:
        below = {code for code in found if code[:3] == group and len(code) == 5}
        above = {code for code in found if len(code) == 3}
        found = below or above or found
    return found.pop() if len(found) == 1 else None
