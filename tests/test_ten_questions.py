"""The letter for a deputy: ten questions, answered from records with their lines, silent where nothing is stated."""

from __future__ import annotations

from typing import Any

from mingzhang.site.parts.ten_questions import ten_questions
from test_page_parts import facts, figure


def told(**given: Any) -> list[list[tuple[str, str, int | None]]]:
    known: dict[str, Any] = {
        "execution_items": [], "forms": [], "checks": [], "before": {}, "peers": [], "statements": [], "versions": [],
        "disclosure": {"published_on": None},
    }  # fmt: skip
    asked = ten_questions(facts(**known | given))
    assert len(asked) == 10
    return [[(said.text, said.place, said.line) for said in question.said] for question in asked]


def test_nothing_is_invented_where_nothing_is_stated() -> None:
    answers = told()
    assert answers[7] == [("公开日期：原文未写明。", "", None)]
    assert answers[9] == [("不一致 0 条，存疑 0 条，提示 0 条。", "#proofreading", None)]
    assert [number for number, said in enumerate(answers, start=1) if said] == [8, 10]


def test_figures_carry_their_line() -> None:
    answers = told(
        metrics={
            "three_public_final": 0.92, "three_public_budget": 2.0, "vehicles_held": 2.0, "vehicle_operation_final": 0.92,
        },
        key_figures=[
            figure("three_public_final", "narrative", 0.92, 540), figure("three_public_final", "table", 0.92, 423),
        ],
    )  # fmt: skip
    assert answers[0] == [
        ("决算 0.92万元，预算 2.00万元，为预算的 46%。", "#m-three_public_final", 423),
        ("公务用车 2 辆，每辆运行 0.46万元。", "#m-vehicles_held", None),
    ]


def test_findings_come_gravest_first_and_are_counted() -> None:
    findings = [
        {"position": n, "severity": severity, "message": f"第{n}条；详情", "source_line": 10 + n}
        for n, severity in enumerate(("warning", "note", "error", "error", "error", "warning"), start=1)
    ]
    answers = told(findings=findings)
    assert answers[1][0] == ("第3条。", "#f-3", 13)
    assert [place for _, place, _ in answers[1]] == ["#f-3", "#f-4", "#f-5", "#f-1", "#proofreading"]
    assert answers[9][0][0] == "不一致 3 条，存疑 2 条，提示 1 条。"


def test_projects_without_spending_and_full_marks_are_named() -> None:
    def form(position: int, executed: float, score: float) -> dict[str, Any]:
        return {
            "kind": "project", "name": f"项目{position}", "position": position, "budget": 10.0, "executed": executed,
            "score": score, "source_line": position,
        }  # fmt: skip

    answers = told(forms=[form(1, 0.0, 98.0), form(2, 0.0, 60.0), form(3, 12.0, 90.0), form(4, 10.0, 100.0)])
    assert [place for _, place, _ in answers[5]] == ["#form-1", "#form-3"]


def test_the_largest_items_over_budget_come_with_their_reason() -> None:
    def item(position: int, budget: float, final: float, reason: str | None) -> dict[str, Any]:
        return {
            "position": position, "item": f"科目{position}", "section": None, "class": None, "initial_budget": budget,
            "annual_budget": None, "final": final, "reason": reason, "source_line": position,
        }  # fmt: skip

    answers = told(
        execution_items=[item(1, 1.0, 2.0, None), item(2, 1.0, 9.0, "新增"), item(3, 5.0, 4.0, None)]
    )
    assert [text for text, _, _ in answers[2]] == [
        "3 项中 2 项超过预算，其中 1 项没有写原因：",
        "科目2：预算 1.00，决算 9.00，原因：新增。",
        "科目1：预算 1.00，决算 2.00，没有写原因。",
    ]


def test_peers_and_the_year_before_are_compared() -> None:
    peers = [{"expenditure": value} for value in (1.0, 2.0, 30.0, None)]
    answers = told(metrics={"expenditure_total": 30.0}, before={"expenditure_total": 20.0}, peers=peers)
    assert answers[8] == [
        ("本年支出 30.00万元，上年 20.00万元，+50%。", "#m-expenditure_total", None),
        ("同类 3 个部门中一半不超过 2.00万元。", "#peers", None),
    ]
