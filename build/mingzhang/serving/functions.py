"""SQL functions of the portal: names of codes, search expressions, snippets with the hits marked."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import lru_cache

from ..classification import economic_code, function_code
from ..search.language.marks import Segment, highlight
from ..search.language.tokens import match_expression

MARK, UNMARK = "\ue000", "\ue001"
"""Around each hit of a snippet: characters no document holds, so that no HTML passes through SQL."""
SNIPPET = 120
"""How many characters of the text a snippet shows."""

SEARCHED = 20_000
"""How far into the text a hit is looked for: a function cannot be interrupted."""


def register(conn: sqlite3.Connection) -> None:
    """Give a connection our functions, and Datasette's `escape_fts` our query language."""
    conn.create_function("code_name", 1, code_name, deterministic=True)
    conn.create_function("economic_name", 1, economic_name, deterministic=True)
    conn.create_function("match_expression", 1, match, deterministic=True)
    conn.create_function("escape_fts", 1, match, deterministic=True)
    conn.create_function("snippet_of", 2, snippet_of, deterministic=True)


@lru_cache(maxsize=4096)
def code_name(code: object) -> str | None:
    """The name of a functional code (2010301), or None."""
    found = function_code(code) if isinstance(code, str) else None
    return found.name if found else None


@lru_cache(maxsize=1024)
def economic_name(code: object) -> str | None:
    """The name of an economic code (30101), or None."""
    found = economic_code(code) if isinstance(code, str) else None
    return found.name if found else None


def match(query: object) -> str:
    """A full-text expression for whatever was typed."""
    return match_expression(str(query or ""))


def snippet_of(text: object, query: object) -> str | None:
    """The part of `text` around the first hit of `query`, hits between `MARK` and `UNMARK`."""
    if not isinstance(text, str):
        return None
    text = text[:SEARCHED]
    segments = highlight(text, str(query or "")[:SNIPPET])
    before = 0
    for segment in segments:
        if segment.hit:
            break
        before += len(segment.text)
    start = max(0, before - SNIPPET // 3) if before < len(text) else 0
    shown = "".join(
        f"{MARK}{segment.text}{UNMARK}" if segment.hit else segment.text
        for segment in _cut(segments, start, start + SNIPPET)
    )
    return f"{'…' if start else ''}{shown}{'…' if start + SNIPPET < len(text) else ''}"


def _cut(segments: list[Segment], start: int, end: int) -> Iterator[Segment]:
    """The segments between two offsets of the text they make up."""
    at = 0
    for segment in segments:
        piece = segment.text[max(0, start - at) : max(0, end - at)]
        if piece:
            yield Segment(piece, segment.hit)
        at += len(segment.text)
