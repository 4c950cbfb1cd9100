"""Cutting Pagefind's chunks: the words stay, the files are small, and nothing is changed where a file is unknown."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from mingzhang.search.backends.static import chunks as static_chunks
from mingzhang.search.backends.static.chunks import MARK, ChunkError, split_chunks


def text(word: str) -> bytes:
    return bytes([0x60 | len(word)]) + word.encode()


def word(spelled: str, places: int) -> bytes:
    """A word in one page, at so many places."""
    held = b"".join(b"\x19" + place.to_bytes(2, "big") for place in range(300, 300 + places))
    return b"\x83" + text(spelled) + b"\x81\x83\x00\x98" + bytes([places]) + held + b"\x80\x80"


def packed(content: bytes) -> bytes:
    return gzip.compress(MARK + content)


def write_index(folder: Path) -> dict[str, bytes]:
    """An index of one chunk with five words, and what the words hold."""
    words = {spelled: word(spelled, 60) for spelled in ("bbx", "bcx", "bdx", "cbx", "ccx")}
    (folder / "index").mkdir()
    (folder / "index" / "en_abc.pf_index").write_bytes(
        packed(b"\x81\x9f" + b"".join(words.values()) + b"\xff")
    )
    chunks = b"\x81\x83" + text("b") + text("cc") + text("en_abc")
    (folder / "pagefind.en_1.pf_meta").write_bytes(
        packed(b"\x84" + text("1.5.2") + b"\x80" + chunks + b"\x81\xf6")
    )
    return words


def test_chunks_are_cut_between_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = write_index(tmp_path)
    monkeypatch.setattr(static_chunks, "LONGEST", 2 * len(words["bbx"]))
    expected = [("bbx", "bcx"), ("bdx", "cbx"), ("ccx", "ccx")]
    assert split_chunks(tmp_path) == expected
    meta = gzip.decompress((tmp_path / "pagefind.en_1.pf_meta").read_bytes()).removeprefix(MARK)
    assert meta.startswith(b"\x84" + text("1.5.2") + b"\x80\x83")
    assert meta.endswith(b"\x81\xf6")
    files = {
        file.stem: gzip.decompress(file.read_bytes()).removeprefix(MARK)
        for file in (tmp_path / "index").iterdir()
    }
    names = []
    for first, last in expected:
        entry = b"\x83" + text(first) + text(last)
        name = meta[meta.index(entry) + len(entry) + 1 :][:15].decode()
        names.append(name)
        held = [words[spelled] for spelled in words if first <= spelled <= last]
        assert files.pop(name) == b"\x81" + bytes([0x80 | len(held)]) + b"".join(held)
    assert files == {}
    assert [name[-4:] for name in names] == ["0000", "0001", "0002"]
    assert len({name[:-4] for name in names}) == 1


def test_other_content_has_other_names(tmp_path: Path) -> None:
    names = []
    for folder, places in ((tmp_path / "one", 60), (tmp_path / "other", 61)):
        folder.mkdir()
        write_index(folder)
        chunk = folder / "index" / "en_abc.pf_index"
        chunk.write_bytes(packed(b"\x81\x81" + word("bbx", places)))
        split_chunks(folder)
        names += [file.name for file in (folder / "index").iterdir()]
    assert len(set(names)) == 2


@pytest.mark.parametrize(
    "content", [b"", b"\x82\x80\x80", b"\x81\xa1\x00\x00", b"\x81\x81\xa1\x00\x00", b"\x00"]
)
def test_an_unknown_file_is_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    write_index(tmp_path)
    chunk = tmp_path / "index" / "en_abc.pf_index"
    chunk.write_bytes(packed(content))
    before = {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    with pytest.raises(ChunkError):
        split_chunks(tmp_path)
    assert {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()} == before
