"""The page of a version that another has replaced: what it is, and every figure that the shown one prints otherwise."""

from __future__ import annotations

from collections.abc import Iterable

from ...catalogue import METRICS, STATEMENTS
from ...history.rows import page_of
from ...portal import Portal
from ..disclosure_facts import Facts
from ..frame.shell import Kind
from ..html_page import Page
from ..templating import render
from .department_year import page_title

_PLACES = {f"T{kind.number}": f"公开{kind.number:02d}表" for kind in STATEMENTS} | {"key_figures": "主要指标"}
_METRICS = {metric.id: metric.zh for metric in METRICS}


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
                "place": _PLACES.get(row["place"], row["place"]),
                "item": _METRICS.get(row["item"], row["item"]),
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
