"""Digests of what something is made of: the same digest, the same thing made."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path


def digest_of(value: object) -> str:
    """Hash a value by how it is written; for plain values, tuples and lists of them."""
    return hashlib.blake2b(repr(value).encode(), digest_size=16).hexdigest()


@cache
def digest_of_code(room: Path) -> str:
    """Hash the code below a folder."""
    files = sorted(room.rglob("*.py"))
    return digest_of([(file.relative_to(room).as_posix(), file.read_bytes()) for file in files])
