"""The published files themselves, beside what was read of them: the original under its SHA-256, its pages as pictures.

A page is drawn once: the pictures lie in a cache under the hash of the file and of the code that draws. Where numbers of
persons were masked, the original stays with us and the lines are black in the picture.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from ..catalogue import STATEMENTS
from ..engines import Engine, Loss
from ..model import Box, NotReadable
from ..portal import Portal
from ..progress import Reporter
from ..publishing import Workspace
from ..reading import ofd, pictures
from ..reading.files import read_bytes
from ..shards.receipts import Receipt

SOURCES, PAGES = "sources", "pages"
"""Folders of the open data."""
DRAWN = ("pdf", "ofd", "scan")
"""Carriers whose pages can be drawn."""
CPU_SECONDS = 60
"""CPU time that the pages of one lot may take; one takes a tenth of a second."""
_LOT = 8
_OF_DISCLOSURES = (
    *(kind.table for kind in STATEMENTS),
    "key_figures", "structure_items", "execution_items", "projects", "evaluation_forms", "findings",
)  # fmt: skip
"""Tables of figures and findings; pages without any of them are not drawn."""


@dataclass(frozen=True, slots=True)
class Lot:
    """Pages of one file to be drawn into a folder, and what is to be blackened on them."""

    path: Path
    folder: Path
    pages: tuple[int, ...]
    hidden: Mapping[int, Sequence[Box]]


def show_files(
    conn: sqlite3.Connection,
    receipts: Sequence[Receipt],
    paths: Mapping[str, Path],
    space: Workspace,
    portal: Portal,
    reporter: Reporter,
    engine: Engine,
) -> None:
    """Lay the pages of the published files, and the files where `portal` allows, into the open data of a build; `paths`
    says where each file of the inputs lies, by its name."""
    data = space.building / "data"
    _draw_pages(conn, receipts, paths, space.root / "pictures", data, reporter, engine)
    if portal.publish_sources:
        _publish_originals(conn, receipts, paths, data, space.output / "data")


def _publish_originals(
    conn: sqlite3.Connection,
    receipts: Iterable[Receipt],
    paths: Mapping[str, Path],
    data: Path,
    previous: Path,
) -> None:
    """Copy the files of all versions into the open data, under their hashes so that an address never means another
    one, and say in `sources` where they lie; files no longer among the inputs from the `previous` open data."""
    known = {id_ for (id_,) in conn.execute(_PUBLISHED)}
    masked = {r.source_id for r in receipts if r.masked}
    files = {
        f"{r.source_id}{Path(r.name).suffix.lower() if _is_plain(r.format) else ''}": paths[r.name]
        for r in receipts
        if r.name in paths
    }
    former = {file.name: file for file in (previous / SOURCES).glob("*") if file.name != _SUMS}
    named = {name.partition(".")[0] for name in files}
    sums, addresses = [], dict[str, str]()
    for name, file in sorted((former | files).items()):
        id_ = name.partition(".")[0]
        if id_ in known and id_ not in masked and (name in files or id_ not in named):
            (data / SOURCES).mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, data / SOURCES / name)
            addresses[id_] = f"{SOURCES}/{name}"
            sums.append(f"{id_}  {name}\n")
    there = conn.execute("select id, original from sources")
    anew = [(addresses.get(id_), id_) for id_, address in there if address != addresses.get(id_)]
    conn.executemany("update sources set original = ? where id = ?", anew)
    if sums:
        (data / SOURCES / _SUMS).write_text("".join(sums), encoding="utf-8")


_SUMS = "sha256sums.txt"
_PUBLISHED = """
with published(id) as (select source_id from disclosures union select source_id from versions)
select id from published union select part_id from source_parts join published on id = source_id"""


def _is_plain(suffix: str) -> bool:
    return suffix.isascii() and suffix.isalnum() and len(suffix) < 8


def _draw_pages(
    conn: sqlite3.Connection,
    receipts: Iterable[Receipt],
    paths: Mapping[str, Path],
    cache: Path,
    data: Path,
    reporter: Reporter,
    engine: Engine,
) -> None:
    """Draw the pages that carry figures or findings into the open data, and say in `source_pages` where they lie."""
    printed = _printed(conn, receipts, paths)
    masked = {r.source_id: r.masked for r in receipts}
    cache = cache / drawing_version()
    for folder in cache.parent.iterdir() if cache.parent.is_dir() else ():
        if folder != cache:
            shutil.rmtree(folder, ignore_errors=True)
    shown = [one for id_, pages in _wanted(conn, printed).items() for one in _shown(printed[id_], id_, pages)]
    lots = [
        Lot(
            one.file.path,
            cache / one.file.id,
            one.numbers[at : at + _LOT],
            one.hidden(conn, masked[one.source]),
        )
        for one in shown
        for at in range(0, len(one.numbers), _LOT)
    ]
    waiting = [lot for lot in lots if not _is_drawn(lot)]
    if waiting:
        with reporter.stage("Drawing pages", len(waiting)) as advance:
            for _ in engine.run(draw, waiting, _not_drawn, CPU_SECONDS):
                advance()
    addresses = dict(_drawn(shown, cache, data))
    there = conn.execute("select source_id, page, picture from source_pages")
    anew = [
        (addresses.get((id_, page)), id_, page)
        for id_, page, picture in there
        if picture != addresses.get((id_, page))
    ]
    conn.executemany("update source_pages set picture = ? where source_id = ? and page = ?", anew)


def _drawn(shown: Iterable[_Shown], cache: Path, data: Path) -> Iterator[tuple[tuple[str, int], str]]:
    """Lay the pictures that could be drawn into the open data; yield the page of each with its address."""
    for one in shown:
        for number in one.numbers:
            drawn = cache / one.file.id / f"{number}.{pictures.SUFFIX}"
            if drawn.is_file() and drawn.stat().st_size:
                address = f"{PAGES}/{one.file.id[:16]}/{drawn.name}"
                _laid(drawn, data / address)
                yield (one.source, number + one.file.page - 1), address


@dataclass(frozen=True, slots=True)
class _Printed:
    """A file whose pages can be drawn, and which pages of a source they are."""

    id: str
    path: Path
    page: int
    page_end: int


@dataclass(frozen=True, slots=True)
class _Shown:
    """Pages of a file that are to be shown, by their numbers in the file, and the source they are pages of."""

    file: _Printed
    source: str
    numbers: tuple[int, ...]

    def hidden(self, conn: sqlite3.Connection, lines: Sequence[int]) -> dict[int, list[Box]]:
        """What is to be blackened: the boxes of `lines` of the source, by page of the file."""
        boxes = _hidden(conn, self.source, lines)
        return {page - self.file.page + 1: found for page, found in boxes.items()}


def _shown(files: Iterable[_Printed], source: str, pages: Sequence[int]) -> Iterator[_Shown]:
    for file in files:
        own = tuple(page - file.page + 1 for page in pages if file.page <= page <= file.page_end)
        if own:
            yield _Shown(file, source, own)


def _printed(
    conn: sqlite3.Connection, receipts: Iterable[Receipt], paths: Mapping[str, Path]
) -> dict[str, list[_Printed]]:
    """The files of each source whose pages can be drawn: itself, or those that a split account is joined of."""
    files = {r.source_id: r for r in receipts if r.carrier in DRAWN and r.name in paths}
    printed = {id_: [_Printed(id_, paths[r.name], 1, r.pages or 0)] for id_, r in files.items()}
    for id_, part, page, page_end in conn.execute(
        "select source_id, part_id, page, page_end from source_parts"
    ):
        if part in files:
            printed.setdefault(id_, []).append(_Printed(part, paths[files[part].name], page, page_end))
    return printed


def draw(lot: Lot) -> None:
    """Draw the pages of a lot. A page that cannot be drawn leaves an empty file, so that it is not tried again."""
    lot.folder.mkdir(parents=True, exist_ok=True)
    try:
        with pictures.page_images(read_bytes(lot.path)) as images:
            for number in lot.pages:
                drawn = images.image(number, lot.hidden.get(number, ()))
                _write(lot, number, pictures.small_picture(drawn[0]) if drawn else b"")
    except (NotReadable, OSError):
        return


def drawing_version() -> str:
    """Hash what pictures come from beside the file: the code that draws and its libraries."""
    files = (Path(pictures.__file__), *sorted(Path(ofd.__file__).parent.glob("*.py")))
    told = ([file.read_bytes() for file in files], *map(version, ("pypdfium2", "pillow", "pypdf")))
    return hashlib.blake2b(repr(told).encode(), digest_size=8).hexdigest()


def _write(lot: Lot, number: int, picture: bytes) -> None:
    part = lot.folder / f"{number}.{os.getpid()}.part"
    part.write_bytes(picture)
    part.replace(lot.folder / f"{number}.{pictures.SUFFIX}")


def _is_drawn(lot: Lot) -> bool:
    return all((lot.folder / f"{number}.{pictures.SUFFIX}").is_file() for number in lot.pages)


def _not_drawn(lot: Lot, _: Loss) -> None:
    """A lot whose worker died is left without pictures: its pages are shown as text."""


def _wanted(conn: sqlite3.Connection, files: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """The pages to be drawn of each file, by its hash."""
    found: dict[str, set[int]] = defaultdict(set)
    if not (known := set(files)):
        return {}
    for table in _OF_DISCLOSURES:
        sql = f"select distinct source_id, source_page from {table} join disclosures on disclosures.id = disclosure_id"  # noqa: S608
        for id_, page in conn.execute(sql):
            if page is not None and id_ in known:
                found[id_].add(page)
    for id_, page in conn.execute(_EVIDENCE):
        if id_ in known:
            found[id_].add(page)
    return {id_: tuple(sorted(pages)) for id_, pages in sorted(found.items())}


_EVIDENCE = """
select distinct source_id, page from finding_evidence join findings on findings.id = finding_id
join disclosures on disclosures.id = disclosure_id where page is not null"""


def _hidden(conn: sqlite3.Connection, id_: str, lines: Sequence[int]) -> dict[int, list[Box]]:
    """The boxes of lines in which a number of a person stands, by page."""
    found: dict[int, list[Box]] = defaultdict(list)
    for line in lines:
        sql = "select source_page, source_box from source_lines where source_id = ? and line = ?"
        for page, box in conn.execute(sql, (id_, line)):
            if page is not None and box:
                x0, y0, x1, y1 = map(float, box.split(","))
                found[page].append((x0, y0, x1, y1))
    return dict(found)


def _laid(drawn: Path, target: Path) -> None:
    """Put a picture into the open data under a second name, or as a copy."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(drawn, target)
    except OSError:
        shutil.copyfile(drawn, target)
