"""Building again: pages that would print the same are taken over from the old site.

What a page of a disclosure prints follows from these, and each is in a digest: the files of the department's years with the program
that read them (as with a shard, the same file read by the same program gives the same figures), what stands beside the
disclosure (`Standing`: the other years, the peers), the shells that frame it, and the program that prints with the
portal's settings. A page that shows many disclosures says itself what it is made of (`Page.made_of`).
"""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
from collections.abc import Iterable
from dataclasses import asdict, fields
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import msgspec

from ..portal import Portal
from ..publishing import link
from .disclosure_facts import Row, Standing
from .frame.shell import Shell
from .parts.tallies import Tally

PROGRAM = Path(__file__).resolve().parents[1]
_LIBRARIES = ("jinja2", "markupsafe", "pillow", "pypinyin")


class Kept(msgspec.Struct, frozen=True):
    """A page, or the pages of a disclosure, as they lie in a site: the digest of what they print, and of each file its size and
    time (ns); a file that is not as it was written is not taken over.
    """

    digest: str
    files: dict[str, tuple[int, int]]


class Lying(msgspec.Struct):
    """What lies in a site, made by the program and settings of `common`: the pages of each disclosure, and by its address
    whatever else says what it is made of; what was counted of each disclosure.
    """

    common: str = ""
    disclosures: dict[str, Kept] = {}
    pages: dict[str, Kept] = {}
    tallies: dict[str, Tally] = {}


def manifest_of(site: Path) -> Path:
    """Return the file that says of what a site was made: beside it, not for the public."""
    return site.with_name(f"{site.name}.json")


def read_manifest(site: Path | None, common: str) -> Lying:
    """Return what lies in a site that was made by the same program with the same settings and shells."""
    if site is None or not manifest_of(site).is_file():
        return Lying()
    try:
        found = msgspec.json.decode(manifest_of(site).read_bytes(), type=Lying)
    except (msgspec.DecodeError, OSError):
        return Lying()
    return found if found.common == common else Lying()


def write_manifest(site: Path, lying: Lying) -> None:
    """Write from what the pages of a site were made, as JSON, for the next build."""
    manifest_of(site).write_bytes(msgspec.json.encode(lying))


def common_digest(portal: Portal, shells: Iterable[Shell], font: object = None) -> str:
    """Hash what every page of a disclosure depends on: the program and the libraries that print, the settings, the
    `font` of social cards, the `shells` of its kinds (those of other pages hold the version of all data, which changes with every document).
    """
    settings = {
        name: value for name, value in asdict(portal).items() if name not in ("root", "input", "output")
    }
    framed = list(shells)
    libraries = [version(name) for name in _LIBRARIES]
    told = (sys.version, program_digest(PROGRAM), libraries, settings, font, framed)
    return hashlib.sha256(repr(told).encode()).hexdigest()


@cache
def program_digest(folder: Path) -> str:
    """Hash every file of the program: code, templates, code lists."""
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        if file.is_file() and file.suffix != ".pyc":
            content = hashlib.sha256(file.read_bytes()).hexdigest()
            digest.update(f"{file.relative_to(folder).as_posix()} {content}\n".encode())
    return digest.hexdigest()


def standing_digest(standing: Standing) -> str:
    """Hash a disclosure's file, program and surroundings, field by field, whatever fields there are."""
    return digest_of_values([getattr(standing, field.name) for field in fields(Standing)])


def digest_of_values(value: object) -> str:
    """Hash rows of the database and plain values, in lists, tuples and mappings."""
    # Version 2 writes values alone; later ones also write which of them are the same object.
    return hashlib.sha256(marshal.dumps(_plain(value), 2)).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, Row):
        return tuple(value)
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return [(key, _plain(item)) for key, item in value.items()]
    return value


def take_over(kept: Kept, old: Path, output: Path) -> bool:
    """Put the files into the new site under a second name; False, and nothing done, where one is not as it was.

    Neither site ever writes into such a file: pages are replaced, not changed (`building.write`).
    """
    for path, known in kept.files.items():
        if stamp(old / path) != known:
            return False
    for folder in {path.rpartition("/")[0] for path in kept.files}:
        (output / folder).mkdir(parents=True, exist_ok=True)
    for path in kept.files:
        try:
            os.link(f"{old}/{path}", f"{output}/{path}")
        except OSError:  # a file is there, or there are no second names
            link(old / path, output / path)
    return True


def stamp(file: Path) -> tuple[int, int] | None:
    """Return size and time of a file; None where there is none."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns
