"""Parts under any name: 第…部分, 第…章, 第…篇 or a bare ordinal say the same, whether tables or contents list are there or not."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from generator import ELSEWHERE, LAYOUTS, case, expected
from generator.layouts import Layout
from mingzhang.layout import read_tree
from mingzhang.model import Grid
from mingzhang.parsing import parse
from mingzhang.parsing.statements import read_statements
from trees import document

_PART = re.compile(r"^第([一二三四五六])(?:部分|章) ", re.MULTILINE)
NAMES = {"部分": r"第\1部分 ", "章": r"第\1章 ", "篇": r"第\1篇 ", "ordinal": r"\1、"}
"""What parts are called, and how a title begins then."""


@pytest.mark.slow
@pytest.mark.parametrize("tables", [True, False], ids=["tables", "lost"])
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("look", (*LAYOUTS, *ELSEWHERE), ids=lambda look: look.name)
def test_statuses_are_right_whatever_parts_are_called(look: Layout, name: str, tables: bool) -> None:
    for contents in (True, False):
        made = case(41, replace(look, tables=tables, contents=contents), frozenset())
        found = parse(document(_PART.sub(NAMES[name], made.text())))
        assert (
            tuple(s.status for s in found.statements)
            == expected(made.facts, made.layout, made.damages).statuses
        )


@pytest.mark.parametrize("change", [
    lambda text: text.replace("\n", "\r\n"),
    lambda text: text.replace("\n", " \n"),
    lambda text: text.translate(str.maketrans("0123456789%", "０１２３４５６７８９％")),
    lambda text: text.replace("部", "\u200b部").replace("决算", "决\u00ad算"),
    lambda text: text.replace("一", "⼀").replace("支", "⽀").replace("门", "⻔").replace("户", "⼾"),
], ids=["CRLF", "trailing blanks", "full width", "zero width", "radicals"])  # fmt: skip
def test_the_tree_is_the_same_in_other_characters(change) -> None:  # type: ignore[no-untyped-def]
    text = case(3, LAYOUTS[0], frozenset()).text()
    one, other = read_tree(document(text)), read_tree(document(change(text)))
    assert [(s.path, s.heading, s.text) for s in other.sections] == [
        (s.path, s.heading, s.text) for s in one.sections
    ]


@pytest.mark.parametrize("length", [44, 60, 99])
def test_a_long_name_in_every_title_changes_no_section(length: int) -> None:
    made = case(3, LAYOUTS[0], frozenset())
    name = made.facts.department.name
    long = name[:-1] + "理" * (length - len(name)) + name[-1]
    one, other = read_tree(document(made.text())), read_tree(document(made.text().replace(name, long)))
    assert [(s.path, s.part) for s in other.sections] == [(s.path, s.part) for s in one.sections]
    statements = [[s.status for s in read_statements(tree)[0]] for tree in (one, other)]
    assert statements[0] == statements[1]


@pytest.mark.parametrize("seed", range(4))
def test_every_line_stands_in_one_node_or_is_left_out(seed: int) -> None:
    tree = read_tree(document(case(seed).text()))
    assert tree.unplaced == ()
    held = [
        line
        for section in tree.sections
        for block in section.blocks
        for line in ([row.line for row in block.rows] if isinstance(block, Grid) else block.lines)
    ]
    assert not tree.left_out.lines & set(held)
