"""How long every question takes over portals of many disclosures side by side, asked by DuckDB of their Parquet files.

    python benchmarks/joint_questions.py --disclosures 1000000 --portals 34

The rows are made directly, as many for each disclosure as real ones have; figures follow from numbers, texts are short.
Each question is asked twice as a page asks it, nothing given: the first time with nothing in memory, then again; in seconds of the
clock, and of all processors the second time (which other work on the machine hardly changes).
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import duckdb

from mingzhang.catalogue import METRICS, TABLES
from mingzhang.checking import RULES
from mingzhang.classification import function_codes
from mingzhang.exports.union import Union, in_duckdb
from mingzhang.serving.joint_questions import SECONDS, joint_questions

LONGEST = 300
"""Seconds after which a question is given up."""
YEARS = (2021, 2022, 2023, 2024)
PER_ROW_GROUP = 122_880
FIGURES = 120
"""Key figures of a disclosure."""
DEPARTMENT = "'p' || $portal || '-' || printf('%06d', n)"
DISCLOSURE = f"{DEPARTMENT} || '-' || $year"
AMOUNT = "round((mixed(n * 131 + k * 17 + $year) % 1000000) / 100.0, 2)"
OF_EACH: Mapping[str, tuple[int, Mapping[str, str]]] = {
    "disclosures": (
        1,
        {
            "id": DISCLOSURE,
            "department_id": DEPARTMENT,
            "fiscal_year": "$year",
            "scope": "CASE n % 3 WHEN 0 THEN '汇总' ELSE '本级' END",
            "page_url": f"'d/' || {DISCLOSURE} || '/'",
        },
    ),
    "statements": (
        9,
        {
            "disclosure_id": DISCLOSURE,
            "number": "k + 1",
            "title": "'表' || k",
            "status": "CASE WHEN k > 5 AND mixed(n + k) % 3 = 0 THEN 'empty' ELSE 'published' END",
        },
    ),
    "key_figures": (
        FIGURES,
        {
            "disclosure_id": DISCLOSURE,
            "position": "k + 1",
            "metric": "$metrics[1 + k]",
            "value": AMOUNT,
            "unit": "'万元'",
            "origin": "CASE WHEN k < 40 THEN 'table' ELSE 'narrative' END",
            "quote": "'本年支出合计 ' || k",
            "disputed": "CASE WHEN mixed(n + k) % 200 = 0 THEN 'I01' END",
        },
    ),
    "expenditure_by_function": (
        20,
        {
            "disclosure_id": DISCLOSURE,
            "position": "k + 1",
            "code": "$codes[1 + (mixed(n // 7) + k) % len($codes)]",
            "item": "'项目' || k",
            "total": AMOUNT,
            "basic": f"{AMOUNT} / 2",
            "project": f"{AMOUNT} / 2",
        },
    ),
    "execution_items": (
        8,
        {
            "disclosure_id": DISCLOSURE,
            "position": "k + 1",
            "code": "$codes[1 + (mixed(n // 7) + k) % len($codes)]",
            "item": "'行政运行' || k",
            "initial_budget": AMOUNT,
            "final": "round((mixed(n + k) % 1000000) / 100.0, 2)",
            "reason": "'主要原因是人员变动'",
        },
    ),
    "projects": (
        4,
        {
            "disclosure_id": DISCLOSURE,
            "position": "k + 1",
            "name": "'专项' || k",
            "budget": AMOUNT,
            "executed": "CASE WHEN mixed(n) % 50 = 0 THEN 0 ELSE 1 END",
        },
    ),
    "evaluation_forms": (
        3,
        {
            "id": f"{DISCLOSURE} || '/' || k",
            "disclosure_id": DISCLOSURE,
            "position": "k + 1",
            "kind": "CASE k WHEN 0 THEN 'overall' ELSE 'project' END",
            "name": "'专项' || k",
            "budget": AMOUNT,
            "executed": "CASE WHEN mixed(n) % 50 = 0 THEN 0 ELSE 1 END",
        },
    ),
    "indicators": (
        36,
        {
            "form_id": f"{DISCLOSURE} || '/' || k % 3",
            "position": "k // 3 + 1",
            "level3": "'指标' || k",
            "target": "'≥95%'",
            "actual": "'96%'",
            "met": "CASE WHEN mixed(n + k) % 60 = 0 THEN 0 ELSE 1 END",
        },
    ),
    "findings": (
        6,
        {
            "id": f"{DISCLOSURE} || '/f' || k",
            "disclosure_id": DISCLOSURE,
            "position": "k + 1",
            "rule_id": "$rules[1 + mixed(n + k) % len($rules)]",
            "severity": "CASE k WHEN 0 THEN 'error' WHEN 1 THEN 'warning' ELSE 'note' END",
            "message": "'合计与各项之和不符'",
            "difference": AMOUNT,
        },
    ),
    "check_results": (
        250,
        {
            "disclosure_id": DISCLOSURE,
            "rule_id": "$rules[1 + k % len($rules)]",
            "outcome": "CASE WHEN k % 5 = 0 THEN 'not_applicable' ELSE 'held' END",
            "times": "1 + k % 9",
        },
    ),
}
"""By table, how many rows each disclosure has, and the columns that hold something: SQL over the department's number `n`
and the row's `k`."""
ASKED = {
    "code": "2010301",
    "level": "项",
    "metric": "expenditure_total",
    "a": "p0/p0-000001",
    "b": "p1/p1-000002",
    "department": "",
}


def write(folder: Path, disclosures: int, portals: int) -> None:
    """Write the Parquet files of so many portals."""
    conn = duckdb.connect()
    conn.execute("CREATE MACRO mixed(value) AS CAST(hash(value) % 1000003 AS BIGINT)")
    departments = max(1, disclosures // portals // len(YEARS))
    given: dict[str, object] = {
        "metrics": _metrics(),
        "rules": list(RULES),
        "codes": [code.code for code in function_codes() if code.level == 3],
    }
    for portal in range(portals):
        parquet = folder / f"p{portal}" / "data" / "parquet"
        parquet.mkdir(parents=True, exist_ok=True)
        for name, rows in _once(portal, departments):
            _copy(conn, rows, parquet / f"{name}.parquet", {})
        for name, (each, columns) in OF_EACH.items():
            (parquet / name).mkdir(exist_ok=True)
            for year in YEARS:
                select = _select(name, columns)
                order = "metric, n, k" if "metric" in columns else "n, k"
                rows = f"{select} FROM range({departments}) r(n), range({each}) s(k) ORDER BY {order}"
                used = {key: value for key, value in given.items() if f"${key}" in rows}
                values = {"portal": portal, "year": year, **used}
                _copy(conn, rows, parquet / name / f"{year}.parquet", values)
        print(f"portal {portal + 1} of {portals}", flush=True)


def _metrics() -> list[str]:
    """As many metrics as a disclosure has figures, those that questions ask for among them."""
    asked = " ".join(query.sql for query in joint_questions().values())
    return sorted((m.id for m in METRICS), key=lambda name: f"'{name}'" not in asked)[:FIGURES]


def _once(portal: int, departments: int) -> Iterator[tuple[str, str]]:
    """The tables without a year."""
    yield (
        "departments",
        f"""SELECT 'p{portal}-' || printf('%06d', n) AS id, '某市第' || n % 40 || '区第' || n || '街道办事处' AS name,
        '第' || n || '街道办事处' AS short_name, ['街道办事处', '局', '医院'][1 + n % 3] AS kind,
        '第' || n % 40 || '区' AS district, '某市' AS city, '某省' AS province FROM range({departments}) r(n)""",
    )
    metrics = ", ".join(f"('{m.id}', '{m.zh}', '{m.unit}')" for m in METRICS)
    yield "metrics", f"SELECT * FROM (VALUES {metrics}) v(id, name_zh, unit)"
    rules = ", ".join(f"('{r.id}', '{r.id[:3]}', '{r.id}', '{r.severity}')" for r in RULES.values())
    yield "rules", f"SELECT * FROM (VALUES {rules}) v(id, family, name_zh, severity)"
    codes = ", ".join(f"('{c.code}', '{c.name}')" for c in function_codes())
    yield "function_codes", f"SELECT * FROM (VALUES {codes}) v(code, name)"


def _select(name: str, columns: Mapping[str, str]) -> str:
    (table,) = [table for table in TABLES if table.name == name]
    kinds = {"TEXT": "VARCHAR", "INTEGER": "BIGINT", "REAL": "DOUBLE"}
    return "SELECT " + ", ".join(
        f"CAST({columns.get(column.name, 'NULL')} AS {kinds[column.type]}) AS {column.name}"
        for column in table.columns
    )


def _copy(conn: duckdb.DuckDBPyConnection, rows: str, path: Path, values: Mapping[str, object]) -> None:
    for name, value in values.items():
        rows = rows.replace(f"${name}", str(value))
    conn.execute(
        f"COPY ({rows}) TO '{path}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {PER_ROW_GROUP})"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--disclosures", type=int, default=1_000_000)
    parser.add_argument("--portals", type=int, default=34)
    parser.add_argument(
        "--folder", type=Path, default=Path("/tmp/joint-questions"), help="kept, and used again"
    )
    given = parser.parse_args()
    if not given.folder.exists():
        write(given.folder, given.disclosures, given.portals)
    union = Union(given.folder, [place.name for place in sorted(given.folder.glob("p*"))])
    print(
        f"load {os.getloadavg()[0]:.0f}; a page waits {SECONDS} s\n| question | first | again | processors | rows |\n|---|---|---|---|---|"
    )
    for name, query in joint_questions().items():
        asked = {one: ASKED.get(one, "") for one in query.parameters}
        taken = []
        for _ in range(2):
            begun, used = time.perf_counter(), time.process_time()
            try:
                _, rows = union.table(in_duckdb(query.sql), asked, LONGEST)
            except duckdb.Error as error:
                rows = type(error).__name__
            taken.append(time.perf_counter() - begun)
        told = rows if isinstance(rows, str) else len(rows)
        used = time.process_time() - used
        print(f"| {name} | {taken[0]:.2f} | {taken[1]:.2f} | {used:.2f} | {told} |", flush=True)


if __name__ == "__main__":
    main()
