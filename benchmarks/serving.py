"""Loading and serving a large database: `python benchmarks/serving.py --disclosures 12000`.

12,000 disclosures make 6 million rows, 3 million of them in `source_lines`. Loading is measured against plain
`executemany` of the same rows without keys, indexes and checks; table pages against Datasette as it comes; canned
queries by their median and worst. Targets: 200,000 rows a second, table pages under 100 ms, canned queries under 300.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx

from mingzhang.catalogue import METRICS, STATEMENTS
from mingzhang.database.full_text import create, fill, optimise
from mingzhang.database.loading import Loader, metric_rows, new_database
from mingzhang.portal import Portal, starter_root
from mingzhang.search.language import tokens
from mingzhang.serving.canned import canned_queries
from mingzhang.serving.guards import data_door
from mingzhang.serving.instance import create_datasette

YEARS = (2021, 2022, 2023, 2024)
LINES = 250
GIVEN = {
    "department": "department-7",
    "year": "2023",
    "district": "第7区",
    "level": "款",
    "code": "20101",
    "rule": "R3",
    "metric": "operating_cost",
    "a": "department-7",
    "b": "department-8",
    "q": "三公经费",
}
Row = tuple[str, dict[str, Any]]


def reference() -> Iterator[Row]:
    """Rows that stand once."""
    yield from metric_rows()
    for number in range(10):
        yield "rules", {"id": f"R{number}", "name_zh": "规则", "severity": "error", "explanation": "说明"}


def department(number: int) -> Iterator[Row]:
    """The rows of one department in all its years; figures follow from its number."""
    id_ = f"department-{number}"
    yield (
        "departments",
        {
            "id": id_,
            "name": f"某市第{number % 40}区第{number}街道办事处",
            "short_name": f"第{number}街道办事处",
            "kind": ("街道办事处", "局", "政府办公室")[number % 3],
            "district": f"第{number % 40}区",
        },
    )
    for year in YEARS:
        yield from disclosure(id_, year, number)


def chunks(disclosures: int) -> Iterator[list[Row]]:
    """Every row of a portal of that many disclosures, in lists that fit in memory."""
    yield list(reference())
    numbers = range(disclosures // len(YEARS))
    for at in range(0, len(numbers), 50):
        yield [row for number in numbers[at : at + 50] for row in department(number)]


def disclosure(department: str, year: int, number: int) -> Iterator[Row]:
    """The about 500 rows of one disclosure."""
    id_ = f"{department}-{year}"
    yield "sources", {"id": id_, "path": f"{id_}.txt", "status": "ok"}
    yield (
        "disclosures",
        {
            "id": id_,
            "department_id": department,
            "fiscal_year": year,
            "title": id_,
            "scope": "本级",
            "source_id": id_,
            "page_url": f"d/{id_}/",
        },
    )
    for line in range(1, LINES + 1):
        yield "source_lines", {"source_id": id_, "line": line, "text": "本年支出决算与预算相比的说明文字" * 2}
    for kind in STATEMENTS:
        yield (
            "statements",
            {
                "disclosure_id": id_,
                "number": kind.number,
                "title": kind.title,
                "status": "published" if number % 5 else "lost",
            },
        )
    own = {"disclosure_id": id_, "source_line": 1}
    codes = [f"2{n:02d}" for n in range(1, 6)]
    codes += [f"{code}{n:02d}" for code in codes[:5] for n in range(1, 4)]
    codes += [f"{code}01" for code in codes[5:]]
    for position, code in enumerate(sorted(codes), start=1):
        figures = {"total": number + position, "basic": number, "project": position}
        yield (
            "expenditure_by_function",
            {
                **own,
                "position": position,
                "code": code,
                "level": len(code) // 2,
                "item": "科目",
                **map_float(figures),
            },
        )
    for position, metric in enumerate(METRICS[:60], start=1):
        yield (
            "key_figures",
            {
                **own,
                "position": position,
                "metric": metric.id,
                "value": float(number + position),
                "unit": "万元",
                "origin": "table",
            },
        )
    for position in range(1, 21):
        yield (
            "execution_items",
            {**own, "position": position, "item": "项", "initial_budget": 10.0, "final": float(number % 30)},
        )
        yield (
            "findings",
            {
                **own,
                "position": position,
                "rule_id": f"R{position % 10}",
                "severity": "error",
                "message": "不符",
                "cause": "unknown",
            },
        )
    for rule in range(10):
        yield "check_results", {"disclosure_id": id_, "rule_id": f"R{rule}", "outcome": "held", "times": 3}
    for position in range(1, 6):
        form = f"{id_}-f{position}"
        yield (
            "projects",
            {
                **own,
                "position": position,
                "name": f"项目{position}",
                "budget": 10.0,
                "executed": float(position * 3),
            },
        )
        yield (
            "evaluation_forms",
            {
                **own,
                "id": form,
                "position": position,
                "kind": "project",
                "name": f"项目{position}",
                "budget": 10.0,
                "executed": 0.0,
            },
        )
        for place in range(1, 7):
            yield "indicators", {"form_id": form, "position": place, "level3": "指标", "met": place % 2}


def map_float(figures: dict[str, int]) -> dict[str, float]:
    return {name: float(value) for name, value in figures.items()}


def search_rows(conn: sqlite3.Connection) -> None:
    """A search document per disclosure and kind of word; every fourth holds the probe word."""
    create(conn)
    chosen = conn.execute(
        "SELECT d.id, p.short_name, p.district, d.fiscal_year FROM disclosures d JOIN departments p ON p.id = d.department_id"
    ).fetchall()
    number = 0
    for id_, name, district, year in chosen:
        for place in range(8):
            number += 1
            text = (
                "“三公”经费支出决算" if place % 4 == 0 else "一般公共预算财政拨款支出决算"
            ) + "为说明文字。"
            conn.execute(
                "INSERT INTO search_documents (id, disclosure_id, kind, title, text, page_url, department, district, fiscal_year) VALUES (?,?,?,?,?,?,?,?,?)",
                (number, id_, "paragraph", "情况说明", text, f"d/{id_}/", name, district, year),
            )
            fill(conn, [(number, "", " ".join(tokens(text)), "", "")])
    optimise(conn)


def load(file: Path, disclosures: int) -> tuple[int, float, float, float]:
    """Load with our loader, and the same rows plainly: how many rows; seconds to insert, to finish, and plainly."""
    count, loaded = 0, 0.0
    with new_database(file) as db:
        loader = Loader(db)
        for chunk in chunks(disclosures):
            began = time.perf_counter()
            loader.add(chunk)
            loaded += time.perf_counter() - began
            count += len(chunk)
        began = time.perf_counter()
        loader.close()
        loaded += time.perf_counter() - began
        search_rows(db.conn)
        began = time.perf_counter()
    finished = time.perf_counter() - began
    return count, loaded, finished, load_plainly(file.with_name("plain.db"), disclosures)


def load_plainly(file: Path, disclosures: int) -> float:
    """Seconds of `executemany` of the same rows into tables without types, keys, indexes or checks."""
    spent = 0.0
    conn = sqlite3.connect(file)
    heads: dict[str, tuple[str, ...]] = {}
    for chunk in chunks(disclosures):
        by_table: dict[str, list[tuple[Any, ...]]] = {}
        for table, row in chunk:
            if table not in heads:
                heads[table] = tuple(row)
                conn.execute(f"CREATE TABLE {table} ({', '.join(heads[table])})")
            by_table.setdefault(table, []).append(tuple(row.get(name) for name in heads[table]))
        began = time.perf_counter()
        for table, values in by_table.items():
            conn.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(heads[table]))})", values)
        spent += time.perf_counter() - began
    began = time.perf_counter()
    conn.commit()
    spent += time.perf_counter() - began
    conn.close()
    file.unlink()
    return spent


async def timed(app: Any, path: str, repeat: int) -> tuple[float, float]:
    """Median and worst milliseconds of a page, the first (cold) request left out."""
    spent = []
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app=app), base_url="http://x", timeout=120
    ) as client:
        for _ in range(repeat + 1):
            began = time.perf_counter()
            answer = await client.get(path)
            spent.append(1000 * (time.perf_counter() - began))
            if answer.status_code != 200:
                return float("nan"), float("nan")
    return statistics.median(spent[1:]), max(spent[1:])


def plain_datasette(file: Path) -> Any:
    """Datasette as it comes."""
    from datasette.app import Datasette

    return Datasette(files=[], immutables=[str(file)]).app()


async def serve(file: Path, repeat: int) -> None:
    portal = Portal(root=starter_root())
    ours = data_door(create_datasette(file, portal).app(), "/data/")
    theirs = plain_datasette(file)
    print(f"\n{'table page':<58}{'ms':>8}{'worst':>8}{'as it comes':>13}{'ratio':>7}")
    for path in (
        "source_lines",
        "source_lines?_next=department-9-2021%2C100",
        "source_lines?source_id=department-9-2021",
        "expenditure_by_function?code=20101",
        "key_figures?metric=three_public_final",
        "statement_cells",
    ):
        median, worst = await timed(ours, f"/data/disclosures/{path}", repeat)
        other, _ = await timed(theirs, f"/disclosures/{path}", max(2, repeat // 4))
        print(f"{path:<58}{median:8.0f}{worst:8.0f}{other:13.0f}{other / median:7.1f}")
    print(f"\n{'canned query':<42}{'blank ms':>9}{'worst':>7}{'given ms':>10}{'worst':>7}")
    for query in canned_queries():
        blank = await timed(ours, f"/data/disclosures/{query.name}.json", repeat)
        given = urlencode({name: GIVEN[name] for name in query.parameters})
        asked = await timed(ours, f"/data/disclosures/{query.name}.json?{given}", repeat)
        print(f"{query.name:<42}{blank[0]:9.0f}{blank[1]:7.0f}{asked[0]:10.0f}{asked[1]:7.0f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--disclosures", type=int, default=12_000)
    parser.add_argument("--repeat", type=int, default=8)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "disclosures.db"
        count, loaded, finished, plain = load(file, arguments.disclosures)
        print(f"Python {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}, {os.cpu_count()} cores")
        print(
            f"loading {count:,} rows: {count / loaded:,.0f} rows/s ({loaded:.1f} s), then {finished:.1f} s to check, "
            f"analyse and pack {file.stat().st_size / 1e6:.0f} MB; plain executemany {count / plain:,.0f} rows/s; "
            f"ratio {loaded / plain:.2f}"
        )
        asyncio.run(serve(file, arguments.repeat))


if __name__ == "__main__":
    main()
