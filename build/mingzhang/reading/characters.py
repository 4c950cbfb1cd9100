"""Characters made plain, once and for the whole text: blanks of every kind, look-alikes, controls."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from ..traditional import in_simplified


def _replacements() -> dict[int, str | None]:
    """What is made of each odd character: blanks of every kind a plain blank, controls and formats nothing."""
    table: dict[int, str | None] = {}
    for code in (*range(0x10000), *range(0xE0000, 0xE0080)):
        category = unicodedata.category(chr(code))
        if category == "Zs":
            table[code] = " "
        elif category in ("Cc", "Cf") and code != ord("\t"):
            table[code] = None
    return table


_REPLACEMENTS = _replacements()


def plain(text: str) -> str:
    """`text` without control characters but tabs, with blanks of every kind as a plain blank."""
    return text if text.replace("\t", "").isprintable() else text.translate(_REPLACEMENTS)


def plain_lines(lines: Iterable[str]) -> tuple[str, ...]:
    """The lines in plain characters, as many as there are; those of a text in traditional characters simplified."""
    found = tuple(map(plain, lines))
    return in_simplified(found) or found
