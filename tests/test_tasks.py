"""Key tasks: rows of a table, rows carried over a page break, and tables that extraction flattened into lines."""

from __future__ import annotations

import pytest

from mingzhang.layout.joining import display_width
from mingzhang.layout.printed_line import Line
from mingzhang.layout.task_tables import cut_cells
from mingzhang.model import KeyTask, Place, Row
from mingzhang.parsing.tasks import read_key_tasks, task_columns
from trees import sections


def tasks(text: str) -> tuple[KeyTask, ...]:
    return read_key_tasks(sections(f"第四部分 2031年度重点工作完成情况\n{text}"))


@pytest.mark.parametrize(
    ("cells", "columns"),
    [
        (("序号", "重要事项", "工作内容及目标", "完成情况"), {"matter": 1, "goal": 2, "outcome": 3}),
        (("序 号", "重点工作", "年度目标", "完成情况"), {"matter": 1, "goal": 2, "outcome": 3}),
        (("工作任务", "完成情况", "备注"), {"matter": 0, "outcome": 1}),
        # headers of other tables
        (("一级指标", "二级指标", "三级指标", "年初目标值", "实际完成值"), None),
        (("项目", "预算数", "决算数", "完成情况"), None),
        (("重要事项", "", ""), None),
    ],
)
def test_headers(cells: tuple[str, ...], columns: dict[str, int] | None) -> None:
    assert task_columns(Row(1, cells)) == columns


def test_a_table_with_a_cell_carried_over_a_page_break() -> None:
    text = (
        "序号\t重要事项\t工作内容及目标\t完成情况\n1\t渡口整修\t整修渡口3处\t完成\n2\t堤岸加固\t加固堤岸9公里，\t全部\n"
        "\n\t\t更新护栏与照明\t完成\n3\t集市\t\t\n"
    )
    assert tasks(text) == (
        KeyTask(1, "渡口整修", "整修渡口3处", "完成", Place(3)),
        KeyTask(2, "堤岸加固", "加固堤岸9公里，更新护栏与照明", "全部完成", Place(4)),
        KeyTask(3, "集市", None, None, Place(7)),
    )


def test_a_page_that_lost_the_number_column() -> None:
    text = "序号\t重要事项\t工作内容及目标\t完成情况\n1\t渡口\t整修3处\t完成\n\n堤岸\t加固9公里\t完成\n"
    assert [(t.matter, t.goal, t.outcome) for t in tasks(text)] == [
        ("渡口", "整修3处", "完成"),
        ("堤岸", "加固9公里", "完成"),
    ]


FLATTENED = """序

号
重要事项 工作内容及目标 完成情况

1
渡口和堤岸

整修

整修渡口三处，加固沿江
堤岸九公里；更新护栏和

照明

渡口整修三处，堤岸加固九公里已
全部完成并通过验收，护栏和照明
更新完成。

2 集市

1.整治占道经营。

2.更新集市的摊位和排水

设施。

100%


3


堤岸巡查、

防汛值守

组织巡查和值守
不少于三百次

巡查三百二十次，全年没有发生较
大险情；应急物资更新完成
"""


def test_a_flattened_table() -> None:
    assert tasks(FLATTENED) == (
        KeyTask(
            1,
            "渡口和堤岸整修",
            "整修渡口三处，加固沿江堤岸九公里；更新护栏和照明",
            "渡口整修三处，堤岸加固九公里已全部完成并通过验收，护栏和照明更新完成。",
            Place(7),
        ),
        KeyTask(2, "集市", "1.整治占道经营。2.更新集市的摊位和排水设施。", "100%", Place(21)),
        KeyTask(
            3,
            "堤岸巡查、防汛值守",
            "组织巡查和值守不少于三百次",
            "巡查三百二十次，全年没有发生较大险情；应急物资更新完成",
            Place(32),
        ),
    )


def test_a_flattened_table_of_two_columns_has_no_goals() -> None:
    text = "序号 重点工作 完成情况\n1\n渡口整修\n三处渡口已完成整修\n2\n集市\n完成\n"
    assert tasks(text) == (
        KeyTask(1, "渡口整修", None, "三处渡口已完成整修", Place(3)),
        KeyTask(2, "集市", None, "完成", Place(6)),
    )


def test_prose_about_work_makes_no_rows() -> None:
    assert tasks("一、渡口\n1.整修渡口。\n2.加固堤岸。\n完成情况：全部完成。\n") == ()


@pytest.mark.parametrize(
    ("lines", "cells"),
    [
        # every line of a cell but the last is full
        (
            ["渡口和堤岸", "整修", "整修渡口三处，加固沿江", "堤岸九公里", "完成"],
            ["渡口和堤岸整修", "整修渡口三处，加固沿江堤岸九公里", "完成"],
        ),
        # a numbered list stays in one cell
        (["集市", "1.整治。", "2.更新。", "3.验收。", "完成"], ["集市", "1.整治。2.更新。3.验收。", "完成"]),
        # as many lines as cells
        (["集市", "整治", "完成"], ["集市", "整治", "完成"]),
        # fewer lines than cells
        (["集市", "整治"], ["集市", "整治"]),
        # A short first cell that ran over: its rest is no cell of its own.
        (
            ["渡口综合整", "治", "整修渡口三处，加固堤岸九公", "里，更新护栏", "完成"],
            ["渡口综合整治", "整修渡口三处，加固堤岸九公里，更新护栏", "完成"],
        ),
        # A word after a whole sentence stands for itself, wherever sentences end before it.
        (
            ["集市整治", "清理摊位三百个。", "更新排水设施九处，加固沿江", "堤岸并通过验收。", "完成"],
            ["集市整治", "清理摊位三百个。更新排水设施九处，加固沿江堤岸并通过验收。", "完成"],
        ),
        # Every cell on one line.
        (["防汛值守 巡查三百次 已完成"], ["防汛值守", "巡查三百次", "已完成"]),
    ],
)
def test_cut_cells(lines: list[str], cells: list[str]) -> None:
    printed = [Line(i, text, display_width(text), 1) for i, text in enumerate(lines, start=1)]
    assert ["".join(line.text for line in cell) for cell in cut_cells(printed, 3)] == cells
