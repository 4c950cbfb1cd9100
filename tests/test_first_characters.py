"""Sets of first characters that stand beside a pattern hold every character the pattern can begin with.

Such a set keeps a pattern from being tried on lines that it cannot match; a set that lacks a character would lose
lines in silence.
"""

from __future__ import annotations

import re
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from mingzhang import layout
from mingzhang.checking.rules.wording import n28_spelling
from mingzhang.layout import joining, levels, ordinals, task_tables, titles
from mingzhang.layout.flattened.fragments import _LEVEL_FIRST
from mingzhang.parsing import identity
from mingzhang.parsing.statements import printed_codes

_CATEGORIES = {ops.CATEGORY_DIGIT: "0123456789", ops.CATEGORY_SPACE: " \t\n\r\f\v"}
_GROUPS = {ops.SUBPATTERN: -1, ops.ATOMIC_GROUP: None}
_REPEATS = (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT)


def _of_class(members: Any) -> set[str]:
    found: set[str] = set()
    for kind, value in members:
        if kind is ops.LITERAL:
            found.add(chr(value))
        elif kind is ops.RANGE:
            found |= {chr(code) for code in range(value[0], value[1] + 1)}
        elif kind is ops.CATEGORY:
            found |= set(_CATEGORIES[value])
        else:
            raise ValueError(f"{kind} in a class begins with too many characters")
    return found


def _first(sequence: Any) -> tuple[set[str], bool]:
    """The characters a parsed pattern can begin with, and whether it can be empty."""
    found: set[str] = set()
    for kind, value in sequence:
        if kind in (ops.AT, ops.ASSERT, ops.ASSERT_NOT):
            continue
        if kind is ops.LITERAL:
            return found | {chr(value)}, False
        if kind is ops.IN:
            return found | _of_class(value), False
        if kind is ops.BRANCH:
            parts = [_first(branch) for branch in value[1]]
        elif kind in _GROUPS:
            parts = [_first(value if _GROUPS[kind] is None else value[-1])]
        elif kind in _REPEATS:
            chars, empty = _first(value[2])
            parts = [(chars, empty or value[0] == 0)]
        else:
            raise ValueError(f"{kind} begins with too many characters")
        found |= {char for chars, _ in parts for char in chars}
        if not any(empty for _, empty in parts):
            return found, False
    return found, True


def first_characters(pattern: re.Pattern[str] | str) -> set[str]:
    found, empty = _first(parser.parse(pattern if isinstance(pattern, str) else pattern.pattern))
    assert not empty
    return found


def test_first_characters_of_a_pattern() -> None:
    assert first_characters(r"^(?:甲|乙?丙)[0-2]+|(?!丁)\d?戊") == {*"甲乙丙戊", *"0123456789"}


BLANKS = set(" \t\n\r\f\v")


@pytest.mark.parametrize(
    ("kept", "patterns"),
    [
        (joining._OPENING_CHARACTERS, (ordinals.PART, joining._LABEL, joining._DATE_LINE)),
        # lines are stripped
        ({*joining._PAGE_OPENINGS, *"0123456789", *BLANKS}, (joining._PAGE,)),
        (joining._MARKS, (joining._MARKDOWN,)),
        ({*task_tables.HEADER_OPENINGS, *BLANKS}, (task_tables._HEADER,)),
        (ordinals.OPENERS, tuple(pattern for _, pattern in ordinals._STYLES)),
        (layout._CAPTION_OPENINGS, (identity._CAPTION,)),
        (_LEVEL_FIRST, (levels._LEVEL2, levels._GOAL, "|".join(levels.LEVEL1))),
        (printed_codes._CODE_STARTS, (printed_codes._WITH_NAME,)),
        (titles._CAPTION_OPENINGS, (titles._CAPTION, titles._DEPARTMENT, titles._WHOLE_UNIT)),
        (set(n28_spelling._SMALL_WORDS), (n28_spelling._DOUBLED,)),
    ],
)  # fmt: skip
def test_a_set_of_first_characters_lacks_none(
    kept: set[str], patterns: tuple[re.Pattern[str] | str, ...]
) -> None:
    lacking = {char for pattern in patterns for char in first_characters(pattern)} - set(kept)
    assert lacking == set()


def test_no_wrong_word_begins_another() -> None:
    """Of two words that begin at one place the search would tell one only."""
    words = n28_spelling.WRONG_WORDS
    assert [word for word in words if any(word != other and other.startswith(word) for other in words)] == []
