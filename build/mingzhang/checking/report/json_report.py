"""The report for programs: JSON of our own."""

from __future__ import annotations

import json
from typing import Any

from ... import __version__
from ...model import Disclosure, Finding, Place
from ..what_was_read import counts, left_out, unread
from .baseline import finding_key
from .reviewed import Proofed, Review, completion, line_of, place_of, span, where_printed


def render_json(review: Review) -> str:
    """Files with what was read of them, their findings and the outcome of every rule."""
    files = [_file(one) for one in review.files]
    return json.dumps({"version": __version__, "files": files}, ensure_ascii=False, indent=2) + "\n"


def _file(one: Proofed) -> dict[str, Any]:
    done = completion(one.report)
    return {
        "path": str(one.path),
        "title": one.title,
        "error": one.error,
        "reading": None if one.disclosure is None else _reading(one.disclosure),
        "completion": {
            "due": done.due,
            "ran": done.ran,
            "share": round(done.share, 4),
            "not_checked": [{"reason": reason, "rules": times} for reason, times in done.reasons],
        },
        "findings": [_finding(one, finding) for finding in one.findings],
        "accepted": [_finding(one, finding) for finding in one.accepted],
        "results": [
            {"rule": r.rule_id, "outcome": r.outcome, "times": r.times, "reason": r.reason}
            for r in one.report.results
        ],
    }


def _reading(disclosure: Disclosure) -> dict[str, Any]:
    return {
        "statements": [
            {"number": s.number, "title": s.title, "status": s.status, "line": s.source_line, "note": s.note}
            for s in disclosure.statements
        ],
        "counts": counts(disclosure),
        "left_out": left_out(disclosure),
        "unread": [
            {"kind": note.kind, "text": note.text, "line": note.source_line} for note in unread(disclosure)
        ],
    }


def _finding(one: Proofed, finding: Finding) -> dict[str, Any]:
    found = span(one, finding)
    return {
        "id": finding_key(finding),
        "rule": finding.rule_id,
        "family": finding.family,
        "severity": finding.severity,
        "message": finding.message,
        "also": finding.also or None,
        "expected": finding.expected,
        "found": finding.found,
        "difference": None if finding.difference is None else str(finding.difference),
        "cause": finding.cause,
        "subject": {"kind": finding.subject_kind, "key": finding.subject_key},
        "place": place_of(one.disclosure, finding.source_line),
        "printed_at": where_printed(one, finding) or None,
        **_spot(finding.spot),
        "line": finding.source_line,
        "column": found[0] + 1 if found else None,
        "other_line": finding.other_line,
        "text": line_of(one, finding.source_line),
        "evidence": [
            {
                "place": e.place,
                "quote": e.quote,
                "line": e.line,
                **_spot(e.spot),
                "value": None if e.value is None else str(e.value),
            }
            for e in finding.evidence
        ],
    }


def _spot(place: Place | None) -> dict[str, Any]:
    """Page, box (points from the top left corner) and cell, None where the carrier has no such thing."""
    if place is None:
        return {"page": None, "box": None, "cell": None}
    return {"page": place.page, "box": place.box, "cell": place.cell}
