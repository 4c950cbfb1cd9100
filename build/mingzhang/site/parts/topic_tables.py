"""The table of each topic: one question across all departments, its columns and every disclosure's figures."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field

from ...database.renamed_bodies import said_of_renamed
from ..disclosure_facts import Row, Rows, fetch
from ..disclosures import PLACE
from .disputes import Mark, disputes


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a topic: a metric, or a ratio of two where `whole` is given. `head` is printed on the page."""

    metric: str
    head: str
    whole: str = ""
    unit: str = ""
    """The unit of a ratio, or of a figure counted here; a metric brings its own."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic: its columns, and which of them are drawn, by metric or, for a ratio, by its header."""

    slug: str
    title: str
    about: str
    columns: tuple[Column, ...]
    drawn: tuple[str, ...]
    query: str
    """The canned query that answers the same under /data/."""


TOPICS = (
    Topic(
        "three-public",
        "“三公”经费",
        "因公出国（境）、公务用车、公务接待三项经费。部门大小不同，总额之外请看每辆车的运行费与占支出的比重。",
        (
            Column("three_public_budget", "预算"),
            Column("three_public_final", "决算"),
            Column("three_public_final", "占本年支出", "expenditure_total", "%"),
            Column("abroad_final", "因公出国（境）"),
            Column("vehicle_purchase_final", "公务用车购置"),
            Column("vehicle_operation_final", "公务用车运行"),
            Column("vehicles_held", "公务用车"),
            Column("vehicle_operation_final", "每辆车运行费", "vehicles_held", "万元"),
            Column("reception_final", "公务接待"),
        ),
        ("决算", "占本年支出", "每辆车运行费"),
        "three-public",
    ),
    Topic(
        "procurement",
        "政府采购",
        "货物、工程、服务三类采购，以及授予中小企业、小微企业的合同金额。",
        (
            Column("procurement_total", "采购支出"),
            Column("procurement_total", "占本年支出", "expenditure_total", "%"),
            Column("procurement_goods", "货物"),
            Column("procurement_works", "工程"),
            Column("procurement_services", "服务"),
            Column("procurement_sme", "授予中小企业"),
            Column("procurement_sme", "中小企业占比", "procurement_total", "%"),
            Column("procurement_micro", "授予小微企业"),
        ),
        ("采购支出", "中小企业占比"),
        "procurement",
    ),
    Topic(
        "operating-costs",
        "机关运行经费",
        "行政单位与参公单位为保障运行，用一般公共预算购买货物和服务的支出。",
        (
            Column("operating_cost", "机关运行经费"),
            Column("operating_cost_change", "较上年增减"),
            Column("operating_cost", "占本年支出", "expenditure_total", "%"),
            Column("operating_cost", "占基本支出", "basic_expenditure", "%"),
            Column("public_cost", "公用经费"),
        ),
        ("机关运行经费", "占基本支出"),
        "personnel-and-operating",
    ),
    Topic(
        "performance",
        "绩效自评",
        "自评了多少项目、多少资金，指标完成了多少，多少项目一分未花。完成与否按自评表所填的目标与完成值判断。",
        (
            Column("performance_projects", "自评项目"),
            Column("performance_amount", "自评资金"),
            Column("performance_amount", "占项目支出", "project_expenditure", "%"),
            Column("projects_listed", "列出执行的项目", unit="个"),
            Column("projects_unspent", "其中未执行", unit="个"),
            Column("indicators_judged", "可判断的指标", unit="条"),
            Column("indicators_unmet", "其中未完成", unit="条"),
            Column("indicators_unmet", "未完成占比", "indicators_judged", "%"),
        ),
        ("自评资金", "未完成占比"),
        "indicators-not-met",
    ),
    Topic(
        "personnel",
        "人员与公用经费",
        "一般公共预算基本支出分为人员经费和公用经费。",
        (
            Column("personnel_cost", "人员经费"),
            Column("public_cost", "公用经费"),
            Column("personnel_cost", "人员经费占支出", "expenditure_total", "%"),
            Column("basic_expenditure", "基本支出"),
            Column("expenditure_total", "本年支出"),
        ),
        ("人员经费", "人员经费占支出"),
        "personnel-and-operating",
    ),
)

_WHO = f"""
select disclosures.id as id, department_id, fiscal_year, short_name, name, kind, district, city, {PLACE}
from disclosures join departments on departments.id = department_id order by fiscal_year desc, locality, short_name, disclosures.id"""  # noqa: S608  our own names
_VALUES = """
select disclosure_id, metric, value from key_figures where metric in (select value from json_each(?))
order by disclosure_id, origin desc, position"""
# What no document states of itself, but can be counted: projects without spending, indicators not met.
_COUNTED = """
select disclosure_id, 'projects_listed' as metric, count(*) as value from projects where executed is not null group by 1
union all select disclosure_id, 'projects_unspent', sum(executed = 0 and budget > 0) from projects
  where executed is not null group by 1
union all select disclosure_id, 'indicators_judged', count(*) from indicators
  join evaluation_forms on evaluation_forms.id = form_id where met is not null group by 1
union all select disclosure_id, 'indicators_unmet', sum(met = 0) from indicators
  join evaluation_forms on evaluation_forms.id = form_id where met is not null group by 1"""

Figures = tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """The header of a column: as printed, in full, and its unit."""

    text: str
    whole: str
    unit: str


@dataclass(frozen=True, slots=True)
class Table:
    """The table of a topic: headers, and per disclosure its figures (None where not stated)."""

    heads: tuple[Head, ...]
    rows: tuple[tuple[Row, Figures], ...]
    marks: dict[tuple[str, int], Mark] = field(default_factory=dict)
    """(disclosure, place of a column) → the finding that disputes the figure or a part of it."""
    renamed: dict[str, str] = field(default_factory=dict)  # department → what became of its name


def topic_tables(conn: sqlite3.Connection) -> Iterator[tuple[Topic, Table]]:
    """Yield each topic with its table; disclosures that state none of its metrics are left out."""
    names = {row["id"]: (row["name_zh"], row["unit"]) for row in fetch(conn, "select * from metrics")}
    renamed, who = said_of_renamed(conn), fetch(conn, _WHO)
    values: dict[str, dict[str, float]] = {}
    wanted = sorted({name for topic in TOPICS for one in topic.columns for name in (one.metric, one.whole)})
    for sql, given in ((_VALUES, (json.dumps(wanted),)), (_COUNTED, ())):
        for id_, metric, value in conn.execute(sql, given):
            values.setdefault(id_, {}).setdefault(metric, value)
    disputed = disputes(conn)
    for topic in TOPICS:
        heads, rows = tuple(_head(one, names) for one in topic.columns), tuple(_rows(topic, who, values))
        yield topic, Table(heads, rows, dict(_marks(topic, rows, disputed)), renamed)


def _head(column: Column, names: dict[str, tuple[str, str]]) -> Head:
    name, unit = names.get(column.metric, (column.head, ""))
    if column.whole or not unit:
        return Head(column.head, column.head, column.unit)
    return Head(column.head, name, unit)


def _rows(topic: Topic, who: Rows, values: dict[str, dict[str, float]]) -> Iterator[tuple[Row, Figures]]:
    for row in who:
        known = values.get(row["id"], {})
        if any(column.metric in known for column in topic.columns if column.metric != "expenditure_total"):
            yield row, tuple(_figure(column, known) for column in topic.columns)


def _marks(
    topic: Topic, rows: tuple[tuple[Row, Figures], ...], disputed: dict[tuple[str, str], Mark]
) -> Iterator[tuple[tuple[str, int], Mark]]:
    for row, figures in rows:
        for place, column in enumerate(topic.columns):
            mark = disputed.get((row["id"], column.metric)) or disputed.get((row["id"], column.whole))
            if mark and figures[place] is not None:
                yield (row["id"], place), mark


def _figure(column: Column, known: dict[str, float]) -> float | None:
    part = known.get(column.metric)
    if not column.whole:
        return part
    whole = known.get(column.whole)
    if part is None or not whole:
        return None
    return round(part / whole * (100 if column.unit == "%" else 1), 2)
