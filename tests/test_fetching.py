"""Inputs at addresses: fetched once, and again only what changed; what is wrong with one is one clear line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fsspec
import pytest
from click.testing import CliRunner
from fsspec.implementations.memory import MemoryFileSystem

from documents import minimal
from mingzhang.commands.program import main
from mingzhang.pipeline.fetching import fetched, is_address, shown
from mingzhang.pipeline.stages import InputError
from mingzhang.progress import Reporter

QUIET = Reporter(quiet=True)


@pytest.fixture
def bucket() -> Iterator[Any]:
    """A file system in memory, empty before and after."""
    system = fsspec.filesystem("memory")
    MemoryFileSystem.store.clear()
    yield system
    MemoryFileSystem.store.clear()


@pytest.fixture
def fetches(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that were fetched, in any order."""
    told: list[str] = []
    get_file = MemoryFileSystem.get_file

    def counted(self: MemoryFileSystem, place: str, *more: Any, **named: Any) -> Any:
        told.append(place)
        return get_file(self, place, *more, **named)

    monkeypatch.setattr(MemoryFileSystem, "get_file", counted)
    return told


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }


def test_only_what_changed_is_fetched_again(bucket: Any, fetches: list[str], tmp_path: Path) -> None:
    for name in ("a.txt", "sub/b.txt", "sub/deep/c.txt", ".hidden", "sub/.git/x"):
        bucket.pipe(f"/in/{name}", name.encode())
    (folder,) = fetched(["memory://in"], tmp_path / "portal", QUIET)
    assert files_in(folder) == {name: name.encode() for name in ("a.txt", "sub/b.txt", "sub/deep/c.txt")}
    assert len(fetches) == 3
    fetches.clear()
    bucket.pipe("/in/a.txt", b"new")
    bucket.rm("/in/sub/deep/c.txt")
    assert fetched(["memory://in"], tmp_path / "portal", QUIET) == [folder]
    assert fetches == ["/in/a.txt"]
    assert files_in(folder) == {"a.txt": b"new", "sub/b.txt": b"sub/b.txt"}
    assert not (folder / "sub" / "deep").exists()


def test_a_file_at_an_address_and_a_path_beside_it(bucket: Any, tmp_path: Path) -> None:
    bucket.pipe("/in/one.txt", b"1")
    folder, path = fetched(["memory://in/one.txt", "here"], tmp_path / "portal", QUIET)
    assert files_in(folder) == {"one.txt": b"1"}
    assert path == Path("here")
    fetched(["here"], tmp_path / "portal", QUIET)
    assert not folder.exists()


def test_what_is_cut_off_goes_on_where_it_was(
    bucket: Any, fetches: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        bucket.pipe(f"/in/{number}.txt", b"x")
    with monkeypatch.context() as patched:
        counted = MemoryFileSystem.get_file

        def broken(self: MemoryFileSystem, place: str, *more: Any, **named: Any) -> Any:
            if place == "/in/3.txt":
                raise ConnectionError("reset by\npeer")
            return counted(self, place, *more, **named)

        patched.setattr(MemoryFileSystem, "get_file", broken)
        with pytest.raises(
            InputError, match=r"memory://in: cannot be read \(ConnectionError: reset by peer\)$"
        ):
            fetched(["memory://in"], tmp_path / "portal", QUIET)
    before = set(fetches)
    fetches.clear()
    (folder,) = fetched(["memory://in"], tmp_path / "portal", QUIET)
    assert len(files_in(folder)) == 5
    assert "/in/3.txt" in fetches
    assert len(fetches) < 5
    assert len(before | set(fetches)) == 5
    assert not list(folder.rglob("*.part"))


def test_a_file_that_comes_short_is_not_taken(
    bucket: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bucket.pipe("/in/a.txt", b"whole")
    monkeypatch.setattr(
        MemoryFileSystem, "get_file", lambda self, place, to, **_: Path(to).write_bytes(b"who")
    )
    with pytest.raises(InputError, match="3 of 5 bytes came"):
        fetched(["memory://in"], tmp_path / "portal", QUIET)


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("memory://nothing", r"memory://nothing: cannot be read \(FileNotFoundError: nothing lies there\)"),
        ("nosuch://bucket/in", r"nosuch://bucket/in: cannot be read \(ValueError: .*nosuch"),
        ("sftp://me:secret@127.0.0.1/in", r"sftp://127.0.0.1/in: cannot be read \("),
    ],
)
def test_an_address_that_cannot_be_read_is_one_line(address: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=told) as raised:
        fetched([address], tmp_path / "portal", QUIET)
    assert "\n" not in str(raised.value)
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize("given", ["disclosures", "/a/b", "C:/disclosures", "file.txt", "a:b", "://x"])
def test_paths_are_no_addresses(given: str) -> None:
    assert not is_address(given)
    assert shown(given) == given


@pytest.mark.slow
def test_a_build_from_an_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`file://` is an address as any other."""
    there = tmp_path / "there"
    there.mkdir()
    (there / "a.txt").write_text(minimal(), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    told = CliRunner().invoke(main, ["build", there.as_uri(), "--output", "portal"])
    assert told.exit_code == 0, told.output
    assert (tmp_path / "portal" / "disclosures.db").is_file()
    before = (there / "a.txt").stat()
    told = CliRunner().invoke(main, ["build", (there / "gone").as_uri(), "--output", "portal"])
    assert told.exit_code == 2
    assert "gone: cannot be read (FileNotFoundError" in told.output
    assert (tmp_path / "portal" / "disclosures.db").is_file()
    assert (there / "a.txt").stat() == before
