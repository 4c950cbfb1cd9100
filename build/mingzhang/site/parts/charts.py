"""Charts as inline SVG, drawn when the site is built: bars, stacks and lines, with title and description.

Widths are given in the units of a 360-wide drawing, so that letters stay readable on a phone; colours are CSS
variables, so that dark mode needs no second drawing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from ..templating import amount, count, render

WIDTH = 360
_LETTER = 13
"""The width of a Chinese character of a label."""
_FLOOR = 170
"""Where the axis of a line chart stands, from above."""
_GAP = 12
"""What two printed figures must be apart."""
_COLOURS = 8


@dataclass(frozen=True, slots=True)
class Words:
    """What charts say beside figures, in the language of the page; `of` translates labels, titles and notes."""

    item: str = "项目"
    amount: str = "金额（万元）"
    share: str = "占比"
    wan: str = "万元"
    told: str = "{}{}{}"
    doubt: str = "（存疑）"
    disputed: str = "画斜线并标※的，与原文别处不一致。"
    year: str = "{}年"
    of: Callable[[str], str] = str


CHINESE = Words()


@dataclass(frozen=True, slots=True)
class Bar:
    """A labelled figure; `share` (of the whole, %) is printed beside it where given. A `disputed` one, which a finding
    calls wrong, is hatched and carries the sign ※.
    """

    label: str
    value: float
    share: float | None = None
    disputed: bool = False

    @property
    def named(self) -> str:
        return f"{self.label} ※" if self.disputed else self.label


@dataclass(frozen=True, slots=True)
class Series:
    """A line: one value per point of the axis, None where there is none (a gap, never a zero); `disputed` are the places
    of those that a finding calls wrong: their point is hollow.
    """

    label: str
    values: tuple[float | None, ...]
    disputed: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing and the numbers it shows, as a table for those who cannot see it."""

    id: str
    title: str
    svg: Markup
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def said(value: float, unit: str) -> str:
    """Print a figure as charts do: money with its decimals, a rate with its sign, a number of things plain."""
    if unit == "万元":
        return amount(value)
    return count(value) + ("%" if unit == "%" else "")


def bars(
    id_: str, title: str, data: Sequence[Bar], note: str = "", unit: str = "万元", words: Words = CHINESE
) -> Chart:
    """Draw horizontal bars from zero, one under the other; a negative figure is pale with its sign printed, a disputed
    one hatched, and the note says so.
    """
    longest = max((abs(bar.value) for bar in data), default=0) or 1
    drawn = [
        {
            "bar": bar,
            "y": 46 * place,
            "said": said(bar.value, unit),
            "width": max(1.0, round(abs(bar.value) / longest * WIDTH, 1)),
            "colour": 1,
            "room": _room(bar, unit),
        }
        for place, bar in enumerate(data)
    ]
    told = "；".join(
        words.told.format(
            bar.label, said(bar.value, unit), "" if unit == "%" else words.wan if unit == "万元" else unit
        )
        + (words.doubt if bar.disputed else "")
        for bar in data
    )
    svg = render(
        "charts/bars.svg", "", id=id_, title=title, told=told, bars=drawn, height=46 * len(data), unit=unit
    )
    return Chart(id_, title, Markup(svg), *_table(data, unit, words=words), note + doubts(data, words))  # noqa: S704  our own template, autoescaped


def _room(bar: Bar, unit: str) -> float:
    """Return how many Chinese characters a label may have beside what is printed at the right of it."""
    share = "" if bar.share is None else f" · {bar.share:,.2f}%"
    return WIDTH / _LETTER - 0.6 * len(said(bar.value, unit) + share) - (2.5 if bar.disputed else 1)


def stack(
    id_: str, title: str, data: Sequence[Bar], note: str = "", unit: str = "万元", words: Words = CHINESE
) -> Chart:
    """Draw one bar of the whole, cut into its parts, with a legend; parts of nothing are left out of the drawing."""
    whole = sum(bar.value for bar in data) or 1
    shown = [bar for bar in data if bar.value > 0]
    left, parts = 0.0, []
    for place, bar in enumerate(shown):
        width = bar.value / whole * WIDTH
        parts.append(
            {
                "bar": bar,
                "x": round(left, 1),
                "width": round(max(width - 1, 0.5), 1),
                "y": 62 + 24 * place,
                "colour": place % _COLOURS + 1,
                "share": bar.value / whole * 100,
            }
        )
        left += width
    told = "；".join(
        f"{words.told.format(p['bar'].label, amount(p['bar'].value), words.wan)} {p['share']:.1f}%"  # type: ignore[attr-defined]
        for p in parts
    )
    height = 56 + 24 * len(shown)
    svg = render(
        "charts/stack.svg", "", id=id_, title=title, told=told, parts=parts, height=height, unit=unit
    )
    return Chart(id_, title, Markup(svg), *_table(data, unit, whole, words), note + doubts(data, words))  # noqa: S704


def lines(
    id_: str, title: str, axis: Sequence[str], series: Sequence[Series], note: str = "", unit: str = "万元"
) -> Chart:
    """Draw lines over years from zero; a missing year breaks the line."""
    values = [value for one in series for value in one.values if value is not None]
    top = max([*values, 0]) or 1
    step = (WIDTH - 70) / max(len(axis) - 1, 1)
    drawn, drawn_points = [], []
    for place, one in enumerate(series):
        points = _points(one, top, step)
        strokes = [(a, b) for a, b in pairwise(points) if a and b]
        drawn.append(
            {"label": one.label, "points": points, "strokes": strokes, "colour": place % _COLOURS + 1}
        )
        drawn_points.append(points)
    ticks = [(round(35 + step * i, 1), label) for i, label in enumerate(axis)]
    told = "；".join(
        f"{one.label}：" + "，".join(f"{a}年{amount(v)}{unit}" for a, v in zip(axis, one.values, strict=True) if v is not None)
        for one in series
    )  # fmt: skip
    height = 200 + 22 * len(series)
    svg = render(
        "charts/lines.svg", "", id=id_, title=title, told=told, series=drawn, ticks=ticks, height=height,
        labels=_labels(drawn_points),
    )  # fmt: skip
    heads = ("年度", *(f"{one.label}（{unit}）" for one in series))
    rows = tuple((axis[i], *(_cell(one, i) for one in series)) for i in range(len(axis)))
    note += "空心并标※的，与原文别处不一致。" if any(one.disputed for one in series) else ""
    return Chart(id_, title, Markup(svg), heads, rows, note)  # noqa: S704


def _cell(one: Series, place: int) -> str:
    return (amount(one.values[place]) or "—") + (" ※" if place in one.disputed else "")


_Point = tuple[float, float, str, bool]


def _labels(lines_: Sequence[Sequence[_Point | None]]) -> list[tuple[float, float, str]]:
    """Place what is printed beside points, as (x, y, text): of one short line all of it, of several the last of each.

    A figure stands above its point; in a valley of the line, or where it would cover another, below it.
    """
    wanted = sorted(one for points in lines_ for one in _printed_points(points, len(lines_) == 1))
    placed: list[tuple[float, float, str]] = []
    for (x, y, text, _), valley in wanted:
        lowest = max((other for at, other, _ in placed if at == x), default=-_GAP)
        above = any(point[0] == x and y - 2 * _GAP < point[1] < y for point, _ in wanted)
        below = (valley or above or y - 9 < lowest + _GAP) and y + 17 <= _FLOOR
        placed.append((x, max(y + 17 if below else y - 9, lowest + _GAP), text))
    return placed


def _printed_points(points: Sequence[_Point | None], alone: bool) -> Iterator[tuple[_Point, bool]]:
    """Yield the points of a line whose figures are printed, and whether each lies in a valley."""
    stated = [point for point in points if point]
    last = len(stated) - 1
    for place, point in enumerate(stated):
        if place == last or (alone and (place == 0 or len(points) <= 5)):
            inner = 0 < place < last
            yield point, inner and max(stated[place - 1][1], stated[place + 1][1]) < point[1] - 5


def _points(one: Series, top: float, step: float) -> list[_Point | None]:
    """(x, y, what is printed, whether disputed) of each value of a line."""
    return [
        None
        if value is None
        else (
            round(35 + step * i, 1),
            round(_FLOOR - value / top * 140, 1),
            amount(value) + (" ※" if i in one.disputed else ""),
            i in one.disputed,
        )
        for i, value in enumerate(one.values)
    ]


def doubts(data: Sequence[Bar], words: Words = CHINESE) -> str:
    """Say of disputed figures among those drawn that they are."""
    return words.disputed if any(bar.disputed for bar in data) else ""


def _table(
    data: Sequence[Bar], unit: str, whole: float | None = None, words: Words = CHINESE
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    shares = [bar.share if whole is None else bar.value / whole * 100 for bar in data]
    with_share = any(share is not None for share in shares)
    heads = (words.item, words.amount if unit == "万元" else unit, *((words.share,) if with_share else ()))
    rows = tuple(
        (
            bar.named,
            said(bar.value, unit),
            *(("" if share is None else f"{share:.2f}%",) if with_share else ()),
        )
        for bar, share in zip(data, shares, strict=True)
    )
    return heads, rows
