"""Building the site: Material frames one page per kind, then pages are made and written by as many processes as pay."""

from __future__ import annotations

import datetime
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from urllib.parse import quote

from ..portal import Portal
from ..progress import Reporter
from .comparison import comparison_index, figures_file
from .department_year import department_year_pages
from .fragments import fragments
from .indexes import PARTS, all_disclosures, index_pages
from .pages import Page
from .records import connect, fetch, load_facts
from .shell import Shell, filled
from .templating import render
from .topics import topic_files

_FEW = 40
_CHUNK = 25
_FRAGMENT = re.compile(r"<!--mz:([a-z0-9-]{1,40})-->")


@dataclass(frozen=True, slots=True)
class Work:
    """What a worker needs beside the name of its task."""

    database: Path
    output: Path
    portal: Portal
    shells: dict[str, Shell]


def build_site(database: Path, output: Path, portal: Portal, progress: Reporter | None = None) -> None:
    """Write the static site of `database` into `output`.

    Reads the database and the pages, styles and scripts of `portal.root/content`; writes nowhere else. The same
    database gives the same bytes.
    """
    with closing(connect(database)) as conn:
        ids = [row["id"] for row in fetch(conn, "select id from disclosures order by id")]
        epoch = _epoch(conn)
    with _pool(len(ids) > _FEW) as pool:
        with progress.stage("Framing pages") if progress else nullcontext():
            from .frame import frame  # MkDocs takes long to import, and workers do without

            shells = frame(portal.root / "content", output, portal, epoch)
        hand_written = sorted(output.rglob("index.html"))
        work = Work(database, output, portal, shells)
        with progress.stage("Writing pages", len(ids)) if progress else nullcontext(lambda: None) as advance:
            made = [file.parent.relative_to(output).as_posix().strip(".") for file in hand_written]
            for urls, disclosures in _in_parallel(pool, _tasks(work, ids, hand_written)):
                made += urls
                for _ in range(disclosures):
                    advance()
    _write_sitemap(output, portal, made)


Made = tuple[list[str], int]
"""What a task hands back: the addresses of the pages it wrote, and how many disclosures they are of."""
Task = tuple[Callable[..., Made], tuple[object, ...]]


def _tasks(work: Work, ids: list[str], hand_written: list[Path]) -> Iterator[Task]:
    """Everything there is to do; what takes longest in one piece comes first."""
    yield from ((write_index, (work, part)) for part in PARTS)
    yield write_files, (work, hand_written)
    for start in range(0, len(ids), _CHUNK):
        yield write_disclosures, (work, ids[start : start + _CHUNK])


@contextmanager
def _pool(wanted: bool) -> Iterator[Executor | None]:
    if not wanted:
        yield None
        return
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        yield pool


def _in_parallel(pool: Executor | None, tasks: Iterable[Task]) -> Iterator[Made]:
    """The results of all tasks, in their order."""
    if pool is None:
        yield from (function(*given) for function, given in tasks)
        return
    pending = [pool.submit(function, *given) for function, given in tasks]
    for done in pending:
        yield done.result()


def write_disclosures(work: Work, ids: list[str]) -> Made:
    """Write the pages of some disclosures."""
    urls = []
    with closing(connect(work.database)) as conn:
        for id_ in ids:
            facts = load_facts(conn, id_)
            urls += [_write_page(work, page) for page in department_year_pages(conn, facts, work.portal)]
            _write(work.output, *figures_file(facts))
    return urls, len(ids)


def write_index(work: Work, part: str) -> Made:
    """Write the index pages of one part."""
    with closing(connect(work.database)) as conn:
        return [_write_page(work, page) for page in index_pages(conn, part)], 0


def write_files(work: Work, hand_written: list[Path]) -> Made:
    """Write what is no page, and fill the figures into the hand-written pages."""
    with closing(connect(work.database)) as conn:
        for path, content in topic_files(conn):
            _write(work.output, path, content)
        _write(work.output, "compare/index.json", comparison_index(conn, all_disclosures(conn)))
        known = dict(fragments(conn, work.portal))
    for file in hand_written:
        text = file.read_text(encoding="utf-8")
        file.write_text(_FRAGMENT.sub(lambda found: known[found[1]], text), encoding="utf-8")
    return [], 0


def _write_page(work: Work, page: Page) -> str:
    _write(work.output, f"{page.url}index.html", filled(page, work.shells).encode())
    return page.url


def _write(output: Path, path: str, content: bytes) -> None:
    file = output / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


def _write_sitemap(output: Path, portal: Portal, urls: list[str]) -> None:
    """The addresses of all pages."""
    addresses = sorted(quote(url.rstrip("/")) + "/" if url else "" for url in urls)
    base = portal.base_url.rstrip("/") + "/"
    text = render("sitemap.xml", "", addresses=addresses, base=base)
    (output / "sitemap.xml").write_text(text, encoding="utf-8")


def _epoch(conn: sqlite3.Connection) -> int:
    """The newest date of publication stands for the time of building."""
    newest = fetch(conn, "select max(published_on) as day from disclosures")[0]["day"]
    try:
        day = datetime.date.fromisoformat(newest or "")
    except ValueError:
        return 0
    return int(datetime.datetime.combine(day, datetime.time(), datetime.UTC).timestamp())
