"""Traditional characters: which simplified one each is, and texts written in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

LEAST, SHARE = 20, 0.02
"""Traditional characters, and their share of all, above which a text is taken to be written in them; a few stand in
names of texts that are not (乾县)."""
_SAMPLE = 20_000
"""Characters of a text that are looked at."""


@cache
def simplified() -> dict[str, str]:
    """Traditional characters and the simplified one each is read and searched as."""
    lines = files(__package__).joinpath("traditional.txt").read_text(encoding="utf-8").splitlines()
    traditional, plain = (line for line in lines if not line.startswith("#"))
    return dict(zip(traditional, plain, strict=True))


@cache
def _traditional() -> re.Pattern[str]:
    return re.compile(f"[{''.join(simplified())}]")


def in_simplified(lines: Sequence[str]) -> tuple[str, ...] | None:
    """The lines with each traditional character as its simplified one, character for character; None for a text that
    is not written in them."""
    sample = "".join(lines[:2000])[:_SAMPLE]
    if sample.isascii():
        return None
    found = len(_traditional().findall(sample))
    if found < LEAST or found < SHARE * len(sample):
        return None
    return tuple("".join(map(_one, line)) if not line.isascii() else line for line in lines)


def _one(char: str) -> str:
    return simplified().get(char, char)
