"""Rule N16 on the goals: made-up accounts whose goals agree, and each way in which they may not."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from checking_builder import findings, section
from checking_prose import FORMS, form, told, with_prose
from mingzhang.model import Disclosure, EvaluationForm, Indicator, Place, Section


def account(*more: Section, forms: tuple[EvaluationForm, ...] = FORMS) -> Disclosure:
    """The sound account with further sections and other forms."""
    d = told()
    return replace(with_prose(d, (*d.sections, *more)), forms=forms)


def goal_section(*paragraphs: str) -> Section:
    return section("3.十三.(二).1", "1.整体绩效目标完成情况", *paragraphs, line=700)


def indicator(position: int, name: str, target: str, actual: str, met: bool | None) -> Indicator:
    return Indicator(
        position, None, "产出指标", "数量指标", name, target, actual, None, met, Place(900 + position)
    )


def with_indicators(number: int, *indicators: Indicator, reason: str | None = None) -> EvaluationForm:
    return replace(FORMS[number], indicators=indicators, deviation_reason=reason)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新增苗木全年目标值8棵、完成数11棵，完成率138%。", []),
        ("新增苗木全年目标值8棵、完成数11棵，完成率183%。", [("183", Decimal("138"))]),
        ("新增苗圃绩效目标4处，实际新增5处，完成年度目标125%。", []),
        ("新增苗圃绩效目标4处，实际新增6处，完成年度目标125%。", [("125", Decimal("150"))]),
        ("新增苗圃绩效目标0处，实际新增6处，完成年度目标125%。", []),
    ],
)
def test_rate_of_a_goal(text: str, expected: list[tuple[str, Decimal]]) -> None:
    found = findings(account(goal_section(text)), "N16")
    assert [(f.found, Decimal(f.expected or "0")) for f in found] == expected
    assert all(f.source_line == 701 for f in found)


def test_goals_stated_and_goals_listed() -> None:
    listed = (
        "设置年度目标2个。",
        "指标1：绿化",
        "完成情况：全部完成。",
        "指标2：保洁",
        "完成情况：全部完成。",
    )
    assert findings(account(goal_section(*listed)), "N16") == []
    (finding,) = findings(account(goal_section(*listed, "指标3：排水")), "N16")
    assert (finding.found, finding.expected, finding.source_line, finding.other_line) == ("2", "3", 701, 706)


def test_undone_goals_are_not_none() -> None:
    none = section("3.十三.(二).2", "2.未完成的绩效目标。", "无", line=720)
    done = goal_section("指标1：绿化", "完成情况：全部完成。")
    assert findings(account(done, none), "N16") == []
    undone = goal_section("指标1：绿化", "完成情况：未完成。苗木不足。")
    (finding,) = findings(account(undone, none), "N16")
    assert (finding.found, finding.expected, finding.source_line, finding.other_line) == ("无", "1", 720, 702)


def test_missed_goals_of_the_report_are_those_of_the_account() -> None:
    said = goal_section("三是“苗木成活”“渠道清淤”指标未达到年初目标值。")
    same = section("6.一.1", "3、未完成的绩效目标", "“渠道清淤”和“苗木成活”指标未达到年初目标值。", line=1500)
    assert findings(account(said, same), "N16") == []
    other = section("6.一.1", "3、未完成的绩效目标", "“渠道清淤”“路灯安装”指标未达到年初目标值。", line=1500)
    (finding,) = findings(account(said, other), "N16")
    assert (finding.found, finding.expected) == ("苗木成活", "路灯安装")
    assert (finding.source_line, finding.other_line) == (701, 1501)


def test_budget_of_last_year_in_the_reason_of_a_form() -> None:
    for year, count in ((2024, 0), (2023, 1), (2019, 0)):
        reason = f"{year}年度环卫保洁预算310万元，实际执行支出300.25万元"
        forms = (replace(FORMS[0], deviation_reason=reason), FORMS[1])
        found = findings(account(forms=forms), "N16")
        assert [(f.found, f.expected) for f in found] == [("2023年", "2024年")] * count


def test_count_against_percentage() -> None:
    forms = (with_indicators(0, indicator(1, "清运次数", "12次", "12次", True)), FORMS[1])
    assert findings(account(forms=forms), "N16") == []
    forms = (with_indicators(0, indicator(1, "清运次数", "12次", "100%", None)), FORMS[1])
    (finding,) = findings(account(forms=forms), "N16")
    assert (finding.severity, finding.expected, finding.found, finding.source_line) == (
        "note",
        "12次",
        "100%",
        901,
    )


def test_goal_not_reached_without_a_reason() -> None:
    missed = indicator(1, "垃圾清运率", "100%", "80%", False)
    forms = (with_indicators(0, missed, reason="因连续降雨，清运推迟"), FORMS[1])
    assert findings(account(forms=forms), "N16") == []
    (finding,) = findings(account(forms=(with_indicators(0, missed, reason="无"), FORMS[1])), "N16")
    assert (finding.severity, finding.expected, finding.found) == ("note", "100%", "80%")


def test_indicator_of_the_overall_form_and_of_the_projects_form() -> None:
    whole = replace(
        form(3, "松柏街道", "1175.75", "1175.75", "100", 880),
        kind="overall",
        indicators=(
            replace(indicator(1, "指标1:道路机械清扫保洁率", "≥95%", "97%", True), place=Place(885)),
        ),
    )
    forms = (with_indicators(0, indicator(1, "道路机械清扫保洁率", "95%", "97%", True)), FORMS[1], whole)
    assert findings(account(forms=forms), "N16") == []
    forms = (with_indicators(0, indicator(1, "道路机械清扫保洁率", "98%", "97%", True)), FORMS[1], whole)
    (finding,) = findings(account(forms=forms), "N16")
    assert (finding.found, finding.expected, finding.source_line, finding.other_line) == (
        "≥95%",
        "98%",
        885,
        901,
    )
