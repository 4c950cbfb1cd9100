"""What proofreading found, by family of rules: filtered by year, gravity and department, repeated remarks folded."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from ..disclosure_facts import Row, Rows, fetch
from ..disclosures import PLACE
from ..html_page import Page
from ..parts.outliers import outliers
from ..templating import render

URL = "findings/"
_MOST = 1000
_RULES = """
select rules.family, rules.id, rules.name_zh, rules.name_en,
  count(findings.id) filter (where findings.severity = 'error') as errors,
  count(findings.id) filter (where findings.severity = 'warning') as warnings
from rules left join findings on findings.rule_id = rules.id group by rules.id order by rules.family, rules.id"""
_DOCUMENTS = """
select rules.family, count(distinct disclosure_id) from findings join rules on rules.id = rule_id
where findings.severity in ('error', 'warning') group by 1"""
_FINDINGS = f"""
select findings.*, rules.name_zh as rule, short_name, {PLACE}, kind,
  fiscal_year from findings
join rules on rules.id = rule_id join disclosures on disclosures.id = disclosure_id
join departments on departments.id = department_id
where rules.family = ? and findings.severity in ('error', 'warning')
order by findings.severity, fiscal_year desc, rule_id, disclosure_id, findings.position limit ?"""  # noqa: S608  our own names


@dataclass(frozen=True, slots=True)
class Family:
    """Rules that look at the same thing, with how much each found."""

    id: str
    rules: Rows
    documents: int

    @property
    def title(self) -> str:
        names = list(dict.fromkeys(rule["name_zh"] for rule in self.rules))
        return "、".join(names[:2]) + ("等" if len(names) > 2 else "")

    def total(self, column: str) -> int:
        return sum(rule[column] for rule in self.rules)


def findings_pages(conn: sqlite3.Connection) -> Iterator[Page]:
    """Make the index of families and a page for each that found something."""
    grouped: dict[str, Rows] = {}
    for row in fetch(conn, _RULES):
        grouped.setdefault(row["family"], []).append(row)
    documents = dict(conn.execute(_DOCUMENTS).fetchall())
    families = [Family(id_, rules, documents.get(id_, 0)) for id_, rules in grouped.items()]
    body = render("findings.html", URL, families=families, outliers=outliers(conn)[:200])
    yield Page(URL, "核对结果", body, "按规则、年度、部门筛选核对所见；与同类相差最大的数字。", bare=True)
    for family in families:
        if family.total("errors") or family.total("warnings"):
            yield _family(conn, family)


def _family(conn: sqlite3.Connection, family: Family) -> Page:
    url = f"{URL}{family.id}/"
    rows = fetch(conn, _FINDINGS, family.id, _MOST + 1)
    body = render(
        "findings_family.html", url, family=family, remarks=folded(rows[:_MOST]), more=len(rows) > _MOST
    )
    return Page(url, f"{family.id} {family.title}", body, f"核对所见：{family.title}。", bare=True)


def folded(rows: Rows) -> list[list[Row]]:
    """Group findings of one rule that say the same words; the order is that of the first of each."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        groups.setdefault((row["rule_id"], row["message"]), []).append(row)
    return list(groups.values())
