"""What the build fills into the hand-written pages: `<!--mz:name-->` there, a template here."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping

from ...catalogue import TABLES
from ...portal import Portal
from ..disclosure_facts import Row, Rows, fetch
from ..disclosures import PLACE, all_disclosures
from ..parts.tallies import Tally, summed
from ..parts.topic_tables import TOPICS
from ..parts.transparency import method as transparency_method
from ..templating import render
from .listings import cities_of
from .reading_account import reading_fragments

_FINDINGS = f"""
select findings.*, short_name, {PLACE}, fiscal_year, rules.name_zh as rule
from findings join disclosures on disclosures.id = findings.disclosure_id
join departments on departments.id = disclosures.department_id join rules on rules.id = findings.rule_id
where findings.severity = 'error'
order by findings.cause <> 'source', abs(coalesce(findings.difference, 0)) desc, findings.disclosure_id, findings.position
limit 200"""  # noqa: S608  our own names


def of_interest(findings: Rows) -> list[tuple[Row, str]]:
    """Choose three findings with the first clause of what they say: of different documents and different rules.

    Findings come the gravest first; where there are too few kinds, the next gravest of a kind already chosen.
    """
    chosen: list[Row] = []
    for finding in findings:
        seen = {row["disclosure_id"] for row in chosen} | {row["rule_id"] for row in chosen}
        if not {finding["disclosure_id"], finding["rule_id"]} & seen:
            chosen.append(finding)
    chosen += [finding for finding in findings if finding not in chosen]
    return [(finding, finding["message"].split("；", 1)[0]) for finding in chosen[:3]]


def fragments(
    conn: sqlite3.Connection, portal: Portal, counted: Mapping[str, Tally]
) -> Iterator[tuple[str, str]]:
    """Yield (name, HTML) of every fragment; `counted` is what was read of each disclosure."""
    rows = all_disclosures(conn)
    newest = sorted(
        rows, key=lambda row: (row["published_on"] or "", row["fiscal_year"], row["id"]), reverse=True
    )
    totals = fetch(
        conn,
        "select (select count(*) from disclosures) as disclosures, (select count(*) from departments) as departments, "
        "(select count(*) from findings where severity = 'error') as errors, "
        "(select count(*) from findings where severity = 'warning') as warnings, "
        "(select count(*) from findings where severity in ('note', 'rounding')) as hints, "
        "(select count(*) from rules) as rules",
    )[0]
    read = summed(counted.values())
    cities = cities_of(rows)
    years = sorted({row["fiscal_year"] for row in rows}, reverse=True)
    yield "home", render(
        "fragments/home.html", "", portal=portal, totals=totals, read=read, newest=newest[:8], cities=cities, years=years, topics=TOPICS,
        findings=of_interest(fetch(conn, _FINDINGS)),
    )  # fmt: skip
    yield "dictionary", render("fragments/dictionary.html", "dictionary/", tables=TABLES, metrics=fetch(
        conn, "select * from metrics order by rowid"))  # fmt: skip
    yield "checked", render("fragments/checked.html", "method/", totals=totals, read=read)
    yield "holdings", render("fragments/holdings.html", "downloads/", totals=totals, read=read)
    yield "transparency", render("fragments/transparency.html", "method/", method=transparency_method())
    yield "contact", render("fragments/contact.html", "about/", portal=portal)
    yield from reading_fragments(conn, counted)
