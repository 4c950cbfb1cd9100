"""Building the site: bodies from the database, in parallel where there are many, then the frame around them."""

from __future__ import annotations

import datetime
import sqlite3
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, nullcontext
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from urllib.parse import quote

from ..portal import Portal
from ..progress import Reporter
from .comparison import comparison_index, figures_file
from .department_year import department_year_pages
from .fragments import fragments
from .frame import Scaffold, frame, lay_out
from .indexes import all_disclosures, index_pages
from .records import connect, fetch, load_facts
from .shell import Shell, stand_ins, take_shells, write_filled
from .templating import render
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
        _write_shared_pages(conn, scaffold, portal)
        with progress.stage("Framing pages") if progress else nullcontext():
            frame(scaffold, output, portal, _epoch(conn))
        work = Work(database, output, portal, take_shells(output))
        ids = [row["id"] for row in fetch(conn, "select id from disclosures order by id")]
        with progress.stage("Writing pages", len(ids)) if progress else nullcontext(lambda: None) as advance:
            for written in _write_disclosures(work, ids):
                for _ in range(written):
                    advance()
        _write_sitemap(output, portal)


def _write_shared_pages(conn: sqlite3.Connection, scaffold: Scaffold, portal: Portal) -> None:
    """Everything that there is not one of per disclosure, and the stand-ins for what there is."""
    for page in (*index_pages(conn, portal), *stand_ins()):
        scaffold.add(page)
    for path, content in topic_files(conn):
        scaffold.add_file(path, content)
    scaffold.add_file("compare/index.json", comparison_index(conn, all_disclosures(conn)))
    for name, html in fragments(conn, portal):
        scaffold.add_fragment(name, html)


@dataclass(frozen=True, slots=True)
class Work:
    """What a worker needs beside the ids of its disclosures."""

    database: Path
    output: Path
    portal: Portal
    shells: dict[str, Shell]


def _write_disclosures(work: Work, ids: list[str]) -> Iterator[int]:
    """Write the pages of every disclosure; yields how many each piece of work wrote."""
    chunks = [ids[start : start + _CHUNK] for start in range(0, len(ids), _CHUNK)]
    if len(ids) <= _FEW:
        for chunk in chunks:
            yield write_chunk(work, chunk)
        return
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        pending = [pool.submit(write_chunk, work, chunk) for chunk in chunks]
        for done in pending:
            yield done.result()


def write_chunk(work: Work, ids: list[str]) -> int:
    """Write the pages of some disclosures; returns how many disclosures."""
    with closing(connect(work.database)) as conn:
        for id_ in ids:
            facts = load_facts(conn, id_)
            for page in department_year_pages(conn, facts, work.portal):
                write_filled(page, id_, work.shells, work.output)
            path, content = figures_file(facts)
            (work.output / path).write_bytes(content)
    return len(ids)


def _write_sitemap(output: Path, portal: Portal) -> None:
    """The addresses of all pages, in place of MkDocs' list, which knows the framed ones only."""
    pages = sorted(file.parent.relative_to(output).as_posix() for file in output.rglob("index.html"))
    addresses = ["" if page == "." else f"{quote(page)}/" for page in pages]
    base = portal.base_url.rstrip("/") + "/"
    (output / "sitemap.xml").write_text(
        render("sitemap.xml", "", addresses=addresses, base=base), encoding="utf-8"
    )
    (output / "sitemap.xml.gz").unlink(missing_ok=True)


def _epoch(conn: sqlite3.Connection) -> int:
    """The newest date of publication stands for the time of building."""
    newest = fetch(conn, "select max(published_on) as day from disclosures")[0]["day"]
    try:
        day = datetime.date.fromisoformat(newest or "")
    except ValueError:
        return 0
    return int(datetime.datetime.combine(day, datetime.time(), datetime.UTC).timestamp())
