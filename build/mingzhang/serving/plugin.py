"""Our Datasette plugin (entry point `datasette`): each hook in a few lines, the work elsewhere.

It does nothing to databases other than `disclosures`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Generator
from typing import Any

from datasette import Response, hookimpl
from datasette.facets import ColumnFacet
from datasette.utils.asgi import Forbidden
from markupsafe import Markup

from ..exports.citing import Citation, citation
from ..portal import Portal
from . import data_cells, errorpages, functions, limits, translation
from .addresses import asset_folder
from .canned import DATABASE, query_groups
from .facets import FacetWithBlank


def root_of(datasette: Any) -> str:
    """The address of the portal's home page: Datasette's own, without `data/`."""
    base: str = datasette.setting("base_url")
    return base.removesuffix("data/")


@hookimpl(trylast=True)
def prepare_connection(conn: sqlite3.Connection, database: str) -> None:
    """Our SQL functions (after Datasette's, so that `escape_fts` is ours), then the limits."""
    if database == DATABASE:
        functions.register(conn)
        limits.limit(conn)


@hookimpl
def render_cell(
    row: Any, value: Any, column: str, table: str | None, database: str, datasette: Any
) -> Markup | None:
    """Links to pages and source lines, names of codes, amounts in thousands."""
    return data_cells.render(row, value, column, table, root_of(datasette)) if database == DATABASE else None


@hookimpl
def prepare_jinja2_environment(env: Any) -> None:
    """Datasette's own templates, in Chinese."""
    translation.install(env)


@hookimpl
def extra_css_urls() -> list[str]:
    """The site's colours and type."""
    return [f"/{asset_folder()}data.css"]


@hookimpl
def extra_js_urls() -> list[dict[str, str]]:
    """The menus of the columns, in Chinese."""
    return [{"url": f"/{asset_folder()}data.js"}]


@hookimpl
def extra_template_vars(template: str, datasette: Any, request: Any, table: str | None) -> dict[str, Any]:
    """What our templates need: the portal's home page, its notice, the canned queries, how to cite this page."""
    told = datasette.plugin_config("mingzhang") or {}
    return {
        "portal_root": root_of(datasette),
        "portal_notice": told.get("notice", ""),
        "portal_title": told.get("title", ""),
        "query_groups": query_groups(),
        "citation": cite(told, request, table) if request and told and template != "error.html" else None,
    }


def cite(told: dict[str, str], request: Any, table: str | None) -> Citation:
    """How to cite a page of /data/: a table, a row or a question with its conditions."""
    address = f"data{request.path}" + (f"?{request.query_string}" if request.query_string else "")
    portal = Portal(title=told["title"], base_url=told["base_url"])
    name = table or (request.url_vars or {}).get("table", "")
    return citation(portal, translation.page_title(name, told["title"]), address, told["version"])


@hookimpl(hookwrapper=True)
def handle_exception(datasette: Any, request: Any, exception: Exception) -> Generator[None, Any, None]:
    """Errors as one Chinese sentence. A wrapper, since Datasette's own handler would run beside ours and print a
    trace with every local variable for each bad request.
    """
    outcome = yield

    async def inner() -> Response:
        return await errorpages.response(datasette, request, exception)

    outcome.force_result([inner])


@hookimpl(hookwrapper=True)
def register_facet_classes() -> Generator[None, Any, None]:
    """Our facet of a column in the place of Datasette's; a wrapper, since both would count the same."""
    outcome = yield
    kept = [[kind for kind in kinds if kind is not ColumnFacet] for kinds in outcome.get_result()]
    outcome.force_result([[FacetWithBlank], *kept])


@hookimpl
def forbidden(datasette: Any, request: Any) -> Callable[[], Any]:
    """What is closed is said to be closed, in Chinese and as JSON where JSON was asked for."""

    async def inner() -> Response:
        return await errorpages.response(datasette, request, Forbidden("closed"))

    return inner
