"""What proofreading hands on: findings, and how often each rule held."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Severity = Literal["error", "warning", "note"]
Outcome = Literal["held", "failed", "not_applicable"]
Cause = Literal["source", "extraction", "unknown"]


@dataclass(frozen=True, slots=True)
class Finding:
    """A breach of a rule. `message` is Chinese and says both figures and where each stands.

    `expected` and `found` are figures (plain digits, no commas) or words, as text.
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


@dataclass(frozen=True, slots=True)
class CheckResult:
    """How often a rule held (or failed) on a disclosure; `times` is 0 where it did not apply."""

    rule_id: str
    outcome: Outcome
    times: int


@dataclass(frozen=True, slots=True)
class CheckReport:
    findings: tuple[Finding, ...] = ()
    results: tuple[CheckResult, ...] = ()
