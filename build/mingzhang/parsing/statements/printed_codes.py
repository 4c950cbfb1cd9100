"""Printed code cells into full codes: by the list, by name and parent, and by the document's other tables.

A code is mended only where exactly one code fits what is printed; everything else stays as printed and is noted.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import takewhile

from ...classification import function_code, level_of, name_key
from ...classification.names import loose_key
from ...classification.resolution import candidates
from ...layout.cells import compact, has_han
from ...model import Place, ReadingNote, Repair
from .drafts import Draft, Reading

_MISREAD = str.maketrans("OoIl|SB", "0011158")
_CODE = re.compile(r"[0-9]{1,9}")
_CODE_LIKE = re.compile(r"[0-9OoIl|SB]{3,9}")
_WITH_NAME = re.compile(
    r"[\[【(（]?([0-9]{3,7})[\]】)）]?[ \u3000:：－—-]{0,3}([\u4e00-\u9fff“（(].*)", re.DOTALL
)
_CODE_STARTS = frozenset("0123456789[【(（")
FULL = (3, 5, 7)


def digits_of(cells: Sequence[str]) -> str:
    """The code that the cells before an item print: one cell, `301 01`, or three cells 201, 06, 01."""
    parts = [compact(cell) for cell in cells if cell]
    digits = [part for part in parts if _CODE.fullmatch(part)]
    if len(digits) > 1 and len(digits[-1]) in (5, 7):
        return digits[-1]
    if digits:
        return "".join(digits)
    like = [part for part in parts if _CODE_LIKE.fullmatch(part)]
    return like[-1] if like else ""


def split_code(cell: str) -> tuple[str, str]:
    """A cell that prints code and name together into both; ("", cell) where it does not."""
    match = _WITH_NAME.fullmatch(cell) if cell[:1] in _CODE_STARTS and len(cell) < 200 else None
    return (match[1], match[2]) if match else ("", cell)


def carry_levels(rows: Iterable[tuple[int, Draft, Sequence[str]]]) -> None:
    """Codes printed in three columns whose 类 and 款 are left blank below their first row: carry them down.

    `rows` gives for each draft the number of code columns and the cells of these columns.
    """
    above = ["", ""]
    for columns, draft, cells in rows:
        if columns != 3:
            continue
        parts = [compact(cell) for cell in cells[:3]] + [""] * (3 - len(cells))
        if not all(_CODE.fullmatch(part) or not part for part in parts):
            continue
        if parts[0] and len(parts[0]) != 3:
            continue
        if not parts[0] and len(draft.printed_code) == 2 and (parts[1] or parts[2]):
            draft.printed_code = above[0] + (parts[1] or above[1]) + parts[2]
        elif not parts[0] and parts[1] and parts[2]:
            draft.printed_code = above[0] + parts[1] + parts[2]
        if parts[0]:
            above = [parts[0], ""]
        if parts[1]:
            above[1] = parts[1]


class Names:
    """The full codes that a document's own tables print for a name."""

    def __init__(self) -> None:
        self.codes: dict[str, set[str]] = {}
        self._sorted: list[str] = []

    def learn(self, draft: Draft) -> None:
        if draft.code and draft.item:
            self.codes.setdefault(loose_key(draft.item), set()).add(draft.code)

    def fitting(self, item: str, prefix: str) -> set[str]:
        key = loose_key(item)
        found = self.codes.get(key)
        if found is None and len(key) >= 4:
            found = set().union(*(self.codes[name] for name in self._begun(key)))
        return {code for code in found or () if code.startswith(prefix)}

    def _begun(self, key: str) -> list[str]:
        if len(self._sorted) != len(self.codes):
            self._sorted = sorted(self.codes)
        low = bisect_left(self._sorted, key)
        return list(takewhile(lambda name: name.startswith(key), self._sorted[low : low + 50]))


def names_fit(item: str, code: str) -> bool | None:
    """Whether a printed name may be that code's name, whole or cut short; None where the list has not the code."""
    known = function_code(code)
    if known is None:
        return None
    key, loose = name_key(item), loose_key(item)
    return any(
        loose == loose_key(name) or (len(key) >= 3 and name_key(name).startswith(key)) for name in known.names
    )


def resolve_codes(readings: Sequence[Reading]) -> list[ReadingNote]:
    """Give every row of the functional tables its full code; return notes about those that have none."""
    names = Names()
    for reading in readings:
        for draft in reading.drafts:
            if _accept(draft):
                names.learn(draft)
    notes: list[ReadingNote] = []
    for reading in readings:
        above: list[str] = []
        for draft in reading.drafts:
            if draft.level == 0:
                continue
            if draft.code is None:
                _resolve(draft, above, names)
            if draft.code and draft.level:
                above = [*above[: draft.level - 1], draft.code][-3:] if draft.level > 1 else [draft.code]
            elif draft.filled:
                shown = draft.printed_code or "（无）"
                text = f"公开{reading.number:02d}表“{draft.item}”的科目编码印作{shown}，未能补全"
                notes.append(ReadingNote("unresolved_code", text, Place(draft.line)))
    return notes


def _accept(draft: Draft) -> bool:
    """Take a printed code that is full and is not another item's."""
    digits = draft.printed_code
    if draft.level == 0 or len(digits) not in FULL or not digits.isdigit():
        return False
    cut = len(digits) < 7 and names_fit(draft.item, digits) is False
    if cut and any(len(code.code) > len(digits) for code in candidates(draft.item, digits, cut=True)):
        return False  # perhaps cut short (20103 行政运行): judged with what stands around it
    draft.code, draft.level = digits, level_of(digits)
    return True


def _resolve(draft: Draft, above: list[str], names: Names) -> None:
    digits = draft.printed_code.translate(_MISREAD)
    found = _fitting(draft, digits, above, names)
    if found is None:
        if len(digits) in FULL and digits.isdigit() and digits == draft.printed_code:
            draft.code, draft.level = digits, level_of(digits)
        elif draft.printed_code:
            draft.code = draft.printed_code
        return
    if found != draft.printed_code:
        draft.mend(Repair("code", draft.printed_code, value=found, proof="name_and_parent"))
    draft.code, draft.level = found, level_of(found)


def _fitting(draft: Draft, digits: str, above: list[str], names: Names) -> str | None:
    """The one code that begins as printed, has the printed name and stands in order under the rows above."""
    if not has_han(draft.item):
        return None
    listed = {code.code for code in candidates(draft.item, digits or None, cut=True)}
    found = listed | names.fitting(draft.item, digits)
    if not found:
        found = {
            c for c in (_skipped(digits, c.code) for c in candidates(draft.item, digits[:3], cut=True)) if c
        }
    below = {code for code in found if _in_order(code, above)}
    narrowed = below or (found if not above else set())
    if len(narrowed) > 1:
        narrowed = _next_level(narrowed, above)
    return narrowed.pop() if len(narrowed) == 1 else None


def _skipped(digits: str, code: str) -> str | None:
    """`code` where the printed digits are it with digits left out (201039 of 2010399 is plain, 20139 is not)."""
    if len(digits) < 5 or len(digits) >= len(code) or digits[:3] != code[:3]:
        return None
    rest = iter(code)
    return code if all(digit in rest for digit in digits) else None


def _in_order(code: str, above: list[str]) -> bool:
    """Whether a code may follow the rows above it in the tree: its parent stands above, where parents are printed."""
    if len(code) == 3 or not above:
        return True
    if len(code) == 5:
        return above[0] == code[:3]
    if len(above) >= 2:
        return above[1] == code[:5]
    return len(above[0]) == 7


def _next_level(codes: set[str], above: list[str]) -> set[str]:
    """Among a 款 and a 项 of the same name: the 款 comes first, the 项 stands under it."""
    sections = {code for code in codes if len(code) == 5}
    items = {code for code in codes if len(code) == 7}
    if len(sections) == 1 and items and all(code.startswith(next(iter(sections))) for code in items):
        section = next(iter(sections))
        return items if len(above) >= 2 and above[1] == section else sections
    return codes
