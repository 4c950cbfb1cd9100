"""Lists of bodies: where each is, grouped by place, and what half of each kind spend."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from made_up_database import make_database
from mingzhang.portal import Portal, starter_root
from mingzhang.site.disclosure_facts import connect
from mingzhang.site.disclosures import all_disclosures
from mingzhang.site.loading_facts import load_standing
from mingzhang.site.pages.departments import department_pages
from mingzhang.site.pages.english_topics import english_topic_pages
from mingzhang.site.pages.hand_written import fragments
from mingzhang.site.pages.listings import listing_pages
from mingzhang.site.pages.quality import quality_page
from mingzhang.site.parts.english_words import titled
from mingzhang.site.parts.tallies import tallies
from mingzhang.site.parts.topic_tables import topic_tables
from mingzhang.site.parts.transparency import scores
from mingzhang.site.templating import MOST_ROWS, named, place, placed
from writable import make_writable

pytestmark = pytest.mark.slow

Connect = Callable[[str | None], sqlite3.Connection]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connect]:
    """A database whose second department is of the city given, with a district of the same name; None leaves it."""
    known: dict[str | None, sqlite3.Connection] = {}

    def of(city: str | None) -> sqlite3.Connection:
        if city not in known:
            file: Path = make_database(tmp_path_factory.mktemp("places") / "disclosures.db")
            with closing(sqlite3.connect(file)) as db, db:
                make_writable(db)
                if city:
                    db.execute("UPDATE departments SET city = ? WHERE id = 'baisha-jiedao'", (city,))
            known[city] = connect(file)
        return known[city]

    yield of
    for conn in known.values():
        conn.close()


def test_the_city_is_named_where_a_portal_has_several(opened: Connect) -> None:
    one = {row["department_id"]: row for row in all_disclosures(opened(None))}
    two = {row["department_id"]: row for row in all_disclosures(opened("湖川市"))}
    assert (place(one["baisha-jiedao"]), place(two["baisha-jiedao"])) == ("云岭区", "湖川市云岭区")
    assert placed(two["qingxi-jiedao"]) == "江川市云岭区清溪街道办事处"
    assert named(two["yunling-zhengfuban"]) == "云岭区人民政府办公室"  # it bears its district itself


def test_a_long_table_prints_its_first_rows_and_says_how_many_there_are(opened: Connect) -> None:
    of_year = [row for row in all_disclosures(opened(None)) if row["fiscal_year"] == 2022]
    rows = of_year * (MOST_ROWS // len(of_year) + 1)
    page = next(page for page in listing_pages(rows) if page.url == "years/2022/")
    assert f"只列出前 {MOST_ROWS:,} 行，共 {len(rows):,} 行" in page.body
    assert page.body.count("<tr><th><a") == MOST_ROWS
    (page,) = (page for page in listing_pages(of_year) if page.url == "years/2022/")
    assert "只列出前" not in page.body


@pytest.mark.parametrize(
    ("city", "peers"), [(None, ["qingxi-jiedao-2022", "baisha-jiedao-2022"]), ("湖川市", [])]
)
def test_districts_of_two_cities_with_one_name_are_no_peers(
    opened: Connect, city: str | None, peers: list[str]
) -> None:
    assert [row["id"] for row in load_standing(opened(city), "qingxi-jiedao-2022").peers] == peers


def test_a_rank_is_no_place() -> None:
    """Rankings over several portals have a column of that name."""
    assert (
        named({"place": 1, "short_name": "人民政府办公室", "district": "青澜区", "city": "青平市"})
        == "青澜区人民政府办公室"
    )


@pytest.mark.parametrize(("city", "said"), [(None, "云岭区"), ("湖川市", "湖川市云岭区")])
def test_tables_findings_and_scores_say_the_place(opened: Connect, city: str | None, said: str) -> None:
    conn = opened(city)
    _, table = next(iter(topic_tables(conn)))
    assert said in {place(row) for row, _ in table.rows}
    assert said in {place(score.disclosure) for score in scores(conn)}
    assert f"{said}白沙街道办事处 2022" in quality_page(conn).body


def test_english_topics_name_the_city_where_there_are_several(opened: Connect) -> None:
    def topic(city: str | None) -> str:
        return next(
            p.body
            for p in english_topic_pages(topic_tables(opened(city)))
            if p.url == "en/topics/three-public/"
        )

    assert "Baisha Subdistrict Office, Yunling<" in topic(None)
    assert "Baisha Subdistrict Office, Yunling, Huchuan<" in topic("湖川市")


@pytest.mark.parametrize(("city", "heads"), [(None, ["云岭区"]), ("湖川市", ["江川市", "湖川市"])])
def test_departments_stand_by_district_or_by_city(
    opened: Connect, city: str | None, heads: list[str]
) -> None:
    conn = opened(city)
    page = next(iter(department_pages(conn, all_disclosures(conn), 0, 1)))
    assert page.url == "departments/"
    assert sorted(re.findall(r'<h2 id="part-\d+">([^<]+)</h2>', page.body)) == sorted(heads)


def test_kinds_stand_against_years_by_their_median(opened: Connect) -> None:
    pages = {page.url: page.body for page in listing_pages(all_disclosures(opened(None)))}
    for url in ("years/", "kinds/"):
        row = next(
            line for line in pages[url].splitlines() if 'kinds/jiedaobanshichu/">街道办事处</a></th>' in line
        )
        assert re.findall(r'<td data-sort="([\d.]+)">', row) == ["264.25", "262.5"]
        assert row.count("（2）") == 2  # so many state it


def test_a_median_of_a_disputed_figure_says_so(opened: Connect) -> None:
    rows = [dict(row) for row in all_disclosures(opened(None))]
    for row in rows:
        row["expenditure_disputed"] = "1" if row["id"] == "baisha-jiedao-2022" else None
    page = next(page.body for page in listing_pages(rows) if page.url == "years/")  # type: ignore[arg-type]
    assert page.count("※ <small>") == 1


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ('"three public" budget', "“Three public” budget"),
        ("grand total", "Grand total"),
        ('vehicles, % of "three public" expenses', "Vehicles, % of “three public” expenses"),
    ],
)
def test_a_metric_begins_as_a_heading_begins(name: str, said: str) -> None:
    assert titled(name) == said


def test_the_method_page_says_how_far_the_rule_of_the_score_was_checked(opened: Connect) -> None:
    told = dict(fragments(opened(None), Portal(root=starter_root()), tallies(opened(None), {})))[
        "transparency"
    ]
    assert "财预〔2016〕143号" in told
    assert "规程全文未能逐条核对" in told
    assert "权重多少是本站定的" in told
