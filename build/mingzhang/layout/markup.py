"""Headings that AsciiDoc, a wiki and LaTeX mark, read as the headings Markdown marks; LaTeX's commands around words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .cells import has_han

LONGEST = 300
"""Characters of a marked heading, over its lines."""
MOST_LINES = 4
"""Lines that one heading takes."""
_EQUALS = re.compile(r"(={1,6})[ \t]+(.{1,200}?)(?:[ \t]+=+)?[ \t]*")  # == 一、收入支出决算总体情况说明 ==
_SECTION = re.compile(
    r"\\(part|chapter|(?:sub){0,2}section|paragraph)\*?\{"
)  # \section{第一部分 概况}\label{…}
_DEPTHS = {"part": 1, "chapter": 1, "section": 1, "subsection": 2, "subsubsection": 3, "paragraph": 4}
_AROUND = re.compile(r"\\(?:textbf|textit|emph|underline|text)\{([^{}]*)\}")
_ITEM = re.compile(r"\\item[ \t]*")


def heading(lines: Sequence[str], at: int) -> tuple[str, int] | None:
    """The heading that begins at `lines[at]` as Markdown writes it (## 一、…), and the index after its last line; None
    where none begins there."""
    line = lines[at].strip()
    if line.startswith("="):
        match = _EQUALS.fullmatch(line[:LONGEST])
        return (f"{'#' * len(match[1])} {match[2]}", at + 1) if match and has_han(match[2]) else None
    match = _SECTION.match(line)
    if match is None:
        return None
    text, end = line[match.end() :], at + 1
    while "}" not in text and end < min(len(lines), at + MOST_LINES) and len(text) < LONGEST:
        text, end = f"{text} {lines[end].strip()}", end + 1
    title = text.partition("}")[0].strip()
    return (f"{'#' * _DEPTHS[match[1]]} {title}", end) if title else None


def without_commands(line: str) -> str:
    """A line without LaTeX's commands; nothing is left of one that holds no words."""
    if line.startswith("\\") and not has_han(line):
        return ""
    return _AROUND.sub(r"\1", _ITEM.sub("", line, count=1))
