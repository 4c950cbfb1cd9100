"""Faults put into otherwise consistent documents, one at a time: what proofreading is measured with.

Each fault alters the rendered text in one place and names the rules of which at least one should fire.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from .document import draft
from .elements import Element
from .layouts import BY_NAME, Layout
from .lines import to_lines
from .planting_prose import PROSE_FAULTS
from .planting_tables import TABLE_FAULTS
from .records import Facts

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
    for name, (alter, rules) in {**TABLE_FAULTS, **PROSE_FAULTS}.items()
}
"""Every fault by name: how it alters a draft, and the rules that should notice."""


def plant(facts: Facts, fault: str, layout: Layout | None = None, seed: int = 0) -> Planted | None:
    """`facts` rendered with `fault`; None where this document has no place for it.

    The layout is `levels` unless given; no damage is done. KeyError for a fault that does not exist.
    """
    alter, rules = FAULTS[fault]
    layout = layout or BY_NAME["levels"]
    rng = Random(f"{seed}/{fault}/{facts.department.name}/{facts.year}")  # noqa: S311 - a sample, not a secret
    elements = list(draft(facts, layout, NONE).elements)
    change = alter(elements, facts, rng)
    if change is None:
        return None
    sound = _lines(elements, layout)
    index, instead = change
    faulty = _lines([*elements[:index], *instead, *elements[index + 1 :]], layout)
    for number, (before, after) in enumerate(zip(sound, faulty, strict=False), start=1):
        if before != after:
            return Planted(fault, "\n".join(faulty) + "\n", number, before, after, rules)
    return None


def _lines(elements: list[Element], layout: Layout) -> list[str]:
    return to_lines(tuple(elements), layout, NONE, Random(0))  # noqa: S311
