"""Which accounts the rows of `headcounts.csv` are about."""

from __future__ import annotations

from collections.abc import Iterable

from .assigning import Assigned
from .body_names import BodyNames
from .denominators import Counted


def of_disclosures(
    rows: Iterable[Counted], published: Iterable[Assigned], problems: list[str]
) -> dict[str, dict[str, Counted]]:
    """Map each disclosure to the headcounts registered for it; a row that fits none, or several, is told."""
    published = list(published)
    called = BodyNames(published)
    found: dict[str, dict[str, Counted]] = {}
    for row in rows:
        bodies = called(row.body)
        fits = [
            one
            for one in published
            if one.department_id in bodies
            and one.shown.fiscal_year == row.year
            and row.scope in ("", one.scope)
        ]
        if len(fits) == 1:
            found.setdefault(fits[0].disclosure_id, {})[row.kind] = row
            continue
        which = (
            f"{len(fits)} accounts fit, give the full name or the scope"
            if fits
            else "no account is published"
        )
        problems.append(f"{row.where}: {row.body} {row.year}: {which}; row left out")
    return found
