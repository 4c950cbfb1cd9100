"""The cells of a line that is parted by blanks, each with the places that it covers."""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec

from ...amounts import parse_amount
from ..cells import has_han, is_head_word, is_numbering
from .bare_sides import is_figure, is_name

MAX_LINE = 1000
_WORD = re.compile(r"\S+")
_DECIMALS = re.compile(r"\.[0-9]{2,}$")
Measure = Callable[[str], int]
"""How many places a character takes."""
Line = tuple[int, int, str]
"""The number of a line, of its page, and its text with the blanks before it."""


class Span(msgspec.Struct):
    """A cell: the first and last place it covers on its line, its text, and whether it is a number."""

    line: int
    page: int
    start: int
    end: int
    text: str
    numeric: bool

    @property
    def centre(self) -> float:
        return (self.start + self.end) / 2


def one_place(char: str) -> int:
    """The one place that a character takes where programs count characters."""
    return 1


def spans(line: int, page: int, raw: str, measure: Measure) -> list[Span]:
    """The cells of a line, parted by two blanks or more, and by one where `_parts_cells` says so."""
    raw = raw[:MAX_LINE]
    offsets = [0]
    for char in raw:
        offsets.append(offsets[-1] + measure(char))
    words = [(word.start(), word.end()) for word in _WORD.finditer(raw)]
    counting = is_numbering(raw[start:end] for start, end in words)
    cells: list[tuple[int, int]] = []
    for start, end in words:
        last = cells[-1] if cells else None
        near = last is not None and start - last[1] == 1 and not counting
        if last is not None and near and not _parts_cells(raw[: last[1]].rpartition(" ")[2], raw[start:end]):
            cells[-1] = last[0], end
        else:
            cells.append((start, end))
    return [_span(line, page, raw[start:end], offsets[start], offsets[end]) for start, end in cells]


def _span(line: int, page: int, text: str, start: int, end: int) -> Span:
    numeric = text.isdigit() or parse_amount(text) is not None if not has_han(text) else is_figure(text)
    return Span(line, page, start, end, text, numeric)


def _parts_cells(one: str, two: str) -> bool:
    """Whether a single blank between two words parts cells: one of them a number and the other a name or a figure with
    decimals, or both words of a head. 合 计, 301 01 and 4,916.7 1 are one cell."""
    if is_name(one) and is_name(two):
        return is_head_word(one) and is_head_word(two)
    number, other = (two, one) if is_name(one) else (one, two)
    if is_figure(number) and has_han(number):
        return True
    if not number.isdigit() and parse_amount(number) is None:
        return False
    if two == "0":
        return True  # a zero of its own, or the last digit of an amount that is the same without it
    return has_han(other) or "." in two or _DECIMALS.search(one) is not None
