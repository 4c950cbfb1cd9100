"""Carrying a portal's history from build to build: checked against its digests, backed up, and told where damaged.

The folder `history/` of a portal holds `history.json` (the records), `versions.json` and `changes/` (the releases of
the data and what each changed), `replaced/` (what a replaced version printed otherwise) and `sums.txt`, the SHA-256 of
each of these. Before each build it is copied beside the portal; a file that is not as it was written is taken from there.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from .earlier import history_of_database
from .records import History

FOLDER, RECORDS, RELEASES, SUMS = "history", "history.json", "versions.json", "sums.txt"
_LINE_OF_SUMS = re.compile(r"([0-9a-f]{64})  (\S.*)")
CHANGES, REPLACED = "changes", "replaced"


@dataclass(slots=True)
class Kept:
    """A portal's history as a build found it: the records, the folder to go on in, and what a person should know."""

    folder: Path
    history: History
    problems: list[str] = field(default_factory=list)


def open_history(portal: Path, backup: Path, folder: Path) -> Kept:
    """Copy the history of the portal that stands into `backup` and into `folder`, whole and checked.

    A portal of version 0.1.0 has none; there the addresses of its database and its list of releases are the history.
    """
    own = portal / FOLDER
    problems: list[str] = []
    if own.is_dir():
        _copy_sound(own, backup, folder, problems)
    elif portal.is_dir():
        _take_over_first(portal, folder)
    elif backup.is_dir():
        _copy_sound(backup, backup, folder, problems)
        problems.append(f"{portal} is gone; its history is taken from {backup}, delete that to begin anew")
    folder.mkdir(parents=True, exist_ok=True)
    write_sums(folder)
    if _names(folder):
        _back_up(folder, backup)
    return Kept(folder, _records(folder, portal, problems), problems)


def _back_up(folder: Path, backup: Path) -> None:
    """Copy the folder beside the portal; the copy before is there until the new one is whole."""
    fresh = backup.with_name(f"{backup.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(folder, fresh)
    shutil.rmtree(backup, ignore_errors=True)
    fresh.rename(backup)


def write_history(folder: Path, history: History, data: Path) -> None:
    """Write the records, take over the releases as the exports have written them into `data`, and sum it all up."""
    shutil.copyfile(data / RELEASES, folder / RELEASES)
    shutil.copytree(data / CHANGES, folder / CHANGES, dirs_exist_ok=True)
    text = msgspec.json.format(msgspec.json.encode(history, order="sorted"), indent=1)
    (folder / RECORDS).write_bytes(text + b"\n")
    write_sums(folder)


def write_sums(folder: Path) -> None:
    """Write `sums.txt` over every file of the folder, as `sha256sum --check` reads it."""
    lines = (f"{_digest(folder / name)}  {name}\n" for name in _names(folder))
    (folder / SUMS).write_text("".join(lines), encoding="utf-8")


def _names(folder: Path) -> list[str]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return sorted(file.relative_to(folder).as_posix() for file in files if file.name != SUMS)


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _sums(folder: Path) -> dict[str, str]:
    """The digest of each file as it was written; empty where that cannot be read."""
    with suppress(OSError, ValueError):
        lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
        found = [_LINE_OF_SUMS.fullmatch(line) for line in lines]
        return {} if None in found else {match[2]: match[1] for match in found if match}
    return {}


def _copy_sound(own: Path, backup: Path, folder: Path, problems: list[str]) -> None:
    """Copy each file that is as it was written, else the backup's, and tell which were not."""
    wanted, kept = _sums(own), _sums(backup)
    if not wanted:
        problems.append(f"{own / SUMS} is damaged: the history is taken from {backup}")
    for name in sorted({*wanted, *(kept if not wanted else ()), *_names(own)}):
        if _is_sound(own, name, wanted):
            source = own
        elif _is_sound(backup, name, kept):
            source = backup
            problems.append(f"{own / name} is damaged: taken from the copy of before the last build")
        else:
            problems.append(f"{own / name} is damaged and there is no copy: what it told is lost")
            continue
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source / name, folder / name)


def _is_sound(folder: Path, name: str, sums: dict[str, str]) -> bool:
    with suppress(OSError):
        inside = (folder / name).resolve().is_relative_to(folder.resolve())
        return inside and sums.get(name) == _digest(folder / name)
    return False


def _take_over_first(portal: Path, folder: Path) -> None:
    """The list of releases and the changes of each, from where version 0.1.0 kept them."""
    data = portal / "data"
    folder.mkdir(parents=True, exist_ok=True)
    if (data / RELEASES).is_file():
        shutil.copyfile(data / RELEASES, folder / RELEASES)
    if (data / CHANGES).is_dir():
        shutil.copytree(data / CHANGES, folder / CHANGES, dirs_exist_ok=True)


def _records(folder: Path, portal: Path, problems: list[str]) -> History:
    """The records; where there are none, what the database of the portal that stands shows."""
    file = folder / RECORDS
    if file.is_file():
        try:
            return msgspec.json.decode(file.read_bytes(), type=History)
        except msgspec.DecodeError as error:
            problems.append(f"{portal / FOLDER / RECORDS} cannot be read ({error})")
    database = portal / "disclosures.db"
    if not database.is_file():
        return History()
    try:
        with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as conn:
            return history_of_database(conn, portal / "site" / "sitemap.xml")
    except sqlite3.DatabaseError as error:
        problems.append(f"{database}: the addresses of the portal that stands cannot be read ({error})")
        return History()
