"""Topic pages: one question across all departments, each a sortable table with a chart and its own download."""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from .charts import Bar, Chart, bars
from .pages import Page
from .records import Rows, fetch
from .templating import named, render


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic: the metrics it shows, and figures derived from them as (header, unit, numerator, denominator)."""

    slug: str
    title: str
    about: str
    metrics: tuple[str, ...]
    ratios: tuple[tuple[str, str, str, str], ...] = ()


TOPICS = (
    Topic(
        "three-public",
        "“三公”经费",
        "因公出国（境）、公务用车、公务接待三项经费。部门大小不同，总额之外请看每辆车的运行费与占支出的比重。",
        ("three_public_budget", "three_public_final", "abroad_final", "vehicle_purchase_final", "vehicle_operation_final", "vehicles_held", "reception_final"),
        (
            ("每辆车运行费", "万元", "vehicle_operation_final", "vehicles_held"),
            ("占本年支出", "%", "three_public_final", "expenditure_total"),
        ),
    ),
    Topic(
        "procurement",
        "政府采购",
        "货物、工程、服务三类采购，以及授予中小企业、小微企业的合同金额。",
        ("procurement_total", "procurement_goods", "procurement_works", "procurement_services", "procurement_sme", "procurement_micro"),
        (("中小企业占比", "%", "procurement_sme", "procurement_total"),),
    ),
    Topic(
        "operating-costs",
        "机关运行经费",
        "行政单位与参公单位为保障运行，用一般公共预算购买货物和服务的支出。",
        ("operating_cost", "operating_cost_change", "public_cost"),
        (("占本年支出", "%", "operating_cost", "expenditure_total"),),
    ),
    Topic(
        "performance",
        "绩效自评",
        "开展绩效自评的项目个数与资金。",
        ("performance_projects", "performance_amount", "performance_amount_share_pct", "performance_overall_amount"),
    ),
    Topic(
        "personnel",
        "人员与公用经费",
        "一般公共预算基本支出分为人员经费和公用经费。",
        ("personnel_cost", "public_cost", "basic_expenditure", "expenditure_total"),
        (("人员经费占支出", "%", "personnel_cost", "expenditure_total"),),
    ),
)  # fmt: skip

_WHO = """
select disclosures.id as id, fiscal_year, short_name, name, kind, district from disclosures
join departments on departments.id = department_id order by fiscal_year desc, district, short_name, disclosures.id"""
_VALUES = """
select disclosure_id, metric, value from key_figures order by disclosure_id, origin desc, position"""


@dataclass(frozen=True, slots=True)
class Table:
    """The table of a topic: headers with units, and per disclosure its figures (None where not stated)."""

    heads: tuple[tuple[str, str], ...]
    rows: tuple[tuple[sqlite3.Row, tuple[float | None, ...]], ...]


def topic_pages(conn: sqlite3.Connection) -> Iterator[Page]:
    """The index of topics and each topic."""
    body = render("topics.html", "topics/", topics=TOPICS)
    yield Page("topics/", "专题", body, "三公经费、政府采购、机关运行经费、绩效、人员与公用经费。", bare=True)
    for topic, table in topic_tables(conn):
        url = f"topics/{topic.slug}/"
        body = render("topic.html", url, topic=topic, table=table, charts=_charts(topic, table))
        yield Page(url, topic.title, body, topic.about, bare=True)


def topic_files(conn: sqlite3.Connection) -> Iterator[tuple[str, bytes]]:
    """(path in the site, bytes) of each topic's download."""
    for topic, table in topic_tables(conn):
        yield f"topics/{topic.slug}/{topic.slug}.csv", _csv(table)


def topic_tables(conn: sqlite3.Connection) -> Iterator[tuple[Topic, Table]]:
    """Each topic with its table; disclosures that state none of its metrics are left out."""
    names = {row["id"]: (row["name_zh"], row["unit"]) for row in fetch(conn, "select * from metrics")}
    who = fetch(conn, _WHO)
    values: dict[str, dict[str, float]] = {}
    for row in conn.execute(_VALUES):
        values.setdefault(row["disclosure_id"], {}).setdefault(row["metric"], row["value"])
    for topic in TOPICS:
        metrics = tuple(metric for metric in topic.metrics if metric in names)
        ratios = tuple((head, unit) for head, unit, _, _ in topic.ratios)
        yield (
            topic,
            Table((*(names[metric] for metric in metrics), *ratios), _rows(topic, metrics, who, values)),
        )


def _rows(
    topic: Topic, metrics: tuple[str, ...], who: Rows, values: dict[str, dict[str, float]]
) -> tuple[tuple[sqlite3.Row, tuple[float | None, ...]], ...]:
    rows = []
    for row in who:
        known = values.get(row["id"], {})
        figures = tuple(known.get(metric) for metric in metrics)
        if any(figure is not None for figure in figures):
            ratios = tuple(_ratio(known.get(a), known.get(b), unit) for _, unit, a, b in topic.ratios)
            rows.append((row, figures + ratios))
    return tuple(rows)


def _ratio(part: float | None, whole: float | None, unit: str) -> float | None:
    if part is None or not whole:
        return None
    return round(part / whole * (100 if unit == "%" else 1), 4)


def _charts(topic: Topic, table: Table) -> list[Chart]:
    """The largest ten of each of the two newest years, by the topic's first column with figures."""
    charts = []
    column = 1 if topic.slug == "three-public" else 0
    for year in sorted({row["fiscal_year"] for row, _ in table.rows}, reverse=True)[:2]:
        found = [
            (named(row), figures[column])
            for row, figures in table.rows
            if row["fiscal_year"] == year and figures[column] is not None
        ]
        data = [
            Bar(name, value or 0.0) for name, value in sorted(found, key=lambda p: (-(p[1] or 0), p[0]))[:10]
        ]
        if data:
            head, unit = table.heads[column]
            charts.append(bars(f"chart-{year}", f"{year}年度 {head}", data, "最多列十个部门。", unit))
    return charts


def _csv(table: Table) -> bytes:
    """The table as CSV with a BOM, so that spreadsheets read the Chinese; no cell starts a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    heads = (f"{head}（{unit}）" for head, unit in table.heads)
    writer.writerow(("部门", "类型", "地区", "年度", *heads, "页面"))
    for row, figures in table.rows:
        names = (_plain(row["name"]), _plain(row["kind"]), _plain(row["district"]), row["fiscal_year"])
        writer.writerow((*names, *("" if f is None else f for f in figures), f"d/{row['id']}/"))
    return out.getvalue().encode("utf-8-sig")


def _plain(text: str | None) -> str:
    return f"'{text}" if text and text[0] in "=+-@\t\r" else text or ""
