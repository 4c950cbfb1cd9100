"""The files of an input: which there are, what they are called, and their bytes, read within bounds."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ..model import NotReadable

MAX_BYTES = 64 * 1024 * 1024
"""The largest file read; a real disclosure as text has about 0.1 MB."""
READ_ME = "README.md"
WITHDRAW, REPLACES, EXPECTED, BODIES = "withdraw.csv", "replaces.csv", "expected.csv", "bodies.csv"
CORRECTIONS, COLLECTED, DISTRICTS = "corrections.csv", "collected.csv", "districts.csv"
HEADCOUNTS, PRICES = "headcounts.csv", "price_index.csv"
REGISTERS = frozenset(
    {WITHDRAW, REPLACES, EXPECTED, BODIES, CORRECTIONS, COLLECTED, DISTRICTS, HEADCOUNTS, PRICES}
)
"""Files at the top of an input folder that are no documents: what people say of documents and bodies."""
REPLIES = "replies"
"""The folder at the top of an input folder with what departments reply to findings; no documents either."""
_TRIES, _PROBED = 3, 1024
_MARKED_UP = (".html", ".htm", ".mht", ".mhtml")


@dataclass(slots=True)
class Found:
    """Files with the names the portal knows them by, in the order of the names; and what was passed over, a line each."""

    files: list[tuple[Path, str]] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)


def input_files(inputs: Iterable[Path]) -> Found:
    """Every file of `inputs` (files or folders, searched through); its name is relative to its input.

    Hidden files and folders and the registers of a folder are passed over, and symbolic links inside a folder are not followed out of it. What is no
    plain file (a pipe, a device, a dead link) is among the files: reading it says why it cannot be read.
    A path that does not exist raises `FileNotFoundError`.
    """
    found: dict[Path, str] = {}
    passed_over: list[str] = []
    for given in inputs:
        if not given.exists():
            raise FileNotFoundError(given)
        if not given.is_dir():
            found.setdefault(given.resolve(), shown(given.name))
            continue
        root = given.resolve()
        for path in _below(root, passed_over):
            name = shown(path.relative_to(root).as_posix())
            if name in REGISTERS or name.startswith(f"{REPLIES}/"):
                continue
            if path.is_symlink() and not path.resolve().is_relative_to(root):
                passed_over.append(f"{name}: a link that leads out of {given}, not followed")
            else:
                found.setdefault(path, name)
    return Found(sorted(found.items(), key=lambda item: item[1]), passed_over)


def _below(root: Path, passed_over: list[str]) -> Iterator[Path]:
    """Every file under `root` that is not hidden; folders that cannot be searched are told."""

    def told(error: OSError) -> None:
        passed_over.append(f"{shown(os.fsdecode(error.filename))}: cannot be searched ({error.strerror})")

    for folder, folders, names in os.walk(root, onerror=told):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(folder, name) for name in sorted(names) if not name.startswith("."))


def shown(name: str) -> str:
    """A file's name as it can be printed on one line: one that is no UTF-8 is read as GB18030 (an archive packed on a
    Chinese Windows) where it can be, and what no line can hold is escaped.
    """
    for encoding in ("utf-8", "gb18030"):
        try:
            name = os.fsencode(name).decode(encoding)
            break
        except UnicodeError:
            continue
    return "".join(
        char
        if char.isprintable() or unicodedata.category(char) == "Zs"
        else char.encode("unicode_escape").decode()
        for char in name
    )


def is_plain_text(path: Path) -> bool:
    """Whether a file is text by its first bytes, or cannot be looked at; marked-up text is not."""
    try:
        if not path.is_file():
            return True
        with path.open("rb") as file:
            head = file.read(_PROBED)
    except OSError:
        return True
    if b"\0" in head or b"%PDF" in head or head.lstrip().startswith(b"<"):
        return False
    return path.suffix.lower() not in _MARKED_UP


def read_bytes(path: Path) -> bytes:
    """The whole content of a plain file. Raises `OSError`, and `NotReadable` for what is none, is too large, or is
    being written while it is read.
    """
    with open(path, "rb", opener=_without_waiting) as file:
        for _ in range(_TRIES):
            before = os.fstat(file.fileno())
            if not stat.S_ISREG(before.st_mode):
                raise NotReadable("不是普通文件（文件夹、管道或设备）：请指定文件")
            if before.st_size > MAX_BYTES:
                raise NotReadable(
                    f"文件过大（{before.st_size // 1_000_000} MB，上限 {MAX_BYTES // 1_000_000} MB）"
                )
            file.seek(0)
            data = file.read(MAX_BYTES + 1)
            if len(data) == before.st_size and _stamp(os.fstat(file.fileno())) == _stamp(before):
                return data
    raise NotReadable("读取时文件正在改变：请待其写完再试")


def _without_waiting(path: str, flags: int) -> int:
    """Open a file; a pipe that nobody writes into would hold us for ever."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _stamp(found: os.stat_result) -> tuple[int, int]:
    return found.st_size, found.st_mtime_ns
