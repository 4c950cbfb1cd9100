"""Which reader reads which file, and which files of an input there are."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from ..model import Document, NotReadable, Source
from . import text
from .characters import plain_lines
from .contract import Reader
from .privacy import masked

MAX_BYTES = 64 * 1024 * 1024
"""The largest file read; a real disclosure as text has about 0.1 MB."""

READERS: tuple[Reader, ...] = (text,)
"""Every reader, the first that recognises a file reads it: a new carrier is one line here."""
_LATER = {
    ".pdf": "PDF",
    ".doc": "Word",
    ".docx": "Word",
    ".xls": "Excel",
    ".xlsx": "Excel",
    ".html": "HTML",
    ".htm": "HTML",
}


def input_files(inputs: Iterable[Path]) -> list[tuple[Path, str]]:
    """Every file of `inputs` (files or folders, searched through) with its name relative to its input, sorted.

    Hidden files and folders are passed over, and symbolic links inside a folder are not followed out of it.
    A path that does not exist raises `FileNotFoundError`.
    """
    found: dict[Path, str] = {}
    for given in inputs:
        if not given.exists():
            raise FileNotFoundError(given)
        if given.is_file():
            found.setdefault(given.resolve(), given.name)
            continue
        root = given.resolve()
        for path in sorted(root.rglob("*")):
            relative = path.relative_to(root)
            hidden = any(part.startswith(".") for part in relative.parts)
            if (
                not hidden
                and path.is_file()
                and path.resolve().is_relative_to(root)
                and path.name != "README.md"
            ):
                found.setdefault(path, relative.as_posix())
    return sorted(found.items(), key=lambda item: item[1])


def identify(path: Path, name: str, data: bytes) -> Source:
    """The source record of a file, before it is read."""
    return Source(hashlib.sha256(data).hexdigest(), name, path.suffix.lower().lstrip("."), len(data), 0, "")


def read(path: Path, name: str | None = None, data: bytes | None = None, *, mask: bool = True) -> Document:
    """Read one file. `name` is what the portal calls it; `NotReadable` says why it cannot be read.

    With `mask`, mobile and identity numbers of persons are masked in everything that is handed on (`privacy`).
    """
    data = path.read_bytes() if data is None else data
    source = identify(path, name or path.name, data)
    if len(data) > MAX_BYTES:
        raise NotReadable(f"文件过大（{len(data) // 1_000_000} MB，上限 {MAX_BYTES // 1_000_000} MB）")
    reader = next((reader for reader in READERS if reader.recognises(data, path)), None)
    if reader is None:
        suffix = path.suffix.lower()
        kind = _LATER.get(suffix)
        if kind:
            raise NotReadable(f"尚不能读取 {kind} 文件：请先提取为 UTF-8 文本（.txt）")
        raise NotReadable(f"不认识的文件类型（{suffix or '无扩展名'}）：请提供提取后的文本（.txt）")
    content = reader.read(data, path)
    lines = masked(content.lines) if mask else content.lines
    read_as = replace(
        source,
        lines=len(lines),
        reader=reader.NAME,
        carrier=reader.CARRIER,
        pages=len(content.pages) or None,
    )
    return Document(read_as, lines, plain_lines(lines), content.blocks, content.pages)
