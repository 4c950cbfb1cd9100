"""How a document looks: everything that differs between the disclosures of one city and another, and what
extraction does to a text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random
from typing import Literal

NINE = (1, 2, 3, 4, 5, 6, 7, 8, 9)


@dataclass(frozen=True, slots=True)
class Layout:
    """One look. `codes`: how 公开02, 03, 05, 07 and 08 print codes — all levels in one cell, 项 only, or three cells
    201/06/01; `economic_codes`: `30101` or `301 01`; `captions`: where 公开01表 and 单位 stand; `wrap`: characters to a
    line, 0 for whole paragraphs; `tables` False: only the titles survived."""

    name: str
    codes: Literal["levels", "items", "triple"] = "levels"
    economic_codes: Literal["joined", "spaced"] = "joined"
    economic_blocks: Literal["full", "short"] = "full"
    captions: Literal["before", "after", "inside"] = "before"
    yuan_tables: tuple[int, ...] = ()
    trim: bool = False
    comma: bool = True
    zero: Literal["", "0", "0.00"] = ""
    short_list: bool = False
    contents: bool = True
    cover: bool = True
    wrap: int = 0
    tables: bool = True
    order: tuple[int, ...] = NINE
    extra_tables: bool = False
    prose_first: bool = False
    tasks: Literal["table", "flat", "prose"] = "table"
    forms: Literal["grid", "twice", "flat", "none"] = "grid"
    form_style: int = 0
    merged_heads: bool = False
    spare_row: bool = False
    line_numbers: bool = True
    parts: Literal[5, 6] = 6
    ascii_brackets: bool = False
    numbering: Literal["1.", "1、", "（1）"] = "1."
    execution: Literal["items", "classes", "grouped"] = "items"
    growth_places: int = 2
    blank_around_numbers: bool = False
    halfwidth: bool = False
    voice: int = 0
    dated_headings: bool = False
    prose: Literal["trimmed", "fixed", "comma"] = "trimmed"
    title_style: Literal["plain", "dated", "numbered", "labelled"] = "dated"
    older_titles: bool = False
    caption_style: int = 0
    total_first: bool = False
    three_public: Literal["side", "rows", "vertical"] = "side"
    economic: Literal["blocks", "list", "columns"] = "blocks"
    repeated_levels: bool = False


LAYOUTS: tuple[Layout, ...] = (
    Layout(
        "levels",
        captions="after",
        trim=True,
        comma=False,
        growth_places=1,
        title_style="plain",
        total_first=True,
        voice=1,
        form_style=2,
        spare_row=True,
    ),
    Layout(
        "items",
        codes="items",
        economic_codes="spaced",
        economic_blocks="short",
        ascii_brackets=True,
        blank_around_numbers=True,
        execution="classes",
        caption_style=1,
        repeated_levels=True,
        merged_heads=True,
        forms="twice",
    ),
    Layout(
        "office",
        economic_blocks="short",
        execution="grouped",
        numbering="（1）",
        growth_places=1,
        voice=2,
        halfwidth=True,
        form_style=1,
        prose="fixed",
    ),
    Layout(
        "inside", captions="inside", trim=True, comma=False, numbering="1、", voice=3, title_style="plain"
    ),
    Layout(
        "triple",
        codes="triple",
        short_list=True,
        zero="0.00",
        tasks="flat",
        title_style="numbered",
        three_public="rows",
        voice=2,
    ),
    Layout(
        "yuan",
        yuan_tables=(1, 2, 3, 4, 5, 6, 7, 8),
        comma=True,
        extra_tables=True,
        economic="columns",
        older_titles=True,
        caption_style=2,
        parts=5,
        form_style=3,
    ),
    Layout(
        "reordered",
        order=(1, 4, 2, 3, 5, 6, 9, 7, 8),
        zero="0",
        trim=True,
        prose_first=True,
        three_public="vertical",
        economic="list",
        voice=3,
    ),
    Layout(
        "wrapped",
        wrap=29,
        tables=False,
        cover=False,
        contents=False,
        tasks="flat",
        forms="flat",
        comma=False,
        dated_headings=True,
        voice=1,
    ),
    Layout("wrapped-tables", wrap=34, tasks="prose", forms="grid", contents=False, captions="after"),
)
"""The looks the committed sample and the benchmark go through by turns."""
BY_NAME = {layout.name: layout for layout in LAYOUTS}

DAMAGES = (
    "split_numbers",
    "cut_codes",
    "cut_names",
    "table_breaks",
    "sentence_breaks",
    "page_numbers",
    "lost_column",
    "shifted_column",
    "debris",
    "cut_hard",
    "split_names",
    "split_heads",
    "running_titles",
    "spare_columns",
)
"""What extraction does, in this order: figures split by a blank; codes cut to five or six digits; names cut short;
tables cut by a page, the rest with one column fewer; sentences and numbers cut by a page; page numbers among the
lines; the always empty column of 公开08 dropped; 公开05 without its 基本支出, the others one place to the right; marks of
the extractor; codes cut to four digits (two in 公开06) with their names; names wrapped over two rows; blanks in the
cells of heads; the department's name at the foot of every page; empty columns at the right of a table."""
Damages = frozenset[str]


def random_layout(rng: Random) -> Layout:
    """Any look: one of `LAYOUTS` with single traits drawn anew."""
    base = rng.choice(LAYOUTS)
    order = tuple(rng.sample(NINE, len(NINE))) if rng.random() < 0.2 else base.order
    mixed = replace(
        base,
        name=f"{base.name}*",
        captions=rng.choice(("before", "after", "inside")),
        trim=rng.random() < 0.5,
        comma=rng.random() < 0.5,
        zero=rng.choice(("", "", "0", "0.00")),
        contents=rng.random() < 0.6,
        cover=rng.random() < 0.8,
        order=order,
        ascii_brackets=rng.random() < 0.4,
        numbering=rng.choice(("1.", "1、", "（1）")),
        execution=rng.choice(("items", "items", "classes", "grouped")),
        tasks=rng.choice(("table", "flat", "prose")),
        blank_around_numbers=rng.random() < 0.4,
        halfwidth=rng.random() < 0.3,
        voice=rng.randrange(4),
        dated_headings=rng.random() < 0.3,
        prose=rng.choice(("trimmed", "trimmed", "fixed", "comma")),
        title_style=rng.choice(("plain", "dated", "numbered", "labelled")),
        older_titles=rng.random() < 0.2,
        caption_style=rng.randrange(3),
        total_first=rng.random() < 0.5,
        three_public=rng.choice(("side", "side", "rows", "vertical")),
        economic=rng.choice(("blocks", "blocks", "list", "columns")),
        repeated_levels=rng.random() < 0.4,
        form_style=rng.randrange(3 if base.forms == "flat" else 4),
        merged_heads=rng.random() < 0.3,
        spare_row=rng.random() < 0.3,
        line_numbers=rng.random() < 0.8,
        parts=rng.choice((5, 6, 6)),
    )
    return replace(mixed, contents=False) if mixed.wrap else mixed
