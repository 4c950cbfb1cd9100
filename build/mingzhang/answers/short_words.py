"""Words cut short by their neighbours (货物、工程、服务采购), and words for figures typed by sound (三共经费)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import product

from ..search.language.spelled_names import readings
from .concepts import Concepts
from .known_words import Token

_SHORTEST, _LONGEST = 3, 10
_HAN = re.compile("[\u4e00-\u9fff]+")


def completed(tokens: Sequence[Token], concepts: Concepts) -> list[Token]:
    """Tokens, where an unknown piece and a part of a concept's word beside it are the word of a concept, as that concept.

    工程 in 货物、工程、服务采购 is 工程采购; 工程 in 采购里工程 is 采购工程.
    """
    said = [token.text for token in tokens if token.kind == "concept"]
    out = []
    for token in tokens:
        whole = _whole(token.text, said, concepts) if token.kind == "unknown" else None
        out.append(Token("concept", token.text, concepts.by_word[whole]) if whole else token)
    return out


def _whole(piece: str, said: Sequence[str], concepts: Concepts) -> str | None:
    for word in said:
        for at in range(len(word) - 1):
            if (longer := piece + word[at:]) in concepts.by_word:
                return longer
        for at in range(len(word), 1, -1):
            if (longer := word[:at] + piece) in concepts.by_word:
                return longer
    return None


class BySound:
    """The words of metrics by their pinyin."""

    def __init__(self, concepts: Concepts) -> None:
        self._words: dict[str, set[str]] = {}
        for word, found in concepts.by_word.items():
            if found[0].kind == "metric" and _HAN.fullmatch(word) and _SHORTEST <= len(word) <= _LONGEST:
                for letters in _letters(word):
                    self._words.setdefault(letters, set()).add(word)

    def misspelt(self, plain: str) -> tuple[str, str] | None:
        """A word with one character of the same sound put for another, and the one word that is meant.

        三共经费 is 三公经费; what sounds alike and differs in more is left unknown.
        """
        for size in range(min(_LONGEST, len(plain)), _SHORTEST - 1, -1):
            for start in range(len(plain) - size + 1):
                typed = plain[start : start + size]
                if not _HAN.fullmatch(typed):
                    continue
                meant = {word for letters in _letters(typed) for word in self._words.get(letters, ())}
                meant = {word for word in meant if sum(a != b for a, b in zip(word, typed, strict=True)) == 1}
                if len(meant) == 1:
                    return typed, meant.pop()
        return None


_KNOWN: dict[int, BySound] = {}


def by_sound(concepts: Concepts) -> BySound:
    """The words of these concepts by their pinyin, made once."""
    known = _KNOWN.get(id(concepts.by_word))
    if known is None:
        known = BySound(concepts)
        _KNOWN.clear()
        _KNOWN[id(concepts.by_word)] = known
    return known


def _letters(word: str) -> list[str]:
    return [" ".join(one) for one in list(product(*(options[:2] for options in readings(word))))[:16]]
