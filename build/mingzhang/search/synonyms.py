"""Words of the field that mean the same."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from .language import normalise

MOST_WAYS = 8


@dataclass(frozen=True)
class Synonyms:
    """Groups of words that mean the same, normalised."""

    groups: tuple[tuple[str, ...], ...] = ()
    _any: re.Pattern[str] = field(default=re.compile("(?!)"), repr=False, compare=False)
    _group_of: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, groups: Iterable[Iterable[str]]) -> Synonyms:
        """From groups as written."""
        plain = tuple(tuple(dict.fromkeys(normalise(word) for word in group)) for group in groups)
        words = sorted((word for group in plain for word in group), key=lambda word: (-len(word), word))
        return cls(
            plain,
            re.compile("|".join(map(re.escape, words)) or "(?!)"),
            {word: group for group in plain for word in group},
        )

    def cut(self, run: str) -> list[tuple[str, bool]]:
        """The pieces of a normalised text, and whether each is one of these words: from the left, the longest first."""
        out, at = list[tuple[str, bool]](), 0
        for word in self._any.finditer(run):
            out += [(run[at : word.start()], False), (word[0], True)]
            at = word.end()
        return [(piece, known) for piece, known in (*out, (run[at:], False)) if piece]

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
