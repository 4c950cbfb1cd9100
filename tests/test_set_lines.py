"""Where a page shows how its lines are set, paragraphs are those of the page."""

from __future__ import annotations

import pytest

from mingzhang.layout import read_tree
from mingzhang.model import Document, Place, Source, TextLine

LEFT, SIZE, PITCH = 90.0, 10.0, 14.0
FULL = 40


def document(lines: list[tuple[str, float, float]]) -> Document:
    """Lines of print, each with its indent and its distance to the one before, in points; a Han character is ten wide."""
    places, y = [], 100.0
    for number, (text, indent, pitch) in enumerate(lines, start=1):
        y += pitch
        x = LEFT + indent
        places.append(Place(number, 1, (x, y, x + SIZE * len(text), y + SIZE)))
    texts = tuple(text for text, _, _ in lines)
    blocks = tuple(TextLine(number, text) for number, text in enumerate(texts, start=1))
    return Document(
        Source("0", "a.pdf", "pdf", 0, len(texts), "pdf"), texts, texts, blocks, places=tuple(places)
    )


def paragraphs(lines: list[tuple[str, float, float]]) -> list[int]:
    """How many lines each paragraph has."""
    return [
        len(passage.lines) for section in read_tree(document(lines)).sections for passage in section.passages
    ]


def words(count: int, end: str = "") -> str:
    return ("各项工作按计划推进" * 9)[: count - len(end)] + end


BODY = [(words(FULL), 0, PITCH), (words(FULL), 0, PITCH), (words(12, "。"), 0, PITCH)]


def test_paragraphs_parted_by_space_end_where_the_space_is() -> None:
    full_end = [(words(FULL, "。"), 0, PITCH + 2)]
    lines = [
        (text, x, PITCH + 2 if at == 0 else pitch)
        for _ in range(4)
        for at, (text, x, pitch) in enumerate(BODY)
    ]
    assert paragraphs([*lines, *full_end, *lines]) == [3, 3, 3, 3, 1, 3, 3, 3, 3]


def test_a_line_set_solid_goes_on_with_a_sentence_that_ends_at_the_margin() -> None:
    one = [(words(FULL, "。"), 0, PITCH + 10), (words(FULL), 0, PITCH), (words(9, "。"), 0, PITCH)]
    assert paragraphs(one * 6) == [3] * 6


def test_an_indent_opens_a_paragraph() -> None:
    one = [(words(FULL - 2), 20, PITCH), (words(FULL, "。"), 0, PITCH)]
    assert paragraphs(one * 6) == [2] * 6


@pytest.mark.parametrize("pitch", [PITCH, PITCH + 10])
def test_lines_made_paragraphs_one_by_one_are_judged_by_their_words(pitch: float) -> None:
    """A text wrapped by hand and printed: space after each line tells of no paragraph."""
    one = [(words(FULL), 0, pitch), (words(FULL), 0, pitch), (words(12, "。"), 0, pitch)]
    assert paragraphs(one * 5) == [3] * 5
