"""整体和项目绩效自评表: made-up tables in, the expected forms out."""

from __future__ import annotations

from decimal import Decimal

import pytest

from limits import processor_seconds
from mingzhang.layout.form_figures import number, percentage
from mingzhang.layout.form_tables import find_forms
from mingzhang.layout.furniture import LeftOut
from mingzhang.model import (
    Block,
    EvaluationForm,
    Grid,
    Indicator,
    Place,
    Project,
    Row,
    TextLine,
)
from mingzhang.parsing.evaluation import is_met, read_forms, with_amounts_of
from mingzhang.parsing.evaluation.form_cells import iso_date, ticked
from mingzhang.parsing.notes import reading_notes
from passages import table
from trees import tree

NOTHING = LeftOut(frozenset(), frozenset(), frozenset(), frozenset())
ON = '<input checked="" type="checkbox"/>'
OFF = '<input type="checkbox"/>'


def forms(*blocks: Block) -> tuple[EvaluationForm, ...]:
    return read_forms(find_forms(blocks, NOTHING))


def indicators(*rows: str) -> list[tuple[str | None, str | None, str, str | None, str | None, bool | None]]:
    """The indicators of a project form with these rows under its header."""
    grid = table(
        "项目名称|图书角||||",
        "|年度财政资金总额|5|5|100%|",
        "|一级指标|二级指标|三级指标|年初目标值(A)|实际完成值(B)",
        *rows,
    )
    (form,) = forms(grid)
    return [(i.level1, i.level2, i.level3, i.target, i.actual, i.met) for i in form.indicators]


def test_a_project_form() -> None:
    head = TextLine(1, "2023年度图书角项目自评表"), TextLine(3, "填报日期：2024 年 4 月 9 日")
    grid = table(
        "项目名称||图书角||",
        "主管部门||青石街道办事处|项目实施单位|青石街道办事处",
        f"项目类别||1、部门预算项目 {ON} 2、区级专项 {OFF}||",
        f"项目属性||1、持续性项目 {OFF} 2、新增性项目 {ON}||",
        "项目类型||1、常年性项目 □ 2、延续性项目 □ 3、一次性项目 ☑||",
        "预算执行情况 (万元)||预算数 (A)|执行数(B)|执行率(B/A)",
        "|年度财政资金总额|12.50|10.00|80%",
        "年度 绩效 目标 1|一级 指标|二级指标|三级指标|年初目标值 (A)|实际完成值(B)|得分",
        "|产出 指标|数量指标|新书|≥200册|230余册|20",
        "||质量指标|完好率|100%|98%|9.5",
        "|满意 度指 标|服务对象 满意度指标|读者满意度|95%|97%|10",
        "偏差大或 目标未完成 原因分析||书有破损|||",
        "改进措施及 结果应用方案||加强 管理|||",
        line=5,
    )
    assert forms(*head, grid) == (
        EvaluationForm(
            position=1,
            kind="project",
            name="图书角",
            filled_on="2024-04-09",
            category="部门预算项目",
            attribute="新增性项目",
            recurrence="一次性项目",
            budget=Decimal("12.50"),
            executed=Decimal("10.00"),
            execution_pct=Decimal(80),
            score=None,
            deviation_reason="书有破损",
            improvements="加强管理",
            indicators=(
                Indicator(
                    1,
                    None,
                    "产出指标",
                    "数量指标",
                    "新书",
                    "≥200册",
                    "230余册",
                    Decimal(20),
                    True,
                    Place(13),
                ),
                Indicator(
                    2, None, "产出指标", "质量指标", "完好率", "100%", "98%", Decimal("9.5"), False, Place(14)
                ),
                Indicator(
                    3,
                    None,
                    "满意度指标",
                    "服务对象满意度指标",
                    "读者满意度",
                    "95%",
                    "97%",
                    Decimal(10),
                    True,
                    Place(15),
                ),
            ),
            place=Place(1),
            source_line_end=17,
        ),
    )


def test_an_overall_form_with_its_goals() -> None:
    grid = table(
        "单位名称|青石街道办事处|||",
        "基本支出总额|300 万元||项目支出总额|1,512.40 万元",
        "预算执行情况 (万元)||预算数 (A)|执行数 (B)|执行率 (B/A)",
        "|部门整体支出总额|1,812.40 万元|1,812.40 万元|100%",
        "年度绩效目标 1|<p>绿化辖区</p> <p>美化街道</p>|||",
        "年度绩效指标|一级指标|二级指标|三级指标|年初目标值 (A)|实际完成值 (B)",
        "|产出指标|数量指标|植树|100棵|120棵",
        "年度绩效目标2||服务企业||",
        "年度绩效指标|一级指标|二级指标|三级指标|年初目标值 (A)|实际完成值 (B)",
        "|成本指标|经济成本指标|预算执行率|97%-100%|99.3%",
        "|产出指标|时效指标|办结|及时|及时",
        "偏差大或目标未完成原因分析|无||||",
    )
    (form,) = forms(TextLine(90, "一、2023年度整体绩效自评表"), grid)
    assert (form.kind, form.name, form.budget, form.executed, form.execution_pct) == (
        "overall",
        "青石街道办事处",
        Decimal("1812.40"),
        Decimal("1812.40"),
        Decimal(100),
    )
    assert [(i.goal, i.level1, i.level3, i.met) for i in form.indicators] == [
        ("绿化辖区美化街道", "产出指标", "植树", True),
        ("服务企业", "成本指标", "预算执行率", True),
        ("服务企业", "产出指标", "办结", True),
    ]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        # Levels are known by their names, wherever they stand.
        (
            "|产出指标|数量指标|新书|3册|3册",
            ("产出指标", "数量指标", "新书", "3册", "3册", True),
        ),
        ("产出指标|数量指标|新书|3册|3册|", ("产出指标", "数量指标", "新书", "3册", "3册", True)),
        # A first level lost at a page break is told by the scheme: 数量指标 is one of 产出指标.
        ("||数量指标|新书|3册|3册", ("产出指标", "数量指标", "新书", "3册", "3册", True)),
        (
            "社会效益指标||居民受益|提升|提升|",
            ("效益指标", "社会效益指标", "居民受益", "提升", "提升", True),
        ),
        # 成本指标 is a second level by itself and a first level before 经济成本指标.
        ("||成本指标|执行率|100%|100%", ("产出指标", "成本指标", "执行率", "100%", "100%", True)),
        (
            "|成本指标|经济成本指标|执行率|100%|100%",
            ("成本指标", "经济成本指标", "执行率", "100%", "100%", True),
        ),
        # A second level that is no standard one.
        ("|满意度指标|办件率|窗口满意|98%|98%", ("满意度指标", "办件率", "窗口满意", "98%", "98%", True)),
        # The third level is missing: the second stands for it.
        (
            "|满意度指标|服务对象满意度|98%|97%|",
            ("满意度指标", None, "服务对象满意度", "98%", "97%", False),
        ),
        # The last column is lost.
        ("||质量指标|完好率|100%|", ("产出指标", "质量指标", "完好率", "100%", None, None)),
        # A label at the side, whole or cut, is none of it; a name cut by a page break is made whole.
        (
            "年度绩效目标1 (100分)|产出指标|数量指标|新书|3册|3册",
            ("产出指标", "数量指标", "新书", "3册", "3册", True),
        ),
        (
            "|满意度指|服务对象满意度指|读者满意|95%|95%",
            ("满意度指标", "服务对象满意度指标", "读者满意", "95%", "95%", True),
        ),
        (
            "目标 产出 指标|数量指标|新书|3册|2册|",
            ("产出指标", "数量指标", "新书", "3册", "2册", False),
        ),
    ],
)
def test_an_indicator_row(
    row: str, expected: tuple[str | None, str | None, str, str | None, str | None, bool | None]
) -> None:
    assert indicators(row) == [expected]


def test_levels_are_carried_down() -> None:
    got = indicators(
        "|产出指标|数量指标|新书|3册|3册",
        "|||旧书|2册|1册",
        "||质量指标|完好率|100%|100%",
        "|满意度指标|读者满意|100%|100%|",
        "|||",
        "||成本指标|||",
    )
    assert [row[:3] for row in got] == [
        ("产出指标", "数量指标", "新书"),
        ("产出指标", "数量指标", "旧书"),
        ("产出指标", "质量指标", "完好率"),
        ("满意度指标", None, "读者满意"),
    ]


def test_a_form_over_page_breaks() -> None:
    first = table(
        "项目名称|图书角||",
        "|年度财政资金总额|5 万元|5 万元|100%",
        "一级指标|二级指标|三级指标|年初目标值|实际完成值",
        "|产出指标|数量指标|修建停车棚、|8次|8次",
        "|满意度指|服务对象满意度指|居民满意度|95%|",
        line=10,
    )
    second = table("|标|标|||", "||晒衣架|||", line=20)
    third = table("||||96%", "|偏差大或目标未完成原因分析||无||", "改进措施及结果应用方案|继续|||", line=30)
    last = table("|努力||", line=40)
    (form,) = forms(first, TextLine(15, "— 76 —"), second, third, last)
    assert [(i.level2, i.level3, i.target, i.actual, i.met) for i in form.indicators] == [
        ("数量指标", "修建停车棚、", "8次", "8次", True),
        ("服务对象满意度指标", "居民满意度", "95%", "96%", True),
    ]
    assert (form.deviation_reason, form.improvements, form.source_line, form.source_line_end) == (
        "无",
        "继续努力",
        10,
        40,
    )


def test_a_form_printed_twice_is_one_with_the_fuller_print() -> None:
    rows = ("项目名称|图书角||", "|年度财政资金总额|5|5|100%", "|一级指标|二级指标|三级指标|年初目标值")
    cut = table(*rows, "|产出指标|数量指标|新书|3册", line=10)
    full = table(*rows, "|产出指标|数量指标|新书|3册|3册", line=50)
    other = table("项目名称|路灯||", "|年度财政资金总额|5|5|100%", line=70)
    got = forms(TextLine(9, "图书角项目自评表"), cut, TextLine(49, "二、图书角项目自评表"), full, other)
    assert [(f.position, f.name, f.source_line, f.copies) for f in got] == [
        (1, "图书角", 49, (9,)),
        (2, "路灯", 70, ()),
    ]
    assert [i.actual for i in got[0].indicators] == ["3册"]


def test_a_name_that_slipped_above_its_row() -> None:
    above = table("|图书角|", "--|----|", line=3)
    grid = table("项目名称||||", "预算执行情况(万元)||预算数|执行数", "|年度财政资金总额|5|4|80%", line=6)
    (form,) = forms(TextLine(1, "2023年度图书角 项目绩效自评表"), above, grid)
    assert (form.name, form.budget, form.executed) == ("图书角", Decimal(5), Decimal(4))


def test_the_title_names_a_form_without_a_name() -> None:
    grid = table("项目名称||||", "预算执行情况(万元)||预算数|执行数", "|年度财政资金总额|5|4|80%")
    (form,) = forms(TextLine(1, "2023年度图书角项目绩效自评表"), grid)
    assert form.name == "图书角"


def test_the_ministry_form_with_weights_and_three_amounts() -> None:
    grid = table(
        "项目名称|图书角||||||",
        "主管部门|临江区文旅局||实施单位|青石街道办事处|||",
        "项目资金（万元）||年初预算数|全年预算数|全年执行数|分值|执行率|得分",
        "|年度资金总额|10|12.5|10|10|80%|8",
        "|其中：当年财政拨款|10|12.5|10|—|80%|—",
        "年度总体目标|预期目标||||实际完成情况||",
        "|建成图书角||||已建成||",
        "绩效指标|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施",
        "|产出指标(50分)|数量指标|新书|≥200册|230册|20|20|",
        "|||旧书|≥50册|40册|10|8|捐赠较少",
        "|效益指标(30分)|社会效益指标|读者受益|提升|提升|30|30|",
        "总分|||||100|92.5|",
    )
    (form,) = forms(TextLine(90, "2023年度项目支出绩效自评表"), grid)
    assert (form.name, form.budget, form.executed, form.execution_pct, form.score) == (
        "图书角",
        Decimal("12.5"),
        Decimal(10),
        Decimal(80),
        Decimal("92.5"),
    )
    assert [
        (i.goal, i.level1, i.level2, i.level3, i.target, i.actual, i.score, i.met) for i in form.indicators
    ] == [
        ("建成图书角", "产出指标", "数量指标", "新书", "≥200册", "230册", Decimal(20), True),
        ("建成图书角", "产出指标", "数量指标", "旧书", "≥50册", "40册", Decimal(8), False),
        ("建成图书角", "效益指标", "社会效益指标", "读者受益", "提升", "提升", Decimal(30), True),
    ]


def test_a_form_flattened_to_lines() -> None:
    printed = """2023年度图书角项目自评表
填报日期：2024年4月9日
项目名称 图书角
主管部门 青石街道办事处 项目实施单位 青石街道办事处
项目类别 1、部门预算项目 ☑ 2、区级专项 □
预算执行情况（万元） 预算数（A） 执行数（B） 执行率（B/A）
年度财政
资金总额
12.50 10.00 80%
一级指标 二级指标 三级指标 年初目标值（A） 实际完成值（B）
产出指标 数量指标 新书 ≥200册 230余册
质量指标
图书完好
率
100% 98%
满意度指标 服务对象满意度指标 读者满意度 95% 97%
偏差大或目标未完成原因分析 无
改进措施及结果应用方案 继续努力
第七部分 其他"""
    (form,) = forms(*(TextLine(n, text) for n, text in enumerate(printed.split("\n"), start=1)))
    assert (form.name, form.filled_on, form.category) == ("图书角", "2024-04-09", "部门预算项目")
    assert (form.budget, form.executed, form.execution_pct) == (
        Decimal("12.50"),
        Decimal("10.00"),
        Decimal(80),
    )
    assert (form.deviation_reason, form.improvements) == ("无", "继续努力")
    assert [(i.level1, i.level2, i.level3, i.target, i.actual, i.source_line) for i in form.indicators] == [
        ("产出指标", "数量指标", "新书", "≥200册", "230余册", 11),
        ("产出指标", "质量指标", "图书完好率", "100%", "98%", 15),
        ("满意度指标", "服务对象满意度指标", "读者满意度", "95%", "97%", 16),
    ]


def test_a_form_aligned_by_blanks_with_one_blank_in_narrow_columns() -> None:
    text = """2023年度综合保障经费项目绩效自评表
填报日期：2024年3月16日
 项目名称             综合保障经费
 预算执行情况（万元）                        预算数（A）         执行数（B）    执行率（B/A）
                  年度财政资金总额              7.42         6.6 88.95%
 年度绩效指标           一级指标            二级指标         三级指标        年初目标值（A）        实际完成值（B）
                  产出指标            数量指标         整理归档文书数量 ≥746卷              779卷
                                              编印信息期数      ≥39期            42期
                                  质量指标         档案抽检合格率 ≥97%                98%
                  效益指标            社会效益指标        机关运转保障程度 有效提升 有效提升
                  满意度指标           服务对象满意度指标 服务对象满意度 ≥90%               91%
"""
    lines = [line.strip() for line in text.splitlines()]
    (form,) = forms(*(TextLine(n, line) for n, line in enumerate(lines, start=1)))
    assert (form.budget, form.executed) == (Decimal("7.42"), Decimal("6.6"))
    assert [(i.level2, i.level3, i.target, i.actual) for i in form.indicators] == [
        ("数量指标", "整理归档文书数量", "≥746卷", "779卷"),
        ("数量指标", "编印信息期数", "≥39期", "42期"),
        ("质量指标", "档案抽检合格率", "≥97%", "98%"),
        ("社会效益指标", "机关运转保障程度", "有效提升", "有效提升"),
        ("服务对象满意度指标", "服务对象满意度", "≥90%", "91%"),
    ]


def test_amounts_of_the_ministry_form_below_heads_one_blank_apart() -> None:
    text = """项目支出绩效自评表
（2021年度）
项目名称      综合保障经费
项目资金（万元）                                年初预算数         全年预算数 全年执行数             分值 执行率 得分
          年度资金总额                                35.46      35.46        31.92 10 90.02% 10
绩效指标      一级指标           二级指标           三级指标          年度指标值 实际完成值             分值 得分
          产出指标           数量指标           整理归档文书数量 204卷            209卷         15 15
"""
    lines = [line.strip() for line in text.splitlines()]
    (form,) = forms(*(TextLine(n, line) for n, line in enumerate(lines, start=1)))
    assert (form.budget, form.executed) == (Decimal("35.46"), Decimal("31.92"))


def test_a_flattened_overall_form_with_goals_and_weights() -> None:
    printed = """2023年度青石街道办事处整体绩效自评表
单位名称 青石街道办事处
项目资金（万元） 年初预算数 全年预算数 全年执行数 分值 执行率 得分
年度资金总额 10 12.5 10 10 80% 8
年度绩效目标1
绿化辖区，
美化街道
一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分
年度绩效指标 产出指标 数量指标 植树 100棵 120棵 20 20
效益指标 社会效益指标 环境改善 明显改善 有所改善 10 8
年度绩效目标2 服务企业
一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分
产出指标 时效指标 办结 及时 及时 10 10
总分 100 96"""
    (form,) = forms(*(TextLine(n, text) for n, text in enumerate(printed.split("\n"), start=1)))
    assert (form.kind, form.name, form.budget, form.executed, form.score) == (
        "overall",
        "青石街道办事处",
        Decimal("12.5"),
        Decimal(10),
        Decimal(96),
    )
    assert [(i.goal, i.level3, i.target, i.actual, i.score, i.met) for i in form.indicators] == [
        ("绿化辖区，美化街道", "植树", "100棵", "120棵", Decimal(20), True),
        ("绿化辖区，美化街道", "环境改善", "明显改善", "有所改善", Decimal(8), None),
        ("服务企业", "办结", "及时", "及时", Decimal(10), True),
    ]


def test_a_flattened_form_cut_by_a_margin() -> None:
    printed = """2023年度图书角项目自评表
项目名称 图书角
主管部门 临江区文化和旅游局 项目实施单位 文旅局
项目类型 1、常年性项目 ☑ 2、延续性项目 □ 3、一次性
项目 □
预算执行情况（万元） 预算数（A） 执行数（B） 执行率
（B/A）
年度财政资金总额 12.50 10.00 80%
一级指标 二级指标 三级指标 年初目标值 实际完成值（B
）
产出指标 数量指标 全年新购少儿图书 ≥200册 230余册
质量指标 图书完好率 100% 98%
效益指标 社会效益指标 青年居民参与程度 有效提升 有效
提升
满意度指标 服务对象满意度指标 服务对象满意度 ≥91%
100%
偏差大或目标未完成原因分析 前期调研不够细致，个别
指标偏于保守"""
    (form,) = forms(*(TextLine(n, text.strip()) for n, text in enumerate(printed.split("\n"), start=1)))
    assert (form.recurrence, form.budget, form.executed) == ("常年性项目", Decimal("12.50"), Decimal("10.00"))
    assert form.deviation_reason == "前期调研不够细致，个别指标偏于保守"
    assert [(i.level1, i.level3, i.target, i.actual) for i in form.indicators] == [
        ("产出指标", "全年新购少儿图书", "≥200册", "230余册"),
        ("产出指标", "图书完好率", "100%", "98%"),
        ("效益指标", "青年居民参与程度", "有效提升", "有效提升"),
        ("满意度指标", "服务对象满意度", "≥91%", "100%"),
    ]


@pytest.mark.parametrize(
    ("row", "level3", "repaired"),
    [
        # A page break: its number, the next column's words and a piece of the level's name fell into the cell.
        (
            "|效益指标|社会效益指|宜居、 显著 显著 9- 76 - 标 宜业的街区|显著|显著",
            "宜居、宜业的街区",
            "印作“宜居、显著显著9- 76 -标宜业的街区”",
        ),
        # Figures of the cells beside it, printed twice.
        ("|满意度指标|服务对象满意度指标|居民满意度 92% 18|90%|92%", "居民满意度", "印作“居民满意度92% 18”"),
        # An empty bracket.
        ("|产出指标|数量指标|政策知晓率 （）|100%|100%", "政策知晓率", "印作“政策知晓率（）”"),
        # Figures that belong to the name.
        ("|产出指标|数量指标|每个网格补贴 200 元|100%|100%", "每个网格补贴200元", None),
        ("|产出指标|数量指标|慰问金额（200 元）|5人|5人", "慰问金额（200元）", None),
    ],
)
def test_debris_in_a_cell(row: str, level3: str, repaired: str | None) -> None:
    grid = table("项目名称|图书角||||", "|年度财政资金总额|5|5|100%|", row)
    (form,) = forms(grid)
    assert [(i.level3, i.repaired) for i in form.indicators] == [(level3, repaired)]


def test_a_value_in_the_column_of_outcomes_is_no_target() -> None:
    rows = ("|效益指标|社会效益指标|读者受益||有效改善", "|效益指标|社会效益指标|居民受益|提升|")
    header = "年度绩效指标|一级指标|二级指标|三级指标|年初目标值(A)|实际完成值(B)"
    (form,) = forms(table("项目名称|图书角||||", "|年度财政资金总额|5|5|100%|", header, *rows))
    assert [(i.level3, i.target, i.actual) for i in form.indicators] == [
        ("读者受益", None, "有效改善"),
        ("居民受益", "提升", None),
    ]


def test_what_one_print_lost_is_taken_from_the_other() -> None:
    head = (
        "项目名称|图书角||",
        "|年度财政资金总额|5|5|100%",
        "|一级指标|二级指标|三级指标|年初目标值|实际完成值",
    )
    cut = table(
        *head,
        "|产出指标|数量指标|新书|3册|3册",
        "|||旧书, 杂志|2册",
        "|||画报|1册|",
        "|||报纸|7份|7份",
        line=10,
    )
    again = table(
        *head, "|产出指标|数量指标|新书|3册|2册", "|||旧书，杂志|2册|4册", "|||画报|5册|5册", line=50
    )
    (form,) = forms(cut, TextLine(49, "图书角项目自评表"), again)
    assert [(i.level3, i.target, i.actual, i.met, i.repaired) for i in form.indicators] == [
        ("新书", "3册", "3册", True, None),
        ("旧书,杂志", "2册", "4册", True, "完成值未印出，取自第54行重复印出的同一指标"),
        # The targets differ: not the same indicator.
        ("画报", "1册", None, None, None),
        ("报纸", "7份", "7份", True, None),
    ]


@pytest.mark.parametrize(
    ("name", "budget", "executed", "expected"),
    [
        ("图书角", "5", "4", Decimal(4)),
        # Another project, another budget, amounts that do not give the rate.
        ("路灯", "5", "4", None),
        ("图书角", "6", "4", None),
        ("图书角", "5", "3", None),
    ],
)
def test_an_executed_amount_that_the_summary_states(
    name: str, budget: str, executed: str, expected: Decimal | None
) -> None:
    found = forms(
        table("项目名称|图书角||", "预算执行情况(万元)||预算数|执行数|执行率", "|年度财政资金总额|5||80%")
    )
    summary = Project(1, name, Decimal(budget), Decimal(executed), None, None, None, None, "", Place(90))
    (form,) = with_amounts_of(found, (summary,))
    assert form.executed == expected
    assert form.repaired == ("执行数未印出，取自第90行的项目自评综述，与所印执行率相符" if expected else None)


def flat(printed: str) -> EvaluationForm:
    """The one form that lines print."""
    (form,) = forms(*(TextLine(n, text) for n, text in enumerate(printed.split("\n"), start=1)))
    return form


def test_a_form_flattened_cell_by_cell() -> None:
    """Every cell's lines one after another, cells of one line side by side, page numbers among them."""
    form = flat("""2023年度图书角项目绩效自评表
填报日期：2024 年 4 月 9 日
项目名称 图书角
主管部门 青石街道办事处 项目实施单位 青石街道办事处
预算执行
情况
（万元）
预算数（A） 执行数（B） 执行率（B/A）
年度财政
资金总额
12.50 10.00 80%
年度
绩效
目标1
一级
指标
二级指标 三级指标
年初目标值
（A）
实际完成值
（B）
产出
指标
数量指标 新书 ≥ 200 册 230 余册
少儿读物和残疾
人读物更新
2 次 2 次
- 31 -
质量指标
读者服务人员的
数量
12 人 12 人
效益
指标
社会效益
指标
丰富居民文化生
活，建设书香街
区
达到优良
水平
达到优良
水平
生态效益 无纸借阅 可持续发展 可持续发展
满意
度指
标
服务对象
满意度
98% 97%
偏差大或
目标未完
成原因分
析
书有破损，借阅
较少
改进措施及结果
应用方案
加强管理""")
    assert (form.name, form.budget, form.executed, form.execution_pct) == (
        "图书角",
        Decimal("12.50"),
        Decimal("10.00"),
        Decimal(80),
    )
    assert (form.deviation_reason, form.improvements) == ("书有破损，借阅较少", "加强管理")
    assert [(i.level1, i.level2, i.level3, i.target, i.actual, i.source_line) for i in form.indicators] == [
        ("产出指标", "数量指标", "新书", "≥200册", "230余册", 24),
        ("产出指标", "数量指标", "少儿读物和残疾人读物更新", "2次", "2次", 27),
        ("产出指标", "质量指标", "读者服务人员的数量", "12人", "12人", 32),
        ("效益指标", "社会效益指标", "丰富居民文化生活，建设书香街区", "达到优良水平", "达到优良水平", 40),
        ("效益指标", "生态效益", "无纸借阅", "可持续发展", "可持续发展", 44),
        ("满意度指标", None, "服务对象满意度", "98%", "97%", 50),
    ]


def test_goals_flattened_cell_by_cell() -> None:
    form = flat("""2023年度部门整体绩效自评表
单位名称 青石街道办事处
基本支出总额 300.00 万元 项目支出总额 1,512.40 万元
部门整体
支出总额
1,812.40 1,800.00 99.32%
年度绩效
目标 1
绿化辖区，建设
更美的街道
年度
绩效
指标
一级指标 二级指标 三级指标 年初目标值（A） 实际完成值（B）
产出指标 数量指标 植树 100 棵 120 棵
年度绩效目标2：服务企业
年度绩效指标 产出指标 时效指标 办结 及时 及时
满意度指标 窗口满意率 企业满意 98% 98%
办件满意率 居民满意 97% 99%""")
    assert (form.budget, form.executed) == (Decimal("1812.40"), Decimal("1800.00"))
    assert [(i.goal, i.level2, i.level3, i.target, i.actual) for i in form.indicators] == [
        ("绿化辖区，建设更美的街道", "数量指标", "植树", "100棵", "120棵"),
        ("服务企业", "时效指标", "办结", "及时", "及时"),
        ("服务企业", "窗口满意率", "企业满意", "98%", "98%"),
        ("服务企业", "办件满意率", "居民满意", "97%", "99%"),
    ]


def test_a_flattened_form_without_outcomes() -> None:
    form = flat("""2023年度图书角项目绩效自评表
项目名称 图书角
年度财政资金总额 5 5 100%
一级指标 二级指标 三级指标 年初目标值
产出指标 数量指标 新书 3册
旧书 2册
质量指标
图书完好
率
100%""")
    assert [(i.level2, i.level3, i.target, i.actual) for i in form.indicators] == [
        ("数量指标", "新书", "3册", None),
        ("数量指标", "旧书", "2册", None),
        ("质量指标", "图书完好率", "100%", None),
    ]


def test_words_that_make_no_row_are_no_indicator() -> None:
    form = flat("""2023年度图书角项目绩效自评表
项目名称 图书角
年度财政资金总额 5 5 100%
一级指标 二级指标 三级指标 年初目标值 实际完成值
产出指标 数量指标 新书 3册 3册
街道办事处统一
部署各项工作要
求认真贯彻落实
质量指标 完好率 100% 98%""")
    assert [(i.level2, i.level3, i.actual) for i in form.indicators] == [
        ("数量指标", "新书", "3册"),
        ("质量指标", "完好率", "98%"),
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece", ["产出指标 ", "年度", "3册 ", "新书 3册 ", "完成", "偏差大或\n", "一级\n指标\n", "项目\n"]
)
def test_hostile_flattened_forms_end_soon(piece: str) -> None:
    text = (
        "项目绩效自评表\n项目名称 图书角\n一级指标 二级指标 三级指标 年初目标值 实际完成值\n"
        + (piece * 4 + "\n") * 12_000
    )
    lines = [TextLine(n, line) for n, line in enumerate(text.split("\n"), start=1) if line.strip()]
    with processor_seconds(10):
        forms(*lines, TextLine(100_000, "项目名称 路灯"), TextLine(100_001, piece.strip() * 200_000))


def test_other_tables_are_no_forms() -> None:
    statement = table("项目|行次|金额", "一、教育支出|1|12.50", "总计|2|12.50")
    listing = table("项目名称|预算数|执行数", "图书角|5|5")
    tasks = table("序号|重要事项|完成情况", "1|绿化|植树100棵")
    assert forms(statement, listing, tasks) == ()


@pytest.mark.parametrize(
    ("target", "actual", "name", "met"),
    [
        ("≥30场", "50余场", "宣讲", True),
        ("≥95%", "95%", "达标率", True),
        ("≥95%", "94.9%", "达标率", False),
        ("不少于120次", "130余次", "巡查", True),
        ("不超过5%", "4%", "被投诉率", True),
        ("不超过5%", "6%", "被投诉率", False),
        ("5%以内", "3%", "失业率", True),
        ("≤千分之四", "千分之二", "容错率", True),
        ("≤4‰", "0", "错漏率", True),
        ("≥5000件", "14万件", "办件", True),
        ("》200次", "210次", "检查", True),
        ("97%—100%", "99.33%", "执行率", True),
        ("97%-100%", "96%", "执行率", False),
        ("17次", "17次", "学习", True),
        ("8处", "10处", "拆违", True),
        ("100%", "80%", "安全感", False),
        # A bare number of what should be low tells nothing but when it is the same.
        ("27%", "7%", "同比下降", None),
        # Shares and counts are not compared.
        ("2次", "100%", "慰问", None),
        ("42户", "100%", "普查", None),
        ("完成", "完成", "", True),
        ("逐步提高", "提高", "", True),
        ("有效提升", "有限提升", "", None),
        ("不发生", "未发生", "", True),
        ("完成", "未完成", "", False),
        ("完成", None, "", None),
        (None, "100%", "", None),
        ("", "", "", None),
    ],
)
def test_whether_a_target_was_met(
    target: str | None, actual: str | None, name: str, met: bool | None
) -> None:
    assert is_met(target, actual, name) is met


@pytest.mark.parametrize(
    ("cell", "choices"),
    [
        (f"1. 常年性项目 {ON} 2. 延续性项目 {OFF} 3. 一次性项目 {OFF}", "常年性项目"),
        (f"1、部门预算项目 {ON} 资金量：7.08万 2、专项资金 {ON} 资金量：", "部门预算项目；专项资金"),
        ("部门预算项目☑ 专项资金□", "部门预算项目"),
        ("☑部门预算项目 □专项资金", "部门预算项目"),
        ("□持续性项目 ■新增性项目", "新增性项目"),
        ("持续性项目√ 新增性项目", "持续性项目"),
        (f"1. 常年性项目 {OFF} 2. 一次性项目 {OFF}", None),
        ("常年性项目", None),
        ("", None),
    ],
)
def test_ticked_boxes(cell: str, choices: str | None) -> None:
    assert ticked(cell) == choices


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("填报日期：2025. 5. 20", "2025-05-20"),
        ("报日期：2024 年 4 月 10 日", "2024-04-10"),
        ("填报日期：2025年5月", "2025-05"),
        ("填报日期：2025.5", "2025-05"),
        ("填报日期：2025-05-09", "2025-05-09"),
        ("填报日期：", None),
        ("填报日期：2025年13月", None),
    ],
)
def test_dates_of_filling_in(text: str, date: str | None) -> None:
    assert iso_date(text) == date


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("6.36", "6.36"),
        ("1,701.47 万元", "1701.47"),
        ("100万", "100"),
        ("0.25 万元", "0.25"),
        ("30000元", "3.0000"),
        ("￥730.18", "730.18"),
        ("¥ 6.36万元", "6.36"),
        ("$6.36$", "6.36"),
        ("100%", None),
        ("无", None),
    ],
)
def test_amounts_of_a_form(cell: str, value: str | None) -> None:
    assert number(cell) == (None if value is None else Decimal(value))


def test_rates_of_a_form() -> None:
    assert [percentage(cell) for cell in ("97.64%", "100 %", "100", "约90%以上")] == [
        Decimal("97.64"),
        Decimal(100),
        None,
        None,
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    "cell", ["项目名称", "单位名称", "产出指标", "年度绩效目标1", "<input ", "一", "改进措施", "1,"]
)
def test_hostile_tables_end_soon(cell: str) -> None:
    wide = Grid((Row(1, (cell,) * 10_000), Row(2, (cell * 100_000, cell))))
    deep = Grid(tuple(Row(n, (cell, cell, "三级指标")) for n in range(3, 20_003)))
    with processor_seconds(10):
        forms(wide, deep, TextLine(30_000, cell * 100_000))


def test_a_form_in_reading_order_is_told_and_gives_no_values() -> None:
    """The outcomes stand below all names and targets, each column by itself."""
    printed = """2023年度综合保障经费项目绩效自评表
项目名称
综合保障经费
年度绩效指标
一级指标
产出指标
二级指标
三级指标
年初目标值（A）
数量指标
整理归档文书数量
164卷
质量指标
档案抽检合格率
≥96%
实际完成值（B）
178卷
97%"""
    found = tree(printed)
    assert found.forms == ()
    (note,) = [note for note in reading_notes(found, ()) if "自评表" in note.text]
    assert note.place == Place(1)


@pytest.mark.parametrize("step", [1, 2])
def test_a_form_of_which_every_cell_is_a_line(step: int) -> None:
    """Blank cells are blank lines, so rows are counted: nothing has to be guessed from words."""
    rows = (
        ["项目名称", "图书角", *[""] * 7],
        ["主管部门", "青石街道办事处", "", "", "实施单位", "青石街道办事处", "", "", ""],
        ["项目资金（万元）", "", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
        ["", "年度资金总额", "", "35.46", "35.46", "31.92", "10", "90.02%", "10"],
        ["绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差"],
        ["", "产出指标", "数量指标", "新书", "204册", "209册", "15", "15", ""],
        ["", "", "", "活动", "48期", "48期", "15", "15", ""],
        ["", "效益指标", "社会效益指标", "借阅便利", "有效提升", "有效提升", "15", "15", ""],
        ["总分", "", "", "", "", "", "100", "100", ""],
    )
    cells = [cell for row in rows for cell in row]
    lines = [TextLine(10 + at * step, cell) for at, cell in enumerate(cells) if cell]
    (form,) = forms(TextLine(2, "2023年度图书角项目自评表"), *lines)
    assert (form.name, form.budget, form.executed) == ("图书角", Decimal("35.46"), Decimal("31.92"))
    assert [(i.level2, i.level3, i.target, i.actual) for i in form.indicators] == [
        ("数量指标", "新书", "204册", "209册"),
        ("数量指标", "活动", "48期", "48期"),
        ("社会效益指标", "借阅便利", "有效提升", "有效提升"),
    ]
