"""The report for programs: JSON of our own, and SARIF 2.1.0 for tools that show findings beside the text."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from .. import __version__
from ..model import Disclosure, Finding
from .account import counts, left_out, unread
from .proofed import Proofed, fingerprint, place_of, quoted
from .rules import RULES

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render_json(proofed: Sequence[Proofed], kept: Mapping[str, Sequence[Finding]]) -> str:
    """Files with what was read of them, their findings and the outcome of every rule."""
    files = [
        {
            "path": str(one.path),
            "title": one.title,
            "error": one.error,
            "reading": None if one.disclosure is None else _reading(one.disclosure),
            "findings": [_finding(one, finding) for finding in kept[str(one.path)]],
            "results": [
                {"rule": r.rule_id, "outcome": r.outcome, "times": r.times} for r in one.report.results
            ],
        }
        for one in proofed
    ]
    return json.dumps({"version": __version__, "files": files}, ensure_ascii=False, indent=2) + "\n"


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
    spot = quoted(one, finding)
    return {
        "id": fingerprint(finding),
        "rule": finding.rule_id,
        "severity": finding.severity,
        "message": finding.message,
        "expected": finding.expected,
        "found": finding.found,
        "difference": None if finding.difference is None else str(finding.difference),
        "cause": finding.cause,
        "place": place_of(one.disclosure, finding.source_line),
        "line": finding.source_line,
        "other_line": finding.other_line,
        "text": "".join(spot) if spot else None,
    }


def render_sarif(proofed: Sequence[Proofed], kept: Mapping[str, Sequence[Finding]]) -> str:
    """SARIF 2.1.0: one run; what could not be read, a file or a line of one, is a notification of the run, and what
    was read a property of the file."""
    ids = list(RULES)
    driver = {
        "name": "mingzhang",
        "version": __version__,
        "rules": [_rule(rule_id) for rule_id in ids],
    }
    failed = [one for one in proofed if one.error]
    run: dict[str, Any] = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": not failed,
                "toolExecutionNotifications": [
                    {"level": "error", "message": {"text": f"{one.path}: {one.error}"}} for one in failed
                ]
                + [notification for one in proofed for notification in _notifications(one)],
            }
        ],
        "artifacts": [
            {"location": {"uri": one.path.as_posix()}, "properties": {"read": counts(one.disclosure)}}
            for one in proofed
            if one.disclosure is not None
        ],
        "results": [
            _result(one, finding, ids.index(finding.rule_id))
            for one in proofed
            for finding in kept[str(one.path)]
        ],
    }
    log = {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _notifications(one: Proofed) -> list[dict[str, Any]]:
    """What could not be read of a file."""
    notes = [] if one.disclosure is None else unread(one.disclosure)
    return [
        {
            "level": "note",
            "descriptor": {"id": note.kind},
            "message": {"text": note.text},
            "locations": [_location(one, note.source_line)],
        }
        for note in notes
    ]


def _rule(rule_id: str) -> dict[str, Any]:
    rule = RULES[rule_id]
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.name_zh},
        "fullDescription": {"text": rule.explanation},
        "help": {"text": f"{rule.name_en}. {rule.source}"},
        "defaultConfiguration": {"level": rule.severity},
    }


def _result(one: Proofed, finding: Finding, index: int) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.rule_id,
        "ruleIndex": index,
        "level": finding.severity,
        "message": {"text": finding.message},
        "locations": [_location(one, finding.source_line)],
        "partialFingerprints": {"mingzhang/v1": fingerprint(finding)},
        "properties": {
            "cause": finding.cause,
            "expected": finding.expected,
            "found": finding.found,
            "difference": None if finding.difference is None else str(finding.difference),
        },
    }
    if finding.other_line:
        result["relatedLocations"] = [{"id": 1, **_location(one, finding.other_line)}]
    return result


def _location(one: Proofed, line: int | None) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": one.path.as_posix()}}
    if line is not None and 1 <= line <= len(one.lines):
        place["region"] = {"startLine": line, "snippet": {"text": one.lines[line - 1]}}
    return {"physicalLocation": place}
