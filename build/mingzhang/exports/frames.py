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
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import merge
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import msgspec

from ..catalogue.metrics import metric
from ..database.renamed_bodies import Series, renamed_bodies
from .descriptions import Release
from .kept_figures import Kept, remember, take_over

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
_OF_ACCOUNTS = "disclosures.id", _BY_FRAME[1]
_BY_BODY = "departments.id", "departments.id, fiscal_year DESC, disclosures.id, metric"
_FINDINGS = "SELECT disclosure_id, position, message FROM findings WHERE severity IN ('error', 'warning')"

Row = dict[str, Any]


def write_frames(
    conn: sqlite3.Connection, release: Release, output: Path, previous: Path | None = None
) -> list[Path]:
    """Write all files below `output`/api and return their paths, their list first; of a compact portal they lie
    compressed, as the server sends them. One file's rows are held at a time. What would be as in the portal `previous` is taken over.
    """
    folder, renamed = output / FOLDER, renamed_bodies(conn)
    kept = take_over(conn, release, renamed, output, previous)
    writing = _Writing(conn, release, folder, renamed, _marks(conn))
    writing.frames(kept)
    writing.bodies(kept.todo[1])
    remember(output, kept, writing.written)
    files = [output / path for paths in kept.paths.values() for path in paths]
    files += [file for own in writing.written.values() for file in own]
    return [_write(folder / "index.json", _listed(files)), *sorted(files)]


@dataclass(frozen=True, slots=True)
class _Writing:
    """Writes what is made anew; `written` has its files by year and by body."""

    conn: sqlite3.Connection
    release: Release
    folder: Path
    renamed: Mapping[str, Series]
    marks: dict[tuple[str, str], str]
    written: dict[str, list[Path]] = field(default_factory=lambda: defaultdict(list))

    def frames(self, kept: Kept) -> None:
        """Write the frames of the years that are others, with the rows of before of the bodies that are the same."""
        by_frame = groupby(_figures(self.conn, _BY_FRAME, kept.todo[0]), itemgetter("metric", "year"))
        for (id_, year), figures in by_frame:
            self._put_frame(id_, year, map(self._row, figures))
        for year, paths in kept.grown.items():
            before = {Path(path).parent.name: path for path in paths}
            new: dict[str, list[tuple[str, Row]]] = defaultdict(list)
            for row in _figures(self.conn, _OF_ACCOUNTS, _accounts(self.conn, year, kept.changed)):
                new[row["metric"]].append((row["department_id"], self._row(row)))
            for id_ in sorted({*before, *new}):
                same = kept.rows(before[id_]) if id_ in before else ()
                if rows := [row for _, row in merge(same, new[id_], key=itemgetter(0))]:
                    self._put_frame(id_, int(year), rows)

    def _row(self, row: Row) -> Row:
        return {**_body(row, self.renamed), **_figure(row, self.marks), **_source(row, self.release)}

    def _put_frame(self, id_: str, year: int, rows: Iterable[object]) -> None:
        about = {"metric": id_, "name": metric(id_).zh, "definition": metric(id_).definition, "year": year}
        self._put(str(year), f"frames/{id_}/{year}.json", {**about, "rows": list(rows)})

    def bodies(self, wanted: Sequence[str]) -> None:
        """Write the files of bodies; those that bore several names have the years of each."""
        waiting = dict[str, Row]()
        for id_, figures in groupby(_figures(self.conn, _BY_BODY, wanted), itemgetter("department_id")):
            own: Row = {"years": {}}
            for row in figures:
                own = {**_body(row, self.renamed), **own}
                told = {**_source(row, self.release), "figures": {}}
                of_year = own["years"].setdefault(str(row["year"]), told)
                of_year["figures"][row["metric"]] = _figure(row, self.marks)
            if id_ in self.renamed:  # has the years of its other names too
                waiting[id_] = own
            else:
                self._put(id_, f"departments/{id_}.json", own)
        for series in self.renamed.values():
            _run_on(waiting, series)
        for id_, own in waiting.items():
            self._put(id_, f"departments/{id_}.json", own)

    def _put(self, whose: str, path: str, value: Row) -> None:
        write = _write_packed if self.release.portal.compact else _write
        self.written[whose].append(write(self.folder / path, value))


def _accounts(conn: sqlite3.Connection, year: str, bodies: Collection[str]) -> list[str]:
    """The accounts of some bodies in a year."""
    told = "SELECT id FROM disclosures WHERE fiscal_year = ? AND department_id IN (SELECT value FROM json_each(?))"
    return [id_ for (id_,) in conn.execute(told, (int(year), json.dumps(sorted(bodies))))]


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
