"""How text and queries become comparable: one module for builder, command, Datasette plugin and servers.

Chinese has no blanks between words, so a run of Han characters is indexed as its overlapping pairs and its last
character: 三公经费 gives 三公 公经 经费 费. Any piece of the run is then a phrase of pairs, found exactly, and a single
character is the beginning of a pair. Numbers and Latin runs are whole tokens. The browser has a copy of this module
(`content/assets/search-language.js`), held to the same cases by a test.

Only the standard library is imported here: Datasette's plugin loads this module.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from .normal import DROP, POINT, RUN, THOUSANDS, fold, normalise, origins

__all__ = [
    "Phrase",
    "Segment",
    "highlight",
    "match_expression",
    "normalise",
    "phrases",
    "split_query",
    "tokens",
]

_SEPARATORS = re.compile(r"[\s\u200b、，,;；。！？!?|…]+")
MAX_TERMS = 24
MAX_TOKENS = 240
NOTHING = '""'
"""An expression FTS5 accepts and no document matches."""


def _number(run: str) -> str:
    """92.00 and 92 are the same number; a version or date such as 2.10.3 is none."""
    if run.count(".") == 1:
        return run.rstrip("0").rstrip(".")
    return run


def tokens(text: str) -> list[str]:
    """The tokens of `text` in order, as they are indexed.

    >>> tokens("支出4,916.70万元")
    ['支出', '出', '4916.7', '万元', '元']
    """
    out: list[str] = []
    for run in RUN.findall(normalise(text)):
        first = run[0]
        if "0" <= first <= "9":
            out.append(_number(run))
        elif is_han(first):
            out += [run[i : i + 2] for i in range(len(run))]  # the last piece is the last character
        else:
            out.append(run)
    return out


def is_han(character: str) -> bool:
    """Whether a character is of the script that is indexed in pairs."""
    return (
        "\u3400" <= character <= "\u9fff"
        or character in "々〇"
        or "\uf900" <= character <= "\ufaff"
        or character >= "\U00020000"
    )


# ------------------------------------------------------------------------------------------------- the query


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens that follow one another; the last one need only begin so where `prefix` (a single character)."""

    tokens: tuple[str, ...]
    prefix: bool = False

    @property
    def run(self) -> str | None:
        """What it is where it is one run of Han characters: it stands wherever these do. Otherwise None."""
        pairs = all(len(token) == 2 and is_han(token[0]) for token in self.tokens)
        if pairs and not self.prefix:
            return self.tokens[0] + "".join(token[1] for token in self.tokens[1:])
        return self.tokens[0] if self.prefix and len(self.tokens) == 1 else None

    def expression(self) -> str:
        """The phrase in FTS5's language. Tokens hold no quotation marks, so this cannot be broken out of."""
        return f'"{" ".join(self.tokens)}"' + ("*" if self.prefix else "")


def split_query(query: str) -> list[str]:
    """The terms of a query, normalised: parted by blanks and list punctuation, at most `MAX_TERMS`.

    >>> split_query("硚口、“三公”经费 4,916.71")
    ['硚口', '三公经费', '4916.71']
    """
    folded = POINT.sub(".", fold(query[: MAX_TOKENS * 8]))
    joined = THOUSANDS.sub(lambda number: number[0].replace(",", ""), folded)
    terms = (DROP.sub("", piece) for piece in _SEPARATORS.split(joined))
    return [trimmed for term in terms if (trimmed := _trimmed(term))][:MAX_TERMS]


def _trimmed(term: str) -> str:
    """A term without the signs around it, which no index holds."""
    spans = [run.span() for run in RUN.finditer(term)]
    return term[spans[0][0] : spans[-1][1]] if spans else ""


def phrase(term: str) -> Phrase:
    """A normalised term as the phrase that finds it inside any text."""
    out: list[str] = []
    runs = RUN.findall(term)
    prefix = False
    for number, run in enumerate(runs, start=1):
        if not is_han(run[0]):
            out.append(_number(run) if "0" <= run[0] <= "9" else run)
            continue
        out += (run[i : i + 2] for i in range(len(run) - 1))
        if number < len(runs) or len(run) == 1:
            out.append(run[-1])
            prefix = number == len(runs)
    return Phrase(tuple(out[:MAX_TOKENS]), prefix and len(out) <= MAX_TOKENS)


def phrases(query: str) -> list[Phrase]:
    """The phrases a text must all have to match `query`; none where it has no word."""
    out: list[Phrase] = []
    left = MAX_TOKENS
    for term in dict.fromkeys(split_query(query)):
        found = phrase(term)
        if len(found.tokens) > left:
            break
        left -= len(found.tokens)
        out.append(found)
    return out


def match_expression(query: str) -> str:
    """A safe FTS5 expression for whatever was typed: every term, each as a phrase; `NOTHING` where there is none.

    >>> match_expression('“三公”经费 "OR" 费')
    '"三公 公经 经费" "or" "费"*'
    """
    return " ".join(found.expression() for found in phrases(query)) or NOTHING


# ------------------------------------------------------------------------------------------------- highlighting


class Segment(NamedTuple):
    """A piece of the original text; `hit` where the query matched. Words, never HTML."""

    text: str
    hit: bool


def _spans(normalised: str) -> Iterator[tuple[str, int, int]]:
    """The tokens with where they begin and end in the normalised text."""
    for run in RUN.finditer(normalised):
        start, end = run.span()
        if not is_han(normalised[start]):
            whole = run[0]
            yield (_number(whole) if "0" <= whole[0] <= "9" else whole), start, end
            continue
        for i in range(start, end - 1):
            yield normalised[i : i + 2], i, i + 2
        yield normalised[end - 1], end - 1, end


def find(text: str, wanted: list[Phrase]) -> list[tuple[int, int]]:
    """Where the phrases stand in the original `text`, as (start, end) offsets, sorted and merged."""
    normalised, origin = origins(text)
    wanted = [one for one in wanted if one.tokens[0] in normalised]  # most titles hold none: nothing to split
    if not wanted:
        return []
    marks: list[tuple[int, int]] = []
    split = []
    for one in wanted:
        if run := one.run:
            marks += _stands(run, normalised)
        else:
            split.append(one)
    if split:
        marks += _among_tokens(split, normalised)
    return _merge([(origin[start], origin[end - 1] + 1) for start, end in marks])


def _stands(run: str, normalised: str) -> Iterator[tuple[int, int]]:
    at = normalised.find(run)
    while at >= 0:
        yield at, at + len(run)
        at = normalised.find(run, at + 1)


def _among_tokens(wanted: list[Phrase], normalised: str) -> Iterator[tuple[int, int]]:
    spans = list(_spans(normalised))
    places: dict[str, list[int]] = {}
    for index, (token, _, _) in enumerate(spans):
        places.setdefault(token, []).append(index)
        if len(token) == 2 and is_han(token[0]):
            places.setdefault(f"{token[0]}*", []).append(index)
    for one in wanted:
        yield from _occurrences(one, spans, places)


def _occurrences(
    one: Phrase, spans: list[tuple[str, int, int]], places: dict[str, list[int]]
) -> Iterator[tuple[int, int]]:
    last = len(one.tokens) - 1
    starts = places.get(one.tokens[0], [])
    if one.prefix and last == 0:
        starts = starts + places.get(f"{one.tokens[0]}*", [])
    for index in starts:
        if index + last >= len(spans):
            continue
        fits = all(
            spans[index + i][0].startswith(token)
            if one.prefix and i == last
            else spans[index + i][0] == token
            for i, token in enumerate(one.tokens)
        )
        if fits:
            _, begin, end = spans[index + last]
            yield spans[index][1], begin + len(one.tokens[-1]) if one.prefix else end


def _merge(marks: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(marks):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def segments(text: str, marks: list[tuple[int, int]]) -> list[Segment]:
    """`text` cut at sorted, separate marks; the pieces joined are `text` again."""
    out: list[Segment] = []
    at = 0
    for start, end in marks:
        if at < start:
            out.append(Segment(text[at:start], False))
        out.append(Segment(text[start:end], True))
        at = end
    if at < len(text):
        out.append(Segment(text[at:], False))
    return out


def highlight(text: str, query: str) -> list[Segment]:
    """The original `text` in pieces, those that match a term of `query` marked.

    >>> highlight("支付“三公”经费。", "三公经费")
    [Segment(text='支付“', hit=False), Segment(text='三公”经费', hit=True), Segment(text='。', hit=False)]
    """
    return segments(text, find(text, phrases(query)))
