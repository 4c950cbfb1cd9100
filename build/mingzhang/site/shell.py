"""Shells: what Material makes of one page, cut open, so that thousands of others of its kind need no Material.

Pages of one kind differ in address, title, description, contents list and body, and in nothing else. MkDocs frames
one stand-in per kind (5 ms each, and one process); every real page is filled in from there (0.1 ms, any number of
processes). It also keeps the way out of Material open.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from .pages import Heading, Page, printable

STAND_IN = "mz-stand-in"
_CUTS = re.compile(r"(MZ-TITLE|MZ-DESCRIPTION|MZ-CONTENTS|MZ-BODY|mz-stand-in)")


@dataclass(frozen=True, slots=True)
class Shell:
    """A framed page in pieces: text and, in turn, the name of what goes between; `entry` is one line of contents."""

    pieces: tuple[str, ...]
    entry: str


def stand_ins() -> Iterator[Page]:
    """A page of each kind that there is one of per disclosure."""
    contents = (Heading("MZ-ID", "MZ-HEADING"),)
    told = ("MZ-TITLE", "MZ-BODY", "MZ-DESCRIPTION")
    yield Page(f"d/{STAND_IN}/", *told, headings=contents, alternate=f"en/d/{STAND_IN}/")
    yield Page(f"d/{STAND_IN}/source/", *told, bare=True)
    yield Page(f"en/d/{STAND_IN}/", *told, headings=contents, lang="en", alternate=f"d/{STAND_IN}/")


def take_shells(output: Path) -> dict[str, Shell]:
    """stand-in's address → its shell; the stand-ins are taken out of the site."""
    shells = {page.url: _cut((output / page.url / "index.html").read_text("utf-8")) for page in stand_ins()}
    for folder in (output / "d" / STAND_IN, output / "en" / "d" / STAND_IN):
        shutil.rmtree(folder)
    return shells


def _cut(text: str) -> Shell:
    entry, at = "", text.find("MZ-ID")
    if at >= 0:
        start, end = text.rindex("<li", 0, at), text.index("</li>", at) + len("</li>")
        entry = text[start:end]
        text = text[:start] + "MZ-CONTENTS" + text[end:]
    return Shell(tuple(_CUTS.split(text)), entry)


def write_filled(page: Page, id_: str, shells: dict[str, Shell], output: Path) -> None:
    """Write a page of disclosure `id_` into the site. What goes in is never searched for further places."""
    shell = shells[page.url.replace(id_, STAND_IN, 1)]
    given = {
        "MZ-TITLE": escape(printable(page.title)),
        "MZ-DESCRIPTION": escape(printable(page.description)),
        "MZ-CONTENTS": "".join(_entry(shell.entry, heading) for heading in page.headings),
        "MZ-BODY": page.body,
        STAND_IN: id_,
    }
    file = output / page.url / "index.html"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(given.get(piece, piece) for piece in shell.pieces), encoding="utf-8")


def _entry(entry: str, heading: Heading) -> str:
    return entry.replace("MZ-ID", escape(heading.id)).replace("MZ-HEADING", escape(heading.title))
