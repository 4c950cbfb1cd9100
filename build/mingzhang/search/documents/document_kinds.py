"""What a search document can be, with the words the public reads for it."""

from __future__ import annotations

from collections.abc import Mapping

from ...catalogue import TABLES

_TABLE = next(table for table in TABLES if table.name == "search_documents")
KINDS: dict[str, str] = dict(_TABLE.column("kind").values)
"""In the order documents of one disclosure are numbered."""

WEIGHTS: Mapping[str, float] = {
    "disclosure": 2.2,
    "paragraph": 1.0,
    "statement": 1.0,
    "execution": 1.0,
    "project": 1.0,
    "form": 0.9,
    "indicator": 0.9,
    "task": 1.0,
    "term": 0.5,
    "row": 0.7,
    "finding": 0.5,
}
"""How likely a kind is to answer, whatever was asked; every back end is told, and weighs in its own way."""
