"""What the parts of an answer are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Type = Literal["value", "list", "text", "refusal"]

NO_BODY_OR_YEAR = "没有这个部门或年度"
NOT_PUBLISHED = "未公开"
EMPTY = "空表"
LOST = "原文数字丢失"
OUT_OF_RANGE = "超出数据范围"
NOT_COMPARABLE = "口径不同不可比"
CHOOSE = "需要选择"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where something was read: the address of the page, the line of the source, its page there, and the words."""

    url: str
    line: int | None
    quote: str
    page: int | None = None
    source: str | None = None
    """The SHA-256 of the source."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer in Chinese. `value` in `unit` where one figure is asked for; `marks` are what the checks found of it."""

    type: Type
    text: str
    value: float | None = None
    unit: str | None = None
    evidence: tuple[Evidence, ...] = ()
    marks: tuple[str, ...] = ()
    refusal_type: str | None = None
    choices: tuple[str, ...] = ()


class Refused(Exception):
    """There is no answer; `kind` is one of the words above, the message says why and what can be asked instead."""

    def __init__(
        self,
        kind: str,
        message: str,
        choices: tuple[str, ...] = (),
        evidence: tuple[Evidence, ...] = (),
        marks: tuple[str, ...] = (),
    ) -> None:
        super().__init__(message)
        self.kind = kind
        self.choices = choices
        self.evidence = evidence
        self.marks = marks

    def answer(self) -> Answer:
        """The refusal as an answer."""
        return Answer(
            "refusal",
            f"{self.kind}：{self}",
            evidence=self.evidence,
            marks=self.marks,
            refusal_type=self.kind,
            choices=self.choices,
        )


@dataclass(frozen=True, slots=True)
class Body:
    """A department, and the years it published, each with its disclosure, the newest first."""

    id: str
    name: str
    short_name: str
    kind: str | None
    district: str | None
    city: str | None
    years: tuple[tuple[int, str], ...]
    """(year, disclosure) of what it published, the newest first."""
    others: tuple[tuple[int, str, str], ...] = ()
    """(year, disclosure, name) of what the same body published under other names, the newest first."""
    later: str | None = None
    """The department it is under its last name, where that is another."""
    of_city: bool = False
    """Another city has a body of the same name and district."""

    @property
    def all_years(self) -> dict[int, str]:
        """Every year the body published under any of its names, the newest first, with the disclosure."""
        known = {year: disclosure for year, disclosure, _ in self.others} | dict(self.years)
        return dict(sorted(known.items(), reverse=True))

    @property
    def called(self) -> str:
        """How an answer names it: with its district, and with its city where others bear the same name."""
        within = self.district is None or self.district in self.short_name
        named = self.short_name if within else f"{self.district}{self.short_name}"
        return f"{self.city}{named}" if self.of_city and self.city else named


@dataclass(frozen=True, slots=True)
class Concept:
    """Something a figure is asked of: a metric, a code or a name of the statements, a project."""

    kind: Literal["metric", "item", "project"]
    key: str
    name: str
