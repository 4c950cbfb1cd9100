"""Our Datasette: its settings, and a new one whenever a build has put another database in its place."""

from __future__ import annotations

import logging
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Receive, Scope, Send

from ..exports.citing import data_version
from ..exports.descriptions import licence_url
from ..exports.rows import open_database
from ..portal import Portal
from . import metadata as metadata_file
from . import sizes
from .canned import DATABASE
from .errors import ServeError
from .soundness import check_metadata, check_output

log = logging.getLogger("mingzhang.serving")
_FOLDER = Path(__file__).parent


def prefix_of(portal: Portal) -> str:
    """The path under which the portal stands, with a slash at both ends; taken from `base_url`."""
    path = urlsplit(portal.base_url).path.strip("/")
    return f"/{path}/" if path else "/"


def create_datasette(database: Path, portal: Portal) -> Any:
    """Datasette over the immutable database, with our settings, templates and plugin."""
    from datasette.app import Datasette

    known = metadata_file.load(portal)
    told = _told(database, portal)
    known["plugins"] = {"mingzhang": told}
    known.setdefault("about_url", f"{prefix_of(portal)}dictionary/")
    known.setdefault("license_url", licence_url(portal.licence))
    check_metadata(database, known, portal.root / metadata_file.FILE_NAME)
    counts = sizes.row_counts(database)
    sizes.fit_large_tables(known, counts)
    serving = Datasette(
        files=[],
        inspect_data=sizes.inspect_data(database, counts, told["version"]),
        metadata=known,
        template_dir=str(_FOLDER / "templates"),
        static_mounts=[("assets", str(_FOLDER / "static"))],
        settings=settings(portal),
        cors=False,
    )
    serving.add_database(sizes.counted_database()(serving, path=str(database), is_mutable=False), DATABASE)
    return serving


def settings(portal: Portal) -> dict[str, object]:
    """Datasette's settings: bounded rows and time, nothing streamed, SQL as `portal.yml` has it."""
    return {
        "base_url": f"{prefix_of(portal)}data/",
        "default_allow_sql": portal.sql.open,
        "default_page_size": 50,
        "max_returned_rows": 1000,
        "sql_time_limit_ms": 1500,
        "facet_time_limit_ms": 200,
        "suggest_facets": False,
        "allow_csv_stream": False,
        "allow_download": False,
        "max_csv_mb": 16,
        "num_sql_threads": 3,
        "cache_size_kb": 16_384,
        "default_cache_ttl": 60,
        "truncate_cells_html": 400,
        "template_debug": False,
        "trace_debug": False,
    }


def _told(database: Path, portal: Portal) -> dict[str, str]:
    """What our plugin is told through its configuration: the notice, and what a citation needs."""
    with closing(open_database(database)) as conn:
        version = data_version(conn)
        built = conn.execute("SELECT value FROM portal WHERE key = 'notice'").fetchone()
    return {
        # What the build said of the data, made-up samples included; else what the settings say.
        "notice": built[0] if built else portal.notice,
        "title": portal.title,
        "base_url": portal.base_url,
        "version": version,
    }


def datasette_app(database: Path, portal: Portal) -> ASGIApp:
    """Datasette as an app, begun anew when a build has put another database there; until then the old one serves."""
    known = _identity(database)
    serving = create_datasette(database, portal)
    inside = serving.app()

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        nonlocal known, serving, inside
        found = _identity(database)
        if found is not None and found != known:
            known = found
            try:
                check_output(database.parent)
                fresh = create_datasette(database, portal)
            except (ServeError, sqlite3.Error) as error:
                log.error("the new build is not served: %s", error)
            else:
                serving.executor.shutdown(wait=False)
                serving, inside = fresh, fresh.app()
        await inside(scope, receive, send)

    return app


def _identity(database: Path) -> tuple[int, int, int] | None:
    """Which file stands there; a database is only ever replaced whole, never written to."""
    try:
        found = database.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size
