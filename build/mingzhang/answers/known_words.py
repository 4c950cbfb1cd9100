"""A question in known words: names of bodies and places, concepts, words that say nothing of what is asked, and the unknown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .bodies import Bodies, letters_of
from .concepts import Concepts, by_letters
from .records import Body, Concept

_PLACE = re.compile("[省市区县州镇乡]$")
_BARE_PLACE = re.compile("[的各哪]|街道的|街道哪")
"""Behind 江汉 for 江汉区: else it may begin a name (江汉大学)."""
_GENERIC = re.compile("[区县市旗]")
_OPENING = frozenset(("请问", "查询", "查一下", "想知道", "我想知道", "告诉我", "看看", "查", "的"))
_NUMBER = re.compile(r"\d+(?:\.\d+)?%?")
_LATIN = re.compile(r"[a-z][a-z'-]*")
_LONGEST_WORD = 48
PARTING = "的和与跟及、了"
_UNKNOWN = 100  # what an unknown character costs, in words


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a question: a body's name, a concept, a word that says nothing of it, or unknown."""

    kind: str
    text: str
    concepts: tuple[Concept, ...] = ()
    bodies: tuple[Body, ...] = ()


def scan(plain: str, bodies: Bodies, concepts: Concepts) -> list[Token]:
    """A normalised text in known words, so that as few characters as can be stay unknown, in as few words as can be."""
    none: tuple[int, int, Token | None] = (len(plain) * _UNKNOWN, 0, None)
    best = [none] * (len(plain) + 1)
    best[0] = (0, 0, None)
    for at in range(len(plain)):
        so_far = best[at][0]
        for token in _words_at(plain, at, bodies, concepts):
            end = at + len(token.text)
            cost = so_far + (_UNKNOWN * len(token.text) if token.kind == "unknown" else 1)
            if cost < best[end][0] or (cost == best[end][0] and best[end][2] is None):
                best[end] = (cost, at, token)
    out: list[Token] = []
    at = len(plain)
    while at:
        _, start, last = best[at]
        if last is not None:
            out.append(last)
        at = start
    return _joined(out[::-1])


def _joined(tokens: list[Token]) -> list[Token]:
    """Unknown pieces that stand together as one, with a single known character between them: 居 家 养老."""
    out: list[Token] = []
    for token in tokens:
        if token.kind == "unknown" and len(out) > 1 and _is_between(out[-1]) and out[-2].kind == "unknown":
            between = out.pop()
            token = Token("unknown", between.text + token.text)
        if out and token.kind == out[-1].kind == "unknown":
            out[-1] = Token("unknown", out[-1].text + token.text)
        else:
            out.append(token)
    return out


def _is_between(token: Token) -> bool:
    return token.kind == "word" and len(token.text) == 1 and token.text not in PARTING


def _words_at(plain: str, at: int, bodies: Bodies, concepts: Concepts) -> Iterator[Token]:
    """The words a text may go on with at a place; a single unknown character, or a Latin word, where nothing is known."""
    latin = _LATIN.match(plain, at)
    inside = latin and at and re.match("[a-z]", plain[at - 1])
    for end in range(at + 1, min(len(plain), at + _LONGEST_WORD) + 1):
        word = plain[at:end]
        if latin and (inside or (end < len(plain) and re.match("[a-z]", plain[end]) and word[-1].isalpha())):
            continue
        if word in bodies.by_form:
            yield Token("body", word, bodies=bodies.by_form[word])
        elif word in bodies.places and not _goes_on(plain, word, end):
            yield Token("place", word)
        elif word in concepts.by_word:
            yield Token("concept", word, concepts.by_word[word])
        elif word in concepts.ignored:
            yield Token("word", word)
    if number := _NUMBER.match(plain, at):
        yield Token("number", number[0])
    if latin:
        yield Token("latin", latin[0])
    elif re.match(r"[\w%]", plain[at]):
        yield Token("unknown", plain[at])
    else:
        yield Token("gap", plain[at])


def _goes_on(plain: str, place: str, end: int) -> bool:
    """Whether a place's name without its 区 may be the beginning of another name: 江汉 in 江汉大学."""
    return not _PLACE.search(place) and not _BARE_PLACE.match(plain, end)


def another_places(tokens: list[Token]) -> list[Token]:
    """汉阳区政府办 is no 政府办 of ours: what stands before a body's name and is another place makes it another body; what
    goes on behind a place of ours is a name that none of ours bears (江汉区财政局)."""
    out: list[Token] = []
    for token in tokens:
        before = out[-1] if out else None
        if (before and token.kind == "body" and _is_elsewhere(before, token)) or (
            before and before.kind == "place" and token.kind == "unknown"
        ):
            out[-1] = Token("unknown", before.text + token.text)
        else:
            out.append(token)
    return out


def _is_elsewhere(before: Token, body: Token) -> bool:
    if before.kind == "place":
        places = [place or "" for one in body.bodies for place in (one.district, one.city)]
        return not any(place.startswith(before.text) for place in places)
    if _GENERIC.match(body.text):  # 区政府办 in 江岸区政府办 or 市中区政府办
        return before.kind not in ("gap", "body") and before.text not in _OPENING
    return before.kind == "unknown" and _PLACE.search(before.text) is not None


def spelled(tokens: list[Token], bodies: Bodies, concepts: Concepts) -> list[Token]:
    """Latin words that spell a body or a concept in pinyin; what they leave is unknown."""
    out: list[Token] = []
    run: list[str] = []
    for token in [*tokens, Token("end", "")]:
        if token.kind == "latin":
            run.append(token.text)
        elif run and token.kind == "gap":
            continue
        else:
            if run:
                out += _spelled(run, bodies, concepts)
                run = []
            if token.kind != "end":
                out.append(token)
    return out


def _spelled(run: list[str], bodies: Bodies, concepts: Concepts) -> list[Token]:
    for size in range(len(run), 0, -1):
        for start in range(len(run) - size + 1):
            piece = run[start : start + size]
            left, right = run[:start], run[start + size :]
            named = bodies.by_letters.get(letters_of(piece)) if letters_of(piece) else None
            concept = by_letters(concepts).get("".join(piece))
            if named or concept:
                here = (
                    Token("body", " ".join(piece), bodies=named)
                    if named
                    else Token("concept", " ".join(piece), concept or ())
                )
                return [
                    *_spelled(left, bodies, concepts),
                    here,
                    Token("gap", " "),
                    *_spelled(right, bodies, concepts),
                ]
    left_over = [word for word in run if letters_of([word])]
    return [Token("unknown", " ".join(left_over))] if left_over else []
