"""What a document is made of before it becomes lines."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from .figures import percent, wan
from .layouts import Layout
from .numerals import in_numerals
from .records import Facts, Money

Kind = Literal["cover", "contents", "part", "heading", "subheading", "caption", "note", "figure", "body"]


@dataclass(frozen=True, slots=True)
class Text:
    """A line or paragraph; `kind` says what it is."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Cells:
    """A table; `head` rows at its top are its head. `number` is the statement's, None for any other table."""

    rows: tuple[tuple[str, ...], ...]
    head: int = 0
    number: int | None = None


@dataclass(frozen=True, slots=True)
class PageEnd:
    """Where one page ends and the next begins."""


Element = Text | Cells | PageEnd


@dataclass(frozen=True, slots=True)
class Stated:
    """A key figure that the prose states."""

    metric: str
    value: Decimal


class Prose:
    """Paragraphs being written, and the key figures they state: what is printed is what is expected."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.elements: list[Element] = []
        self.stated: list[Stated] = []

    def add(self, kind: Kind, text: str) -> None:
        """One more paragraph or heading."""
        self.elements.append(Text(kind, text))

    def body(self, text: str) -> None:
        self.add("body", in_numerals(text) if self.layout.numerals else text)

    def pick(self, *ways: str) -> str:
        """The way this layout's author puts it."""
        return ways[self.layout.voice % len(ways)]

    def state(self, metric: str, value: str | int) -> str:
        """`value` as it prints, noted under `metric`."""
        self.stated.append(Stated(metric, Decimal(str(value).replace(",", ""))))
        return str(value)

    def wan(self, metric: str, amount: Money) -> str:
        """An amount in 万元 with its unit."""
        return f"{self.state(metric, self.money(amount))}万元"

    def money(self, amount: Money) -> str:
        """An amount as this layout's prose prints it, without a unit."""
        return wan(amount, trim=self.layout.prose != "fixed", comma=self.layout.prose == "comma")

    def share(self, metric: str, part: Money, whole: Money) -> str:
        """`part` as a percentage of `whole`, with its sign."""
        return f"{self.state(metric, percent(part, whole, self.layout.growth_places))}%"

    def because(self, facts: Facts, now: Money, before: Money) -> str:
        """`，主要原因是…` where an amount changed, with a reason that fits the direction."""
        if now == before:
            return ""
        lead = self.pick("，主要原因是", "。主要原因是", "，主要原因：", "。增减变动的主要原因是")
        return f"{lead}{facts.reason_more if now > before else facts.reason_less}"

    def change(self, metric: str, now: Money, before: Money, each: str = "") -> str:
        """`各减少194.92万元，下降16.9%`: the change against last year; no rate on a base of nothing."""
        if now == before:
            return "与上年持平"
        grew = now > before
        difference = self.money(abs(now - before))
        self.state(f"{metric}_change", difference if grew else f"-{difference}")
        text = f"{each}{'增加' if grew else '减少'}{difference}万元"
        if not before:
            return text
        rate = percent(abs(now - before), before, self.layout.growth_places)
        self.state(f"{metric}_change_pct", rate if grew else f"-{rate}")
        word = self.pick("增长 下降", "增长 减少", "增幅为 降幅为", "上升 降低").split()[not grew]
        if self.layout.wording == "coast":
            word = "增长" if grew else ("下降（增长）", "负增长")[now % 2]
        return f"{text}，{word}{rate}%"
