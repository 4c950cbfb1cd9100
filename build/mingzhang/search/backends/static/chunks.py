"""Pagefind's indexes in smaller files, so that looking for a word fetches little beside it.

Pagefind writes chunks of some twenty thousand places of words and has no setting for their size; a reader of one rare word
would get all of its chunk, and a first query of a large portal half a megabyte. So each chunk is parted between words, and
the list of chunks written anew: CBOR, gzipped after a mark.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any

from .packing import write_gzipped, write_smallest

MARK = b"pagefind_dcd"
LONGEST = 9_000
"""Bytes of a chunk before it is compressed; a word alone may be longer."""
_CHUNKS = 2  # the place of the list of chunks in the meta file: version, pages, chunks, …


class ChunkError(ValueError):
    """A file of Pagefind's is not as it is known to be."""


def split_chunks(folder: Path) -> list[tuple[str, str]]:
    """Part the chunks of the index in a folder and tell of them in its meta file; the first and last word of each.

    Raises `ChunkError` before anything is changed.
    """
    from cbor2 import dumps

    (meta_file,) = folder.glob("*.pf_meta")
    language = meta_file.name.split(".")[1].partition("_")[0]
    meta = _content(meta_file)
    old: list[Path] = []
    new: list[list[Any]] = []
    try:
        for *_, name in meta[_CHUNKS]:
            old.append(folder / "index" / f"{name}.pf_index")
            (words,) = _content(old[-1])
            if not isinstance(words, list) or not all(isinstance(word[0], str) for word in words):
                raise ChunkError(f"{old[-1].name}: a list of words was expected")
            new += _parts(words)
    except (TypeError, ValueError, IndexError, KeyError, OSError) as error:
        raise ChunkError(f"{meta_file.name}: {error}") from None
    for file in old:
        file.unlink()
    # All names begin alike and go on rising: in the list, which every reader loads, they take hardly any room.
    contents = [dumps([words]) for words in new]
    digest = blake2b(b"".join(contents), digest_size=4).hexdigest()
    names = [f"{language}_{digest}{number:04x}" for number in range(len(new))]
    for name, content in zip(names, contents, strict=True):
        write_gzipped(folder / "index" / f"{name}.pf_index", MARK + content)
    bounds = [(words[0][0], words[-1][0]) for words in new]
    meta[_CHUNKS] = [[first, last, name] for (first, last), name in zip(bounds, names, strict=True)]
    write_smallest(meta_file, MARK + dumps(meta))
    return bounds


def _parts(words: list[Any]) -> Iterator[list[Any]]:
    """The words of a chunk, each a list that begins with the word, in lists of about `LONGEST` bytes."""
    from cbor2 import dumps

    part: list[Any] = []
    held = 0
    for word in words:
        size = len(dumps(word))
        if part and held + size > LONGEST:
            yield part
            part, held = [], 0
        part.append(word)
        held += size
    if part:
        yield part


def _content(file: Path) -> Any:
    from cbor2 import CBORDecodeError, loads

    content = gzip.decompress(file.read_bytes())
    if not content.startswith(MARK):
        raise ChunkError(f"{file.name} does not begin as Pagefind's files do")
    try:
        return loads(content.removeprefix(MARK))
    except CBORDecodeError as error:
        raise ChunkError(f"{file.name}: {error}") from None
