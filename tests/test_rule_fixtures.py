"""A table of fixtures: for a check, words of a sound account replaced so that the check tells it, and no other does.

The sound account itself is tried by every rule in `test_sound_account_gives_no_finding`.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from checking_builder import books, section, with_cell, with_statement
from checking_prose import FORMS, told, with_prose
from mingzhang.checking import RULES, Rule, check
from mingzhang.checking.registry import register
from mingzhang.checking.report.reviewed import completion
from mingzhang.checking.trials import Held, NotChecked, Remark
from mingzhang.model import (
    CheckReport,
    ContentsEntry,
    Disclosure,
    Indicator,
    KeyTask,
    OrganisationUnit,
    Place,
    Section,
    TableLabel,
)

# the rule, the words replaced, what is printed instead
WORDS = [
    ("N01.totals", "收入合计1175.75万元", "收入合计1157.75万元"),
    ("N02.growth-rates", "较上年减少0.5万元，下降16.67%", "较上年减少0.5万元，下降61.67%"),
    ("N02.growth-from-nothing", "增加20万元。", "增加20万元，增长100%。"),
    ("N03.shares", "占本年支出55.71%", "占本年支出57.51%"),
    ("N05.share", "占本年支出合计的91.49%", "占本年支出合计的94.19%"),
    ("N06.shares", "占5.58%", "占5.85%"),
    ("N06.share-missing", "支出60万元，占5.58%", "支出60万元"),
    ("N06.classes-named", "5.住房保障(类)支出55万元，占5.11%。主要是用于住房改革支出。", ""),
    ("N07.sum", "年初预算为1000万元", "年初预算为1040万元"),
    ("N08.items", "支出决算为300.25万元，完成", "支出决算为302.25万元，完成"),
    ("N09.items", "完成年初预算的80.33%", "完成年初预算的83.33%"),
    ("N09.total", "完成年初预算的107.58%", "完成年初预算的170.58%"),
    ("N10.costs", "人员经费575万元", "人员经费557万元"),
    ("N11.without-money", "办公费、公务用车", "办公费、差旅费、公务用车"),
    ("N11.not-named", "办公费、公务用车运行维护费、办公设备购置", "公务用车运行维护费、办公设备购置、办公设备购置"),
    ("N12.rates", "完成预算的66.67%", "完成预算的76.66%"),
    ("N12.operation-parts", "燃料费1.2万元", "燃料费2.1万元"),
    ("N13.parts", "工程支出30万元", "工程支出35万元"),
    ("N13.shares", "占政府采购支出总额的80%", "占政府采购支出总额的88%"),
    ("N14.kinds", "其他用车1辆", "其他用车2辆"),
    ("N14.kept", "公务用车保有量2辆", "公务用车保有量5辆"),
    ("N16.project-rates", "完成预算的96.85%", "完成预算的69.85%"),
    ("N17.relation", "决算数小于预算数的主要", "决算数大于预算数的主要"),
    ("N17.opposite-rate", "减少5万元，下降5.88%", "减少5万元，增长5.88%"),
    ("N17.item-reason-missing", "支出决算数小于年初预算数的主要原因：厉行节约。", ""),
    ("N17.item-reason-opposite", "主要原因：中期追加环卫经费", "主要原因：厉行节约"),
    ("N18.yuan-for-wan", "资本经营预算财政拨款收入20万元", "资本经营预算财政拨款收入20元"),
    ("N18.number-missing", "项目全年预算数为120.5万元", "项目全年预算数为万元"),
    ("N19.this-year", "2024年度收入合计", "2023年度收入合计"),
    ("N19.last-year", "与2023年度相比，收、支", "与2022年度相比，收、支"),
    ("N20.items", "(款)住房公积金(项)", "(款)住房公积全(项)"),
    ("N21.options", "收、支总计各增加", "收、支总计各增减少"),
    ("N21.blanks", "云岭区松柏街道办事处政府采购支出总额", "云岭区XX办事处政府采购支出总额"),
    ("N21.blanks", "共有车辆3辆", "（待填写）共有车辆3辆"),
    ("N21.doubled-words", "从评价情况来看", "从评价情况来看从评价情况来看"),
    ("N21.punctuation", "完成较好。", "完成较好。。"),
    ("N24.fund-balance", "年末结转和结余0万元", "年末结转和结余9万元"),
    ("N24.change-exceeds", "比2023年度决算数增加60万元，增长300%", "比2023年度决算数增加90万元"),
    ("N24.label", "2024年度国有资本经营预算财政拨款支出20万元", "2024年度国有资本经营预算财政拨款支出收入20万元"),
    ("N27.unpaired-marks", "从评价情况来看", "详见《结果》、报告》，从评价情况来看"),
    ("N27.about-and-exact", "完成较好。", "完成较好，服务1449余名居民。"),
    ("N27.clause-twice", "完成较好。", "按目标完成当年度纳税工作任务，按目标完成当年度纳税工作任务。"),
    ("N25.score-above-hundred", "从评价情况来看", "自评得分192.5分，从评价情况来看"),
    ("N25.nothing-spent", "执行数为300.25万元，完成预算的96.85%。主要产出和效益是：保洁面积达标", "执行数为0万元，完成预算的0%。主要产出和效益是：各项产出指标均已完成"),
]  # fmt: skip


@pytest.mark.parametrize(("rule_id", "old", "new"), WORDS)
def test_words_that_break_a_rule(rule_id: str, old: str, new: str) -> None:
    assert failed(check(told())) == set()
    assert rule_id in failed(check(told((old, new))))


def failed(report: CheckReport) -> set[str]:
    return {result.rule_id for result in report.results if result.outcome == "failed"}


def label(kind: str, text: str, number: int | None, line: int) -> TableLabel:
    return TableLabel(kind, text, number, Place(line))  # type: ignore[arg-type]


def without_section(path: str) -> Disclosure:
    d = told()
    return with_prose(d, tuple(s for s in d.sections if not s.path.startswith(path)))


def with_section(*more: Section) -> Disclosure:
    d = told()
    return with_prose(d, (*d.sections, *more))


def with_indicator(*indicators: Indicator, **fields: object) -> Disclosure:
    form = replace(FORMS[0], indicators=indicators, **fields)  # type: ignore[arg-type]
    return replace(told(), forms=(form, *FORMS[1:]))


def indicator(name: str, target: str, actual: str, met: bool | None = None) -> Indicator:
    return Indicator(1, None, None, None, name, target, actual, None, met, Place(905))


def without_note(number: int) -> Disclosure:
    d = books(fund={}, capital={})
    return with_statement(d, replace(d.statement(number), note=None))


def tables(**more: object) -> Disclosure:
    return replace(told(), **more)  # type: ignore[arg-type]


TITLES = ("收入支出决算总表", "收入决算表", "支出决算表")
UNITS = (OrganisationUnit(1, "松柏街道办事处本级", "预算单位", Place(12)),)

BROKEN: list[tuple[str, Disclosure]] = [
    ("I24.negative", with_cell(books(), 9, "budget", "reception", "-1.00")),
    ("I25.statement-missing", with_statement(books(), replace(books().statement(6), status="absent", rows=()))),
    ("I25.empty-without-note", without_note(7)),
    ("I25.title", tables(labels=(label("title", "收入决算总表", 2, 140),))),
    (
        "I25.number",
        tables(
            labels=tuple(
                part
                for n, title in enumerate(TITLES, start=1)
                for part in (label("title", title, n, 100 * n), label("number", "公开01表", 1 if n < 3 else n, 100 * n + 1))
            )
        ),
    ),
    ("I25.title-twice", tables(labels=(label("title", "收入决算表", 2, 100), label("title", "收入决算表", 2, 150)))),
    ("N20.other-body", tables(labels=(
        *(label("department", "青石市云岭区松柏街道办事处", None, n) for n in (100, 200)),
        label("department", "青石市东湖区松柏街道办事处", None, 300),
    ))),
    ("N21.contents-sections", tables(contents=(
        ContentsEntry("第三部分情况说明", 3, Place(3)), ContentsEntry("十、行政经费支出说明", None, Place(4)),
    ))),
    ("N21.form-blanks", with_section(section("6.a", "自评表", "单位名称（盖章）：", line=880))),
    ("N22.section-missing", without_section("3.十二")),
    ("N22.section-empty", with_section(section("3.十四", "十四、其他说明", line=880))),
    ("N19.part-one", with_section(section("1.二", "二、机构设置", "纳入2023年度部门决算编制范围的单位共1个。", line=380))),
    ("N23.names", with_section(section("1.二", "二、机构设置", "办事处内设机构4个，包括综合科、财务科、民政科。", line=380))),
    ("N23.subordinate-units", replace(
        with_section(section("1.二", "二、机构设置", "由本级决算和2个下属单位决算组成。", line=380)), organisation_units=UNITS,
    )),
    ("N27.part-of-year", with_section(section("4.一", "一、重点工作", "2024年1-9月完成各项工作。", line=880))),
    ("N27.met-and-missed", tables(projects=(
        replace(told().projects[0], outputs="确保安置任务完成率100%达标", problems="安置任务完成率未达标"), *told().projects[1:],
    ))),
    ("N25.filled-early", with_indicator(filled_on="2024-05-01")),
    ("N25.indicator-twice", with_indicator(indicator("清运垃圾点位数", "≥5个", "6个"), indicator("清运垃圾点位数", "≥5个", "6个"))),
    ("N25.outcome-in-words", with_indicator(indicator("居民满意程度", "有效提升", "有限提升"))),
    ("N16.unexplained", with_indicator(
        indicator("清运垃圾点位数", "≥50个", "33个", met=False), deviation_reason="目标已完成，未出现偏差",
    )),
]  # fmt: skip


@pytest.mark.parametrize(("rule_id", "d"), BROKEN, ids=[rule_id for rule_id, _ in BROKEN])
def test_a_document_that_breaks_a_rule(rule_id: str, d: Disclosure) -> None:
    assert rule_id in failed(check(d))


SOUND = [
    ("N23.names", "办事处内设机构3个，包括综合科、财务科、民政科。"),
    ("N19.part-one", "纳入2024年度部门决算编制范围的单位共1个。"),
    ("N23.subordinate-units", "由本级决算和1个下属单位决算组成，各单位均独立核算。"),
]


@pytest.mark.parametrize(("rule_id", "text"), SOUND)
def test_a_sentence_that_keeps_a_rule(rule_id: str, text: str) -> None:
    units = (*UNITS, OrganisationUnit(2, "松柏街道党群服务中心", "下属单位", Place(13)))
    d = replace(with_section(section("1.二", "二、机构设置", text, line=380)), organisation_units=units)
    assert rule_id not in failed(check(d))


def test_sound_account_gives_no_finding() -> None:
    assert [f.message for f in check(told()).findings] == []


# ------------------------------------------------------------------------------------------------ the seam


def test_a_stub_rule_runs_like_any_other() -> None:
    """What docs/extending.md promises: a rule is a record with a function; nothing else has to know of it."""
    stub = Rule(
        "N99.stub", "任务不为空", "A task is named", "重点工作应写明事项。", "样例", "note",
        run=lambda context: (
            Held() if task.matter else Remark("重点工作没有写明事项", task.source_line)
            for task in context.disclosure.key_tasks
        ),
    )  # fmt: skip
    d = replace(
        told(), key_tasks=(KeyTask(1, "", None, None, Place(700)), KeyTask(2, "绿化", None, None, Place(701)))
    )
    try:
        register(stub)
        report = check(d, [stub])
    finally:
        RULES.pop(stub.id, None)
    assert [(f.rule_id, f.family, f.severity, f.source_line) for f in report.findings] == [
        ("N99.stub", "N99", "note", 700)
    ]
    assert {(r.outcome, r.times) for r in report.results} == {("held", 1), ("failed", 1)}


def test_what_a_rule_could_not_check_is_said_with_its_reason() -> None:
    stub = Rule("N99.blind", "略", "x", "略", "样例", run=lambda context: [NotChecked("表已缺失")])
    try:
        register(stub)
        report = check(told(), [stub])
    finally:
        RULES.pop(stub.id, None)
    assert [(r.outcome, r.reason) for r in report.results] == [("not_checked", "表已缺失")]
    assert completion(report).reasons == (("表已缺失", 1),)


def test_without_a_rule_only_its_own_outcome_is_gone() -> None:
    d = told()
    whole = check(d)
    ran = {r.rule_id for r in whole.results if r.outcome in ("held", "failed")}
    for rule_id in sorted(ran)[::9]:
        rest = check(d, [other for other in RULES if other != rule_id])
        assert [r for r in whole.results if r.rule_id != rule_id] == list(rest.results)
        assert completion(rest).ran == completion(whole).ran - 1
