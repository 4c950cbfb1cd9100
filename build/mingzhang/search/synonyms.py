"""Words of the field that mean the same (`search/synonyms.yml`), and words of questions that mean nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from .language import normalise

MOST_WAYS = 8


class SynonymsError(ValueError):
    """`search/synonyms.yml` is not a list of groups; the message names the file."""


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
        """The other ways to write a normalised word: the longest known words in it put otherwise.

        At most `MOST_WAYS`; none where no part of it is known.
        """
        if word in self._group_of:
            return [way for way in self._group_of[word] if way != word][:MOST_WAYS]
        known = sorted((part for part in self._group_of if part in word), key=lambda part: (-len(part), part))
        for part in known:
            if any(part in way for way in self._group_of[part] if way != part):
                continue  # 公车 within 公车改革 would become 公务用车改革, but 出国 within 因公出国 is there already
            return [word.replace(part, way) for way in self._group_of[part] if way != part][:MOST_WAYS]
        return []


NO_SYNONYMS = Synonyms()


def load_synonyms(folder: Path) -> Synonyms:
    """The synonyms of a portal's search/ folder; none where it has no such file."""
    file = folder / "synonyms.yml"
    if not file.is_file():
        return NO_SYNONYMS
    try:
        groups = yaml.safe_load(file.read_text(encoding="utf-8")) or []
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise SynonymsError(f"{file}: {str(error).splitlines()[0]}") from None
    if not isinstance(groups, list) or not all(_is_group(group) for group in groups):
        raise SynonymsError(f"{file}: expected a list of groups, each a list of two or more words")
    return Synonyms.of(groups)


def _is_group(group: object) -> bool:
    return isinstance(group, list) and len(group) > 1 and all(isinstance(word, str) for word in group)
