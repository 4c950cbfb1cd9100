"""The order of SQLite's index for documents that came from elsewhere: bm25 and a look at the text, in plain Python.

A server finds what matches and sends what is likely to be best; these are put in the same order as over SQLite. The
browser's copy is `content/assets/search-ranking.js`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...documents.search_documents import with_parents
from ...language.normal import normalise
from ...language.queries import Term
from ...language.tokens import Phrase, is_han, tokens
from ..sqlite.ranking import COLUMNS, FIGURE, HAS_FIGURE, IN_TEXT, KIND_WEIGHTS, OTHERWISE

_K1, _B = 1.2, 0.75
_LEAST = 1e-6


@dataclass(frozen=True, slots=True)
class Corpus:
    """How many documents there are and how many words they have on average."""

    documents: int
    mean_length: float


def prior(kind: str, length: int, figure: bool, mean_length: float) -> float:
    """How likely a document is to be wanted, whatever was asked: its score where one phrase is found once in its text."""
    tf = COLUMNS["body"]
    score = tf * (_K1 + 1) / (tf + _K1 * (1 - _B + _B * length / mean_length))
    return round(score * KIND_WEIGHTS[kind] * (FIGURE if figure else 1.0), 4)


def weigh(
    documents: Sequence[Mapping[str, Any]], terms: Sequence[Term], counts: Sequence[int], corpus: Corpus
) -> list[Mapping[str, Any]]:
    """Documents, best first; of equals the newest first. `counts` says how many documents hold each term."""
    newest = sorted(
        documents, key=lambda document: (document["fiscal_year"], document["place"]), reverse=True
    )
    scores = [_score(document, terms, counts, corpus) for document in newest]
    order = sorted(range(len(newest)), key=lambda at: -scores[at])
    return [newest[at] for at in order]


def _score(
    document: Mapping[str, Any], terms: Sequence[Term], counts: Sequence[int], corpus: Corpus
) -> float:
    columns = {
        "title": tokens(document["title"]),
        "body": tokens(document["text"]),
        "who": _names(document),
        "codes": with_parents((document["codes"] or "").split()),
    }
    long = _K1 * (1 - _B + _B * document["length"] / corpus.mean_length)
    score = held = 0.0
    for term, count in zip(terms, counts, strict=True):
        rarity = max(math.log((corpus.documents - count + 0.5) / (count + 0.5)), _LEAST)
        in_text = 0.0
        for number, phrase in enumerate(term.alternatives):
            found = {name: occurrences(words, phrase) for name, words in columns.items()}
            weight = sum(COLUMNS[name] * times for name, times in found.items())
            score += rarity * weight * (_K1 + 1) / (weight + long)
            if found["body"]:
                in_text = max(in_text, OTHERWISE if number else 1.0)
        held += in_text
    held /= len(terms)
    figure = FIGURE if held and HAS_FIGURE.search(normalise(document["text"])) else 1.0
    return score * KIND_WEIGHTS[document["kind"]] * (1 + (IN_TEXT - 1) * held) * figure


def _names(document: Mapping[str, Any]) -> list[str]:
    names = (document["department"], document["district"], document["city"], str(document["fiscal_year"]))
    return [token for name in names if name for token in tokens(name)]


def occurrences(words: Sequence[str], phrase: Phrase) -> int:
    """How often a phrase stands among tokens."""
    *firm, last = phrase.tokens
    size = len(firm)
    return sum(
        words[at : at + size] == firm
        and (words[at + size] == last or (phrase.prefix and _begins(words[at + size], last)))
        for at in range(len(words) - size)
    )


def _begins(word: str, character: str) -> bool:
    return is_han(word[0]) and word.startswith(character)
