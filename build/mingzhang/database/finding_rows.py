"""What proofreading found and what reading mended, as rows of the database."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import CheckReport, Finding, StatementRow
from .row_values import TableRow, amount, box_text, place_columns


def finding_rows(finding: Finding, disclosure_id: str, position: int) -> Iterator[TableRow]:
    """A finding and the figures it rests on."""
    finding_id = f"{disclosure_id}-f-{position}"
    yield (
        "findings",
        {
            "id": finding_id,
            "disclosure_id": disclosure_id,
            "position": position,
            "rule_id": finding.rule_id,
            "severity": finding.severity,
            "message": finding.sentence,
            "expected": finding.expected,
            "found": finding.found,
            "difference": amount(finding.difference),
            "cause": finding.cause,
            "subject_kind": finding.subject_kind,
            "subject_key": finding.subject_key,
            **place_columns(finding.spot),
            "source_line": finding.source_line,
            "other_line": finding.other_line,
        },
    )
    for number, evidence in enumerate(finding.evidence, start=1):
        yield (
            "finding_evidence",
            {
                "finding_id": finding_id,
                "position": number,
                "place": evidence.place,
                "quote": evidence.quote,
                "line": evidence.line,
                "page": evidence.page,
                "box": box_text(evidence.spot),
                "cell": evidence.spot.cell if evidence.spot else None,
                "value": amount(evidence.value),
            },
        )


def check_rows(report: CheckReport, disclosure_id: str, after: int = 0) -> Iterator[TableRow]:
    """The findings with their evidence, their positions counted on from `after`, and what became of each rule."""
    for position, finding in enumerate(report.findings, start=after + 1):
        yield from finding_rows(finding, disclosure_id, position)
    for result in report.results:
        yield (
            "check_results",
            {
                "disclosure_id": disclosure_id,
                "rule_id": result.rule_id,
                "outcome": result.outcome,
                "times": result.times,
                "reason": result.reason,
            },
        )


def repair_rows(number: int, row: StatementRow, disclosure_id: str) -> Iterator[TableRow]:
    """What was mended of a statement's row."""
    for nth, repair in enumerate(row.repairs, start=1):
        yield (
            "repairs",
            {
                "disclosure_id": disclosure_id,
                "statement": number,
                "position": row.position,
                "number": nth,
                "column": repair.column,
                "kind": repair.kind,
                "printed": repair.printed,
                "value": repair.value,
                "proof": repair.proof or None,
            },
        )
