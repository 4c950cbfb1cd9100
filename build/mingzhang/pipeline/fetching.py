"""Inputs at addresses (`s3://bucket/folder`, whatever fsspec knows): fetched into a folder beside the portal, only what changed.

A build reads files many times (to read, to publish, to show pages), so each is fetched once and then is a file like
any other. Of an address a mark for each file is kept (its size with its tag or time); a file of the same mark is not
fetched again, one that is gone there is gone here.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec

from ..progress import Reporter
from .stages import InputError

FOLDER = "inputs"
"""Where files from addresses lie, in the hidden folder of a portal."""
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*(::[a-z][a-z0-9+.-]*)*://.+")
_SECRET = re.compile(r"(?<=://)[^/@]*@")  # sftp://user:password@host/folder
_STAMPS = ("ETag", "etag", "md5", "LastModified", "last_modified", "mtime", "modify", "created")
_MARKS = "marks.json"
_AT_ONCE = 8
_TRIES = 2


def is_address(given: str) -> bool:
    """Tell an address from a path.

    >>> is_address("s3://bucket/folder"), is_address("disclosures"), is_address("C:/disclosures")
    (True, False, False)
    """
    return _ADDRESS.fullmatch(given) is not None


def fetched(inputs: Sequence[str], output: Path, reporter: Reporter) -> list[Path]:
    """Return the inputs as paths: those at addresses fetched into the hidden folder of the portal `output`, the others as
    they are. Raises `InputError` where an address cannot be read; nothing is built then."""
    output = output.absolute()
    below = output.parent / ".mingzhang" / output.name / FOLDER
    paths = []
    for given in inputs:
        if is_address(given):
            folder = below / hashlib.sha256(given.encode()).hexdigest()[:16]
            _fetch(given, folder, reporter)
            paths.append(folder / "files")
        else:
            paths.append(Path(given))
    _forget(below, {path.parent for path in paths})
    return paths


def _fetch(address: str, folder: Path, reporter: Reporter) -> None:
    files, marks = folder / "files", folder / _MARKS
    files.mkdir(parents=True, exist_ok=True)
    with _told(address):
        system, there = _listed(address)
    known = msgspec.json.decode(marks.read_bytes(), type=dict[str, str]) if marks.is_file() else {}
    marked = {name: _mark(info) for name, (_, info) in there.items()}
    wanted = [
        name
        for name, mark in marked.items()
        if not mark or known.get(name) != mark or not (files / name).is_file()
    ]
    marks.unlink(missing_ok=True)  # what follows may be cut off
    have = {name: mark for name, mark in known.items() if name in marked and name not in wanted}

    def fetch(name: str) -> str:
        place, info = there[name]
        _fetch_file(system, place, info.get("size"), files / name)
        return name

    try:
        with (
            reporter.stage(f"Fetching {shown(address)}", len(wanted)) as advance,
            _told(address),
            ThreadPoolExecutor(_AT_ONCE) as pool,
        ):
            for name in pool.map(fetch, wanted):
                have[name] = marked[name]
                advance()
    finally:
        marks.write_bytes(msgspec.json.encode(have))
    for path in sorted(files.rglob("*"), reverse=True):
        if path.is_file() and path.relative_to(files).as_posix() not in there:
            path.unlink()
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()


def _listed(address: str) -> tuple[Any, dict[str, tuple[str, Mapping[str, Any]]]]:
    """The file system behind an address, and its files: by the name below the address, where each lies and what is known of
    it. Hidden files are passed over. Raises whatever the file system raises."""
    from fsspec.core import url_to_fs

    system, root = url_to_fs(address)
    found = system.find(root, detail=True)
    if not found:
        raise FileNotFoundError("nothing lies there")
    there = {}
    for place, info in found.items():
        if place.endswith("/") or info.get("type") == "directory":
            continue
        name = PurePosixPath(
            place.rstrip("/").removeprefix(root.rstrip("/")).lstrip("/") or PurePosixPath(place).name
        )
        if not any(part.startswith(".") for part in name.parts) and not name.is_absolute():
            there[str(name)] = (place, info)
    return system, there


def _mark(info: Mapping[str, Any]) -> str:
    """What tells one state of a file from another; "" where nothing does, so that it is fetched each time."""
    stamp = next((str(info[name]) for name in _STAMPS if info.get(name)), "")
    return f"{info.get('size')} {stamp}" if stamp else ""


def _fetch_file(system: Any, place: str, size: int | None, to: Path) -> None:
    """Fetch one file whole or not at all. Raises whatever the file system raises."""
    to.parent.mkdir(parents=True, exist_ok=True)
    beside = to.with_name(f".{to.name[-100:]}.{os.getpid()}.part")
    for tried in range(_TRIES):
        try:
            system.get_file(place, str(beside))
            if size is not None and beside.stat().st_size != size:
                raise OSError(f"{place}: {beside.stat().st_size} of {size} bytes came")
            beside.replace(to)
            return
        except Exception:  # each file system has errors of its own
            beside.unlink(missing_ok=True)
            if tried == _TRIES - 1:
                raise


@contextmanager
def _told(address: str) -> Iterator[None]:
    """Say in one line what is wrong with an address. Each file system has errors of its own."""
    try:
        yield
    except Exception as error:
        reason = " ".join(_SECRET.sub("", str(error)).split())[:300]
        if isinstance(error, ImportError):
            reason = reason or "pip install 'mingzhang[cluster]'"
        raise InputError(f"{shown(address)}: cannot be read ({type(error).__name__}: {reason})") from None


def shown(address: str) -> str:
    """Return an address without what it may hold of user and password.

    >>> shown("sftp://me:secret@host/folder")
    'sftp://host/folder'
    """
    return _SECRET.sub("", address)


def _forget(below: Path, used: set[Path]) -> None:
    """Drop the files of addresses that are no inputs any more."""
    for folder in below.iterdir() if below.is_dir() else ():
        if folder not in used:
            shutil.rmtree(folder, ignore_errors=True)
