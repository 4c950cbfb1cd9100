"""Departments beside their district: each body counts once, 本级 and 汇总 never both, and the rest is told."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlite_utils

from mingzhang.database.schema import create
from mingzhang.history.registers import Bodies, DistrictFigure, Link
from mingzhang.history.rollups import district_figures, rollup_rows
from mingzhang.site.disclosures import all_rollups
from mingzhang.site.pages.listings import listing_pages

HEAD = "district,year,figure,source,city,unit,metric\n"
# department, scope, general budget; all of one district and year
ACCOUNTS = [
    ("a", "汇总", 100.0), ("a", "本级", 40.0), ("b", None, 20.0), ("c", "本级", 5.0), ("d", None, None), ("e", None, 7.0),
]  # fmt: skip
FIGURE = DistrictFigure(
    "青澜区", "", 2023, "general_budget_expenditure", 200.0, "某报告", "districts.csv line 2"
)


@pytest.fixture
def conn() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as conn:
        conn.row_factory = sqlite3.Row
        create(sqlite_utils.Database(conn))
        conn.execute(
            "INSERT INTO metrics VALUES ('general_budget_expenditure', '一般公共预算支出', 'x', '万元', 'x')"
        )
        for number, (department, scope, value) in enumerate(ACCOUNTS):
            conn.execute(
                "INSERT OR IGNORE INTO departments (id, name, short_name, district, city)"
                " VALUES (?, ?, ?, '青澜区', '云州市')",
                (department, department, department),
            )
            conn.execute(
                "INSERT INTO disclosures (id, department_id, fiscal_year, scope, title, source_id, page_url)"
                " VALUES (?, ?, 2023, ?, '', 's', '')",
                (f"{department}-{number}", department, scope),
            )
            if value is not None:
                conn.execute(
                    "INSERT INTO key_figures (disclosure_id, metric, position, value, unit, origin, source_line)"
                    " VALUES (?, 'general_budget_expenditure', 1, ?, '万元', 'table', 1)",
                    (f"{department}-{number}", value),
                )
        yield conn


def rolled(
    conn: sqlite3.Connection, bodies: Bodies, figure: DistrictFigure = FIGURE
) -> tuple[dict[str, object], dict[str, object]]:
    """The roll-up, and why accounts are left out of it."""
    rows = list(rollup_rows(conn, [figure], bodies, []))
    [whole] = [row for table, row in rows if table == "district_rollups"]
    return whole, {
        str(row["disclosure_id"]): row["left_out"]
        for table, row in rows
        if table == "rollup_accounts" and row["left_out"]
    }


def below(child: str, parent: str) -> Link:
    return Link(child, parent, parent, "parent", None, "")


@pytest.mark.parametrize(
    ("bodies", "covered", "left_out"),
    [
        (Bodies(), 132.0, {"a-1": "同一部门已按汇总计入", "d-4": "没有写明"}),
        (
            Bodies(links=[below("b", "a")]),
            112.0,
            {"a-1": "同一部门已按汇总计入", "b-2": "已含在上级部门的汇总之内", "d-4": "没有写明"},
        ),
        (Bodies(links=[below("b", "c")]), 132.0, {"a-1": "同一部门已按汇总计入", "d-4": "没有写明"}),
        (
            Bodies(links=[below("b", "e")]),
            112.0,
            {"a-1": "同一部门已按汇总计入", "b-2": "上级部门口径不详，可能已含在内", "d-4": "没有写明"},
        ),
        (Bodies(links=[below("b", "e")], scopes={"e": "本级"}), 132.0, {"a-1": "同一部门已按汇总计入", "d-4": "没有写明"}),
        (
            Bodies(links=[below("c", "b"), below("b", "a")]),
            107.0,
            {
                "a-1": "同一部门已按汇总计入", "b-2": "已含在上级部门的汇总之内", "c-3": "已含在上级部门的汇总之内",
                "d-4": "没有写明",
            },
        ),
    ],
)  # fmt: skip
def test_each_body_counts_once(
    conn: sqlite3.Connection, bodies: Bodies, covered: float, left_out: dict[str, str]
) -> None:
    whole, told = rolled(conn, bodies)
    assert (whole["covered"], whole["residual"], told) == (covered, 200.0 - covered, left_out)
    assert whole["share_pct"] == covered / 2
    assert (whole["counted"], whole["left_out"]) == (6 - len(left_out), len(left_out))


def test_a_district_of_which_no_document_is_or_which_several_cities_have_is_told(
    conn: sqlite3.Connection,
) -> None:
    conn.execute(
        "INSERT INTO departments (id, name, short_name, district, city) VALUES ('z', 'z', 'z', '青澜区', '宁州市')"
    )
    problems: list[str] = []
    other = DistrictFigure("远山区", "", 2023, "general_budget_expenditure", 1.0, "x", "districts.csv line 3")
    assert list(rollup_rows(conn, [FIGURE, other], Bodies(), problems)) == []
    assert problems == [
        "districts.csv line 2: '青澜区': 2 cities have it, give the city; row left out",
        "districts.csv line 3: '远山区': no document is of it; row left out",
    ]


def test_the_register_of_districts_is_read_row_by_row(tmp_path: Path) -> None:
    file = tmp_path / "districts.csv"
    file.write_text(
        f'{HEAD}青澜区,2023,"1,234.5",某报告,,,\n青澜区,2022,3.5,某报告,云州市,亿元,expenditure_total\n青澜区,2021,很多,某报告,,,\n'
        "青澜区,2020,5,,,,\n青澜区,2023,6,某报告,,,\n青澜区,2019,5,某报告,,美元,\n青澜区,2018,5,某报告,,,x\n青澜区,2017,-5,某报告,,,\n",
        encoding="utf-8",
    )
    problems: list[str] = []
    found = district_figures([file], problems)
    assert [(one.year, one.value, one.metric) for one in found] == [
        (2023, 1234.5, "general_budget_expenditure"),
        (2022, 35000.0, "expenditure_total"),
    ]
    assert [line.partition(": ")[2] for line in problems] == [
        "figure: '很多' is no number; row left out",
        "source is blank; row left out",
        "青澜区 2023 stands there twice; row left out",
        "unit: '美元' is none of 万元, 亿元, 元; row left out",
        "metric: 'x' is none of general_budget_expenditure, expenditure_total; row left out",
        "figure: '-5' is no district's; row left out",
    ]


def test_the_page_of_a_district_shows_share_and_residual(conn: sqlite3.Connection) -> None:
    from mingzhang.database.loading import Loader
    from mingzhang.site.disclosures import all_disclosures

    loader = Loader(sqlite_utils.Database(conn))
    loader.add(rollup_rows(conn, [FIGURE], Bodies(), []))
    loader.close()
    pages = {page.url: page.body for page in listing_pages(all_disclosures(conn), all_rollups(conn))}
    [page] = [body for url, body in pages.items() if url.startswith("districts/") and url != "districts/"]
    assert "<td>200.00</td><td>132.00</td><td>66.00</td><td>68.00</td><td>4</td><td>2</td>" in page
    assert sum("部门合计与总决算" in body for body in pages.values()) == 1
