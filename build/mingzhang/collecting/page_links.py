"""The documents that a page links to, and what the page is called."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree, html

from ..reading.text import decode
from .address_list import web_address

SUFFIXES = frozenset(
    (".pdf", ".doc", ".docx", ".wps", ".xls", ".xlsx", ".et", ".ofd", ".ods", ".zip", ".rar", ".7z", ".txt")
)
_MOST = 500
_LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class WebPage:
    """A page: its title, and the addresses of documents it links to on its own site, each with the words of its link."""

    title: str
    documents: dict[str, str]


def read_web_page(content: bytes, address: str) -> WebPage:
    """Read a page that was fetched from `address`; what is no page at all has no title and no links."""
    try:  # told by the bytes, as with files: many pages name no encoding, or the wrong one
        text = decode(content).encode()
        tree = html.document_fromstring(text, parser=html.HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError):
        return WebPage("", {})
    title = " ".join("".join(tree.xpath("//title[1]//text()")).split())[:_LONGEST_TITLE]
    documents: dict[str, str] = {}
    for link in tree.xpath("//a[@href]"):
        target = _joined(address, str(link.get("href")))
        if target and is_document(target) and urlsplit(target).hostname == urlsplit(address).hostname:
            words = " ".join(str(link.text_content()).split())[:_LONGEST_TITLE]
            documents.setdefault(target, words)
        if len(documents) >= _MOST:
            break
    return WebPage(title, documents)


def _joined(address: str, target: str) -> str | None:
    try:
        return web_address(urljoin(address, target.strip()))
    except ValueError:
        return None


def is_document(address: str) -> bool:
    """Whether an address ends as the name of a document does."""
    return PurePosixPath(unquote(urlsplit(address).path)).suffix.lower() in SUFFIXES
