"""A file that was proofread, as a report shows it: findings by place, each with its line and where the fault stands."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from ..model import CheckReport, Disclosure, Finding, NotADisclosure, NotReadable
from ..parsing import parse
from ..reading import read
from .printed import find_whole, printed_forms
from .proof import check

NOWHERE = "全文"
_LINE_NUMBERS = re.compile(r"第[0-9]+行")


@dataclass(frozen=True, slots=True)
class Proofed:
    """One input file: its lines and what proofreading found, or why it could not be read (`error`)."""

    path: Path
    lines: tuple[str, ...] = ()
    disclosure: Disclosure | None = None
    report: CheckReport = field(default_factory=CheckReport)
    error: str | None = None

    @property
    def title(self) -> str:
        """Whose accounts of which year."""
        if self.disclosure is None:
            return self.path.name
        who = self.disclosure.identity
        return f"{who.name} {who.fiscal_year}年度部门决算"


def proofread(path: Path, rules: Iterable[str] | None = None) -> Proofed:
    """Read, parse and check one file; what cannot be read is told in `error`, never raised."""
    try:
        document = read(path)
        disclosure = parse(document)
    except (NotReadable, NotADisclosure) as error:
        return Proofed(path, error=str(error))
    except OSError as error:
        return Proofed(path, error=f"无法打开文件（{error.strerror}）")
    return Proofed(path, document.lines, disclosure, check(disclosure, rules))


def by_place(proofed: Proofed, findings: Iterable[Finding]) -> list[tuple[str, list[Finding]]]:
    """Findings under the statement or the heading where they stand, in the order of the document."""
    places: dict[str, list[Finding]] = {}
    for finding in findings:
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


def quoted(proofed: Proofed, finding: Finding) -> tuple[str, str, str] | None:
    """The finding's line in three: before the fault, the fault, after it; the fault empty where it is not one spot."""
    line = finding.source_line
    if line is None or not 1 <= line <= len(proofed.lines):
        return None
    text = proofed.lines[line - 1].replace("\t", "  ").strip()
    for shown in printed_forms(finding.found):
        at = find_whole(text, shown)
        if at >= 0:
            return text[:at], shown, text[at + len(shown) :]
    return text, "", ""


def fingerprint(finding: Finding) -> str:
    """What stays the same about a finding when lines move: eight hexadecimal digits for a baseline."""
    words = _LINE_NUMBERS.sub("", finding.message)
    told = f"{finding.rule_id}|{finding.expected}|{finding.found}|{words}"
    return hashlib.sha256(told.encode()).hexdigest()[:8]
