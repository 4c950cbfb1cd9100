"""`index.html`, the download page, and `versions.html`, what changed. They need nothing but themselves."""

from __future__ import annotations

import csv
import json
import sqlite3
from itertools import islice
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from ..catalogue import BASES, METRIC, SIDES, STATEMENTS, Table
from .citing import citation
from .descriptions import DataFile, Release
from .linked import dataset_json, script_json
from .table_rows import EXPORTED, csv_path

SHOWN = 500
"""How many changed figures the page of versions shows; the file has all."""
_MOST = 50


def write_index(conn: sqlite3.Connection, release: Release, files: list[DataFile], folder: Path) -> Path:
    """Write the page of everything in `files`."""
    paths = [file.path for file in files]
    html = (
        _environment()
        .get_template("index.html")
        .render(
            release=release,
            dataset=Markup(script_json(dataset_json(release))),  # noqa: S704 - script_json leaves no < or &
            sizes={file.path: file.bytes for file in files},
            size=_size,
            tables=[
                {
                    "name": table.name,
                    "title": table.zh,
                    "description": table.description,
                    "csv": csv_path(table),
                    "lines": _parts(table, "jsonl", paths),
                    "parquet": _parts(table, "parquet", paths),
                }
                for table in EXPORTED
            ],
            disclosures=_disclosures(conn),
            citation=citation(release.portal, release.portal.title, "", release.version),
        )
    )
    file = folder / "index.html"
    file.write_text(html, encoding="utf-8")
    return file


def write_versions(conn: sqlite3.Connection, release: Release, folder: Path) -> Path:
    """Write the page of versions, from `versions.json` and `changes.csv`."""
    versions = json.loads((folder / "versions.json").read_text(encoding="utf-8"))
    names = {id_: f"{name} {year}" for id_, name, year, _ in _disclosures(conn)}
    with (folder / "changes.csv").open(encoding="utf-8-sig", newline="") as opened:
        changes = [_in_words(row) for row in islice(csv.DictReader(opened), SHOWN)]
    address = "files/versions.html"
    html = (
        _environment()
        .get_template("versions.html")
        .render(
            release=release,
            latest=versions[0],
            first=len(versions) == 1,
            versions=versions,
            changes=changes,
            names=names,
            most=_MOST,
            kept=lambda version: (folder / "changes" / f"{version}.csv").is_file(),
            citation=citation(
                release.portal, f"{release.portal.title} · 版本与变化", address, release.version
            ),
        )
    )
    file = folder / "versions.html"
    file.write_text(html, encoding="utf-8")
    return file


PLACES = {f"T{kind.number}": f"公开{kind.number:02d}表" for kind in STATEMENTS} | {"key_figures": "主要指标"}
_HEADERS = {
    **{f"T{kind.number} {name}": header for kind in STATEMENTS for name, header in kind.figures},
    **SIDES,
    **BASES,
    "table": "表格",
    "narrative": "文字",
}


def _in_words(change: dict[str, str]) -> dict[str, str]:
    """Put a line of `changes.csv` into the words of the statements."""
    place, parts = change["place"], change["column"].split(".")
    column = " ".join(_HEADERS.get(f"{place} {part}") or _HEADERS.get(part, part) for part in parts)
    item = METRIC[change["item"]].zh if change["item"] in METRIC else change["item"]
    return change | {"place": PLACES.get(place, place), "item": item, "column": column}


def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("mingzhang.exports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
    )


def _disclosures(conn: sqlite3.Connection) -> list[Any]:
    return conn.execute(
        "SELECT d.id, p.name, d.fiscal_year, d.page_url FROM disclosures d "
        "JOIN departments p ON p.id = d.department_id ORDER BY p.district, p.name, d.fiscal_year"
    ).fetchall()


def _parts(table: Table, folder: str, paths: list[str]) -> list[tuple[str, str]]:
    """Pair the files of a table in a folder with what to call them: the year (and which part of it), or 全部."""
    parted = [path for path in paths if path.startswith(f"{folder}/{table.name}/")]
    whole = [(path, "全部") for path in paths if path.startswith(f"{folder}/{table.name}.")]
    return [
        (path, Path(path).name.partition(".")[0].replace("-part", "·")) for path in sorted(parted)
    ] + whole


def _size(count: int) -> str:
    """Print a number of bytes for people."""
    for unit, factor in (("GB", 1 << 30), ("MB", 1 << 20), ("KB", 1 << 10)):
        if count >= factor:
            return f"{count / factor:.1f} {unit}"
    return f"{count} B"
