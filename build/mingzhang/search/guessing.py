"""What to do where nothing holds a query as typed, whatever back end is asked: take questions apart, and think of the
name that was meant.

A back end gives `holds`: for each of a list of queries whether any document matches it. It is asked in lists, since
for a server each question costs a way there and back. The browser's copy is `content/assets/search-loosening.js`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice

from .language import is_han
from .names import suggestions
from .normal import RUN
from .queries import Query, Term, term
from .synonyms import Synonyms
from .tuning import Tuning

Holds = Callable[[Sequence[Query]], list[bool]]
_LONGEST = 40  # characters of a word that are taken apart
_SHORTEST_NUMBER = 3
_TRIED = 12


def loosened(holds: Holds, asked: Query, tuning: Tuning) -> Query | None:
    """The query with words no document holds cut into the longest pieces some document does.

    All pieces must be found; where no document has them all, any. None where no piece is known either.
    """
    known = holds([Query("", (one,)) for one in asked.terms])
    terms: list[Term] = []
    for one, is_known in zip(asked.terms, known, strict=True):
        terms += [one] if is_known else _terms(_pieces(holds, one.text, tuning.stop_words), tuning.synonyms)
    terms = list({one.text: one for one in terms}.values())
    if not terms:
        return None
    every = Query(asked.text, tuple(terms), asked.filters)
    if holds([every])[0]:
        return every
    return Query(asked.text, tuple(terms), asked.filters, any_term=True)


def _terms(words: Iterable[str], synonyms: Synonyms) -> list[Term]:
    return [term(word, synonyms) for word in words]


def _pieces(holds: Holds, word: str, stop_words: Sequence[str]) -> list[str]:
    """The known pieces of a word, outside the words of questions: numbers and Latin words whole, Han runs cut."""
    for stop in stop_words:
        word = word.replace(stop, " ")
    out: list[str] = []
    for run in RUN.findall(word[:_LONGEST]):
        if is_han(run[0]):
            out += _longest_pieces(holds, run)
        elif len(run) >= _SHORTEST_NUMBER and holds([Query("", (term(run),))])[0]:
            out.append(run)
    return out


def _longest_pieces(holds: Holds, run: str) -> list[str]:
    """From the left, each time the longest piece of two characters or more that some document holds; of a run
    without any, its characters."""
    out: list[str] = []
    at = 0
    while at < len(run) - 1:
        pieces = [run[at:end] for end in range(at + 2, len(run) + 1)]
        known = holds([Query("", (term(piece),)) for piece in pieces])
        longest = known.index(False) if False in known else len(known)
        if longest:
            out.append(pieces[longest - 1])
        at += longest + 1
    if out or len(run) < 2:
        return out
    known = holds([Query("", (term(one),)) for one in run])
    return [one for one, is_known in zip(run, known, strict=True) if is_known]


def suggested(holds: Holds, asked: Query, tuning: Tuning, names: Callable[[], Iterable[str]]) -> str | None:
    """A query with one of `names` put right that some document holds, or None."""
    known = holds([Query("", (one,)) for one in asked.terms])
    unknown = [one.text for one, is_known in zip(asked.terms, known, strict=True) if not is_known]
    if not unknown:
        return None
    words = [one.text for one in asked.terms]
    tried = list(islice(suggestions(words, unknown, names()), _TRIED))
    meant = [Query("", tuple(_terms(words, tuning.synonyms))) for words in tried]
    found = holds(meant) if meant else []
    return " ".join(tried[found.index(True)]) if True in found else None
