"""Every export, in the order in which they are written: a later one may describe what the earlier ones wrote."""

from __future__ import annotations

from collections.abc import Iterator

from .bulk import whole_database, workbooks
from .changes import corrected_figures, write_changes
from .contract import Export, Publication
from .croissant import write_croissant
from .descriptions import DataFile, write_json
from .dictionary import dictionary
from .due_feed import write_due_feed
from .feed import write_feed
from .fiscal import write_fiscal_package
from .frames import MANY, write_frames
from .index_page import write_index, write_versions
from .linked import dataset_json, write_dcat
from .packages import write_package
from .table_parts import write_tables


def _changes(p: Publication) -> Iterator[DataFile]:
    return p.described(write_changes(p.conn, p.previous, p.release, p.output, p.past)[0])


def _dataset(p: Publication) -> Iterator[DataFile]:
    downloads = tuple((file.media, f"files/{file.path}") for files in p.tables.values() for file in files)
    write_json(p.output / "dataset.jsonld", dataset_json(p.release, downloads=downloads))
    return p.described([p.output / "dataset.jsonld"])


def _dictionary(p: Publication) -> Iterator[DataFile]:
    write_json(p.output / "dictionary.json", dictionary())
    return p.described([p.output / "dictionary.json"])


def _package(p: Publication) -> Iterator[DataFile]:
    return p.described([write_package(p.release, p.tables, p.output)])


def _fiscal_package(p: Publication) -> Iterator[DataFile]:
    return p.described(write_fiscal_package(p.conn, p.release, p.output))


def _croissant(p: Publication) -> Iterator[DataFile]:
    return p.described([write_croissant(p.release, p.tables, p.output)])


def _feed(p: Publication) -> Iterator[DataFile]:
    return p.described([write_feed(p.conn, p.release, corrected_figures(p.output), p.output)])


def _due(p: Publication) -> Iterator[DataFile]:
    return p.described([write_due_feed(p.conn, p.release, p.output)])


def _frames(p: Publication) -> Iterator[DataFile]:
    return p.described(write_frames(p.conn, p.release, p.output, p.previous))


def _catalogue(p: Publication) -> Iterator[DataFile]:
    few = [file for file in p.written if not file.path.startswith(MANY)]
    return p.described([write_dcat(p.release, few, p.output)])


def _versions(p: Publication) -> Iterator[DataFile]:
    return p.described([write_versions(p.conn, p.release, p.output)])


def _index(p: Publication) -> Iterator[DataFile]:
    return p.described([write_index(p.conn, p.release, list(p.written), p.output)])


LONG: tuple[Export, ...] = (write_tables, workbooks)
"""What takes long, and tells of itself how many disclosures are done; written first."""
EXPORTS: tuple[Export, ...] = (
    whole_database,
    _changes,
    _dataset,
    _dictionary,
    _package,
    _fiscal_package,
    _croissant,
    _feed,
    _due,
    _frames,
    _catalogue,
    _versions,
    _index,
)
"""A new export stands before `_catalogue`, which lists all files written before it."""
