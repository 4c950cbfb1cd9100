"""How the pages of one disclosure are cited, by people and by machines."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from ...catalogue import STATEMENTS
from ...exports import Citation, Release, citation, dataset_json, script_json, version_of
from ...portal import Portal
from ..disclosure_facts import Facts

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def cited(portal: Portal, title: str, url: str, facts: Facts) -> Citation:
    """Return how the page `url` of a disclosure is cited (GB/T 7714 and BibTeX).

    The version is that of the page's own document: what is published elsewhere does not change what is cited here.
    """
    return citation(
        portal, title, url, version_of_page(facts), facts.department["name"], facts.disclosure["published_on"]
    )


def version_of_page(facts: Facts) -> str:
    """Return the version of what the pages of a disclosure show: of its own document and the program that read it."""
    return version_of([facts.source["id"]], facts.program, facts.disclosure["published_on"])


def words_of(portal: Portal, title: str, url: str, facts: Facts) -> dict[str, Any]:
    """Return what the template shows: `citation` (GB/T 7714 and BibTeX), `dataset` (schema.org, for a script element) and the
    tables of the nine statements under /data/."""
    author, published_on = facts.department["name"], facts.disclosure["published_on"]
    release = Release(portal, version_of_page(facts), (facts.year,), (), published_on)
    described = dataset_json(
        release, title, url, author, published_on, ((_XLSX, f"files/xlsx/{facts.id}.xlsx"),)
    )
    return {
        "citation": cited(portal, title, url, facts),
        "version": version_of_page(facts),
        "data_tables": [(kind.number, kind.table) for kind in STATEMENTS],
        "dataset": Markup(script_json(described)),  # noqa: S704 - script_json leaves no <, > or &
    }
