"""The rows of a build's database: reference lists, sources, and what the shards hold, department by department."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from . import __version__
from .checking import RULES, check_years
from .classification import Code, economic_codes, function_codes
from .database.loading import metric_rows
from .database.rows import TableRow, Value, department_row, disclosure_rows, page_rows
from .model import CheckReport
from .portal import Portal
from .publications import Published
from .shards import Receipt, Shard, load_shard, reading_version


def by_department(published: Iterable[Published]) -> Iterator[list[Published]]:
    for _, group in groupby(published, key=lambda p: p.department_id):
        yield list(group)


def department_rows(department: Sequence[Published], cache: Path) -> Iterator[tuple[Iterator[TableRow], int]]:
    """Yield the rows of all years of one department, with the findings across years added, and how many findings."""
    shards = {
        p.disclosure_id: _under(p.department_id, load_shard(cache, p.receipt.source_id)) for p in department
    }
    across = check_years({id_: shard.disclosure for id_, shard in shards.items()})
    for number, (disclosure_id, shard) in enumerate(shards.items()):
        report = _merged(shard.report, across.get(disclosure_id))
        rows = _shard_rows(shard, report, disclosure_id, with_department=number == len(shards) - 1)
        yield rows, len(report.findings)


def _under(department_id: str, shard: Shard) -> Shard:
    """A shard with the id that its department has in this portal."""
    disclosure = shard.disclosure
    identity = replace(disclosure.identity, department_id=department_id)
    return replace(shard, disclosure=replace(disclosure, identity=identity))


def _merged(one: CheckReport, other: CheckReport | None) -> CheckReport:
    if other is None:
        return one
    return replace(one, findings=one.findings + other.findings, results=one.results + other.results)


def _shard_rows(
    shard: Shard, report: CheckReport, disclosure_id: str, with_department: bool
) -> Iterator[TableRow]:
    if with_department:  # the newest year names the department
        yield department_row(shard.disclosure)
    source_id = shard.disclosure.source.id
    for number, text in enumerate(shard.lines, start=1):
        yield "source_lines", {"source_id": source_id, "line": number, "text": text}
    yield from page_rows(shard.disclosure.source, shard.pages)
    yield from disclosure_rows(shard.disclosure, report, disclosure_id)


def source_rows(receipts: Iterable[Receipt]) -> Iterator[TableRow]:
    seen: set[str] = set()
    for r in receipts:
        if r.source_id in seen:
            continue
        seen.add(r.source_id)
        yield (
            "sources",
            {
                "id": r.source_id,
                "path": r.name,
                "format": r.format,
                "bytes": r.bytes,
                "lines": r.lines,
                "reader": r.reader,
                "carrier": r.carrier,
                "pages": r.pages,
                "status": r.status,
                "error": r.error,
            },
        )


def reference_rows(portal: Portal) -> Iterator[TableRow]:
    yield from metric_rows()
    for rule in RULES.values():
        yield (
            "rules",
            {
                "id": rule.id,
                "name_zh": rule.name_zh,
                "name_en": rule.name_en,
                "severity": rule.severity,
                "explanation": rule.explanation,
            },
        )
    yield from (("function_codes", _code_row(code)) for code in function_codes())
    yield from (("economic_codes", _code_row(code)) for code in economic_codes())
    told = {
        "notice": portal.notice,
        "title": portal.title,
        "licence": portal.licence,
        "contact": portal.contact,
        "mingzhang": __version__,
        "reading": reading_version(portal.privacy.mask),
    }
    for key, value in told.items():
        yield "portal", {"key": key, "value": value}


def _code_row(code: Code) -> dict[str, Value]:
    return {
        "code": code.code,
        "name": code.name,
        "level": code.level,
        "parent": code.parent,
        "valid_from": int(code.valid_from) if code.valid_from else None,
        "valid_to": int(code.valid_to) if code.valid_to else None,
    }
