"""Where the words of a query stand in an original text, and the text in pieces with these set off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from .normal import RUN, origins
from .tokens import Phrase, is_han, number_of, phrases


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
            yield (number_of(whole) if "0" <= whole[0] <= "9" else whole), start, end
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
