"""Words of the field that mean the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .normal import normalise

MOST_WAYS = 8
_NOTHING = re.compile("(?!)")


@dataclass(frozen=True)
class Synonyms:
    """Words, the longest first, and the other ways to write each; all normalised.

    A way that contains the word is found anyway; one of its group that is contained in it would find more than was meant:
    both are left out, and at most `MOST_WAYS` are kept.
    """

    ways_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    _any: re.Pattern[str] = field(default=_NOTHING, repr=False, compare=False)

    @classmethod
    def of(
        cls, groups: Iterable[Iterable[str]], written: Iterable[tuple[str, Iterable[str]]] = ()
    ) -> Synonyms:
        """From groups of words that stand for one another, and from words that are asked and how these are `written`."""
        found: dict[str, list[str]] = {}
        for group in groups:
            words = [normalise(word) for word in group]
            for word in words:
                found.setdefault(word, []).extend(way for way in words if way not in word)
        for word, ways in written:
            found.setdefault(normalise(word), []).extend(map(normalise, ways))
        ways_of = {}
        for word in sorted(found, key=lambda word: (-len(word), word)):
            ways = [way for way in dict.fromkeys(found[word]) if word not in way]
            if ways:
                ways_of[word] = tuple(ways[:MOST_WAYS])
        return cls(ways_of, re.compile("|".join(map(re.escape, ways_of))) if ways_of else _NOTHING)

    def ways(self, word: str) -> list[str]:
        """The other ways to write a normalised word: it, or the longest known word in it, put otherwise."""
        for part, ways in self.ways_of.items():
            if part in word:
                return [word.replace(part, way) for way in ways]
        return []

    def cut(self, run: str) -> list[tuple[str, bool]]:
        """The pieces of a normalised text, and whether each is one of these words: from the left, the longest first."""
        out, at = list[tuple[str, bool]](), 0
        for word in self._any.finditer(run):
            out += [(run[at : word.start()], False), (word[0], True)]
            at = word.end()
        return [(piece, known) for piece, known in (*out, (run[at:], False)) if piece]


NO_SYNONYMS = Synonyms()
