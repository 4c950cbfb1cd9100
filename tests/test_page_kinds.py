"""The seam `PageKind`: what each kind of generated page must offer, and that one more is one registry line."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from made_up_database import made_up_portal, make_database
from mingzhang.portal import Portal
from mingzhang.site import build_site, page_kinds
from mingzhang.site.disclosure_facts import Facts
from mingzhang.site.frame.shell import Kind
from mingzhang.site.html_page import Page
from mingzhang.site.page_kinds import PAGE_KINDS, PageKind, PageOfEach, PagesOfAll

pytestmark = pytest.mark.slow


def count_pages(conn: sqlite3.Connection, share: int) -> Iterator[Page]:
    (number,) = conn.execute("select count(*) from disclosures").fetchone()
    yield Page("toy/", "份数", f"<p>共 {number} 份</p>", bare=True)


def phone_page(facts: Facts, portal: Portal) -> Page:
    return Page(f"d/{facts.id}/toy/", "电话", f"<p>{facts.department['short_name']}</p>", bare=True)


TOYS: tuple[PageKind, ...] = (
    PagesOfAll((Kind("toy/"),), count_pages),
    PageOfEach(Kind("d/*/toy/"), phone_page),
)


@pytest.mark.parametrize("kind", (*PAGE_KINDS, *TOYS), ids=lambda kind: kind.shells[0].pattern)
def test_a_kind_names_its_addresses_and_makes_pages_of_all_or_of_each(kind: PageKind) -> None:
    for shell in kind.shells:
        assert shell.pattern.endswith("/"), "an address ends with a slash"
        assert not shell.pattern.startswith("/"), "an address is relative to the root of the site"
        assert shell.pattern.count("*") <= 1, "one part of an address may differ among pages of a kind"
    if kind.shares == 0:
        assert all("*" in shell.pattern for shell in kind.shells), "a page of each disclosure needs a `*`"


def test_no_address_belongs_to_two_kinds() -> None:
    patterns = [shell.pattern for shell in page_kinds.all_shells()]
    assert len(patterns) == len(set(patterns))


def test_a_new_kind_of_page_is_one_line_of_the_registry(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_kinds, "PAGE_KINDS", (*PAGE_KINDS, *TOYS))
    make_database(tmp_path / "disclosures.db")
    build_site(tmp_path / "disclosures.db", tmp_path / "site", made_up_portal())
    counted = (tmp_path / "site" / "toy" / "index.html").read_text(encoding="utf-8")
    assert "<p>共 " in counted
    assert "<title>份数" in counted
    folders = {page.parent.name for page in (tmp_path / "site" / "d").glob("*/index.html")}
    assert {page.parent.parent.name for page in (tmp_path / "site" / "d").glob("*/toy/index.html")} == folders
    assert "toy/" in (tmp_path / "site" / "sitemap.xml").read_text(encoding="utf-8")


def test_a_page_outside_its_kinds_addresses_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stray = PagesOfAll((Kind("toy/"),), lambda conn, share: [Page("elsewhere/", "", "", bare=True)])
    monkeypatch.setattr(page_kinds, "PAGE_KINDS", (*PAGE_KINDS, stray))
    make_database(tmp_path / "disclosures.db")
    with pytest.raises(ValueError, match=r"no shell for 'elsewhere/' as it is: see page_kinds\.PAGE_KINDS"):
        build_site(tmp_path / "disclosures.db", tmp_path / "site", made_up_portal())
