"""The static search as a reader has it: files on a plain host, asked by the search page's own script in Chromium."""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from mingzhang.portal import Portal, Search
from search_database import deliver

ROOT = Path(__file__).resolve().parents[1]
_PAGE = '<!doctype html><html lang="zh"><meta charset="utf-8"><title>-</title></html>'
_ASK = """async ([query, pages]) => {
    const { backends } = await import("/assets/search-backends.js");
    const root = new URL("/", location.href);
    const [backend] = await backends(root);
    const state = { q: query, year: [], city: [], district: [], department: [], kind: [], sort: "relevance" };
    const found = [];
    for (let page = 1; page <= pages; page += 1) {
        const answer = await backend.search(root, { ...state, page });
        found.push(...answer.hits.map((hit) => hit.page_url));
        if (page >= answer.pages) break;
    }
    return found;
}"""


class _Files(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def static_search(database: Path, pages: int = 5) -> Iterator[Callable[[str], Sequence[str]]]:
    """A search of `database` through the static index: a query's addresses, those of its first `pages` pages."""
    with tempfile.TemporaryDirectory(prefix="mingzhang-static-") as name:
        folder = Path(name)
        shutil.copytree(ROOT / "content" / "assets", folder / "assets")
        (folder / "index.html").write_text(_PAGE, encoding="utf-8")
        deliver(database, folder, Portal(root=ROOT, search=Search(backend="pagefind")))
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Files, directory=name))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox"]
            )
            page = browser.new_page()
            page.goto(f"http://127.0.0.1:{server.server_port}/")
            yield lambda query: list(page.evaluate(_ASK, [query, pages]))
            browser.close()
        server.shutdown()
