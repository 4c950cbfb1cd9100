"""Loading a disclosure from the database: in its place (`Standing`), and with all that was read of it (`Facts`)."""

from __future__ import annotations

import sqlite3
from dataclasses import fields

from ..catalogue import STATEMENTS
from .disclosure_facts import Facts, Row, Rows, Standing, fetch

_SIMPLE = {
    "statements": "number",
    "statement_coverage": "number",
    "duties": "position",
    "organisation_units": "position",
    "key_figures": "position",
    "structure_items": "position",
    "execution_items": "position",
    "projects": "position",
    "evaluation_forms": "position",
    "key_tasks": "position",
    "terms": "position",
    "reading_notes": "position",
    "figure_places": "source_line, nth",
}
_SECTIONS = """
select id, position, part, path, heading, source_line from sections where disclosure_id = ? order by position"""
_FINDINGS = """
select findings.*, rules.name_zh as rule, rules.name_en as rule_en, rules.explanation as explanation,
  (select status from replies where finding_id = findings.id order by position desc limit 1) as reply
from findings join rules on rules.id = findings.rule_id where disclosure_id = ? order by position"""
_CHECKS = """
select check_results.*, rules.name_zh as rule, rules.severity as severity, rules.explanation as explanation
from check_results join rules on rules.id = check_results.rule_id where disclosure_id = ? order by rule_id, outcome"""
_PARAGRAPHS = """
select paragraphs.* from paragraphs join sections on sections.id = paragraphs.section_id
where sections.disclosure_id = ? order by sections.position, paragraphs.position"""
_INDICATORS = """
select indicators.* from indicators join evaluation_forms on evaluation_forms.id = indicators.form_id
where evaluation_forms.disclosure_id = ? order by evaluation_forms.position, indicators.position"""
_TEXT = """
select group_concat(text, char(10)) as text from (select text from source_lines where source_id = ? order by line)"""
_OF_SOURCE = "select * from {} where source_id = ? order by {}"
_PARTS = """
select source_parts.*, sources.original as original from source_parts join sources on sources.id = part_id
where source_id = ? order by position"""
_LINE_PLACES = """
select line, source_page as page, source_box as box, source_cell as cell from source_lines
where source_id = ? and (source_page is not null or source_cell is not null) order by line"""
_PROGRAM = """
select group_concat(value, ' ') as program
from (select value from portal where key in ('mingzhang', 'reading') order by key)"""
# `cross join` keeps the order of the tables: SQLite would look through all disclosures instead of asking the index.
_SERIES = """
with recursive series(id) as (
  values(?) union
  select case when department_id = series.id then other_id else department_id end
  from department_links join series on series.id in (department_id, other_id) where kind = 'renamed')
select json_group_array(id) as ids from series"""
_YEARS = """
select disclosures.id as id, fiscal_year, source_id, corrected, department_id, short_name
from json_each(?) as series cross join disclosures on department_id = series.value
join departments on departments.id = department_id join sources on sources.id = source_id
order by fiscal_year, disclosures.id"""
_VERSIONS = "select * from versions where disclosure_id = ? order by version"
_ROWS = "select * from {} where disclosure_id = ? order by position"
_REPLIES = "select * from replies where disclosure_id = ? order by position"
_VERSION_CHANGES = "select * from version_changes where disclosure_id = ? order by version, position"
_BUDGET = """
select budgets.*, sources.path as path from budgets join sources on sources.id = budgets.id
where disclosure_id = ? order by budgets.id"""
_BUDGET_ITEMS = """
select budget_items.*, stated.initial_budget as stated, spent.total as final
from budget_items join budgets on budgets.id = budget_id
left join execution_items as stated on stated.disclosure_id = budgets.disclosure_id and stated.code = budget_items.code
  and stated.position = (select min(position) from execution_items as first
    where first.disclosure_id = budgets.disclosure_id and first.code = budget_items.code)
left join general_budget_expenditure as spent on spent.disclosure_id = budgets.disclosure_id
  and (spent.code = budget_items.code or (budget_items.level = 0 and spent.level = 0))
  and spent.position = (select min(position) from general_budget_expenditure as first
    where first.disclosure_id = budgets.disclosure_id and (first.code = budget_items.code
      or (budget_items.level = 0 and first.level = 0)))
where budgets.disclosure_id = ? order by budget_items.position"""
_BUDGET_FIGURES = """
select budget_figures.*, name_zh,
  (select key_figures.value from key_figures where key_figures.disclosure_id = budgets.disclosure_id
   and key_figures.metric = budget_figures.metric order by origin desc, key_figures.position limit 1) as stated
from budget_figures join budgets on budgets.id = budget_id join metrics on metrics.id = budget_figures.metric
where budgets.disclosure_id = ? order by budget_figures.position"""
_BEFORE = """
select key_figures.metric, key_figures.value as value, origin, disputed, disclosure_id
from json_each(?) as series cross join disclosures on department_id = series.value
cross join key_figures on disclosure_id = disclosures.id
where fiscal_year = ? order by position, disclosure_id"""
_PEERS = """
select chosen.id as id, short_name, district,
  max(case when metric = 'expenditure_total' then value end) as expenditure,
  max(case when metric = 'three_public_final' then value end) as three_public,
  max(case when metric = 'operating_cost' then value end) as operating,
  max(case when metric = 'expenditure_total' then disputed end) as expenditure_disputed,
  max(case when metric = 'three_public_final' then disputed end) as three_public_disputed,
  max(case when metric = 'operating_cost' then disputed end) as operating_disputed
from (
  select disclosures.id as id, short_name, district
  from departments join disclosures on disclosures.department_id = departments.id
  where departments.kind = ? and city is ? and (district is ? or ? is null) and fiscal_year = ?
  order by short_name, disclosures.id limit 12
) as chosen
left join key_figures on key_figures.disclosure_id = chosen.id
  and metric in ('expenditure_total', 'three_public_final', 'operating_cost')
group by chosen.id order by short_name, chosen.id"""


def load_standing(conn: sqlite3.Connection, id_: str) -> Standing:
    """Load disclosure `id_` in its place; a tenth of the work of `load_facts`."""
    disclosure = fetch(conn, "select * from disclosures where id = ?", id_)[0]
    department = fetch(conn, "select * from departments where id = ?", disclosure["department_id"])[0]
    series = fetch(conn, _SERIES, department["id"])[0]["ids"]
    before = fetch(conn, _BEFORE, series, disclosure["fiscal_year"] - 1)
    return Standing(
        disclosure=disclosure,
        department=department,
        source=fetch(conn, "select * from sources where id = ?", disclosure["source_id"])[0],
        program=fetch(conn, _PROGRAM)[0]["program"] or "",
        years=fetch(conn, _YEARS, series),
        before=best_metrics(before),
        before_disputed={f["metric"]: (f["disclosure_id"], f["disputed"]) for f in before if f["disputed"]},
        versions=fetch(conn, _VERSIONS, id_),
        version_changes=fetch(conn, _VERSION_CHANGES, id_),
        corrections=fetch(conn, _OF_SOURCE.format("corrections", "position"), disclosure["source_id"]),
        budget=fetch(conn, _BUDGET, id_),
        budget_items=fetch(conn, _BUDGET_ITEMS, id_),
        budget_figures=fetch(conn, _BUDGET_FIGURES, id_),
        replies=fetch(conn, _REPLIES, id_),
        headcounts=fetch(conn, "select * from headcounts where disclosure_id = ? order by kind", id_),
        peers=_peers(conn, department, disclosure["fiscal_year"]),
    )


def load_facts(conn: sqlite3.Connection, standing: Standing) -> Facts:
    """Load everything that was read from a disclosure."""
    id_, source = standing.id, standing.source["id"]
    simple = {
        table: fetch(conn, f"select * from {table} where disclosure_id = ? order by {order}", id_)  # noqa: S608
        for table, order in _SIMPLE.items()
    }
    return Facts(
        **{known.name: getattr(standing, known.name) for known in fields(Standing)},
        statements=simple["statements"],
        coverage=simple["statement_coverage"],
        rows={kind.number: fetch(conn, _ROWS.format(kind.table), id_) for kind in STATEMENTS},
        duties=simple["duties"],
        units=simple["organisation_units"],
        sections=fetch(conn, _SECTIONS, id_),
        paragraphs=_grouped(fetch(conn, _PARAGRAPHS, id_), "section_id"),
        key_figures=simple["key_figures"],
        structure_items=simple["structure_items"],
        execution_items=simple["execution_items"],
        projects=simple["projects"],
        forms=simple["evaluation_forms"],
        indicators=_grouped(fetch(conn, _INDICATORS, id_), "form_id"),
        key_tasks=simple["key_tasks"],
        terms=simple["terms"],
        findings=fetch(conn, _FINDINGS, id_),
        checks=fetch(conn, _CHECKS, id_),
        notes=simple["reading_notes"],
        text=fetch(conn, _TEXT, source)[0]["text"],
        line_places=fetch(conn, _LINE_PLACES, source),
        figure_places=simple["figure_places"],
        parts=fetch(conn, _PARTS, source),
        pages=fetch(conn, _OF_SOURCE.format("source_pages", "page"), source),
        metrics=best_metrics(simple["key_figures"]),
    )


def _peers(conn: sqlite3.Connection, department: Row, year: int) -> Rows:
    district = department["district"]
    found = fetch(conn, _PEERS, department["kind"], department["city"], district, district, year)
    return found if len(found) > 1 else []


def best_metrics(key_figures: Rows) -> dict[str, float]:
    """Map each metric to one value: the table's first, else the first the prose states."""
    best: dict[str, float] = {}
    for wanted in ("table", "narrative"):
        for figure in key_figures:
            if figure["origin"] == wanted:
                best.setdefault(figure["metric"], figure["value"])
    return best


def _grouped(rows: Rows, column: str) -> dict[str, Rows]:
    groups: dict[str, Rows] = {}
    for row in rows:
        groups.setdefault(row[column], []).append(row)
    return groups
