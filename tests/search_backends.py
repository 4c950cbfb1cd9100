"""The three back ends over one database, asked by the same words: SQLite and Meilisearch in Python, and in the browser
the static index and Meilisearch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

from mingzhang.search.results import FACETS, TYPED, Results, Sort

ASK = """async (asked) => {
    const { backends } = await import("/assets/search-backends.js");
    const root = new URL("/", location.href);
    const [backend] = await backends(root);
    const nothing = { q: "", year: [], city: [], district: [], department: [], kind: [], sort: "relevance", page: 1 };
    const answers = [];
    for (const state of asked) answers.push(await backend.search(root, { ...nothing, ...state }));
    return { name: backend.name, answers };
}"""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a back end says that the others must say too. `hits` are the addresses of the page, in order."""

    total: int
    hits: tuple[str, ...]
    facets: tuple[tuple[str, tuple[tuple[str, str, int | None], ...]], ...]
    loosened: bool
    suggestion: str | None
    message: str | None
    understood: tuple[tuple[int | str, ...], ...]


def of_results(results: Results) -> Answer:
    """The answer of a back end in Python."""
    facets = tuple(
        (facet, tuple((str(one.value), one.label, one.count) for one in values))
        for facet, values in sorted(results.facets.items())
    )
    return Answer(
        results.total,
        tuple(hit.page_url for hit in results.hits),
        facets,
        results.loosened,
        results.suggestion,
        results.message,
        tuple(results.understood.of(name) for name in TYPED),
    )


def of_json(answer: dict[str, Any]) -> Answer:
    """The answer of a back end in the browser."""
    facets = tuple(
        (facet, tuple((str(one["value"]), one["label"], one["count"]) for one in values))
        for facet, values in sorted(answer["facets"].items())
        if facet in FACETS
    )
    return Answer(
        answer["total"],
        tuple(hit["page_url"] for hit in answer["hits"]),
        facets,
        answer["loosened"],
        answer["suggestion"],
        answer["message"],
        tuple(tuple(answer["understood"][name]) for name in TYPED),
    )


def ask_browser(page: Page, states: Sequence[dict[str, Any]]) -> tuple[str, list[Answer]]:
    """The name of the page's back end, and its answers to states of the search page."""
    found = page.evaluate(ASK, list(states))
    return found["name"], [of_json(answer) for answer in found["answers"]]


@dataclass(frozen=True, slots=True)
class Case:
    """A query with what was chosen beside it."""

    q: str
    year: tuple[int, ...] = ()
    district: tuple[str, ...] = ()
    department: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    sort: Sort = "relevance"
    page: int = 1
    literal: bool = False

    def state(self) -> dict[str, Any]:
        """As the search page holds it."""
        chosen = {
            name: [str(value) for value in getattr(self, name)]
            for name in ("year", "district", "department", "kind")
        }
        return {"q": self.q, **chosen, "sort": self.sort, "page": self.page, "literal": self.literal}
