"""Figures as JSON for programs, in files that any host can give: one figure of all bodies in a year, and all figures of one
body. After the frames of the SEC's EDGAR interfaces (https://www.sec.gov/search-filings/edgar-application-programming-interfaces).

* `api/frames/METRIC/YEAR.json`: one row for each body that published the figure;
* `api/departments/ID.json`: all figures of a body, year by year;
* `api/index.json`: what there is.

What a body published under other names stands in `api/departments/ID.json` of each of them: such a year has the `department`
and `name` it was published by, and `renamed` says what became of the name; rows of frames have the department under the last
name as `series`.

Each figure has the address of its page, line and page of the source, SHA-256 of the source, unit, scope, the other values
that are printed for it, and what the checks found of it.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import msgspec

from ..catalogue.metrics import metric
from ..database.renamed_bodies import Series, renamed_bodies
from .descriptions import Release
from .kept_figures import remember, take_over

FOLDER = "api"
MANY = (f"{FOLDER}/frames/", f"{FOLDER}/departments/")
"""Where the files stand that `index.json` lists; catalogues name that list alone."""
_MOST_MARKS, _LEVEL = 3, 4
_FIGURES = """SELECT disclosures.id AS disclosure, metric, value, key_figures.unit AS unit, origin, source_line AS line,
        source_page AS page, disputed, repaired, page_url, source_id, scope, fiscal_year AS year,
        departments.id AS department_id, departments.name AS name, departments.district, departments.city
    FROM key_figures JOIN disclosures ON disclosures.id = disclosure_id JOIN departments ON departments.id = department_id
    WHERE metric <> 'fiscal_year' AND {of} IN (SELECT value FROM json_each(?)) ORDER BY {order}, origin DESC, position"""
_BY_FRAME = "fiscal_year", "metric, fiscal_year, departments.id, disclosures.id"
_BY_BODY = "departments.id", "departments.id, fiscal_year DESC, disclosures.id, metric"
_FINDINGS = "SELECT disclosure_id, position, message FROM findings WHERE severity IN ('error', 'warning')"

Row = dict[str, Any]


def write_frames(
    conn: sqlite3.Connection, release: Release, output: Path, previous: Path | None = None
) -> list[Path]:
    """Write all files below `output`/api and return their paths, their list first; of a compact portal they lie
    compressed, as the server sends them. One file's rows are held at a time. What would be as in the portal `previous` is taken over.
    """
    folder, marks, renamed = output / FOLDER, _marks(conn), renamed_bodies(conn)
    write = _write_packed if release.portal.compact else _write
    kept = take_over(conn, release, renamed, output, previous)
    years, bodies = kept.todo
    written: dict[str, list[Path]] = defaultdict(list)
    for (id_, year), figures in groupby(_figures(conn, _BY_FRAME, years), itemgetter("metric", "year")):
        about = {"metric": id_, "name": metric(id_).zh, "definition": metric(id_).definition, "year": year}
        rows = [{**_body(row, renamed), **_figure(row, marks), **_source(row, release)} for row in figures]
        written[str(year)].append(write(folder / "frames" / id_ / f"{year}.json", {**about, "rows": rows}))
    waiting = dict[str, Row]()
    for id_, figures in groupby(_figures(conn, _BY_BODY, bodies), itemgetter("department_id")):
        own: Row = {"years": {}}
        for row in figures:
            own = {**_body(row, renamed), **own}
            of_year = own["years"].setdefault(str(row["year"]), {**_source(row, release), "figures": {}})
            of_year["figures"][row["metric"]] = _figure(row, marks)
        if id_ in renamed:  # has the years of its other names too
            waiting[id_] = own
        else:
            written[id_].append(write(folder / "departments" / f"{id_}.json", own))
    for series in renamed.values():
        _run_on(waiting, series)
    for id_, own in waiting.items():
        written[id_].append(write(folder / "departments" / f"{id_}.json", own))
    remember(output, kept, written)
    files = [output / path for paths in kept.paths.values() for path in paths]
    files += [file for own in written.values() for file in own]
    return [_write(folder / "index.json", _listed(files)), *sorted(files)]


def _listed(files: Iterable[Path]) -> Row:
    """What there is: the years of each figure, and the bodies."""
    years: dict[str, list[int]] = defaultdict(list)
    departments = []
    for file in sorted(files):
        name = file.name.partition(".")[0]
        if file.parent.name == "departments":
            departments.append(name)
        else:
            years[file.parent.name].append(int(name))
    return {"frames": years, "departments": departments}


def _body(row: Row, renamed: Mapping[str, Series]) -> Row:
    named = {name: row[name] for name in ("name", "district", "city")}
    series = renamed.get(row["department_id"])
    told = {"series": series.newest, "renamed": series.said} if series else {}
    return {"department": row["department_id"], **named, **told}


def _source(row: Row, release: Release) -> Row:
    return {"scope": row["scope"], "url": release.url(row["page_url"]), "sha256": row["source_id"]}


def _run_on(departments: dict[str, Row], series: Series) -> None:
    """Let each department of a series have the years of the others too, each marked with the name it bears there."""
    own = {id_: dict(departments[id_]["years"]) for id_ in series.ids if id_ in departments}
    for id_ in own:
        for other, years in own.items():
            under = {"department": other, "name": departments[other]["name"]}
            for year, figures in years.items():
                departments[id_]["years"].setdefault(year, {**under, **figures} if other != id_ else figures)


def _write(file: Path, value: Any) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(msgspec.json.encode(value) + b"\n")
    return file


def _write_packed(file: Path, value: Any) -> Path:
    packed = file.with_name(f"{file.name}.gz")
    packed.parent.mkdir(parents=True, exist_ok=True)
    packed.write_bytes(zlib.compress(msgspec.json.encode(value) + b"\n", _LEVEL, wbits=31))
    return packed


def _figures(conn: sqlite3.Connection, by: tuple[str, str], wanted: Sequence[int | str]) -> Iterator[Row]:
    """Yield of the years or bodies `wanted` the first value of each figure, the table's before the prose's, with the others that are printed for it."""
    cursor = conn.cursor()
    cursor.row_factory = None
    of, order = by
    cursor.execute(_FIGURES.format(of=of, order=order), (json.dumps(wanted),))
    names = [column[0] for column in cursor.description]
    rows = (dict(zip(names, values, strict=True)) for values in cursor)
    for _, same in groupby(rows, itemgetter("disclosure", "metric")):
        first, *more = same
        first["others"] = others = []
        seen = {first["value"]}
        for row in more:
            if row["value"] not in seen:
                seen.add(row["value"])
                others.append({name: row[name] for name in ("value", "unit", "origin", "line")})
        yield first


def _marks(conn: sqlite3.Connection) -> dict[tuple[str, str], str]:
    """(disclosure, position of a finding) → what it says."""
    return {(disclosure, str(position)): message for disclosure, position, message in conn.execute(_FINDINGS)}


def _figure(row: Row, marks: dict[tuple[str, str], str]) -> Row:
    """A figure with its place; what it lacks is left out."""
    told = {name: row[name] for name in ("value", "unit", "origin", "line", "page", "repaired", "others")}
    numbers = (row["disputed"] or "").split(",")
    told["marks"] = [marks[row["disclosure"], number] for number in numbers if number][:_MOST_MARKS]
    return {name: value for name, value in told.items() if value not in (None, [])}
