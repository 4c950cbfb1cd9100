"""Known findings, accepted with a reason: a YAML file kept beside the draft.

An entry is known by rule, subject and printed figures, never by wording, counts or lines. Entries of version 0.1 have
an id over the old wording instead; they are known by their family and the figures that their message names.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml

from ...model import Finding
from ..figures import NUMBER

KEYS = {"id", "rule", "subject", "figures", "message", "reason"}


class BaselineError(ValueError):
    """The baseline file says something that cannot be; the message names the file and the entry."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An accepted finding: its key, or (of version 0.1) the family and the figures and words of its message."""

    id: str
    rule: str
    reason: str
    legacy: bool = False
    message: str = ""


def finding_key(finding: Finding) -> str:
    """What stays the same about a finding when lines, wording and counts change: twelve hexadecimal digits."""
    told = "|".join(
        (
            finding.rule_id,
            finding.subject_kind,
            finding.subject_key,
            finding.found or "",
            finding.expected or "",
        )
    )
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def accepted(finding: Finding, entries: Iterable[Entry]) -> bool:
    """Whether a baseline takes the finding out."""
    key = finding_key(finding)
    return any(_is_old(finding, entry) if entry.legacy else entry.id == key for entry in entries)


def _is_old(finding: Finding, entry: Entry) -> bool:
    """Whether an entry of version 0.1 is about the finding: of its family, and its message names what was found and
    what was expected."""
    if entry.rule != finding.family:
        return False
    numbers = {_plain(number) for number in NUMBER.findall(entry.message)}
    told = [words for words in (finding.found, finding.expected) if words]
    return bool(told) and all(
        _plain(words) in numbers if NUMBER.fullmatch(words.lstrip("-")) else words in entry.message
        for words in told
    )


def _plain(number: str) -> str:
    digits = number.replace(",", "").lstrip("-")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def load(path: Path) -> list[Entry]:
    """The accepted findings. An entry without a reason accepts nothing and is left out."""
    return [entry for entry in _entries(path) if entry.reason]


def _entries(path: Path) -> list[Entry]:
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BaselineError(f"{path}: no such file; make one with --update-baseline") from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BaselineError(f"{path}: cannot be read ({str(error).splitlines()[0]})") from None
    if content is None:
        return []
    if (
        not isinstance(content, dict)
        or set(content) != {"accepted"}
        or not isinstance(content["accepted"], list)
    ):
        raise BaselineError(f"{path}: expected one key, accepted, with a list")
    return [_checked(path, entry) for entry in content["accepted"]]


def _checked(path: Path, entry: object) -> Entry:
    if not isinstance(entry, dict) or "id" not in entry or set(entry) - KEYS:
        raise BaselineError(f"{path}: an entry has id, rule, message and reason; found {str(entry)[:60]}")
    rule = str(entry.get("rule") or "")
    return Entry(
        str(entry["id"]),
        rule,
        str(entry.get("reason") or "").strip(),
        legacy="subject" not in entry and "." not in rule,
        message=str(entry.get("message") or ""),
    )


def write(path: Path, findings: Iterable[Finding]) -> int:
    """Write the findings as a baseline to be filled in; reasons already given stay. Returns how many entries."""
    known = load(path) if path.exists() else []
    entries = {}
    for finding in findings:
        key = finding_key(finding)
        same = (e for e in known if (_is_old(finding, e) if e.legacy else e.id == key))
        entries[key] = {
            "id": key,
            "rule": finding.rule_id,
            "subject": f"{finding.subject_kind} {finding.subject_key}".strip(),
            "figures": f"{finding.found or ''} / {finding.expected or ''}",
            "message": finding.message,
            "reason": next((entry.reason for entry in same), ""),
        }
    text = yaml.safe_dump(
        {"accepted": list(entries.values())}, allow_unicode=True, sort_keys=False, width=110
    )
    head = "# Findings accepted with a reason; an entry without a reason accepts nothing.\n# 逐条写明理由（reason）后，该条不再计入结果。\n"
    path.write_text(head + text, encoding="utf-8")
    return len(entries)
