"""Where recognised pages are kept, so that a run that was interrupted goes on; and which pages are recognised now."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from . import recogniser

if TYPE_CHECKING:
    from .recognised_page import RecognisedPage

Picture = tuple[Any, float]
"""Pixels (height × width × 3, BGR) and points for a pixel."""


class PagesWaiting(Exception):
    """Pages of a file that are to be recognised before it can be read: each a piece of work of its own."""

    def __init__(self, pages: tuple[int, ...]) -> None:
        super().__init__(f"{len(pages)} pages to recognise")
        self.pages = pages


@dataclass(slots=True)
class PageStore:
    """Recognised pages in `folder` (None: none is kept). Pages that are not there are recognised now, noted to be
    recognised later, or never; with `only` a number all other pages are passed over."""

    folder: Path | None = None
    recognises: Literal["now", "later", "never"] = "now"
    only: int | None = None
    waiting: list[int] = field(default_factory=list)

    def page(self, number: int, picture: Callable[[], Picture]) -> RecognisedPage | None:
        """A page read from its picture; None where it is not to be recognised now."""
        from .recognised_page import RecognisedPage, recognise_page

        if self.only not in (None, number):
            return None
        pixels, scale = picture()
        path = self._path(pixels, scale)
        if path is not None and path.is_file():
            try:
                return msgspec.msgpack.decode(path.read_bytes(), type=RecognisedPage)
            except (OSError, msgspec.DecodeError):
                path.unlink(missing_ok=True)
        if self.recognises == "later":
            self.waiting.append(number)
        if self.recognises != "now":
            return None
        found = recognise_page(pixels, scale)
        if path is not None:
            _keep(path, msgspec.msgpack.encode(found))
        return found

    def _path(self, pixels: Any, scale: float) -> Path | None:
        if self.folder is None:
            return None
        digest = hashlib.blake2b(pixels.tobytes(), digest_size=20, person=_version())
        digest.update(repr((pixels.shape, scale)).encode())
        name = digest.hexdigest()
        return self.folder / name[:2] / f"{name}.msgpack"


_USED: ContextVar[PageStore] = ContextVar("page_store")


def page_store() -> PageStore:
    """The store of what is read now; one that keeps nothing where none was set."""
    return _USED.get(PageStore())


@contextmanager
def recognising(store: PageStore) -> Iterator[PageStore]:
    """Read with a store of pages. Raises `PagesWaiting` in place of what was read where pages have to wait."""
    token = _USED.set(store)
    try:
        yield store
    except Exception:
        if store.waiting:
            raise PagesWaiting(tuple(store.waiting)) from None
        raise
    finally:
        _USED.reset(token)
    if store.waiting:
        raise PagesWaiting(tuple(store.waiting))


@cache
def _version() -> bytes:
    """What recognises pages: our own code, the models, what draws the pictures."""
    digest = hashlib.blake2b(digest_size=16)
    for file in sorted(Path(recogniser.__file__).parent.glob("*.py")):
        digest.update(file.read_bytes())
    for name in ("rapidocr", "onnxruntime"):
        digest.update(version(name).encode())
    return digest.digest()


def _keep(path: Path, data: bytes) -> None:
    """Write a page at once; two processes may write the same one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(f".{os.getpid()}.part")
    beside.write_bytes(data)
    beside.replace(path)
