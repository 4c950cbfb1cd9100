"""Which hit a reader wants first. Every number here was set by the judged queries (`benchmarks/relevance.py`).

bm25 weighs columns; kinds of document count more or less; and the best of these are looked at: words in the sentence
itself count more than words in its heading, as typed more than written otherwise, and a sentence with a figure more than
one without.
"""

from __future__ import annotations

import json
import re
import sqlite3
import sys
from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any

from ....database.full_text import TABLE
from ...language.normal import normalise
from ...language.queries import Query, Term
from ...language.tokens import phrase, tokens
from .ranges import Ranges

COLUMNS: Mapping[str, float] = {"title": 0.8, "body": 3.0, "who": 0.3, "codes": 3.0}
KIND_WEIGHTS: Mapping[str, float] = {
    "disclosure": 2.2,
    "paragraph": 1.0,
    "statement": 1.0,
    "execution": 1.0,
    "project": 1.0,
    "form": 0.9,
    "indicator": 0.9,
    "task": 1.0,
    "term": 0.85,
    "row": 0.7,
    "finding": 0.5,
}
WEIGHED = 3_000
LOOKED_AT = 60
IN_TEXT, FIGURE, OTHERWISE = 1.5, 1.2, 0.5
HAS_FIGURE = re.compile(r"[0-9]万元|万元$")
_BM25 = f"bm25({TABLE}, {', '.join(map(str, COLUMNS.values()))})"
_WEIGHTS = f"SELECT rowid, {_BM25} FROM {TABLE} WHERE {TABLE} MATCH ? AND rowid BETWEEN ? AND ?"  # noqa: S608
_AMONG = f"{_WEIGHTS} AND +rowid IN (SELECT value FROM json_each(?))"  # noqa: S608
_NEWEST = f"SELECT rowid, {_BM25} FROM {TABLE} WHERE {TABLE} MATCH ? ORDER BY rowid DESC"  # noqa: S608
_IDS = (
    f"SELECT json_group_array(rowid) FROM"  # noqa: S608
    f" (SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH ? AND rowid < ? ORDER BY rowid)"
)
Weights = list[tuple[int, float]]
"""Ids with their bm25 (the lower the better), rising."""


def numbers() -> dict[str, Any]:
    """The numbers of ranking for the browser, which ranks alike where it has no server to ask."""
    return {
        "columns": COLUMNS,
        "kinds": KIND_WEIGHTS,
        "weighed": WEIGHED,
        "lookedAt": LOOKED_AT,
        "inText": IN_TEXT,
        "figure": FIGURE,
        "otherwise": OTHERWISE,
    }


def matching_ids(conn: sqlite3.Connection, asked: Query, below: int = sys.maxsize) -> list[int]:
    """The rising ids that match; as one list of JSON, which is read faster than as many rows."""
    cursor = conn.cursor()
    cursor.row_factory = None
    (ids,) = cursor.execute(_IDS, (asked.expression(), below)).fetchone()
    found: list[int] = json.loads(ids)
    return found


def match_and_weigh(conn: sqlite3.Connection, asked: Query) -> tuple[list[int], Weights]:
    """The rising ids that match, and the weights of the newest, the words followed through the index only once."""
    cursor = conn.cursor()
    cursor.row_factory = None
    weights: Weights = cursor.execute(_NEWEST, (asked.expression(),)).fetchmany(WEIGHED)
    weights.reverse()
    newest = [i for i, _ in weights]
    if len(newest) < WEIGHED:
        return newest, weights
    return matching_ids(conn, asked, newest[0]) + newest, weights


def _weigh(conn: sqlite3.Connection, asked: Query, ids: Sequence[int], narrowed: bool) -> Weights:
    """The weights of some rising ids; where they are `narrowed`, other hits may lie between them."""
    cursor = conn.cursor()
    cursor.row_factory = None
    given = (asked.expression(), ids[0], ids[-1])
    if narrowed:
        return cursor.execute(_AMONG, (*given, json.dumps(ids))).fetchall()
    return cursor.execute(_WEIGHTS, given).fetchall()


def ranked(
    conn: sqlite3.Connection,
    asked: Query,
    ids: Sequence[int],
    ranges: Ranges,
    narrowed: bool = False,
    weights: Weights | None = None,
) -> list[int]:
    """Rising ids, best first; of equals the newest first. `narrowed` tells that filters left out some that match.

    Of many only the newest are weighed against one another; the others follow, from the newest.
    """
    if not ids:
        return []
    rows = weights if weights is not None else _weigh(conn, asked, ids[-WEIGHED:], narrowed)
    number_of, factors = ranges.number_of, [KIND_WEIGHTS[kind] for kind in ranges.kinds]
    scores = [(-score * factors[number_of[i]], i) for i, score in rows]
    scores.reverse()  # newest first; the sort keeps equals so
    scores.sort(key=itemgetter(0), reverse=True)
    best = {i: score for score, i in scores[:LOOKED_AT]}
    looked = _look(conn, asked, best)
    order = sorted(best, key=lambda i: (-looked[i], -i))
    order += [i for _, i in scores[LOOKED_AT:]]
    order += ids[:-WEIGHED][::-1]
    return order


def _look(conn: sqlite3.Connection, asked: Query, weighted: Mapping[int, float]) -> dict[int, float]:
    """The scores of the best, after a look at their texts."""
    cursor = conn.cursor()
    cursor.row_factory = None
    sql = f"SELECT id, text FROM search_documents WHERE id IN ({','.join(map(str, weighted))})"  # noqa: S608
    out = {}
    for i, text in cursor.execute(sql):
        plain = normalise(text)
        held = sum(_held(term, plain) for term in asked.terms) / len(asked.terms)
        figure = FIGURE if held and HAS_FIGURE.search(plain) else 1.0
        out[i] = weighted[i] * (1 + (IN_TEXT - 1) * held) * figure
    return out


def _held(term: Term, plain: str) -> float:
    """How much of a term a normalised text holds."""
    if _stands(term.text, plain):
        return 1.0
    return OTHERWISE if any(_stands(way, plain) for way in term.ways[1:]) else 0.0


def _stands(way: str, plain: str) -> bool:
    """Whether a normalised way to write a term stands in a normalised text: 302 does not in 1302.5, 92.00 does in 92."""
    if way in plain and not (way[0].isdigit() or way[-1].isdigit()):
        return True
    if not any(character.isdigit() for character in way):
        return False
    found = phrase(way)
    if any(token not in plain for token in found.tokens):
        return False
    words = " ".join(tokens(plain))
    return f" {' '.join(found.tokens)}{'' if found.prefix else ' '}" in f" {words} "
