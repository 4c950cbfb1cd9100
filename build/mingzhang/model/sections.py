"""The words of a disclosure: paragraphs joined over lines, under the headings where they stand."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from .document import Grid
from .place import Place, Placed

Kind = Literal[
    "totals",
    "revenue",
    "expenditure",
    "appropriation",
    "general_budget",
    "appropriated",
    "meetings",
    "service_purchase",
    "structure",
    "execution",
    "basic",
    "government_fund",
    "state_capital",
    "three_public",
    "operating_cost",
    "procurement",
    "assets",
    "performance",
    "overall",
    "projects",
    "outcome",
]
"""What a section of 情况说明 is about; `parsing.narrative.kinds` tells it by the words of the heading."""
MONEY_KINDS: tuple[Kind, ...] = (
    "totals",
    "revenue",
    "expenditure",
    "appropriation",
    "general_budget",
    "structure",
    "execution",
    "basic",
    "government_fund",
    "state_capital",
    "three_public",
    "operating_cost",
)
"""Kinds of sections that speak of money."""
_STATES = re.compile("[元辆%％]")
_DIGIT = re.compile(r"\d")


class Passage(msgspec.Struct, frozen=True, gc=False, tag=True):
    """A whole paragraph: printed lines joined. `starts[i]` is where in `text` the printed line `lines[i]` begins.

    `cell` is (row, column) of what was a cell before extraction flattened its table into lines: row 0 is the header in
    one, column 0 the running number.
    """

    text: str
    lines: tuple[int, ...]
    starts: tuple[int, ...] = (0,)
    cell: tuple[int, int] | None = None

    @property
    def line(self) -> int:
        return self.lines[0]

    @property
    def line_end(self) -> int:
        return self.lines[-1]

    def place_at(self, offset: int) -> Place:
        """Where the character at `offset` of `text` stands."""
        return Place(self.line_at(offset))

    def line_at(self, offset: int) -> int:
        """The 1-based source line that holds the character at `offset` of `text`."""
        return self.lines[max(0, bisect_right(self.starts, offset) - 1)]


def joined(run: Sequence[Passage]) -> Passage:
    """Several paragraphs, at least one, as one."""
    if len(run) == 1:
        return run[0]
    text = ""
    lines: list[int] = []
    starts: list[int] = []
    for passage in run:
        lines.extend(passage.lines)
        starts.extend(start + len(text) for start in passage.starts)
        text += passage.text
    return Passage(text, tuple(lines), tuple(starts))


class Section(Placed, msgspec.Struct, frozen=True):
    """A heading and what stands under it, up to the next heading.

    `part` is 1–6 (0 before 第一部分); `path` such as `3.五.(三).1`, unique within a disclosure; `heading` as printed,
    joined over lines and without the contents list's dots; `level` the depth of `path` (1 for a part); `kind` what a
    section of 情况说明 is about, None for others.
    """

    part: int
    path: str
    heading: str
    blocks: tuple[Passage | Grid, ...]
    place: Place
    source_line_end: int
    kind: Kind | None = None

    @property
    def level(self) -> int:
        return self.path.count(".") + 1

    @property
    def passages(self) -> tuple[Passage, ...]:
        return tuple([b for b in self.blocks if isinstance(b, Passage)])

    @property
    def stating(self) -> tuple[Passage, ...]:
        """The paragraphs, before them the heading where it states figures itself (公务用车3辆)."""
        if _STATES.search(self.heading) and _DIGIT.search(self.heading):
            return (Passage(self.heading, (self.source_line,)), *self.passages)
        return self.passages

    @property
    def grids(self) -> tuple[Grid, ...]:
        return tuple([b for b in self.blocks if isinstance(b, Grid)])

    @property
    def text(self) -> str:
        """What reads like the document: paragraphs by line, table rows with tabs between cells."""
        out: list[str] = []
        for block in self.blocks:
            if isinstance(block, Passage):
                out.append(block.text)
            else:
                out.extend("\t".join(row.cells) for row in block.rows)
        return "\n".join(out)


def sections_by_kind(sections: Iterable[Section]) -> dict[Kind, list[Section]]:
    """The sections of each kind, in order."""
    found: dict[Kind, list[Section]] = {}
    for section in sections:
        if section.kind:
            found.setdefault(section.kind, []).append(section)
    return found
