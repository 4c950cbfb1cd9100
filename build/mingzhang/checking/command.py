"""What `mingzhang check` does: proofread files on this machine, print what was found, say so in the exit code.

Exit codes: 0 nothing wrong, 1 findings of severity error, 2 a wrong option or a file that could not be read.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from ..model import Finding
from . import baseline as accepted_findings
from . import report_data, report_html, report_text
from .baseline import BaselineError
from .proof import rule_order
from .proofed import Proofed, fingerprint, proofread
from .rules import RULES

FORMATS = ("text", "json", "sarif", "html")

__all__ = ["FORMATS", "BaselineError", "UsageError", "explain", "run"]


class UsageError(ValueError):
    """An option names what does not exist; one line, says what does."""


def run(
    files: Sequence[Path],
    format_: str = "text",
    rules: Iterable[str] = (),
    ignore: Iterable[str] = (),
    baseline: Path | None = None,
    update_baseline: bool = False,
    output: Path | None = None,
) -> int:
    """Proofread `files` and print the report to `output` or standard output; returns the exit code."""
    wanted = _wanted(rules, ignore)
    known = _known(baseline, update_baseline)
    proofed = [proofread(path, wanted) for path in files]
    if update_baseline and baseline is not None:
        every = [finding for one in proofed for finding in one.report.findings]
        count = accepted_findings.write(baseline, every, known)
        print(f"{baseline}: {count}", file=sys.stderr)
        return 0
    kept: dict[str, list[Finding]] = {}
    taken: dict[str, int] = {}
    for one in proofed:
        name = str(one.path)
        kept[name] = [f for f in one.report.findings if fingerprint(f) not in known]
        taken[name] = len(one.report.findings) - len(kept[name])
    _write(_report(format_, proofed, kept, taken), output)
    if any(one.error for one in proofed):
        return 2
    return int(any(f.severity == "error" for findings in kept.values() for f in findings))


def explain(rule_ids: Iterable[str]) -> str:
    """What rules check; `UsageError` for one that does not exist."""
    return "\n".join(report_text.explain(rule_id) for rule_id in _existing(rule_ids))


def _report(
    format_: str, proofed: list[Proofed], kept: dict[str, list[Finding]], taken: dict[str, int]
) -> str:
    if format_ == "json":
        return report_data.render_json(proofed, kept)
    if format_ == "sarif":
        return report_data.render_sarif(proofed, kept)
    if format_ == "html":
        return report_html.render(proofed, kept, taken)
    return report_text.render(proofed, kept, taken)


def _wanted(rules: Iterable[str], ignore: Iterable[str]) -> list[str] | None:
    """The rules to run: those named (all where none is), without those to ignore. A letter names its group."""
    chosen = _existing(rules) or list(RULES)
    without = set(_existing(ignore))
    return [rule_id for rule_id in chosen if rule_id not in without]


def _existing(rule_ids: Iterable[str]) -> list[str]:
    found: list[str] = []
    for given in rule_ids:
        for name in given.replace("，", ",").split(","):
            name = name.strip().upper()
            members = [r for r in RULES if r == name or (len(name) == 1 and r.startswith(name))]
            if name and not members:
                raise UsageError(f"no rule {name}; rules are {', '.join(sorted(RULES, key=rule_order))}")
            found += members
    return found


def _known(baseline: Path | None, update: bool) -> dict[str, str]:
    if baseline is None:
        return {}
    if update and not baseline.exists():
        return {}
    return accepted_findings.load(baseline)


def _write(text: str, output: Path | None) -> None:
    if output is None:
        sys.stdout.write(text)
    else:
        output.write_text(text, encoding="utf-8")
