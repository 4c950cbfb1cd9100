"""A build publishes whole or not at all: it works beside the old portal and changes places with it at the end."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from .interruptions import say_when_stopped, tidied_by

MARK = "disclosures.db"
"""The file by which a folder is known to be a portal."""
PARTITIONS = "partitions.json"
"""The file by which the front of a portal of portals is known: which there are."""
_PARTS = frozenset(
    {MARK, "disclosures.json", PARTITIONS, "site", "site.json", "data", "data.json", "history", "build.json"}
)
_STANDS = "the portal is as it was before"
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2


class OutputError(RuntimeError):
    """The output folder cannot be built into; the message says why and what to do."""


class Workspace:
    """Where a build works: hidden beside its output, on the same file system, so that a rename can swap."""

    def __init__(self, output: Path, read: Path | None = None) -> None:
        self.output = output
        self.root = output.parent / ".mingzhang" / output.name
        self.cache = self.root / "cache"
        self.read = read or self.cache
        """Where what was read of the files is kept: with the rest, or where several portals share it."""
        self.backup = self.root / "history"
        self.building = self.root / "building"
        self.old = self.root / "old"
        self.made: int | None = None
        """The inode of the folder that is being built, by which it is known again after the exchange."""

    def publish(self) -> None:
        """Put what was built in the place of the old portal; files there that are not a portal's stay."""
        if not self.output.exists():
            self.building.rename(self.output)
            return
        for foreign in self.output.iterdir():
            if foreign.name not in _PARTS:
                _copy(foreign, self.building / foreign.name)
        _clear(self.old)
        if _exchange(self.building, self.output):
            _clear(self.building)
            return
        self.output.rename(self.old)
        self.building.rename(self.output)
        _clear(self.old)

    def stop(self) -> None:
        """Leave a whole portal and nothing half-made when the process is about to be ended."""
        self.recover()
        new = self.output.exists() and self.output.stat().st_ino == self.made
        say_when_stopped(
            "stopped; the new portal is in its place" if new else "stopped; the portal is as it was before"
        )
        shutil.rmtree(self.building, ignore_errors=True)

    def recover(self) -> None:
        """Bring back the old portal where a build was killed between the two renames of `publish`."""
        if self.old.is_dir() and not self.output.exists():
            self.old.rename(self.output)


@contextmanager
def workspace(output: Path, read: Path | None = None, mark: str = MARK) -> Iterator[Workspace]:
    """Open a workspace for one build into `output`, alone (a second build at the same time is refused). `mark` is the file
    by which an output is known, `read` the folder with what was read of the files, where that is another's.

    Raises `OutputError` where the output is a file, holds something else than a portal, or cannot be written.
    """
    output = output.absolute()
    if output.exists() and not output.is_dir():
        raise OutputError(f"{output} is a file: name a folder for the portal with --output")
    if output.is_dir() and not (output / mark).exists() and any(output.iterdir()):
        raise OutputError(f"{output} is not empty and holds no portal: choose another folder with --output")
    space = Workspace(output, read)
    try:
        space.cache.mkdir(parents=True, exist_ok=True)
        probe = output if output.is_dir() else output.parent
        if not os.access(probe, os.W_OK | os.X_OK) or not os.access(output.parent, os.W_OK | os.X_OK):
            raise PermissionError(13, "Permission denied", str(probe))
        lock = FileLock(space.root / "lock")
        with lock.acquire(timeout=0):
            space.recover()
            _clear(space.building)
            space.building.mkdir()
            space.made = space.building.stat().st_ino
            try:
                with tidied_by(space.stop):
                    yield space
            finally:
                # What a broken disk does not let us remove, the next build removes.
                shutil.rmtree(space.building, ignore_errors=True)
    except Timeout:
        raise OutputError(
            f"another build into {output} is running: wait for it, or choose another --output"
        ) from None
    except OSError as error:
        raise OutputError(_told(error, space)) from error
    except sqlite3.OperationalError as error:
        raise OutputError(
            f"cannot write the database in {space.root} ({error}): is there room on the disk? {_STANDS}"
        ) from error


def _told(error: OSError, space: Workspace) -> str:
    """Say what a person can do about an error of the system, in one line."""
    at = Path(os.fsdecode(error.filename)) if error.filename else space.root
    reason = error.strerror or str(error)
    ours = any(at.is_relative_to(folder) for folder in (space.root.parent, space.output))
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return (
            f"no room to build in {space.root} ({reason}): make room, or choose another --output; {_STANDS}"
        )
    if error.errno == errno.ENOENT and not ours:
        return f"{at} is missing ({reason}): put it back, or run `mingzhang init` in a new folder; {_STANDS}"
    if error.errno == errno.EIO:
        return f"the disk of {at} fails ({reason}): {_STANDS}"
    return f"cannot write to {at} ({reason}): choose another folder with --output; {_STANDS}"


def _exchange(a: Path, b: Path) -> bool:
    """Swap two folders in one step, so that `b` is never missing; False where the system cannot."""
    if not sys.platform.startswith("linux"):
        return False
    with suppress(AttributeError, OSError):
        libc = ctypes.CDLL(None, use_errno=True)
        return bool(
            libc.renameat2(_AT_FDCWD, os.fsencode(a), _AT_FDCWD, os.fsencode(b), _RENAME_EXCHANGE) == 0
        )
    return False


def _copy(path: Path, to: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.copytree(path, to, symlinks=True)
    else:
        shutil.copy2(path, to, follow_symlinks=False)


def link(file: Path, to: Path) -> None:
    """Give a file a second name, in place of what is there; a copy where the file system has no such names."""
    to.parent.mkdir(parents=True, exist_ok=True)
    to.unlink(missing_ok=True)
    try:
        os.link(file, to)
    except OSError:
        shutil.copy2(file, to)


def _clear(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
