"""The Markdown twin of a page, `index.md` beside `index.html`: the same words for programs that read text.

Made of the page itself: by the server when it is asked for, or as a file for a host that only hands out files
(`Portal.files_only`). Statements are pipe tables with the line of the source in their last column. Pictures, scripts,
buttons and the arrows between figures and sentences are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

Element = Any  # lxml names the class of its elements for itself alone

_BLOCKS = {
    "address", "article", "aside", "body", "details", "div", "fieldset", "figure", "footer", "form", "header", "main", "nav",
    "section",
}  # fmt: skip
_LEFT_OUT = {
    "button",
    "canvas",
    "iframe",
    "img",
    "input",
    "noscript",
    "script",
    "select",
    "style",
    "svg",
    "template",
}
_LEFT_OUT_CLASSES = {"mz-back", "mz-crumbs", "mz-jump", "headerlink"}
_HEADINGS = {f"h{level}": "#" * level for level in range(1, 7)}
_PARSER = etree.HTMLParser(encoding="utf-8", huge_tree=True)
_SPECIAL = re.compile(r"[\\`*_\[\]<>|]")


def markdown_twin(page: bytes) -> bytes:
    """Return a whole page, HTML of our own making in UTF-8, as Markdown: its article, or all of it where it has none; under
    its title where that has no heading of its own.
    """
    root = etree.HTML(page or b"<html>", _PARSER)
    content = next((found for name in ("article", "body") for found in root.iter(name)), root)
    blocks = [block for block in _blocks(content) if block]
    if not any(block.startswith("# ") for block in blocks):
        blocks.insert(0, f"# {_title(root)}")
    return ("\n\n".join(blocks) + "\n").encode()


def _title(root: Element) -> str:
    """Return what the page is called, for cards of links, else for tabs."""
    for meta in root.iter("meta"):
        if meta.get("property") == "og:title":
            return _escaped(meta.get("content") or "")
    return next((_words(title) for title in root.iter("title")), "")


def _blocks(element: Element) -> list[str]:
    """Return the blocks of an element's content, top to bottom."""
    out: list[str] = []
    _add_blocks(element, out)
    return out


def _add_blocks(element: Element, out: list[str]) -> None:
    words: list[str] = [_escaped(element.text)] if element.text else []
    for child in element:
        tag = child.tag
        if tag in _BLOCKS or tag in _HEADINGS or tag in _MAKERS:
            out.append(_joined(words))
            words = []
            if _left_out(child):
                pass
            elif child.get("class") == "mz-source":
                out.append(_numbered_lines(child))
            elif tag in _MAKERS:
                out.extend(_MAKERS[tag](child))
            elif tag in _HEADINGS:
                out.append(f"{_HEADINGS[tag]} {_words(child)}")
            else:
                _add_blocks(child, out)
        else:
            words.append(_inline(child))
        if child.tail:
            words.append(_escaped(child.tail))
    out.append(_joined(words))


def _left_out(element: Element) -> bool:
    if not isinstance(element.tag, str) or element.tag in _LEFT_OUT:
        return True
    return not _LEFT_OUT_CLASSES.isdisjoint((element.get("class") or "").split())


def _inline(element: Element) -> str:
    if _left_out(element):
        return ""
    if element.tag == "br":
        return " "
    words = _words(element)
    address = element.get("href") if element.tag == "a" else None
    if not words or address is None or address.startswith("#") or "mz-line" in (element.get("class") or ""):
        return words
    return f"[{words}]({address.replace(' ', '%20').replace(')', '%29')})"


def _words(element: Element) -> str:
    """Return all the words within an element on one line."""
    words = [_escaped(element.text)] if element.text else []
    for child in element:
        words.append(_inline(child))
        if child.tail:
            words.append(_escaped(child.tail))
    return _joined(words)


def _joined(words: list[str]) -> str:
    return " ".join("".join(words).split())


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text) if _SPECIAL.search(text) else text


def _paragraph(element: Element) -> Iterator[str]:
    yield _words(element)


def _list(element: Element) -> Iterator[str]:
    marks = "1." if element.tag == "ol" else "-"
    items = [
        " ".join(filter(None, (block.strip() for block in _blocks(item))))
        for item in element.iterchildren("li")
    ]
    yield "\n".join(f"{marks} {item}" for item in items if item)


def _terms(element: Element) -> Iterator[str]:
    lines = []
    for child in element.iter("dt", "dd"):
        words = " ".join(filter(None, (block.strip() for block in _blocks(child))))
        lines.append(f"- **{words}**" if child.tag == "dt" else f"  {words}")
    yield "\n".join(lines)


def _table(element: Element) -> Iterator[str]:
    """Yield the caption and the rows; a cell that spans columns leaves the others blank."""
    rows = [
        [cell for one in row.iterchildren("th", "td") for cell in (_words(one), *[""] * (_span(one) - 1))]
        for row in element.iter("tr")
    ]
    rows = [row for row in rows if row]
    width = max(map(len, rows), default=0)
    caption = element.find("caption")
    if caption is not None:
        yield _words(caption)
    if not width:
        return
    lines = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in rows]
    yield "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])


def _span(cell: Element) -> int:
    given = cell.get("colspan")
    return min(int(given), 100) if given and given.isdecimal() and int(given) else 1


def _numbered_lines(element: Element) -> str:
    """Return the lines of a source as they are, each with its number."""
    lines = []
    for line in element.iter("p", "div"):
        number, link = (line.get("id") or "").removeprefix("L"), line.find("a")
        if not number and link is not None:  # its anchor stands on the picture of its page
            number = link.get("href").removeprefix("#L")
        if number:
            words = line if link is None else line.find("span")
            lines.append(f"{number}\t{''.join(words.itertext()).rstrip(chr(10))}")
    text = "\n".join(lines)
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    return f"{fence}\n{text}\n{fence}"


def _printed(element: Element) -> Iterator[str]:
    yield "\n".join(["```", "".join(element.itertext()).replace("```", "'''").rstrip("\n"), "```"])


_MAKERS = {
    "dl": _terms,
    "ol": _list,
    "p": _paragraph,
    "pre": _printed,
    "summary": _paragraph,
    "table": _table,
    "ul": _list,
}
