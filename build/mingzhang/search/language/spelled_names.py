"""Names found by the first letters of their pinyin, and names meant where one character is wrong."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from .normal import normalise

SHORTEST_LETTERS, LONGEST_LETTERS = 2, 40
SHORTEST_NAME = 3  # of two characters, one wrong is half the word

_DEPARTMENTS = "SELECT DISTINCT short_name FROM departments ORDER BY 1"
_DISTRICTS = "SELECT DISTINCT district FROM departments WHERE district IS NOT NULL ORDER BY 1"
_VOCABULARY = """SELECT short_name FROM departments UNION SELECT district FROM departments
    UNION SELECT name FROM function_codes UNION SELECT name FROM economic_codes UNION SELECT name_zh FROM metrics
    UNION SELECT DISTINCT term FROM terms"""


def named_by_letters(letters: str, names: Iterable[str]) -> list[str]:
    """The beginnings of names that `letters` are the pinyin of, in initials or in full.

    >>> named_by_letters("hjd", ["韩家墩街道办事处", "花楼街道办事处"]), named_by_letters("hualou", ["花楼街道办事处"])
    (['韩家墩'], ['花楼'])
    """
    if not (SHORTEST_LETTERS <= len(letters) <= LONGEST_LETTERS and letters.isascii() and letters.isalpha()):
        return []
    found = {name[:length] for name in names for length in _spelled(letters.lower(), name)}
    return sorted(found, key=lambda name: (len(name), name))


def _spelled(letters: str, name: str) -> Iterator[int]:
    """How many characters of `name` the letters spell, as initials and as full syllables."""
    spelled = readings(name)
    if len(letters) <= len(spelled) and all(
        any(reading.startswith(letter) for reading in spelled[i]) for i, letter in enumerate(letters)
    ):
        yield len(letters)
    rest = {letters}
    for length, syllables in enumerate(spelled, start=1):
        rest = {left[len(s) :] for left in rest for s in syllables if left.startswith(s)}
        if "" in rest and length > 1:
            yield length
            return


@lru_cache(maxsize=20_000)
def readings(name: str) -> tuple[tuple[str, ...], ...]:
    """Every reading of each character: a name's true one is not always the commonest (重庆, 长寿)."""
    from pypinyin import Style, pinyin

    return tuple(tuple(pinyin(one, style=Style.NORMAL, heteronym=True)[0]) for one in name)


def vocabulary(conn: sqlite3.Connection) -> list[str]:
    """The names a query may have meant: departments, districts, codes, metrics and terms, normalised."""
    cursor = conn.cursor()
    cursor.row_factory = None
    return sorted({normalise(name) for (name,) in cursor.execute(_VOCABULARY) if name})


def names_index(conn: sqlite3.Connection) -> dict[str, Any]:
    """What the browser needs to find names as we do (`search-names.bin`): the names of departments and districts, which
    letters may spell, the readings of their characters, and the names a query may have meant."""
    cursor = conn.cursor()
    cursor.row_factory = None
    departments, districts = ([name for (name,) in cursor.execute(sql)] for sql in (_DEPARTMENTS, _DISTRICTS))
    characters = sorted(set("".join((*departments, *districts))))
    return {
        "departments": departments,
        "districts": districts,
        "readings": {one: list(readings(one)[0]) for one in characters},
        "vocabulary": vocabulary(conn),
    }


def joined_names(indexes: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """What `names_index` gives of each of several portals, as one."""
    joined = {
        part: sorted({name for one in indexes for name in one[part]})
        for part in ("departments", "districts", "vocabulary")
    }
    return {**joined, "readings": {key: said for one in indexes for key, said in one["readings"].items()}}


def nearly(word: str, names: Iterable[str]) -> list[str]:
    """Pieces of names that differ from `word` by one character: another one, one more or one less. Names stay whole
    where the word is about as long as they are.

    >>> nearly("韩家敦", ["韩家墩街道办事处"])
    ['韩家墩']
    """
    if len(word) < SHORTEST_NAME:
        return []
    found: dict[str, None] = {}
    for name in names:
        if abs(len(name) - len(word)) == 1 and _one_more(*sorted((word, name), key=len)):
            found[name] = None
            continue
        for start in range(len(name) - len(word) + 1):
            piece = name[start : start + len(word)]
            if sum(map(str.__ne__, piece, word)) == 1:
                found[piece] = None
    return list(found)


def _one_more(shorter: str, longer: str) -> bool:
    at = next((i for i, c in enumerate(shorter) if c != longer[i]), len(shorter))
    return shorter[at:] == longer[at + 1 :]


def suggestions(words: Sequence[str], unknown: Iterable[str], names: Iterable[str]) -> Iterator[list[str]]:
    """The words of a query with each unknown one put right in turn."""
    names = list(names)
    for word in unknown:
        for right in nearly(word, names):
            yield [right if other == word else other for other in words]
