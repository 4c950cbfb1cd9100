"""The Fiscal Data Package: the statements by function, each column mapped to a concept of the budget taxonomy.

Only the finest rows of each statement, so that sums count nothing twice. Columns of amounts are measures of one value,
as the specification has it (`normalize`, `extraFields`); direction, phase and currency are constants.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from ..catalogue import STATEMENTS, StatementKind
from .descriptions import Release, package_head, write_json

FUNCTIONAL = tuple(kind for kind in STATEMENTS if kind.coded and kind.number != 6)
"""The statements whose rows carry codes of the functional classification."""
_DIRECTION = {2: "revenue", 3: "expenditure", 5: "expenditure", 8: "expenditure"}
"""公开07表 holds revenue, expenditure and balances at once."""

_BATCH = 50_000
_OWN: tuple[tuple[str, str, str, str, str], ...] = (
    ("fiscal_year", "d.fiscal_year", "integer", "决算年度", "date:fiscal-year"),
    ("department_id", "p.id", "string", "部门标识", "administrative-classification:generic:code"),
    ("department", "p.name", "string", "部门", "administrative-classification:generic:label"),
    ("district", "p.district", "string", "区（县）", "geo:target:title"),
    ("scope", "d.scope", "string", "口径", ""),
    ("code", "e.code", "string", "功能分类科目编码", "functional-classification:generic:code"),
    ("item", "e.item", "string", "功能分类科目名称", "functional-classification:generic:label"),
    ("disclosure_id", "d.id", "string", "公开文件", ""),
    ("source_line", "e.source_line", "integer", "原文行号", ""),
)
"""Column, where it comes from, type, title and concept; columns of no fiscal concept have none."""


def write_fiscal_package(conn: sqlite3.Connection, release: Release, folder: Path) -> list[Path]:
    """Write `fiscal/`: a CSV for each functional statement, a line per department, year and finest code, and their package."""
    (folder / "fiscal").mkdir(parents=True, exist_ok=True)
    files = [_write_rows(conn, kind, folder / "fiscal" / f"{kind.table}.csv") for kind in FUNCTIONAL]
    head = package_head(release, "mingzhang-fiscal", f"{release.portal.title} · 按功能分类的收支")
    package = {
        **head,
        "profile": "tabular-data-package",
        "conformsTo": "https://specs.frictionlessdata.io/fiscal-data-package/",
        "columnTypes": ["https://frictionlessdata.io/taxonomies/fiscal/budgets.json"],
        "countryCode": "CN",
        "granularity": "aggregated",
        "resources": [_resource(kind) for kind in FUNCTIONAL],
    }
    if release.years:
        package["fiscalPeriod"] = {
            "start": f"{min(release.years)}-01-01",
            "end": f"{max(release.years)}-12-31",
        }
    write_json(folder / "fiscal" / "datapackage.json", package)
    return [*files, folder / "fiscal" / "datapackage.json"]


def _write_rows(conn: sqlite3.Connection, kind: StatementKind, file: Path) -> Path:
    columns = [source for _, source, *_ in _OWN] + [f"e.{name}" for name in kind.columns]
    # Rows that have no finer row below them: their sum is the whole.
    sql = f"""SELECT {", ".join(columns)}
        FROM disclosures d
            JOIN departments p ON p.id = d.department_id
            CROSS JOIN {kind.table} e ON e.disclosure_id = d.id
        WHERE e.code IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM {kind.table} finer WHERE finer.disclosure_id = e.disclosure_id
                          AND finer.code > e.code AND finer.code < e.code || ':')
        ORDER BY d.fiscal_year, d.id, e.position"""  # noqa: S608 - names of the catalogue
    from .arrow_tables import arrow_table, csv_lines, plain_schema  # Arrow takes long to import

    types = [(name, type_) for name, _, type_, *_ in _OWN] + [(name, "number") for name in kind.columns]
    schema, rows = plain_schema(types), conn.execute(sql)
    with file.open("wb") as out:
        out.write((",".join(name for name, _ in types) + "\n").encode("utf-8-sig"))
        while batch := rows.fetchmany(_BATCH):
            out.write(csv_lines(arrow_table(schema, batch)))
    return file


def _resource(kind: StatementKind) -> dict[str, Any]:
    fields: list[dict[str, Any]] = [
        {"name": name, "type": type_, "title": title} | ({"columnType": concept} if concept else {})
        for name, _, type_, title, concept in _OWN
    ]
    fields += [
        {"name": name, "type": "number", "title": header, "unit": "万元", "normalize": {"measure": name}}
        for name, header in kind.figures
    ]
    return {
        "name": kind.table.replace("_", "-"),
        "path": f"{kind.table}.csv",
        "title": kind.title,
        "profile": "tabular-data-resource",
        "format": "csv",
        "encoding": "utf-8-sig",
        "dialect": {"lineTerminator": "\n"},
        "schema": {"fields": fields, "missingValues": [""], "extraFields": _extra_fields(kind)},
    }


def _extra_fields(kind: StatementKind) -> list[dict[str, Any]]:
    """List what is in no column of the file: the value every measure goes to, and what holds for all rows."""
    constants: dict[str, tuple[str, str]] = {
        "currency": ("value-currency:code", "CNY"),
        "phase": ("phase:id", "executed"),
    }
    if kind.number in _DIRECTION:
        constants["direction"] = ("direction", _DIRECTION[kind.number])
    return [
        {"name": "amount", "type": "number", "columnType": "value", "normalizationTarget": True},
        {"name": "measure", "type": "string", "columnType": "value-kind:code"},
        *(
            {"name": name, "type": "string", "columnType": concept, "constant": constant}
            for name, (concept, constant) in constants.items()
        ),
    ]
