"""Serving a large database: `python benchmarks/serving.py --disclosures 12000`.

12,000 disclosures make 5 million rows, 3 million of them in `source_lines`; `--statement-rows 3000000` makes that many
of the rows of 公开02表 as well. Pages of tables are measured against Datasette as it comes; canned queries by their
median and worst, with nothing given and with every parameter given. Targets: pages of tables under 100 ms, canned
queries under 300. `--keep FILE` keeps the database for the next run.
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
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import httpx

from made_up_rows import chunks, search_rows
from mingzhang.database.loading import Loader, new_database
from mingzhang.portal import Portal, starter_root
from mingzhang.serving.canned import canned_queries
from mingzhang.serving.data_door import data_door
from mingzhang.serving.instance import create_datasette

DEPARTMENT, DISCLOSURE = "department-00009", "department-00009-2021"
GIVEN = {
    "department": "department-00007",
    "year": "2023",
    "district": "第7区",
    "level": "款",
    "code": "20101",
    "rule": "R3",
    "metric": "operating_cost",
    "a": "department-00007",
    "b": "department-00008",
    "q": "三公经费",
}
_MULTIPLY = """INSERT INTO revenue_by_function (disclosure_id, position, code, level, item, total, source_line)
    SELECT disclosure_id, position + 1000 * n.value, code, level, item, total + n.value, source_line
    FROM expenditure_by_function, json_each(?) n"""


def pages(database: Path) -> list[str]:
    """Pages of every kind: whole tables, sorted, filtered, next pages, single rows, JSON and CSV."""
    conn = sqlite3.connect(database)
    (source,) = conn.execute("SELECT source_id FROM disclosures WHERE id = ?", (DISCLOSURE,)).fetchone()
    (top,) = conn.execute("SELECT max(total) FROM revenue_by_function").fetchone()
    conn.close()
    return [
        "source_lines",
        f"source_lines?_next={source}%2C100",
        f"source_lines?source_id={source}",
        f"source_lines/{source},7",
        "source_lines.json",
        "source_lines.csv",
        "revenue_by_function",
        "revenue_by_function?_sort_desc=total",
        f"revenue_by_function?_sort_desc=total&_next={top}%2C{DISCLOSURE}%2C1",
        f"revenue_by_function?disclosure_id={DISCLOSURE}",
        "revenue_by_function?code=2010101",
        f"revenue_by_function/{DISCLOSURE},3",
        "revenue_by_function.json?_sort_desc=total&_shape=array",
        "key_figures?metric=three_public_final",
        "findings",
        "statement_cells",
        f"statement_cells?disclosure_id={DISCLOSURE}",
        f"search_documents?_search={quote('三公经费')}",
        f"departments/{DEPARTMENT}",
        f"disclosures/{DISCLOSURE}",
        "rules/R3",
        "metrics/operating_cost",
    ]


def make(file: Path, disclosures: int, statement_rows: int) -> None:
    """A database of so many disclosures, the rows of 公开02表 multiplied."""
    with new_database(file) as db:
        loader = Loader(db)
        for chunk in chunks(disclosures):
            loader.add(chunk)
        loader.close()
        (present,) = db.conn.execute("SELECT count(*) FROM expenditure_by_function").fetchone()
        more = range(statement_rows // present)
        db.conn.execute(_MULTIPLY, (str(list(more)),))
        search_rows(db.conn)


async def timed(app: Any, path: str, repeat: int) -> tuple[float, float]:
    """Median and worst milliseconds of a page, the first (cold) request left out."""
    spent = []
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://x", timeout=120) as client:
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
    """Print what every page and every canned query takes."""
    ours = data_door(create_datasette(file, Portal(root=starter_root())).app(), "/data/", 1.5)
    theirs = plain_datasette(file)
    print(f"\n{'page':<74}{'ms':>6}{'worst':>7}{'as it comes':>13}{'ratio':>7}")
    for path in pages(file):
        median, worst = await timed(ours, f"/data/disclosures/{path}", repeat)
        other, _ = await timed(theirs, f"/disclosures/{path}", max(2, repeat // 4))
        print(f"{path[:73]:<74}{median:6.0f}{worst:7.0f}{other:13.0f}{other / median:7.1f}")
    print(f"\n{'canned query':<42}{'blank ms':>9}{'worst':>7}{'given ms':>10}{'worst':>7}")
    for query in canned_queries():
        blank = await timed(ours, f"/data/disclosures/{query.name}.json", repeat)
        given = urlencode({name: GIVEN[name] for name in query.parameters})
        asked = await timed(ours, f"/data/disclosures/{query.name}.json?{given}", repeat)
        print(f"{query.name:<42}{blank[0]:9.0f}{blank[1]:7.0f}{asked[0]:10.0f}{asked[1]:7.0f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--disclosures", type=int, default=12_000)
    parser.add_argument("--statement-rows", type=int, default=3_000_000)
    parser.add_argument("--repeat", type=int, default=8)
    parser.add_argument("--keep", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = arguments.keep or Path(folder) / "disclosures.db"
        if not file.exists():
            make(file, arguments.disclosures, arguments.statement_rows)
        print(
            f"Python {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}, {os.cpu_count()} cores",
            end="",
        )
        print(f", {file.stat().st_size / 1e6:,.0f} MB")
        asyncio.run(serve(file, arguments.repeat))


if __name__ == "__main__":
    main()
