"""Rows of 公开06 parted by single blanks: a code, its name and its amount, block by block; an amount may be blank."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...classification import economic_code, name_key, same_name
from ..cells import has_han
from .bare_sides import holds_figure, is_name

CODE = re.compile(r"3[0-9]{2}(?:[0-9]{2})?")
TWO_DIGITS = re.compile(r"[0-9]{2}")
_SUMS = ("人员经费合计", "公用经费合计")


def _code_at(cells: Sequence[str], at: int) -> tuple[str, int]:
    """The code that begins at a cell (30101, or 301 and 01), "" where none does, and the index after it."""
    if not CODE.fullmatch(cells[at]):
        return "", at
    split = len(cells[at]) == 3 and at + 1 < len(cells) and TWO_DIGITS.fullmatch(cells[at + 1])
    end = at + 2 if split else at + 1
    return "".join(cells[at:end]), end


def economic_cells(cells: Sequence[str]) -> list[str] | None:
    """Code, name and amount of each block; the amount may be blank."""
    out: list[str] = []
    at = 0
    while at < len(cells):
        code, at = _code_at(cells, at)
        nameless = at < len(cells) and "." in cells[at] and economic_code(code) is not None
        if at >= len(cells) or not (is_name(cells[at]) or nameless) or not (code or cells[at] in _SUMS):
            return None
        name = "" if nameless else cells[at]
        at += not nameless
        amount = ""
        if at < len(cells) and holds_figure(cells[at]) and not CODE.fullmatch(cells[at]):
            amount = cells[at]
            at += 1
            at += (
                cells[at : at + 1] == [amount] and "." in amount
            )  # in its total and in the column of its kind
        if not amount and at < len(cells) and not _is_next_code(cells, at):
            return None
        if not amount and at >= len(cells) and not _is_whole(code, name):
            return None
        out += [code, name, amount]
    return out


def begins_economic(cells: Sequence[str]) -> bool:
    """Whole blocks, then a code, or a code and the beginning of its name."""
    for at in range(len(cells) - 1, max(len(cells) - 4, -1), -1):
        if not CODE.fullmatch(cells[at]):
            continue
        before, code, last = cells[:at], cells[at], cells[at + 1 :]
        if last and TWO_DIGITS.fullmatch(last[0]):
            code, last = code + last[0], last[1:]
        begun = len(last) <= 1 and all(_begins_name(code, cell) for cell in last)
        return begun and (not before or economic_cells(before) is not None)
    return False


def _begins_name(code: str, text: str) -> bool:
    """Whether a text may be the beginning of an economic code's name, by the list where it has the code."""
    known = economic_code(code)
    key = name_key(text)
    return has_han(text) and (known is None or any(name_key(name).startswith(key) for name in known.names))


def _is_whole(code: str, name: str) -> bool:
    """Whether a name is all that the code list gives for its code, so that no further line goes on with it."""
    known = economic_code(code) if code else None
    return known is None or same_name(known.name, name)


def _is_next_code(cells: Sequence[str], at: int) -> bool:
    """Whether digits after a name are the next block's code: a name follows them."""
    following = cells[at + 1 : at + 2]
    split = cells[at + 2 : at + 3]
    if not CODE.fullmatch(cells[at]):
        return False
    if following and has_han(following[0]):
        return True
    return bool(following and split and TWO_DIGITS.fullmatch(following[0]) and has_han(split[0]))
