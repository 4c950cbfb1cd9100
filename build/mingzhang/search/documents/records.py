"""What the builder of search documents hands around."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Owner:
    """A disclosure and whose it is. `id` is the disclosure's, `title` the cover's."""

    id: str
    title: str
    fiscal_year: int
    name: str
    short_name: str
    district: str | None
    city: str | None
    province: str | None

    def url(self, anchor: str = "") -> str:
        """The address of an anchor on the department-year page, relative to the site's root."""
        return f"d/{self.id}/" + (f"#{anchor}" if anchor else "")


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """One searchable unit. `text` is as published; `source_line_end` bounds what it was read from."""

    kind: str
    title: str
    text: str
    page_url: str
    source_line: int | None = None
    source_line_end: int | None = None
    codes: tuple[str, ...] = ()
    amount: float | None = None
    disputed: str | None = None
    """The positions of the findings on a figure of it, parted by commas."""
