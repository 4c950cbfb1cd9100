"""Random documents for property tests and benchmarks: facts, a layout and damage, drawn from one seed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from .history import history
from .layouts import DAMAGES, LAYOUTS, Damages, Layout, random_elsewhere, random_layout
from .names import departments
from .records import Facts
from .writing import render


@dataclass(frozen=True, slots=True)
class Case:
    """A document to be: its facts, its layout, its damage and the seed of that damage."""

    facts: Facts
    layout: Layout
    damages: Damages
    seed: int

    @property
    def name(self) -> str:
        """Enough to make it again: `case(seed, …)`."""
        return f"{self.seed} {self.layout.name} {'+'.join(sorted(self.damages)) or 'undamaged'}"

    def text(self) -> str:
        return render(self.facts, self.layout, self.damages, self.seed)


def random_facts(rng: Random) -> Facts:
    """A department's year, any kind."""
    some = departments(rng.randint(1, 12), rng)
    return next(history(rng.choice(some), rng.randint(2019, 2025), 1, str(rng.random())))


def case(seed: int, layout: Layout | None = None, damages: Damages | None = None) -> Case:
    """The case of this seed; a layout or damage given is used instead of the drawn one."""
    rng = Random(f"case/{seed}")
    facts = random_facts(rng)
    drawn = rng.choice(LAYOUTS) if rng.random() < 0.5 else random_layout(rng)
    elsewhere = Random(f"elsewhere/{seed}")
    if elsewhere.random() < 0.4:
        drawn = random_elsewhere(elsewhere)
    harmed = frozenset(rng.sample(DAMAGES, rng.randint(1, 3))) if rng.random() < 0.5 else frozenset()
    return Case(facts, layout or drawn, harmed if damages is None else damages, seed)


def cases(count: int, seed: int) -> Iterator[Case]:
    """`count` cases; half of them damaged."""
    for i in range(count):
        yield case(seed * 1_000_000 + i)
