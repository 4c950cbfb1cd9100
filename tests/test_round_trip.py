"""No character of content is lost between a source and its sections: heading and text, in order, give it back."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus import DOCUMENTS
from corpus import document as whole
from generator.cases import case
from mingzhang.layout import DocumentTree, read_tree
from mingzhang.layout.outline import COVER
from mingzhang.model import Document, Grid, Section
from mingzhang.parsing.notes import reading_notes
from mingzhang.reading.characters import plain
from trees import document


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def content(source: Document, outline: DocumentTree) -> str:
    """The source's characters less white space, Markdown's marks and pipes, and the lines that are knowingly left out."""
    kept: list[str] = []
    for number, line in enumerate(source.lines, start=1):
        if number in outline.left_out.lines:
            continue
        text = plain(line)
        if text.startswith("|"):
            text = text.replace("|", "")  # pipes part the cells of a Markdown table
        elif "\t" not in text:
            text = text.strip()
            text = re.sub(r"^(?:#{1,6} +|[-*•·] +(?=[^\d\s]|\d+ ?[.、]))|\*\*", "", text)
        kept.append(squeezed(text))
    return "".join(kept)


def given_back(sections: tuple[Section, ...]) -> str:
    """Headings and texts of the sections in order; a statement's heading that is its grid's own row counts once."""
    pieces: list[str] = []
    for section in sections:
        first = section.blocks[0] if section.blocks else None
        in_grid = isinstance(first, Grid) and section.source_line == first.line
        if section.heading != COVER and not in_grid:
            pieces.append(section.heading)
        pieces.append(section.text)
    return squeezed("".join(pieces))


def difference(a: str, b: str) -> str:
    """The first place where two texts part, for a person to read; empty where they are the same."""
    at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return (
        "" if a == b else f"source …{a[max(0, at - 20) : at + 20]} / sections …{b[max(0, at - 20) : at + 20]}"
    )


MADE_UP = """2031年度云州市青澜区人民政府莲汀街道办事处部门决算公开

2032年10月9日

目 录

第一部分 云州市青澜区人民政府莲汀街道办事处概况.....1

一、部门主要职责.....1

第三部分 云州市青澜区人民政府莲汀街道办事处2031年度部门决算情况说明.....2

第一部分 云州市青澜区人民政府莲汀街道
办事处概况

一、部门主要职责

- 1、负责莲汀的渡口、堤岸与集市，统筹安排船只与码头的
使用，保障过河的人平安。

- 2、完成交办的其他事项。



3

第二部分 云州市青澜区人民政府莲汀街道办事处2031年度部门决算表

收入决算表\t\t公开02表
项目\t本年收入合计\t财政拨款收入
合计\t1,234.50\t1,234.50
--------\t--------\t--------

![](images/figure-1.png)

第三部分 云州市青澜区人民政府莲汀街道办事处2031年度部门决算情况说明

（一）一般公共预算财政拨款支出决算总体情况。2031 年度支出 1,234.5 0 万元，
占**本年支出**合计的 100%。

— 4 —

第五部分 名词解释

（一）事业收入：指摆渡所得的收入。
"""


def test_made_up_document_comes_back() -> None:
    source = document(MADE_UP)
    outline = read_tree(source)
    assert difference(content(source, outline), given_back(outline.sections)) == ""
    assert {
        "contents": len(outline.left_out.contents),
        "page_numbers": len(outline.left_out.page_numbers),
        "debris": len(outline.left_out.debris),
    } == {"contents": 4, "page_numbers": 2, "debris": 1}


def misplaced(source: Document, sections: tuple[Section, ...]) -> list[tuple[int, str]]:
    """Pieces of paragraphs that are not on the line they say, as (line, piece)."""
    wrong = []
    for section in sections:
        for passage in section.passages:
            ends = [*passage.starts[1:], len(passage.text)]
            for line, begin, end in zip(passage.lines, passage.starts, ends, strict=True):
                piece = squeezed(passage.text[begin:end])
                if piece not in squeezed(plain(source.lines[line - 1])).replace("**", ""):
                    wrong.append((line, piece))
    return wrong


@pytest.mark.parametrize("seed", range(12))
def test_generated_documents_come_back(seed: int) -> None:
    """Whatever the layout and the damage: no character lost, and every piece on the line it says."""
    source = document(case(seed).text())
    outline = read_tree(source)
    assert difference(content(source, outline), given_back(outline.sections)) == ""
    assert misplaced(source, outline.sections) == []
    assert [n.text for n in reading_notes(outline, ()) if n.kind == "leftover_line"] == []


PIECES = st.sampled_from(
    [
        "第一部分 概况",
        "第二部分",
        "目录",
        "一、收入情况说明",
        "（一）",
        "（1）",
        "1.",
        "3",
        "序号 重要事项 完成情况",
        "**",
        "## ",
        "- ",
        "收入",
        "支出9.5",
        " ",
        "。",
        "，",
        "：",
        "\t",
        "\n",
        "\n\n",
        "\x0c",
        "——",
        "决算表",
        "（类）",
        "）",
    ]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, max_size=60))
def test_any_text_comes_back(pieces: list[str]) -> None:
    source = document("".join(pieces))
    outline = read_tree(source)
    assert difference(content(source, outline), given_back(outline.sections)) == ""
    assert misplaced(source, outline.sections) == []
    assert len({section.path for section in outline.sections}) == len(outline.sections)


LEFT_OUT = {
    "000": (32, 0, 0),
    "001": (31, 0, 0),
    "002": (31, 0, 0),
    "003": (0, 2, 0),
    "004": (0, 0, 1),
    "sample-001-2023": (31, 0, 0),
    "sample-001-2024": (31, 0, 0),
    "sample-003-2023": (0, 0, 0),
}
"""Lines of the contents list, page numbers and debris that each document holds."""


@pytest.mark.parametrize("name", DOCUMENTS)
def test_whole_documents_come_back(name: str) -> None:
    source = whole(name)
    outline = read_tree(source)
    assert difference(content(source, outline), given_back(outline.sections)) == ""
    assert misplaced(source, outline.sections) == []
    assert [n.text for n in reading_notes(outline, ()) if n.kind == "leftover_line"] == []
    left_out = outline.left_out
    assert (len(left_out.contents), len(left_out.page_numbers), len(left_out.debris)) == LEFT_OUT[name]
    assert left_out.running_titles == frozenset()
