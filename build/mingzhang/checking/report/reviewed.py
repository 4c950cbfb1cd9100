"""Files that were proofread, as a report shows them: which findings are kept, where each stands, what was checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from ...model import CheckReport, Disclosure, Finding, Page, Severity, SourcePart, printed_at
from ..messages import SEVERITIES
from ..spots import find_spot

NOWHERE = "全文"
LEVELS: dict[Severity, str] = {"error": "不一致", "warning": "存疑", "note": "提示", "rounding": "尾数"}
CAUSES = {"source": "原文", "extraction": "文本提取", "unknown": "未定"}


@dataclass(frozen=True, slots=True)
class Proofed:
    """One input file: its lines, pages and what proofreading found, or why it could not be read (`error`). `findings` are
    those to show, from the severity `least` on, `accepted` those that a baseline takes out."""

    path: Path
    lines: tuple[str, ...] = ()
    disclosure: Disclosure | None = None
    report: CheckReport = field(default_factory=CheckReport)
    pages: tuple[Page, ...] = ()
    error: str | None = None
    findings: tuple[Finding, ...] = ()
    accepted: tuple[Finding, ...] = ()
    least: Severity = "rounding"
    parts: tuple[SourcePart, ...] = ()
    """The files of an account that is split over several; its lines and pages are those of the whole."""

    @property
    def title(self) -> str:
        """Whose accounts of which year."""
        if self.disclosure is None:
            return self.path.name
        who = self.disclosure.identity
        return f"{who.name} {who.fiscal_year}年度部门决算"


@dataclass(frozen=True, slots=True)
class Review:
    """The files of one run and how to report them."""

    files: tuple[Proofed, ...]
    colour: bool = False
    statistics: bool = False


@dataclass(frozen=True, slots=True)
class Completion:
    """How many rules were due on a file, ran, and could not be checked; `reasons` in Chinese, most frequent first."""

    due: int
    ran: int
    failed: int
    not_applicable: int
    reasons: tuple[tuple[str, int], ...] = ()

    @property
    def share(self) -> float:
        """The share of the rules due that ran."""
        return self.ran / self.due if self.due else 1.0


def completion(report: CheckReport) -> Completion:
    """What share of the rules that were due could be checked. A rule that was checked at some places and could not be
    at others ran."""
    outcomes: dict[str, set[str]] = {}
    reasons: Counter[str] = Counter()
    for result in report.results:
        outcomes.setdefault(result.rule_id, set()).add(result.outcome)
        if result.outcome == "not_checked" and result.reason:
            reasons[result.reason] += 1
    ran = sum(1 for kinds in outcomes.values() if kinds & {"held", "failed"})
    skipped = sum(1 for kinds in outcomes.values() if kinds == {"not_applicable"})
    failed = sum(1 for kinds in outcomes.values() if "failed" in kinds)
    return Completion(len(outcomes) - skipped, ran, failed, skipped, tuple(reasons.most_common()))


def by_place(proofed: Proofed) -> list[tuple[str, list[Finding]]]:
    """Findings under the statement or the heading where they stand, in the order of the document."""
    places: dict[str, list[Finding]] = {}
    for finding in proofed.findings:
        places.setdefault(place_of(proofed.disclosure, finding.source_line), []).append(finding)
    return list(places.items())


def place_of(disclosure: Disclosure | None, line: int | None) -> str:
    """The statement or the innermost section that holds a line."""
    if disclosure is None or line is None:
        return NOWHERE
    for statement in disclosure.statements:
        first, last = statement.source_line, statement.source_line_end
        if first is not None and last is not None and first <= line <= last and statement.rows:
            return f"公开{statement.number:02d}表 {statement.title}"
    within = [s for s in disclosure.sections if s.source_line <= line]
    return "".join(within[-1].heading.split()) if within else NOWHERE


def where_printed(proofed: Proofed, finding: Finding) -> str:
    """The page, or the cell of a sheet or table, where a finding stands; "" in text. Of a split account, in which file."""
    spot = finding.spot
    part = next((one for one in proofed.parts if spot and one.line <= spot.line <= one.line_end), None)
    if spot is None or part is None or spot.page is None:
        return printed_at(spot, proofed.pages)
    in_pages = proofed.pages[spot.page - 1].file_page is not None
    where = f"第{spot.page - part.page + 1}页" if in_pages else f"第{spot.line - part.line + 1}行"
    return f"“{Path(part.path).name}”{printed_at(spot, proofed.pages) if spot.cell else where}"


def line_of(proofed: Proofed, line: int | None) -> str | None:
    """The text of a line, None where the file has no such line."""
    return proofed.lines[line - 1] if line is not None and 1 <= line <= len(proofed.lines) else None


def span(proofed: Proofed, finding: Finding) -> tuple[int, int] | None:
    """Start and end of the finding's figure or words in its line, in characters from 0."""
    text = line_of(proofed, finding.source_line)
    return None if text is None else find_spot(text, finding.found)


def quoted(proofed: Proofed, finding: Finding) -> tuple[str, str, str] | None:
    """The finding's line in three: before the fault, the fault, after it; the fault empty where it is not one spot."""
    text = line_of(proofed, finding.source_line)
    if text is None:
        return None
    found = find_spot(text, finding.found)
    start, end = found if found else (len(text), len(text))
    before, fault, after = (part.replace("\t", "  ") for part in (text[:start], text[start:end], text[end:]))
    return before.lstrip(), fault, after.rstrip()


def count_levels(findings: Iterable[Finding]) -> dict[Severity, int]:
    """How many findings of each severity, the gravest first."""
    counts = Counter(finding.severity for finding in findings)
    return {level: counts[level] for level in SEVERITIES}
