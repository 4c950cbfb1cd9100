"""Made-up texts as documents and as their trees, for tests of what the later stages take."""

from __future__ import annotations

from mingzhang.layout import DocumentTree, read_tree
from mingzhang.model import Document, Section, Source
from mingzhang.reading.characters import plain_lines
from mingzhang.reading.text import lines_of


def document(text: str) -> Document:
    """A text as reading hands it on."""
    lines = lines_of(text)
    source = Source("0" * 64, "made-up.txt", "txt", len(text), len(lines), "text")
    return Document(source, lines, plain_lines(lines))


def tree(text: str) -> DocumentTree:
    return read_tree(document(text))


def sections(text: str) -> tuple[Section, ...]:
    return tree(text).sections
