"""Topic pages: each a sortable table with charts and its own download."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...exports.text_files import csv_text
from ..disclosure_facts import Row
from ..html_page import Page
from ..parts import printed_topics
from ..parts.charts import Chart
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
from ..parts.topic_tables import TOPICS, Figures, Head, Table, Topic
from ..templating import named, render
from ..templating import place as where


def topic_pages(tables: Iterable[tuple[Topic, Table]]) -> Iterator[Page]:
    """Make the index of topics and each topic with its download."""
    body = render("topics.html", "topics/", topics=TOPICS)
    yield Page(
        "topics/",
        "专题",
        body,
        "三公经费、政府采购、机关运行经费、绩效、人员与公用经费。",
        bare=True,
        alternate="en/topics/",
    )
    for topic, table in tables:
        url = f"topics/{topic.slug}/"
        body = render(
            "topic.html",
            url,
            topic=topic,
            table=table,
            printed=printed_topics,
            compared=_compared(topic, table),
        )
        files = ((f"{url}{topic.slug}.csv", _csv(table)),)
        yield Page(url, topic.title, body, topic.about, bare=True, alternate=f"en/{url}", files=files)


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
