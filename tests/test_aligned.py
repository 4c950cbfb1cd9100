"""Tables aligned by blanks: by display width or by characters, over pages that are shifted, with wrapped heads and names."""

from __future__ import annotations

from statement_texts import figures, read_text
from trees import sections

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
