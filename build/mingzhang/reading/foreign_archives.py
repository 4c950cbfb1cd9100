"""Archives that Python itself cannot open (.7z, .rar), opened by libarchive where the extra `mingzhang[archives]` is installed."""

from __future__ import annotations

import importlib.util
import io
from collections.abc import Iterator
from contextlib import suppress
from functools import cache, partial
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from .files import MAX_BYTES, shown

MARKS = (b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07")
"""How archives of other makers begin."""
INSTALL = "读取 7z、RAR 压缩包需要 libarchive：请运行 pip install 'mingzhang[archives]' 并安装系统的 libarchive，或先解压"
_LOCKED = "encrypted, not read"
_RAR5 = b"Rar!\x1a\x07\x01\x00"
_LONGEST_HEADER = 2 * 1024**2
"""Bytes that the format allows the header of a member."""
MOST_MEMBERS = 5_000
MOST_BYTES = 2 * 1024**3
"""Unpacked bytes of one archive."""


def installed() -> bool:
    """Whether such archives can be opened here: the package, and the library of the system."""
    if importlib.util.find_spec("libarchive") is None:
        return False
    try:
        import libarchive  # noqa: F401
    except (
        ImportError,
        OSError,
        TypeError,
        AttributeError,
    ):  # the library of the system is missing or too old
        return False
    return True


def unpacked(path: Path, name: str, folder: Path, passed_over: list[str]) -> Iterator[tuple[Path, str]]:
    """The members of an archive that are plain files, as they are unpacked under names of our own; what cannot be is
    told."""
    import libarchive

    left, number = MOST_BYTES, 0
    locked = cache(partial(locked_members, path))
    try:
        with libarchive.file_reader(str(path)) as archive:
            for entry in archive:
                called = str(entry.pathname or number).replace("\\", "/")
                if not entry.isfile or is_hidden(called):
                    continue
                number += 1
                if number > MOST_MEMBERS:
                    passed_over.append(f"{name}: more than {MOST_MEMBERS} members, only the first are read")
                    return
                content, why = _content(entry, min(MAX_BYTES, left))
                if why:
                    why = _LOCKED if called in locked() else why
                    passed_over.append(f"{name}!/{shown(called)}: {why}")
                    continue
                left -= len(content)
                # The name within the archive is never a path here: a member cannot be written anywhere else.
                target = folder / f"{number}{PurePosixPath(called).suffix[:8]}"
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
                yield target, f"{name}!/{shown(called)}"
    except (libarchive.ArchiveError, UnicodeError) as error:
        passed_over.append(f"{name}: {_LOCKED if _asks_password(error) else 'damaged, not read to its end'}")


def _content(entry: Any, most: int) -> tuple[bytes, str]:
    """The content of a member, or why it is not read."""
    import libarchive

    content = bytearray()
    try:
        for block in entry.get_blocks():
            content += block
            if len(content) > most:
                return b"", f"more than {most // 1_000_000} MB, not read"
    except libarchive.ArchiveError as error:
        return b"", _LOCKED if _asks_password(error) else "damaged, not read"
    return bytes(content), ""


def _asks_password(error: Exception) -> bool:
    return any(word in str(error).lower() for word in ("passphrase", "encrypt"))


def locked_members(path: Path) -> frozenset[str]:
    """The members of a RAR 5 archive that are encrypted, which libarchive takes for damaged.

    Source: RAR 5.0 archive format (rarlab.com/technote.htm): blocks of a checksum, their size, kind (2 a file) and flags;
    a record of kind 1 at the end of a file's block says how it is encrypted.
    """
    found: set[str] = set()
    with path.open("rb") as file, suppress(EOFError, UnicodeDecodeError):
        if file.read(len(_RAR5)) != _RAR5:
            return frozenset()
        while file.read(4):
            block = io.BytesIO(file.read(min(_number(file), _LONGEST_HEADER)))
            kind, flags = _number(block), _number(block)
            extra = _number(block) if flags & 1 else 0
            content = _number(block) if flags & 2 else 0
            if kind == 2:
                name = _name_in(block)
                block.seek(-extra, io.SEEK_END)
                if extra and _is_locked(block):
                    found.add(name)
            file.seek(content, io.SEEK_CUR)
    return frozenset(found)


def _name_in(block: io.BytesIO) -> str:
    flags = _number(block)
    _number(block), _number(block)  # size, attributes
    block.seek((4 if flags & 2 else 0) + (4 if flags & 4 else 0), io.SEEK_CUR)  # time, checksum
    _number(block), _number(block)  # compression, system
    return block.read(_number(block)).decode()


def _is_locked(records: io.BytesIO) -> bool:
    while True:
        try:
            end = _number(records) + records.tell()
            if _number(records) == 1:
                return True
        except EOFError:
            return False
        records.seek(end)


def _number(stream: BinaryIO) -> int:
    """A number of seven bits a byte, the lowest first; the last byte has its highest bit clear. Raises `EOFError` where
    none ends within eight bytes: no file is as large."""
    value = 0
    for shift in range(0, 56, 7):
        byte = stream.read(1)
        if not byte:
            break
        value |= (byte[0] & 0x7F) << shift
        if byte[0] < 0x80:
            return value
    raise EOFError


def is_hidden(name: str) -> bool:
    """Whether a member is what a system leaves beside files (`__MACOSX/`, `.DS_Store`)."""
    parts = PurePosixPath(name).parts
    return any(part.startswith((".", "__MACOSX")) and part not in (".", "..") for part in parts)
