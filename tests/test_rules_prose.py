"""Rules N01–N21: each holds on prose that agrees with its tables, is broken by one misprint, and may not apply."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import msgspec
import pytest

from checking_builder import books, findings, outcome, without_tables
from checking_prose import FORMS, form, sections, told
from mingzhang.checking import check

PROSE_RULES = [f"N{number:02d}" for number in range(1, 22)]

# rule, the words replaced, the misprint, what the message must say
BROKEN = [
    ("N01", "收入合计1175.75万元", "收入合计1157.75万元", ("1157.75", "1175.75")),
    (
        "N02",
        "各增加175.75万元，增长17.58%，主要",
        "各增加175.75万元，增长14.95%，主要",
        ("14.95", "17.58", "恰为增减额除以本年数"),
    ),
    ("N03", "项目支出520.75万元，占", "项目支出502.75万元，占", ("502.75", "520.75")),
    ("N04", "基金预算财政拨款收入80万元", "基金预算财政拨款收入90万元", ("90", "80.00")),
    ("N05", "支出1075.75万元，占", "支出1075.57万元，占", ("1075.57", "1075.75")),
    ("N06", "支出60万元，占5.58%", "支出66万元，占5.58%", ("66", "60.00")),
    ("N07", "年初预算为1000万元", "年初预算为1040万元", ("1040", "1000", "40万元")),
    ("N08", "支出决算为300.25万元，完成", "支出决算为302.25万元，完成", ("302.25", "300.25")),
    ("N09", "完成年初预算的80.33%", "完成年初预算的83.33%", ("83.33", "80.33")),
    ("N10", "人员经费575万元", "人员经费557万元", ("557", "575.00")),
    ("N11", "办公费、公务用车", "办公费、差旅费、公务用车", ("差旅费",)),
    ("N12", "支出决算为2.5万元，完成", "支出决算为2.8万元，完成", ("2.8", "2.50")),
    ("N13", "工程支出30万元", "工程支出35万元", ("100", "105")),
    ("N14", "其他用车1辆", "其他用车2辆", ("3辆", "4辆")),
    ("N15", "项目2个，资金420.75万元", "项目2个，资金520.75万元", ("520.75", "420.75")),
    ("N16", "共涉及项目2个", "共涉及项目5个", ("5个", "2个")),
    ("N17", "决算数小于预算数的主要", "决算数大于预算数的主要", ("大于", "4万元", "2.5万元")),
    ("N18", "资本经营预算财政拨款收入20万元", "资本经营预算财政拨款收入20元", ("20元", "20万元")),
    ("N19", "与2023年度相比，收、支", "与2022年度相比，收、支", ("2022年", "2023年")),
    ("N20", "(款)住房公积金(项)", "(款)住房公积全(项)", ("住房公积全", "2210201")),
    ("N21", "收、支总计各增加", "收、支总计各增减少", ("增减少",)),
]


def test_every_rule_of_the_prose_is_broken_here() -> None:
    assert [case[0] for case in BROKEN] == PROSE_RULES


def test_prose_that_agrees_gives_no_finding() -> None:
    assert [f.message for f in check(told()).findings] == []


@pytest.mark.parametrize("rule_id", PROSE_RULES)
def test_rule_holds_on_prose_that_agrees(rule_id: str) -> None:
    assert list(outcome(check(told()), rule_id)) == ["held"]


@pytest.mark.parametrize(("rule_id", "old", "new", "said"), BROKEN)
def test_rule_broken(rule_id: str, old: str, new: str, said: tuple[str, ...]) -> None:
    d = told((old, new))
    report = check(d)
    assert outcome(report, rule_id)["failed"] >= 1
    found = list(report.findings)
    assert found, [f.message for f in report.findings]
    line = next(p.line for s in d.sections for p in s.passages if new in p.text)
    assert any(
        line in (f.source_line, f.other_line) and all(words in f.message for words in said) for f in found
    ), [(f.source_line, f.other_line, f.message) for f in found]


@pytest.mark.parametrize("rule_id", PROSE_RULES)
def test_rule_does_not_apply_without_prose(rule_id: str) -> None:
    d = without_tables(books(), *range(1, 10))
    assert set(outcome(check(d), rule_id)) <= {"not_applicable", "not_checked"}


def test_prose_without_tables_is_held_against_itself() -> None:
    """All nine tables lost: 项目支出 still has to add up, and items still make their total."""
    lost = without_tables(books(), *range(1, 10))
    assert [f.message for f in check(told(tables=lost)).findings] == []
    (finding,) = findings(told(("项目支出520.75万元，占", "项目支出512.75万元，占"), tables=lost), "N03")
    assert "512.75" in finding.message and "1175.75" in finding.message


def test_a_stale_amount_beside_a_share_that_fits_another() -> None:
    d = told(("支出60万元，占5.58%", "支出88.8万元，占5.58%"))
    (finding,) = findings(d)
    assert (finding.rule_id, finding.found, finding.expected, finding.cause) == (
        "N06.amounts",
        "88.8",
        "60.00",
        "source",
    )
    assert "“支出决算结构情况”社会保障和就业支出占比" in finding.sentence


def test_a_wrong_total_takes_its_rate_and_share_along() -> None:
    """1075.75 typed 4075.75: the equality and the growth rate close together; prose is typed, so it is the source's."""
    (finding,) = findings(told(("支出1075.75万元，占", "支出4075.75万元，占")))
    assert (finding.rule_id, finding.found, finding.expected, finding.cause) == (
        "N05.general-budget",
        "4075.75",
        "1075.75",
        "source",
    )


def test_items_short_by_one_item_name_it() -> None:
    (finding,) = findings(told(("年初预算为1000万元", "年初预算为850万元")), "N07")
    assert finding.difference == Decimal("-150.00")
    assert "差额与“支出决算具体情况”一般行政管理事务年初预算（150万元）相同" in finding.message


def test_a_growth_rate_on_nothing() -> None:
    (finding,) = findings(told(("增加20万元。", "增加20万元，增长20%。")))
    assert (finding.rule_id, finding.severity) == ("N02.growth-from-nothing", "error")
    assert finding.message.endswith("上年数为零，没有增减率")


def test_a_class_that_is_not_named() -> None:
    (finding,) = findings(told(("5.住房保障(类)支出55万元，占5.11%。主要是用于住房改革支出。", "")))
    assert (finding.family, finding.expected, finding.found) == ("N06", "55.00", "未列")


def test_a_zero_budget_has_no_rate() -> None:
    d = told(
        ("年初预算为40万元", "年初预算为0万元"),
        ("年初预算为1000万元", "年初预算为960万元"),
        ("107.58%", "112.06%"),
    )
    messages = [f.message for f in findings(d, "N09")]
    assert messages == ["“支出决算具体情况”行政单位医疗完成率为100%，但预算为0万元，没有完成率（支出40万元）"]


def test_hundred_percent_means_equal() -> None:
    d = told(("年初预算为40万元", "年初预算为39.5万元"), ("年初预算为1000万元", "年初预算为999.5万元"))
    (finding,) = findings(d, "N09.items")
    assert "完成率为100%" in finding.message and "101.3%" in finding.message


def test_amount_and_rate_go_different_ways() -> None:
    found = findings(told(("减少5万元，下降5.88%", "减少5万元，增长5.88%")))
    assert [(f.rule_id, f.severity) for f in found] == [("N17.opposite-rate", "error")]
    assert "减少5万元，增减率却为增长5.88%，方向相反" in found[0].message


def test_no_reason_given() -> None:
    (finding,) = findings(told(("支出决算数小于年初预算数的主要原因：厉行节约。", "")))
    assert (finding.family, finding.severity) == ("N17", "note")
    assert "没有说明差异原因" in finding.message


def test_a_reason_that_goes_the_other_way() -> None:
    (finding,) = findings(
        told(("小于年初预算数的主要原因：厉行节约。", "小于年初预算数的主要原因：中期追加项目。"))
    )
    assert (finding.family, finding.severity) == ("N17", "warning")


def test_missing_number_and_missing_unit() -> None:
    found = findings(told(("项目全年预算数为120.5万元", "项目全年预算数为万元")), "N18")
    assert [f.message for f in found] == ["“（三）项目支出自评结果”金额缺少数字：预算数为万元"]
    found = findings(
        told(("国有资本经营预算财政拨款收入20万元，比", "国有资本经营预算财政拨款收入20，比")), "N18"
    )
    assert [f.found for f in found] == ["收入20"]


def test_the_department_misspelt_once() -> None:
    (finding,) = findings(
        told(("松柏街道办事处负责", "松柏街道办亊处负责"), ("松柏街道办亊处", "松拍街道办事处"))
    )
    assert (finding.rule_id, finding.found) == ("N20.department", "青石市云岭区松拍街道办事处")


def test_an_item_under_another_section() -> None:
    (finding,) = findings(told(("政府办公厅(室)及相关机构事务(款)行政运行", "财政事务(款)行政运行")), "N20")
    assert (
        finding.message == "“行政运行（项）”所在的款印作“财政事务”，公开05表“行政运行”为2010301，不属这一款"
    )


def test_same_project_other_amount_in_the_form() -> None:
    forms = (form(1, "云岭环卫保洁项目", "310.00", "301.25", "97.18", 900), FORMS[1])
    (finding,) = findings(replace(told(), forms=forms), "N16")
    assert "301.25" in finding.message and "300.25" in finding.message


def test_form_with_a_wrong_rate() -> None:
    forms = (form(1, "云岭环卫保洁项目", "310.00", "300.25", "69.85", 900), FORMS[1])
    (finding,) = findings(replace(told(), forms=forms), "N16")
    assert (finding.found, finding.source_line) == ("69.85", 900)


def test_passage_printed_twice_and_words_doubled() -> None:
    again = "公用经费80万元，主要包括：办公费、公务用车运行维护费、办公设备购置。"
    found = findings(
        told(("公务用车运行维护费、办公设备购置。", "公务用车运行维护费、办公设备购置购置置。")), "N21"
    )
    assert found == []
    parts = sections()
    doubled = msgspec.structs.replace(parts[9], blocks=(*parts[9].blocks, *parts[9].blocks[1:2]))
    found = findings(replace(told(), sections=(*parts[:9], doubled, *parts[10:])), "N21")
    assert [f.rule_id for f in found] == ["N21.passage-twice"] and "印了两次" in found[0].message
    assert again not in found[0].message


def test_figures_of_messages_stand_in_the_text_or_are_called_computed() -> None:
    d = told(("年初预算为1000万元", "年初预算为1040万元"))
    (finding,) = findings(d, "N07")
    assert finding.found == "1040"
    assert "计算为1000万元" in finding.message
