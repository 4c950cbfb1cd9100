"""Topics in English: the same tables and charts as in Chinese, with original names beside."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from ...catalogue import METRICS
from ..disclosure_facts import Row
from ..html_page import Page
from ..parts import printed_topics
from ..parts.charts import Chart
from ..parts.english_words import CHART_WORDS, UNITS, kind_in_english, name_in_english, titled
from ..parts.group_charts import Entry, largest, like_with_like
from ..parts.topic_tables import Column, Table, Topic
from ..templating import MOST_ROWS, render

_TITLES = {
    "three-public": "“Three public” expenses",
    "procurement": "Government procurement",
    "operating-costs": "Agency operating costs",
    "performance": "Performance self-evaluation",
    "personnel": "Personnel and running costs",
}
_COUNTED = {
    "projects_listed": "Projects listed",
    "projects_unspent": "of these without spending",
    "indicators_judged": "Indicators that can be judged",
    "indicators_unmet": "of these not met",
}
_NAMES = {metric.id: metric.en for metric in METRICS} | _COUNTED
URL = "en/topics/"


def english_topic_pages(tables: Iterable[tuple[Topic, Table]]) -> Iterator[Page]:
    """Make the index of topics and each topic."""
    body = render("english_topics.html", URL, topics=_TITLES)
    yield Page(
        URL, "Topics", body, "One question across all departments.", bare=True, lang="en", alternate="topics/"
    )
    for topic, table in tables:
        url = f"{URL}{topic.slug}/"
        heads = [_head(column) for column in topic.columns]
        cities = {row["city"] for row, _ in table.rows}
        rows = [(row, _name(row, cities), figures) for row, figures in table.rows[:MOST_ROWS]]
        body = render(
            "english_topic.html", url, topic=topic, title=_TITLES[topic.slug], heads=heads, rows=rows, table=table,
            printed=printed_topics,
            chart=_chart(topic, table, heads),
        )  # fmt: skip
        about = f"{_TITLES[topic.slug]} of all departments and years, as printed."
        yield Page(
            url, _TITLES[topic.slug], body, about, bare=True, lang="en", alternate=f"topics/{topic.slug}/"
        )


def _head(column: Column) -> tuple[str, str]:
    """Return the name of a column and its unit."""
    name = _NAMES[column.metric]
    if column.whole:
        share = column.unit == "%"
        said = f"{name}, {'% of' if share else 'per'} {_NAMES[column.whole]}"
        return titled(said), "%" if share else UNITS["万元"]
    unit = column.unit or next((m.unit for m in METRICS if m.id == column.metric), "")
    return titled(name), UNITS.get(unit, unit)


def _name(row: Row, cities: Collection[str]) -> str:
    """Translate a department's name, with its city where there are several or it has no district."""
    city = row["city"] if len(cities) > 1 or not row["district"] else None
    return name_in_english(row["short_name"], row["district"], city)


def _chart(topic: Topic, table: Table, heads: list[tuple[str, str]]) -> Chart | None:
    """Draw the largest of the group with most members in the first drawn column."""
    place = next(n for n, head in enumerate(table.heads) if head.text in topic.drawn)
    stated = [row for row in table.rows if row[1][place] is not None]
    groups = like_with_like(stated, lambda row: (row[0]["kind"], row[0]["fiscal_year"]))
    if not groups:
        return None
    first = groups[0]
    marks, cities = table.marks, {row["city"] for row, _ in table.rows}

    def entry(row: Row, value: float | None) -> Entry:
        mark = marks.get((row["id"], place))
        return Entry(_name(row, cities), value, mark is not None and mark.disputes)

    entries = [entry(row, figures[place]) for row, figures in first.members]
    title = f"{heads[place][0]}: {kind_in_english(first.kind)}, {first.year}"
    return largest("chart-1", title, entries, table.heads[place].unit, CHART_WORDS)
