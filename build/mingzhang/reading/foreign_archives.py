"""Archives that Python itself cannot open (.7z, .rar), opened by libarchive where the extra `mingzhang[archives]` is installed."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from .files import MAX_BYTES, shown

MARKS = (b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07")
"""How archives of other makers begin."""
INSTALL = "读取 7z、RAR 压缩包需要 libarchive：请运行 pip install 'mingzhang[archives]' 并安装系统的 libarchive，或先解压"
_LOCKED = "encrypted, not read"
_DAMAGED = "damaged or encrypted, not read"
"""Libarchive takes encrypted members of RAR 5 for damaged ones."""
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
                    passed_over.append(f"{name}!/{shown(called)}: {why}")
                    continue
                left -= len(content)
                # The name within the archive is never a path here: a member cannot be written anywhere else.
                target = folder / f"{number}{PurePosixPath(called).suffix[:8]}"
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
                yield target, f"{name}!/{shown(called)}"
    except (libarchive.ArchiveError, UnicodeError) as error:
        passed_over.append(f"{name}: {_LOCKED if _asks_password(error) else f'{_DAMAGED} to its end'}")


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
        return b"", _LOCKED if _asks_password(error) else _DAMAGED
    return bytes(content), ""


def _asks_password(error: Exception) -> bool:
    return any(word in str(error).lower() for word in ("passphrase", "encrypt"))


def is_hidden(name: str) -> bool:
    """Whether a member is what a system leaves beside files (`__MACOSX/`, `.DS_Store`)."""
    parts = PurePosixPath(name).parts
    return any(part.startswith((".", "__MACOSX")) and part not in (".", "..") for part in parts)
