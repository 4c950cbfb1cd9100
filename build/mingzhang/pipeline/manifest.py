"""The manifest of a build (`build.json` in the portal's folder): out of what it was made, and the digests of what it made.

With it a build can be repeated: `mingzhang build --reproduce build.json` says whether the same bytes came out.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import asdict
from datetime import datetime
from importlib.metadata import PackageNotFoundError, requires
from importlib.metadata import version as installed_version
from pathlib import Path

import msgspec

from .. import __version__
from ..exports import data_version
from ..exports.table_rows import open_database
from ..portal import Portal, starter_root
from ..shards.receipts import Receipt

MANIFEST = "build.json"
_OUTPUTS = ("disclosures.db", "data/sha256sums.txt", "history/sums.txt", "site/sitemap.xml")
_OF_THE_BYTES = ("disclosures.db", "data/sha256sums.txt", "site")
"""Outputs that follow from the bytes of the database: the sums name it, the site holds it packed."""
_LOCK = Path("locks/dev.txt")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_ELSEWHERE = ("root", "input", "output")


class ManifestError(ValueError):
    """A manifest cannot be read; the message says why."""


class Manifest(msgspec.Struct):
    """What a build was made of. `inputs` maps the names of files to their SHA-256; `history` is the digest of the history
    it went on from, empty for a portal's first build; `moment` stands for the clock. `lock` is the digest of the file that
    pins the libraries (empty for an installed program), `libraries` the versions that were there; `version` that of the data.
    """

    program: str
    code: str
    python: str
    settings: str
    inputs: dict[str, str]
    history: str
    moment: str
    outputs: dict[str, str] = {}
    version: str = ""
    lock: str = ""
    libraries: dict[str, str] = {}
    grown: bool = False
    """Whether the database is an older one with what changed: then its bytes follow from that one as well."""


def manifest_of(
    receipts: Iterable[Receipt],
    withheld: Iterable[str],
    registers: Iterable[Path],
    portal: Portal,
    history: Path,
    moment: str,
) -> Manifest:
    """Return the manifest of a build before it has made anything. What is withheld is not named in it."""
    hidden = set(withheld)
    settings = {name: value for name, value in asdict(portal).items() if name not in _ELSEWHERE}
    inputs = {one.name: one.source_id for one in receipts if one.source_id not in hidden}
    inputs |= {file.name: digest_of_file(file) for file in registers}
    return Manifest(
        __version__,
        _code(),
        sys.version.split()[0],
        hashlib.sha256(repr(settings).encode()).hexdigest(),
        inputs,
        digest_of_file(history / "history.json"),
        moment,
        lock=digest_of_file(starter_root() / _LOCK),
        libraries=dict(_libraries()),
    )


def write_manifest(manifest: Manifest, portal: Path, *, grown: bool = False) -> None:
    """Add the digests of what lies in the folder of a finished portal, and whether its database is `grown`; write the
    manifest there."""
    manifest.grown = grown
    with closing(open_database(portal / "disclosures.db")) as conn:
        manifest.version = data_version(conn)
    manifest.outputs = {name: digest_of_file(portal / name) for name in _OUTPUTS}
    manifest.outputs["site"] = _digest_of_names(portal / "site")
    text = msgspec.json.format(msgspec.json.encode(manifest), indent=1)
    (portal / MANIFEST).write_bytes(text + b"\n")


def read_manifest(file: Path) -> Manifest:
    """Read a manifest. Raises `ManifestError`."""
    try:
        return msgspec.json.decode(file.read_bytes(), type=Manifest)
    except OSError as error:
        raise ManifestError(f"{file}: {error.strerror}") from None
    except msgspec.DecodeError as error:
        raise ManifestError(f"{file}: no manifest of a build ({error})") from None


def stop_the_clock(manifest: Manifest) -> None:
    """Let the builds of this process take place at the moment of a manifest's."""
    os.environ["SOURCE_DATE_EPOCH"] = str(int(datetime.fromisoformat(manifest.moment).timestamp()))


def differences(wanted: Manifest, made: Manifest) -> Iterator[str]:
    """Tell, a line each, in what a build differs from the one that a manifest describes; first what it was made of.

    That it began with another history matters only where other bytes came of it: a build repeated in place begins with what
    it made before. Where a database grew out of an older one, its rows are those of one made at once, not its bytes.
    """
    grown = _OF_THE_BYTES if wanted.grown or made.grown else ()
    before, now = (
        {name: found for name, found in one.outputs.items() if name not in grown} for one in (wanted, made)
    )
    alike = before == now
    for name in ("program", "code", "python", "lock", "settings", "history"):
        was, is_now = getattr(wanted, name), getattr(made, name)
        if was != is_now and not (alike and name == "history"):
            yield f"{name}: was {was[:16] or 'none'}, is {is_now[:16] or 'none'}"
    for name in sorted(wanted.libraries.keys() | made.libraries.keys() if wanted.libraries else ()):
        was, is_now = wanted.libraries.get(name, "none"), made.libraries.get(name, "none")
        if was != is_now:
            yield f"library {name}: was {was}, is {is_now}"
    yield from _different("input", wanted.inputs, made.inputs)
    yield from _different("output", before, now)


def _different(what: str, before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    for name in sorted(before.keys() | now.keys()):
        if before.get(name) != now.get(name):
            state = (
                "missing"
                if name not in now
                else "not in the manifest"
                if name not in before
                else "other bytes"
            )
            yield f"{what} {name}: {state}"


def _libraries() -> Iterator[tuple[str, str]]:
    """The libraries that the program names, with the versions that are there."""
    with suppress(PackageNotFoundError):
        for wanted in sorted(requires("mingzhang") or ()):
            found = _NAME.match(wanted)
            if found and "extra ==" not in wanted:
                with suppress(PackageNotFoundError):
                    yield found[0].lower(), installed_version(found[0])


def digest_of_file(file: Path) -> str:
    """Return the SHA-256 of a file; empty where there is none."""
    if not file.is_file():
        return ""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _digest_of_names(folder: Path) -> str:
    """The digest of every file's path and size: to read a million pages again would take longer than to make one."""
    found = hashlib.sha256()
    for path, size in sorted(_sizes(str(folder))):
        found.update(f"{path.removeprefix(f'{folder}/')} {size}\n".encode())
    return found.hexdigest()


def _sizes(folder: str) -> Iterator[tuple[str, int]]:
    """Yield path and size of every file below a folder; a directory tells both at a tenth of what `Path.rglob` takes."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _sizes(entry.path)
            else:
                yield entry.path, entry.stat().st_size


def _code() -> str:
    """The digest of every file of the package."""
    package = Path(__file__).parent.parent
    found = hashlib.sha256()
    for file in sorted(package.rglob("*")):
        if file.is_file() and file.suffix != ".pyc":
            found.update(file.relative_to(package).as_posix().encode() + b"\0" + file.read_bytes())
    return found.hexdigest()
