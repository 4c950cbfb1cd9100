"""Words of the field that mean the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from .language import normalise

MOST_WAYS = 8


@dataclass(frozen=True)
class Synonyms:
    """Groups of words that mean the same, normalised."""

    groups: tuple[tuple[str, ...], ...] = ()
    _group_of: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, groups: Iterable[Iterable[str]]) -> Synonyms:
        """From groups as written."""
        plain = tuple(tuple(dict.fromkeys(normalise(word) for word in group)) for group in groups)
        return cls(plain, {word: group for group in plain for word in group})

    def ways(self, word: str) -> list[str]:
        """The other ways to write a normalised word: it, or the longest known word in it, put otherwise.

        At most `MOST_WAYS`. A way that contains the known word is found anyway, one that is contained in it would
        find more than was meant: both are left out.
        """
        known = sorted((part for part in self._group_of if part in word), key=lambda part: (-len(part), part))
        for part in known:
            ways = [way for way in self._group_of[part] if part not in way and way not in part]
            if ways:
                return [word.replace(part, way) for way in ways][:MOST_WAYS]
        return []


NO_SYNONYMS = Synonyms()
