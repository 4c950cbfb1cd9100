"""Which files of figures (`frames`) would be as in the portal before, so that they are taken over under a second name.

A year's frames follow from its accounts and their files, a body's file from those of the body under all its names.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from ..database.inputs import inputs_of
from ..database.renamed_bodies import Series
from ..digests import digest_of
from ..publishing import link
from .descriptions import Release
from .table_parts import program_of, read_manifest, stamp, write_manifest
from .table_rows import tuples

_ACCOUNTS = """SELECT fiscal_year, department_id, disclosures.id, page_url, source_id, scope, name, district, city
    FROM disclosures JOIN departments ON departments.id = department_id ORDER BY disclosures.id"""


class Kept(NamedTuple):
    """Digests of what the frames of each year and the file of each body follow from, and the paths of those taken over."""

    years: dict[str, str]
    bodies: dict[str, str]
    paths: dict[str, list[str]]

    @property
    def todo(self) -> tuple[list[int], list[str]]:
        """The years and bodies that are written anew."""
        years = [int(year) for year in self.years if year not in self.paths]
        return years, [body for body in self.bodies if body not in self.paths]


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

    def there(name: str, key: str) -> list[str] | None:
        found, *paths = known.figures.get(name, [""])
        same = found == key and all(stamp(old / path) == known.stamps.get(path) for path in paths)
        return paths if same else None

    kept = {name: paths for name, key in (years | bodies).items() if (paths := there(name, key)) is not None}
    for series in renamed.values():
        if not all(id_ in kept for id_ in series.ids if id_ in bodies):
            for id_ in series.ids:
                kept.pop(id_, None)
    for paths in kept.values():
        for path in paths:
            link(old / path, output / path)
    return Kept(years, bodies, kept)


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
