"""In a browser that keeps to the policy: every page of /data/ runs its own scripts, and a script of a document does not."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from made_up_database import make_output
from portal_server import Server, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.slow, pytest.mark.browser]
HOSTILE = "<script>document.title = 'taken over'</script><img src=x onerror=\"document.title='taken over'\">"
PAGES = (
    "/data/",
    "/data/disclosures",
    "/data/disclosures/departments?_facet=kind",
    "/data/disclosures/departments/qingxi-jiedao",
    "/data/disclosures/three-public?year=2023",
    "/data/disclosures?sql=select+*+from+departments",
    "/data/disclosures/nothing",
    "/files/",
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    output = make_output(tmp_path_factory.mktemp("portal"))
    with closing(sqlite3.connect(output / "disclosures.db")) as conn:
        conn.execute("UPDATE departments SET name = ?", (HOSTILE,))
        conn.commit()
    (output / "site" / "index.html").write_text(f"<head></head>{HOSTILE}", encoding="utf-8")
    with served(output, sql=True) as server:
        yield server


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page()
    yield opened
    opened.close()


def refused(page: Page, address: str) -> list[str]:
    """What the browser says it did not run on a page."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(address)
    return [text for text in said if "Content Security Policy" in text]


@pytest.mark.parametrize("path", PAGES)
def test_the_scripts_of_a_page_run(server: Server, page: Page, path: str) -> None:
    assert refused(page, f"http://127.0.0.1:{server.port}{path}") == []
    assert page.title() != "taken over"


def test_a_script_that_came_with_a_document_does_not_run(server: Server, page: Page) -> None:
    assert len(refused(page, f"http://127.0.0.1:{server.port}/")) == 2
    assert page.title() != "taken over"
