"""Findings as the workflow commands that GitHub shows beside the lines of a change."""

from __future__ import annotations

from .reviewed import Review, span

_LEVELS = {"error": "error", "warning": "warning", "note": "notice", "rounding": "notice"}


def render_github(review: Review) -> str:
    """`::error file=…,line=…,col=…,title=…::message`, a line for each finding."""
    lines = []
    for one in review.files:
        path = _property(one.path.as_posix())
        if one.error:
            lines.append(f"::error file={path}::{_data(one.error)}")
        for finding in one.findings:
            found = span(one, finding)
            column = f",col={found[0] + 1},endColumn={found[1] + 1}" if found else ""
            where = f"file={path},line={finding.source_line or 1}{column},title={_property(finding.rule_id)}"
            lines.append(f"::{_LEVELS[finding.severity]} {where}::{_data(finding.sentence)}")
    return "\n".join(lines) + "\n" if lines else ""


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
