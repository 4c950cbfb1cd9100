"""How a document looks: everything that differs between the disclosures of one city and another, and what
extraction does to a text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random
from typing import Literal

City = Literal["home", "centre", "east", "north", "west"]
"""Whose words the prose of 第三部分 uses."""
Parted = Literal[
    "tab", "pipe", "bare_pipe", "wide", "right", "blank", "html", "csv", "latex", "mediawiki", "asciidoc", "grid", "lines",
]  # fmt: skip
"""What stands between the cells of a table: a tab; pipes around and between, or between only; blanks that align the
columns at their left, or figures at their right; a single blank, blank cells leaving no trace; HTML, CSV, LaTeX, a
wiki, AsciiDoc, a grid of + - |; a line's end, each cell a line of its own."""
NINE = (1, 2, 3, 4, 5, 6, 7, 8, 9)


@dataclass(frozen=True, slots=True)
class Layout:
    """One look. `codes`: how 公开02, 03, 05, 07 and 08 print codes — all levels in one cell, 项 only, or three cells
        201/06/01, or code and name in one; `economic_codes`: `30101` or `301 01`; `captions`: where 公开01表 and 单位 stand; `wrap`: characters to a
        line, 0 for whole paragraphs; `wording` coast: items by their full-year budgets, classes in quotation marks, guests beside those who
        accompany them; `figures` marked: cells with note marks, currency signs, quotes, brackets of accountants; `units` False: tables
    print none; `numerals`: money, rates and counts of the prose in Chinese numerals; `targets` worded: of indicators, 不少于30场
    and 千分之五; `worn`: forms lack cells that the document prints elsewhere, and keep debris of page breaks;
    `lists`: figures told one by one after several names; `tables` False: only the titles survived; `parted`: what stands between cells."""

    name: str
    codes: Literal["levels", "items", "triple", "joined"] = "levels"
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
    execution: Literal["items", "classes", "grouped", "codes"] = "items"
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
    three_public: Literal["side", "rows", "vertical", "paired", "stacked", "meetings"] = "side"
    economic: Literal["blocks", "list", "columns"] = "blocks"
    repeated_levels: bool = False
    city: City = "home"
    similar_tables: bool = False
    capital_balances: bool = False
    fine: bool = False
    parted: Parted = "tab"
    parts_as: Literal["部分", "章"] = "部分"
    wording: Literal["usual", "coast"] = "usual"
    figures: Literal["plain", "marked"] = "plain"
    units: bool = True
    numerals: bool = False
    targets: Literal["plain", "worded"] = "plain"
    worn: bool = False
    lists: bool = False


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
ELSEWHERE: tuple[Layout, ...] = (
    Layout(
        "centre", city="centre", codes="triple", caption_style=3, three_public="side", title_style="plain"
    ),
    Layout(
        "capital",
        fine=True,
        similar_tables=True,
        three_public="vertical",
        economic="columns",
        line_numbers=False,
        short_list=True,
        contents=False,
        older_titles=True,
    ),
    Layout(
        "east",
        city="east",
        similar_tables=True,
        three_public="meetings",
        economic="columns",
        line_numbers=False,
        prose="comma",
        parts=5,
    ),
    Layout("north", city="north", caption_style=4, three_public="stacked", trim=True, comma=False),
    Layout(
        "west",
        city="west",
        parted="pipe",
        prose_first=True,
        codes="triple",
        yuan_tables=(1, 2, 3, 4, 5, 6, 7, 8, 9),
    ),
    Layout(
        "south",
        codes="joined",
        zero="0.00",
        three_public="paired",
        capital_balances=True,
        economic="list",
        parts_as="章",
        title_style="numbered",
        voice=2,
    ),
    Layout("coast", wording="coast", title_style="plain", voice=1, numbering="1、", growth_places=2),
    Layout("marked", figures="marked", voice=3, captions="after"),
    Layout("numerals", numerals=True, execution="codes", title_style="plain", form_style=1),
    Layout("unitless", units=False, yuan_tables=NINE, caption_style=1, economic="list", voice=1),
    Layout("worn", targets="worded", worn=True, lists=True, voice=1, form_style=2),
    Layout("worn-twice", targets="worded", worn=True, forms="twice", voice=2, captions="after"),
    Layout("north-wrapped", city="north", wrap=32, tables=False, tasks="flat", forms="flat", contents=False),
    Layout("centre-wrapped", city="centre", wrap=30, codes="levels", tasks="prose", contents=False),
)
"""The looks of other cities: other tables beside the nine, other heads and captions, other words."""

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
    "scattered_total",
)
"""What extraction does, in this order: figures split by a blank; codes cut to five or six digits; names cut short;
tables cut by a page, the rest with one column fewer; sentences and numbers cut by a page; page numbers among the
lines; the always empty column of 公开08 dropped; 公开05 without its 基本支出, the others one place to the right; marks of
the extractor; codes cut to four digits (two in 公开06) with their names; names wrapped over two rows; blanks in the
cells of heads; the department's name at the foot of every page; empty columns at the right of a table; the figures
of 合计 in 公开05 on lines of their own below it."""
Damages = frozenset[str]


def random_layout(rng: Random) -> Layout:
    """Any look: one of `LAYOUTS` with single traits drawn anew."""
    return _varied(rng.choice(LAYOUTS), rng)


def random_elsewhere(rng: Random) -> Layout:
    """A look of another city; half of the time with single traits drawn anew."""
    base = rng.choice(ELSEWHERE)
    return base if rng.random() < 0.5 else _varied(base, rng)


def _varied(base: Layout, rng: Random) -> Layout:
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
        caption_style=rng.randrange(3) if base.caption_style < 3 else base.caption_style,
        total_first=rng.random() < 0.5,
        three_public=rng.choice(("side", "side", "rows", "vertical"))
        if base.city == "home" and base.three_public in ("side", "rows", "vertical")
        else base.three_public,
        economic=rng.choice(("blocks", "blocks", "list", "columns")),
        repeated_levels=rng.random() < 0.4,
        form_style=rng.randrange(3 if base.forms == "flat" else 4),
        merged_heads=rng.random() < 0.3,
        spare_row=rng.random() < 0.3,
        line_numbers=rng.random() < 0.8,
        parts=rng.choice((5, 6, 6)),
    )
    if base.parted != "tab" or base.caption_style > 2:
        mixed = replace(mixed, captions="before")
    return replace(mixed, contents=False) if mixed.wrap else mixed
