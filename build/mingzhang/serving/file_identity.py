"""Which file lies under a name: a build replaces the database whole and never writes to it."""

from __future__ import annotations

from pathlib import Path

Identity = tuple[int, int, int]
"""Inode, time of writing (ns) and size."""


def identity_of(file: Path) -> Identity | None:
    """The identity of the file under a name; None where there is none."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size
