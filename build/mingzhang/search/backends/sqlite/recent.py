"""What the latest searches came to, kept so that turning a page asks nothing again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from threading import Lock

from ...language.queries import Query
from ...results import Sort
from .ranges import Facets

KEPT = 64


@dataclass(frozen=True, slots=True)
class Answer:
    """A query as it was understood, the ids found in their order (as many as can be paged through), and what to say.

    `total` counts all that was found; `used` is the order they are in.
    """

    asked: Query
    order: Sequence[int]
    total: int
    used: Sort
    facets: Facets
    loosened: bool = False
    suggestion: str | None = None


class Answers:
    """The latest answers by what was asked; safe to share between threads."""

    def __init__(self, size: int = KEPT) -> None:
        self._size = size
        self._kept: OrderedDict[Hashable, Answer] = OrderedDict()
        self._lock = Lock()

    def get(self, asked: Hashable) -> Answer | None:
        """The answer to what was asked before, or None."""
        with self._lock:
            if asked in self._kept:
                self._kept.move_to_end(asked)
            return self._kept.get(asked)

    def put(self, asked: Hashable, answer: Answer) -> None:
        """Keep an answer; the one not asked for longest goes."""
        with self._lock:
            self._kept[asked] = answer
            self._kept.move_to_end(asked)
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)
