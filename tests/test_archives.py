"""Archives among the input: every member a file of its own, hostile ones told in a line and written nowhere else."""

from __future__ import annotations

import random
import struct
import zipfile
import zlib
from pathlib import Path

import pytest

from mingzhang.engines.inline import InlineEngine
from mingzhang.model import NotReadable
from mingzhang.reading import foreign_archives, read
from mingzhang.reading.archives import with_members
from mingzhang.reading.files import Found, input_files
from tools import missing


def members(folder: Path, scratch: Path) -> tuple[dict[str, bytes], list[str]]:
    found = with_members(input_files([folder]), scratch, InlineEngine())
    return {name: path.read_bytes() for path, name in found.files}, found.passed_over


def test_members_are_files_with_the_archive_in_their_names(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "b.txt").write_text("plain")
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        archive.writestr("2023/决算.txt", "一")
        archive.writestr("__MACOSX/x.txt", "of a system")
        archive.writestr(".DS_Store", "of a system")
        archive.writestr("../../out.txt", "二")
        archive.writestr("/etc/out.txt", "三")
    files, told = members(folder, tmp_path / "scratch")
    assert files == {
        "a.zip!/2023/决算.txt": "一".encode(),
        "a.zip!/../../out.txt": "二".encode(),
        "a.zip!//etc/out.txt": "三".encode(),
        "b.txt": b"plain",
    }
    assert told == []
    inside = {path for path in tmp_path.rglob("*") if path.is_file()}
    assert all(path.is_relative_to(folder) or path.is_relative_to(tmp_path / "scratch") for path in inside)


def test_names_packed_on_a_chinese_windows_are_read(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    name = "部门决算.txt".encode("gb18030").decode("cp437")
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        archive.writestr("x" * len(name), "一")
    # zipfile itself writes such names as Unicode: put the bytes in, both in the member and in the directory.
    data = (folder / "a.zip").read_bytes().replace(b"x" * len(name), name.encode("cp437"))
    (folder / "a.zip").write_bytes(data)
    files, _ = members(folder, tmp_path / "scratch")
    assert list(files) == ["a.zip!/部门决算.txt"]


def test_a_document_packed_as_a_zip_is_one_file(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    with zipfile.ZipFile(folder / "a.docx", "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w/>")
    (folder / "broken.zip").write_bytes(b"PK\3\4 broken")
    files, told = members(folder, tmp_path / "scratch")
    assert list(files) == ["a.docx", "broken.zip"]
    assert told == []


def test_what_cannot_be_unpacked_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    with zipfile.ZipFile(folder / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.txt", b"\0" * 70_000_000)
        archive.writestr("good.txt", "一")
        archive.writestr("locked.txt", "二")
    data = bytearray((folder / "a.zip").read_bytes())
    at = data.rfind(b"PK\1\2")  # the directory's entry of locked.txt
    data[at + 8 : at + 10] = struct.pack("<H", 1)
    (folder / "a.zip").write_bytes(data)
    files, told = members(folder, tmp_path / "scratch")
    assert files == {"a.zip!/good.txt": "一".encode()}
    assert told == [
        "a.zip!/bomb.txt: 70 MB, at most 67 MB are read",
        "a.zip!/locked.txt: encrypted, not read",
    ]


def test_an_archive_in_an_archive_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "inner.zip").write_bytes(b"")
    with zipfile.ZipFile(tmp_path / "inner.zip", "w") as archive:
        archive.writestr("a.txt", "一")
    with zipfile.ZipFile(tmp_path / "outer.zip", "w") as archive:
        archive.write(tmp_path / "inner.zip", "inner.zip")
    found = with_members(Found([(tmp_path / "outer.zip", "outer.zip")]), tmp_path / "scratch", InlineEngine())
    assert [name for _, name in found.files] == ["outer.zip!/inner.zip"]


@pytest.mark.parametrize(
    "method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
def test_no_damage_to_an_archive_stops_a_build(tmp_path: Path, method: int) -> None:
    """Each way of packing tells damage by errors of its own; none may come through."""
    whole = tmp_path / "whole.zip"
    with zipfile.ZipFile(whole, "w", method) as archive:
        for number in range(3):
            archive.writestr(f"决算{number}.txt", "云州市青石街道办事处决算" * 500)
    rng = random.Random(method)
    for number in range(60):
        data = bytearray(whole.read_bytes())
        for _ in range(rng.choice((1, 3, 20))):
            data[rng.randrange(4, len(data))] = rng.randrange(256)
        file = tmp_path / f"{number}.zip"
        file.write_bytes(data[: rng.choice((len(data), rng.randrange(5, len(data))))])
        found = with_members(Found([(file, file.name)]), tmp_path / str(number), InlineEngine())
        assert found.files or found.passed_over


def seven_zip(path: Path, members: dict[str, bytes]) -> None:
    """Write a 7z archive, as libarchive does."""
    if not foreign_archives.installed():
        missing("libarchive is not installed (apt-get install libarchive13)")
    import libarchive

    with libarchive.file_writer(str(path), "7zip") as archive:
        for name, content in members.items():
            archive.add_file_from_memory(name, len(content), content)


def test_members_of_a_7z_are_files(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    content = {
        "2023/决算.txt": "一".encode(),
        "../../out.txt": b"2",
        "__MACOSX/x.txt": b"",
        "big.txt": b"\0" * 70_000_000,
    }
    seven_zip(folder / "a.7z", content)
    files, told = members(folder, tmp_path / "scratch")
    assert files == {"a.7z!/2023/决算.txt": "一".encode(), "a.7z!/../../out.txt": b"2"}
    assert told == ["a.7z!/big.txt: more than 67 MB, not read"]
    inside = {path for path in tmp_path.rglob("*") if path.is_file()}
    assert all(path.is_relative_to(folder) or path.is_relative_to(tmp_path / "scratch") for path in inside)


def test_a_damaged_7z_is_told_and_stops_nothing(tmp_path: Path) -> None:
    seven_zip(tmp_path / "whole.7z", {f"决算{number}.txt": b"\xe4\xb8\x80" * 5_000 for number in range(3)})
    rng = random.Random(7)
    for number in range(40):
        data = bytearray((tmp_path / "whole.7z").read_bytes())
        for _ in range(rng.choice((1, 3, 20))):
            data[rng.randrange(8, len(data))] = rng.randrange(256)
        file = tmp_path / f"{number}.7z"
        file.write_bytes(data[: rng.choice((len(data), rng.randrange(9, len(data))))])
        found = with_members(Found([(file, file.name)]), tmp_path / str(number), InlineEngine())
        assert found.files or found.passed_over


@pytest.mark.parametrize("mark", foreign_archives.MARKS)
def test_without_libarchive_an_archive_is_refused_with_what_helps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mark: bytes
) -> None:
    monkeypatch.setattr(foreign_archives, "installed", lambda: False)
    file = tmp_path / "a.bin"
    file.write_bytes(mark + b"\0" * 40)
    found = with_members(Found([(file, "a.bin")]), tmp_path / "scratch", InlineEngine())
    assert found.files == [(file, "a.bin")]
    with pytest.raises(NotReadable, match=r"pip install 'mingzhang\[archives\]'"):
        read(file)


@pytest.mark.skipif(not foreign_archives.installed(), reason="libarchive is not installed")
def test_a_member_of_a_rar_archive_that_cannot_be_unpacked_is_told(tmp_path: Path) -> None:
    file = tmp_path / "a.rar"
    whole = b"Rar!\x1a\x07\x01\x00" + rar_block(bytes([1, 0, 0])) + rar_member("明.txt", "一".encode())
    file.write_bytes(whole + rar_member("断.txt", b"?" * 100)[:-50])
    found = with_members(Found([(file, "a.rar")]), tmp_path / "scratch", InlineEngine())
    assert [(path.read_text(encoding="utf-8"), name) for path, name in found.files] == [
        ("一", "a.rar!/明.txt")
    ]
    assert found.passed_over[:1] == ["a.rar!/断.txt: damaged or encrypted, not read"]


def rar_member(name: str, content: bytes) -> bytes:
    """A member of a RAR 5 archive that is stored as it is: kind 2, flags, size, then flags of the file, size, attributes,
    checksum, compression, system, name."""
    called = name.encode()
    checksum = zlib.crc32(content).to_bytes(4, "little")
    body = bytes([4, len(content), 32]) + checksum + bytes([0, 0, len(called)]) + called
    return rar_block(bytes([2, 2, len(content)]) + body) + content


def rar_block(block: bytes) -> bytes:
    """A block of a RAR 5 archive: its checksum and its size before it."""
    sized = bytes([len(block)]) + block
    return zlib.crc32(sized).to_bytes(4, "little") + sized
