"""The report for programs: JSON of our own, and SARIF 2.1.0 for tools that show findings beside the text."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from .. import __version__
from ..model import Finding
from .proofed import Proofed, fingerprint, place_of, quoted
from .rules import RULES

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render_json(proofed: Sequence[Proofed], kept: Mapping[str, Sequence[Finding]]) -> str:
    """Files with their findings and the outcome of every rule."""
    files = [
        {
            "path": str(one.path),
            "title": one.title,
            "error": one.error,
            "findings": [_finding(one, finding) for finding in kept[str(one.path)]],
            "results": [
                {"rule": r.rule_id, "outcome": r.outcome, "times": r.times} for r in one.report.results
            ],
        }
        for one in proofed
    ]
    return json.dumps({"version": __version__, "files": files}, ensure_ascii=False, indent=2) + "\n"


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
    """SARIF 2.1.0: one run; a file that could not be read is a notification of the run."""
    ids = list(RULES)
    driver = {
        "name": "mingzhang",
        "version": __version__,
        "rules": [_rule(rule_id) for rule_id in ids],
    }
    unread = [one for one in proofed if one.error]
    run: dict[str, Any] = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": not unread,
                "toolExecutionNotifications": [
                    {"level": "error", "message": {"text": f"{one.path}: {one.error}"}} for one in unread
                ],
            }
        ],
        "results": [
            _result(one, finding, ids.index(finding.rule_id))
            for one in proofed
            for finding in kept[str(one.path)]
        ],
    }
    log = {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


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
