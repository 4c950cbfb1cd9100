"""What tunes a portal's search: the files of its search/ folder, read strictly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from .normal import normalise
from .synonyms import NO_SYNONYMS, Synonyms

SYNONYMS, STOP_WORDS = "synonyms.yml", "stop_words.txt"


class TuningError(ValueError):
    """A file of search/ does not say what it should; the message names the file and what was expected."""


@dataclass(frozen=True)
class Tuning:
    """`stop_words` are words of questions (是多少), longest first; they count only where nothing else was found.

    `asked_for` says of some of these what a document must hold that answers: 为什么 asks for 原因.
    """

    synonyms: Synonyms = NO_SYNONYMS
    stop_words: tuple[str, ...] = ()
    asked_for: Mapping[str, str] = field(default_factory=dict)


NO_TUNING = Tuning()


def load_tuning(folder: Path) -> Tuning:
    """The tuning of a search/ folder; a file that is not there tunes nothing."""
    questions = _questions(folder / STOP_WORDS)
    words = sorted(questions, key=lambda word: (-len(word), word))
    asked_for = {word: questions[word] for word in words if questions[word]}
    return Tuning(_synonyms(folder / SYNONYMS), tuple(words), asked_for)


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
    if not isinstance(groups, list) or not all(_is_group(group) or _is_written(group) for group in groups):
        raise TuningError(
            f"{file}: expected a list of groups, each a list of two or more words, or a word with the list of those it asks for"
        )
    written = [one for group in groups if isinstance(group, dict) for one in group.items()]
    alike = [group for group in groups if isinstance(group, list)]
    for asked in (
        [normalise(word) for group in alike for word in group],
        [normalise(word) for word, _ in written],
    ):
        for word in asked:
            if asked.count(word) > 1:
                raise TuningError(f"{file}: {word} stands in two groups; join them")
    return Synonyms.of(alike, written)


def _is_group(group: object) -> bool:
    return isinstance(group, list) and len(group) > 1 and all(isinstance(word, str) for word in group)


def _is_written(group: object) -> bool:
    return isinstance(group, dict) and all(
        isinstance(word, str)
        and isinstance(ways, list)
        and ways
        and all(isinstance(way, str) for way in ways)
        for word, ways in group.items()
    )


def _questions(file: Path) -> dict[str, str]:
    """The words of questions and what each asks for, if anything."""
    out = {}
    for line in _read(file).splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        word, *asked_for = map(normalise, line.split())
        if len(asked_for) > 1:
            raise TuningError(
                f"{file}: {line.strip()}: expected a word of a question and at most one it asks for"
            )
        out[word] = "".join(asked_for)
    return out
