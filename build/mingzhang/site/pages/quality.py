"""The page on data quality: what was read and what not, which rules held and which did not."""

from __future__ import annotations

import sqlite3

from ..disclosure_facts import fetch
from ..disclosures import PLACE
from ..html_page import Heading, Page
from ..templating import render

MOST_FINDINGS = 30
"""So many are printed in full; all of them stand on the pages of their families."""
_RULES = """
select rules.*, sum(case when outcome = 'held' then times else 0 end) as held,
  sum(case when outcome = 'failed' then times else 0 end) as failed,
  count(distinct case when outcome in ('held', 'failed') then disclosure_id end) as documents
from rules left join check_results on check_results.rule_id = rules.id group by rules.id order by failed desc, rules.id"""
_FINDINGS = f"""
select findings.*, short_name, {PLACE}, fiscal_year, rules.name_zh as rule from findings
join disclosures on disclosures.id = disclosure_id join departments on departments.id = department_id
join rules on rules.id = rule_id where findings.severity in ('error', 'warning')
order by findings.severity, disclosure_id, position limit {MOST_FINDINGS + 1}"""  # noqa: S608  our own names
_STATEMENTS = """
select number, title, sum(status = 'published') as published, sum(status = 'empty') as empty,
  sum(status = 'lost') as lost, sum(status = 'absent') as absent from statements group by number order by number"""
_DOCUMENTS = f"""
with cells as materialized (select disclosure_id, count(*) as cells from statement_cells group by 1)
select disclosures.id, short_name, {PLACE}, fiscal_year,
  (select sum(times) from check_results where disclosure_id = disclosures.id and outcome = 'held') as held,
  (select count(*) from findings where disclosure_id = disclosures.id and severity = 'error') as errors,
  (select count(*) from findings where disclosure_id = disclosures.id and severity = 'warning') as warnings,
  (select count(*) from findings where disclosure_id = disclosures.id and severity in ('note', 'rounding')) as notes,
  coalesce(cells.cells, 0) as figures,
  (select count(*) from statements where disclosure_id = disclosures.id and status = 'lost') as lost,
  (select count(*) from reading_notes where disclosure_id = disclosures.id and kind <> 'left_out') as unread
from disclosures join departments on departments.id = department_id
left join cells on cells.disclosure_id = disclosures.id
order by errors desc, warnings desc, disclosures.id limit 500"""  # noqa: S608  our own names
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
