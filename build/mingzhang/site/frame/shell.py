"""Shells: what Material makes of one page, cut open, so that thousands of others of its kind need no Material.

Pages of one kind differ in address, title, description, contents list and body, and in nothing else. MkDocs frames
one stand-in per kind (5 ms each, and one process); every real page is filled in from there (0.1 ms, any number of
processes). It also keeps the way out of Material open.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import quote

from ..html_page import Page, printable

STAND_IN = "mz-stand-in"
_VERSION = re.compile(r"v\d+")
"""The last part of a version's address; all have the frame of the first (`version_pages`)."""
_CUTS = re.compile(r"(MZ-TITLE|MZ-DESCRIPTION|MZ-CONTENTS|MZ-BODY|MZ-VERSION|mz-stand-in)")

_BETWEEN = re.compile(r"\s*\n\s*")
"""Blank lines and indents, a third of a frame; in none of its elements they would show."""


@dataclass(frozen=True, slots=True)
class Kind:
    """An address that generated pages have and how they are framed; `*` in `pattern` is what differs among them.

    `bare` pages have no contents list; `lang` and `alternate` as in `Page`.
    """

    pattern: str
    bare: bool = True
    lang: str = "zh"
    alternate: str = ""

    def url(self, name: str) -> str:
        return self.pattern.replace("*", name)

    def fits(self, page: Page, name: str) -> bool:
        """Tell whether a page asks for nothing that this kind's shell does not have."""
        wanted = (self.bare, self.lang, self.alternate.replace("*", name))
        return (page.bare, page.lang, page.alternate) == wanted


@dataclass(frozen=True, slots=True)
class Shell:
    """A framed page in pieces: text and, in turn, the name of what goes between; `entry` is one line of contents."""

    kind: Kind
    pieces: tuple[str, ...]
    entry: str


def take_shells(output: Path, kinds: Iterable[Kind]) -> dict[str, Shell]:
    """Cut the framed stand-in of every kind into its shell, by pattern; the stand-ins are taken out of the site."""
    shells = {}
    for kind in kinds:
        file = output / kind.url(STAND_IN) / "index.html"
        shells[kind.pattern] = cut(kind, file.read_text("utf-8"))
        file.unlink()
    for folder in sorted(output.rglob(STAND_IN)):
        shutil.rmtree(folder)
    return shells


def cut(kind: Kind, text: str) -> Shell:
    """Cut a framed stand-in into pieces."""
    entry, at = "", text.find("MZ-ID")
    if at >= 0:
        start, end = text.rindex("<li", 0, at), text.index("</li>", at) + len("</li>")
        entry = text[start:end]
        text = text[:start] + "MZ-CONTENTS" + text[end:]
    return Shell(kind, tuple(_CUTS.split(_BETWEEN.sub("\n", text))), entry)


def filled(page: Page, shells: dict[str, Shell]) -> str:
    """Return the whole page as HTML. What goes in is never searched for further places.

    A page that is cited with a version bears its own, a digest of what it shows: that of all data changes with every document.
    """
    shell, name = shell_of(page, shells)
    body = page.body
    given = {
        "MZ-TITLE": escape(printable(page.title)),
        "MZ-DESCRIPTION": escape(printable(page.description)),
        "MZ-CONTENTS": "".join(_entry(shell.entry, h.id, h.title) for h in page.headings),
        "MZ-BODY": body,
        "MZ-VERSION": hashlib.sha256(f"{page.title}\n{body}".encode()).hexdigest()[:8],
        STAND_IN: quote(name),
    }
    return "".join([given.get(piece, piece) for piece in shell.pieces])


def shell_of(page: Page, shells: dict[str, Shell]) -> tuple[Shell, str]:
    """Return the shell for a page, and what stands in its address where the kind's pattern has `*`."""
    found, name = shells.get(page.url), ""
    parts = page.url.split("/")
    for place, part in enumerate(parts):
        if found is None:
            rest = [_VERSION.sub("v1", later) for later in parts[place + 1 :]]
            name, found = part, shells.get("/".join([*parts[:place], "*", *rest]))
    if found is None or not found.kind.fits(page, name):
        raise ValueError(f"no shell for {page.url!r} as it is: see page_kinds.PAGE_KINDS")
    return found, name


def _entry(entry: str, id_: str, title: str) -> str:
    return entry.replace("MZ-ID", escape(id_)).replace("MZ-HEADING", escape(title))
