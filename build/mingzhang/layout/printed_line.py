"""A printed line of prose, and how the lines of a text are hard-wrapped."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from .ordinals import OPENERS, read_ordinal

MIN_INDENT = 3
"""Columns from which on a line counts as indented; a page's first line may have a stray blank."""


class Line(msgspec.Struct, frozen=True, gc=False):
    """One printed line: its number, tidied text, width in columns (a Han character is two), the blank lines before it,
    whether Markdown marks it as a heading, the columns it is indented by, and where its page tells, whether it is set apart
    from the line before (`set_lines`); `set` says that it stands on one."""

    number: int
    text: str
    width: int
    gap: int
    heading: bool = False
    indent: int = 0
    apart: bool | None = None
    set: bool = False


@dataclass(frozen=True, slots=True)
class Wrap:
    """How lines are hard-wrapped: the columns of a full line, how many a paragraph's first line lacks (indent), and
    whether extraction kept the blanks of the indent (shown)."""

    full: int
    indent: int
    shown: bool = False


def wrap_of(lines: Sequence[Line]) -> Wrap | None:
    """How `lines` are hard-wrapped; None where a line is a paragraph of its own."""
    widths = sorted(line.width for line in lines)
    if len(widths) < 4:
        return None
    full = widths[int(len(widths) * 0.9)]
    limit = 200 if any(line.set for line in lines) else 100  # a line of a page is no paragraph, however wide
    if full > limit or full < 24:
        return None
    near = bisect_right(widths, full + 4) - bisect_left(widths, full - 8)
    if near * 10 < len(widths) * 3:
        return None
    firsts = sorted(line.width for line in lines if line.text[0] in OPENERS and read_ordinal(line.text))
    widest = firsts[int(len(firsts) * 0.8)] if firsts else full
    indented = sum(1 for line in lines if line.indent >= MIN_INDENT)
    shown = len(lines) <= indented * 20 <= len(lines) * 14
    return Wrap(full, 4 if firsts and widest <= full - 2 else 0, shown)
