"""What to do where nothing holds a query as typed: take questions apart, and think of the name that was meant."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from itertools import islice

from ..database.full_text import TABLE
from .language import is_han, phrase
from .names import suggestions, vocabulary
from .normal import RUN
from .queries import Query, Term, term
from .tuning import Tuning

_LONGEST = 40  # characters of a word that are taken apart
_SHORTEST_NUMBER = 3
_TRIED = 12
_PROBE = f"SELECT 1 FROM {TABLE} WHERE {TABLE} MATCH ? LIMIT 1"  # noqa: S608


def holds(conn: sqlite3.Connection, expression: str) -> bool:
    """Whether any document matches."""
    return conn.execute(_PROBE, (expression,)).fetchone() is not None


def loosen(conn: sqlite3.Connection, asked: Query, tuning: Tuning) -> Query | None:
    """The query with words no document holds cut into the longest pieces some document does.

    All pieces must be found; where no document has them all, any. None where no piece is known either.
    """
    terms: list[Term] = []
    for one in asked.terms:
        if holds(conn, one.expression()):
            terms.append(one)
        else:
            terms += [term(piece, tuning.synonyms) for piece in _pieces(conn, one.text, tuning.stop_words)]
    terms = list({one.text: one for one in terms}.values())
    if not terms:
        return None
    every = Query(asked.text, tuple(terms), asked.filters)
    if holds(conn, every.expression()):
        return every
    return Query(asked.text, tuple(terms), asked.filters, any_term=True)


def _pieces(conn: sqlite3.Connection, word: str, stop_words: Sequence[str]) -> list[str]:
    """The known pieces of a word, outside the words of questions: numbers and Latin words whole, Han runs cut."""
    for stop in stop_words:
        word = word.replace(stop, " ")
    out: list[str] = []
    for run in RUN.findall(word[:_LONGEST]):
        if is_han(run[0]):
            out += _longest_pieces(conn, run)
        elif len(run) >= _SHORTEST_NUMBER and holds(conn, phrase(run).expression()):
            out.append(run)
    return out


def _longest_pieces(conn: sqlite3.Connection, run: str) -> list[str]:
    """From the left, each time the longest piece of two characters or more that some document holds; of a run
    without any, its characters."""
    out: list[str] = []
    at = 0
    while at < len(run) - 1:
        length = 2
        if not holds(conn, phrase(run[at : at + length]).expression()):
            at += 1
            continue
        while at + length < len(run) and holds(conn, phrase(run[at : at + length + 1]).expression()):
            length += 1
        out.append(run[at : at + length])
        at += length
    return out or [one for one in run if len(run) > 1 and holds(conn, phrase(one).expression())]


def suggest(
    conn: sqlite3.Connection,
    asked: Query,
    tuning: Tuning,
    names: Callable[[sqlite3.Connection], Sequence[str]] = vocabulary,
) -> str | None:
    """A query with one name put right that some document holds, or None."""
    words = [one.text for one in asked.terms]
    unknown = [one.text for one in asked.terms if not holds(conn, one.expression())]
    for tried in islice(suggestions(words, unknown, names(conn)), _TRIED):
        meant = Query("", tuple(term(word, tuning.synonyms) for word in tried))
        if holds(conn, meant.expression()):
            return " ".join(tried)
    return None
