"""The printed page beside its lines: the cell that an address names is marked on the picture, on any screen."""

from __future__ import annotations

import functools
import io
import re
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser
from rich.console import Console

from mingzhang.pipeline.stages import build_portal
from mingzhang.portal import Portal, starter_root
from mingzhang.progress import Reporter
from places import ROOT
from site_crawl import page_of, unpack_pages
from writing_carriers import as_pdf, parts_of

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Silence."""


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portal of one account that is a PDF."""
    folder = tmp_path_factory.mktemp("source")
    as_pdf(parts_of(ROOT / "disclosures" / "sample-001-2023.txt"), folder / "a.pdf")
    quiet = Reporter(Console(file=io.StringIO()))
    build_portal([folder / "a.pdf"], folder / "portal", Portal(root=starter_root()), quiet, "inline")
    unpack_pages(folder / "portal" / "site")
    return folder / "portal"


@pytest.fixture(scope="module")
def site(portal: Path) -> Iterator[str]:
    handler = functools.partial(_Quiet, directory=str(portal / "site"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
def test_the_cell_of_an_address_is_marked_on_the_picture(
    browser: Browser, site: str, portal: Path, width: int, dark: bool
) -> None:
    with closing(sqlite3.connect(portal / "disclosures.db")) as conn:
        page_url, line, nth = conn.execute(
            "select page_url, source_line, nth from figure_places join disclosures on disclosures.id = disclosure_id"
            " order by source_line desc limit 1"
        ).fetchone()
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light"
    )
    page = context.new_page()
    page.goto(f"{site}{page_url}source/#L{line}c{nth}", wait_until="load")
    page.wait_for_timeout(500)
    mark = page.locator(":target")
    paper = page.locator(f".mz-paper:has(#L{line}c{nth}) img")
    assert paper.evaluate("picture => picture.complete && picture.naturalWidth > 0")
    inner, outer = mark.bounding_box(), paper.bounding_box()
    assert inner and outer
    assert outer["x"] - 1 <= inner["x"] and inner["x"] + inner["width"] <= outer["x"] + outer["width"] + 1
    assert outer["y"] - 1 <= inner["y"] and inner["y"] + inner["height"] <= outer["y"] + outer["height"] + 1
    assert 0 <= inner["y"] < 900 and 0 <= inner["x"] < width  # it was scrolled to, sideways too
    seen = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    at = (round(inner["x"] + inner["width"] - 6), round(inner["y"] + 6))
    red, green, blue = seen.getpixel(at)  # type: ignore[misc]
    assert red > 200 and green > 180 and blue < 220, "the cell is not marked in yellow"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


def test_every_line_number_of_a_drawn_page_leads_to_a_place_on_it(portal: Path) -> None:
    (folder,) = portal.glob("site/d/*/source")
    html = page_of(folder)
    linked = set(re.findall(r'href="#(L\d+)"', html))
    assert linked and linked <= set(re.findall(r'id="(L\d+)"', html))
