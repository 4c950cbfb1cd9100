"""What of an account a file holds: which of the nine tables, and whether the prose; what is split over files is told by it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..catalogue import STATEMENTS
from ..layout import read_tree
from ..model import Disclosure, Document, Identity, NotADisclosure, Section, Statement
from .identity import read_identity
from .narrative import with_kinds
from .statements import read_statements

PROSE = "prose"
"""What `holding` calls 情况说明; the tables are called by their numbers."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """A file that is no account by itself: whose it is, and what it holds."""

    identity: Identity
    holds: tuple[str, ...]


def holding(disclosure: Disclosure) -> tuple[str, ...]:
    """What of an account a disclosure holds: `1` to `9` for tables that are printed (empty ones too), `prose`."""
    return tuple(_contents(disclosure.statements, disclosure.sections))


def may_be_part(disclosure: Disclosure | None) -> bool:
    """Whether a file, refused or not, may hold a part of an account that is split over files: it does not hold all of it."""
    return disclosure is None or len(holding(disclosure)) < len(STATEMENTS) + 1


def read_fragment(document: Document) -> Fragment | None:
    """Read a text that was refused for holding too little; None where it names nobody or has none of the tables."""
    tree = read_tree(document)
    statements, _ = read_statements(tree)
    sections = with_kinds(tree.sections)
    holds = tuple(_contents(statements, sections))
    try:
        return Fragment(read_identity(tree, sections), holds) if holds else None
    except NotADisclosure:
        return None


def _contents(statements: Iterable[Statement], sections: Sequence[Section]) -> Iterator[str]:
    yield from (str(one.number) for one in statements if one.source_line_end is not None)
    if any(section.kind and section.part != 2 for section in sections):
        yield PROSE
