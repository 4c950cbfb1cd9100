"""What a host without a server shows under `data/`: a page for each table and question that links there from the site
would lead to, saying what it holds and where to download it. `mingzhang serve` answers these addresses itself.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from ..catalogue import TABLES
from ..exports import release_of
from ..exports.descriptions import write_json
from ..exports.table_rows import EXPORTED, csv_path, json_lines_path
from ..portal import Portal
from .canned import DATABASE, canned_queries, query_groups
from .openapi import openapi
from .robots import robots

_STYLE = Path(__file__).parent / "static" / "data.css"


def write_static_pages(database: Path, site: Path, portal: Portal) -> None:
    """Write `data/`, robots.txt and openapi.json into the site built of `database`."""
    with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as conn:
        write_json(site / "openapi.json", openapi(release_of(conn, portal)))
    (site / "robots.txt").write_text(robots(portal), encoding="utf-8")
    environment = Environment(
        loader=PackageLoader("mingzhang.serving"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
    )
    page = environment.get_template("static.html")
    nothing: dict[str, Any] = {"table": None, "query": None, "groups": {}, "tables": (), "description": ""}

    def write(place: str, title: str, **told: Any) -> None:
        file = site / place / "index.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        root = "../" * (place.count("/") + 1)
        html = page.render(nothing | told, title=title, portal=portal, root=root)
        file.write_text(html, encoding="utf-8")

    for place in ("data", f"data/{DATABASE}"):
        write(place, "数据", groups=query_groups(), tables=TABLES)
    for query in canned_queries():
        write(f"data/{DATABASE}/{query.name}", query.title, description=query.description, query=query)
    for table in TABLES:
        write(
            f"data/{DATABASE}/{table.name}",
            table.zh,
            description=table.description,
            table=table if table in EXPORTED else None,
            csv=csv_path(table),
            lines=json_lines_path(table),
        )
    (site / "data" / "assets").mkdir(exist_ok=True)
    shutil.copyfile(_STYLE, site / "data" / "assets" / "data.css")
