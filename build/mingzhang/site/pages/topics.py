"""Topic pages: one question across all departments, each a sortable table with charts and its own download."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field

from ...database.renamed_bodies import said_of_renamed
from ...exports.text_files import csv_text
from ..disclosure_facts import Row, Rows, fetch
from ..disclosures import PLACE
from ..html_page import Page
from ..parts.charts import Chart
from ..parts.disputes import Mark, disputes
from ..parts.group_charts import (
    NO_KIND,
    NOTHING,
    Comparisons,
    Entry,
    Group,
    compared,
    largest,
    like_with_like,
    medians,
)
from ..templating import named, render
from ..templating import place as where


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
select disclosure_id, metric, value from key_figures order by disclosure_id, origin desc, position"""
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


def topic_pages(conn: sqlite3.Connection) -> Iterator[Page]:
    """Make the index of topics and each topic."""
    body = render("topics.html", "topics/", topics=TOPICS)
    yield Page(
        "topics/",
        "专题",
        body,
        "三公经费、政府采购、机关运行经费、绩效、人员与公用经费。",
        bare=True,
        alternate="en/topics/",
    )
    for topic, table in topic_tables(conn):
        url = f"topics/{topic.slug}/"
        body = render("topic.html", url, topic=topic, table=table, compared=_compared(topic, table))
        yield Page(url, topic.title, body, topic.about, bare=True, alternate=f"en/{url}")


def topic_files(conn: sqlite3.Connection) -> Iterator[tuple[str, bytes]]:
    """Yield (path in the site, bytes) of each topic's download."""
    for topic, table in topic_tables(conn):
        yield f"topics/{topic.slug}/{topic.slug}.csv", _csv(table)


def topic_tables(conn: sqlite3.Connection) -> Iterator[tuple[Topic, Table]]:
    """Yield each topic with its table; disclosures that state none of its metrics are left out."""
    names = {row["id"]: (row["name_zh"], row["unit"]) for row in fetch(conn, "select * from metrics")}
    renamed, who = said_of_renamed(conn), fetch(conn, _WHO)
    values: dict[str, dict[str, float]] = {}
    for sql in (_VALUES, _COUNTED):
        for row in conn.execute(sql):
            values.setdefault(row["disclosure_id"], {}).setdefault(row["metric"], row["value"])
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


def _compared(topic: Topic, table: Table) -> Comparisons:
    """Draw, of the group with most members, the largest in each drawn column and the middle of every year of its kind;
    of each other group the largest of the first.
    """
    if not table.rows:
        return NOTHING
    first, *rest = [place for place, head in enumerate(table.heads) if head.text in topic.drawn]
    head = table.heads[first]

    def entry(row: tuple[Row, Figures], place: int = first) -> Entry:
        who, figures = row
        return Entry(named(who), figures[place], _is_disputed(table, who, place), where(who))

    def more(group: Group[tuple[Row, Figures]]) -> Iterator[Chart | None]:
        for place in rest:
            title = f"{group.label}{_drawn_as(topic, table.heads[place])}"
            entries = [entry(row, place) for row in group.members]
            yield largest(f"chart-{place + 1}", title, entries, table.heads[place].unit)
        years: dict[int, dict[str, float | None]] = {}
        for row, figures in table.rows:
            if (row["kind"] or NO_KIND) == group.kind:
                years.setdefault(row["fiscal_year"], {})[row["department_id"]] = figures[first]
        yield medians("chart-years", f"{group.kind}历年的中位数，{_drawn_as(topic, head)}", years, head.unit)

    stated = [row for row in table.rows if row[1][first] is not None]
    groups = like_with_like(stated, lambda row: (row[0]["kind"], row[0]["fiscal_year"]))
    return compared(groups, entry, _drawn_as(topic, head), head.unit, more)


def _is_disputed(table: Table, row: Row, place: int) -> bool:
    return bool((mark := table.marks.get((row["id"], place))) and mark.disputes)


def _drawn_as(topic: Topic, head: Head) -> str:
    """Return the title of a chart: a short header with its topic, for it stands alone."""
    return head.text if head.text == topic.title else f"{topic.title}：{head.text}"


def _csv(table: Table) -> bytes:
    """Write the table as CSV with a BOM, so that spreadsheets read the Chinese; no cell starts a formula."""
    heads = (f"{head.whole}（{head.unit}）" for head in table.heads)
    rows = (
        (
            *(row[of] for of in ("name", "kind", "locality", "fiscal_year")),
            *figures,
            "、".join(table.heads[n].text for n in range(len(figures)) if _is_disputed(table, row, n)),
            f"d/{row['id']}/",
            table.renamed.get(row["department_id"]),
        )
        for row, figures in table.rows
    )
    return csv_text(
        ["部门", "类型", "地区", "年度", *heads, "存疑的栏（见页面）", "页面", "改名"], rows
    ).encode("utf-8-sig")
