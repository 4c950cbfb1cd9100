"""The page of a version that another has replaced: what it is, and every figure that the shown one prints otherwise."""

from __future__ import annotations

from collections.abc import Iterable

from ...catalogue import METRIC
from ...exports.index_page import PLACES
from ...history.rows import page_of
from ...portal import Portal
from ..disclosure_facts import Facts
from ..frame.shell import Kind
from ..html_page import Page
from ..templating import render
from .department_year import page_title


class VersionPages:
    """A `PageKind`: a page for each version of a disclosure that is not the shown one."""

    shells = (Kind("d/*/v1/"),)
    """The frame of the first serves every number (`shell`)."""
    shares = 0

    def of_all(self, conn: object, share: int) -> Iterable[Page]:
        return ()

    def of_each(self, facts: Facts, portal: Portal) -> Iterable[Page]:
        """Make the pages of one disclosure's replaced versions."""
        shown = next((row["version"] for row in facts.versions if row["replaced_by"] is None), None)
        for row in facts.versions:
            if row["version"] != shown:
                yield self._page(facts, row["version"], shown)

    def _page(self, facts: Facts, number: int, shown: int | None) -> Page:
        url = page_of(facts.id, number)
        title = f"{page_title(facts)}：第 {number} 版"
        changes = [
            {
                "place": PLACES.get(row["place"], row["place"]),
                "item": METRIC[row["item"]].zh if row["item"] in METRIC else row["item"],
                "column": row["column"],
                "before": row["before"],
                "after": row["after"],
            }
            for row in facts.version_changes
            if row["version"] == number
        ]
        version = next(row for row in facts.versions if row["version"] == number)
        body = render(
            "version.html", url, facts=facts, title=title, version=version, shown=shown, changes=changes
        )
        return Page(url, title, body, f"{title}，已由第 {shown} 版取代。", bare=True)
