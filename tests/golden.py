"""Golden files: what a whole document is read as, one record with named fields to a line.

`tests/golden/DOCUMENT/KIND.json`. A missing file is written and its test fails once; `--update-golden` writes all
anew, to be reviewed as a diff: a line gained or lost is a record gained or lost. `python -m golden FILE [KIND]...`
prints the records of any file. Of real documents the words stay out:
fields of `WORDS` are hashes there, so that a diff says that a text changed, and plain text in made-up documents.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from mingzhang.checking import check
from mingzhang.model import CheckReport, Disclosure
from mingzhang.parsing import parse
from mingzhang.parsing.slugs import with_address
from mingzhang.reading import read

FOLDER = Path(__file__).parent / "golden"


@dataclass(frozen=True)
class Kind:
    """`records` takes them out of a disclosure and its report; `fields` are attributes of a record, in order."""

    records: Callable[[Disclosure, CheckReport], Iterable[Any]]
    fields: tuple[str, ...]
    words: tuple[str, ...] = ()
    """Fields whose text comes out of the document: hashed where the document is a real one."""
    long: tuple[str, ...] = ()
    """Fields too long to print: hashed in every document."""


@dataclass(frozen=True)
class Cell:
    """A figure of a statement, flattened: which table, row and column, and the line it was read from."""

    number: int
    keys: tuple[str, ...]
    code: str | None
    item: str
    column: str
    value: Decimal
    source_line: int


def _cells(disclosure: Disclosure, _: CheckReport) -> list[Cell]:
    return [
        Cell(
            statement.number,
            tuple(value for key, value in sorted(row.keys.items()) if value and key != "line_no"),
            row.code,
            row.item,
            column,
            value,
            row.source_line,
        )
        for statement in disclosure.statements
        for row in statement.rows
        for column, value in row.figures.items()
        if value is not None
    ]


KINDS: dict[str, Kind] = {
    "identity": Kind(
        lambda d, _: [with_address(d.identity)],
        ("department_id", "fiscal_year", "kind", "scope", "published_on", "province", "city", "name"),
        words=("name",),
    ),
    "statements": Kind(
        lambda d, _: d.statements, ("number", "status", "unit", "source_line", "source_line_end")
    ),
    "cells": Kind(_cells, ("number", "keys", "code", "item", "column", "value", "source_line")),
    "repaired_rows": Kind(
        lambda d, _: [row for s in d.statements for row in s.rows if row.repaired],
        ("source_line", "code", "item"),
    ),
    "sections": Kind(
        lambda d, _: d.sections,
        ("path", "source_line", "source_line_end", "blocks", "heading", "text"),
        words=("heading",),
        long=("text",),
    ),
    "key_figures": Kind(
        lambda d, _: [f for f in d.key_figures if f.origin == "narrative"], ("metric", "value", "source_line")
    ),
    "structure_items": Kind(
        lambda d, _: d.structure_items, ("code", "item", "amount", "share_pct", "source_line")
    ),
    "execution_items": Kind(
        lambda d, _: d.execution_items,
        (
            "code", "class_", "section", "item", "initial_budget", "final", "completion_pct", "reason",
            "source_line",
        ),
        words=("reason",),
    ),
    "projects": Kind(
        lambda d, _: d.projects,
        (
            "name", "budget", "executed", "completion_pct", "outputs", "problems", "improvements",
            "source_line",
        ),
        words=("name", "outputs", "problems", "improvements"),
    ),
    "forms": Kind(
        lambda d, _: d.forms,
        (
            "kind", "name", "filled_on", "category", "attribute", "recurrence", "budget", "executed",
            "execution_pct", "score", "deviation_reason", "improvements", "source_line", "source_line_end",
            "copies", "repaired", "indicators",
        ),
        words=("name", "deviation_reason", "improvements", "repaired"),
    ),
    "indicators": Kind(
        lambda d, _: [i for form in d.forms for i in form.indicators],
        (
            "goal", "level1", "level2", "level3", "target", "actual", "score", "met", "source_line",
            "repaired",
        ),
        words=("goal", "level2", "level3", "target", "actual", "repaired"),
    ),
    "key_tasks": Kind(
        lambda d, _: d.key_tasks,
        ("matter", "goal", "outcome", "source_line"),
        words=("matter", "goal", "outcome"),
    ),
    "terms": Kind(
        lambda d, _: d.terms, ("code", "term", "definition", "source_line"), words=("term", "definition")
    ),
    "duties": Kind(lambda d, _: d.duties, ("duty", "source_line"), words=("duty",)),
    "organisation_units": Kind(
        lambda d, _: d.organisation_units, ("kind", "name", "source_line"), words=("name",)
    ),
    "findings": Kind(
        lambda _, report: [replace(finding, message=finding.sentence) for finding in report.findings],
        (
            "rule_id", "severity", "cause", "subject_kind", "subject_key", "source_line", "other_line", "expected", "found", "difference",
            "message",
        ),
        words=("expected", "found", "message", "subject_key"),
    ),
}  # fmt: skip
COUNTED = {"blocks", "indicators"}
"""Fields of which a record says only how many there are."""


def _plain(value: object, hashed: bool, counted: bool) -> object:
    if counted:
        return len(value)  # type: ignore[arg-type]
    if isinstance(value, Decimal):
        return str(value)
    if hashed and isinstance(value, str) and not value.lstrip("-").replace(".", "", 1).isdigit():
        return "#" + hashlib.sha256(value.encode()).hexdigest()[:12]
    return list(value) if isinstance(value, tuple) else value


def as_records(
    kind: Kind, disclosure: Disclosure, report: CheckReport, real: bool
) -> list[dict[str, object]]:
    """The records of a kind as JSON has them; fields that are `None` or empty are left out."""
    found = []
    for record in kind.records(disclosure, report):
        values = {
            field: _plain(
                getattr(record, field), field in kind.long or (real and field in kind.words), field in COUNTED
            )
            for field in kind.fields
        }
        found.append({field: value for field, value in values.items() if value not in (None, "", [])})
    return found


def written(records: list[dict[str, object]]) -> str:
    rows = ",\n".join(json.dumps(record, ensure_ascii=False) for record in records)
    return f"[\n{rows}\n]\n" if records else "[]\n"


def main() -> None:
    """Print what a file is read as, kind by kind, words in plain text."""
    given = argparse.ArgumentParser(prog="python -m golden", description=main.__doc__)
    given.add_argument("file", type=Path, metavar="FILE")
    given.add_argument("kinds", nargs="*", metavar="KIND", help=f"of {', '.join(KINDS)} (default: all)")
    asked = given.parse_args()
    disclosure = parse(read(asked.file))
    report = check(disclosure)
    for name in asked.kinds or KINDS:
        print(f"== {name}")
        print(written(as_records(KINDS[name], disclosure, report, real=False)), end="")


if __name__ == "__main__":
    main()
