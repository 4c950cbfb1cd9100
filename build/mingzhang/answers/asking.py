"""A question taken apart: bodies, years, what is asked of them, the kind of answer, and what no known word explains."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..search.language.normal import normalise
from .bodies import Bodies
from .concepts import Concepts, first_meant, more_special
from .known_words import PARTING, Token, another_places, scan, spelled
from .question_kinds import KINDS, ORGANISATION, PLACE
from .records import Body, Concept
from .short_words import by_sound, completed
from .years_named import in_digits, newest_asked

LONGEST = 200
"""Characters of a question that are read."""
_YEAR = re.compile(r"(?<![\d.])(20\d\d)(年度|年(?![初末底])|(?![\d.万亿元%个]))")
_AGAINST = re.compile(r"(?:[比较](20\d\d)年度?|[与和同](20\d\d)年度?相?比)")
_RELATIVE = re.compile(r"(?<![比较同])(去年|上年度|今年|本年度|前年|last year|this year)")
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_POSSESSIVE = re.compile("['’]s\\b")
_UNITS = (
    ("亿元", re.compile(r"多少亿|几亿|亿元")),
    ("元", re.compile(r"多少元|几元|(?<![万亿])元(?!以上)")),
)
_OF_BUREAUS = re.compile("(?<=哪个|哪些|哪家|所有|每个)局(?!长)|(?<=[各的])局(?=$|[?？,，])")
"""A bureau, whichever: 哪个局三公经费最高."""
_PARTICLES = "在对给从向把被是有"
_SHORTEST_NAME = 2
_SIDE_BY_SIDE = frozenset("和与跟及、,，;；")
_OFFICES = ("街道办事处", "街道办", "街道", "办事处", "街办", "街")


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
    newest: int | None = None
    """How many of the newest years are asked for (近三年)."""
    places: tuple[str, ...] = ()
    """Districts and cities of our bodies that are named without a body of theirs."""
    concepts: tuple[Concept, ...] = ()
    whole: tuple[Concept, ...] = ()
    """What a share is asked of (占采购总额的), where that is named."""
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


def ask(text: str, bodies: Bodies, concepts: Concepts) -> Question:
    """Take a question apart by all known words."""
    plain = in_digits(normalise(_POSSESSIVE.sub("", _BRACKETS.sub("", _without_tones(text[:LONGEST])))))
    of_bureaus = _OF_BUREAUS.search(plain) is not None
    times, bare = _times_named(_OF_BUREAUS.sub("单位", plain))
    bare, tokens, notes = _scan_spelled_right(bare, bodies, concepts)
    tokens = another_places(spelled(completed(tokens, concepts), bodies, concepts))
    others = _without_bodies(bare, tokens)
    kind = _kind(others)
    named = [token.bodies for token in tokens if token.kind == "body"]
    phrases, rest = _phrases(tokens)
    plainly = " ".join(token.text for token in tokens if token.kind == "word")
    asks_share = kind == "share" or any(token.text.startswith("占") for token in tokens)
    part, whole = _shared(tokens) if asks_share else (_concepts(tokens), ())
    return Question(
        text,
        others,
        kind,
        tuple(dict.fromkeys(one[0] for one in named if len(one) == 1)),
        next((one for one in named if len(one) > 1), ()),
        *times,
        tuple(dict.fromkeys(token.text for token in tokens if token.kind == "place")),
        part,
        whole,
        phrases,
        rest,
        _strangers(tokens),
        next((unit for unit, pattern in _UNITS if pattern.search(plain)), None),
        tuple(notes),
        frozenset(word for word in ("预算", "年初", "项目", "科目") if word in plainly)
        | ({"局"} if of_bureaus else set()),
    )


def _times_named(plain: str) -> tuple[tuple[tuple[int, ...], int | None, str | None, int | None], str]:
    """The years, the one they are set against, words for a year and how many of the newest; the text without them."""
    against = _AGAINST.search(plain)
    bare = _AGAINST.sub("比上年", plain)
    years = tuple(dict.fromkeys(int(found[1]) for found in _YEAR.finditer(bare)))
    relative = _RELATIVE.search(bare)
    bare = _YEAR.sub("\n", bare)
    if relative:
        bare = bare.replace(relative[0], "\n", 1)
    newest = newest_asked(bare)
    if newest:
        bare = bare.replace(newest[0], "\n", 1)
    other = int(against[1] or against[2]) if against else None
    return (years, other, relative[0] if relative else None, newest[1] if newest else None), bare


_WITHIN = ("里", "中", "里面", "当中")
"""Behind a whole, before its part."""


def _shared(tokens: Sequence[Token]) -> tuple[tuple[Concept, ...], tuple[Concept, ...]]:
    """What a share is asked for and, where it is named, what of: behind 占, or before it beside a part of it (采购里工程占)."""
    texts = [token.text for token in tokens]
    at = next((at for at, text in enumerate(texts) if text.startswith("占")), None)
    at = at if at is not None else texts.index("是") if "是" in texts else len(tokens)
    within = next((k for k, text in enumerate(texts[:at]) if text in _WITHIN), None)
    if within is not None and (inner := _concepts(tokens[within + 1 : at])):
        return inner, _concepts(tokens[:within])  # 基本支出里人员经费占几成
    part, whole = _concepts(tokens[:at]), _concepts(tokens[at:])
    if not part:
        return whole, ()
    mentioned = [
        one for token in tokens[:at] if token.kind == "concept" for one in first_meant(token.concepts)
    ]
    return part, whole or tuple(one for one in mentioned if one not in part)[:1]


def _strangers(tokens: Sequence[Token]) -> tuple[str, ...]:
    """The unknown pieces that are names of bodies or places: 江夏区政府办, 湖北省财政厅, 水塔 街道."""
    out = []
    ends = [*tokens, Token("end", "")]
    for at, token in enumerate(tokens):
        behind, before = ends[at + 1], ends[at - 1] if at else ends[-1]
        office = behind.text if behind.kind == "word" and behind.text in _OFFICES else ""
        name = token.text + office
        if len(name) < _SHORTEST_NAME + len(office or "街道") and _may_begin(before):
            name = before.text + name  # 花 is no word of its own in 花山街道
        if token.kind == "unknown" and (ORGANISATION.search(name) or PLACE.fullmatch(name)):
            out.append(name)
    return tuple(out)


def _may_begin(token: Token) -> bool:
    return token.kind == "word" and len(token.text) == 1 and token.text not in PARTING + _PARTICLES


def _without_tones(text: str) -> str:
    """Pinyin without the marks of its tones."""
    return "".join(one for one in unicodedata.normalize("NFD", text) if not "\u0300" <= one <= "\u036f")


def _scan_spelled_right(bare: str, bodies: Bodies, concepts: Concepts) -> tuple[str, list[Token], list[str]]:
    """The text and its tokens, a street's name put right where no body is named, and a word of a figure that is typed by
    its sound; what was put right, to be said."""
    tokens, notes = scan(bare, bodies, concepts), []
    wrong = None if any(token.kind == "body" for token in tokens) else bodies.misspelt(bare)
    if wrong is not None:
        typed, right, body = wrong
        bare = bare.replace(typed, right, 1)
        tokens = scan(bare, bodies, concepts)
        notes.append(f"“{typed}”按{body.called}理解")
    if any(token.kind == "unknown" for token in tokens) and (heard := by_sound(concepts).misspelt(bare)):
        mended = bare.replace(*heard, 1)
        again = scan(mended, bodies, concepts)
        if _unexplained(again) < _unexplained(tokens):
            return mended, again, [*notes, f"“{heard[0]}”按“{heard[1]}”理解"]
    return bare, tokens, notes


def _unexplained(tokens: Sequence[Token]) -> int:
    return sum(len(token.text) for token in tokens if token.kind == "unknown")


def _without_bodies(bare: str, tokens: Sequence[Token]) -> str:
    others = re.sub(r"\s+", " ", bare)
    for token in tokens:
        if token.kind == "body":
            others = others.replace(token.text, "", 1)
    return others


def _concepts(tokens: Sequence[Token]) -> tuple[Concept, ...]:
    """The concepts named, in their order; of those that stand together (公车油钱) without what another is a part of."""
    groups: list[list[Concept]] = [[]]
    for token in tokens:
        if token.text in _SIDE_BY_SIDE:
            groups.append([])
        elif token.kind == "concept":
            groups[-1] += first_meant(token.concepts)
    return tuple(dict.fromkeys(one for group in groups for one in more_special(group)))


def _kind(plain: str) -> str:
    return next((kind for kind, pattern in KINDS if pattern.search(plain)), "figure")


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
