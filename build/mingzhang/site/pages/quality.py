"""The page on data quality: what was read and what not, which rules held and which did not."""

from __future__ import annotations

import sqlite3

from ...database.storage import STORED, lies_in
from ..disclosure_facts import fetch
from ..disclosures import PLACE
from ..html_page import Heading, Page
from ..parts.tallies import CELLS
from ..templating import render

MOST_FINDINGS = 30
"""So many are printed in full; all of them stand on the pages of their families."""
# The view would look up two names for each of its rows, and there are more than a hundred of each disclosure.
_RULES = f"""
with applied as (
  select rule_id, sum(times) filter (where outcome = 'held') as held, sum(times) filter (where outcome = 'failed') as failed
  from {lies_in("check_results")} where outcome in ('held', 'failed') group by disclosure_id, rule_id),
summed as (select rule_id, sum(held) as held, sum(failed) as failed, count(*) as documents from applied group by rule_id)
select rules.*, coalesce(held, 0) as held, coalesce(failed, 0) as failed, coalesce(documents, 0) as documents
from rules left join {STORED["check_results"].numbered["rule_id"]} as numbers on numbers.text = rules.id
left join summed on summed.rule_id = numbers.number order by failed desc, rules.id"""  # noqa: S608  our own names
_FINDINGS = f"""
select findings.*, short_name, {PLACE}, fiscal_year, rules.name_zh as rule from findings
join disclosures on disclosures.id = disclosure_id join departments on departments.id = department_id
join rules on rules.id = rule_id where findings.severity in ('error', 'warning')
order by findings.severity, disclosure_id, position limit {MOST_FINDINGS + 1}"""  # noqa: S608  our own names
_STATEMENTS = """
select number, title, sum(status = 'published') as published, sum(status = 'empty') as empty,
  sum(status = 'lost') as lost, sum(status = 'absent') as absent from statements group by number order by number"""
_DOCUMENTS = f"""
with found as (
  select disclosure_id, sum(severity = 'error') as errors, sum(severity = 'warning') as warnings,
    sum(severity in ('note', 'rounding')) as notes from findings group by 1),
counted as (
  select disclosures.id as id, department_id, fiscal_year, coalesce(errors, 0) as errors, coalesce(warnings, 0) as warnings,
    coalesce(notes, 0) as notes from disclosures left join found on disclosure_id = disclosures.id
  order by errors desc, warnings desc, disclosures.id limit 500)
select counted.id, short_name, {PLACE}, fiscal_year, errors, warnings, notes,
  (select sum(times) from check_results where disclosure_id = counted.id and outcome = 'held') as held,
  {CELLS} as figures,
  (select count(*) from statements where disclosure_id = counted.id and status = 'lost') as lost,
  (select count(*) from reading_notes where disclosure_id = counted.id and kind <> 'left_out') as unread
from counted join departments on departments.id = department_id order by errors desc, warnings desc, counted.id"""  # noqa: S608  our own names
_SOURCES = """
select sources.*, disclosures.id as disclosure, disclosures.title as title from sources
left join disclosures on disclosures.source_id = sources.id where status <> 'ok' order by path"""


def quality_page(conn: sqlite3.Connection) -> Page:
    """Make the page with everything a reader needs to judge how far to trust the portal."""
    url = "quality/"
    body = render(
        "quality.html", url, rules=fetch(conn, _RULES), findings=fetch(conn, _FINDINGS), most=MOST_FINDINGS,
        statements=fetch(conn, _STATEMENTS), sources=fetch(conn, _SOURCES),
        documents=fetch(conn, _DOCUMENTS),
        causes=_counts(conn, "cause"),
        logged=fetch(conn, "select count(*) as n from expected_disclosures")[0]["n"],
        severities=_counts(conn, "severity"),
    )  # fmt: skip
    headings = (
        Heading("findings", "不一致与存疑"),
        Heading("statements", "九张表的状态"),
        Heading("documents", "各份文件"),
        Heading("rules", "规则与次数"),
        Heading("sources", "没有读全的文件"),
    )
    return Page(url, "数据质量与核对", body, "哪些读到了、哪些没有，哪些相符、哪些不符。", headings)


def _counts(conn: sqlite3.Connection, column: str) -> dict[str, int]:
    rows = fetch(conn, f"select {column} as what, count(*) as times from findings group by 1 order by 1")  # noqa: S608
    return {row["what"]: row["times"] for row in rows}
