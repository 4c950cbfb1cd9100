"""The structure of a document, read once: what the later stages take instead of blocks and lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ..model import ContentsEntry, Grid, Passage, Section, Source, TableLabel
from .form_tables import FormRegion
from .furniture import LeftOut
from .gathered_tables import Regions

MOST_LINES, LONGEST = 20_000, 2_000_000
"""Lines and characters that are looked through for words anywhere in the document."""


@dataclass(frozen=True)
class DocumentTree:
    """A document taken apart.

    `sections`: every heading with the paragraphs and grids under it, the cover first; `tables`: the titled tables of
    final accounts; `forms`: the self-evaluation forms; `contents`: the entries of the contents list; `left_out`: the
    lines that are no content, by reason; `captions`: short texts that name a department or a unit, in lines and
    cells; `unknown_parts`: parts whose title says none of the six; `unplaced`: lines that stand in none of these.
    `lost_forms`: forms whose columns are printed one below the other.
    `labels`: titles, numbers, units and names by the statements. `lines` are those of the source in plain characters, for words looked for anywhere.
    """

    source: Source
    sections: tuple[Section, ...]
    tables: Regions
    forms: tuple[FormRegion, ...]
    contents: tuple[ContentsEntry, ...]
    left_out: LeftOut
    captions: tuple[Passage, ...] = ()
    unknown_parts: tuple[Section, ...] = ()
    unplaced: tuple[int, ...] = ()
    lines: tuple[str, ...] = ()
    labels: tuple[TableLabel, ...] = ()
    lost_forms: tuple[FormRegion, ...] = ()

    @cached_property
    def text(self) -> str:
        """The whole text without any white space, so that names cut over lines are whole."""
        text = "".join(self.lines[:MOST_LINES])[:LONGEST]
        # nearly all of it is blanks and tabs, which `replace` takes out in a quarter of the time
        return "".join(text.replace(" ", "").replace("\t", "").split())

    def passages(self) -> Iterator[tuple[int, Passage]]:
        """(part, paragraph) of every heading and paragraph in order."""
        for section in self.sections:
            yield section.part, Passage(section.heading, (section.source_line,))
            for block in section.blocks:
                if not isinstance(block, Grid):
                    yield section.part, block
