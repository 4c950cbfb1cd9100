"""Faults put into otherwise consistent documents, one at a time: what proofreading is measured with.

Each fault alters the rendered text in one place and names the rules of which at least one should fire.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from .document import draft
from .elements import Element
from .layouts import Layout
from .lines import to_lines
from .planting_omissions import OMISSIONS
from .planting_prose import PROSE_FAULTS
from .planting_tables import TABLE_FAULTS
from .records import Facts

PLAIN = Layout("plain", captions="after", trim=True, comma=False, growth_places=1, title_style="plain")
"""The look faults are planted in unless told otherwise."""
NONE: frozenset[str] = frozenset()
Change = tuple[int, tuple[Element, ...]]
"""Which element, and what stands there instead."""
Alter = Callable[[list[Element], Facts, Random], Change | None]


@dataclass(frozen=True, slots=True)
class Planted:
    """A document with one fault: the whole `text`, where it differs first (`line`, 1-based), the line `before` and
    `after`, and the ids of `rules` of which one should fire."""

    fault: str
    text: str
    line: int
    before: str
    after: str
    rules: frozenset[str]


FAULTS: dict[str, tuple[Alter, frozenset[str]]] = {
    name: (alter, frozenset(rules.split()))
    for name, (alter, rules) in {**TABLE_FAULTS, **PROSE_FAULTS, **OMISSIONS}.items()
}
"""Every fault by name: how it alters a draft, and the rules that should notice."""


def plant(facts: Facts, fault: str, layout: Layout | None = None, seed: int = 0) -> Planted | None:
    """`facts` rendered with `fault`; None where this document has no place for it.

    The layout is `PLAIN` unless given; no damage is done. KeyError for a fault that does not exist.
    """
    layout = layout or PLAIN
    elements = draft(facts, layout, NONE).elements
    altered = with_fault(elements, facts, fault, seed)
    if altered is None:
        return None
    sound, faulty = _lines(elements, layout), _lines(altered, layout)
    rules = FAULTS[fault][1]
    for number, (before, after) in enumerate(zip(sound, faulty, strict=False), start=1):
        if before != after:
            return Planted(fault, "\n".join(faulty) + "\n", number, before, after, rules)
    return None


def with_fault(
    elements: tuple[Element, ...], facts: Facts, fault: str, seed: int
) -> tuple[Element, ...] | None:
    """A draft's elements with `fault` in one of them; None where there is no place for it."""
    rng = Random(f"{seed}/{fault}/{facts.department.name}/{facts.year}")
    change = FAULTS[fault][0](list(elements), facts, rng)
    if change is None:
        return None
    index, instead = change
    return (*elements[:index], *instead, *elements[index + 1 :])


def _lines(elements: tuple[Element, ...], layout: Layout) -> list[str]:
    return to_lines(elements, layout, NONE, Random(0))
