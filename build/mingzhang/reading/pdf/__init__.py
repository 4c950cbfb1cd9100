"""PDF files with a text layer: ruled tables by their lines, everything else line by line, page by page."""

from __future__ import annotations

from pathlib import Path

from ..contract import Content

NAME = CARRIER = "pdf"
_HEAD = 1024


def recognises(data: bytes, path: Path) -> bool:
    """Whether a file begins as a PDF; a little may stand before its mark."""
    return b"%PDF-" in data[:_HEAD]


def read(data: bytes, path: Path) -> Content:
    """The words and tables of a PDF in reading order."""
    from .pdf_document import read_document  # loads PDFium, which only files of this kind need

    return read_document(data)
