"""Archives (.zip, .7z, .rar) among the input: each member is a file of its own, called `archive.zip!/member`."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ..engines import Engine, Loss
from . import foreign_archives
from .files import MAX_BYTES, Found, shown
from .foreign_archives import MOST_BYTES, MOST_MEMBERS, is_hidden

_OFFICE = ("[Content_Types].xml", "mimetype", "OFD.xml")
"""Members of what is a document itself, packed as a zip."""
CPU_SECONDS = 120
"""CPU time that unpacking an archive may take."""
_ZIP = b"PK\3\4"
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True)
class Packed:
    """A file that may be an archive, its name, and where its members go."""

    path: Path
    name: str
    folder: Path


def with_members(found: Found, folder: Path, engine: Engine) -> Found:
    """The files, archives replaced by their members, which are unpacked into `folder` under names of our own, each
    archive in a worker of `engine`.

    What of an archive cannot be unpacked is told, a line each. An archive within an archive stays a file: it is not
    opened, and reading says so.
    """
    out = Found(passed_over=list(found.passed_over))
    packed = []
    for number, (path, name) in enumerate(found.files):
        if _begins_as_archive(path):
            packed.append(Packed(path, name, folder / str(number)))
        else:
            out.files.append((path, name))
    for unpacked in engine.run(unpack, packed, _stays, CPU_SECONDS):
        out.files += unpacked.files
        out.passed_over += unpacked.passed_over
    out.files.sort(key=lambda file: file[1])
    return out


def unpack(packed: Packed) -> Found:
    """The members of an archive as files; the file itself where it is none that can be opened."""
    out = Found()
    members = _open(packed.path)
    if members is not None:
        with members:
            out.files += _unpacked(members, packed.name, packed.folder, out.passed_over)
    elif _mark(packed.path).startswith(foreign_archives.MARKS) and foreign_archives.installed():
        out.files += foreign_archives.unpacked(packed.path, packed.name, packed.folder, out.passed_over)
    else:
        out.files.append((packed.path, packed.name))
    return out


def _stays(packed: Packed, why: Loss) -> Found:
    """An archive that took its process along is told as one file."""
    told = f"{packed.name}: could not be unpacked ({why.value})"
    return Found([(packed.path, packed.name)], [told])


def _begins_as_archive(path: Path) -> bool:
    return _mark(path).startswith((_ZIP, *foreign_archives.MARKS))


def _mark(path: Path) -> bytes:
    """The first bytes of a plain file; a pipe would hold us for ever."""
    try:
        if path.is_file():
            with path.open("rb") as file:
                return file.read(8)
    except OSError:
        pass
    return b""


def _open(path: Path) -> zipfile.ZipFile | None:
    """The zip that a file is; None where it is none, is a document packed as one, or cannot be read as one."""
    if not _mark(path).startswith(_ZIP):
        return None
    try:
        archive = zipfile.ZipFile(path)
    except Exception:  # whatever is wrong with it, reading it as a file will say so
        return None
    if any(name in archive.NameToInfo for name in _OFFICE):
        archive.close()
        return None
    return archive


def _unpacked(
    archive: zipfile.ZipFile, name: str, folder: Path, passed_over: list[str]
) -> Iterator[tuple[Path, str]]:
    """The members of an archive that are files, as they are unpacked."""
    left = MOST_BYTES
    infos = [info for info in archive.infolist() if not info.is_dir() and not is_hidden(info.filename)]
    if len(infos) > MOST_MEMBERS:
        passed_over.append(f"{name}: {len(infos)} members, only the first {MOST_MEMBERS} are read")
    for number, info in enumerate(infos[:MOST_MEMBERS]):
        called = f"{name}!/{shown(_name(info))}"
        why = _refusal(info, left)
        # The name within the archive is never a path here: a member cannot be written anywhere else.
        target = folder / f"{number}{PurePosixPath(_name(info)).suffix[:8]}"
        if why is None:
            try:
                content = _content(archive, info)
            except Exception:  # each way of packing has errors of its own for what is damaged
                why = "damaged, not read"
        if why is None:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            left -= info.file_size
            yield target, called
        else:
            passed_over.append(f"{called}: {why}")


def _refusal(info: zipfile.ZipInfo, left: int) -> str | None:
    if info.flag_bits & _ENCRYPTED:
        return "encrypted, not read"
    if info.file_size > MAX_BYTES:
        return f"{info.file_size // 1_000_000} MB, at most {MAX_BYTES // 1_000_000} MB are read"
    return "the archive unpacks to too much, not read" if info.file_size > left else None


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """The content of a member; `BadZipFile` where it holds more or less than it says."""
    with archive.open(info) as member:
        content = member.read(info.file_size + 1)
    if len(content) != info.file_size:
        raise zipfile.BadZipFile
    return content


def _name(info: zipfile.ZipInfo) -> str:
    """The name of a member; one packed without Unicode on a Chinese Windows is GB18030."""
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return info.filename
