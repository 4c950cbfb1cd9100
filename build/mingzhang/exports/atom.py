"""Atom feeds (RFC 4287), as bytes or as elements that are still to be filled."""

from __future__ import annotations

from xml.etree import ElementTree as ET

_ATOM = "http://www.w3.org/2005/Atom"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def new_feed(id_: str, title: str, updated: str, address: str, author: str) -> ET.Element:
    """Begin a feed in Chinese. `address` is where it is found, `updated` a moment of RFC 3339."""
    feed = ET.Element(f"{{{_ATOM}}}feed", {_LANGUAGE: "zh-CN"})
    add(feed, "id", id_)
    add(feed, "title", title)
    add(feed, "updated", updated)
    add(feed, "link", href=address, rel="self")
    add(add(feed, "author"), "name", author)
    return feed


def new_entry(feed: ET.Element, id_: str, title: str, updated: str, address: str, author: str) -> ET.Element:
    """Add an entry that leads to `address`."""
    entry = add(feed, "entry")
    add(entry, "id", id_)
    add(entry, "title", title)
    add(entry, "updated", updated)
    add(entry, "link", href=address)
    add(add(entry, "author"), "name", author)
    return entry


def add(parent: ET.Element, tag: str, text: str | None = None, **attributes: str) -> ET.Element:
    """Add a child of the Atom namespace; control characters, which XML cannot hold, are dropped."""
    child = ET.SubElement(parent, f"{{{_ATOM}}}{tag}", attributes)
    child.text = None if text is None else _printable(text)
    return child


def feed_bytes(feed: ET.Element) -> bytes:
    """Print a finished feed, indented, with its XML declaration."""
    ET.register_namespace("", _ATOM)
    ET.indent(feed)
    text: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return text


def _printable(text: str) -> str:
    return "".join(c for c in text if c >= " " and c not in "\ufffe\uffff" and not "\ud800" <= c <= "\udfff")
