"""All open-data files of a build, written into one folder."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path

from ..engines import Engine, in_order
from ..portal import Portal
from ..progress import Reporter
from ..publishing import link
from . import registry
from .contract import Export, Publication
from .descriptions import DataFile, release_of
from .table_rows import open_database

MANY = 64
"""From so many disclosures on, files are written by the engine's workers."""


def write_exports(
    database: Path,
    output: Path,
    portal: Portal,
    progress: Reporter | None = None,
    previous: Path | None = None,
    engine: Engine | None = None,
    past: Path | None = None,
) -> list[DataFile]:
    """Write every open-data file of a finished database into the folder `output` and describe them.

    Many disclosures are written by `engine`, where one is given.

    `previous` is the folder of the portal that stands until now: its data is compared with, figure by figure. `past` is
    the folder of its list of versions (default: its data/). The same database gives the same bytes.
    """
    output.mkdir(parents=True, exist_ok=True)
    with closing(open_database(database)) as conn:
        (disclosures,) = conn.execute("SELECT count(*) FROM disclosures").fetchone()
        run = partial(in_order, engine) if engine and disclosures >= MANY else map
        publication = Publication(conn, database, release_of(conn, portal), output, (), previous, run, past)
        if progress:
            publication = replace(publication, stage=progress.stage)
        for export in registry.LONG:
            publication = _with(publication, export)
        with publication.stage("Writing open data", len(registry.EXPORTS)) as advance:
            for export in registry.EXPORTS:
                publication = _with(publication, export)
                advance()
    _write_sums(publication.written, output)
    return list(publication.written)


def _with(publication: Publication, export: Export) -> Publication:
    """Write one sort of files."""
    return replace(publication, written=(*publication.written, *export(publication)))


def lay_beside_pages(data: Path, site: Path) -> None:
    """Put the open data into the site as `files/`, where every page looks for it: whoever copies the site to a host
    without a server has all published addresses. The same files under a second name take no room.
    """
    beside = site / "files"
    for file in data.rglob("*"):
        to = beside / file.relative_to(data)
        if file.is_dir():
            to.mkdir(parents=True, exist_ok=True)
        else:
            link(file, to)


def _write_sums(files: Iterable[DataFile], output: Path) -> None:
    """Write `sha256sums.txt`, as `sha256sum --check` reads it."""
    lines = (f"{file.sha256}  {file.path}\n" for file in sorted(files, key=lambda file: file.path))
    (output / "sha256sums.txt").write_text("".join(lines), encoding="utf-8")
