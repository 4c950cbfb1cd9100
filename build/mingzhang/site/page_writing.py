"""Writing what was made: pages and files into the site, or those of the old site that are made of the same."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ..markdown_twins import markdown_twin
from ..portal import Portal
from .frame.shell import Shell, filled
from .html_page import Page
from .parts.social_card import Font
from .reuse import Kept, digest_of_values, take_over

PAGE, _LEVEL = "index.html", 4


@dataclass(frozen=True, slots=True)
class Work:
    """What a worker needs beside the name of its task."""

    database: Path
    output: Path
    portal: Portal
    shells: dict[str, Shell]
    old: Path | None
    common: str
    font: Font | None = None
    """What social cards write Chinese with."""


def files_of(page: Page, work: Work) -> Iterator[tuple[str, bytes]]:
    """Yield a page with its address; on a host of files with its Markdown twin, which a server makes when asked; in a compact
    portal a page that fewer read (`Page.beside`) compressed, as it is sent.
    """
    html = filled(page, work.shells).encode()
    if work.portal.compact and page.beside:
        yield f"{page.url}{PAGE}.gz", zlib.compress(html, _LEVEL, wbits=31)
    else:
        yield f"{page.url}{PAGE}", html
    yield from page.files
    if work.portal.files_only:
        yield f"{page.url}index.md", markdown_twin(html)


def kept_or_written(
    work: Work, kept: Kept | None, made_of: object, files: Callable[[], Iterable[tuple[str, bytes]]]
) -> Kept:
    """Take over what is made of the same, or write it."""
    digest = digest_of_values((work.common, made_of))
    if kept and work.old and kept.digest == digest and take_over(kept, work.old, work.output):
        return kept
    return Kept(digest, write_all(work, files()))


def write_all(work: Work, files: Iterable[tuple[str, bytes]]) -> dict[str, tuple[int, int]]:
    return {path: write(work.output / path, content) for path, content in files}


def write(file: Path, content: bytes) -> tuple[int, int]:
    """Write a file anew, never into one that is there: the old site may know it by a second name. Return its stamp."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    file.write_bytes(content)
    found = file.stat()
    return found.st_size, found.st_mtime_ns
