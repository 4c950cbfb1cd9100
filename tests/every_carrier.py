"""A made-up account in each carrier by name, written, read back and compared with its facts."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import pytest

from generator import Case, expected
from generator.comparison import Part as Score
from generator.comparison import compare
from generator.ofd import write_ofd
from mingzhang.engines import InlineEngine
from mingzhang.parsing import parse
from mingzhang.reading import foreign_archives, read
from mingzhang.reading.archives import with_members
from mingzhang.reading.files import Found
from mingzhang.reading.scan import recogniser
from scanning import Scanner, as_scan
from writing_carriers import (
    OPEN_SIDED,
    RULED,
    SIDEWAYS,
    Part,
    as_docx,
    as_html,
    as_made_by_libreoffice,
    as_pdf,
    as_printed_by_weasyprint,
    as_printed_sheets,
    as_xlsx,
    parts_of,
)

GROUPS = {
    "cells": ("cells", "statuses"),
    "prose": ("paragraphs", "terms", "duties"),
    "key figures": ("key_figures", "identity"),
    "items": ("execution", "structure"),
    "projects": ("projects",),
    "forms": ("forms",),
}
"""What is told of a carrier, and the parts of `compare` it is made of."""


class NotHere(Exception):
    """What writes or reads a carrier is not installed; the message says what."""


def scores(made: Case, carrier: str, folder: Path) -> tuple[dict[str, Score], int]:
    """Write an account in a carrier and read it: each part's outcome, and how many pages the file has."""
    text = folder / "account.txt"
    text.write_text(made.text(), encoding="utf-8")
    suffix, write = CARRIERS[carrier]
    file = folder / f"{carrier}.{suffix}"
    try:
        write(text, file)
    except pytest.skip.Exception as missing:
        raise NotHere(str(missing)) from None
    found = with_members(Found([(file, file.name)]), folder / "unpacked", InlineEngine())
    (path, name), *_ = found.files
    document = read(path, name)
    return compare(expected(made.facts, made.layout, made.damages), parse(document)), len(document.pages)


def _by(write: Callable[[Iterable[Part], Path], None]) -> Callable[[Path, Path], None]:
    return lambda text, file: write(parts_of(text), file)


def _pdf(style: str) -> Callable[[Path, Path], None]:
    return lambda text, file: as_pdf(parts_of(text), file, style)


def _zip(text: Path, file: Path) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        archive.write(text, "部门决算.txt")


def _seven_zip(text: Path, file: Path) -> None:
    if not foreign_archives.installed():
        raise NotHere("libarchive is not installed")
    import libarchive

    data = text.read_bytes()
    with libarchive.file_writer(str(file), "7zip") as archive:
        archive.add_file_from_memory("部门决算.txt", len(data), data)


def _scan(text: Path, file: Path) -> None:
    if not recogniser.installed():
        raise NotHere("the extra mingzhang[ocr] is not installed")
    as_pdf(parts_of(text), file.with_suffix(".text.pdf"), RULED)
    as_scan(file.with_suffix(".text.pdf"), file, Scanner())


CARRIERS: dict[str, tuple[str, Callable[[Path, Path], None]]] = {
    "text": ("txt", lambda text, file: file.write_bytes(text.read_bytes()) and None),
    "docx": ("docx", _by(as_docx)),
    "xlsx": ("xlsx", _by(as_xlsx)),
    "html": ("html", _by(as_html)),
    "ofd": ("ofd", _by(write_ofd)),
    "zip": ("zip", _zip),
    "7z": ("7z", _seven_zip),
    "pdf-ruled": ("pdf", _pdf(RULED)),
    "pdf-open": ("pdf", _pdf(OPEN_SIDED)),
    "pdf-sideways": ("pdf", _pdf(SIDEWAYS)),
    "pdf-weasyprint": ("pdf", _by(as_printed_by_weasyprint)),
    "pdf-office": ("pdf", _by(as_made_by_libreoffice)),
    "pdf-wide": ("pdf", _by(as_printed_sheets)),
    "pdf-wide-across": ("pdf", _by(partial(as_printed_sheets, across=True))),
    "doc": ("doc", _by(as_made_by_libreoffice)),
    "scan": ("pdf", _scan),
}
"""Each carrier's suffix, and what writes an account that is a text in it."""
SCANNED = frozenset({"scan"})
