"""The comparisons of a document by the figures that stand in them, and which of them are broken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from .figures import Subject
from .trials import Comparison, Replaced, breached

MOST_TOUCHED = 1_000
"""A figure in more comparisons than this is not suspected; real documents stay far below."""


ByFigure = Mapping[Subject, Sequence[Comparison]]


def by_figure(comparisons: Iterable[Comparison]) -> ByFigure:
    """The comparisons in which each figure stands."""
    found: dict[Subject, list[Comparison]] = defaultdict(list)
    for comparison in comparisons:
        for figure in comparison.figures:
            found[figure.key].append(comparison)
    return found


class Breaches:
    """Broken comparisons among all; `open` are those that no fault explains yet."""

    def __init__(self, by_figure: ByFigure, failing: Sequence[Comparison]) -> None:
        self.open = list(failing)
        self._failing = {id(comparison) for comparison in failing}
        self._by_key = by_figure

    def few(self, key: Subject) -> bool:
        """Whether the figure stands in two comparisons or more, and not in too many to try."""
        return 2 <= len(self._by_key.get(key, ())) <= MOST_TOUCHED

    def touching(self, keys: Iterable[Subject]) -> list[Comparison]:
        """The open breaches in which one of the figures stands."""
        wanted = {id(comparison) for key in keys for comparison in self._by_key.get(key, ())}
        return [comparison for comparison in self.open if id(comparison) in wanted]

    def of_statement(self, number: int) -> list[Comparison]:
        """Every comparison, broken or not, in which a cell of a statement stands."""
        owner = str(number)
        found = {
            id(comparison): comparison
            for key, comparisons in self._by_key.items()
            if key.kind == "cell" and key.owner == owner
            for comparison in comparisons
        }
        return list(found.values())

    def closed(self, replaced: Replaced) -> list[Comparison]:
        """Which open breaches would close if the figures were others."""
        return [c for c in self.touching(replaced) if not breached(c, replaced)]

    def opens(self, replaced: Replaced, most: int = 0) -> bool:
        """Whether more than `most` comparisons that hold would break if the figures were others; True where too many to
        try."""
        broken = 0
        for key in replaced:
            touched = self._by_key.get(key, ())
            if len(touched) > MOST_TOUCHED:
                return True
            for c in touched:
                # A hint that is broken already does not hold, though it is not among the failing.
                broken += id(c) not in self._failing and breached(c, replaced) and not breached(c)
                if broken > most:
                    return True
        return False

    def close(self, closed: Iterable[Comparison]) -> None:
        """Take breaches that a fault explains out of the open ones."""
        done = {id(comparison) for comparison in closed}
        self.open = [comparison for comparison in self.open if id(comparison) not in done]
