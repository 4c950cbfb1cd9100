"""Our Datasette over one version of the database: its settings, and what it is told of the portal."""

from __future__ import annotations

from contextlib import closing
from functools import lru_cache
from pathlib import Path
from typing import Any

from datasette.app import Datasette

from ..exports.citing import data_version
from ..exports.descriptions import licence_url
from ..exports.table_rows import open_database
from ..portal import Portal
from . import metadata as metadata_file
from . import sizes
from .addresses import ASSETS, Addresses
from .canned import DATABASE
from .databases import OpenedDatabase
from .errors import Replaced
from .file_identity import identity_of
from .public_address import may_be_named, prefix_of
from .query_processes import QueryProcesses
from .soundness import check_metadata

_TEMPLATES = Path(__file__).parent / "templates"
_THREADS = 3


class PortalDatasette(Datasette):  # type: ignore[misc]
    """Datasette whose links never repeat a stranger's Host, and whose assets say their content in their address.

    `version` is that of the data, `processes` answer SQL of strangers.
    """

    portal: Portal
    version: str
    processes: QueryProcesses

    def __init__(self, *given: Any, **settings: Any) -> None:
        super().__init__(*given, **settings)
        # Asked for with every page, each time a copy of all that is told of all tables, and always the same.
        self._table_permission_allows = lru_cache(maxsize=1024)(super()._table_permission_allows)

    @property
    def urls(self) -> Addresses:
        return Addresses(self)

    def absolute_url(self, request: Any, path: str) -> str:
        """`path` with scheme and host where the host is the portal's own, else from the root of whatever host it is."""
        whole: str = super().absolute_url(request, path)
        return whole if may_be_named(request.host, self.portal) else path

    def close(self) -> None:
        """End its threads and processes, once nothing is asked any more."""
        self.executor.shutdown(wait=False)
        self.processes.close()
        self.databases[DATABASE].close()


def create_datasette(database: Path, portal: Portal) -> PortalDatasette:
    """Datasette over the immutable database, with our settings, templates and plugin.

    Raises ServeError where the metadata does not fit the database, or another database took its place meanwhile.
    """
    identity = identity_of(database)
    known = metadata_file.load(portal)
    told = _told(database, portal)
    known["plugins"] = {"mingzhang": told}
    known.setdefault("about_url", f"{prefix_of(portal)}dictionary/")
    known.setdefault("license_url", licence_url(portal.licence))
    check_metadata(database, known, portal.part(metadata_file.FILE_NAME))
    counts = sizes.row_counts(database)
    sizes.fit_large_tables(known, counts)
    metadata_file.hide_stored(known)
    serving = PortalDatasette(
        files=[],
        immutables=[str(database)],
        inspect_data=sizes.inspect_data(database, counts, told["version"]),
        metadata=known,
        template_dir=str(_TEMPLATES),
        static_mounts=[("assets", str(ASSETS))],
        settings=settings(portal),
        cors=False,
    )
    serving.portal, serving.version = portal, told["version"]
    serving.processes = QueryProcesses(database, identity or (0, 0, 0))
    serving.remove_database(DATABASE)
    serving.add_database(OpenedDatabase(serving, database, _THREADS, serving.processes), name=DATABASE)
    if identity_of(database) != identity:
        serving.close()
        raise Replaced(f"{database}: another build took its place while it was opened")
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
        "num_sql_threads": _THREADS,
        "cache_size_kb": 16_384,
        "default_cache_ttl": 0,
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
