"""Large tables answer at once: counted beforehand, no facets nobody asked for, sorted only along an index."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import httpx
import pytest

from made_up_database import made_up_portal, make_output
from mingzhang.catalogue import TABLES
from mingzhang.database.storage import STORED
from mingzhang.serving import sizes
from mingzhang.serving.addresses import asset_folder
from mingzhang.serving.app import create_app
from mingzhang.serving.metadata import load
from waiting import wait_for

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_output(tmp_path_factory.mktemp("portal")) / "disclosures.db"


def fetch(app: Any, path: str) -> httpx.Response:
    async def inner() -> httpx.Response:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://portal.test") as client:
            return await client.get(f"/data/{path}")

    return wait_for(inner())


def test_every_table_and_view_is_counted_exactly(database: Path) -> None:
    conn = sqlite3.connect(database)
    counts = sizes.row_counts(database)
    assert counts == {
        table.name: conn.execute(f"SELECT count(*) FROM {table.name}").fetchone()[0] for table in TABLES
    }
    assert counts["statement_cells"] > counts["expenditure_by_function"] > 0


def test_datasette_counts_nothing_itself(database: Path) -> None:
    """It shows the counts it is given, whatever they are."""
    app = create_app(database.parent, made_up_portal())
    index = fetch(app, "disclosures.json").json()
    listed = {table["name"]: table["count"] for table in index["tables"] if not table["hidden"]}
    counts = sizes.row_counts(database)
    assert listed == {name: counts[name] for name in sizes.BASE_TABLES - STORED.keys()}
    assert {view["name"] for view in index["views"]} >= STORED.keys()
    for name in ("departments", "statement_cells", *STORED):
        assert fetch(app, f"disclosures/{name}.json").json()["filtered_table_rows_count"] == counts[name]


def test_a_large_table_has_no_facets_and_sorts_along_its_indexes_only() -> None:
    known = load(made_up_portal())
    counts = {table.name: sizes.LARGE - 1 for table in TABLES} | {"findings": sizes.LARGE}
    sizes.fit_large_tables(known, counts)
    tables = known["databases"]["disclosures"]["tables"]
    assert "facets" not in tables["findings"] and tables["findings"]["sortable_columns"] == [
        "disclosure_id",
        "id",
        "rule_id",
    ]
    assert (
        tables["disclosures"]["facets"] == ["fiscal_year", "scope"]
        and "sortable_columns" not in tables["disclosures"]
    )


def test_the_second_page_of_the_largest_reads_on_in_the_index(database: Path) -> None:
    """As Datasette writes it; the planner would rather gather half the table and sort it."""
    conn = sqlite3.connect(database)
    sql = (
        "SELECT * FROM expenditure_by_function WHERE (total < 9 OR total IS NULL OR (total = 9 AND "
        "(disclosure_id > 'x' OR (disclosure_id = 'x' AND position > 1)))) "
        "ORDER BY total DESC, disclosure_id, position LIMIT 51"
    )
    plan = [row[3] for row in conn.execute(f"EXPLAIN QUERY PLAN {sql}")]
    assert plan[0] == "SCAN expenditure_by_function USING INDEX idx_expenditure_by_function_total"
    assert plan[1:] in ([], ["USE TEMP B-TREE FOR RIGHT PART OF ORDER BY"])


def test_our_style_and_script_are_served_and_named_by_their_content(database: Path) -> None:
    app = create_app(database.parent, made_up_portal(base_url="https://example.org/money/"))
    html = fetch(app, "disclosures/departments").text
    for name, kind in (("data.css", "text/css"), ("data.js", "text/javascript")):
        (address,) = [word for word in html.replace('"', " ").split() if word.endswith(f"/{name}")]
        assert address == f"/money/data/{asset_folder()}{name}"
        answer = fetch(app, address.removeprefix("/money/data/"))
        assert answer.status_code == 200 and kind in answer.headers["content-type"]
