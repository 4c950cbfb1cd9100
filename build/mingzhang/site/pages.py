"""A page as this stage hands it to the frame: a ready HTML body and what the frame must know of it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from html import escape
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of the page's contents list; `level` 2 or 3, `id` the anchor, `title` plain text."""

    id: str
    title: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Page:
    """One page. `url` is relative to the site's root and ends with a slash (`""` is the home page).

    `lang` is the page's language, `alternate` the address of the same in the other one.
    `title` and `description` are plain text; `body` is HTML made by our templates. `wide` hides the navigation
    at the side, `bare` the contents list as well.
    """

    url: str
    title: str
    body: str
    description: str = ""
    headings: tuple[Heading, ...] = ()
    wide: bool = True
    bare: bool = False
    lang: str = "zh"
    alternate: str = ""


def root_of(url: str) -> str:
    """The way from a page back to the site's root: `../../` for `d/x/`."""
    return "../" * url.count("/")


def write_page(page: Page, docs: Path, bodies: Path) -> None:
    """Write the stub that MkDocs frames and, beside it, the body that the hook puts in."""
    stub, body = docs / page.url / "index.md", bodies / page.url / "body.html"
    stub.parent.mkdir(parents=True, exist_ok=True)
    body.parent.mkdir(parents=True, exist_ok=True)
    contents = json.dumps([asdict(heading) for heading in page.headings], ensure_ascii=False)
    text = f"{contents}\n{page.body}".encode()
    body.write_bytes(text)
    stub.write_text(_front_matter(page, hashlib.sha256(text).hexdigest()[:16]), encoding="utf-8")


def _front_matter(page: Page, digest: str) -> str:
    # The theme prints title and description as they come, so they are escaped here, once.
    hidden = (["navigation"] if page.wide else []) + (["toc"] if page.bare else [])
    meta = {
        "title": escape(printable(page.title)),
        "description": escape(printable(page.description)),
        "hide": hidden,
        "lang": page.lang,
        "alternate": page.alternate,
        "body": digest,
    }
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in meta.items()]
    return "\n".join(["---", *lines, "---", ""])


def printable(text: str) -> str:
    """The text without control characters and the like, which YAML refuses; at most 300 characters."""
    return "".join(c if c.isprintable() else " " for c in text)[:300]
