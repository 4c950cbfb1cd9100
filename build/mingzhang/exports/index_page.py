"""`index.html`: the download page, which is the page of versions too. It needs nothing but itself."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from .citing import citation
from .descriptions import DataFile, Release
from .linked import dataset_json, script_json
from .rows import EXPORTED


def write_index(conn: sqlite3.Connection, release: Release, files: list[DataFile], folder: Path) -> Path:
    """The page of everything in `files`, versions.json among them."""
    environment = Environment(
        loader=PackageLoader("mingzhang.exports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
    )
    paths = [file.path for file in files]
    html = environment.get_template("index.html").render(
        release=release,
        dataset=Markup(script_json(dataset_json(release))),  # noqa: S704 - script_json leaves no < or &
        sizes={file.path: file.bytes for file in files},
        size=_size,
        tables=[
            {
                "name": table.name,
                "title": table.zh,
                "description": table.description,
                "parquet": _parquet(table.name, paths),
            }
            for table in EXPORTED
        ],
        disclosures=_disclosures(conn),
        versions=json.loads((folder / "versions.json").read_text(encoding="utf-8")),
        citation=citation(release.portal, release.portal.title, "", release.version),
    )
    file = folder / "index.html"
    file.write_text(html, encoding="utf-8")
    return file


def _disclosures(conn: sqlite3.Connection) -> list[Any]:
    return conn.execute(
        "SELECT d.id, p.name, d.fiscal_year, d.page_url FROM disclosures d "
        "JOIN departments p ON p.id = d.department_id ORDER BY p.district, p.name, d.fiscal_year"
    ).fetchall()


def _parquet(table: str, paths: list[str]) -> list[tuple[str, str]]:
    """The Parquet files of a table with what to call them: the year, or 全部."""
    yearly = [(path, Path(path).stem) for path in paths if path.startswith(f"parquet/{table}/")]
    whole = [(path, "全部") for path in paths if path == f"parquet/{table}.parquet"]
    return sorted(yearly) + whole


def _size(count: int) -> str:
    """A number of bytes for people."""
    for unit, factor in (("GB", 1 << 30), ("MB", 1 << 20), ("KB", 1 << 10)):
        if count >= factor:
            return f"{count / factor:.1f} {unit}"
    return f"{count} B"
