"""What the front asks of all portals together. Figures are only ranked and added among bodies of one kind and scope."""

from __future__ import annotations

from collections.abc import Iterable

from ...exports.union import Row, Union

RANKED = 20
"""How many bodies a ranking lists for each year, kind and scope."""
_PORTALS = """
SELECT d.portal, count(*) AS disclosures, count(DISTINCT d.department_id) AS departments,
    min(d.fiscal_year) AS first_year, max(d.fiscal_year) AS last_year, coalesce(any_value(f.errors), 0) AS errors,
    coalesce(any_value(f.warnings), 0) AS warnings, coalesce(any_value(f.hints), 0) AS hints
FROM disclosures d LEFT JOIN (
    SELECT portal, count(*) FILTER (severity = 'error') AS errors, count(*) FILTER (severity = 'warning') AS warnings,
        count(*) FILTER (severity IN ('note', 'rounding')) AS hints
    FROM findings GROUP BY portal
) f ON f.portal = d.portal
GROUP BY d.portal ORDER BY d.portal"""
_RANKING = """
WITH figures AS (
    SELECT portal, disclosure_id, value, disputed, row_number() OVER (
        PARTITION BY disclosure_id ORDER BY origin = 'narrative', position) AS nth
    FROM key_figures WHERE metric = ?
)
SELECT f.portal, f.disclosure_id, d.page_url, f.value, f.disputed, d.fiscal_year, d.scope, p.kind, p.short_name, p.district, p.city,
    rank() OVER places AS place, count(*) OVER (PARTITION BY d.fiscal_year, p.kind, d.scope) AS of
FROM figures f JOIN disclosures d ON d.id = f.disclosure_id JOIN departments p ON p.id = d.department_id
WHERE f.nth = 1 AND f.value IS NOT NULL
WINDOW places AS (PARTITION BY d.fiscal_year, p.kind, d.scope ORDER BY f.value DESC)
QUALIFY place <= ?
ORDER BY d.fiscal_year DESC, p.kind NULLS LAST, d.scope NULLS LAST, place, f.disclosure_id"""
_STATED = """
SELECT metric, count(DISTINCT disclosure_id) AS disclosures FROM key_figures
WHERE value IS NOT NULL GROUP BY metric"""
_CODES = """
SELECT e.code, any_value(c.name) AS name, count(DISTINCT e.disclosure_id) AS disclosures
FROM expenditure_by_function e LEFT JOIN function_codes c ON c.code = e.code
WHERE e.code IS NOT NULL GROUP BY e.code ORDER BY e.code"""
_CODE = """
SELECT e.portal, d.fiscal_year, d.scope, count(DISTINCT e.disclosure_id) AS disclosures,
    round(sum(e.total), 2) AS total, round(sum(e.basic), 2) AS basic, round(sum(e.project), 2) AS project,
    count(DISTINCT e.disclosure_id) FILTER (e.disputed IS NOT NULL) AS disputed
FROM expenditure_by_function e JOIN disclosures d ON d.id = e.disclosure_id
WHERE e.code = ? GROUP BY e.portal, d.fiscal_year, d.scope
ORDER BY d.fiscal_year DESC, d.scope NULLS LAST, total DESC NULLS LAST, e.portal"""


def portals(union: Union) -> list[Row]:
    """How much each portal holds: disclosures, departments, years, findings by weight."""
    return union.rows(_PORTALS)


def ranking(union: Union, metric: str) -> list[Row]:
    """The bodies with the highest figure of a metric, `RANKED` places for each year, kind and scope; the table's figure
    before the prose's, `disputed` the positions of findings on it."""
    return union.rows(_RANKING, (metric, RANKED))


def stated(union: Union) -> dict[str, int]:
    """How many disclosures state each metric."""
    return {row["metric"]: row["disclosures"] for row in union.rows(_STATED)}


def codes(union: Union) -> list[Row]:
    """Every functional code that a disclosure prints in 公开03, with its name and how many print it."""
    return union.rows(_CODES)


def code(union: Union, wanted: str) -> list[Row]:
    """What the disclosures of each portal that print a code spend under it, by year and scope (万元)."""
    return union.rows(_CODE, (wanted,))


def grouped(rows: Iterable[Row]) -> list[tuple[int, list[tuple[str, list[Row]]]]]:
    """The rows of a ranking by year and then by kind and scope, in their order."""
    years: dict[int, dict[str, list[Row]]] = {}
    for row in rows:
        name = "，".join(filter(None, (row["kind"] or "类型未知", row["scope"])))
        years.setdefault(row["fiscal_year"], {}).setdefault(name, []).append(row)
    return [(year, list(groups.items())) for year, groups in years.items()]
