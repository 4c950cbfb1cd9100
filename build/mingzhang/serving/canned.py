"""The canned queries: one SQL file each under `questions/`, in Chinese, with a stable address.

A file begins with comment lines `-- title:`, `-- group:` and `-- description:`; its name is the address
(`/data/disclosures/three-public`). Marks in double brackets stand for what the questions share:

* `[[picked]]`: the disclosures chosen by `:department`, `:year` and `:district` (without a department and a year, the
  latest year), as the table `picked`; `[[picked|CONDITION]]` the same, but the latest year in which some disclosure `l`
  fulfils the SQL condition, so that a question has an answer where any year has one; `[[all_years]]` every year unless
  one is given;
* `[[three_public_final]]` (any metric): that figure of disclosure `d`, the table's before the prose's;
* `[[disputed|METRIC …]]`: the findings on these figures of disclosure `d`, for the column `disputed`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ..catalogue import METRICS

DATABASE = "disclosures"
"""The name of the database in every address under /data/."""

_FOLDER = Path(__file__).parent / "questions"
_MARK = re.compile(r"\[\[(\w+)(?:\|([^\]]{1,600}))?\]\]")
_PARAMETER = re.compile(r"(?<!:):([a-z_]+)")
_METRICS = frozenset(metric.id for metric in METRICS)
_GROUPS = ("支出", "绩效", "比较", "质量", "检索")

PARAMETERS = {
    "department": "部门（标识、全称、简称，或名称的一部分）",
    "year": "年度（可留空；排名类查询留空即最近一年）",
    "district": "区（县）",
    "level": "级次（类、款、项）",
    "code": "科目编码",
    "rule": "规则标识",
    "metric": "指标标识",
    "a": "部门甲（标识、全称或简称）",
    "b": "部门乙（标识、全称或简称）",
    "q": "检索词",
}
"""What each parameter is called on the query's page."""

_PICKED = """picked AS (
    SELECT d.id, p.short_name AS department, p.district, p.kind, d.fiscal_year, d.scope, d.page_url
    FROM departments p JOIN disclosures d ON d.department_id = p.id
    WHERE (:department = '' OR :department IN (p.id, p.name, p.short_name) OR instr(p.name, :department) > 0)
      AND (:district = '' OR p.district = :district)
      AND {year}
)"""
_LATEST = """CASE WHEN :year <> '' THEN d.fiscal_year = CAST(:year AS INTEGER)
               WHEN :department <> '' THEN 1
               ELSE d.fiscal_year = (SELECT l.fiscal_year FROM disclosures l{answered}
                                     ORDER BY l.fiscal_year DESC LIMIT 1) END"""
_ALL_YEARS = "(:year = '' OR d.fiscal_year = CAST(:year AS INTEGER))"
_FIGURE = """(SELECT value FROM key_figures WHERE metric = '{metric}' AND disclosure_id = d.id
         ORDER BY origin = 'narrative', position LIMIT 1)"""

_DISPUTED = """(SELECT group_concat(DISTINCT disputed) FROM key_figures
         WHERE disclosure_id = d.id AND disputed IS NOT NULL AND metric IN ({metrics}))"""


@dataclass(frozen=True, slots=True)
class CannedQuery:
    """A canned query: its address, Chinese title and sentence, group on the home page and SQL."""

    name: str
    title: str
    group: str
    description: str
    sql: str

    @property
    def parameters(self) -> tuple[str, ...]:
        """Its parameters, in the order in which the SQL first names them."""
        return tuple(dict.fromkeys(_PARAMETER.findall(self.sql)))


@cache
def canned_queries() -> tuple[CannedQuery, ...]:
    """Every canned query, by group and title."""
    found = [_read(file) for file in _FOLDER.glob("*.sql")]
    return tuple(sorted(found, key=lambda query: (_GROUPS.index(query.group), query.name)))


def query_groups() -> dict[str, list[CannedQuery]]:
    """The canned queries by group, for the home page."""
    groups: dict[str, list[CannedQuery]] = {}
    for query in canned_queries():
        groups.setdefault(query.group, []).append(query)
    return groups


def _read(file: Path) -> CannedQuery:
    head: dict[str, str] = {}
    body: list[str] = []
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("-- ") and not body:
            key, _, value = line[3:].partition(": ")
            head[key] = value.strip()
        else:
            body.append(line)
    sql = _MARK.sub(_expand, "\n".join(body)).strip()
    return CannedQuery(file.stem, head["title"], head["group"], head["description"], sql)


def _expand(mark: re.Match[str]) -> str:
    name, condition = mark.groups()
    if name == "picked":
        answered = f"\n        WHERE {condition.strip()}" if condition else ""
        return _PICKED.format(year=_LATEST.format(answered=answered))
    if name == "all_years":
        return _PICKED.format(year=_ALL_YEARS)
    metrics = (condition or "").split() if name == "disputed" else [name]
    unknown = next((metric for metric in metrics if metric not in _METRICS), None)
    if unknown is not None:
        raise KeyError(f"no metric {unknown!r} in the catalogue")
    if name == "disputed":
        return _DISPUTED.format(metrics=", ".join(f"'{metric}'" for metric in metrics))
    return _FIGURE.format(metric=name)
