"""The build: files to shards in all processes, shards to one database, the database to site and files, then the swap."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

import sqlite_utils

from . import __version__, engines
from .checking import RULES, check_years
from .classification import Code, economic_codes, function_codes
from .database.loading import Loader, metric_rows, new_database
from .database.rows import TableRow, Value, department_row, disclosure_rows, page_rows
from .exports import lay_beside_pages, write_exports
from .model import CheckReport
from .portal import Portal
from .progress import Reporter
from .publishing import MARK, Workspace, workspace
from .reading import input_files
from .search.delivery import Delivery
from .search.documents.search_documents import write_search_documents
from .serving.static_pages import write_static_pages
from .shards import Receipt, Shard, Task, crashed, load_shard, make_shard, reading_version
from .site import build_site


class InputError(RuntimeError):
    """There is nothing to build from; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Build:
    """What a build came to: the receipts of all files, and what a person should know about them."""

    output: Path
    receipts: tuple[Receipt, ...]
    disclosures: int
    departments: int
    findings: int
    warnings: tuple[str, ...]

    @property
    def quarantined(self) -> tuple[Receipt, ...]:
        return tuple(r for r in self.receipts if r.status == "quarantined")


@dataclass(frozen=True, slots=True)
class Published:
    """A receipt with the identifier its disclosure is published under."""

    receipt: Receipt
    disclosure_id: str


def build_portal(inputs: Sequence[Path], output: Path, portal: Portal, reporter: Reporter) -> Build:
    """Build a portal from files or folders into the folder `output`.

    Raises `InputError` (nothing to read, nothing readable), `publishing.OutputError`, `loading.DatabaseError` and
    `delivery.DeliveryError`; whatever goes wrong before the swap, an old portal and its search index stay as they were.
    """
    try:
        files = input_files(inputs)
    except FileNotFoundError as error:
        raise InputError(f"{error.args[0]}: no such file or folder") from None
    if not files:
        names = ", ".join(str(path) for path in inputs)
        raise InputError(
            f"{names}: no files in it; put the disclosures (as .txt) there, or name another folder"
        )
    with Delivery(portal, reporter.say) as delivery, workspace(output) as space:
        receipts = _read_all(files, space, portal, reporter)
        published, warnings = _publish_list(receipts)
        if not published:
            raise InputError(
                f"none of {len(receipts)} files could be published; first: {receipts[0].name}: {receipts[0].error}"
            )
        portal = _with_sample_notice(portal, published)
        build = _fill(space, receipts, published, warnings, portal, reporter)
        with reporter.stage("Handing documents to search"):
            delivery.prepare(space.building / MARK, space.building / "site")
        space.publish()
        delivery.finish()
        _forget_old_shards(space, portal)
    return build


def _with_sample_notice(portal: Portal, published: Sequence[Published]) -> Portal:
    """The portal, saying of its made-up documents that they are; nothing is added where all are real."""
    made_up = sum(p.receipt.made_up for p in published)
    if not made_up:
        return portal
    which = "本站数据全部" if made_up == len(published) else f"本站有 {made_up} 份文件"
    return replace(portal, notice=f"{portal.notice} {which}为虚构样例，与任何真实部门无关。".strip())


def _read_all(
    files: Sequence[tuple[Path, str]], space: Workspace, portal: Portal, reporter: Reporter
) -> list[Receipt]:
    tasks = [Task(path, name, _shards(space, portal), portal.privacy.mask) for path, name in files]
    receipts: list[Receipt] = []
    with reporter.stage("Reading and proofreading", len(tasks)) as advance:
        for receipt in engines.run(make_shard, tasks, crashed):
            receipts.append(receipt)
            advance()
    return sorted(receipts, key=lambda r: r.name)


def _publish_list(receipts: Sequence[Receipt]) -> tuple[list[Published], list[str]]:
    """Which disclosures are published under which identifier, in order, and what was unusual.

    The same content twice is published once. Different content for the same department and year is kept under
    identifiers of its own (`…-2024`, `…-2024-2`), first by file name.
    """
    warnings: list[str] = []
    first: dict[str, Receipt] = {}
    for receipt in receipts:
        if receipt.source_id in first:
            warnings.append(
                f"{receipt.name}: same content as {first[receipt.source_id].name}, published once"
            )
        else:
            first[receipt.source_id] = receipt
    warnings += _shared_identifiers(first.values())
    good = sorted((r for r in first.values() if r.status == "ok"), key=_place)
    published: list[Published] = []
    for (department_id, year), group in groupby(good, key=lambda r: (r.department_id, r.fiscal_year)):
        for number, receipt in enumerate(group, start=1):
            suffix = "" if number == 1 else f"-{number}"
            published.append(Published(receipt, f"{department_id}-{year}{suffix}"))
            if number > 1:
                before = published[-2]
                warnings.append(
                    f"{receipt.name}: same department and year as {before.receipt.name} but other content; "
                    f"both kept, as {before.disclosure_id} and {published[-1].disclosure_id}"
                )
    return published, warnings


def _shared_identifiers(receipts: Iterable[Receipt]) -> Iterator[str]:
    """A warning for each identifier that stands for more than one printed name: a new name, a slip, or two bodies."""
    names: dict[str, dict[str, Receipt]] = {}
    for receipt in receipts:
        if receipt.status == "ok":
            names.setdefault(receipt.department_id, {}).setdefault(receipt.department, receipt)
    for department_id, spelt in sorted(names.items()):
        if len(spelt) > 1:
            told = ", ".join(f"{name} ({receipt.name})" for name, receipt in sorted(spelt.items()))
            yield f"{department_id} is printed with several names: {told}; shown as one department"


def _place(receipt: Receipt) -> tuple[str, int, str]:
    return receipt.department_id, receipt.fiscal_year, receipt.name


def _fill(
    space: Workspace,
    receipts: Sequence[Receipt],
    published: Sequence[Published],
    warnings: list[str],
    portal: Portal,
    reporter: Reporter,
) -> Build:
    database = space.building / MARK
    findings = 0
    with new_database(database) as db:
        loader = Loader(db)
        loader.add(_reference_rows(portal))
        loader.add(_source_rows(receipts))
        with reporter.stage("Loading the database", len(published)) as advance:
            for department in _departments(published):
                for rows, found in _department_rows(department, _shards(space, portal)):
                    loader.add(rows)
                    findings += found
                    advance()
        loader.close()
        _index(db, reporter)
    build_site(database, space.building / "site", portal, reporter, old=space.output / "site")
    write_exports(database, space.building / "data", portal, reporter, previous=space.output)
    lay_beside_pages(space.building / "data", space.building / "site")
    write_static_pages(space.building / "site", portal)
    departments = len({p.receipt.department_id for p in published})
    return Build(space.output, tuple(receipts), len(published), departments, findings, tuple(warnings))


def _index(db: sqlite_utils.Database, reporter: Reporter) -> None:
    with reporter.stage("Indexing for search"):
        write_search_documents(db.conn)


def _departments(published: Iterable[Published]) -> Iterator[list[Published]]:
    for _, group in groupby(published, key=lambda p: p.receipt.department_id):
        yield list(group)


def _department_rows(
    department: Sequence[Published], cache: Path
) -> Iterator[tuple[Iterator[TableRow], int]]:
    """The rows of all years of one department, with the findings across years added, and how many findings."""
    shards = {p.disclosure_id: load_shard(cache, p.receipt.source_id) for p in department}
    across = check_years({id_: shard.disclosure for id_, shard in shards.items()})
    for number, (disclosure_id, shard) in enumerate(shards.items()):
        report = _merged(shard.report, across.get(disclosure_id))
        rows = _shard_rows(shard, report, disclosure_id, with_department=number == len(shards) - 1)
        yield rows, len(report.findings)


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


def _source_rows(receipts: Iterable[Receipt]) -> Iterator[TableRow]:
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


def _reference_rows(portal: Portal) -> Iterator[TableRow]:
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


def _shards(space: Workspace, portal: Portal) -> Path:
    """Where the shards lie that this version of the code made for this portal."""
    return space.cache / reading_version(portal.privacy.mask)


def _forget_old_shards(space: Workspace, portal: Portal) -> None:
    """Drop the shards of earlier code versions; those of the present one stay for the next build."""
    for folder in space.cache.iterdir():
        if folder != _shards(space, portal):
            shutil.rmtree(folder, ignore_errors=True)
