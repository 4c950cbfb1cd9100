"""Facets as the public counts: rows that have nothing in a column are one of its values, not left out."""

from __future__ import annotations

from typing import Any

from datasette.database import QueryInterrupted
from datasette.facets import ColumnFacet
from datasette.utils import escape_sqlite, path_with_added_args, path_with_removed_args

BLANK = "（空白）"
"""What the pages call it; its value in JSON is null."""


class FacetWithBlank(ColumnFacet):  # type: ignore[misc]
    """Datasette's facet of a column, and the rows where the column is NULL."""

    async def facet_results(self) -> tuple[list[dict[str, Any]], list[str]]:
        """(one entry per column, the columns whose time ran out), as Datasette has them."""
        results, timed_out = await super().facet_results()
        for facet in results:
            try:
                blank = await self._blank(facet["name"])
            except QueryInterrupted:
                continue
            if blank is not None:
                facet["results"].append(blank)
        return results, timed_out

    async def _blank(self, column: str) -> dict[str, Any] | None:
        sql = f"select count(*) from ({self.sql}) where {escape_sqlite(column)} is null"  # noqa: S608 - escaped
        limit = self.ds.setting("facet_time_limit_ms")
        found = await self.ds.execute(
            self.database, sql, self.params, truncate=False, custom_time_limit=limit
        )
        count = found.rows[0][0]
        if not count:
            return None
        condition = {f"{column}__isnull": "1"}
        selected = self.request.args.get(f"{column}__isnull") == "1"
        changed = path_with_removed_args if selected else path_with_added_args
        address = self.ds.absolute_url(self.request, self.ds.urls.path(changed(self.request, condition)))
        return {
            "value": None,
            "label": BLANK,
            "count": count,
            "toggle_url": address,
            "selected": selected,
        }
