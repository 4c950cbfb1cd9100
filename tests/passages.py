"""Sections of made-up prose, for tests of what sentences state."""

from __future__ import annotations

from collections.abc import Sequence

from mingzhang.model import Grid, Identity, KeyFigure, Passage, Place, Row, Section, Statement
from mingzhang.parsing.narrative import read_all_stated, read_key_figures, with_kinds

IDENTITY = Identity(
    department_id="lin-jiang-qu-qing-shi-jie-dao",
    name="云州市临江区青石街道办事处",
    short_name="青石街道办事处",
    kind="街道办事处",
    fiscal_year=2023,
    title="2023年度云州市临江区青石街道办事处部门决算",
    place=Place(1),
)


def section(heading: str, *paragraphs: str, path: str = "3.一", line: int = 100) -> Section:
    """A section of 第三部分; paragraph n stands on line `line` + n."""
    blocks = tuple(Passage(text, (line + n,)) for n, text in enumerate(paragraphs, start=1))
    return with_kinds((Section(3, path, heading, blocks, Place(line), line + len(blocks)),))[0]


def key_figures(sections: Sequence[Section], statements: Sequence[Statement] = ()) -> tuple[KeyFigure, ...]:
    """What the sections and statements state, after the fiscal year."""
    whole = with_kinds(sections)
    return read_key_figures(whole, statements, IDENTITY, read_all_stated(whole))


def table(*rows: str, line: int = 1) -> Grid:
    """A grid of rows whose cells are parted by `|`."""
    return Grid(tuple(Row(line + n, tuple(c.strip() for c in row.split("|"))) for n, row in enumerate(rows)))
