"""Names of classification items made comparable: documents differ in brackets, blanks, width and a trailing 支出."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_DROPPED = frozenset("()[]（）〔〕【】“”\"'‘’、，,。.:：;；·-—_")
_LEVEL_MARKS = ("(类)", "(款)", "(项)", "（类）", "（款）", "（项）")
SUFFIX = "支出"
MAX_NAME = 200
"""Characters of a name that are compared."""


def name_key(name: str) -> str:
    """What two spellings of a name have in common: NFKC, without blanks, punctuation, brackets and (类) marks."""
    return _key(name[:MAX_NAME])


@lru_cache(maxsize=8192)
def _key(name: str) -> str:
    for mark in _LEVEL_MARKS:
        name = name.replace(mark, "")
    text = unicodedata.normalize("NFKC", name)
    return "".join(c for c in text if not c.isspace() and c not in _DROPPED)


def loose_key(name: str) -> str:
    """`name_key` without a trailing 支出: 社会保障和就业 and 社会保障和就业支出 are one."""
    return _loose_key(name[:MAX_NAME])


@lru_cache(maxsize=8192)
def _loose_key(name: str) -> str:
    key = name_key(name)
    return key.removesuffix(SUFFIX) or key


def same_name(first: str, second: str) -> bool:
    """Whether two printed names mean the same item."""
    return loose_key(first) == loose_key(second)
