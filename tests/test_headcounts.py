"""How many people a body has and what prices did: read, registered, and what figures are divided by."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingzhang.catalogue import TABLES
from mingzhang.history.denominators import Counted, Denominators, headcounts, price_index
from mingzhang.model import Passage, Place, Section
from mingzhang.parsing.narrative.headcounts import read_headcounts
from mingzhang.site.parts.disputes import Mark
from mingzhang.site.parts.real_terms import Prices, scaled


def told(text: str, part: int = 1) -> dict[str, list[int]]:
    section = Section(part, f"{part}.二", "二、机构设置情况", (Passage(text, (7,)),), Place(6), 7)
    found: dict[str, list[int]] = {}
    for figure in read_headcounts([section]):
        assert (figure.unit, figure.place.line) == ("人", 7)
        assert str(figure.value) in figure.quote.replace(" ", "")
        found.setdefault(figure.metric, []).append(int(figure.value))
    return found


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("核定人员编制45人，实有在职人员43人。", {"staff_quota": [45], "staff_serving": [43]}),
        ("本单位编制人数为 50 人，年末实有人数48人。", {"staff_quota": [50], "staff_actual": [48]}),
        ("编制总数共30名，其中：行政编制20名、事业编制10名；在职职工 25 人。", {"staff_quota": [30], "staff_serving": [25]}),
        ("实有人员 60 人，其中：在职 40 人，离退休 20 人。", {"staff_actual": [60], "staff_serving": [40]}),
        # a part is not the whole, a change is no number of people, nor is a unit below the body
        ("行政编制20名，事业编制10名，行政人员编制8名。", {}),
        ("主要原因是在职实有人数减少，人员编制较上年增加2人。", {}),
        ("下属环卫所编制12名。", {}),
        ("纳入部门决算编制范围的单位共1个。", {}),
        ("开展预算编制3次，组织在职党员120人次。", {}),
    ],
)  # fmt: skip
def test_what_is_said_of_the_whole_body_is_read(text: str, figures: dict[str, list[int]]) -> None:
    assert told(text) == figures


def test_tables_and_the_glossary_state_none() -> None:
    assert told("编制人数45人。", part=5) == {}


def test_a_figure_beyond_any_department_is_none() -> None:
    assert told("编制人数99999人。") == {}


COUNTED = "body,year,kind,value,source\n"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("甲局,2023,编制,0,某报告", "value: '0' is no number of people"),
        ("甲局,2023,职工,40,某报告", "kind: '职工' is none of 编制, 实有, 在职"),
        ("甲局,2023,编制,40,", "source is blank"),
        ("甲局,2023,编制,40,某报告\n甲局,2023,编制,41,某报告", "甲局 2023 编制 stands there twice"),
    ],
)
def test_a_bad_row_of_headcounts_is_told(tmp_path: Path, line: str, told: str) -> None:
    file = tmp_path / "headcounts.csv"
    problems: list[str] = []
    file.write_text(COUNTED + line + "\n", encoding="utf-8")
    assert len(headcounts([file], problems)) == line.count("\n")
    assert [problem.partition(": ")[2].removesuffix("; row left out") for problem in problems] == [told]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("2023,1.02,某公报", "index: '1.02' is no index with the year before at 100"),
        ("2023,102,", "source is blank"),
    ],
)
def test_a_bad_row_of_the_price_index_is_told(tmp_path: Path, line: str, told: str) -> None:
    file = tmp_path / "price_index.csv"
    problems: list[str] = []
    file.write_text(f"year,index,source\n{line}\n", encoding="utf-8")
    assert price_index([file], problems) == {}
    assert problems == [f"price_index.csv line 2: {told}; row left out"]


def test_prices_need_every_year_between() -> None:
    prices = Prices([(2022, 102.0, "a"), (2023, 100.0, "b"), (2024, 110.0, "c")])
    assert prices.factor(2022, 2024) == pytest.approx(1.1)
    assert prices.factor(2021, 2024) == pytest.approx(1.02 * 1.1)
    assert (prices.factor(2020, 2024), prices.missing(2020, 2024)) == (None, [2021])
    assert prices.factor(2024, 2024) == 1.0


YEARS = [{"id": "a-2023", "fiscal_year": 2023}, {"id": "a-2024", "fiscal_year": 2024}]
NAMES = {
    "expenditure_total": "本年支出合计",
    "basic_expenditure": "基本支出",
    "vehicles_held": "公务用车保有量",
}
DISPUTED = Mark("a-2024", "f-1", "error", "不符")
FIGURES = {
    "expenditure_total": [(100.0, None), (120.0, DISPUTED)],
    "basic_expenditure": [(84.0, None), (None, None)],
}


def test_spending_is_put_into_prices_of_the_newest_year_and_divided_by_people() -> None:
    people = {"a-2023": [{"kind": "编制", "value": 42, "source": "某文件", "source_line": None}]}
    found = scaled(YEARS, FIGURES, NAMES, Prices([(2024, 105.0, "某公报")]), people)  # type: ignore[arg-type]
    rows = {row.title: [quotient.value for quotient in row.figures] for row in found.rows}
    assert rows["本年支出合计"] == [105.0, 120.0]
    assert rows["编制人数"] == [42.0, None]
    assert rows["每名编制的基本支出"] == [2.0, None]
    spent = next(row for row in found.rows if row.title == "本年支出合计")
    assert spent.figures[1].mark == DISPUTED  # what is computed of a disputed figure carries its mark
    assert [chart.id for chart in found.charts] == ["chart-real"]
    assert found.sources == ("2024 年物价指数 105：某公报", "2023 年度编制人数 42：某文件")
    assert found.refused == ("没有算每名实有人员的支出：原文没有写明实有人数，本站也没有登记。",)


def test_nothing_is_computed_without_an_index_or_people() -> None:
    found = scaled(YEARS, FIGURES, NAMES, Prices([]), {})  # type: ignore[arg-type]
    assert (found.rows, found.charts, found.sources) == ((), (), ())
    assert found.refused[0] == "没有折算不变价：price_index.csv 没有登记 2024 年的物价指数。"
    assert len(found.refused) == 3


def test_a_document_is_believed_before_the_register_unless_it_states_several_numbers() -> None:
    row = Counted("甲局", 2023, "编制", 50, "某文件", "", "headcounts.csv line 2")
    known = Denominators(people={"a-2023": {"编制": row}})
    place = {"source_line": 9, "source_page": 2, "source_box": "1 2 3 4", "source_cell": None}

    def loaded(*values: float) -> list[tuple[str, dict[str, object]]]:
        figures = [
            {"disclosure_id": "a-2023", "metric": "staff_quota", "value": value, **place} for value in values
        ]
        with_names = {"disclosures": [{"id": "a-2023"}], "key_figures": figures}
        columns = {table.name: [column.name for column in table.columns] for table in TABLES}
        rows = {
            name: [tuple(map(one.get, columns[name])) for one in some] for name, some in with_names.items()
        }
        return list(known.headcount_rows(rows))  # type: ignore[arg-type]

    own = {"disclosure_id": "a-2023", "kind": "编制", "value": 45, **place}
    registered = {"disclosure_id": "a-2023", "kind": "编制", "value": 50, "source": "某文件"}
    assert loaded(45.0) == [("headcounts", own)]
    assert loaded() == loaded(45.0, 12.0) == [("headcounts", registered)]
