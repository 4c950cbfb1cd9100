"""The kinds of page that are made from the database: one protocol, one registry. docs/extending.md says how to add one."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from ..portal import Portal
from .disclosure_facts import Facts
from .disclosures import all_disclosures, all_rollups
from .frame.shell import Kind
from .html_page import Page
from .pages.code_pages import code_pages
from .pages.comparison import comparison_pages
from .pages.department_year import department_year_page
from .pages.departments import department_pages
from .pages.disclosure_log import log_pages
from .pages.embedding import embedding_page
from .pages.english import english_index, english_page
from .pages.english_search import english_search_page
from .pages.english_topics import english_topic_pages
from .pages.findings import findings_pages
from .pages.letter import letter_page
from .pages.listings import listing_pages
from .pages.quality import quality_page
from .pages.source_pages import source_page
from .pages.topics import topic_pages
from .pages.transparency_page import transparency_page
from .pages.version_pages import VersionPages
from .parts.topic_tables import topic_tables


class PageKind(Protocol):
    """Pages of one kind: their addresses, and how they are made.

    `shells` are their addresses with how each is framed. `shares` says in how many shares the pages that show many
    disclosures can be made side by side; it is 0 for a kind with a page for each disclosure.
    """

    @property
    def shells(self) -> tuple[Kind, ...]: ...

    @property
    def shares(self) -> int: ...

    def of_all(self, conn: sqlite3.Connection, share: int) -> Iterable[Page]:
        """Make the pages of one share (from 0 on) that show many disclosures, out of the finished database."""

    def of_each(self, facts: Facts, portal: Portal) -> Iterable[Page]:
        """Make the pages of one disclosure, of nothing but what is given here (`reuse` says why)."""


@dataclass(frozen=True)
class PagesOfAll:
    """A `PageKind` that shows many disclosures: `make` gives the pages of a share."""

    shells: tuple[Kind, ...]
    make: Callable[[sqlite3.Connection, int], Iterable[Page]]
    shares: int = 1

    def of_all(self, conn: sqlite3.Connection, share: int) -> Iterable[Page]:
        return self.make(conn, share)

    def of_each(self, facts: Facts, portal: Portal) -> Iterable[Page]:
        return ()


@dataclass(frozen=True)
class PageOfEach:
    """A `PageKind` with one page for each disclosure."""

    shell: Kind
    make: Callable[[Facts, Portal], Page]
    shares: int = 0

    @property
    def shells(self) -> tuple[Kind, ...]:
        return (self.shell,)

    def of_all(self, conn: sqlite3.Connection, share: int) -> Iterable[Page]:
        return ()

    def of_each(self, facts: Facts, portal: Portal) -> Iterable[Page]:
        return (self.make(facts, portal),)


def _topics(conn: sqlite3.Connection) -> Iterator[Page]:
    tables = list(topic_tables(conn))
    yield from topic_pages(tables)
    yield from english_topic_pages(tables)


_SHARES = 4
"""The pages of departments take longest: they are made in so many shares."""

PAGE_KINDS: tuple[PageKind, ...] = (
    PagesOfAll((Kind("codes/"), Kind("codes/*/")), lambda conn, _: code_pages(conn)),
    PagesOfAll((Kind("quality/", bare=False),), lambda conn, _: [quality_page(conn)]),
    PagesOfAll((Kind("findings/"), Kind("findings/*/")), lambda conn, _: findings_pages(conn)),
    PagesOfAll((Kind("transparency/"),), lambda conn, _: [transparency_page(conn)]),
    PagesOfAll((Kind("log/"),), lambda conn, _: log_pages(conn)),
    PagesOfAll(
        (Kind("compare/", alternate="en/compare/"), Kind("en/compare/", lang="en", alternate="compare/")),
        lambda conn, _: comparison_pages(),
    ),
    PagesOfAll(
        (Kind("en/search/", lang="en", alternate="search/"),), lambda conn, _: [english_search_page()]
    ),
    PagesOfAll((Kind("embed/"),), lambda conn, _: [embedding_page()]),
    PagesOfAll(
        tuple(
            map(
                Kind,
                ("districts/", "districts/*/", "cities/*/", "years/", "years/*/", "kinds/", "kinds/*/"),
            )
        ),
        lambda conn, _: listing_pages(all_disclosures(conn), all_rollups(conn)),
    ),
    PagesOfAll(
        (Kind("en/", lang="en"), Kind("en/method/", bare=False, lang="en", alternate="method/")),
        lambda conn, _: english_index(conn, all_disclosures(conn)),
    ),
    PagesOfAll(
        (
            Kind("topics/", alternate="en/topics/"),
            Kind("topics/*/", alternate="en/topics/*/"),
            Kind("en/topics/", lang="en", alternate="topics/"),
            Kind("en/topics/*/", lang="en", alternate="topics/*/"),
        ),
        lambda conn, _: _topics(conn),
    ),
    PagesOfAll(
        (Kind("departments/"), Kind("departments/*/", bare=False)),
        lambda conn, share: department_pages(conn, all_disclosures(conn), share, _SHARES),
        shares=_SHARES,
    ),
    PageOfEach(Kind("d/*/", bare=False, alternate="en/d/*/"), department_year_page),
    PageOfEach(Kind("d/*/source/"), source_page),
    PageOfEach(Kind("d/*/letter/"), letter_page),
    VersionPages(),
    PageOfEach(Kind("en/d/*/", bare=False, lang="en", alternate="d/*/"), english_page),
)
"""Every kind, the longest work first. A page that fits no shell of these is an error, not a page without a frame."""


def all_shells() -> tuple[Kind, ...]:
    """List every address that generated pages have."""
    return tuple(shell for kind in PAGE_KINDS for shell in kind.shells)


def shells_of_each() -> tuple[Kind, ...]:
    """List the addresses of pages that there is one of for each disclosure."""
    return tuple(shell for kind in PAGE_KINDS if not kind.shares for shell in kind.shells)
