"""Web pages (.html, .htm) and their archives (.mht): the words and tables of a page, without its frame."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from ..model import NotReadable
from .contract import Content
from .packed import Element
from .text import decode
from .transcript import MOST_CELLS, Transcript

NAME = CARRIER = "html"
_OPENING = re.compile(
    rb"^\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)
_ARCHIVE = re.compile(
    rb"^(?:[\w-]{1,40}:[^\n]{0,500}\n(?:[ \t][^\n]{0,500}\n){0,8}){0,30}?MIME-Version:", re.I
)
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w-]{1,20})", re.I)
_FRAME = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "nav",
        "header",
        "footer",
        "aside",
        "form",
        "button",
        "select",
        "iframe",
        "object",
        "svg",
        "del",
        "s",
        "strike",
    ]
)
"""Elements that are no words of the document: code, navigation, forms, what is struck out."""
_PARTING = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "body",
    ]
)
"""Elements that begin a line of their own."""
_FOOTNOTE = re.compile(r"\W{0,2}[\d*①-⑳]{1,3}\W{0,2}")
_WIDEST, _LONGEST = 64, 2_000
_DEEPEST = 200


def recognises(data: bytes, path: Path) -> bool:
    """Whether a file begins as a web page or as the archive of one."""
    head = data[:4096]
    return bool(_OPENING.match(head)) or (b"multipart/related" in head and bool(_ARCHIVE.match(head)))


def read(data: bytes, path: Path) -> Content:
    """The words and tables of a web page in their order."""
    from lxml import etree, html  # only web pages need it

    if not _OPENING.match(data[:4096]):
        data = _page_of_archive(data)
    text = _decoded(data)
    try:
        root = html.document_fromstring(
            text, parser=html.HTMLParser(remove_comments=True, no_network=True, huge_tree=True)
        )
    except (etree.LxmlError, ValueError) as error:
        raise NotReadable("网页不完整或已损坏：请重新保存") from error
    written = Transcript()
    _Page(written).block(root)
    return written.content()


def _decoded(data: bytes) -> str:
    """The text of a page in the encoding it names, else as text files are read; without what an XML reader minds."""
    declared = _DECLARED.search(data[:4096])
    if declared:
        try:
            return data.decode("gb18030" if declared[1].lower().startswith(b"gb") else declared[1].decode())
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data)


def _page_of_archive(data: bytes) -> bytes:
    """The first page of an archive of a page with its pictures (MHTML)."""
    import email.policy  # heavy, and archives of pages are few

    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                charset = part.get_content_charset()
                return _with_charset(content, charset) if charset else content
    raise NotReadable("网页存档里没有网页：请重新保存")


def _with_charset(content: bytes, charset: str) -> bytes:
    try:
        return content.decode("gb18030" if charset.lower().startswith("gb") else charset).encode()
    except (LookupError, UnicodeDecodeError):
        return content


class _Page:
    """Walks a page: words gather until an element begins a line of its own."""

    def __init__(self, written: Transcript) -> None:
        self._written = written
        self._words: list[str] = []

    def block(self, element: Element, depth: int = 0) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _FRAME or depth > _DEEPEST or _hidden(element):
            return
        if tag == "br":
            self._end()
        elif tag == "table" and not _is_frame(element):
            self._end()
            for caption in element.iterfind("caption"):
                self._written.words(_words(caption))
            self._written.table(list(_rows(element)))
        elif not _is_footnote(element):
            parting = tag in _PARTING
            if parting:
                self._end()
            self._take(element.text)
            for child in element:
                self.block(child, depth + 1)
                self._take(child.tail)
            if parting:
                self._end()
        if tag in ("html", "body"):
            self._end()

    def _take(self, text: str | None) -> None:
        if text:
            self._words.append(text)

    def _end(self) -> None:
        text = " ".join("".join(self._words).replace("\xa0", " ").split(None)) if self._words else ""
        self._words.clear()
        if text:
            self._written.words(text)


def _is_frame(table: Element) -> bool:
    """Whether a table only lays the page out: other tables or whole paragraphs stand in its cells."""
    return table.find(".//table") is not None or len(table.findall(".//tr")) < 2


def _is_footnote(element: Element) -> bool:
    """Whether an element is the mark of a footnote: a raised number after words (but m<sup>2</sup> is a unit)."""
    if element.tag != "sup" or not _FOOTNOTE.fullmatch("".join(element.itertext())):
        return False
    before = element.getprevious()
    text = (before.tail if before is not None else element.getparent().text) or ""
    return not text.rstrip()[-1:].isascii() or not text.rstrip()[-1:].isalpha()


def _hidden(element: Element) -> bool:
    style = element.get("style", "").replace(" ", "").lower()
    return "display:none" in style or "visibility:hidden" in style or element.get("hidden") is not None


def _rows(table: Element) -> Iterator[list[str]]:
    """The rows of a table; a cell over several columns or rows stands in its first place, the others are blank."""
    taken: dict[int, int] = {}
    for row in table.iter("tr"):
        cells: list[str] = []
        for cell in row.iterchildren("td", "th"):
            _skip_taken(cells, taken)
            wide, long = _span(cell, "colspan", _WIDEST), _span(cell, "rowspan", _LONGEST)
            for column in range(len(cells), min(len(cells) + wide, MOST_CELLS)):
                if long > 1:
                    taken[column] = long - 1
            cells += [_words(cell), *[""] * (wide - 1)]
            if len(cells) >= MOST_CELLS:
                break
        _skip_taken(cells, taken)
        yield cells


def _skip_taken(cells: list[str], taken: dict[int, int]) -> None:
    """Blank cells where a cell from above still stands."""
    while taken.get(len(cells), 0) > 0:
        taken[len(cells)] -= 1
        cells.append("")


def _span(cell: Element, name: str, most: int) -> int:
    value = cell.get(name, "1").strip()
    return max(1, min(int(value), most)) if value.isdecimal() and len(value) < 6 else 1


def _words(element: Element, depth: int = 0) -> str:
    """The words of a cell or caption, a line for each paragraph in it."""
    tag = element.tag if isinstance(element.tag, str) else ""
    if tag in _FRAME or depth > _DEEPEST or _is_footnote(element) or _hidden(element):
        return ""
    inside = (" ".join((element.text or "").split()) if element.text else "") + "".join(
        _words(child, depth + 1) + " ".join((child.tail or "").split()) for child in element
    )
    if tag == "br":
        return "\n"
    return f"\n{inside}\n" if tag in _PARTING and tag not in ("td", "th") else inside
