"""A page as this stage hands it to the frame: a ready HTML body and what the frame must know of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of the page's contents list: `id` the anchor, `title` plain text."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page. `url` is relative to the site's root and ends with a slash (`""` is the home page).

    `lang` is the page's language, `alternate` the address of the same in the other one.
    `title` and `description` are plain text; `body` is HTML made by our templates, in `draw` or when it is asked for. `bare` hides the contents list. A page `beside`
    that of a disclosure is one fewer people read: of a compact portal it lies compressed.
    """

    url: str
    title: str
    draw: str | Callable[[], str]
    description: str = ""
    headings: tuple[Heading, ...] = ()
    bare: bool = False
    lang: str = "zh"
    alternate: str = ""
    beside: bool = False
    made_of: object = None
    """Plain values and rows that all else of the page follows from: where they are those of the old site, nothing is drawn."""

    files: tuple[tuple[str, bytes], ...] = ()
    """What lies beside the page for downloading: path in the site and content."""

    @property
    def body(self) -> str:
        return self.draw if isinstance(self.draw, str) else self.draw()


def root_of(url: str) -> str:
    """Return the way from a page back to the site's root: `../../` for `d/x/`."""
    return "../" * url.count("/")


def printable(text: str) -> str:
    """Return the text without control characters and the like; at most 300 characters."""
    return "".join(c if c.isprintable() else " " for c in text)[:300]
