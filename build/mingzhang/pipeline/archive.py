"""One file that holds a portal's release: its database, open data, history and manifest, how to cite it, and checksums."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import yaml

from ..portal import Portal
from .manifest import MANIFEST, Manifest, read_manifest

CITATION, SUMS = "CITATION.cff", "sha256sums.txt"
_PARTS = (MANIFEST, "disclosures.db", "data", "history")
_SITE = "site"
_CHUNK = 1 << 20


class ArchiveError(ValueError):
    """There is nothing to pack, or no place to pack it to; the message says what to do."""


def pack(output: Path, file: Path, portal: Portal, with_site: bool = False) -> int:
    """Pack the portal in the folder `output` into the ZIP file `file`; return how many files it holds.

    The same portal gives the same bytes. `file` is complete or not there. Raises `ArchiveError`, `ManifestError` for a
    portal without a manifest, and `OSError`.
    """
    manifest = read_manifest(output / MANIFEST)
    if file.resolve().is_relative_to(output.resolve()):
        raise ArchiveError(f"{file}: lies in the portal itself; name a file beside it")
    moment = datetime.fromisoformat(manifest.moment).timetuple()[:6]
    sums: list[str] = []
    part = file.with_name(f"{file.name}.part")
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed:
            for path in _files(output, (*_PARTS, _SITE) if with_site else _PARTS):
                name = path.relative_to(output).as_posix()
                sums.append(f"{_add(packed, name, path, moment)}  {name}\n")
            for name, text in ((CITATION, citation_file(portal, manifest)), (SUMS, "")):
                content = (text or "".join(sums)).encode()
                packed.writestr(_info(name, moment), content)
                sums.append(f"{hashlib.sha256(content).hexdigest()}  {name}\n")
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    return len(sums)


def citation_file(portal: Portal, manifest: Manifest) -> str:
    """How to cite the release, in the Citation File Format 1.2.0."""
    newest = manifest.version[:10]
    try:
        released = date.fromisoformat(newest).isoformat()
    except ValueError:
        released = manifest.moment[:10]
    told = {
        "cff-version": "1.2.0",
        "message": "If you use these data, please cite them with their version.",
        "type": "dataset",
        "title": portal.title,
        "abstract": portal.description,
        "authors": [{"name": portal.title}],
        "version": manifest.version,
        "date-released": released,
        "url": portal.base_url,
        "license": portal.licence,
    }
    return yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=1000)


def _files(output: Path, parts: tuple[str, ...]) -> Iterator[Path]:
    for part in parts:
        path = output / part
        if path.is_file():
            yield path
        elif path.is_dir():
            yield from sorted(one for one in path.rglob("*") if one.is_file())


def _add(packed: zipfile.ZipFile, name: str, path: Path, moment: tuple[int, ...]) -> str:
    """Add a file, whatever its size, and return its digest."""
    digest = hashlib.sha256()
    info = _info(name, moment)
    info.file_size = path.stat().st_size
    with path.open("rb") as source, packed.open(info, "w") as target:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            target.write(chunk)
    return digest.hexdigest()


def _info(name: str, moment: tuple[int, ...]) -> zipfile.ZipInfo:
    year, month, day, hour, minute, second = moment
    info = zipfile.ZipInfo(name, (max(year, 1980), month, day, hour, minute, second))
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info
