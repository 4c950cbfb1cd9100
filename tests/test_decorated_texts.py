"""Characters that carriers put in or change: whatever a text is decorated with, the same tables come of it."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus import DOCUMENTS, disclosure, path_of, report
from generator import LAYOUTS, case
from mingzhang.catalogue import STATEMENTS
from mingzhang.database.rows import disclosure_rows
from mingzhang.model import CheckReport
from mingzhang.parsing import parse
from mingzhang.reading import read
from mingzhang.reading.characters import _RADICALS
from mingzhang.traditional import simplified

pytestmark = pytest.mark.slow

Decoration = Callable[[str, Random], str]
Rows = list[tuple[str, Mapping[str, Any]]]

NO_FINDINGS = CheckReport((), ())
FIGURE = re.compile(r"(?<=\t)-?[0-9][0-9,]*\.[0-9]{1,2}(?=\t|\n)")
BETWEEN_HAN = re.compile(r"(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])")
FULL_WIDTH = {code: code + 0xFEE0 for code in (*range(0x30, 0x3A), *range(0x41, 0x5B), *range(0x61, 0x7B))}
FULL_WIDTH |= {ord("."): ord("．"), ord("%"): ord("％")}


@cache
def look_alikes() -> dict[str, list[str]]:
    """Ideographs with the radicals and compatibility ideographs that look like them."""
    pairs = "".join(_RADICALS)
    found: dict[str, list[str]] = {}
    for radical, ideograph in zip(pairs[::2], pairs[1::2], strict=True):
        found.setdefault(ideograph, []).append(radical)
    for code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFADA)):
        plain = unicodedata.normalize("NFKC", chr(code))
        if len(plain) == 1 and plain != chr(code):
            found.setdefault(plain, []).append(chr(code))
    return found


def with_look_alikes(text: str, random: Random) -> str:
    variants = look_alikes()
    return "".join(
        random.choice(variants[char]) if char in variants and random.random() < 0.5 else char for char in text
    )


def with_zero_width_blanks(text: str, random: Random) -> str:
    return "".join(
        char + random.choice("\u200b\u200c\u200d\u2060\ufeff") if random.random() < 0.1 else char
        for char in text
    )


def with_soft_hyphens(text: str, random: Random) -> str:
    return BETWEEN_HAN.sub(lambda _: "\u00ad" if random.random() < 0.2 else "", text)


def in_full_width(text: str, random: Random) -> str:
    return "".join(
        line.translate(FULL_WIDTH) if random.random() < 0.5 else line for line in text.splitlines(True)
    )


def with_marks(text: str, random: Random) -> str:
    """Footnotes' marks after figures of tables: 190.09¹, 190.09②."""
    return FIGURE.sub(lambda match: match[0] + random.choice(("", "", "¹", "²³", "②", "⑳", "※")), text)


DECORATIONS: dict[str, Decoration] = {
    "look-alikes": with_look_alikes,
    "zero-width blanks": with_zero_width_blanks,
    "soft hyphens": with_soft_hyphens,
    "full width": in_full_width,
}


def rows_of(text: str, folder: Path, findings: CheckReport) -> Rows:
    """Every row that comes of a text, with findings that are given, without what names the source."""
    path = folder / f"{hashlib.sha256(text.encode()).hexdigest()[:12]}.txt"
    path.write_text(text, encoding="utf-8", newline="")
    made = disclosure_rows(parse(read(path)), findings, "same")
    return [(table, {key: value for key, value in row.items() if key != "source_id"}) for table, row in made]


def decorated(text: str, chosen: Iterable[str], seed: int) -> str:
    random = Random(seed)
    for decoration in sorted(chosen):
        text = DECORATIONS[decoration](text, random)
    return text


@cache
def made_up(look: int) -> str:
    return case(7, LAYOUTS[look], frozenset()).text()


@cache
def clean(look: int, folder: Path) -> Rows:
    return rows_of(made_up(look), folder, NO_FINDINGS)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    look=st.integers(0, 2),
    chosen=st.sets(st.sampled_from(sorted(DECORATIONS)), min_size=1),
    seed=st.integers(0, 2**16),
)
def test_decorated_characters_change_no_row(look: int, chosen: set[str], seed: int, tmp_path: Path) -> None:
    text = decorated(made_up(look), chosen, seed)
    assert rows_of(text, tmp_path, NO_FINDINGS) == clean(look, tmp_path)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_whole_document_is_the_same_with_every_decoration(name: str, tmp_path: Path) -> None:
    text = path_of(name).read_text(encoding="utf-8")
    found = rows_of(decorated(text, DECORATIONS, 7), tmp_path, report(name))
    plain = disclosure_rows(disclosure(name), report(name), "same")
    assert found == [(table, {k: v for k, v in row.items() if k != "source_id"}) for table, row in plain]


@pytest.mark.parametrize("look", range(3))
def test_marks_after_figures_are_no_part_of_them(look: int, tmp_path: Path) -> None:
    text = with_marks(made_up(look), Random(look))
    assert text != made_up(look)
    statements = {"statements", *(kind.table for kind in STATEMENTS)}
    found = [row for row in rows_of(text, tmp_path, NO_FINDINGS) if row[0] in statements]
    assert found == [row for row in clean(look, tmp_path) if row[0] in statements]


@pytest.mark.parametrize("look", range(3))
def test_a_copy_in_traditional_characters_has_the_same_figures(look: int, tmp_path: Path) -> None:
    traditional = {ord(plain): char for char, plain in simplified().items()}
    text = made_up(look).translate(traditional)
    assert text != made_up(look)
    found = rows_of(text, tmp_path, NO_FINDINGS)
    assert figures_of(found) == figures_of(clean(look, tmp_path))


def figures_of(rows: Rows) -> list[tuple[str, list[Any]]]:
    """The numbers and codes of every row; names may stand as printed."""
    return [
        (table, [v for k, v in row.items() if isinstance(v, int | float) or k == "code"])
        for table, row in rows
    ]
