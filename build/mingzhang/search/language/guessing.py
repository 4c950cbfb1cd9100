"""What to do where nothing holds a query as typed, whatever back end is asked: take questions apart, and think of the
name that was meant.

A back end gives `holds`: for each of a list of queries whether any document matches it. It is asked in lists, since
for a server each question costs a way there and back; where a question costs little it may answer one after another,
and is asked no further than needed. The browser's copy is `content/assets/search-loosening.js`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice, takewhile

from .normal import RUN
from .queries import Query, Term, term
from .spelled_names import suggestions
from .synonyms import Synonyms
from .tokens import is_han
from .tuning import Tuning

Holds = Callable[[Sequence[Query]], Iterable[bool]]
_LONGEST = 40  # characters of a query that are taken apart
_SHORTEST, _SHORTEST_NUMBER = 2, 3
_SENSE = 0.5  # of the characters asked for, more than so many must be found again in pieces
_TRIED = 12


def loosened(holds: Holds, asked: Query, tuning: Tuning) -> Query | None:
    """The query with words no document holds cut into the longest pieces some document does.

    All pieces must be found, with what a word of the question asks for (为什么: 原因) if any document has that too; where
    no document has them all, any. None where no piece is known either.
    """
    known = holds([Query("", (one,)) for one in asked.terms])
    terms: list[Term] = []
    further: list[str] = []
    left = _LONGEST
    for one, is_known in zip(asked.terms, known, strict=True):
        if is_known:
            terms.append(one)
            continue
        terms += _terms(_pieces(holds, one.text, tuning, left), tuning.synonyms)
        further += [what for question, what in tuning.asked_for.items() if question in one.text]
        left = max(0, left - len(one.text))
    if not terms:
        return None
    for wanted in (_terms(further, tuning.synonyms), []) if further else ([],):
        every = Query(asked.text, _unlike([*terms, *wanted]), asked.filters)
        if any(holds([every])):
            return every
    return Query(asked.text, _unlike(terms), asked.filters, any_term=True)


def _unlike(terms: Iterable[Term]) -> tuple[Term, ...]:
    return tuple({one.text: one for one in terms}.values())


def _terms(words: Iterable[str], synonyms: Synonyms) -> list[Term]:
    return [term(word, synonyms) for word in words]


def _pieces(holds: Holds, word: str, tuning: Tuning, most: int) -> list[str]:
    """The known pieces of a word, outside the words of questions: numbers and Latin words whole, Han runs cut; none where
    they carry too little of its sense."""
    for stop in tuning.stop_words:
        if len(stop) > 1:
            word = word.replace(stop, " ")
    out: list[str] = []
    asked = 0
    for run in RUN.findall(word[:most]):
        if is_han(run[0]):
            asked += len(run.strip(_ends(tuning)))
            out += _of_run(holds, run, tuning) or _characters(holds, run.strip(_ends(tuning)))
        else:
            asked += len(run)
            if len(run) >= _SHORTEST_NUMBER and any(holds([Query("", (term(run),))])):
                out.append(run)
    # Of 火星登陆计划 only 计划 is known, which says nothing of what was asked.
    return out if sum(map(len, out)) > _SENSE * asked else []


def _of_run(holds: Holds, run: str, tuning: Tuning) -> list[str]:
    """The pieces of a run: words of the field as they are, the rest cut; 的 and its like stay off the ends of pieces."""
    ends = _ends(tuning)
    out: list[str] = []
    for piece, is_word in tuning.synonyms.cut(run):
        if is_word and any(holds([Query("", (term(piece, tuning.synonyms),))])):
            out.append(piece)
            continue
        out += [_trimmed(found, ends) for found in _longest_pieces(holds, _trimmed(piece, ends))]
    return out


def _ends(tuning: Tuning) -> str:
    return "".join(stop for stop in tuning.stop_words if len(stop) == 1)


def _trimmed(piece: str, ends: str) -> str:
    """A piece without characters of `ends` around it, but of two characters at least (国有)."""
    while len(piece) > _SHORTEST and piece[-1] in ends:
        piece = piece[:-1]
    while len(piece) > _SHORTEST and piece[0] in ends:
        piece = piece[1:]
    return piece


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
    is_known = len(run) > 1 and all(holds([Query("", (term(one),)) for one in run]))
    return list(run) if is_known else []


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
