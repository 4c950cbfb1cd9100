"""Files for the browser that are small whatever a host does to compress: read by `content/assets/search-packed.js`."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterable
from pathlib import Path


def write_gzipped(file: Path, content: bytes) -> None:
    """Write bytes gzipped, the same each time. The name should not end in .gz, which servers would unpack or not."""
    file.write_bytes(gzip.compress(content, 9, mtime=0))


def write_smallest(file: Path, content: bytes) -> None:
    """The same for what every reader loads: a tenth smaller, and a hundred times slower to write."""
    from zopfli.gzip import compress

    file.write_bytes(compress(content, numiterations=5))


def write_numbers(file: Path, values: Iterable[int]) -> None:
    """Write numbers that are seldom large."""
    write_smallest(file, short_numbers(values))


def short_numbers(values: Iterable[int]) -> bytes:
    """Numbers that are seldom large: a byte each, from 255 on a 255 and three bytes more.

    >>> list(short_numbers([7, 254, 255, 1000]))
    [7, 254, 255, 255, 0, 0, 255, 232, 3, 0]
    """
    return b"".join(
        bytes([value]) if value < 255 else b"\xff" + value.to_bytes(3, "little") for value in values
    )


def write_packed(file: Path, value: object, write: Callable[[Path, bytes], None] = write_gzipped) -> None:
    """Write a value as compact JSON, gzipped unless `write` does otherwise."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    write(file, text.encode("utf-8", "surrogatepass"))
