"""Known findings, accepted with a reason: a YAML file kept beside the draft."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import yaml

from ..model import Finding
from .proofed import fingerprint

KEYS = {"id", "rule", "message", "reason"}


class BaselineError(ValueError):
    """The baseline file says something that cannot be; the message names the file and the entry."""


def load(path: Path) -> dict[str, str]:
    """Accepted findings: reason by fingerprint. An entry without a reason accepts nothing and is left out."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BaselineError(f"{path}: no such file; make one with --update-baseline") from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BaselineError(f"{path}: cannot be read ({str(error).splitlines()[0]})") from None
    if content is None:
        return {}
    if (
        not isinstance(content, dict)
        or set(content) != {"accepted"}
        or not isinstance(content["accepted"], list)
    ):
        raise BaselineError(f"{path}: expected one key, accepted, with a list")
    return {
        entry["id"]: entry["reason"] for entry in map(_checked(path), content["accepted"]) if entry["reason"]
    }


def _checked(path: Path):  # type: ignore[no-untyped-def]
    def check(entry: object) -> dict[str, str]:
        if not isinstance(entry, dict) or "id" not in entry or set(entry) - KEYS:
            raise BaselineError(f"{path}: an entry has id, rule, message and reason; found {str(entry)[:60]}")
        return {"id": str(entry["id"]), "reason": str(entry.get("reason") or "").strip()}

    return check


def write(path: Path, findings: Iterable[Finding], known: dict[str, str]) -> int:
    """Write the findings as a baseline to be filled in; reasons already given stay. Returns how many entries."""
    entries = [
        {
            "id": fingerprint(finding),
            "rule": finding.rule_id,
            "message": finding.message,
            "reason": known.get(fingerprint(finding), ""),
        }
        for finding in findings
    ]
    text = yaml.safe_dump({"accepted": entries}, allow_unicode=True, sort_keys=False, width=110)
    head = "# Findings accepted with a reason; an entry without a reason accepts nothing.\n# 逐条写明理由（reason）后，该条不再计入结果。\n"
    path.write_text(head + text, encoding="utf-8")
    return len(entries)
