"""The rows of tables that are worked out whole in every build: reference lists, files, history, bodies, registers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from .. import __version__
from ..catalogue import SCHEMA_VERSION
from ..checking import RULES, Accuracy, accuracy
from ..classification import Code, DatedName, code_changes, economic_codes, function_codes
from ..database.loading import metric_rows
from ..database.row_values import TableRow, Value
from ..history.assigning import Assignment
from ..history.expecting import expected_rows
from ..history.records import History
from ..history.registers import Provenance
from ..history.rows import body_rows, history_rows
from ..portal import Portal
from ..shards.making import reading_version
from ..shards.receipts import Receipt
from .budgets import seen_budgets


def whole_rows(
    receipts: Sequence[Receipt], chosen: Assignment, history: History, past: Path, portal: Portal
) -> Iterator[TableRow]:
    """Yield the rows of `renewing.WHOLE`; `past` is the folder of the history. What is wrong joins the warnings of `chosen`."""
    yield from reference_rows(portal)
    yield from source_rows(receipts, chosen.withheld, chosen.provenances)
    yield from history_rows(history, past)
    yield from body_rows(chosen.bodies, chosen.published)
    published = chosen.published
    seen = list(seen_budgets(receipts, published, chosen.withheld, chosen.bodies)) if portal.budgets else None
    series = chosen.bodies.series()
    yield from expected_rows(chosen.expected, published, history, series, chosen.warnings, seen)
    yield from chosen.denominators.price_rows()


def source_rows(
    receipts: Iterable[Receipt], withheld: Iterable[str], provenances: Mapping[str, Provenance]
) -> Iterator[TableRow]:
    """Yield the files of the inputs with where they were fetched; nothing is said of those that are withheld."""
    seen = set(withheld)
    for r in receipts:
        if r.source_id in seen:
            continue
        seen.add(r.source_id)
        fetched = provenances.get(r.source_id)
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
                "corrected": r.corrected or None,
                "url": fetched.url if fetched else None,
                "fetched_at": fetched.fetched_at or None if fetched else None,
                "found_on": fetched.found_on or None if fetched else None,
                "page_title": fetched.title or None if fetched else None,
            },
        )


def reference_rows(portal: Portal) -> Iterator[TableRow]:
    """Yield the rows of the reference lists: metrics, rules, codes and their names, the portal itself."""
    yield from metric_rows()
    for rule in RULES.values():
        yield (
            "rules",
            {
                "id": rule.id,
                "family": rule.family,
                "name_zh": rule.name_zh,
                "name_en": rule.name_en,
                "severity": rule.severity,
                "explanation": rule.explanation,
                "trial_documents": (tried := accuracy().get(rule.id, Accuracy())).documents,
                "trial_planted": tried.planted,
                "trial_told": tried.told,
                "trial_false_alarms": tried.false_alarms,
                "real_findings": tried.real_findings,
                "real_judged": tried.real_judged,
                "real_false_alarms": tried.real_false_alarms,
            },
        )
    yield from (("function_codes", _code_row(code)) for code in function_codes())
    yield from (("economic_codes", _code_row(code)) for code in economic_codes())
    for classification, codes in (("function", function_codes()), ("economic", economic_codes())):
        for code in codes:
            yield from (_name_row(classification, code.code, dated) for dated in code.dated)
    yield from (("code_links", asdict(change)) for change in code_changes())
    told = {
        "notice": portal.notice,
        "title": portal.title,
        "licence": portal.licence,
        "contact": portal.contact,
        "mingzhang": __version__,
        "schema_version": str(SCHEMA_VERSION),
        "reading": reading_version(portal.privacy.mask),
    }
    for key, value in told.items():
        yield "portal", {"key": key, "value": value}


def _code_row(code: Code) -> dict[str, Value]:
    seen = [year for one in code.dated for year in (one.seen_from, one.seen_to) if year is not None]
    return {
        "code": code.code,
        "name": code.name,
        "level": code.level,
        "parent": code.parent,
        "valid_from": int(code.valid_from) if code.valid_from else None,
        "valid_to": int(code.valid_to) if code.valid_to else None,
        "seen_from": min(seen, default=None),
        "seen_to": max(seen, default=None),
        "source": code.dated[0].source,
    }


def _name_row(classification: str, code: str, dated: DatedName) -> TableRow:
    return "code_names", {"classification": classification, "code": code, **asdict(dated)}
