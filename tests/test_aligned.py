"""Tables aligned by blanks: by display width or by characters, over pages that are shifted, with wrapped heads and names."""

from __future__ import annotations

from decimal import Decimal

import pytest

from mingzhang.parsing.statements import read_statements
from statement_texts import d, figures, read_text
from trees import sections, tree

BY_CHARACTERS = """                收入决算表
                                        单位：万元
          项目
                                                     附属单位
功能分类             本年收入合计    财政拨款收入    事业收入         其他收入
          科目名称                                     上缴收入
科目编码


          合计             307.82    307.82

201       一般公共服务支出       264.87    264.87

          机关事业单位基本养老保险缴费
2080505                  6.18      6.18
          支出
\f208       社会保障和就业支出  36.77    36.77
20805     行政事业单位养老支出 36.77    36.77
注：本表反映本年度收入情况。
"""
"""As `pdftotext -layout` prints it: a Han character takes one place, the second page is narrower."""

BY_WIDTH = """财政拨款“三公”经费支出决算表
单位：万元
预算数                                                       决算数
合计     因公出国（境）费   公务用车购置及运行维护费         合计
 14.99              12.26                       2.73        14.80
"""


def test_places_are_counted_in_characters_where_that_lines_up_the_figures() -> None:
    rows = figures(read_text(BY_CHARACTERS)[0][1])
    assert [(code, item, str(values["total"]), str(values["fiscal_appropriation"])) for code, item, values in rows] == [
        (None, "合计", "307.82", "307.82"),
        ("201", "一般公共服务支出", "264.87", "264.87"),
        ("2080505", "机关事业单位基本养老保险缴费支出", "6.18", "6.18"),
        ("208", "社会保障和就业支出", "36.77", "36.77"),
        ("20805", "行政事业单位养老支出", "36.77", "36.77"),
    ]  # fmt: skip


def test_rows_aligned_by_blanks_are_no_headings() -> None:
    text = f"第二部分 2031年度部门决算表\n{BY_CHARACTERS}\n第三部分 2031年度部门决算情况说明\n一、收入情况说明\n收入增加。"
    assert [section.heading for section in sections(text)][:3] == [
        "第二部分 2031年度部门决算表", "收入决算表", "第三部分 2031年度部门决算情况说明",
    ]  # fmt: skip


def test_figures_that_stand_in_no_columns_are_not_put_into_any() -> None:
    text = "支出决算表\n单位：万元\n编码  名称  本年支出合计  基本支出  项目支出\n2010301  行政运行  180.00  180.00\n2010302  一般行政管理事务  30.00  0.00  30.00"
    _, notes = read_text(text)
    assert "doubtful_columns" in {note.kind for note in notes}


TIGHT_SIDES = """收入支出决算总表                                公开01表
                                               单位：万元
收入                          支出
项目               行次 金额 项目                   行次 金额
栏次                  1       栏次                 2
一、一般公共预算财政拨款收入 1 300.10 一、一般公共服务支出         31 210.00
二、政府性基金预算财政拨款收入 2 24.92 二、外交支出              32
三、上级补助收入         3          三、公共安全支出        33
四、事业收入           4          四、教育支出          34 24.92
                 5               五、科学技术支出        35
                 6               六、卫生健康支       36 90.10
                                 出
                 7               七、节能环保支出        37
本年收入合计           8 325.02 本年支出合计          38 325.02
年初结转和结余          9         39
总计               10 325.02 总计              40 325.02
注：本表反映本年度的总收支和年末结转结余情况。
"""
"""A long name pushes what follows it to the right, and below the last name of the left all stands elsewhere."""


def test_line_numbers_beside_tight_names_are_no_amounts() -> None:
    statements, notes = read_text(TIGHT_SIDES)
    assert [(side, item, str(values["amount"])) for side, item, values in figures(statements[0]) if values] == [
        ("revenue", "一般公共预算财政拨款收入", "300.10"),
        ("revenue", "政府性基金预算财政拨款收入", "24.92"),
        ("revenue", "本年收入合计", "325.02"),
        ("revenue", "总计", "325.02"),
        ("expenditure", "一般公共服务支出", "210.00"),
        ("expenditure", "教育支出", "24.92"),
        ("expenditure", "卫生健康支出", "90.10"),
        ("expenditure", "本年支出合计", "325.02"),
        ("expenditure", "总计", "325.02"),
    ]  # fmt: skip
    assert notes == ()


TIGHT_CODES = """收入决算表                                                公开02表
                                                    单位：万元
科目编码 科目名称 本年收入合计 财政拨款收入 上级补助收入 事业收入 经营收入 附属单位上缴收入 其他收入
            栏次    1       2       3      4 5   6       7
            合计   322.26  322.26
201        一般公共服务支出   82.71 82.71
20106      财政事务           82.71  82.71
2010601    行政运行           82.71  82.71
208        社会保障和就业支出 239.55 239.55
2080505    机关事业单位基本养老保险缴费支出 239.55 239.55
注：本表反映本年度取得的各项收入情况。
"""
"""The words of the head take more room than the figures below them: the second column of figures stands under the third word."""


def test_a_head_that_leaves_the_columns_open_gives_no_column_away() -> None:
    rows = figures(read_text(TIGHT_CODES)[0][1])
    assert [(code, str(values["total"])) for code, _, values in rows] == [
        (None, "322.26"), ("201", "82.71"), ("20106", "82.71"), ("2010601", "82.71"), ("208", "239.55"),
        ("2080505", "239.55"),
    ]  # fmt: skip
    assert {name for _, _, values in rows for name in values} <= {"total", "fiscal_appropriation"}


ECONOMIC = """一般公共预算财政拨款基本支出决算表
                                             单位：万元
经济分类科目编码 科目名称 决算数 经济分类科目编码 科目名称 决算数
301     工资福利支出      95.36   302     商品和服务支出          10.23
         机关事业单位基本
30108                6.18   30206    电费              0.00
        养老保险缴费
30109    职业年金缴费      4.64   30207    邮电费             1.15
                            30299
                                其他商品和服务支出            0.20
"""


def test_an_amount_whose_name_stands_on_other_lines_keeps_its_code() -> None:
    rows = {code: (item, str(values["amount"])) for code, item, values in figures(read_text(ECONOMIC)[0][5])}
    assert rows["30108"] == ("机关事业单位基本养老保险缴费", "6.18")
    assert rows["30206"] == ("电费", "0.00")
    assert rows["30207"] == ("邮电费", "1.15")
    assert rows["30299"] == ("其他商品和服务支出", "0.20")


def test_as_many_words_as_columns_of_figures_are_theirs_in_order() -> None:
    statements, _ = read_text(
        """财政拨款“三公”经费支出决算表
单位：万元
 项目                                        预算数                      决算数
 合计                                                   8.43          7.26
 1.因公出国（境）费
 2.公务用车购置及运行维护费                                        8.43          7.26
 （2）公务用车运行维护费                                         8.43          7.26
 3.公务接待费
注：本表反映本年度“三公”经费支出预决算情况。
"""
    )
    assert [(basis, str(values["total"])) for basis, _, values in figures(statements[8])] == [
        ("budget", "8.43"), ("final", "7.26"),
    ]  # fmt: skip


def test_words_above_words_are_told_by_what_they_cover() -> None:
    statements, _ = read_text(
        """财政拨款“三公”经费支出决算表
单位：万元
合计     因公出国（境）费   公务用车购置及运行维护费                           公务接待费
                            小计                       公务用车购置费   公务用车运行维护费
1        2                  3                          4                5                    6
 14.99              12.26                       2.73                              2.73
"""
    )
    assert [values for _, _, values in figures(statements[8])] != [] and all(
        values.get("reception") is None for _, _, values in figures(statements[8])
    )


def test_a_list_of_three_public_expenses_is_told_by_order() -> None:
    """Zeros may stand at the left of their cells where amounts stand at the right."""
    text = """“三公”经费支出决算表
单位：万元
项目                                 预算数               决算数
合计                                         2.35             2.32
1.因公出国（境）费                   0               0
2.公务用车购置及运行维护费                       2.35             2.32
（1）公务用车购置费                  0               0
（2）公务用车运行维护费                          2.35             2.32
3.公务接待费                         0               0
"""
    spent = {"abroad": "0", "vehicle_purchase": "0", "reception": "0"}
    assert figures(read_text(text)[0][8]) == [
        (basis, item, d(total=total, vehicle_total=total, vehicle_operation=total, **spent))
        for basis, item, total in (("budget", "预算数", "2.35"), ("final", "决算数", "2.32"))
    ]


def test_title_and_caption_at_both_ends_of_a_long_line() -> None:
    text = f"收入支出决算总表{' ' * 120}公开01表\n单位：万元\n一、一般公共预算财政拨款收入    1    5.00    一、教育支出    31    5.00\n"
    assert read_text(text)[0][0].title == "收入支出决算总表"


def test_a_head_printed_again_begins_columns_of_its_own() -> None:
    """The page below it may be shifted, so that its 基本支出 stands where 项目支出 stood above."""
    head = "科目编码    科目名称        本年支出合计     基本支出     项目支出     上缴上级支出  经营支出  对附属单位补助支出"
    again = "科目编码    科目名称        本年支出合计                 基本支出     项目支出     上缴上级支出  经营支出  对附属单位补助支出"
    text = f"""支出决算表
单位：万元
{head}
            合计                  320.00       310.00        10.00
201         一般公共服务支出      120.00       110.00        10.00
2010301     行政运行              110.00       110.00
2010302     一般行政管理事务       10.00                     10.00
{again}
221         住房保障支出          200.00                   200.00
22102       住房改革支出          200.00                   200.00
2210201     住房公积金            200.00                   200.00
"""
    statements, notes = read_text(text)
    assert {row[0]: row[2] for row in figures(statements[2])}["221"] == d(total="200.00", basic="200.00")
    assert notes == ()


def test_a_line_of_running_numbers_alone_ends_no_summary() -> None:
    rows = "\n".join(
        f"{name:<20}{n}      {amount}    {other}支出{' ' * n}{n + 31}     {amount}"
        for n, (name, amount, other) in enumerate(
            [("一、事业收入", "5.00", "一、教育"), *[("", "", f"{x}、其他") for x in "二三四五六七八"]],
            start=1,
        )
    )
    text = f"收入支出决算总表\n单位：万元\n收入   支出\n项目   行次   金额   项目   行次   金额\n{rows}\n     9          40\n"
    found = read_text(text + "总计     10    5.00   总计          41    5.00\n")[0][0]
    assert [(row.keys["side"], row.item) for row in found.rows if row.item == "总计"] == [
        ("revenue", "总计"),
        ("expenditure", "总计"),
    ]


def test_sides_without_running_numbers_are_told_by_their_names() -> None:
    """The figures of the right side stand at different places of one page: what stands after a name is its own."""
    text = """收入支出决算总表
单位：万元
 收入                                              支出
 项目                              金额              项目           金额
 一、一般公共预算财政拨款收入                       747.11 一、一般公共服务支出        607.73
 二、政府性基金预算财政拨款收入                                 二、外交支出
三、国有资本经营预算财政拨款收入                               三、国防支出
四、上级补助收入                                       四、公共安全支出
八、其他收入                                         八、社会保障和就业支出                          55.43
                                               九、卫生健康支出                             95.40
 本年收入合计                             747.11 本年支出合计                              758.56
 年初结转和结余                             11.45 年末结转和结余
 总计                                 758.56 总计                                  758.56
"""
    rows = read_text(text)[0][0].rows
    found = [
        (row.keys["side"], row.item, str(row.figures["amount"])) for row in rows if row.figures["amount"]
    ]
    assert sorted(found) == sorted(
        [
            ("revenue", "一般公共预算财政拨款收入", "747.11"),
            ("expenditure", "一般公共服务支出", "607.73"),
            ("expenditure", "社会保障和就业支出", "55.43"),
            ("expenditure", "卫生健康支出", "95.40"),
            ("revenue", "本年收入合计", "747.11"),
            ("expenditure", "本年支出合计", "758.56"),
            ("revenue", "年初结转和结余", "11.45"),
            ("revenue", "总计", "758.56"),
            ("expenditure", "总计", "758.56"),
        ]
    )


def test_other_columns_beside_three_public_expenses_are_not_theirs() -> None:
    text = """财政拨款“三公”经费支出决算表
单位：万元
 项目      “三公”经费                                                                                       会议费   培训费
         小计        因公出国（境）费    公务用车购置及运行维护费                                                  公务接待费
                                 小计                         公务用车购置费   公务用车运行维护费
预算数         3.66                                     2.88                             2.88   0.78   3.00   4.00
决算数         2.80                                     2.21                             2.21   0.59   2.15   3.40
"""
    rows = {row.keys["basis"]: row.figures for row in read_text(text)[0][8].rows}
    assert (str(rows["budget"]["total"]), str(rows["budget"]["reception"])) == ("3.66", "0.78")
    assert (str(rows["final"]["vehicle_total"]), rows["final"]["vehicle_purchase"]) == ("2.21", None)


def test_a_figure_that_may_have_been_pushed_to_the_right_is_not_placed_by_its_place() -> None:
    text = """收入决算表
单位：元
 项目                              本年收入合计 财政拨款收入 上级补助收入 事业收入 经营收入 附属单位上缴收入 其他收入
 功能分类科目编码 科目名称
 类    款 项 栏次                     1         2         3         4   5        6      7
                合计                         39,646,800.00 39,646,800.00
201             一般公共服务支出                   17,772,700.00 17,772,700.00
201   32        组织事务                           75,000.00     75,000.00
212             城乡社区支出                   21,874,100.00 21,874,100.00
"""
    statements, notes = read_text(text)
    assert {
        row.figures.get(name) for row in statements[1].rows for name in row.figures if name != "total"
    } <= {None}
    assert "doubtful_columns" in [note.kind for note in notes]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"vehicle_operation_final": {Decimal("2.21")}}, "vehicle_operation"),
        (
            {"vehicle_purchase_final": {Decimal("2.21")}, "vehicle_operation_final": {Decimal(0)}},
            "vehicle_purchase",
        ),
        # the prose that contradicts itself, or states another amount, decides nothing
        ({"vehicle_operation_final": {Decimal("2.21"), Decimal("2.12")}}, None),
        ({"vehicle_operation_final": {Decimal("2.21")}, "vehicle_purchase_final": {Decimal(1)}}, None),
    ],
)
def test_the_prose_decides_what_lost_blanks_leave_open(
    said: dict[str, set[Decimal]], expected: str | None
) -> None:
    text = """财政拨款“三公”经费支出决算表
单位：万元
项目 合计 因公出国（境）费 公务用车购置及运行维护费 公务接待费
小计 公务用车购置费 公务用车运行维护费
预算数 3.66 2.88 2.88 0.78
决算数 2.80 2.21 2.21 0.59
"""
    statements, _ = read_statements(tree(text), said)
    row = next(row for row in statements[8].rows if row.keys["basis"] == "final")
    placed = [name for name in ("vehicle_purchase", "vehicle_operation") if row.figures[name] is not None]
    assert placed == ([expected] if expected else [])
    assert (row.repaired == "提取中丢失空格，栏位按情况说明推断") is (expected is not None)
