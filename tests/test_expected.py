"""Who owes what: each expected account is in time, late, missing, not yet due, or without a known date."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree

import pytest
import sqlite_utils

from mingzhang.database.schema import create
from mingzhang.exports.descriptions import Release
from mingzhang.exports.due_feed import write_due_feed
from mingzhang.history.assigning import assign
from mingzhang.history.expecting import expected_rows
from mingzhang.history.records import History
from mingzhang.history.registers import Expected, expectations
from mingzhang.history.updating import updated
from mingzhang.portal import Portal
from mingzhang.site.pages.disclosure_log import log_pages
from test_addresses import HUA, NOW, OTHER_HUA, File

FILES = [
    File("a", published_on="2024-09-25"),
    File("b", fiscal_year=2022, published_on="2023-09-01"),
    File("c", fiscal_year=2021),
    File("d", OTHER_HUA, department_id="other", published_on="2024-10-30"),
]


@pytest.mark.parametrize(
    ("body", "year", "due_on", "expected"),
    [
        (HUA, 2023, "2024-09-20", ("late", 5)),
        ("花山街道办事处", 2022, "2023-09-20", ("in_time", 0)),
        (f"云州市{HUA}", 2021, "2022-09-20", ("undated", None)),
        (HUA, 2022, None, ("published", None)),
        (HUA, 2020, "2021-09-20", ("missing", 1136)),
        (HUA, 2020, None, ("unknown_due", None)),
        (HUA, 2024, "2025-09-20", ("not_yet_due", None)),  # nothing in the portal is as new as that
        ("无此局", 2023, "2024-09-20", ("missing", 40)),
    ],
)
def test_the_status_of_an_expected_account(
    body: str, year: int, due_on: str | None, expected: tuple[str, int | None]
) -> None:
    chosen = assign(FILES, History())
    history = updated(History(), chosen, NOW)
    problems: list[str] = []
    [(_, row)] = expected_rows([Expected(body, year, "", due_on)], chosen.published, history, str, problems)
    assert (row["status"], row["days_late"]) == expected
    assert problems == []


def test_what_a_body_owed_under_its_former_name_is_found_under_its_later_one() -> None:
    chosen = assign([File("a", "青澜区城管局", 2023, department_id="new"), File("b", "青澜区城管委", 2022, department_id="old")], History())  # fmt: skip
    row = Expected("青澜区城管委", 2023, "", None)
    history = updated(History(), chosen, NOW)
    for series, status in ((str, "unknown_due"), (lambda _: "new", "published")):
        [(_, found)] = expected_rows([row], chosen.published, history, series, [])
        assert (found["status"], found["department_id"]) == (status, "old")


def test_a_body_is_placed_by_its_name_whether_or_not_it_published() -> None:
    chosen = assign(FILES, History())
    history = updated(History(), chosen, NOW)
    rows = [Expected(body, 2023, "", None) for body in (HUA, "武汉市江汉区财政局", "某局")]
    found = [row for _, row in expected_rows(rows, chosen.published, history, str, [])]
    assert [(row["city"], row["district"], row["body_kind"]) for row in found] == [
        ("云州市", "青澜区", "街道办事处"),
        ("武汉市", "江汉区", "局"),
        (None, None, "局"),
    ]


def test_a_name_that_several_bodies_have_is_told() -> None:
    chosen = assign(FILES, History())
    problems: list[str] = []
    row = Expected("街道办事处", 2023, "", None)
    [(_, found)] = expected_rows([row], chosen.published, updated(History(), chosen, NOW), str, problems)
    assert (found["department_id"], found["status"]) == (None, "unknown_due")
    assert problems == ["expected.csv: 2 bodies are called '街道办事处', give the full name"]


def test_the_register_of_what_is_expected_is_read_row_by_row(tmp_path: Path) -> None:
    file = tmp_path / "expected.csv"
    file.write_text(
        "body,year,kind,due_on,approved_on\n"
        "甲局,2023,汇总,2024-09-20,\n"
        "乙局,2023,,,2024-09-01\n"
        "丙局,2023,,,\n"
        "甲局,2023,汇总,2024-09-21,\n"
        "丁局,2023,全部,,\n"
        "戊局,2023,,九月,\n",
        encoding="utf-8",
    )
    problems: list[str] = []
    assert expectations([file], problems) == [
        Expected("甲局", 2023, "汇总", "2024-09-20"),
        Expected("乙局", 2023, "", "2024-09-21"),
        Expected("丙局", 2023, "", None),
    ]
    assert problems == [
        "expected.csv line 5: 甲局 2023 stands there twice; row left out",
        "expected.csv line 6: kind: '全部' is none of 汇总, 本级, 预算; row left out",
        "expected.csv line 7: '九月' is no date such as 2024-09-20; row left out",
    ]


def logged(rows: list[dict[str, object]]) -> sqlite3.Connection:
    """A database in which these accounts are expected."""
    conn = sqlite3.connect(":memory:")
    conn.row_factory = sqlite3.Row
    create(sqlite_utils.Database(conn))
    for position, row in enumerate(rows, start=1):
        values = {
            "position": position,
            "body": f"某区第{position}局",
            "fiscal_year": 2023,
            "replaced": 0,
            **row,
        }
        names = ", ".join(values)
        marks = ", ".join("?" * len(values))
        conn.execute(f"INSERT INTO expected_disclosures ({names}) VALUES ({marks})", tuple(values.values()))
    return conn


LOGGED = [
    {"status": "missing", "due_on": "2024-09-20", "days_late": 30, "city": "云州市", "district": "青澜区", "body_kind": "局"},
    {"status": "not_yet_due", "due_on": "2025-09-20", "city": "云州市", "district": "青澜区", "body_kind": "街道办事处"},
    {"status": "late", "due_on": "2024-09-20", "days_late": 5, "replaced": 2, "city": "云州市", "district": "砚湖区", "body_kind": "局"},
    {"status": "unknown_due", "body": "某局"},
]  # fmt: skip


def test_the_log_has_totals_by_district_and_by_kind() -> None:
    with closing(logged(LOGGED)) as conn:
        [page] = log_pages(conn)
    text = re.sub("<[^>]+>", "|", page.body)
    cells = re.sub(r"[|\s]+", "|", text)
    assert "云州市砚湖区|2023|1|1|1|" in cells  # one expected, one late, one replaced
    assert "（地区不详）|2023|1|1|" in cells
    assert "|局|2023|2|1|1|1|" in cells
    assert "逾期（日）" in text and "|30|" in cells


def test_there_is_no_log_where_nothing_is_expected() -> None:
    with closing(logged([])) as conn:
        assert list(log_pages(conn)) == []


def test_the_feed_names_what_is_missing_and_what_will_be_due(tmp_path: Path) -> None:
    release = Release(Portal(base_url="https://example.org/"), "1", (2023,), (), "2024-10-20")
    with closing(logged(LOGGED)) as conn:
        file = write_due_feed(conn, release, tmp_path)
    atom = "{http://www.w3.org/2005/Atom}"
    feed = ElementTree.parse(file).getroot()
    entries = [(e.findtext(f"{atom}title"), e.findtext(f"{atom}updated")) for e in feed.iter(f"{atom}entry")]
    assert entries == [
        ("到期未见：某区第1局2023年度部门决算", "2024-09-20T00:00:00+08:00"),
        ("将到期：某区第2局2023年度部门决算", "2025-08-31T00:00:00+08:00"),
    ]
    assert feed.findtext(f"{atom}updated") == "2025-08-31T00:00:00+08:00"
    with closing(logged([])) as conn:
        assert b"<entry>" not in write_due_feed(conn, release, tmp_path).read_bytes()
