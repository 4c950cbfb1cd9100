"""A tab of the browser, with what it asked for and what went wrong."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page


@dataclass
class Visit:
    """A tab: `page` to drive, `address` of the site, what was asked of which host, and what went wrong."""

    page: Page
    address: str
    requests: list[str]
    errors: list[str]

    def open(self, path: str) -> Page:
        self.page.goto(self.address + path)
        return self.page

    @property
    def elsewhere(self) -> list[str]:
        return [url for url in self.requests if not url.startswith((self.address, "data:", "blob:"))]
