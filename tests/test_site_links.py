"""No dead link, no dead anchor, no anchor twice: on every page of every document there is an example of."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urldefrag, urljoin, urlsplit

import pytest

from corpus import MADE_UP, REAL, path_of
from mingzhang.catalogue import STATEMENTS, TABLES
from mingzhang.database.loading import Loader, new_database
from mingzhang.history.assigning import assign
from mingzhang.history.records import History
from mingzhang.pipeline.filling import department_rows
from mingzhang.pipeline.whole_tables import reference_rows, source_rows
from mingzhang.portal import Portal, starter_root
from mingzhang.serving.canned import canned_queries
from mingzhang.shards.making import Task, make_shard
from mingzhang.site.disclosure_facts import connect
from mingzhang.site.loading_facts import load_facts, load_standing
from mingzhang.site.page_kinds import PAGE_KINDS
from places import SHARED
from site_crawl import BASE, ReadPage, read_text

pytestmark = pytest.mark.slow
CASES = sorted(
    file for file in (SHARED / "cases").glob("*/account.*") if file.suffix in (".txt", ".md", ".html")
)
PORTAL = Portal(root=starter_root(), contact="jiucuo@example.cn")
HAND_WRITTEN = {
    "", "about/", "corrections/", "dictionary/", "downloads/", "method/", "search/", "log/",
}  # fmt: skip
OURS = (
    "d/",
    "en/d/",
    "departments/",
    "districts/",
    "cities/",
    "years/",
    "kinds/",
    "codes/",
    "topics/",
    "quality/",
)
QUERIES = {query.name: query for query in canned_queries()}
COLUMNS = {table.name: {column.name for column in table.columns} for table in TABLES}


def portal_of(file: Path, folder: Path) -> Path | None:
    """A database of one document; None where the document is refused."""
    receipt = make_shard(Task(file, file.name, folder, True))
    if receipt.status != "ok":
        return None
    database = folder / "disclosures.db"
    with new_database(database) as db:
        loader = Loader(db)
        loader.add(reference_rows(PORTAL))
        loader.add(source_rows([receipt], (), {}))
        for rows in department_rows(assign([receipt], History()).published, folder, {}):
            loader.add_accepted(rows)
        loader.close()
    return database


def pages_of(conn: sqlite3.Connection) -> Iterator[tuple[str, ReadPage]]:
    """Every generated page of a portal of one document."""
    for kind in PAGE_KINDS:
        for share in range(kind.shares):
            yield from ((page.url, read_text(page.body)) for page in kind.of_all(conn, share))
    for (id_,) in conn.execute("select id from disclosures"):
        facts = load_facts(conn, load_standing(conn, id_))
        for kind in PAGE_KINDS:
            yield from ((page.url, read_text(page.body)) for page in kind.of_each(facts, PORTAL))


def dead_links(pages: dict[str, ReadPage]) -> list[str]:
    """`page: link` of every link to a generated page or to /data/ that leads nowhere."""
    dead = []
    for address, page in pages.items():
        for link in page.links:
            whole, anchor = urldefrag(urljoin(BASE + address, link))
            target = unquote(whole.removeprefix(BASE).split("?")[0])
            if not whole.startswith(BASE):
                continue
            if target.startswith("data/"):
                dead += [f"{address}: {link}"] * (not _is_answered(whole))
            elif target in pages:
                dead += [f"{address}: {link}"] * bool(anchor and unquote(anchor) not in pages[target].ids)
            elif target.startswith(OURS) and target.endswith("/") and target not in HAND_WRITTEN:
                dead.append(f"{address}: {link}")
    return dead


def _is_answered(address: str) -> bool:
    """Whether Datasette has the table or the query, and its parameters, that an address under /data/ asks for."""
    parts = urlsplit(address)
    names = parts.path.strip("/").split("/")[1:]
    asked = {name for name, _ in parse_qsl(parts.query, keep_blank_values=True)}
    if not names or names == ["disclosures"]:
        return not asked
    if names[1] in QUERIES:
        return asked <= set(QUERIES[names[1]].parameters)
    known = COLUMNS.get(names[1], set())
    return bool(known) and all(name.startswith("_") or name.partition("__")[0] in known for name in asked)


def check_links(file: Path, folder: Path) -> None:
    database = portal_of(file, folder)
    if database is None:
        return
    with closing(connect(database)) as conn:
        pages = dict(pages_of(conn))
        stated = {
            code
            for table in TABLES
            if {"code", "disclosure_id"} <= COLUMNS[table.name]
            for (code,) in conn.execute(f"select distinct code from {table.name} where code is not null")
        }
        rows = {
            f"t{kind.number}-r{position}"
            for kind in STATEMENTS
            for (position,) in conn.execute(f"select position from {kind.table}")
        }
        [(id_,)] = conn.execute("select id from disclosures")
    assert dead_links(pages) == []
    twice = {address: [k for k, n in Counter(page.ids).items() if n > 1] for address, page in pages.items()}
    assert {address: ids for address, ids in twice.items() if ids} == {}
    assert {f"codes/{code}/" for code in stated} <= pages.keys()
    assert rows <= set(pages[f"d/{id_}/"].ids)


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.real if name in REAL else ()) for name in (*MADE_UP, *REAL)]
)
def test_no_link_of_a_golden_document_is_dead(name: str, tmp_path: Path) -> None:
    check_links(path_of(name), tmp_path)


@pytest.mark.real
@pytest.mark.skipif(not CASES, reason="the cases (../shared) are not here")
@pytest.mark.parametrize("file", CASES, ids=lambda file: file.parent.name)
def test_no_link_of_a_case_is_dead(file: Path, tmp_path: Path) -> None:
    check_links(file, tmp_path)


def test_a_dead_link_is_found() -> None:
    page = read_text(
        '<a href="#no"></a><a href="../../codes/999/"></a><a href="../../data/disclosures/none"></a><p id="a">'
    )
    assert len(dead_links({"d/x/": page})) == 3
    fine = read_text(
        '<a href="#a"></a><a href="../../data/disclosures/three-public?year=2023"></a><p id="a">'
    )
    assert dead_links({"d/x/": fine}) == []
