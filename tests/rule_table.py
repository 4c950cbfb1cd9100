"""One input that breaks each rule: a sound account with one word, cell, section, form or record changed.

`inputs` gives such accounts by the id of the rule; the sound account itself breaks none.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import msgspec

from checking_builder import books, section, with_cell, with_statement, without_rows, without_tables
from checking_prose import FORMS, told, with_prose
from mingzhang.model import (
    ContentsEntry,
    CopiedFigure,
    Disclosure,
    Grid,
    Indicator,
    OrganisationUnit,
    Place,
    Repair,
    Row,
    Section,
    TableLabel,
    Term,
)

# the rule, the statement, the row, the column, what is printed instead: every other cell agrees
CELLS = [
    ("I01.revenue-sum", 1, "revenue:一般公共预算财政拨款收入", "amount", "1082.86"),
    ("I02.expenditure-sum", 1, "expenditure:一般公共服务支出", "amount", "627.61"),
    ("I03.revenue-total", 1, "revenue:本年收入合计", "amount", "1182.86"),
    ("I04.expenditure-total", 1, "expenditure:本年支出合计", "amount", "1182.86"),
    ("I05.totals-equal", 1, "revenue:总计", "amount", "1182.86"),
    ("I06.row-sums", 2, "合计", "total", "1182.86"),
    ("I07.column-sums", 2, "合计", "total", "1182.86"),
    ("I08.tree", 2, "201", "total", "627.61"),
    ("I09.row-sums", 3, "合计", "total", "1182.86"),
    ("I10.column-sums", 3, "合计", "total", "1182.86"),
    ("I11.tree", 3, "201", "total", "627.61"),
    ("I12.row-sums", 4, "expenditure:一般公共服务支出", "total", "627.61"),
    ("I13.column-sums", 4, "expenditure:一般公共服务支出", "total", "627.61"),
    ("I14.revenue-sum", 4, "revenue:一般公共预算财政拨款", "total", "1082.86"),
    ("I15.expenditure-total", 4, "expenditure:本年支出合计", "total", "1182.86"),
    ("I15.revenue-total", 4, "revenue:本年收入合计", "total", "1182.86"),
    ("I15.totals-equal", 4, "revenue:总计", "total", "1182.86"),
    ("I16.row-sums", 5, "合计", "total", "1082.86"),
    ("I17.column-sums", 5, "合计", "total", "1082.86"),
    ("I17.tree", 5, "201", "total", "627.61"),
    ("I18.groups", 6, "301", "amount", "482.11"),
    ("I19.personnel-total", 6, "301", "amount", "482.11"),
    ("I20.public-total", 6, "302", "amount", "59.11"),
    ("I21.balance", 7, "合计", "opening_balance", "7.11"),
    ("I21.column-sums", 7, "合计", "opening_balance", "7.11"),
    ("I21.row-sums", 7, "合计", "total", "87.11"),
    ("I21.tree", 7, "212", "opening_balance", "7.11"),
    ("I22.column-sums", 8, "合计", "total", "27.11"),
    ("I22.row-sums", 8, "合计", "total", "27.11"),
    ("I22.tree", 8, "223", "total", "27.11"),
    ("I23.total", 9, "budget", "total", "11.11"),
    ("I23.vehicles", 9, "budget", "vehicle_total", "10.11"),
    ("N01.shares", 1, "revenue:本年收入合计", "amount", "1182.86"),
    ("N03.amounts", 3, "合计", "basic", "662.11"),
    ("N03.parts", 1, "expenditure:本年支出合计", "amount", "1182.86"),
    ("N04.amounts", 4, "revenue:一般公共预算财政拨款", "total", "1082.86"),
    ("N05.general-budget", 5, "合计", "total", "1082.86"),
    ("N05.other-budgets", 7, "合计", "total", "87.11"),
    ("N06.amounts", 5, "201", "total", "627.61"),
    ("N08.basic-and-project", 5, "合计", "basic", "662.11"),
    ("N08.sum", 5, "合计", "total", "1082.86"),
    ("N10.basic", 5, "合计", "basic", "662.11"),
    ("N12.amounts", 9, "budget", "total", "11.11"),
    ("N12.operating-cost", 6, "公用经费合计", "amount", "87.11"),
    ("N15.overall-money", 1, "expenditure:本年支出合计", "amount", "1182.86"),
    ("N15.project-money", 5, "合计", "project", "427.86"),
    ("N15.share", 5, "合计", "project", "427.86"),
    ("N24.fund-revenue", 4, "revenue:政府性基金预算财政拨款", "total", "87.11"),
    ("X01.revenue-total", 1, "revenue:本年收入合计", "amount", "1182.86"),
    ("X02.expenditure-total", 1, "expenditure:本年支出合计", "amount", "1182.86"),
    ("X03.appropriation-column", 1, "revenue:一般公共预算财政拨款收入", "amount", "1082.86"),
    ("X03.each-budget", 1, "revenue:一般公共预算财政拨款收入", "amount", "1082.86"),
    ("X04.classes", 1, "expenditure:一般公共服务支出", "amount", "627.61"),
    ("X05.classes", 1, "expenditure:一般公共服务支出", "amount", "627.61"),
    ("X05.total", 1, "expenditure:本年支出合计", "amount", "1182.86"),
    ("X06.other-revenue", 2, "合计", "superior_subsidy", "7.11"),
    ("X07.same-codes", 2, "201", "total", "627.61"),
    ("X08.code-by-code", 3, "201", "total", "627.61"),
    ("X09.classes", 4, "expenditure:一般公共服务支出", "general_budget", "627.61"),
    ("X09.total", 4, "expenditure:本年支出合计", "general_budget", "1082.86"),
    ("X10.fund-expenditure", 4, "expenditure:本年支出合计", "government_fund", "87.11"),
    ("X10.fund-revenue", 4, "revenue:政府性基金预算财政拨款", "total", "87.11"),
    ("X11.state-capital", 4, "expenditure:本年支出合计", "state_capital", "27.11"),
    ("X12.basic-expenditure", 5, "合计", "basic", "662.11"),
    ("X13.three-public-items", 6, "30231", "amount", "9.11"),
    ("X14.insurance-items", 3, "2080505", "basic", "67.11"),
]  # fmt: skip

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
    ("N14.equipment", "单价100万元（含）以上设备0台（套）。", ""),
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


def label(kind: str, text: str, number: int | None, line: int) -> TableLabel:
    return TableLabel(kind, text, number, Place(line))  # type: ignore[arg-type]


def without_section(path: str) -> Disclosure:
    d = told()
    return with_prose(d, tuple(s for s in d.sections if not s.path.startswith(path)))


def with_section(*more: Section) -> Disclosure:
    d = told()
    return with_prose(d, (*d.sections, *more))


def with_table(*rows: tuple[str, ...]) -> Disclosure:
    """The sound account with one more table among its statements."""
    grid = Grid(tuple(Row(800 + n, cells) for n, cells in enumerate(rows)))
    return with_section(msgspec.structs.replace(section("2.12", "另一张表", line=799), blocks=(grid,)))


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


def published(day: str) -> Disclosure:
    """The sound account with a cover of that day, which is none for its parser."""
    d = with_section(section("0", "封面", day, line=2))
    return replace(d, identity=replace(d.identity, published_on=None))


def renumbered(path: str, heading: str) -> Disclosure:
    """The sound account with another heading of one section."""
    d = told()
    return replace(
        d,
        sections=tuple(
            msgspec.structs.replace(s, heading=heading) if s.path == path else s for s in d.sections
        ),
    )


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
    ("I25.copies", with_statement(books(), replace(books().statement(5), copies=(
        CopiedFigure("行政运行", "basic", Decimal("500.00"), Decimal("50.00"), Place(151), Place(901)),
    )))),
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
    ("N19.part-of-year", with_section(section("4.一", "一、重点工作", "2024年1-9月完成各项工作。", line=880))),
    ("N27.met-and-missed", tables(projects=(
        replace(told().projects[0], outputs="确保安置任务完成率100%达标", problems="安置任务完成率未达标"), *told().projects[1:],
    ))),
    ("N05.denied", told(
        ("国有资本经营预算财政拨款支出20万元。", "无国有资本经营预算财政拨款支出。"),
    )),
    ("N25.form-title", with_section(section("6.a", "自评表", "2024年度绿化养护经费项目绩效自评表", line=FORMS[0].source_line - 2))),
    ("I25.row-twice", with_statement(books(), replace(books().statement(5), rows=tuple(
        row for row in books().statement(5).rows for _ in range(1 + (row.code == "2010301"))
    )))),
    ("N19.calendar", with_section(section("4.一", "一、重点工作", "2024年6月31日完成验收。", line=880))),
    ("N19.published-early", published("2024年10月31日")),
    ("N21.heading-numbers", renumbered("3.十二", "十一、国有资产占用情况说明")),
    ("N25.share-above-hundred", with_indicator(indicator("居民满意度", "≥90%", "108%"))),
    ("N25.filled-early", with_indicator(filled_on="2024-05-01")),
    ("N25.indicator-twice", with_indicator(indicator("清运垃圾点位数", "≥5个", "6个"), indicator("清运垃圾点位数", "≥5个", "6个"))),
    ("N25.outcome-in-words", with_indicator(indicator("居民满意程度", "有效提升", "有限提升"))),
    ("N16.unexplained", with_indicator(
        indicator("清运垃圾点位数", "≥50个", "33个", met=False), deviation_reason="目标已完成，未出现偏差",
    )),
]  # fmt: skip

# more words: the rule, the words replaced, what is printed instead
MORE_WORDS = [
    ("N01.class-amounts", "主要原因是新增环卫项目", "主要原因是城乡社区支出308.25万元"),
    ("N24.fund-items", "年末结转和结余0万元。", "年末结转和结余0万元。具体支出：其他支出(类)彩票公益金安排的支出(款)用于社会福利的彩票公益金支出(项)。支出决算为70万元。"),
    ("N06.purposes-paid", "主要是用于行政单位医疗。", "主要是用于行政单位医疗、计划生育事务。"),
    ("N06.purposes-of-class", "主要是用于行政单位医疗。", "主要是用于行政单位医疗、环境清扫服务。"),
    ("N07.overall", "从评价情况来看，完成较好。", "2024年度我单位整体年初预算数为1040.43万元，执行率100%。"),
    ("N09.zero-budget", "年初预算为480万元，支出决算为500万元，完成年初预算的104.17%", "年初预算为0万元，支出决算为500万元，完成年初预算的100%"),
    ("N10.sum", "基本支出655万元，其中：", "基本支出665万元，其中："),
    ("N12.parts", "公务接待费预算为1万元，支出决算为0.5万元，完成预算的50%", "公务接待费预算为1万元，支出决算为0.7万元，完成预算的70%"),
    ("N12.reception-parts", "完成预算的50%。", "完成预算的50%。外宾接待支出0.1万元，国内公务接待支出0.3万元。"),
    ("N12.groups-and-persons", "完成预算的50%。", "完成预算的50%。国内公务接待支出0.5万元。2024年共接待国内来访团组12个，3人次。"),
    ("N12.visits", "因公出国（境）费预算为0万元，支出决算为0万元。", "因公出国（境）费预算为0万元，支出决算为0万元。全年支出涉及出国（境）团组1个，累计2人次。"),
    ("N12.zero-budget", "因公出国（境）费预算为0万元，支出决算为0万元。", "因公出国（境）费预算为0万元，支出决算为0万元，完成预算的100%。"),
    ("N13.small-firms", "授予小微企业合同金额60万元", "授予小微企业合同金额90万元"),
    ("N15.project-budgets", "共涉及项目2个，资金420.75万元", "共涉及项目2个，涉及预算资金450万元"),
    ("N16.amounts-missing", "项目全年预算数为120.5万元，执行数为120.5万元，完成预算的100%。", ""),
    ("N16.rate-missing", "执行数为120.5万元，完成预算的100%。", "执行数为120.5万元。"),
    ("N16.executed-sum", "执行数为120.5万元，完成预算的100%", "执行数为130.5万元，完成预算的108.3%"),
    ("N16.forms-per-project", "共涉及2个一级项目", "共涉及5个一级项目"),
    ("N16.same-amounts", "执行数为120.5万元，完成预算的100%", "执行数为110.5万元，完成预算的91.7%"),
    ("N16.goal-rates", "从评价情况来看，完成较好。", "新增苗木全年目标值8棵、完成数11棵，完成率183%。"),
    ("N17.reason-for-nothing", "国有资本经营预算财政拨款收入20万元，比2023年度决算数增加20万元。", "国有资本经营预算财政拨款收入20万元，比2023年度决算数增加0万元，主要原因是厉行节约。"),
    ("N17.reason-of-purchase", "决算数小于预算数的主要原因：厉行节约。", "决算数小于预算数的主要原因：未购置公务用车。"),
    ("N17.reason-without-comparison", "完成预算的50%。", "完成预算的50%。决算数较上年减少的主要原因：厉行节约。"),
    ("N17.item-reason-of-staff", "支出决算数小于年初预算数的主要原因：厉行节约。", "支出决算数小于年初预算数的主要原因：在职人数减少，人员经费减少。"),
    ("N26.purpose-copied", "住房公积金(项)。年初预算", "住房公积金(项)。主要用于：事业单位医疗保险支出。年初预算"),
    ("N18.measure-word", "从评价情况来看", "设置56绩效指标，从评价情况来看"),
    ("N18.square-metres", "保洁面积达标", "保洁面积2600平方"),
    ("N18.two-numbers", "政府采购支出总额100万元", "政府采购支出总额1 00万元"),
    ("N18.unit-cut", "政府采购支出总额100万元，", "政府采购支出总额100万，"),
    ("N18.unit-missing", "2024年度支出合计1175.75万元。", "2024年度支出合计1175.75。"),
    ("N18.zero-yuan", "支出决算为0万元。", "支出决算为0元。"),
    ("N18.yuan-among-wan", "政府采购服务支出50万元", "政府采购服务支出50.25元"),
    ("N19.headings", "十二、国有资产占用情况说明", "十二、2022年度国有资产占用情况说明"),
    ("N19.other-year", "共有车辆3辆", "2021年共有车辆3辆"),
    ("N20.department", "截至2024年12月31日，青石市云岭区松柏街道办事处", "截至2024年12月31日，青石市云岭区松拍街道办事处"),
    ("N20.item-out-of-use", "行政事业单位养老支出(款)", "行政事业单位离退休(款)"),
    ("N20.revenue-of-classes", "收、支总计各增加175.75万元，增长17.58%。", "收、支总计各增加175.75万元，增长17.58%。主要原因是城乡社区收入增加。"),
    ("N20.fund-items", "国有资本经营预算财政拨款支出20万元。", "国有资本经营预算财政拨款支出20万元。国有资本经营预算支出(类)其他国有资本经营预算支出(款)其他国有资本经营预算支出(项)20万元。"),
    ("N20.unmarked-section", "城乡社区支出(类)城乡社区环境卫生(款)城乡社区环境卫生(项)", "城乡社区支出(类)城乡社区环境卫生(室)城乡社区环境卫生(项)"),
    ("N21.empty-entries", "青石市云岭区松柏街道办事处负责辖区公共服务。", "（一）其他专用名词。"),
    ("N21.instructions", "从评价情况来看", "（请根据本部门情况填写），从评价情况来看"),
    ("N21.reason-mark", "主要原因是新增环卫项目", "主要原因新增环卫项目"),
    ("N21.three-public-name", "2024年度“三公”经费财政", "2024年度“五公”经费财政"),
    ("N22.three-public-kinds", "3.公务接待费预算为1万元，支出决算为0.5万元，完成预算的50%。", ""),
    ("N24.budget-difference", "完成预算的66.67%。其中：", "完成预算的66.67%，比年初预算减少1.91万元。其中："),
    ("N25.name-as-result", "机关运转有序。", "一是经费发放及时率；二是机关运转有序。"),
    ("N27.unpaired-brackets", "从评价情况来看", "从评价情况来看)"),
    ("N28.about-twice", "从评价情况来看", "约500米左右，从评价情况来看"),
    ("N28.doubled-character", "从评价情况来看", "改造成成为绿地，从评价情况来看"),
    ("N28.field-words", "从评价情况来看", "市民投拆减少，从评价情况来看"),
    ("N28.foreign-words", "从评价情况来看", "绿化 and 保洁，从评价情况来看"),
]  # fmt: skip


def with_forms(*forms: object) -> Disclosure:
    return replace(told(), forms=forms)  # type: ignore[arg-type]


def with_form(position: int, **fields: object) -> Disclosure:
    """The sound account with fields of one form changed."""
    forms = [replace(f, **fields) if f.position == position else f for f in FORMS]  # type: ignore[arg-type]
    return with_forms(*forms)


def overall_form(**fields: object) -> Disclosure:
    """The sound account with a form of the whole department."""
    form = replace(
        FORMS[0], position=3, kind="overall", name="青石市云岭区松柏街道办事处", place=Place(940),
        budget=Decimal("1175.75"), executed=Decimal("1175.75"), execution_pct=Decimal(100), source_line_end=960,
    )  # fmt: skip
    return with_forms(*FORMS, replace(form, **fields))  # type: ignore[arg-type]


def with_rows(*rows: tuple[str, ...]) -> Disclosure:
    """The sound account whose first form is printed with some rows."""
    grid = Grid(tuple(Row(901 + n, cells) for n, cells in enumerate(rows)))
    page = msgspec.structs.replace(
        section("6.一", "一、项目绩效自评表", line=899), blocks=(grid,), source_line_end=915
    )
    return with_section(page)


def copied_form() -> Disclosure:
    """A form printed again, where one of its indicators is lacking."""
    d = with_indicator(indicator("清运垃圾点位数", "≥5个", "6个"), indicator("保洁道路条数", "≥9条", "9条"))
    grid = Grid((Row(701, ("清运垃圾点位数", "≥5个", "6个")), Row(703, ("偏差大或目标未完成原因分析", "无"))))
    page = msgspec.structs.replace(
        section("3.十四", "十四、附表", line=700), blocks=(grid,), source_line_end=710
    )
    whole = with_prose(d, (*d.sections, page))
    return replace(whole, forms=(replace(d.forms[0], copies=(700,)), *d.forms[1:]))


def term(code: str | None, words: str, line: int = 950) -> Term:
    return Term(1, words, "反映有关支出。", Place(line), code)


OWN_TERMS = (
    ("2010301", "一般公共服务支出（类）政府办公厅（室）及相关机构事务（款）行政运行（项）"),
    ("2010302", "一般公共服务支出（类）政府办公厅（室）及相关机构事务（款）一般行政管理事务（项）"),
    ("2080505", "社会保障和就业支出（类）行政事业单位养老支出（款）机关事业单位基本养老保险缴费支出（项）"),
    ("2101101", "卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项）"),
    ("2120501", "城乡社区支出（类）城乡社区环境卫生（款）城乡社区环境卫生（项）"),
    ("2210201", "住房保障支出（类）住房改革支出（款）住房公积金（项）"),
)


def with_terms(*more: Term, drop: str = "") -> Disclosure:
    """The sound account with a glossary of its items."""
    own = tuple(term(code, words, 950 + n) for n, (code, words) in enumerate(OWN_TERMS) if code != drop)
    return tables(terms=(*own, *more))


def with_row(number: int, code: str, **fields: object) -> Disclosure:
    """The sound account with a row of a statement changed."""
    d = told()
    statement = d.statement(number)
    rows = tuple(replace(r, **fields) if r.code == code else r for r in statement.rows)  # type: ignore[arg-type]
    return with_statement(d, replace(statement, rows=rows))


WORK = "开展垃圾分类宣传进社区进校园活动"
ITEMS_AGAIN = (
    ("科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"),
    ("2010301", "行政运行", "500.00", "500.00", ""),
    ("2010302", "一般行政管理事务", "120.50", "", "120.50"),
    ("2080505", "机关事业单位基本养老保险缴费支出", "60.00", "60.00", ""),
    ("2101101", "行政单位医疗", "40.00", "40.00", ""),
    ("2120501", "城乡社区环境卫生", "300.25", "", "300.25"),
)
"""A table of items beside the nine statements, as some cities print one."""
MORE: list[tuple[str, Disclosure]] = [
    ("X15.sums", with_table(("项目", "总计", "货物", "工程", "服务"), ("采购金额", "100.00", "20.00", "35.00", "50.00"))),
    ("X15.same-amounts", with_table(*ITEMS_AGAIN[:2], ("2010302", "一般行政管理事务", "125.00", "", "125.00"), *ITEMS_AGAIN[3:])),
    ("X15.codes", with_table(*ITEMS_AGAIN[:4], ("2101110", *ITEMS_AGAIN[4][1:]))),
    ("I25.unit-missing", replace(books(), statements=tuple(
        replace(one, unit=None if one.number == 5 else "万元") for one in books().statements
    ))),
    ("I25.unit", replace(books(fund={}), labels=(
        *(label("unit", "万元", None, line) for line in (101, 112, 130, 150, 170)),
        label("title", "政府性基金预算财政拨款收入支出决算表", 7, 190), label("unit", "元", None, 191),
    ))),
    ("X07.misprinted-codes", with_row(2, "2010301", repairs=(Repair("code", "2010308", None, "2010301", "other_statements"),))),
    ("X08.restored-columns", with_row(5, "2010301", repairs=(Repair("columns", "500.00", None, None, "statement_3"),))),
    ("N01.parts-within-total", told(("财政拨款收入1175.75万元，占", "财政拨款收入1275.75万元，占"), tables=without_tables(books(), 1, 2))),
    ("N01.grand-total", told(("收、支总计1175.75万元", "收、支总计1157.75万元"), tables=without_tables(books(), 1, 2, 3))),
    ("N04.sources-within-total", told(("一般公共预算财政拨款收入1075.75万元", "一般公共预算财政拨款收入1275.75万元"), tables=without_tables(books(), 1, 4))),
    ("N07.repeats", told(
        ("。其中：基本支出655万元，项目支出420.75", "。一般公共预算财政拨款支出年初预算为1010万元。其中：基本支出655万元，项目支出420.75"),
    )),
    ("N11.names-cut", told(("办公设备购置", "办公设备购"))),
    ("N12.changes", told(
        ("支出决算为0.5万元，完成预算的50%。", "支出决算为0.5万元，完成预算的50%，较上年增加0.4万元。"),
        ("支出决算为2万元，完成预算的66.67%。", "支出决算为2万元，完成预算的66.67%，较上年减少0.2万元。"),
    )),
    ("N12.vehicle-parts", told(("公务用车购置费支出0万元", "公务用车购置费支出1.5万元"))),
    ("N15.overall-form", overall_form(executed=Decimal("1157.75"))),
    ("N15.overall-form-rate", overall_form(execution_pct=Decimal("87.5"))),
    ("N15.overall-form-budget", replace(
        told(("资金1175.75万元，从评价", "整体支出全年预算数为1200万元，资金1175.75万元，从评价")), forms=overall_form().forms,
    )),
    ("N16.additions", replace(told((
        "项目支出420.75万元。", "项目支出420.75万元。综合运转10万元。追加项目经费40万元，其中：绿化养护10万元；河道清淤10万元；路灯维修10万元；道路巡查10万元。",
    )), projects=tuple(
        replace(told().projects[0], position=n, name=name, budget=Decimal(budget), executed=Decimal(10))
        for n, (name, budget) in enumerate((("绿化养护", 0), ("河道清淤", 0), ("路灯维修", 0), ("道路巡查", 10)), start=1)
    ))),
    ("N16.counted-twice", replace(told(
        ("项目支出420.75万元。", "项目支出420.75万元。防疫保障追加200.25万元。"), ("共涉及2个一级项目", "共涉及3个一级项目"), ("共涉及项目2个", "共涉及项目3个"),
    ), projects=(
        replace(told().projects[0], executed=Decimal("320.75"), name="防疫工作"),
        replace(told().projects[1], executed=Decimal("120.50"), name="防疫补助"),
        replace(told().projects[1], position=3, executed=Decimal("100.00"), name="绿化"),
    ))),
    ("N16.budget-sum", told(
        ("资金1175.75万元，从评价情况来看", "资金520.75万元。从评价情况来看，项目全年预算数为470.5万元"),
    )),
    ("N16.form-copies", copied_form()),
    ("N16.form-rates", with_form(1, execution_pct=Decimal("69.85"))),
    ("N16.goal-count", with_section(section(
        "3.十三.(二).1", "1.整体绩效目标完成情况", "设置年度目标3个。", "指标1：绿化", "完成情况：全部完成。", "指标2：保洁", "完成情况：全部完成。", line=700,
    ))),
    ("N16.undone-goals", with_section(
        section("3.十三.(二).1", "1.未完成的绩效目标", "无", line=700),
        section("3.十三.(二).2", "2.整体绩效目标完成情况", "指标1：绿化", "完成情况：未完成。", line=710),
    )),
    ("N16.goal-units", with_indicator(indicator("慰问对象数量", "1家", "1加"))),
    ("N16.indicator-in-prose", replace(
        with_section(section("4.一", "一、重点工作", "全年办件满意率98.97%。", line=880)),
        forms=with_indicator(indicator("年办件满意率", "100%", "100%")).forms,
    )),
    ("N16.mentioned-amounts", told(("项目支出420.75万元。", "项目支出420.75万元。云岭环卫保洁项目301.25万元。"))),
    ("N16.missed-goal-claimed", replace(
        with_section(section("3.十四", "十四、说明", "“固定资产投资”“招商引资”指标未达到年初目标值。", line=700)),
        projects=(replace(told().projects[0], outputs="完成年度固定资产投资、招商引资目标"), *told().projects[1:]),
    )),
    ("N16.missed-goals", with_section(
        section("3.十三.(四)", "（四）说明", "“固定资产投资”“招商引资”指标未达到年初目标值。", line=700),
        section("6.一", "一、整体绩效自评结果", "“固定资产投资”“纳税企业”指标未达到年初目标值。", line=880),
    )),
    ("N16.project-budget", with_prose(told(), (
        *told(("资金1175.75万元，从评价", "资金520.75万元，项目全年预算数为530.5万元，从评价")).sections,
        section("6.一", "一、整体支出绩效自评结果", "项目支出预算总额为550万元。", line=880),
    ))),
    ("N16.same-indicator", replace(told(), forms=(
        replace(FORMS[0], indicators=(indicator("道路保洁面积合格率", "≥95%", "97%"),)),
        replace(FORMS[1], kind="overall", indicators=(indicator("道路保洁面积合格率", "≥98%", "97%"),)),
    ))),
    ("N16.stale-budget", with_form(1, deviation_reason="2023年度经费预算310万元，已全部执行")),
    ("N16.units", replace(told((
        "我部门组织对本部门开展整体", "我部门组织对12个部门（单位）开展整体",
    )), organisation_units=UNITS)),
    ("N17.denied-reason", told(
        ("比2023年度减少5万元，下降5.88%。主要原因是厉行节约。", "比年初预算增加5万元，增长6.67%。主要原因是会议增加。"),
        ("主要原因：厉行节约。", "主要原因：公用经费减少。"),
    )),
    ("N17.opposite-reason", told(("比2023年度减少5万元，下降5.88%。主要原因是厉行节约", "比2023年度减少5万元，下降5.88%。主要原因是新增项目"))),
    ("N18.cut-cells", with_row(5, "2010301", repairs=(Repair("digits", "5 00.00", "total", "500.00"),))),
    ("N19.part-of-year", with_section(section("4.一", "一、重点工作", "2024年1-9月完成各项工作。", line=880))),
    ("N20.former-name", with_section(section("6.一", "一、自评结果", "青石市云岭区松柏和平街道办事处的职责是公共服务。", line=880))),
    ("N20.item-spelling", told(("行政事业单位医疗(款)行政单位医疗(项)", "行政事业单位医(款)行政单位医疗(项)"))),
    ("N20.items-unexplained", with_terms(drop="2210201")),
    ("N20.terms-unused", with_terms(term("2050201", "教育支出（类）普通教育（款）学前教育（项）"))),
    ("N20.term-names", with_terms(term(None, "住房保障支出（类）住房改革支出（款）提租补（项）"))),
    ("N20.term-out-of-use", with_terms(term("2080501", "社会保障和就业支出（类）行政事业单位离退休（款）归口管理的行政单位离退休（项）"))),
    ("N20.terms-of-a-city", replace(
        tables(terms=(replace(term(None, "一般公共预算财政拨款收入"), definition="指市级财政当年拨付的资金。"),)),
        identity=replace(told().identity, district="云岭区"),
    )),
    ("N20.parents", told(
        ("一般公共服务支出(类)政府办公厅(室)及相关机构事务(款)行政运行(项)", "一般公共服务支出(类)普通教育(款)行政运行(项)"),
        tables=without_tables(books(), 1, 2, 3, 4, 5),
    )),
    ("N20.table-names", with_row(3, "2101101", item="行政单位看病")),
    ("N21.contents-duties", replace(
        with_section(section("1.一", "一、部门职责", "负责公共服务。", line=380)),
        contents=(ContentsEntry("第一部分概况", 1, Place(3)), ContentsEntry("一、部门主要职责", None, Place(4))),
    )),
    ("N21.contents-parts", tables(contents=(ContentsEntry("第一部分青石市云岭区翠竹街道办事处概况", 1, Place(3)),))),
    ("N21.form-labels", with_rows(("年度目标绩效目标1", "做好保洁"), ("数量指标", "清运垃圾"))),
    ("N21.form-twice", replace(
        with_section(section("6.一", "一、自评表", "附表", line=890)), forms=(replace(FORMS[0], copies=(915,)), FORMS[1]),
    )),
    ("N21.passage-twice", with_section(*(
        section("4.一", f"{mark}、重点工作", WORK * 4 + "。", line=line) for mark, line in (("一", 880), ("二", 890))
    ))),
    ("N22.work-without-text", with_section(*(
        section(f"4.{mark}", f"{mark}、重点工作", "1.加强政治建设。", line=880 + n) for n, mark in enumerate("一二三")
    ))),
    ("N23.indicators", replace(
        told(("从评价情况来看，完成较好。", "设置56个绩效指标，完成较好。")),
        forms=overall_form(indicators=(indicator("清运垃圾点位数", "≥5个", "6个"),)).forms,
    )),
    ("N23.summary-of-one", with_section(section("1.二", "二、机构设置", "本决算为汇总决算，编制范围的单位共1个。", line=380))),
    ("N24.coverage", with_section(section("4.一", "一、重点工作", "辖区9个社区，现有8个社区设有服务中心，覆盖率达到88.8%。", line=880))),
    ("N24.investments", with_section(section(
        "4.一", "一、重点工作", "松柏酒店改造升级项目总投资1.02亿元。", "松柏酒店改造升级项目，总投资815万元。", line=880,
    ))),
    ("N24.project-list", told(
        ("项目支出420.75万元。", "项目支出420.75万元。项目支出主要用于：环卫保洁经费200.25万元，主要成效是整洁；机关运转经费120.5万元，主要成效是有序；社区建设经费99万元。"),
    )),
    ("N24.purchase-untold", told(("（1）公务用车购置费支出0万元。", ""))),
    ("N25.all-done", replace(
        told(("从评价情况来看，完成较好。", "各项绩效指标均已完成。")),
        forms=with_indicator(indicator("清运垃圾点位数", "≥50个", "33个", met=False)).forms,
    )),
    ("N25.name-and-target", with_indicator(indicator("辖区15个社区开展工作", "2个", "2个"))),
    ("N25.outcome-cut", with_indicator(indicator("服务水平", "不断提高", "不断提"))),
    ("N25.outcome-missing", with_indicator(indicator("年度献血量", "5个指标", "个指标"), indicator("宣传次数", "3次", "3次"))),
    ("N25.overall-split", with_section(section("6.一", "一、自评结果", "基本支出总额665万元，项目支出总额520.75万元。", line=880))),
    ("N25.score-above-weight", with_rows(("产出指标", "清运垃圾", "10", "12"), ("效益指标", "居民满意", "10", "9"))),
    ("N25.scores-add-up", with_rows(
        ("产出指标", "清运垃圾", "30", "30"), ("效益指标", "居民满意", "30", "29"), ("满意度", "满意", "40", "40"), ("总分", "", "100", "95"),
    )),
    ("N25.ticked-amount", with_rows(("预算来源及资金规模", "1、部门预算 □ 资金量：100万 2、专项资金 ☑ 资金量："))),
    ("N25.ticks", with_rows(("项目属性", "1、持续性项目 □ 2、新增性项目 □"))),
    ("N26.another-form", replace(told(), forms=(
        replace(FORMS[0], improvements="加强对“综合运转”的管理"), FORMS[1],
    ))),
    ("N26.copies-differ", with_section(
        section("1.二", "二、职责", "报区人民政府领导同志审定。", line=380), section("4.一", "一、重点工作", "报区人民政府领导同志审示。", line=880),
    )),
    ("N26.counts-differ", with_section(
        section("3.十三.(四)", "（四）说明", f"{WORK}，办理社区居民群众投诉332件。", line=700),
        section("4.一", "一、重点工作", f"{WORK}，办理社区居民群众投诉323件。", line=880),
    )),
    ("N26.outputs-copied", tables(projects=tuple(replace(p, outputs=WORK * 5) for p in told().projects))),
    ("I25.total-missing", without_rows(told(), 3, "合计")),
    ("N06.class-without-items", told(("5.住房保障(类)支出", "5.交通运输(类)支出"))),
    ("N06.class-without-items", told(("5.住房保障(类)支出", "5.交通运输(类)支出"), tables=without_tables(books(), 1, 2, 3, 4, 5))),
    ("N23.names", with_section(section("1.二", "二、机构设置", "内设6个科室，包括党政办公室、党建办公室、平安办公室。", line=380))),
    ("N05.general-budget", told(("1075.75万元，主要用于以下方面", "1057.75万元，主要用于以下方面"))),
    ("N20.form-body", with_section(section("6.a", "自评表", "单位名称：青石市云岭区东湖街道办事处", line=880))),
    ("N20.parents", told(("住房保障支出(类)住房改革支出(款)", "教育支出(类)住房改革支出(款)"))),
    ("N20.terms-unused", with_terms(term(None, "交通运输支出（类）铁路运输（款）铁路安全巡护（项）"))),
    ("N20.terms-unused", with_terms(term(None, "交通运输支出（类）铁道（款）巡护（项）"))),
    ("N27.clause-twice", told(("完成较好。", "完成较好。2024年巡查12次，修补3处。2024年巡查12次，修补3处。"))),
    ("N27.clause-twice", told(("完成较好。", "完成较好。新区街道来访，开展交流工作。新区街道来访，开展交流工作。"))),
    ("N27.unpaired-brackets", told(("从评价情况来看", "（从评价情况来看"))),
    ("N19.headings", with_section(section("6.a", "自评表", "2023年度绿化养护项目绩效自评表", line=880))),
    ("N20.department", told(("截至2024年12月31日，青石市云岭区松柏街道办事处", "截至2024年12月31日，青石市云岭区松柏街道事处"))),
    ("N21.instructions", told(("从评价情况来看", "（请各部门根据实际情况填写，没有的写无）从评价情况来看"))),
    ("N21.options", told(("收、支总计各增加175.75万元", "收、支总计各增加/减少175.75万元"))),
    ("N21.instructions", told(("从评价情况来看", "（注：没有的请删除本段）从评价情况来看"))),
    ("N21.punctuation", told(("机关运行经费支出80万元", "机关运行经费支出8..0万元"))),
    ("N21.figure-numbers", with_section(
        section("3.十四", "十四、决算各图", "图1：收支总计变动情况", "图1：收入决算结构", line=880)
    )),
    ("N18.number-missing", told(("涉及项目2个", "涉及项目个"))),
    ("N18.unit-missing", told(("从评价情况来看", "预算执行率96.85，从评价情况来看"))),
    ("N09.exchanged", told((
        "年初预算为480万元，支出决算为500万元，完成年初预算的104.17%。支出决算数大于", "年初预算为500万元，支出决算为480万元，完成年初预算的104.17%。支出决算数大于",
    ))),
    ("N09.exchanged", told(("项目全年预算数为310万元，执行数为300.25万元", "项目全年预算数为300.25万元，执行数为310万元"))),
    ("N25.target-missing", with_indicator(
        *(indicator(f"清运垃圾点位数量{n}", "5个", "6个") for n in range(4)), indicator("宣传次数", "", "3次"),
    )),
    ("N20.table-names", with_row(2, "2010301", repairs=(Repair("cut_name", ""),))),
    ("N27.clause-twice", with_section(section("5.一", "一、收入", "（一）结余分配：指按制度所作的分配。（一）结余分配：指按制度所作的分配。", line=880))),
    ("N17.double-negative", told(("比2023年度减少5万元", "比2023年度减少-5万元"))),
    ("N20.class-names", told(("社会保障和就业支出(类)", "社会保障与就业支出(类)"))),
    ("N20.another-body", told(("2024年度青石市云岭区松柏街道办事处机关运行经费", "2024年度青石市云岭区水务和湖泊局机关运行经费"))),
    ("N23.names", with_section(section("1.二", "二、机构设置", "内设3个科室，包括党政办公室、党政办公室、平安办公室。", line=380))),
    ("N27.unpaired-brackets", told(("(款)住房公积金(项)", "(款)住房公积金(项"))),
    ("N27.unpaired-marks", told(("从评价情况来看", "“三公经费从严控制，从评价情况来看"))),
    ("N28.field-words", told(("十、机关运行经费支出说明", "十、机关运行经费支岀说明"))),
    ("N28.field-words", told(("从评价情况来看", "费用为O万元，从评价情况来看"))),
    ("N18.unit-missing", told(("各增加175.75万元，增长17.58%。", "各增加175.75万元，增长17.58。"))),
    ("N25.outcome-in-words", with_indicator(indicator("居民满意程度", "有效提升", "未见明显变化"))),
    ("N28.field-words", told(("从评价情况来看", "支出结算为5万元，从评价情况来看"))),
    ("N19.headings", tables(contents=(ContentsEntry("第三部分2023年度部门决算情况说明", 3, Place(3)),))),
    ("N19.headings", with_section(section("0", "封面", "2023年度青石市云岭区松柏街道办事处部门决算", line=1))),
    ("N22.section-empty", with_section(section("5", "第五部分 名词解释", line=880))),
    ("N19.headings", with_section(section("2.八", "八、国有资本经营预算", "注：本单位2023年度无国有资本经营预算支出。", line=880))),
    ("N16.goal-units", with_indicator(indicator("街道网格数量", "≥ 20个", "22米"))),
    ("N25.indicator-twice", with_indicator(indicator("清运垃圾点位数量", "≥5个", "6个"), indicator("清运垃圾点位数量", "≥90%", "95%"))),
    ("N26.outputs-copied", tables(projects=(
        replace(told().projects[0], outputs=WORK * 5), replace(told().projects[1], outputs=WORK * 5 + "另修补路面3处。"),
    ))),
    ("N26.reason-copied", told(
        ("主要原因：中期追加人员经费", "主要原因：三角湖公园新建步道工程"), ("主要原因：中期追加环卫经费", "主要原因：三角湖公园新建步道工程"),
    )),
]  # fmt: skip


def inputs(rule_id: str) -> list[Disclosure]:
    """The accounts that break a rule."""
    found = [told(tables=with_cell(books(), *cell)) for id_, *cell in CELLS if id_ == rule_id]
    found += [told((old, new)) for id_, old, new in (*WORDS, *MORE_WORDS) if id_ == rule_id]
    return found + [account for id_, account in (*BROKEN, *MORE) if id_ == rule_id]
