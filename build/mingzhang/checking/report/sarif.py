"""SARIF 2.1.0, for tools that show findings beside the text."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from ... import __version__
from ...model import Finding
from ..examples import example_of
from ..registry import RULES, Rule
from ..what_was_read import counts, unread
from .baseline import finding_key
from .reviewed import Proofed, Review, completion, line_of, span, where_printed

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "note": "note", "rounding": "note"}


def render_sarif(review: Review) -> str:
    """One run: what could not be read, a file or a line of one, is a notification of it; what was read and what share
    of the rules ran is a property of the file; what a baseline accepts is suppressed."""
    ids = list(RULES)
    failed = [one for one in review.files if one.error]
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "mingzhang",
                "version": __version__,
                "rules": [_rule(rule) for rule in RULES.values()],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": not failed,
                "toolExecutionNotifications": [
                    {"level": "error", "message": {"text": f"{one.path}: {one.error}"}} for one in failed
                ]
                + [notification for one in review.files for notification in _notifications(one)],
            }
        ],
        "artifacts": [_artifact(one) for one in review.files if one.disclosure is not None],
        "results": [
            _result(one, finding, ids, suppressed)
            for one in review.files
            for findings, suppressed in ((one.findings, False), (one.accepted, True))
            for finding in findings
        ],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _uri(one: Proofed) -> str:
    return quote(one.path.as_posix(), safe="/:")


def _artifact(one: Proofed) -> dict[str, Any]:
    done = completion(one.report)
    checked = {
        "rulesDue": done.due,
        "rulesRun": done.ran,
        "share": round(done.share, 4),
        "notChecked": [{"reason": reason, "rules": times} for reason, times in done.reasons],
    }
    read = counts(one.disclosure) if one.disclosure is not None else {}
    return {"location": {"uri": _uri(one)}, "properties": {"read": read, "checked": checked}}


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


def _rule(rule: Rule) -> dict[str, Any]:
    found = example_of(rule.id)
    example = f"\n\n不符：{found[0]}\n\n相符：{found[1]}" if found else ""
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.name_zh},
        "fullDescription": {"text": rule.explanation},
        "help": {"text": f"{rule.explanation}\n\n{rule.name_en}. {rule.source}{example}"},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"family": rule.family, "severity": rule.severity},
    }


def _result(one: Proofed, finding: Finding, ids: list[str], suppressed: bool) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.rule_id,
        "ruleIndex": ids.index(finding.rule_id),
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.sentence},
        "locations": [_printed(_location(one, finding.source_line, span(one, finding)), one, finding)],
        "partialFingerprints": {"mingzhang/v2": finding_key(finding)},
        "properties": {
            "severity": finding.severity,
            "cause": finding.cause,
            "expected": finding.expected,
            "found": finding.found,
            "difference": None if finding.difference is None else str(finding.difference),
            "subject": {"kind": finding.subject_kind, "key": finding.subject_key},
        },
    }
    related = _related(one, finding)
    if related:
        result["relatedLocations"] = related
    if suppressed:
        result["suppressions"] = [{"kind": "external", "status": "accepted"}]
    fix = _fix(one, finding)
    if fix is not None:
        result["fixes"] = [fix]
    return result


def _related(one: Proofed, finding: Finding) -> list[dict[str, Any]]:
    """The other places: those of the evidence, or the other line alone."""
    places = {e.line: e.place for e in finding.evidence if e.line and e.line != finding.source_line}
    if finding.other_line:
        places.setdefault(finding.other_line, "")
    return [
        {"id": number, **_location(one, line), **({"message": {"text": place}} if place else {})}
        for number, (line, place) in enumerate(places.items(), start=1)
    ]


def _location(one: Proofed, line: int | None, columns: tuple[int, int] | None = None) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(one)}}
    text = line_of(one, line)
    if line is not None and text is not None:
        region: dict[str, Any] = {"startLine": line, "snippet": {"text": text}}
        if columns is not None:
            region["startColumn"], region["endColumn"] = columns[0] + 1, columns[1] + 1
        place["region"] = region
    return {"physicalLocation": place}


def _printed(location: dict[str, Any], one: Proofed, finding: Finding) -> dict[str, Any]:
    """A location with the page, or the cell of a sheet or table, where the carrier has them."""
    where = where_printed(one, finding)
    if not where or finding.spot is None:
        return location
    spot = finding.spot
    properties = {"page": spot.page, "box": spot.box, "cell": spot.cell}
    return {
        **location,
        "logicalLocations": [{"name": spot.cell or str(spot.page), "fullyQualifiedName": where}],
        "properties": {name: value for name, value in properties.items() if value is not None},
    }


def _fix(one: Proofed, finding: Finding) -> dict[str, Any] | None:
    """The right figure in place of the printed one, where it is proven and the printed one stands at one spot."""
    found = span(one, finding)
    if found is None or not finding.proven or not finding.expected or not finding.found:
        return None
    if not (_is_figure(finding.found) and _is_figure(finding.expected)):
        return None
    region = {
        "startLine": finding.source_line,
        "startColumn": found[0] + 1,
        "endColumn": found[1] + 1,
    }
    return {
        "description": {"text": f"改为{finding.expected}"},
        "artifactChanges": [
            {
                "artifactLocation": {"uri": _uri(one)},
                "replacements": [{"deletedRegion": region, "insertedContent": {"text": finding.expected}}],
            }
        ],
    }


def _is_figure(text: str) -> bool:
    return text.replace(".", "", 1).isdigit()
