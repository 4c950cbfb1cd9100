"""Building the site: bodies from the database, in parallel where there are many, then the frame around them."""

from __future__ import annotations

import datetime
import sqlite3
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, nullcontext
from multiprocessing import get_context
from pathlib import Path

from ..portal import Portal
from ..progress import Reporter
from .comparison import comparison_index, figures_file
from .department_year import department_year_pages
from .fragments import fragments
from .frame import Scaffold, frame, lay_out
from .indexes import all_disclosures, index_pages
from .records import connect, fetch, load_facts
from .topics import topic_files

_FEW = 40
_CHUNK = 25


def build_site(database: Path, output: Path, portal: Portal, progress: Reporter | None = None) -> None:
    """Write the static site of `database` into `output`.

    Reads the database and the pages, styles and scripts of `portal.root/content`; writes nowhere else. The same
    database gives the same bytes.
    """
    with (
        tempfile.TemporaryDirectory(prefix="mingzhang-site-") as folder,
        closing(connect(database)) as conn,
    ):
        scaffold = lay_out(Path(folder), portal.root / "content")
        ids = [row["id"] for row in fetch(conn, "select id from disclosures order by id")]
        with progress.stage("Writing pages", len(ids)) if progress else nullcontext(lambda: None) as advance:
            for written in _write_disclosures(database, ids, scaffold, portal):
                for _ in range(written):
                    advance()
        for page in index_pages(conn, portal):
            scaffold.add(page)
        for path, content in topic_files(conn):
            scaffold.add_file(path, content)
        scaffold.add_file("compare/index.json", comparison_index(conn, all_disclosures(conn)))
        for name, html in fragments(conn, portal):
            scaffold.add_fragment(name, html)
        with progress.stage("Framing pages") if progress else nullcontext():
            frame(scaffold, output, portal, _epoch(conn))


def _write_disclosures(database: Path, ids: list[str], scaffold: Scaffold, portal: Portal) -> Iterator[int]:
    """Write the pages of every disclosure; yields how many each piece of work wrote."""
    chunks = [ids[start : start + _CHUNK] for start in range(0, len(ids), _CHUNK)]
    if len(ids) <= _FEW:
        for chunk in chunks:
            yield write_chunk(database, chunk, scaffold, portal)
        return
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        pending = [pool.submit(write_chunk, database, chunk, scaffold, portal) for chunk in chunks]
        for done in pending:
            yield done.result()


def write_chunk(database: Path, ids: list[str], scaffold: Scaffold, portal: Portal) -> int:
    """Write stub and body of some disclosures; returns how many."""
    with closing(connect(database)) as conn:
        for id_ in ids:
            facts = load_facts(conn, id_)
            for page in department_year_pages(conn, facts, portal):
                scaffold.add(page)
            scaffold.add_file(*figures_file(facts))
    return len(ids)


def _epoch(conn: sqlite3.Connection) -> int:
    """The newest date of publication stands for the time of building."""
    newest = fetch(conn, "select max(published_on) as day from disclosures")[0]["day"]
    try:
        day = datetime.date.fromisoformat(newest or "")
    except ValueError:
        return 0
    return int(datetime.datetime.combine(day, datetime.time(), datetime.UTC).timestamp())
