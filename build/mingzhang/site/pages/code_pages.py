"""A page per classification code: who spends how much on it, over the years."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from ..disclosure_facts import Row, Rows, fetch
from ..html_page import Page
from ..parts import printed_rows
from ..parts.charts import Chart
from ..parts.group_charts import Entry, largest, medians
from ..templating import named, render

_FUNCTIONAL = """
select expenditure_by_function.code as code, disclosure_id, department_id, fiscal_year, short_name, district, position,
  total, basic, project, 3 as statement
from expenditure_by_function join disclosures on disclosures.id = disclosure_id
join departments on departments.id = department_id where code is not null
order by code, fiscal_year desc, total desc, disclosure_id"""
_ECONOMIC = """
select basic_expenditure_by_economic_item.code as code, disclosure_id, department_id, fiscal_year, short_name, district, position,
  amount as total, null as basic, null as project, 6 as statement
from basic_expenditure_by_economic_item join disclosures on disclosures.id = disclosure_id
join departments on departments.id = department_id where code is not null
order by code, fiscal_year desc, total desc, disclosure_id"""
# What only the prose says of a code (its table lost, or not split so far): the general budget alone.
_IN_PROSE = """
select execution_items.code as code, execution_items.disclosure_id as disclosure_id, department_id, fiscal_year, short_name, district,
  execution_items.position as position, final as total, null as basic, null as project, 0 as statement
from execution_items join disclosures on disclosures.id = execution_items.disclosure_id
join departments on departments.id = department_id
where execution_items.code is not null and final is not null and not exists (
  select 1 from expenditure_by_function where disclosure_id = execution_items.disclosure_id
  and expenditure_by_function.code = execution_items.code)
order by execution_items.code, fiscal_year desc, final desc, execution_items.disclosure_id, position"""
# Codes that stand only elsewhere (other statements, execution items) get a page as well: links lead there.
_ELSEWHERE = (
    "revenue_by_function", "general_budget_expenditure", "government_fund", "state_capital_expenditure", "execution_items",
)  # fmt: skip


def code_pages(conn: sqlite3.Connection) -> Iterator[Page]:
    """Make the index of codes that occur, and a page for each."""
    uses: dict[str, Rows] = {}
    for sql in (_FUNCTIONAL, _ECONOMIC, _IN_PROSE):
        for row in conn.execute(sql):
            uses.setdefault(row["code"], []).append(row)
    for table in _ELSEWHERE:
        for row in fetch(conn, f"select distinct code from {table} where code is not null order by code"):  # noqa: S608
            uses.setdefault(row["code"], [])
    names = _names(conn)
    codes = sorted(uses)
    functional = [(code, names.get(code)) for code in codes if not _is_economic(code)]
    economic = [(code, names.get(code)) for code in codes if _is_economic(code)]
    body = render("codes.html", "codes/", functional=functional, economic=economic, uses=uses)
    yield Page("codes/", "按科目", body, "支出功能分类与经济分类科目：谁花了多少。", bare=True)
    for code in codes:
        yield _code_page(code, names, uses)


def _is_economic(code: str) -> bool:
    return code.startswith("3") and len(code) in (3, 5)


def _names(conn: sqlite3.Connection) -> dict[str, Row]:
    tables = ("function_codes", "economic_codes")
    return {row["code"]: row for table in tables for row in fetch(conn, f"select * from {table}")}  # noqa: S608


def _charts(uses: Rows) -> list[Chart]:
    """Draw the newest year's largest and the middle of every year, as the statements print them.

    What only the prose says covers the general budget alone and is not mixed in.
    """
    printed = [row for row in uses if row["statement"]]
    if not printed:
        return []
    newest = max(row["fiscal_year"] for row in printed)
    years: dict[int, dict[str, float | None]] = {}
    for row in printed:
        years.setdefault(row["fiscal_year"], {})[row["department_id"]] = row["total"]
    entries = [Entry(named(row), row["total"]) for row in printed if row["fiscal_year"] == newest]
    found = (
        largest("chart-largest", f"{newest}年度支出最多的部门", entries, "万元"),
        medians("chart-years", "历年支出的中位数", years),
    )
    return [chart for chart in found if chart]


def _code_page(code: str, names: dict[str, Row], uses: dict[str, Rows]) -> Page:
    url = f"codes/{code}/"
    known = names.get(code)
    name = known["name"] if known else "（科目名称未收录）"
    above = [names[code[:n]] for n in (3, 5) if n < len(code) and code[:n] in names and code[:n] in uses]
    below = [c for c in sorted(uses) if len(c) == len(code) + 2 and c.startswith(code)]
    kind = "支出经济分类" if _is_economic(code) else "支出功能分类"
    body = render(
        "code.html", url, code=code, name=name, above=above, kind=kind, rows=uses[code], printed=printed_rows,
        economic=_is_economic(code), charts=_charts(uses[code]),
        below=[(c, names[c]["name"] if c in names else c) for c in below],
    )  # fmt: skip
    return Page(url, f"{code} {name}", body, f"{kind}科目{code} {name}：各部门各年度的支出。", bare=True)
