"""The same made-up documents with their cells parted in each of thirteen ways: what tells columns apart loses nothing.

Where blank cells leave no trace (a single blank between cells), a figure may stay without a column; it is then told,
and never put into a wrong one. The bars only go up.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from generator import ELSEWHERE, LAYOUTS, case, expected
from generator.comparison import Part, compare
from generator.layouts import Layout, Parted
from generator.parting import grid_lines, width
from mingzhang.parsing import parse
from mingzhang.reading import read

TABLES = ("statuses", "cells", "forms", "tasks")
PROSE = ("identity", "key_figures", "execution", "projects", "terms")
LOOKS = [look for look in (*LAYOUTS, *ELSEWHERE) if look.tables and look.parted == "tab"]
EXACT: tuple[Parted, ...] = ("tab", "pipe", "html", "latex", "mediawiki", "asciidoc", "grid")


def outcome(look: Layout, parted: Parted, folder: Path, seed: int) -> dict[str, Part]:
    made = case(seed, replace(look, parted=parted), frozenset())
    path = folder / "made-up.txt"
    path.write_text(made.text(), encoding="utf-8")
    return compare(expected(made.facts, made.layout, made.damages), parse(read(path)))


@pytest.mark.slow
@pytest.mark.parametrize("parted", EXACT)
@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_told_columns_are_read_exactly(tmp_path: Path, look: Layout, parted: Parted) -> None:
    found = outcome(look, parted, tmp_path, seed=41)
    flawed = {name: (found[name].missed, found[name].extra) for name in (*TABLES, *PROSE)}
    assert {name: flaws for name, flaws in flawed.items() if flaws != ((), ())} == {}


@pytest.mark.slow
@pytest.mark.parametrize("parted", ["wide", "right", "blank", "lines"])
@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_the_prose_does_not_suffer_from_tables_without_columns(
    tmp_path: Path, look: Layout, parted: Parted
) -> None:
    found = outcome(look, parted, tmp_path, seed=43)
    assert {name: (found[name].missed, found[name].extra) for name in PROSE if found[name].missed} == {}


READ = {"bare_pipe": 0.999, "csv": 0.999, "wide": 0.99, "right": 0.99, "blank": 0.98, "lines": 0.82}
"""The share of all cells that is read."""
WRONG = {"bare_pipe": 0.0, "csv": 0.0, "wide": 0.001, "right": 0.001, "blank": 0.003, "lines": 0.0}
"""The share of all cells that may stand in a wrong column or row."""


@pytest.mark.slow
@pytest.mark.parametrize("parted", READ)
def test_most_cells_are_read_where_columns_must_be_found(tmp_path: Path, parted: Parted) -> None:
    sums: Counter[str] = Counter()
    for look in LOOKS:
        cells = outcome(look, parted, tmp_path, seed=47)["cells"]
        sums.update(hits=cells.hits, expected=cells.expected, wrong=cells.found - cells.hits)
    assert sums["hits"] >= READ[parted] * sums["expected"]
    assert sums["wrong"] <= WRONG[parted] * sums["expected"]


@pytest.mark.parametrize(
    ("parted", "lines"),
    [
        ("tab", ["项目\t金额", "\t5.00"]),
        ("pipe", ["| 项目 | 金额 |", "|---|---|", "|  | 5.00 |"]),
        ("bare_pipe", ["项目 | 金额", " | 5.00"]),
        ("wide", ["项目   金额", "       5.00"]),
        ("right", ["项目   金额", "       5.00"]),
        ("blank", ["项目 金额", "5.00"]),
        ("lines", ["项目", "金额", "", "5.00"]),
        ("csv", ["项目,金额", ",5.00"]),
        ("latex", [r"\begin{tabular}{ll}", r"\hline", r"项目 & 金额 \\", r" & 5.00 \\", r"\hline", r"\end{tabular}"]),
        ("mediawiki", ["{|", "|-", "| 项目 || 金额", "|-", "|  || 5.00", "|}"]),
        ("asciidoc", ['[cols="2*"]', "|===", "|项目 |金额", "| |5.00", "|==="]),
        ("grid", ["+------+------+", "| 项目 | 金额 |", "+------+------+", "|      | 5.00 |", "+------+------+"]),
        ("html", ["<table>", "<tr><td>项目</td><td>金额</td></tr>", "<tr><td></td><td>5.00</td></tr>", "</table>"]),
    ],
)  # fmt: skip
def test_a_grid_is_printed_in_each_way(parted: Parted, lines: list[str]) -> None:
    assert grid_lines([["项目", "金额"], ["", "5.00"]], parted) == lines


def test_aligned_columns_begin_at_the_same_place_for_wide_characters() -> None:
    first, second = grid_lines([["甲乙丙", "1"], ["a", "2"]], "wide")
    assert width(first[: first.index("1")]) == width(second[: second.index("2")])


def test_figures_stand_at_the_right_of_their_column() -> None:
    assert grid_lines([["项目", "决算数"], ["甲", "5.00"]], "right") == ["项目   决算数", "甲       5.00"]


def test_what_means_something_in_latex_is_escaped() -> None:
    assert grid_lines([["5%", "a&b"]], "latex")[2] == r"5\% & a\&b \\"


def test_commas_in_csv_are_quoted() -> None:
    assert grid_lines([["1,234.50", "甲"]], "csv") == ['"1,234.50",甲']


def test_html_cells_are_escaped() -> None:
    assert "<td>&lt;b&gt;&amp;</td>" in "".join(grid_lines([["<b>&"]], "html"))
