"""The schema is the catalogue's, strict and sound; rows the catalogue does not know are refused."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from mingzhang.catalogue import STATEMENTS, TABLES
from mingzhang.database.loading import DatabaseError, Loader, new_database
from mingzhang.database.rows import place_columns
from mingzhang.database.storage import lies_in
from mingzhang.model import Place

CONTRACT = {
    "departments": "id name short_name kind district city province",
    "disclosures": "id department_id fiscal_year title published_on phone source_id page_url",
    "sources": "id path format bytes lines reader status error carrier pages",
    "source_pages": "source_id page width height rotation recognised confidence",
    "doubtful_figures": "source_id position read other confidence source_line source_page source_box source_cell",
    "source_lines": "source_id line text",
    "statements": "disclosure_id number title status note source_line",
    "revenue_expenditure_summary": "disclosure_id position side line_no item amount source_line repaired",
    "revenue_by_function": "code level item total fiscal_appropriation superior_subsidy business_revenue "
    "operating_revenue affiliate_remittance other_revenue",
    "expenditure_by_function": "code level item total basic project remitted_to_superior operating affiliate_subsidy",
    "appropriation_summary": "side line_no item total general_budget government_fund state_capital",
    "general_budget_expenditure": "code level item total basic project",
    "basic_expenditure_by_economic_item": "code level item amount",
    "government_fund": "code level item opening_balance revenue total basic project closing_balance",
    "state_capital_expenditure": "code level item total basic project",
    "three_public_expenses": "basis total abroad vehicle_total vehicle_purchase vehicle_operation reception",
    "statement_cells": "disclosure_id statement side code item column amount source_line",
    "sections": "id disclosure_id part path heading text source_line source_line_end page_url",
    "key_figures": "disclosure_id metric value unit origin quote source_line",
    "metrics": "id name_zh name_en unit definition",
    "execution_items": "disclosure_id position code class section item initial_budget final completion_pct reason",
    "projects": "disclosure_id position name budget executed completion_pct outputs problems improvements",
    "evaluation_forms": "id disclosure_id kind name filled_on category attribute recurrence budget executed "
    "execution_pct score deviation_reason improvements source_line",
    "indicators": "form_id position goal level1 level2 level3 target actual score met source_line",
    "key_tasks": "disclosure_id position matter goal outcome source_line",
    "terms": "disclosure_id term definition source_line",
    "rules": "id name_zh severity explanation",
    "findings": "disclosure_id rule_id severity message expected found difference cause source_line other_line",
    "check_results": "disclosure_id rule_id outcome times",
    "function_codes": "code name level parent valid_from valid_to",
    "economic_codes": "code name level parent valid_from valid_to",
    "search_documents": "id disclosure_id kind title text page_url department district fiscal_year",
}


def test_the_contract_with_everyone_who_queries_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "a.db"
    with new_database(file):
        pass
    db = sqlite3.connect(file)
    for table, columns in CONTRACT.items():
        present = {row[1] for row in db.execute(f"PRAGMA table_info({table})")}
        assert set(columns.split()) <= present, table
    strict = dict(
        db.execute("SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND schema = 'main'")
    )
    for table in TABLES:
        if table.view is None:
            assert strict[lies_in(table.name)] == 1, table.name
    assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_every_table_and_column_has_its_names_and_every_reference_a_goal() -> None:
    names = {table.name: table for table in TABLES}
    assert len(names) == len(TABLES)
    for table in TABLES:
        assert table.zh and table.en and table.description.endswith("。"), table.name
        for column in table.columns:
            assert column.zh and column.en, f"{table.name}.{column.name}"
            if column.references:
                parent, parent_column = column.references.split(".")
                assert names[parent].column(parent_column), column.references
    assert [kind.number for kind in STATEMENTS] == list(range(1, 10))


def test_every_table_with_a_line_has_a_page_and_a_box() -> None:
    for table in TABLES:
        names = {column.name for column in table.columns}
        assert "source_line" not in names or {"source_page", "source_box"} <= names, table.name


def test_a_place_keeps_what_its_carrier_has() -> None:
    assert place_columns(Place(7)) == {
        "source_line": 7, "source_page": None, "source_box": None, "source_cell": None,
    }  # fmt: skip
    assert place_columns(Place(7, 2, (56.5, 100, 90, 112.25), "B7")) == {
        "source_line": 7, "source_page": 2, "source_box": "56.5,100,90,112.25", "source_cell": "B7",
    }  # fmt: skip
    assert place_columns(None) == {}


def test_a_row_without_its_parent_is_never_published(tmp_path: Path) -> None:
    with (
        pytest.raises(
            DatabaseError,
            match="foreign key broken: a row of source_lines refers to a missing row of sources",
        ),
        new_database(tmp_path / "a.db") as db,
    ):
        loader = Loader(db)
        loader.add([("source_lines", {"source_id": "none", "line": 1, "text": "x"})])
        loader.close()


def test_a_column_the_catalogue_lacks_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="sources has no column colour"), new_database(tmp_path / "a.db") as db:
        Loader(db).add([("sources", {"id": "1", "path": "a", "status": "ok", "colour": "red"})])


def test_every_cell_of_the_nine_statements_stands_in_the_long_view(tmp_path: Path) -> None:
    with new_database(tmp_path / "a.db") as db:
        loader = Loader(db)
        loader.add(
            [
                ("sources", {"id": "s", "path": "a", "status": "ok"}),
                ("departments", {"id": "d", "name": "青石局", "short_name": "青石局"}),
                (
                    "disclosures",
                    {
                        "id": "d-2023",
                        "department_id": "d",
                        "fiscal_year": 2023,
                        "title": "t",
                        "source_id": "s",
                        "page_url": "d/d-2023/",
                    },
                ),
            ]
        )
        own = {"side": "revenue", "basis": "final", "level": 0, "item": "合计"}
        for kind in STATEMENTS:
            known = {column.name for table in TABLES if table.name == kind.table for column in table.columns}
            row = {key: value for key, value in own.items() if key in known}
            figures = dict.fromkeys(kind.columns, 10.0 * kind.number)
            loader.add(
                [(kind.table, {"disclosure_id": "d-2023", "position": 1, "source_line": 1, **row, **figures})]
            )
        loader.close()
    cells = sqlite3.connect(tmp_path / "a.db").execute(
        "SELECT statement, count(*), min(amount), max(amount) FROM statement_cells GROUP BY 1 ORDER BY 1"
    )
    assert cells.fetchall() == [
        (k.number, len(k.columns), 10.0 * k.number, 10.0 * k.number) for k in STATEMENTS
    ]
