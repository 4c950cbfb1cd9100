"""What a fault held apart from tuning is, and the list of all kinds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from random import Random

DROP = "\0"
"""Printed instead of a line that is left out altogether: the lines after it move up."""


@dataclass(frozen=True, slots=True)
class Fault:
    """The lines that differ, by index from 0 (a new text may hold line ends); `says`: words and figures of which a finding
    may name one; `gone`: what is wrong is not there, so that a finding may stand anywhere that names it."""

    lines: dict[int, str]
    says: tuple[str, ...] = ()
    gone: bool = False


Maker = Callable[[list[str], Random], Iterable[Fault]]
Kinds = dict[str, tuple[str, Maker]]
"""Kinds by name: the family, and what gives all places that some lines offer."""
KINDS: Kinds = {}
"""The first set."""
SECOND: Kinds = {}
"""The second set, written when the first had been tuned on."""


def fault(family: str, kinds: Kinds = KINDS) -> Callable[[Maker], Maker]:
    """Register a kind under the name of its function."""

    def keep(maker: Maker) -> Maker:
        kinds[maker.__name__] = (family, maker)
        return maker

    return keep


def one_number(text: str) -> float:
    """The number of a printed figure; 0 for none."""
    return float(text.replace(",", "").strip() or 0)
