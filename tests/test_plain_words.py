"""The sentence on top of a page, groups of key figures, items over budget, repairs told once, groups that are alike."""

from __future__ import annotations

from typing import Any

import pytest

from mingzhang.site.parts.group_charts import Entry, compared, like_with_like
from mingzhang.site.parts.overview import over_budget
from mingzhang.site.parts.plain_words import of_every_hundred
from mingzhang.site.parts.stated_table import grouped, stated_figures
from test_page_parts import NO_ROWS, facts, figure


@pytest.mark.parametrize(
    ("metrics", "sentence"),
    [
        ({}, ""),
        ({"expenditure_total": 0.0, "project_expenditure": 1.0}, ""),
        ({"expenditure_total": 100.0}, ""),
        ({"expenditure_total": 200.0, "project_expenditure": 50.0}, "每 100 元支出中，25 元用于项目。"),
        (
            {"expenditure_total": 200.0, "basic_expenditure": 150.0, "three_public_final": 0.001},
            "每 100 元支出中，75 元用于机构运转和人员（基本支出），不到 0.01 元是“三公”经费。",
        ),
    ],
)
def test_a_year_begins_with_one_plain_sentence(metrics: dict[str, float], sentence: str) -> None:
    assert of_every_hundred(facts(metrics=metrics)) == (sentence, None)


def test_the_sentence_names_the_largest_class_and_what_disputes_it() -> None:
    rows = [
        {"side": "expenditure", "item": "教育支出", "amount": 120.0},
        {"side": "expenditure", "item": "卫生健康支出", "amount": 80.0},
        {"side": "expenditure", "item": "本年支出合计", "amount": 200.0},
    ]
    disputed = {**figure("project_expenditure", "table", 50.0, 1), "disputed": "7"}
    given = facts(
        metrics={"expenditure_total": 200.0, "project_expenditure": 50.0}, rows={**NO_ROWS, 1: rows},
        key_figures=[disputed], findings=[{"position": 7, "severity": "error", "message": "不符"}],
    )  # fmt: skip
    sentence, mark = of_every_hundred(given)
    assert sentence.endswith("花得最多的一类是教育支出，60 元。")
    assert mark is not None
    assert mark.anchor == "f-7"


def test_changes_and_shares_stand_beside_their_figure() -> None:
    figures = [
        figure("expenditure_total", "table", 5059.71, 10),
        figure("expenditure_total_change", "narrative", -2301.7, 20),
        figure("expenditure_total_change_pct", "narrative", -45.49, 20),
        figure("vehicles_held", "narrative", 2.0, 30),
        figure("vehicles_general", "narrative", 2.0, 31),
        figure("operating_cost_change_pct", "narrative", 3.0, 32),
    ]
    groups = {group.title: group.figures for group in grouped(stated_figures(facts(key_figures=figures)))}
    [(total, facets)] = groups["收支总体"]
    assert total.metric == "expenditure_total"
    assert [facet.metric for facet in facets] == ["expenditure_total_change", "expenditure_total_change_pct"]
    assert [one.metric for one, _ in groups["“三公”经费、会议与培训"]] == ["vehicles_held"]
    assert [one.metric for one, _ in groups["人员与资产"]] == ["vehicles_general"]
    # A change whose figure is not stated stands alone.
    assert [one.metric for one, _ in groups["机关运行与采购"]] == ["operating_cost_change_pct"]


def test_items_over_budget_are_counted_with_those_that_give_no_reason() -> None:
    def item(
        initial: float | None, final: float | None, reason: str | None = None, annual: float | None = None
    ) -> Any:
        return {"initial_budget": initial, "annual_budget": annual, "final": final, "reason": reason}

    items = [
        item(1.0, 2.0),
        item(1.0, 2.0, "新增"),
        item(1.0, 1.0),
        item(None, 2.0, annual=1.0),
        item(None, 2.0),
        item(1.0, None),
    ]
    found = over_budget(facts(execution_items=items))
    assert (found.items, found.over, found.unexplained) == (6, 3, 2)


def test_groups_are_of_one_kind_and_year_the_largest_first() -> None:
    rows = [
        ("甲", "局", 2023),
        ("乙", "局", 2022),
        ("丙", "街道", 2023),
        ("丁", "街道", 2023),
        ("戊", None, 2023),
    ]
    groups = like_with_like(rows, lambda row: (row[1], row[2]))
    assert [(group.label, len(group.members)) for group in groups] == [
        ("街道 2023 年度", 2), ("局 2023 年度", 1), ("未归类 2023 年度", 1), ("局 2022 年度", 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("values", "lead"),
    [
        ([None], ""),
        ([3.0], "局 2023 年度只有甲1写明支出：3.00 万元，没有可比的。"),
        (
            [3.0, 5.0, 1.0],
            "局 2023 年度有 3 个部门写明支出，一半不超过 3.00 万元，最多的是甲2（5.00 万元 ※）；其中 1 个标※，与原文别处不一致。",
        ),
    ],
)
def test_a_comparison_says_in_a_sentence_what_it_shows(values: list[float | None], lead: str) -> None:
    rows = [(f"甲{n}", value) for n, value in enumerate(values, start=1)]
    groups = like_with_like(rows, lambda _: ("局", 2023))
    found = compared(groups, lambda row: Entry(row[0], row[1], row[1] == 5.0), "支出", "万元")
    assert found.lead == lead
    assert len(found.shown) == (1 if len(values) > 1 else 0)
