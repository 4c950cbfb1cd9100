"""The rows of a build's database: reference lists, sources, and what the shards hold, department by department."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from itertools import groupby
from pathlib import Path

from .. import __version__
from ..catalogue import SCHEMA_VERSION, TABLES
from ..checking import RULES, Accuracy, accuracy, check_budget, check_lone_year, check_years, without_budget
from ..classification import Code, DatedName, code_changes, economic_codes, function_codes
from ..database.dispute_marks import mark_disputed
from ..database.finding_rows import check_rows
from ..database.loading import Loader, metric_rows
from ..database.row_checks import Rows, accept
from ..database.row_values import TableRow, Value
from ..history.assigning import Assigned, Assignment
from ..history.expecting import expected_rows
from ..history.records import History
from ..history.registers import Provenance
from ..history.rows import body_rows
from ..model import Budget, CheckReport, Disclosure
from ..portal import Portal
from ..progress import Reporter
from ..publishing import OutputError
from ..shards.making import OF_THE_SOURCE, DamagedShard, Shard, accepted_rows, load_shard, reading_version
from ..shards.receipts import Receipt
from .budgets import beside_accounts, loaded, match_budgets, seen_budgets


def load_published(
    loader: Loader,
    receipts: Sequence[Receipt],
    chosen: Assignment,
    history: History,
    shards: Path,
    reporter: Reporter,
    *,
    reads_budgets: bool = False,
) -> int:
    """Load what is published, with what registers and budgets say of it; return how many findings there are."""
    findings = 0
    series = chosen.bodies.series()
    loader.add(body_rows(chosen.bodies, chosen.published))
    seen = (
        list(seen_budgets(receipts, chosen.published, chosen.withheld, chosen.bodies))
        if reads_budgets
        else None
    )
    loader.add(expected_rows(chosen.expected, chosen.published, history, series, chosen.warnings, seen))
    loader.add(chosen.denominators.price_rows())
    budgets = match_budgets(receipts, chosen.published, chosen.withheld, chosen.warnings, chosen.bodies)
    with _whole_shards(), reporter.stage("Loading the database", len(chosen.published)) as advance:
        for rows in loaded(budgets, shards):
            loader.add_accepted(rows)
        beside = beside_accounts(budgets, shards)
        for department in by_department(chosen.published, series):
            for rows, found in department_rows(department, shards, beside):
                loader.add_accepted(rows)
                loader.add(chosen.replies.rows(rows))
                loader.add(chosen.denominators.headcount_rows(rows))
                findings += found
                advance()
    return findings


@contextmanager
def _whole_shards() -> Iterator[None]:
    """Tell a damaged shard as what it is: each was whole when it was read or written a moment ago."""
    try:
        yield
    except (DamagedShard, FileNotFoundError) as error:
        raise OutputError(f"{error}: the disk fails, or somebody clears the cache; build again") from None


def by_department(published: Iterable[Assigned], series: Callable[[str], str]) -> Iterator[list[Assigned]]:
    """Yield the accounts of each body over the years; `series` tells which departments are one under several names."""

    def body(one: Assigned) -> str:
        return series(one.department_id)

    for _, group in groupby(sorted(published, key=body), key=body):
        yield sorted(group, key=lambda one: one.shown.fiscal_year)


def department_rows(
    department: Sequence[Assigned], cache: Path, budgets: Mapping[str, Budget]
) -> Iterator[tuple[Rows, int]]:
    """Yield the rows of all years of one body, with the findings across years and against its `budgets` added and the
    figures marked that findings dispute, and how many findings.

    Raises `DamagedShard`.
    """
    shards = {p.disclosure_id: load_shard(cache, p.shown.source_id) for p in department}
    of = {p.disclosure_id: p.department_id for p in department}
    if len(shards) > 1:
        latest = department[-1].department_id  # the rules compare years of one department
        across = check_years({id_: _of_department(shard, latest) for id_, shard in shards.items()})
    else:
        across = dict.fromkeys(shards, check_lone_year())
    newest = set({of[id_]: id_ for id_ in shards}.values())
    for id_, shard in shards.items():
        rows = _rows_of(shard, of[id_], id_)
        if id_ not in newest:  # the newest year names the department
            rows.pop("departments")
        _add(rows, across[id_], id_)
        if budget := budgets.get(id_):
            _add(rows, check_budget(_of_department(shard, of[id_]), budget), id_)
        else:
            _add(rows, _NO_BUDGET, id_)
        mark_disputed(rows)
        yield rows, len(rows.get("findings", ()))


_NO_BUDGET = without_budget()


def _of_department(shard: Shard, department_id: str) -> Disclosure:
    """Return the disclosure of a shard with the id that its department has in this portal."""
    disclosure = shard.disclosure
    return replace(disclosure, identity=replace(disclosure.identity, department_id=department_id))


def _rows_of(shard: Shard, department_id: str, disclosure_id: str) -> Rows:
    """Return the rows of a shard; made again where they are published under other identifiers than they carry."""
    if (shard.receipt.department_id, shard.receipt.disclosure_id) == (department_id, disclosure_id):
        return dict(shard.rows)
    own = accepted_rows(_of_department(shard, department_id), shard.report, disclosure_id).rows
    return {table: rows for table, rows in shard.rows.items() if table in OF_THE_SOURCE} | own


def _add(rows: Rows, report: CheckReport, disclosure_id: str) -> None:
    """Add the findings of a later check to the rows of a disclosure, after those it has."""
    after = max((int(row[_POSITION] or 0) for row in rows.get("findings", ())), default=0)
    known = {"disclosures.id": {disclosure_id}, "rules.id": RULES.keys()}
    for table, more in accept(check_rows(report, disclosure_id, after), known).rows.items():
        rows[table] = [*rows.get(table, ()), *more]


_POSITION = next(
    at
    for table in TABLES
    if table.name == "findings"
    for at, column in enumerate(table.columns)
    if column.name == "position"
)


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
