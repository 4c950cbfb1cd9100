"""What tunes a portal's search: the files of its search/ folder, read strictly."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from .language import normalise
from .synonyms import NO_SYNONYMS, Synonyms

SYNONYMS, STOP_WORDS = "synonyms.yml", "stop_words.txt"


class TuningError(ValueError):
    """A file of search/ does not say what it should; the message names the file and what was expected."""


@dataclass(frozen=True)
class Tuning:
    """`stop_words` are words of questions (是多少), longest first; they count only where nothing else was found."""

    synonyms: Synonyms = NO_SYNONYMS
    stop_words: tuple[str, ...] = ()


NO_TUNING = Tuning()


def load_tuning(folder: Path) -> Tuning:
    """The tuning of a search/ folder; a file that is not there tunes nothing."""
    return Tuning(_synonyms(folder / SYNONYMS), _stop_words(folder / STOP_WORDS))


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError:
        raise TuningError(f"{file}: not UTF-8 text") from None


def _synonyms(file: Path) -> Synonyms:
    try:
        groups = yaml.safe_load(_read(file)) or []
    except yaml.YAMLError as error:
        raise TuningError(f"{file}: {str(error).splitlines()[0]}") from None
    if not isinstance(groups, list) or not all(_is_group(group) for group in groups):
        raise TuningError(f"{file}: expected a list of groups, each a list of two or more words")
    words = [normalise(word) for group in groups for word in group]
    for word in words:
        if words.count(word) > 1:
            raise TuningError(f"{file}: {word} stands in two groups; join them")
    return Synonyms.of(groups)


def _is_group(group: object) -> bool:
    return isinstance(group, list) and len(group) > 1 and all(isinstance(word, str) for word in group)


def _stop_words(file: Path) -> tuple[str, ...]:
    lines = (line.strip() for line in _read(file).splitlines())
    words = {normalise(line) for line in lines if line and not line.startswith("#")}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))
