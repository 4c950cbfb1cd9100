"""The Markdown twin of a page, `index.md` beside `index.html`: the same words for programs that read text.

Statements are pipe tables with the line of the source in their last column. Pictures, scripts, buttons and the arrows
between figures and sentences are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

from .html_page import Page

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


def twin_of(page: Page) -> tuple[str, bytes]:
    """Return the address of a page's twin and what stands there."""
    return f"{page.url}index.md", (page.markdown or markdown_twin(page.title, page.body)).encode()


def markdown_twin(title: str, body: str) -> str:
    """Return the page `body`, HTML of our own making, as Markdown; `title` where the body has no heading."""
    root = etree.HTML(f"<body>{body}</body>", _PARSER)
    blocks = [block for block in _blocks(root) if block]
    if not any(block.startswith("# ") for block in blocks):
        blocks.insert(0, f"# {_escaped(title)}")
    return "\n\n".join(blocks) + "\n"


def twin_of_framed(page: str) -> str:
    """Return the twin of a whole page, HTML framed by Material: its article."""
    article = next(etree.HTML(page, _PARSER).iter("article"), None)
    blocks = [] if article is None else [block for block in _blocks(article) if block]
    return "\n\n".join(blocks) + "\n"


def printed_lines(title: str, lines: Iterable[tuple[int, str]]) -> str:
    """Return numbered lines of a source, as they are, under a title."""
    text = "\n".join(f"{number}\t{line}" for number, line in lines)
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    return f"# {_escaped(title)}\n\n{fence}\n{text}\n{fence}\n"


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
