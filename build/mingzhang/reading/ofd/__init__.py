"""OFD, the fixed-layout format of GB/T 33190: read as it draws its pages, and drawn through a PDF of the same."""

from __future__ import annotations

from pathlib import Path

from ..contract import Content

NAME = CARRIER = "ofd"


def recognises(data: bytes, path: Path) -> bool:
    """Whether a file is a zip with the entry of an OFD."""
    return data.startswith(b"PK") and b"OFD.xml" in data


def read(data: bytes, path: Path) -> Content:
    """The words and tables of an OFD in reading order, with pages and boxes."""
    from .ofd_document import read_document

    return read_document(data)
