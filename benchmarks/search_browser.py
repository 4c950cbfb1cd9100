"""What a search in the browser costs a reader: bytes over the wire, requests and time to the first result.

Files are served as a plain host does, without compression, or as most hosts do, with scripts and pages compressed;
Chromium tells what arrived (headers included).
"""

from __future__ import annotations

import gzip
import io
import shutil
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Page, sync_playwright

_LONGEST = 90_000  # milliseconds: the longest wait for a result
_OURS = """() => document.getElementById("mz-finder").getAttribute("aria-busy") === null
    && document.getElementById("mz-told").textContent.trim() !== ""
    && new URLSearchParams(location.search).get("q") === document.getElementById("mz-query").value"""
_TEXTS = {".html", ".js", ".css", ".json", ".svg"}
_PARTS = {
    "/assets/": "the page",
    "pagefind.js": "Pagefind",
    "pagefind.bin": "Pagefind",
    "wasm.": "Pagefind",
    ".pf_index": "index",
    ".pf_meta": "list of pages",
    "pagefind-entry": "list of pages",
    "spans.bin": "list of pages",
    "/texts/": "texts",
    "documents.bin": "documents",
    "/lengths/": "documents",
    "search-config": "settings",
    "search-names": "settings",
    "search-words": "settings",
    "/search/": "the page",
}


class _Plain(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: Any) -> None:
        """Nothing is written for a request."""


class _Compressing(_Plain):
    def send_head(self) -> Any:
        """Texts are compressed."""
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        if file.suffix not in _TEXTS or not file.is_file():
            return super().send_head()
        content = gzip.compress(file.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        return io.BytesIO(content)


@dataclass
class Wire:
    """What came over the wire since the last `clear`."""

    sizes: Counter[str] = field(default_factory=Counter)
    requests: int = 0
    _addresses: dict[str, str] = field(default_factory=dict)

    def watch(self, page: Page) -> None:
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.requestWillBeSent", self._sent)
        session.on("Network.loadingFinished", self._finished)

    def clear(self) -> None:
        self.sizes.clear()
        self.requests = 0

    @property
    def total(self) -> int:
        return sum(self.sizes.values())

    def _sent(self, event: dict[str, Any]) -> None:
        self._addresses[event["requestId"]] = event["request"]["url"]

    def _finished(self, event: dict[str, Any]) -> None:
        address = self._addresses.get(event["requestId"], "")
        part = next((name for sign, name in _PARTS.items() if sign in address), "other")
        self.sizes[part] += int(event["encodedDataLength"])
        self.requests += 1


@dataclass(frozen=True, slots=True)
class Cost:
    """A query in the browser: bytes by part, requests, seconds to the result, and what the page said."""

    query: str
    total: int
    requests: int
    seconds: float
    sizes: dict[str, int]
    said: str


@contextmanager
def served(root: Path, compressed: bool = False) -> Iterator[str]:
    """The address of a host of these files."""
    handler = _Compressing if compressed else _Plain
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(root)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def new_page() -> Iterator[tuple[Page, Wire]]:
    """A page of a browser of its own, with nothing cached, as wide as a phone."""
    with sync_playwright() as playwright:
        chromium = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 390, "height": 844})
        page.set_default_timeout(_LONGEST)
        wire = Wire()
        wire.watch(page)
        yield page, wire
        browser.close()


def write_search_page(site: Path, published: Path) -> None:
    """The search page and all it loads as it stands in a `published` site."""
    shutil.copytree(published / "assets", site / "assets", dirs_exist_ok=True)
    (site / "search").mkdir(exist_ok=True)
    shutil.copy(published / "search" / "index.html", site / "search")


def static_costs(
    site: Path, queries: list[tuple[str, str]], compressed: bool = False
) -> Iterator[tuple[Cost, Cost]]:
    """For each pair of queries: the first of a reader who knows nothing yet, page included, and the second after it."""
    with served(site, compressed) as address:
        for first, second in queries:
            with new_page() as (page, wire):
                page.goto(f"{address}search/")
                page.wait_for_load_state("networkidle")
                costs = []
                for query in (first, second):
                    start = time.perf_counter()
                    page.locator("#mz-query").fill(query)
                    page.wait_for_function(_OURS)
                    spent = time.perf_counter() - start
                    page.wait_for_load_state("networkidle")
                    said = " ".join(page.locator("#mz-told").inner_text().split())
                    costs.append(Cost(query, wire.total, wire.requests, spent, dict(wire.sizes), said))
                    wire.clear()
                yield costs[0], costs[1]


# ------------------------------------------------------------------------------------ Material's own search


@dataclass(frozen=True, slots=True)
class Material:
    """Material's built-in search over so many pages."""

    pages: int
    seconds: float
    index: int
    first: Cost


def material(database: Path, folder: Path, pages: int, query: str) -> Material:
    """Build a site with Material's search plugin of `pages` department-years as plain text, and ask it once.

    The query is a number: without a word list for Chinese, Material finds no word inside a sentence.
    """
    docs = folder / "docs"
    docs.mkdir(parents=True)
    conn = sqlite3.connect(database)
    (docs / "index.md").write_text("# index", encoding="utf-8")
    for (id_,) in conn.execute("SELECT id FROM disclosures ORDER BY id LIMIT ?", (pages,)).fetchall():
        (docs / f"{id_}.md").write_text(_markdown(conn, id_), encoding="utf-8")
    conn.close()
    settings = "site_name: x\ntheme: {name: material, font: false}\nplugins: [{search: {lang: en}}]\nnav: [index.md]\n"
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    site = folder / "site"
    start = time.perf_counter()
    build(load_config(str(folder / "mkdocs.yml"), docs_dir=str(docs), site_dir=str(site)))
    seconds = time.perf_counter() - start
    index = (site / "search" / "search_index.json").stat().st_size
    return Material(pages, seconds, index, _ask_material(site, query))


def _markdown(conn: sqlite3.Connection, disclosure: str) -> str:
    rows = conn.execute(
        "SELECT title, text FROM search_documents WHERE disclosure_id = ? ORDER BY id", (disclosure,)
    )
    parts, above = [f"# {disclosure}"], ""
    for title, text in rows:
        if title != above:
            parts.append(f"## {title}")
            above = title
        parts.append(text)
    return "\n\n".join(parts)


def _ask_material(site: Path, query: str) -> Cost:
    with served(site) as address, new_page() as (page, wire):
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(address)
        page.wait_for_load_state("networkidle")
        start = time.perf_counter()
        page.locator(".md-search__input").click()
        page.keyboard.type(query)
        page.wait_for_selector(".md-search-result__item", state="attached")
        spent = time.perf_counter() - start
        said = page.locator(".md-search-result__meta").inner_text().strip()
        return Cost(query, wire.total, wire.requests, spent, dict(wire.sizes), said)
