"""Which reader reads which file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ..model import Block, Correction, Document, Doubt, Grid, NotReadable, Row, Source, TextLine, Wanted
from . import foreign_archives, ofd, old_word, pdf, text, web_page, word, workbook
from .characters import plain_lines
from .contract import Reader
from .corrections import corrected
from .files import read_bytes, shown
from .privacy import masked
from .scan import image_file

READERS: tuple[Reader, ...] = (pdf, ofd, word, old_word, workbook, image_file, web_page, text)
"""Every reader, the first that recognises a file reads it: a new carrier is one line here."""
_ADVICE = (
    (b"\xd0\xcf\x11\xe0", "不认识的 Office 文件：请另存为 .docx、.xlsx 或 PDF"),
    *((mark, foreign_archives.INSTALL) for mark in foreign_archives.MARKS),
    (b"PK", "压缩包放在压缩包里（或已损坏），没有打开：请先解压"),
    (b"{\\rtf", "尚不能读取 RTF 文件：请另存为 .docx 或 PDF"),
)
"""What to do with files of known kinds that no reader reads, by how they begin."""
_ENCRYPTED = "EncryptedPackage\0".encode("utf-16-le")
"""The part of a compound file that a .docx, .xlsx or .pptx with a password is."""
_PACKED = (".docx", ".docm", ".xlsx", ".xlsm", ".ods", ".ofd")
"""Documents that are zips themselves: one that no reader knows is damaged, no archive."""


def identify(path: Path, name: str, data: bytes) -> Source:
    """The source record of a file, before it is read."""
    return Source(hashlib.sha256(data).hexdigest(), name, path.suffix.lower().lstrip("."), len(data), 0, "")


def read(
    path: Path,
    name: str | None = None,
    data: bytes | None = None,
    *,
    mask: bool = True,
    corrections: Sequence[Wanted] = (),
) -> Document:
    """Read one file. `name` is what the portal calls it; `NotReadable` says why it cannot be read.

    With `mask`, mobile and identity numbers of persons are masked in everything that is handed on (`privacy`).
    `corrections` are applied to its lines.
    """
    data = read_bytes(path) if data is None else data
    source = identify(path, name or shown(path.name), data)
    reader = _reader_of(path, data)
    content = reader.read(data, path)
    mended = corrected(content.lines, corrections, content.places, content.cells)
    lines = masked(mended.lines) if mask else mended.lines
    read_as = replace(
        source,
        lines=len(lines),
        reader=reader.NAME,
        carrier=content.carrier or reader.CARRIER,
        pages=len(content.pages) or None,
    )
    plain = plain_lines(lines)
    blocks = tuple(_plain_blocks(content.blocks, content.lines, plain))
    return Document(
        read_as,
        lines,
        plain,
        blocks,
        content.pages,
        content.places,
        content.cells,
        _differing(mended.lines, lines),
        doubts=tuple(doubt for doubt in content.doubts if not _is_settled(doubt, mended.corrections)),
        corrections=mended.corrections,
        not_corrected=mended.refused,
        unread_pages=content.unread_pages,
        cut_off=content.cut_off,
    )


def _reader_of(path: Path, data: bytes) -> Reader:
    """Return the reader of a file; `NotReadable` says what to do with one that no reader knows."""
    reader = next((reader for reader in READERS if reader.recognises(data, path)), None)
    if reader is None:
        suffix = path.suffix.lower()
        if not data:
            raise NotReadable("文件是空的（0 字节）：请重新下载")
        if data.startswith(workbook.OLE) and _ENCRYPTED in data:
            raise NotReadable("文件加了密码：请去掉密码后再提供")
        if data.startswith(b"PK") and (suffix in _PACKED or b"[Content_Types].xml" in data):
            raise NotReadable("文件不完整或已损坏：请重新下载")
        advice = next((told for mark, told in _ADVICE if data.startswith(mark)), None)
        raise NotReadable(
            advice or f"不认识的文件类型（{suffix or '无扩展名'}）：请提供 PDF、Word、Excel、网页或文本文件"
        )
    return reader


def _differing(printed: Sequence[str], lines: Sequence[str]) -> tuple[int, ...]:
    """The lines that are not as printed: numbers of persons were hidden in them."""
    pairs = enumerate(zip(printed, lines, strict=True), start=1)
    return tuple(number for number, (before, after) in pairs if before != after)


def _is_settled(doubt: Doubt, corrections: Iterable[Correction]) -> bool:
    """Whether a person has said what a doubtful figure is."""
    return bool(doubt.read) and any(
        one.place.line == doubt.place.line and doubt.read in one.read for one in corrections
    )


def _plain_blocks(blocks: Iterable[Block], printed: Sequence[str], plain: Sequence[str]) -> Iterator[Block]:
    """The blocks of a carrier with the words of the lines as they are handed on: masked, in plain characters."""
    for block in blocks:
        if isinstance(block, Grid):
            yield Grid(
                tuple(_plain_row(row, printed[row.line - 1], plain[row.line - 1]) for row in block.rows)
            )
        elif words := plain[block.line - 1].strip():
            yield TextLine(block.line, words)


def _plain_row(row: Row, printed: str, plain: str) -> Row:
    return row if plain == printed else Row(row.line, tuple(cell.strip() for cell in plain.split("\t")))
