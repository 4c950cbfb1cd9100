"""The registers of a portal: small CSV files that people keep, read row by row; a bad row is told and left out.

They lie at the top of an input folder or beside portal.yml. Columns are named in the first line; UTF-8 or GB18030, as
spreadsheets write them.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

from ..model import NotReadable
from ..reading.files import REGISTERS, REPLIES
from ..reading.text import decode

DAYS_AFTER_APPROVAL = 20
"""The law gives a department twenty days after its account was approved (预算法 第十四条)."""
BUDGET = "预算"
_KINDS = ("", "汇总", "本级", BUDGET)
_MOST_ROWS = 1_000_000
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """An account that is not to be published: `body` as printed, in short, or its identifier; `reason` is shown."""

    body: str
    year: int
    reason: str
    where: str


@dataclass(frozen=True, slots=True)
class Replacement:
    """The file `file` replaces the file `replaces`: names as the build tells them, or SHA-256 digests (8 characters or more)."""

    file: str
    replaces: str
    where: str


@dataclass(frozen=True, slots=True)
class Expected:
    """An account that a body owes, of the kind `scope` (汇总, 本级, or any where it is blank), or its budget (预算); `due_on`
    is None where nobody wrote when."""

    body: str
    year: int
    scope: str
    due_on: str | None


@dataclass(frozen=True, slots=True)
class Link:
    """What became of a body: `kind` renamed, merged, split, or `parent` for the body above it; `year` is the first
    fiscal year of the later state. `other_id` is None for a parent that publishes nothing here.
    """

    department_id: str
    other_id: str | None
    other: str
    kind: str
    year: int | None
    source: str


@dataclass(slots=True)
class Bodies:
    """What the register says of bodies that are published; names are (department, name, first, last, source)."""

    names: list[tuple[str, str, int | None, int | None, str]] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    scopes: dict[str, str] = field(default_factory=dict)
    """本级 or 汇总 of bodies whose documents may not say it."""

    def series(self) -> Callable[[str], str]:
        """Return a function from a department to the one that stands for its series: the newest name of a body."""
        later = {link.department_id: link.other_id for link in self.links if link.kind == "renamed"}

        def newest(department: str) -> str:
            while (other := later.get(department)) is not None:
                department = other
            return department

        return newest


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a file was fetched: its address, the moment, the page it was found on and what that is called."""

    url: str
    fetched_at: str
    found_on: str
    title: str


@dataclass(frozen=True, slots=True)
class DistrictFigure:
    """What a district's own accounts say in 万元, of which metric, and where that is written."""

    district: str
    city: str
    year: int
    metric: str
    value: float
    source: str
    where: str


class BadRow(ValueError):
    """What is wrong with a row, for the person who keeps the file."""


def find(name: str, folders: Iterable[Path]) -> list[Path]:
    """Return where a register lies among `folders`, each place once."""
    return list(dict.fromkeys(folder.resolve() / name for folder in folders if (folder / name).is_file()))


def find_all(folders: Iterable[Path]) -> list[Path]:
    """Return every register among `folders`."""
    folders = list(folders)
    registers = [file for name in sorted(REGISTERS) for file in find(name, folders)]
    return [*registers, *reply_files(folders)]


def reply_files(folders: Iterable[Path]) -> list[Path]:
    """Return the files of the folders `replies/` among `folders`, each once."""
    found = (file for folder in folders for file in sorted((folder.resolve() / REPLIES).glob("*.csv")))
    return list(dict.fromkeys(found))


def withdrawals(files: Iterable[Path], problems: list[str]) -> list[Withdrawal]:
    """Read `withdraw.csv`: body, year, reason. A row without a reason is bad: the public is told why."""

    def row(cells: Mapping[str, str], where: str) -> Withdrawal:
        return Withdrawal(needed(cells, "body"), year_of(cells), needed(cells, "reason"), where)

    return list(read_rows(files, ("body", "year", "reason"), row, problems))


def replacements(files: Iterable[Path], problems: list[str]) -> list[Replacement]:
    """Read `replaces.csv`: file, replaces."""

    def row(cells: Mapping[str, str], where: str) -> Replacement:
        file, other = needed(cells, "file"), needed(cells, "replaces")
        if file == other:
            raise BadRow("a file cannot replace itself")
        return Replacement(file, other, where)

    return list(read_rows(files, ("file", "replaces"), row, problems))


def expectations(files: Iterable[Path], problems: list[str]) -> list[Expected]:
    """Read `expected.csv`: body, year, and if known kind (汇总, 本级, or 预算 for the budget), due_on, or approved_on, from which it follows."""
    seen: set[tuple[str, int, str]] = set()

    def row(cells: Mapping[str, str], where: str) -> Expected:
        one = Expected(needed(cells, "body"), year_of(cells), cells.get("kind", "").strip(), _due(cells))
        if one.scope not in _KINDS:
            raise BadRow(f"kind: {one.scope!r} is none of {', '.join(_KINDS[1:])}")
        if (key := (one.body, one.year, one.scope)) in seen:
            raise BadRow(f"{one.body} {one.year} stands there twice")
        seen.add(key)
        return one

    return list(read_rows(files, ("body", "year"), row, problems, ("kind", "due_on", "approved_on")))


def provenances(files: Iterable[Path], problems: list[str]) -> dict[str, Provenance]:
    """Read `collected.csv`: map the digest of each file that was fetched to where it came from, as last fetched."""

    def row(cells: Mapping[str, str], where: str) -> tuple[str, Provenance]:
        of = {name: cells.get(name, "").strip() for name in ("url", "fetched_at", "found_on", "title")}
        return cells.get("sha256", "").strip(), Provenance(**of)

    others = ("sha256", "fetched_at", "found_on", "title", "file", "status", "etag", "last_modified")
    found = sorted(read_rows(files, ("url",), row, problems, others), key=lambda pair: pair[1].fetched_at)
    return {digest: one for digest, one in found if digest}


def _due(cells: Mapping[str, str]) -> str | None:
    due, approved = cells.get("due_on", "").strip(), cells.get("approved_on", "").strip()
    try:
        if due:
            return date.fromisoformat(due).isoformat()
        if approved:
            return (date.fromisoformat(approved) + timedelta(DAYS_AFTER_APPROVAL)).isoformat()
    except ValueError:
        raise BadRow(f"{due or approved!r} is no date such as 2024-09-20") from None
    return None


def needed(cells: Mapping[str, str], column: str) -> str:
    """Return a cell that must not be blank. Raises `BadRow`."""
    value = cells.get(column, "").strip()
    if not value:
        raise BadRow(f"{column} is blank")
    return value


def year_of(cells: Mapping[str, str], column: str = "year") -> int:
    """Return a cell that holds a year. Raises `BadRow`."""
    printed = needed(cells, column)
    value = printed.removesuffix("度").removesuffix("年")
    if not (value.isascii() and value.isdigit() and 1990 <= int(value) <= 2199):
        raise BadRow(f"{column}: {printed!r} is no year")
    return int(value)


def read_rows(
    files: Iterable[Path],
    columns: Sequence[str],
    row: Callable[[Mapping[str, str], str], R],
    problems: list[str],
    optional: Sequence[str] = (),
) -> Iterator[R]:
    """Yield the rows of registers; what is wrong with a file or a row goes to `problems`, one line each."""
    for file in files:
        try:
            lines = decode(file.read_bytes()).splitlines()
        except (NotReadable, OSError) as error:
            problems.append(f"{file.name}: cannot be read ({error}); it is left out")
            continue
        reader = csv.reader(lines)
        head = [name.strip().lower() for name in next(reader, [])]
        if missing := [name for name in columns if name not in head]:
            problems.append(
                f"{file.name}: no column {missing[0]!r}; wanted: {', '.join(columns)}; it is left out"
            )
            continue
        if unknown := [name for name in head if name not in columns and name not in optional]:
            problems.append(f"{file.name}: unknown column {unknown[0]!r} is not read")
        for number, cells in enumerate(reader, start=2):
            if number > _MOST_ROWS or not any(cell.strip() for cell in cells):
                continue
            try:
                if len(cells) > len(head):
                    raise BadRow(f"{len(cells)} cells under {len(head)} columns")
                yield row(dict(zip(head, cells, strict=False)), f"{file.name} line {number}")
            except BadRow as error:
                problems.append(f"{file.name} line {number}: {error}; row left out")
