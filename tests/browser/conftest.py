"""Chromium for the browser tests: a built portal of the sample, served on this machine, its network watched."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from visiting import Visit

from mingzhang.pipeline.stages import build_portal
from mingzhang.portal import Portal, starter_root
from mingzhang.progress import Reporter
from site_crawl import unpack_pages
from tools import keep, npm_file

ROOT = Path(__file__).resolve().parents[2]
AXE_VERSION = "4.11.0"
AXE = ROOT / ".venv" / "axe" / f"axe-{AXE_VERSION}.min.js"


@pytest.fixture(scope="session")
def axe_script() -> str:
    """axe-core, fetched once into the environment."""
    if not AXE.is_file():
        keep(AXE, npm_file(f"axe-core@{AXE_VERSION}", "package/axe.min.js"))
    return AXE.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def portal_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portal of the sample's first two departments."""
    folder = tmp_path_factory.mktemp("browser")
    inputs = sorted((ROOT / "disclosures").glob("sample-00[12]-*.txt"))
    assert len(inputs) == 6
    build_portal(
        inputs,
        folder / "portal",
        Portal(root=starter_root(), contact="jiucuo@example.cn", notice="全部虚构"),
        Reporter(),
    )
    unpack_pages(folder / "portal" / "site")
    return folder / "portal"


@pytest.fixture(scope="session")
def kinds(portal_folder: Path) -> dict[str, str]:
    """One address of each kind of page."""
    site = portal_folder / "site"

    def first(pattern: str) -> str:
        return (
            sorted(p.parent.relative_to(site).as_posix() for p in site.glob(f"{pattern}/index.html"))[0] + "/"
        )

    year = first("d/*")
    return {
        "home": "", "year": year, "source": f"{year}source/", "departments": "departments/",
        "department": first("departments/*"), "districts": "districts/", "district": first("districts/*"),
        "years": "years/", "one year": first("years/*"), "codes": "codes/", "code": first("codes/201*"),
        "topics": "topics/", "topic": "topics/three-public/", "quality": "quality/", "method": "method/",
        "dictionary": "dictionary/", "downloads": "downloads/", "about": "about/", "corrections": "corrections/",
        "search": "search/", "compare": "compare/", "English comparison": "en/compare/", "English search": "en/search/", "findings": "findings/",
        "findings of a family": first("findings/*"), "transparency": "transparency/", "letter": f"{year}letter/", "kind": first("kinds/*"), "English": "en/",
        "English year": first("en/d/*"), "English method": "en/method/", "city": first("cities/*"), "kinds": "kinds/", "embed": f"embed/?page={year}&figure=chart-3", "English topics": "en/topics/", "English topic": "en/topics/three-public/", "topic of counts": "topics/performance/",
    }  # fmt: skip


class _Handler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Silence."""


@pytest.fixture(scope="session")
def address(portal_folder: Path) -> Iterator[str]:
    """Where the static site is served: an ordinary file server, nothing of ours behind it."""
    handler = functools.partial(_Handler, directory=str(portal_folder / "site"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture
def new_visit(browser: Browser, address: str) -> Iterator[object]:
    """`new_visit(width=1280, dark=False, scripts=True)` gives a fresh tab."""
    contexts = []

    def start(width: int = 1280, dark: bool = False, scripts: bool = True) -> Visit:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light", java_script_enabled=scripts
        )  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        visit = Visit(page, address, [], [])
        page.on("request", lambda request: visit.requests.append(request.url))
        page.on("pageerror", lambda error: visit.errors.append(str(error)))
        return visit

    yield start
    for context in contexts:
        context.close()
