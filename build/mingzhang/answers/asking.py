"""A question taken apart: bodies, years, what is asked of them, the kind of answer, and what no known word explains."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ..search.language.normal import normalise
from .bodies import Bodies, letters_of
from .concepts import Concepts, by_letters, first_meant, more_special
from .question_kinds import KINDS, ORGANISATION, PLACE
from .records import Body, Concept

LONGEST = 200
"""Characters of a question that are read."""
_PLACE = re.compile("[省市区县州镇乡]$")
_YEAR = re.compile(r"(?<![\d.])(20\d\d)(年度|年(?![初末底])|(?![\d.]))")
_AGAINST = re.compile(r"(?:[比较](20\d\d)年度?|[与和同](20\d\d)年度?相?比)")
_RELATIVE = re.compile(r"(?<![比较同])(去年|上年度|今年|本年度|前年|last year|this year)")
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_POSSESSIVE = re.compile("['’]s\\b")
_UNITS = (
    ("亿元", re.compile(r"多少亿|几亿|亿元")),
    ("元", re.compile(r"多少元|几元|(?<![万亿])元(?!以上)")),
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?%?")
_LATIN = re.compile(r"[a-z][a-z'-]*")
_LONGEST_WORD = 48
_PARTING = "的和与跟及、了"
_OFFICES = ("街道办事处", "街道办", "街道", "办事处", "街办", "街")
_UNKNOWN = 100  # what an unknown character costs, in words
Words = Callable[[str], Sequence[Concept]]


@dataclass(frozen=True, slots=True)
class Question:
    """What was understood. `rest` are the pieces no word explains, each with the concept words beside it."""

    text: str
    plain: str
    kind: str
    bodies: tuple[Body, ...] = ()
    several: tuple[Body, ...] = ()
    """More than one body may be meant by one name."""
    years: tuple[int, ...] = ()
    against: int | None = None
    relative: str | None = None
    concepts: tuple[Concept, ...] = ()
    phrases: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()
    strangers: tuple[str, ...] = ()
    """Names of bodies and places that no known body bears."""
    unit: str | None = None
    notes: tuple[str, ...] = ()
    flags: frozenset[str] = field(default_factory=frozenset)

    def has(self, pattern: str) -> bool:
        """Whether the normalised question holds a pattern."""
        return re.search(pattern, self.plain) is not None


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a question: a body's name, a concept, a word that says nothing of it, or unknown."""

    kind: str
    text: str
    concepts: tuple[Concept, ...] = ()
    bodies: tuple[Body, ...] = ()


def ask(text: str, bodies: Bodies, concepts: Concepts) -> Question:
    """Take a question apart by all known words."""
    plain = normalise(_POSSESSIVE.sub("", _BRACKETS.sub("", _without_tones(text[:LONGEST]))))
    against = _AGAINST.search(plain)
    bare = _AGAINST.sub("比上年", plain)
    years = tuple(dict.fromkeys(int(found[1]) for found in _YEAR.finditer(bare)))
    relative = _RELATIVE.search(bare)
    bare = _YEAR.sub("\n", bare)
    if relative:
        bare = bare.replace(relative[0], "\n", 1)
    bare, tokens, notes = _scan_spelled_right(bare, bodies, concepts)
    tokens = _foreign(_latin(tokens, bodies, concepts))
    others = _without_bodies(bare, tokens)
    named = [token.bodies for token in tokens if token.kind == "body"]
    phrases, rest = _phrases(tokens)
    plainly = " ".join(token.text for token in tokens if token.kind == "word")
    return Question(
        text,
        others,
        _kind(others),
        tuple(dict.fromkeys(one[0] for one in named if len(one) == 1)),
        next((one for one in named if len(one) > 1), ()),
        years,
        int(against[1] or against[2]) if against else None,
        relative[0] if relative else None,
        _concepts(tokens),
        phrases,
        rest,
        _strangers(tokens),
        next((unit for unit, pattern in _UNITS if pattern.search(plain)), None),
        tuple(notes),
        frozenset(word for word in ("预算", "年初", "项目", "科目") if word in plainly),
    )


def _strangers(tokens: Sequence[Token]) -> tuple[str, ...]:
    """The unknown pieces that are names of bodies or places: 江夏区政府办, 湖北省财政厅, 水塔 街道."""
    out = []
    for token, behind in pairwise([*tokens, Token("end", "")]):
        office = behind.text if behind.kind == "word" and behind.text in _OFFICES else ""
        name = token.text + office
        if token.kind == "unknown" and (ORGANISATION.search(name) or PLACE.fullmatch(name)):
            out.append(name)
    return tuple(out)


def _without_tones(text: str) -> str:
    """Pinyin without the marks of its tones."""
    return "".join(one for one in unicodedata.normalize("NFD", text) if not "\u0300" <= one <= "\u036f")


def _scan_spelled_right(bare: str, bodies: Bodies, concepts: Concepts) -> tuple[str, list[Token], list[str]]:
    """The text and its tokens, a street's name put right where no body is named; what was put right, to be said."""
    tokens = scan(bare, bodies, concepts)
    wrong = None if any(token.kind == "body" for token in tokens) else bodies.misspelt(bare)
    if wrong is None:
        return bare, tokens, []
    typed, right, body = wrong
    bare = bare.replace(typed, right, 1)
    return bare, scan(bare, bodies, concepts), [f"“{typed}”按{body.called}理解"]


def _without_bodies(bare: str, tokens: Sequence[Token]) -> str:
    others = re.sub(r"\s+", " ", bare)
    for token in tokens:
        if token.kind == "body":
            others = others.replace(token.text, "", 1)
    return others


def _concepts(tokens: Sequence[Token]) -> tuple[Concept, ...]:
    mentioned = [first_meant(token.concepts) for token in tokens if token.kind == "concept"]
    return tuple(more_special(concept for of_word in mentioned for concept in of_word))


def _kind(plain: str) -> str:
    return next((kind for kind, pattern in KINDS if pattern.search(plain)), "figure")


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
    return token.kind == "word" and len(token.text) == 1 and token.text not in _PARTING


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


def _foreign(tokens: list[Token]) -> list[Token]:
    """汉阳区政府办 is no 政府办 of ours: what stands before a body's name and is a place makes it another body."""
    out: list[Token] = []
    for token in tokens:
        if token.kind == "body" and out and out[-1].kind == "unknown" and _PLACE.search(out[-1].text):
            out[-1] = Token("unknown", out[-1].text + token.text)
        else:
            out.append(token)
    return out


def _latin(tokens: list[Token], bodies: Bodies, concepts: Concepts) -> list[Token]:
    """Latin words that spell a body or a concept in pinyin; what they leave is unknown."""
    out: list[Token] = []
    run: list[str] = []
    for token in [*tokens, Token("end", "")]:
        if token.kind == "latin":
            run.append(token.text)
        elif run and token.kind in ("gap",):
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


def _phrases(tokens: list[Token]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Runs of concepts and unknown pieces that stand together, and those of them that hold something unknown."""
    runs: list[list[Token]] = [[]]
    for token in tokens:
        last = runs[-1][-1] if runs[-1] else None
        if token.kind in ("concept", "unknown"):
            runs[-1].append(token)
        elif token.kind == "word" and last and last.kind == "unknown" and token.text in _OFFICES:
            runs[-1][-1] = Token("unknown", last.text + token.text)  # 汉口 街道
            runs.append([])
        elif token.kind == "word" and last and len(last.text) == 1 and len(token.text) > 1:
            runs[-1][-1] = Token("unknown", last.text + token.text.removesuffix("了"))  # 聘 用了
        else:
            runs.append([])
    named = [("".join(one.text for one in run), run) for run in runs if run]
    rest = [text for text, run in named if any(one.kind == "unknown" for one in run)]
    return tuple(text for text, _ in named), tuple(rest)
