"""Comparisons: like with like, missing is not zero, and what changed from one year to the next is told."""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from made_up_database import make_database
from mingzhang.site.disclosure_facts import connect
from mingzhang.site.disclosures import all_disclosures
from mingzhang.site.page_kinds import PAGE_KINDS
from mingzhang.site.pages.departments import department_pages
from mingzhang.site.pages.hand_written import of_interest
from mingzhang.site.pages.listings import cities_of, places_of
from mingzhang.site.pages.topics import topic_pages
from mingzhang.site.parts.code_changes import changes_between, names_over_years
from mingzhang.site.parts.english_words import item_in_english, name_in_english
from mingzhang.site.parts.group_charts import Entry, counts, largest, medians, medians_of_groups
from mingzhang.site.parts.topic_tables import topic_tables


@pytest.fixture(scope="module")
def conn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    file = make_database(tmp_path_factory.mktemp("comparisons") / "disclosures.db")
    with closing(sqlite3.connect(file)) as db, db:
        db.execute(
            "UPDATE expenditure_by_function SET code = '2010399', item = '其他支出' "
            "WHERE code = '2010302' AND disclosure_id = 'qingxi-jiedao-2023'"
        )
        db.execute(
            "UPDATE expenditure_by_function SET item = '改了的名' "
            "WHERE code = '2080505' AND disclosure_id = 'qingxi-jiedao-2023'"
        )
        db.execute("UPDATE disclosures SET title = '清溪街2022年度部门决算' WHERE id = 'qingxi-jiedao-2022'")
    with closing(connect(file)) as found:
        yield found


def test_the_largest_leave_out_what_is_not_stated() -> None:
    chart = largest("c", "题", [Entry("甲", None), Entry("乙", 0.0), Entry("丙", 5.0)], "万元")
    assert chart is not None
    assert chart.rows == (("丙", "5.00"), ("乙", "0.00"))
    assert chart.note == "写明这一数字的 2 个部门。"


def test_one_figure_alone_is_no_comparison() -> None:
    assert largest("c", "题", [Entry("甲", 1.0), Entry("乙", None)], "万元") is None
    assert medians("c", "题", {2022: {"甲": 1.0, "乙": 2.0}, 2023: {"甲": 3.0, "乙": None}}) is None
    assert medians_of_groups("c", "题", {"局": [1.0], "学校": [None]}) is None


def test_at_most_ten_are_drawn_and_the_note_says_of_how_many() -> None:
    chart = largest("c", "题", [Entry(f"第{n}", float(n)) for n in range(1, 13)], "%")
    assert chart is not None
    assert [row[0] for row in chart.rows] == [f"第{n}" for n in range(12, 2, -1)]
    assert chart.rows[0] == ("第12", "12%")
    assert chart.note == "写明这一数字的 12 个部门中最大的 10 个。"


def test_a_median_is_of_the_same_departments_in_every_year() -> None:
    by_year = {
        2022: {"甲": 1.0, "乙": 2.0, "丙": 900.0},
        2023: {"甲": 3.0, "乙": 5.0, "丙": None},
        2024: {"甲": 0.0, "乙": 8.0, "丁": 700.0},
    }
    chart = medians("c", "题", by_year)
    assert chart is not None
    assert chart.rows == (("2022", "1.50"), ("2023", "4.00"), ("2024", "4.00"))
    assert chart.note == "各年都写明这一数字的 2 个部门。"


def test_years_that_share_no_departments_are_left_out() -> None:
    by_year = {2021: {"甲": 1.0}, 2022: {"甲": 1.0, "乙": 2.0}, 2023: {"甲": 3.0, "乙": 5.0}}
    chart = medians("c", "题", by_year)
    assert chart is not None
    assert [row[0] for row in chart.rows] == ["2022", "2023"]


def test_counts_are_whole_and_the_most_comes_first() -> None:
    chart = counts("c", "题", [Entry("甲区", 3.0), Entry("乙区", 12.0)], "份")
    assert chart.rows == (("乙区", "12"), ("甲区", "3"))


def test_every_city_has_its_districts(conn: sqlite3.Connection) -> None:
    rows = all_disclosures(conn)
    [(city, at, places, in_city)] = cities_of(rows)
    assert (city, at, len(in_city)) == ("江川市", "jiangchuanshi", 6)
    assert [(name, slug, len(chosen)) for name, slug, chosen in places] == [
        ("云岭区", "jiangchuanshi-yunlingqu", 6)
    ]
    assert places_of(rows) == places


def test_codes_that_came_went_or_were_renamed_are_told(conn: sqlite3.Connection) -> None:
    years = [row for row in all_disclosures(conn) if row["department_id"] == "qingxi-jiedao"][::-1]
    [changes] = changes_between(conn, years)
    assert (changes.before, changes.year, changes.known) == (2022, 2023, True)
    assert [item.code for item in changes.come] == ["2010399"]
    assert [item.code for item in changes.gone] == ["2010302"]
    assert [(item.code, item.name, item.was) for item in changes.renamed] == [
        ("2080505", "改了的名", "2080505")
    ]


def test_a_name_that_changed_is_told_with_its_years(conn: sqlite3.Connection) -> None:
    years = [row for row in all_disclosures(conn) if row["department_id"] == "qingxi-jiedao"][::-1]
    assert names_over_years(years) == [("清溪街", [2022]), ("清溪街道办事处", [2023])]


def test_department_pages_say_what_changed(conn: sqlite3.Connection) -> None:
    pages = {
        page.url: page.body
        for kind in PAGE_KINDS
        for share in range(kind.shares)
        for page in kind.of_all(conn, share)
    }
    assert (
        "名称有过变化：2022 年度称“清溪街”；2023 年度称“清溪街道办事处”。"
        in pages["departments/qingxi-jiedao/"]
    )
    assert "科目没有变化。" in pages["departments/yunling-zhengfuban/"]
    assert {"cities/jiangchuanshi/", "districts/jiangchuanshi-yunlingqu/", "en/method/"} <= set(pages)


def test_per_vehicle_and_share_are_given_beside_sums(conn: sqlite3.Connection) -> None:
    topic, table = next(topic_tables(conn))
    assert topic.slug == "three-public"
    figures = next(figures for row, figures in table.rows if row["id"] == "qingxi-jiedao-2022")
    shown = {head.text: figure for head, figure in zip(table.heads, figures, strict=True)}
    assert shown["决算"] == 10.0
    assert shown["占本年支出"] == 5.71
    assert shown["每辆车运行费"] == 2.5
    assert shown["公务接待"] is None


def test_performance_counts_what_was_not_done(conn: sqlite3.Connection) -> None:
    table = next(table for topic, table in topic_tables(conn) if topic.slug == "performance")
    figures = dict(zip((head.text for head in table.heads), table.rows[0][1], strict=True))
    assert [figures[name] for name in ("列出执行的项目", "其中未执行", "可判断的指标", "其中未完成", "未完成占比")] == [3, 1, 2, 1, 50.0]  # fmt: skip
    assert figures["自评资金"] is None


def test_downloads_name_their_columns_in_full(conn: sqlite3.Connection) -> None:
    files = dict(file for page in topic_pages(topic_tables(conn)) for file in page.files)
    text = files["topics/three-public/three-public.csv"].decode("utf-8-sig")
    header = next(csv.reader(io.StringIO(text)))
    assert header[4:8] == [
        "三公经费预算（万元）",
        "三公经费决算（万元）",
        "占本年支出（%）",
        "因公出国（境）费决算（万元）",
    ]


@pytest.mark.parametrize(
    ("short_name", "district", "city", "english"),
    [
        ("清溪街道办事处", "云岭区", "江川市", "Qingxi Subdistrict Office, Yunling, Jiangchuan"),
        ("人民政府办公室", "云岭区", None, "People's Government Office, Yunling"),
        ("财政局", None, None, "Finance Bureau"),
        ("档案馆", None, None, "Dang An Guan"),
    ],
)
def test_names_are_read_in_english(
    short_name: str, district: str | None, city: str | None, english: str
) -> None:
    assert name_in_english(short_name, district, city) == english


def test_classes_have_english_and_items_of_their_own_do_not() -> None:
    assert item_in_english("住房保障支出") == "Housing support"
    assert item_in_english("某街道专项") == ""


def _finding(
    disclosure: str, rule: str, message: str = "甲为1万元，乙为2万元；另有一处核对同此"
) -> dict[str, str]:
    return {"disclosure_id": disclosure, "rule_id": rule, "message": message}


def test_findings_of_interest_are_of_different_documents_and_rules() -> None:
    found = [
        _finding("a", "I01"),
        _finding("a", "I02"),
        _finding("b", "I01"),
        _finding("c", "I03"),
        _finding("d", "I04"),
    ]
    chosen = of_interest(found)  # type: ignore[arg-type]
    assert [(f["disclosure_id"], f["rule_id"]) for f, _ in chosen] == [
        ("a", "I01"),
        ("c", "I03"),
        ("d", "I04"),
    ]
    assert [said for _, said in chosen] == ["甲为1万元，乙为2万元"] * 3


def test_too_few_kinds_of_findings_are_filled_up() -> None:
    found = [
        _finding("a", "I01", "一"),
        _finding("a", "I01", "二"),
        _finding("a", "I02", "三"),
        _finding("a", "I02", "四"),
    ]
    assert [said for _, said in of_interest(found)] == ["一", "二", "三"]  # type: ignore[arg-type]
    assert of_interest([]) == []


def test_a_department_of_one_year_says_so(conn: sqlite3.Connection) -> None:
    rows = [row for row in all_disclosures(conn) if row["id"] == "baisha-jiedao-2023"]
    [_, page] = department_pages(conn, rows, 0, 1)
    assert "只收录了 2023 一个年度，没有可比的其他年度。" in page.body
    assert [heading.id for heading in page.headings] == ["years", "real", "metrics"]
