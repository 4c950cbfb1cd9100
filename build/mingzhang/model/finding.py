"""What proofreading hands on: findings with their evidence, and what became of each rule."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import msgspec

from .place import Place

Severity = Literal["error", "warning", "note", "rounding"]
"""From the gravest to the least: `rounding` is a slip of the last digit (尾数)."""
Outcome = Literal["held", "failed", "not_applicable", "not_checked"]
Cause = Literal["source", "extraction", "unknown"]


class Evidence(msgspec.Struct, frozen=True, gc=False):
    """A figure or sentence that a finding rests on: where it stands (Chinese), its printed words, its line, and its
    `spot`: page, box and cell where the carrier has them."""

    place: str
    quote: str | None
    line: int | None
    value: Decimal | None = None
    spot: Place | None = None

    @property
    def page(self) -> int | None:
        """The page it stands on, where the carrier has pages."""
        return self.spot.page if self.spot else None


@dataclass(frozen=True, slots=True)
class Finding:
    """A breach of a rule. `message` is Chinese and says both figures and where each stands.

    `expected` and `found` are figures (plain digits, no commas) or words, as text. `subject_kind` and `subject_key`
    say what is blamed, in words that stay the same where lines move (a cell, a stated metric, a form …). `spot` is
    where it stands on a page or in a workbook, None for a carrier that has lines only. `proven` says that `expected` is
    the figure's right value: with it the document agrees, and nothing that agreed is broken. `also` says at how many
    more places the same holds (the evidence lists them); it is no part of the message, so that a finding stays the
    same one where a place joins it.
    """

    rule_id: str
    severity: Severity
    message: str
    expected: str | None
    found: str | None
    difference: Decimal | None
    cause: Cause
    source_line: int | None
    other_line: int | None = None
    subject_kind: str = "document"
    subject_key: str = ""
    evidence: tuple[Evidence, ...] = ()
    spot: Place | None = None
    proven: bool = False
    also: str = ""

    @property
    def sentence(self) -> str:
        """What people read: the message, and at how many more places it holds."""
        return f"{self.message}；{self.also}" if self.also else self.message

    @property
    def family(self) -> str:
        """The id of version 0.1 that stood for several checks: N16 of N16.forms-per-project."""
        return self.rule_id.partition(".")[0]


class CheckResult(msgspec.Struct, frozen=True, gc=False):
    """How often a rule held, failed or could not be checked on a disclosure; `times` is 0 where it did not apply.
    `reason` says in Chinese why it could not be checked."""

    rule_id: str
    outcome: Outcome
    times: int
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What checking one disclosure came to: its findings, and what became of each rule."""

    findings: tuple[Finding, ...] = ()
    results: tuple[CheckResult, ...] = ()
