"""Pagefind's indexes in smaller files, so that looking for a word fetches little beside it.

Pagefind writes chunks of some twenty thousand places of words; a reader of one rare word gets all of its chunk. Here each
chunk is cut between words, and the list of chunks written anew. Both are gzipped CBOR after a mark; nothing of it is
decoded but how long each value is.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

from .packing import write_gzipped, write_smallest

MARK = b"pagefind_dcd"
LONGEST = 9_000
"""Bytes of a chunk before it is compressed; a word alone may be longer."""
_CHUNKS = 2  # the place of the list of chunks in the meta file: version, pages, chunks, …
_LIST, _TEXT = 4, 3
_BREAK = 0xFF


class ChunkError(ValueError):
    """A file of Pagefind's is not as it is known to be."""


def split_chunks(folder: Path) -> list[tuple[str, str]]:
    """Cut the chunks of the index in a folder and tell of them in its meta file; the first and last word of each.

    Raises `ChunkError` before anything is changed.
    """
    (meta_file,) = folder.glob("*.pf_meta")
    language = meta_file.name.split(".")[1].partition("_")[0]
    meta = _content(meta_file)
    parts = list(_items(meta, 0))
    old: list[Path] = []
    new: list[tuple[bytes, bytes, bytes]] = []
    for at, _ in _items(meta, parts[_CHUNKS][0]):
        *_, (start, _) = _items(meta, at)
        old.append(folder / "index" / f"{_text(meta, start)}.pf_index")
        new += _cut(_content(old[-1]))
    for file in old:
        file.unlink()
    # All names begin alike and go on rising: in the list, which every reader loads, they take hardly any room.
    digest = blake2b(b"".join(content for *_, content in new), digest_size=4).hexdigest()
    told: list[bytes] = []
    for number, (first, last, content) in enumerate(new):
        name = f"{language}_{digest}{number:04x}"
        write_gzipped(folder / "index" / f"{name}.pf_index", MARK + content)
        told.append(_head(_LIST, 3) + first + last + _head(_TEXT, len(name)) + name.encode())
    start, end = parts[_CHUNKS]
    content = meta[:start] + _head(_LIST, len(told)) + b"".join(told) + meta[end:]
    write_smallest(meta_file, MARK + content)
    return [(_text(first, 0), _text(last, 0)) for first, last, _ in new]


def _cut(chunk: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """(first word, last word, content) of the parts of a chunk, which is a list of one list of words."""
    if _read_head(chunk, 0)[:2] != (_LIST, 1):
        raise ChunkError("a list of one list was expected")
    words: list[tuple[int, int]] = []
    for start, end in _items(chunk, 1):
        if words and end - words[0][0] > LONGEST:
            yield _part(chunk, words)
            words = []
        words.append((start, end))
    if words:
        yield _part(chunk, words)


def _part(chunk: bytes, words: list[tuple[int, int]]) -> tuple[bytes, bytes, bytes]:
    first, last = (chunk[slice(*next(_items(chunk, start)))] for start, _ in (words[0], words[-1]))
    content = _head(_LIST, 1) + _head(_LIST, len(words)) + chunk[words[0][0] : words[-1][1]]
    return first, last, content


def _content(file: Path) -> bytes:
    content = gzip.decompress(file.read_bytes())
    if not content.startswith(MARK):
        raise ChunkError(f"{file.name} does not begin as Pagefind's files do")
    return content.removeprefix(MARK)


# ------------------------------------------------------------------------------------------------- CBOR


def _head(kind: int, value: int) -> bytes:
    """The first bytes of a value of a kind, with its length."""
    if value < 24:
        return bytes([kind << 5 | value])
    size = next(size for size in (1, 2, 4, 8) if value < 1 << 8 * size)
    return bytes([kind << 5 | 23 + size.bit_length()]) + value.to_bytes(size, "big")


def _read_head(data: bytes, at: int) -> tuple[int, int | None, int]:
    """The kind of the value at a place, its length (None where it ends with a break) and where it goes on."""
    if at >= len(data):
        raise ChunkError("a file ends before its time")
    kind, low = data[at] >> 5, data[at] & 31
    if low < 24:
        return kind, low, at + 1
    if low == 31:
        return kind, None, at + 1
    size = 1 << low - 24
    return kind, int.from_bytes(data[at + 1 : at + 1 + size], "big"), at + 1 + size


def _end(data: bytes, at: int) -> int:
    """Where the value that begins at a place ends."""
    open_lists: list[int] = [
        1
    ]  # how many values are left in each list that is open; below nought up to a break
    while open_lists:
        if open_lists[-1] < 0 and data[at] == _BREAK:
            open_lists.pop()
            at += 1
            continue
        if open_lists[-1] == 0:
            open_lists.pop()
            continue
        open_lists[-1] -= 1 if open_lists[-1] > 0 else 0
        kind, length, at = _read_head(data, at)
        if kind in (2, _TEXT):
            at += length or 0
        elif kind == _LIST:
            open_lists.append(-1 if length is None else length)
        elif kind in (5, 6):
            raise ChunkError("a value of a kind that Pagefind does not write")
    return at


def _items(data: bytes, at: int) -> Iterator[tuple[int, int]]:
    """Where the values of the list at a place begin and end."""
    kind, length, at = _read_head(data, at)
    if kind != _LIST:
        raise ChunkError("a list was expected")
    while length != 0 and not (length is None and data[at] == _BREAK):
        end = _end(data, at)
        yield at, end
        at, length = end, None if length is None else length - 1


def _text(data: bytes, at: int) -> str:
    _, length, at = _read_head(data, at)
    return data[at : at + (length or 0)].decode("utf-8")
