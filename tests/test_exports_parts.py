"""Tables as files put together from parts: what is taken over of the portal before gives the same bytes as a clean build."""

from __future__ import annotations

import gzip
import json
import sqlite3
import zlib
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from made_up_database import made_up_portal, make_database
from mingzhang.exports import bulk, kept_figures, part_names, write_exports
from mingzhang.exports.table_parts import manifest_of
from mingzhang.opening import open_portal
from writable import make_writable

pytestmark = pytest.mark.slow

PORTAL = made_up_portal(title="某市决算", base_url="https://example.org/", notice="虚构。")
KINDS = ("csv", "jsonl", "parquet", "xlsx", "api")
ONE_MORE = """
INSERT INTO sources (id, path, status) VALUES ('hash-new', 'new.txt', 'ok');
INSERT INTO departments (id, name, short_name) VALUES ('a-new', '新设局', '新设局');
INSERT INTO disclosures (id, department_id, fiscal_year, title, source_id, made_up, page_url)
    VALUES ('a-new-2023', 'a-new', 2023, '决算', 'hash-new', 1, 'd/a-new-2023/');
INSERT INTO source_lines (source_id, line, text) VALUES ('hash-new', 1, '=一行');
INSERT INTO statements (disclosure_id, number, title, status) VALUES ('a-new-2023', 1, '总表', 'empty');
"""
REPLACED = """
INSERT INTO sources (id, path, status) VALUES ('hash-other', 'other.txt', 'ok');
INSERT INTO source_lines (source_id, line, text) VALUES ('hash-other', 1, '另一行');
UPDATE disclosures SET source_id = 'hash-other' WHERE id = 'baisha-jiedao-2022';
UPDATE expenditure_by_function SET total = 7 WHERE disclosure_id = 'baisha-jiedao-2022' AND position = 2;
"""
RENAMED = """
INSERT INTO department_links (department_id, position, other_id, other_name, kind, year)
    VALUES ('a-new', 1, 'baisha-jiedao', '白沙街道', 'renamed', 2023);
"""
BUDGET = """
INSERT INTO sources (id, path, status) VALUES ('hash-budget', 'budget.txt', 'ok');
INSERT INTO budgets (id, body, fiscal_year, title, disclosure_id, complete)
    VALUES ('hash-budget', '白沙街道', 2022, '预算', 'baisha-jiedao-2022', 1);
"""
REMOVED = """
DELETE FROM disclosures WHERE id = 'baisha-jiedao-2022';
DELETE FROM expenditure_by_function WHERE disclosure_id = 'baisha-jiedao-2022';
"""


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portal that stands."""
    portal = tmp_path_factory.mktemp("before")
    write_exports(make_database(portal / "disclosures.db"), portal / "data", PORTAL)
    return portal


def changed(before: Path, folder: Path, script: str) -> Path:
    database = folder / "disclosures.db"
    database.write_bytes((before / "disclosures.db").read_bytes())
    with closing(sqlite3.connect(database)) as conn:
        make_writable(conn).executescript(script)
    return database


def tables(data: Path) -> dict[str, bytes]:
    return {
        file.relative_to(data).as_posix(): file.read_bytes()
        for kind in KINDS
        for file in sorted((data / kind).rglob("*"))
        if file.is_file()
    }


def shared(data: Path, before: Path) -> set[str]:
    """Parquet files, running text, workbooks and figures that both portals have under two names."""
    return {
        file.relative_to(data).as_posix()
        for file in (
            *data.glob("parquet/**/*.parquet"),
            *data.glob("jsonl/*/*"),
            *data.glob("xlsx/*"),
            *data.glob("api/*/**/*.json"),
        )
        if (old := before / "data" / file.relative_to(data)).exists() and old.samefile(file)
    }


@pytest.mark.parametrize(
    "script",
    [ONE_MORE, ONE_MORE + RENAMED, REPLACED, REMOVED, ""],
    ids=["more", "renamed", "replaced", "removed", "same"],
)
def test_taking_over_gives_the_bytes_of_a_clean_build(before: Path, tmp_path: Path, script: str) -> None:
    database = changed(before, tmp_path, script)
    write_exports(database, tmp_path / "clean", PORTAL)
    write_exports(database, tmp_path / "data", PORTAL, previous=before)
    assert tables(tmp_path / "data") == tables(tmp_path / "clean")
    if script in (ONE_MORE, ""):  # a department that is replaced or gone has all years written again
        assert shared(tmp_path / "data", before), "nothing was taken over"
    assert not (tmp_path / "data.parts").exists()
    again = tmp_path / "again"
    write_exports(database, again / "data", PORTAL, previous=tmp_path)
    assert tables(again / "data") == tables(tmp_path / "clean")


NEW_FIGURE = """
INSERT INTO key_figures (disclosure_id, position, metric, value, unit, origin, source_line)
    VALUES ('a-new-2023', 1, 'expenditure_total', 5, '万元', 'table', 1);
"""


@pytest.mark.parametrize(
    "script",
    [ONE_MORE, ONE_MORE + NEW_FIGURE, ONE_MORE + RENAMED, REPLACED, REMOVED],
    ids=["more", "figure", "renamed", "replaced", "removed"],
)
def test_rows_of_other_bodies_stay_in_the_frames_of_a_year(
    before: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    monkeypatch.setattr(kept_figures, "_FEW", 1.0)
    asked: list[str] = []
    rows = kept_figures.Kept.rows
    monkeypatch.setattr(kept_figures.Kept, "rows", lambda kept, path: asked.append(path) or rows(kept, path))
    database = changed(before, tmp_path, script)
    write_exports(database, tmp_path / "data", PORTAL, previous=before)
    assert asked
    write_exports(database, tmp_path / "clean", PORTAL)
    assert tables(tmp_path / "data") == tables(tmp_path / "clean")


CHANGED = {
    "the portal's words": ("", replace(PORTAL, notice="另一句。"), "baisha-jiedao-2022"),
    "its other year": (REPLACED, PORTAL, "baisha-jiedao-2023"),
    "a former name's file": (ONE_MORE + RENAMED, PORTAL, "baisha-jiedao-2022"),
    "a budget": (BUDGET, PORTAL, "baisha-jiedao-2022"),
}


@pytest.mark.parametrize("what", CHANGED)
def test_a_workbook_is_written_again_where_its_figures_may_be_disputed_otherwise(
    before: Path, tmp_path: Path, what: str
) -> None:
    script, portal, id_ = CHANGED[what]
    write_exports(changed(before, tmp_path, script), tmp_path / "data", portal, previous=before)
    kept = shared(tmp_path / "data", before)
    assert f"xlsx/{id_}.xlsx" not in kept
    assert ("xlsx/qingxi-jiedao-2023.xlsx" in kept) == (portal is PORTAL)


def test_only_years_without_a_change_are_taken_over(before: Path, tmp_path: Path) -> None:
    write_exports(changed(before, tmp_path, ONE_MORE), tmp_path / "data", PORTAL, previous=before)
    kept = shared(tmp_path / "data", before)
    assert "parquet/expenditure_by_function/2022.parquet" in kept
    assert "jsonl/source_lines/2022.jsonl.gz" in kept
    assert not any("/2023." in name for name in kept)


def test_what_another_program_wrote_is_not_taken_over(before: Path, tmp_path: Path) -> None:
    script = "INSERT OR REPLACE INTO portal VALUES ('reading', 'another program')"
    write_exports(changed(before, tmp_path, script), tmp_path / "data", PORTAL, previous=before)
    assert shared(tmp_path / "data", before) == set()


@pytest.mark.parametrize("damage", ["csv", "manifest"])
def test_what_is_not_as_it_was_written_is_not_taken_over(tmp_path: Path, damage: str) -> None:
    old = tmp_path / "old"
    old.mkdir()
    database = make_database(old / "disclosures.db")
    write_exports(database, old / "data", PORTAL)
    if damage == "csv":
        file = old / "data" / "csv" / "expenditure_by_function.csv"
        file.write_bytes(file.read_bytes() + b"x")
    else:
        manifest_of(old / "data").write_bytes(b"{")
    write_exports(database, tmp_path / "data", PORTAL, previous=old)
    write_exports(database, tmp_path / "clean", PORTAL)
    assert tables(tmp_path / "data") == tables(tmp_path / "clean")
    assert "parquet/expenditure_by_function/2022.parquet" not in shared(tmp_path / "data", old)


def test_a_large_year_is_written_in_shares_and_one_more_document_changes_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(part_names, "SHARE", 1)
    before = tmp_path / "before"
    before.mkdir()
    write_exports(make_database(before / "disclosures.db"), before / "data", PORTAL)
    old = {name for name in tables(before / "data") if name.startswith(("parquet/statements/", "jsonl/s"))}
    parted = {name.rpartition("/")[2].partition(".")[0] for name in old if "2023-part" in name}
    assert len(parted) > 1
    database = changed(before, tmp_path, ONE_MORE)
    write_exports(database, tmp_path / "clean", PORTAL)
    write_exports(database, tmp_path / "data", PORTAL, previous=before)
    assert tables(tmp_path / "data") == tables(tmp_path / "clean")
    again = {name for name in old - shared(tmp_path / "data", before) if "/2023" in name}
    assert len({name.rpartition("/")[2].partition(".")[0] for name in again}) <= 1
    assert any("2023" in name for name in shared(tmp_path / "data", before))
    found = open_portal(tmp_path)["statements"].to_pydict()["disclosure_id"]
    assert "a-new-2023" in found and len(found) == rows_in(database)


def rows_in(database: Path) -> int:
    with closing(sqlite3.connect(database)) as conn:
        return int(conn.execute("SELECT count(*) FROM statements").fetchone()[0])


@pytest.mark.parametrize("damaged", [False, True])
def test_pieces_of_the_database_are_taken_over_as_they_are_packed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damaged: bool
) -> None:
    monkeypatch.setattr(bulk, "_PIECE", 64 << 10)
    old = tmp_path / "old"
    old.mkdir()
    write_exports(make_database(old / "disclosures.db"), old / "data", PORTAL)
    database = changed(old, tmp_path, ONE_MORE)
    write_exports(database, tmp_path / "clean", PORTAL)
    if damaged:
        file = old / "data" / "disclosures.db.gz"
        file.write_bytes(file.read_bytes()[:-1] + b"x")
    packed: list[bytes] = []
    compress = zlib.compress
    monkeypatch.setattr(
        bulk.zlib, "compress", lambda data, *a, **k: packed.append(data) or compress(data, *a, **k)
    )
    write_exports(database, tmp_path / "data", PORTAL, previous=old)
    pieces = -(-database.stat().st_size // (64 << 10))
    assert pieces > 4
    assert len([data for data in packed if len(data) == 64 << 10]) < pieces - 1 or damaged
    whole = (tmp_path / "data" / "disclosures.db.gz").read_bytes()
    assert whole == (tmp_path / "clean" / "disclosures.db.gz").read_bytes()
    assert gzip.decompress(whole) == database.read_bytes()


def test_figures_of_other_years_and_bodies_are_taken_over(before: Path, tmp_path: Path) -> None:
    write_exports(
        changed(before, tmp_path, ONE_MORE + NEW_FIGURE), tmp_path / "data", PORTAL, previous=before
    )
    kept = {name for name in shared(tmp_path / "data", before) if name.startswith("api/")}
    assert "api/frames/expenditure_total/2022.json" in kept
    assert not any(name.endswith("/2023.json") for name in kept)
    assert "api/departments/qingxi-jiedao.json" in kept
    listed = json.loads((tmp_path / "data/api/index.json").read_bytes())
    assert listed["frames"]["expenditure_total"] == [2022, 2023]
    assert "a-new" in listed["departments"] and "qingxi-jiedao" in listed["departments"]
