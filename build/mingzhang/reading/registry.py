"""Which reader reads which file."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from ..model import Document, NotReadable, Source
from . import text
from .characters import plain_lines
from .contract import Reader
from .files import read_bytes, shown
from .privacy import masked

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


def identify(path: Path, name: str, data: bytes) -> Source:
    """The source record of a file, before it is read."""
    return Source(hashlib.sha256(data).hexdigest(), name, path.suffix.lower().lstrip("."), len(data), 0, "")


def read(path: Path, name: str | None = None, data: bytes | None = None, *, mask: bool = True) -> Document:
    """Read one file. `name` is what the portal calls it; `NotReadable` says why it cannot be read.

    With `mask`, mobile and identity numbers of persons are masked in everything that is handed on (`privacy`).
    """
    data = read_bytes(path) if data is None else data
    source = identify(path, name or shown(path.name), data)
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
