"""Side by side: any two department-years, by a page with a small script and a file of figures per disclosure."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator

from ...catalogue import METRICS
from ...database.renamed_bodies import said_of_renamed
from ..disclosure_facts import Facts, Row, Rows
from ..html_page import Page
from ..parts.disputes import disputed_of
from ..parts.english_words import METRIC_GROUPS, UNITS, kind_in_english, name_in_english, titled
from ..parts.real_terms import Prices, divisors
from ..parts.stated_table import by_group, group_of
from ..templating import named, render

URLS = {"zh": "compare/", "en": "en/compare/"}


def comparison_pages() -> Iterator[Page]:
    """Make the page in both languages; what is compared stands in its address (`compare/?a=…&b=…`), so that a comparison
    can be sent on.
    """
    zh, en = URLS["zh"], URLS["en"]
    about = "任意两份部门决算，并排对比。"
    yield Page(zh, "对比", render("compare.html", zh), about, bare=True, alternate=en)
    told = "Any two accounts side by side."
    yield Page(en, "Compare", render("english_compare.html", en), told, bare=True, lang="en", alternate=zh)


def comparison_indexes(conn: sqlite3.Connection, rows: Rows) -> Iterator[tuple[str, bytes]]:
    """Yield (path in the site, bytes): for each language the metrics by group, with their Chinese names, every disclosure
    with its full name, kind, year and short name, by what sums of a year are multiplied to be in prices of the newest, and
    what became of the names of renamed bodies.
    """
    years = sorted({row["fiscal_year"] for row in rows})
    known = Prices.of(conn)
    said = said_of_renamed(conn)
    renamed = {row["id"]: said[row["department_id"]] for row in rows if row["department_id"] in said}
    prices = {year: factor for year in years if (factor := known.factor(year, years[-1])) is not None}
    for lang, url in URLS.items():
        metrics = [
            [m.id, m.zh, m.unit, group_of(m.id), m.zh]
            if lang == "zh"
            else [
                m.id,
                titled(m.en),
                UNITS.get(m.unit, m.unit),
                METRIC_GROUPS[group_of(m.id)],
                m.zh,
            ]
            for m in by_group(METRICS)
            if m.id != "fiscal_year"
        ]
        told = _chinese if lang == "zh" else _english
        listed = {"metrics": metrics, "disclosures": [told(row) for row in rows], "prices": prices}
        yield f"{url}index.json", _json(listed | {"renamed": renamed})


def _chinese(row: Row) -> list[object]:
    name, year = row["name"], row["fiscal_year"]
    return [row["id"], f"{name} {year}", row["kind"] or "", year, f"{named(row)} {year}"]


def _english(row: Row) -> list[object]:
    name, year = name_in_english(row["short_name"], row["district"], row["city"]), row["fiscal_year"]
    kind = kind_in_english(row["kind"]) if row["kind"] else ""
    return [row["id"], f"{name} {year} · {row['name']}", kind, year, f"{name} {year}"]


def figures_file(facts: Facts) -> tuple[str, bytes]:
    """Return (path in the site, bytes): the value of each metric of one disclosure, of those that a finding disputes
    or that were repaired the anchor that says so with its sign, and what the figures can be divided by.
    """
    marks = {metric: [mark.anchor, mark.sign] for metric, mark in disputed_of(facts).items()}
    told = {"figures": facts.metrics, "disputed": marks, "per": divisors(facts.headcounts, facts.metrics)}
    return f"d/{facts.id}/figures.json", _json(told)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
