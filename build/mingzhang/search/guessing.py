"""What to do where nothing holds a query as typed, whatever back end is asked: take questions apart, and think of the
name that was meant.

A back end gives `holds`: for each of a list of queries whether any document matches it. It is asked in lists, since
for a server each question costs a way there and back; where a question costs little it may answer one after another,
and is asked no further than needed. The browser's copy is `content/assets/search-loosening.js`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice, takewhile

from .language import is_han
from .names import suggestions
from .normal import RUN
from .queries import Query, Term, term
from .synonyms import Synonyms
from .tuning import Tuning

Holds = Callable[[Sequence[Query]], Iterable[bool]]
_LONGEST = 40  # characters of a query that are taken apart
_SHORTEST_NUMBER = 3
_TRIED = 12


def loosened(holds: Holds, asked: Query, tuning: Tuning) -> Query | None:
    """The query with words no document holds cut into the longest pieces some document does.

    All pieces must be found; where no document has them all, any. None where no piece is known either.
    """
    known = holds([Query("", (one,)) for one in asked.terms])
    terms: list[Term] = []
    left = _LONGEST
    for one, is_known in zip(asked.terms, known, strict=True):
        if is_known:
            terms.append(one)
            continue
        terms += _terms(_pieces(holds, one.text, tuning.stop_words, left), tuning.synonyms)
        left = max(0, left - len(one.text))
    terms = list({one.text: one for one in terms}.values())
    if not terms:
        return None
    every = Query(asked.text, tuple(terms), asked.filters)
    if any(holds([every])):
        return every
    return Query(asked.text, tuple(terms), asked.filters, any_term=True)


def _terms(words: Iterable[str], synonyms: Synonyms) -> list[Term]:
    return [term(word, synonyms) for word in words]


def _pieces(holds: Holds, word: str, stop_words: Sequence[str], most: int) -> list[str]:
    """The known pieces of a word, outside the words of questions: numbers and Latin words whole, Han runs cut."""
    for stop in stop_words:
        word = word.replace(stop, " ")
    out: list[str] = []
    for run in RUN.findall(word[:most]):
        if is_han(run[0]):
            out += _longest_pieces(holds, run) or _characters(holds, run)
        elif len(run) >= _SHORTEST_NUMBER and any(holds([Query("", (term(run),))])):
            out.append(run)
    return out


def _longest_pieces(holds: Holds, run: str) -> list[str]:
    """From the left, each time the longest piece of two characters or more that some document holds."""
    out: list[str] = []
    at = 0
    while at < len(run) - 1:
        pieces = [run[at:end] for end in range(at + 2, len(run) + 1)]
        known = holds([Query("", (term(piece),)) for piece in pieces])
        longest = sum(1 for _ in takewhile(bool, known))
        if longest:
            out.append(pieces[longest - 1])
        at += longest + 1
    return out


def _characters(holds: Holds, run: str) -> list[str]:
    """The characters of a run, where each is known: short for longer words (购车), or left of a question (有多少辆车)."""
    known = holds([Query("", (term(one),)) for one in run]) if len(run) > 1 else ()
    return list(run) if known and all(known) else []


def suggested(holds: Holds, asked: Query, tuning: Tuning, names: Callable[[], Iterable[str]]) -> str | None:
    """A query with one of `names` put right that some document holds, or None."""
    known = holds([Query("", (one,)) for one in asked.terms])
    unknown = [one.text for one, is_known in zip(asked.terms, known, strict=True) if not is_known]
    if not unknown:
        return None
    words = [one.text for one in asked.terms]
    tried = list(islice(suggestions(words, unknown, names()), _TRIED))
    meant = [Query("", tuple(_terms(words, tuning.synonyms))) for words in tried]
    known = holds(meant) if meant else []
    return next((" ".join(words) for words, is_known in zip(tried, known, strict=False) if is_known), None)
