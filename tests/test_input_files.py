"""Which files there are, what they are called, and how their bytes are read: each oddity ends as one line about one file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from documents import minimal, write
from mingzhang.engines import Loss
from mingzhang.model import NotReadable
from mingzhang.reading import files
from mingzhang.reading.files import MAX_BYTES, input_files, read_bytes, shown
from mingzhang.shards.making import lost, make_shard, shard_path
from mingzhang.shards.receipts import Receipt, Task


def receipt(path: Path, cache: Path) -> Receipt:
    return make_shard(Task(path, shown(path.name), cache))


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (b"a.txt", "a.txt"),
        ("决算.txt".encode(), "决算.txt"),
        ("决算 2023\u3000终.txt".encode(), "决算 2023\u3000终.txt"),
        ("决算.txt".encode("gb18030"), "决算.txt"),  # as archives packed on a Chinese Windows unpack
        (b"\xff\xff.txt", "\\udcff\\udcff.txt"),
        (b"two\nlines\r.txt", "two\\nlines\\r.txt"),
        ("a\u202ebc.txt".encode(), "a\\u202ebc.txt"),
    ],
)
def test_names_are_shown_on_one_line_in_any_encoding(name: bytes, told: str) -> None:
    assert shown(os.fsdecode(name)) == told


def test_a_file_with_a_name_in_gbk_is_published_under_its_name(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + "青石街道.txt".encode("gb18030")))
    path.write_text(minimal(), encoding="utf-8")
    (found,) = input_files([tmp_path]).files
    assert found == (path, "青石街道.txt")
    told = make_shard(Task(*found, tmp_path / "cache"))
    assert (told.name, told.status) == ("青石街道.txt", "ok")


def test_pipes_devices_and_dead_links_are_told_and_hold_nobody_up(tmp_path: Path) -> None:
    inputs = write(tmp_path / "in", good=minimal())
    os.mkfifo(inputs / "pipe.txt")
    (inputs / "dead.txt").symlink_to(inputs / "nowhere.txt")
    told = {r.name: r.error for r in (receipt(path, tmp_path) for path, _ in input_files([inputs]).files)}
    assert told == {
        "dead.txt": "无法打开文件：No such file or directory",
        "good.txt": None,
        "pipe.txt": "不是普通文件（文件夹、管道或设备）：请指定文件",
    }
    for path in (inputs / "pipe.txt", Path("/dev/zero")):
        with pytest.raises(NotReadable, match="不是普通文件"):
            read_bytes(path)
    assert input_files([inputs / "pipe.txt"]).files == [(inputs / "pipe.txt", "pipe.txt")]


def test_the_size_is_asked_before_a_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "huge.txt"
    with file.open("wb") as sparse:
        sparse.truncate(5_000_000_000)
    told = receipt(file, tmp_path)
    assert told.error == f"文件过大（5000 MB，上限 {MAX_BYTES // 1_000_000} MB）"


def test_a_file_that_changes_while_it_is_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"x" * 100)
    seen = os.fstat
    turns = iter(range(100))

    def growing(descriptor: int) -> os.stat_result:
        with file.open("ab") as more:
            more.write(b"x" * (next(turns) % 2))
        return seen(descriptor)

    monkeypatch.setattr(files.os, "fstat", growing)
    assert receipt(file, tmp_path).error == "读取时文件正在改变：请待其写完再试"


def test_a_file_that_vanishes_is_told(tmp_path: Path) -> None:
    told = receipt(tmp_path / "gone.txt", tmp_path)
    assert (told.status, told.error) == ("quarantined", "无法打开文件：No such file or directory")


def test_a_file_that_killed_its_process_is_not_looked_at_again(tmp_path: Path) -> None:
    for why in Loss:
        told = lost(Task(tmp_path / "gone.txt", "gone.txt", tmp_path), why)
        assert (told.status, told.bytes) == ("quarantined", 0)
        assert told.error and "\n" not in told.error


def test_a_folder_in_the_place_of_a_shard_gives_way(tmp_path: Path) -> None:
    file = write(tmp_path, a=minimal()) / "a.txt"
    first = receipt(file, tmp_path / "cache")
    shard = shard_path(tmp_path / "cache", first.source_id)
    shard.unlink()
    (shard / "inside").mkdir(parents=True)
    again = receipt(file, tmp_path / "cache")
    assert (again.status, again.cached) == ("ok", False)
    assert receipt(file, tmp_path / "cache").cached


def test_a_shard_that_cannot_be_written_is_no_fault_of_the_file(tmp_path: Path) -> None:
    file = write(tmp_path, a=minimal()) / "a.txt"
    (tmp_path / "cache").write_text("a file")
    with pytest.raises(OSError, match="Not a directory"):
        receipt(file, tmp_path / "cache")


@pytest.mark.parametrize("damage", [lambda b: b[:100], lambda b: b"", lambda b: b[:-1] + bytes([b[-1] ^ 1])])
def test_a_damaged_shard_is_made_again(tmp_path: Path, damage: object) -> None:
    file = write(tmp_path, a=minimal()) / "a.txt"
    first = receipt(file, tmp_path / "cache")
    shard = shard_path(tmp_path / "cache", first.source_id)
    shard.write_bytes(damage(shard.read_bytes()))  # type: ignore[operator]
    assert not receipt(file, tmp_path / "cache").cached
    assert receipt(file, tmp_path / "cache").cached


def test_the_receipt_of_a_kept_shard_is_the_one_of_its_making(tmp_path: Path) -> None:
    file = write(tmp_path, a=minimal()) / "a.txt"
    first = receipt(file, tmp_path / "cache")
    kept = receipt(file, tmp_path / "cache")
    assert (first.cached, kept.cached) == (False, True)
    assert kept.department == first.department == "云州市临江区人民政府青石街道办事处"
    assert kept.findings == first.findings


def test_a_folder_that_cannot_be_searched_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inputs = write(tmp_path / "in", good=minimal())
    (inputs / "closed").mkdir()
    opened = os.scandir

    def refusing(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path)

    monkeypatch.setattr(os, "scandir", refusing)
    found = input_files([inputs])
    assert [name for _, name in found.files] == ["good.txt"]
    assert found.passed_over == [f"{inputs / 'closed'}: cannot be searched (Permission denied)"]


def test_a_link_that_leads_out_of_the_folder_is_told_and_not_followed(tmp_path: Path) -> None:
    inputs = write(tmp_path / "in", good=minimal())
    (inputs / "out.txt").symlink_to(write(tmp_path / "other", secret=minimal()) / "secret.txt")
    found = input_files([inputs])
    assert [name for _, name in found.files] == ["good.txt"]
    assert found.passed_over == [f"out.txt: a link that leads out of {inputs}, not followed"]
