"""The lines and grids of a part as whole paragraphs, in order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from ..model import Grid, Passage
from .joining import goes_on, whole
from .ordinals import read_ordinal
from .printed_line import Line, Wrap
from .task_tables import HEADER_OPENINGS, LONGEST_TABLE, flattened_table, opens_table

_IN_SENTENCES = re.compile(r"[，。；：;:]|[（(][类款项][）)]|\d$|.{41}")


def paragraphs(items: Sequence[Line | Grid], wrap: Wrap | None) -> Iterator[Passage | Grid]:
    """Whole paragraphs, grids, and the cells of flattened tables. `wrap` is what `wrap_of` says of the part."""
    for is_grid, group in groupby(items, key=lambda item: isinstance(item, Grid)):
        if is_grid:
            yield from (item for item in group if isinstance(item, Grid))
        else:
            yield from _whole_run([item for item in group if isinstance(item, Line)], wrap)


def _whole_run(lines: Sequence[Line], wrap: Wrap | None) -> Iterator[Passage]:
    at = 0
    before: Passage | None = None
    while at < len(lines):
        line = lines[at]
        if line.text[0] in HEADER_OPENINGS and opens_table(lines[at : at + 3]):
            cells, count = flattened_table(lines[at : at + LONGEST_TABLE])
            if count:
                yield from cells
                at += count
                before = None
                continue
        count = 1
        item = _is_next_item(before, line)
        alone = before is not None and _is_next_name(before, line)
        while (
            not alone
            and at + count < len(lines)
            and goes_on(line, lines[at + count - 1], lines[at + count], wrap, item)
        ):
            count += 1
        before = whole(lines[at : at + count])
        yield before
        at += count


def _is_next_item(before: Passage | None, line: Line) -> bool:
    """Whether a line opens the item after `before` in a list of sentences."""
    if before is None or before.text[-1] not in "。；;" or len(before.text) < 25:
        return False
    if (ordinal := read_ordinal(line.text)) is None or (elder := read_ordinal(before.text)) is None:
        return False
    return elder.style == ordinal.style and elder.number + 1 == ordinal.number


def _is_next_name(before: Passage, line: Line) -> bool:
    """Whether a line is the next in a list of names without stops, each on one line: nothing goes on with it."""
    if len(before.lines) > 1 or (ordinal := read_ordinal(line.text)) is None:
        return False
    if (elder := read_ordinal(before.text)) is None or elder.style != ordinal.style:
        return False
    in_sentences = _IN_SENTENCES.search(before.text) or _IN_SENTENCES.search(line.text)
    return elder.number + 1 == ordinal.number and not in_sentences


def split(passage: Passage, at: int) -> tuple[Passage, Passage]:
    """The passage cut in two before the character `at`."""
    count = next((i for i, start in enumerate(passage.starts) if start >= at), len(passage.starts))
    head = Passage(passage.text[:at], passage.lines[:count], passage.starts[:count])
    if count < len(passage.starts) and passage.starts[count] == at:
        lines, starts = passage.lines[count:], passage.starts[count:]
    else:
        lines, starts = passage.lines[count - 1 :], passage.starts[count - 1 :]
    return head, Passage(passage.text[at:], lines, tuple(max(0, s - at) for s in starts))
