"""Which files of figures (`frames`) would be as in the portal before, so that they are taken over under a second name.

A year's frames follow from its accounts and their files, a body's file from those of the body under all its names. Where few
bodies are others, the rows of all the others stay in the frames as they are written.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from ..database.inputs import inputs_of
from ..database.renamed_bodies import Series
from ..digests import digest_of
from ..publishing import link
from .descriptions import Release
from .table_parts import program_of, read_manifest, stamp, write_manifest
from .table_rows import tuples

_ACCOUNTS = """SELECT fiscal_year, department_id, disclosures.id, page_url, source_id, scope, name, district, city
    FROM disclosures JOIN departments ON departments.id = department_id ORDER BY disclosures.id"""


_FEW = 0.25
"""So great a part of the bodies may be others for the rows of the rest to be looked for in the frames before."""


class Kept(NamedTuple):
    """Digests of what the frames of each year and the file of each body follow from, and the paths of those taken over."""

    years: dict[str, str]
    bodies: dict[str, str]
    paths: dict[str, list[str]]
    old: Path
    """The data folder before."""
    grown: dict[str, list[str]]
    """The years whose frames are those of before but for a few bodies, with their paths."""
    changed: frozenset[str]
    """The bodies that are new or others than before."""

    @property
    def todo(self) -> tuple[list[int], list[str]]:
        """The years and bodies that are written anew."""
        years = [int(year) for year in self.years if year not in self.paths and year not in self.grown]
        return years, [body for body in self.bodies if body not in self.paths]

    def rows(self, path: str) -> Iterator[tuple[str, msgspec.Raw]]:
        """Give body and row of each row of a frame as it was, of the bodies that are the same."""
        content = (self.old / path).read_bytes()
        if path.endswith(".gz"):
            content = zlib.decompress(content, wbits=31)
        for raw in msgspec.json.decode(content, type=_Frame).rows:
            department = msgspec.json.decode(raw, type=_Row).department
            if department in self.bodies and department not in self.changed:
                yield department, raw


class _Frame(msgspec.Struct):
    rows: list[msgspec.Raw]


class _Row(msgspec.Struct):
    department: str


def take_over(
    conn: sqlite3.Connection,
    release: Release,
    renamed: Mapping[str, Series],
    output: Path,
    previous: Path | None,
) -> Kept:
    """Put the files that would be the same into `output`. The file of a body that bore other names goes with theirs."""
    years, bodies = _keys(conn, release, renamed)
    old = (previous or Path("none")) / "data"
    known = read_manifest(old)

    def there(name: str) -> tuple[str, list[str]]:
        found, *paths = known.figures.get(name, [""])
        whole = all(stamp(old / path) == known.stamps.get(path) for path in paths)
        return (found, paths) if whole else ("", [])

    whole = {name: there(name) for name in years | bodies}
    kept = {name: whole[name][1] for name, key in (years | bodies).items() if whole[name][0] == key}
    changed = frozenset(id_ for id_, key in bodies.items() if whole[id_][0] != key)
    few = len(changed) <= len(bodies) * _FEW
    grown = {year: whole[year][1] for year in years if few and year not in kept and whole[year][0]}
    for series in renamed.values():
        if not all(id_ in kept for id_ in series.ids if id_ in bodies):
            for id_ in series.ids:
                kept.pop(id_, None)
    for paths in kept.values():
        for path in paths:
            link(old / path, output / path)
    return Kept(years, bodies, kept, old, grown, changed)


def _keys(
    conn: sqlite3.Connection, release: Release, renamed: Mapping[str, Series]
) -> tuple[dict[str, str], dict[str, str]]:
    common = (program_of(conn, "msgspec"), release.portal.base_url, release.portal.compact)
    inputs = inputs_of(conn)
    years, bodies = defaultdict(list), defaultdict(list)
    for year, department, id_, *told in tuples(conn).execute(_ACCOUNTS):
        series = renamed.get(department)
        account = (year, department, id_, told, inputs.get(id_), series and (series.ids, series.said))
        years[year].append(account)
        bodies[department].append(account)
    own = {
        id_: [bodies.get(one) for one in renamed[id_].ids] if id_ in renamed else bodies[id_]
        for id_ in bodies
    }
    return (
        {str(year): digest_of((common, accounts)) for year, accounts in sorted(years.items())},
        {id_: digest_of((common, accounts)) for id_, accounts in sorted(own.items())},
    )


def remember(output: Path, kept: Kept, written: Mapping[str, Iterable[Path]]) -> None:
    """Write down what the files follow from, for the next build."""
    told = read_manifest(output)
    for name, key in (kept.years | kept.bodies).items():
        new = [file.relative_to(output).as_posix() for file in written.get(name, ())]
        paths: Collection[str] = kept.paths.get(name, new)
        told.figures[name] = [key, *paths]
        told.stamps |= {path: found for path in paths if (found := stamp(output / path))}
    write_manifest(output, told)
