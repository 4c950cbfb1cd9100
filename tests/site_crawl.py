"""Reading a built site: every page's anchors, links, and what a browser would load for it."""

from __future__ import annotations

import gzip
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

BASE = "http://portal.test/"
# Served beside the site, not part of it: the data browser, and the database for downloading.
BESIDE = ("data/", "files/", "disclosures.db", "openapi.json")
_CSS_URL = re.compile(r"url\(\s*['\"]?([^'\")]{1,500})")


@dataclass
class ReadPage:
    """What one HTML file says of itself."""

    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        return "".join(self.text)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = ReadPage()
        self.raw = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        page, given = self.page, {name: value or "" for name, value in attrs}
        page.tags.append(tag)
        if "id" in given:
            page.ids.append(given["id"])
        if tag == "a" and "href" in given:
            page.links.append(given["href"])
        if tag == "form" and "action" in given:
            page.links.append(given["action"])
        if "src" in given:
            page.loads.append(given["src"])
        if tag == "link" and given.get("rel", "") not in ("canonical", "alternate", "prev", "next"):
            page.loads.append(given["href"])
        page.loads += _CSS_URL.findall(given.get("style", ""))
        self.raw += tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self.raw -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self.raw:
            self.page.text.append(data)


def read_text(html: str) -> ReadPage:
    reader = _Reader()
    reader.feed(html)
    return reader.page


def page_of(folder: Path) -> str:
    """The page of an address, which may lie there compressed."""
    packed = folder / "index.html.gz"
    content = (
        gzip.decompress(packed.read_bytes()) if packed.exists() else (folder / "index.html").read_bytes()
    )
    return content.decode()


def unpack_pages(site: Path) -> None:
    """Lay every page that lies compressed beside itself as a plain file, for a server that unpacks nothing."""
    for file in site.rglob("index.html.gz"):
        file.with_suffix("").write_bytes(gzip.decompress(file.read_bytes()))


def read_page(file: Path) -> ReadPage:
    content = file.read_bytes()
    return read_text((gzip.decompress(content) if file.suffix == ".gz" else content).decode())


def read_site(site: Path) -> dict[str, ReadPage]:
    """address (relative, as a visitor sees it) → the page."""
    pages = {}
    for file in sorted((*site.rglob("*.html"), *site.rglob("*.html.gz"))):
        path = file.relative_to(site).as_posix().removesuffix(".gz")
        if path != "404.html":
            pages[path.removesuffix("index.html")] = read_page(file)
    return pages


def broken_links(site: Path, pages: dict[str, ReadPage]) -> list[str]:
    """`page: link` of every link within the site that leads nowhere."""
    broken = []
    for address, page in pages.items():
        for link in page.links:
            whole, anchor = urldefrag(urljoin(BASE + address, link))
            target = unquote(whole.removeprefix(BASE).split("?")[0])
            if not whole.startswith(BASE) or target.startswith(BESIDE):
                continue
            if target in pages:
                if anchor and unquote(anchor) not in pages[target].ids:
                    broken.append(f"{address}: {link} (no such anchor)")
            elif not (site / target).is_file():
                broken.append(f"{address}: {link}")
    return broken


def missing_loads(site: Path, pages: dict[str, ReadPage]) -> list[str]:
    """`page: address` of every script, style or picture of the site's own that is not there."""
    missing = []
    for address, page in pages.items():
        for load in page.loads:
            whole = urljoin(BASE + address, load).split("?")[0].split("#")[0]
            if whole.startswith(BASE) and not (site / unquote(whole.removeprefix(BASE))).is_file():
                missing.append(f"{address}: {load}")
    return missing


def loads_from_elsewhere(site: Path, pages: dict[str, ReadPage]) -> list[str]:
    """`file: address` of everything a browser would fetch from another host."""
    found = []
    for address, page in pages.items():
        found += [f"{address}: {load}" for load in page.loads if _elsewhere(urljoin(BASE + address, load))]
    for file in sorted(site.rglob("*.css")):
        text = file.read_text(encoding="utf-8")
        urls = [*_CSS_URL.findall(text), *re.findall(r"@import\s+['\"]([^'\"]{1,500})", text)]
        found += [f"{file.name}: {url}" for url in urls if _elsewhere(urljoin(BASE, url))]
    return found


def _elsewhere(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme not in ("data", "") and parts.netloc != urlsplit(BASE).netloc
