"""Heads and columns that other cities and earlier years give the nine statements: made-up tables, exact cells."""

from __future__ import annotations

import pytest

from statement_texts import d, figures, read_text

CODED = [
    (None, "合计", {"total": "30.00", "basic": "20.00", "project": "10.00"}),
    ("201", "一般公共服务支出", {"total": "30.00", "basic": "20.00", "project": "10.00"}),
    ("20103", "政府办公厅（室）及相关机构事务", {"total": "30.00", "basic": "20.00", "project": "10.00"}),
    ("2010301", "行政运行", {"total": "20.00", "basic": "20.00"}),
    ("2010302", "一般行政管理事务", {"total": "10.00", "project": "10.00"}),
]
GENERAL = "一般公共预算财政拨款支出决算表"


def rows(shape: str) -> str:
    """The rows of `CODED` with their cells as `shape` says: `{code}¦{item}¦{total}¦{basic}¦{project}`."""
    lines = []
    for number, (code, item, values) in enumerate(CODED, start=1):
        cells = {name: values.get(name, "") for name in ("total", "basic", "project")}
        lines.append(shape.format(code=code or "", item=item, n=number, **cells))
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("number", "title", "heads", "shape"),
    [
        (
            3,
            "支出决算表",
            "科目编码¦科目名称¦本年支出合计¦基本支出¦¦¦项目支出\n¦¦¦小计¦人员经费¦公用经费¦",
            "{code}¦{item}¦{total}¦{basic}¦{basic}¦¦{project}",
        ),
        (
            3,
            "支出决算总表",
            "序号¦科目编码¦科目名称¦本年支出合计¦基本支出¦项目支出",
            "{n}¦{code}¦{item}¦{total}¦{basic}¦{project}",
        ),
        (
            5,
            GENERAL,
            "科目编码¦科目名称¦年初结转和结余¦¦¦本年收入¦¦¦本年支出¦¦¦年末结转和结余¦¦\n"
            "¦¦合计¦基本支出结转¦项目支出结转和结余¦合计¦基本支出¦项目支出¦合计¦基本支出¦项目支出¦合计¦基本支出结转¦项目支出结转和结余",
            "{code}¦{item}¦1.00¦¦1.00¦2.00¦2.00¦¦{total}¦{basic}¦{project}¦3.00¦¦3.00",
        ),
        (
            5,
            GENERAL,
            "科目编码¦科目名称¦年初预算数¦决算数¦¦\n¦¦¦合计¦基本支出¦项目支出",
            "{code}¦{item}¦9.99¦{total}¦{basic}¦{project}",
        ),
        (
            5,
            GENERAL,
            "科目编码¦科目名称¦2022年决算数¦2023年决算数¦¦¦2023年决算数比2022年决算数¦\n¦¦¦小计¦基本支出¦项目支出¦增减额¦增减%",
            "{code}¦{item}¦9.99¦{total}¦{basic}¦{project}¦1.11¦0.5",
        ),
        (
            7,
            "政府性基金预算财政拨款支出决算表",
            "科目编码¦科目名称¦本年支出合计¦基本支出¦项目支出",
            "{code}¦{item}¦{total}¦{basic}¦{project}",
        ),
    ],
    ids=["basic by money", "serial numbers", "full balances", "with budget", "with last year", "spent only"],
)
def test_functional_tables(number: int, title: str, heads: str, shape: str) -> None:
    statements, _ = read_text(f"{title}\n单位：万元\n{heads}\n{rows(shape)}")
    assert figures(statements[number - 1]) == [(code, item, d(**values)) for code, item, values in CODED]


ECONOMIC = [
    ("301", "工资福利支出", d(amount="16.00")),
    ("30101", "基本工资", d(amount="16.00")),
    ("302", "商品和服务支出", d(amount="4.00")),
    ("30201", "办公费", d(amount="4.00")),
    (None, "人员经费合计", d(amount="16.00")),
    (None, "公用经费合计", d(amount="4.00")),
]


@pytest.mark.parametrize(
    "table",
    [
        "科目编码¦科目名称¦人员经费¦公用经费\n301¦工资福利支出¦16.00¦\n30101¦基本工资¦16.00¦\n302¦商品和服务支出¦¦4.00\n"
        "30201¦办公费¦¦4.00\n¦合计¦16.00¦4.00",
        "科目名称¦科目编码¦决算数\n工资福利支出¦301¦16.00\n基本工资¦30101¦16.00\n商品和服务支出¦302¦4.00\n办公费¦30201¦4.00\n"
        "人员经费合计¦¦16.00\n公用经费合计¦¦4.00",
    ],
    ids=["two columns", "code after name"],
)
def test_basic_expenditure(table: str) -> None:
    statements, _ = read_text(f"一般公共预算财政拨款基本支出决算表\n单位：万元\n{table}")
    assert figures(statements[5]) == ECONOMIC


def test_a_header_torn_in_a_cell_keeps_the_usual_order_of_budgets() -> None:
    text = (
        "财政拨款收入支出决算总表\n单位：万元\n收入¦¦¦支出¦¦¦¦¦\n项目¦行次¦金额¦项目¦行次¦合计¦一般公共预算\n"
        "财政拨款¦政府性基金预算财政拨款¦国有资本经营预算财政拨款\n"
        "一、一般公共预算财政拨款¦1¦30.00¦一、一般公共服务支出¦31¦30.00¦30.00¦¦\n"
        "二、政府性基金预算财政拨款¦2¦5.00¦二、城乡社区支出¦32¦5.00¦¦5.00¦\n"
        "三、国有资本经营预算财政拨款¦3¦¦三、住房保障支出¦33¦¦¦¦\n总计¦4¦35.00¦总计¦34¦35.00¦30.00¦5.00¦"
    )
    statements, _ = read_text(text)
    assert [(side, values) for side, _, values in figures(statements[3])] == [
        ("revenue", d(total="30.00")),
        ("revenue", d(total="5.00")),
        ("revenue", d(total="35.00")),
        ("expenditure", d(total="30.00", general_budget="30.00")),
        ("expenditure", d(total="5.00", government_fund="5.00")),
        ("expenditure", d(total="35.00", general_budget="30.00", government_fund="5.00")),
    ]


@pytest.mark.parametrize(
    "table",
    [
        "项目¦2023年预算数¦2023年决算数\n“三公”经费合计¦8.00¦5.00\n三、公务接待费¦8.00¦5.00",
        "年度¦“三公”经费合计¦因公出国（境）费¦公务用车购置及运行维护费¦¦¦公务接待费\n¦¦¦小计¦公务用车购置费¦公务用车运行维护费¦\n"
        "2023年预算数¦8.00¦¦¦¦¦8.00\n2023年决算数¦5.00¦¦¦¦¦5.00",
        "项目¦上年决算数¦预算数¦决算数\n合计¦6.00¦8.00¦5.00\n公务接待费¦6.00¦8.00¦5.00",
        "项目¦2022年决算数¦2023年预算数¦2023年决算数\n合计¦6.00¦8.00¦5.00\n公务接待费¦6.00¦8.00¦5.00",
    ],
    ids=["years", "rows", "last year", "two years"],
)
def test_three_public_expenses(table: str) -> None:
    statements, _ = read_text(f"“三公”经费支出决算表\n单位：万元\n{table}")
    assert [(basis, values) for basis, _, values in figures(statements[8])] == [
        ("budget", d(total="8.00", reception="8.00")),
        ("final", d(total="5.00", reception="5.00")),
    ]


def test_a_page_that_repeats_title_and_header_goes_on_though_its_codes_are_cut_alike() -> None:
    head = f"{GENERAL}\n单位：万元\n科目编码¦科目名称¦本年支出合计¦基本支出¦项目支出\n"
    text = (
        f"{head}¦合计¦30.00¦20.00¦10.00\n201¦一般公共服务支出¦30.00¦20.00¦10.00\n2010¦人大事务¦20.00¦20.00¦\n"
        f"2010101¦行政运行¦20.00¦20.00¦\n\n3\n\n{head}2010¦政协事务¦10.00¦¦10.00\n2010202¦一般行政管理事务¦10.00¦¦10.00"
    )
    statements, notes = read_text(text)
    assert [(code, item) for code, item, _ in figures(statements[4])] == [
        (None, "合计"),
        ("201", "一般公共服务支出"),
        ("20101", "人大事务"),
        ("2010101", "行政运行"),
        ("20102", "政协事务"),
        ("2010202", "一般行政管理事务"),
    ]
    assert notes == ()


def test_head_words_of_the_code_columns_in_the_row_of_figures_are_no_item() -> None:
    """Some tables merge 类, 款 and 项 downwards, so that extraction prints them on the line of the total."""
    text = (
        f"{GENERAL}\n¦¦¦科目名称¦小计¦基本支出¦项目支出\n类¦款¦项¦合计¦30.00¦20.00¦10.00\n"
        "201¦¦¦一般公共服务支出¦30.00¦20.00¦10.00"
    )
    statements, _ = read_text(text)
    assert figures(statements[4])[0] == (None, "合计", d(total="30.00", basic="20.00", project="10.00"))


@pytest.mark.parametrize("word", ["栏次", "列次", "编号", "栏次：", "栏次（万元）"])
def test_numbers_of_columns_are_no_figures_whatever_they_are_called(word: str) -> None:
    text = f"{GENERAL}\n科目编码¦科目名称¦小计¦基本支出¦项目支出\n¦{word}¦1¦2¦3\n" + rows(
        "{code}¦{item}¦{total}¦{basic}¦{project}"
    )
    statements, notes = read_text(text)
    assert [item for _, item, _ in figures(statements[4])] == [item for _, item, _ in CODED]
    assert notes == ()


def test_a_table_aligned_by_blanks_with_its_head_only_is_empty() -> None:
    text = (
        f"{GENERAL}\n公开05表\n单位：万元\n科目编码    科目名称    小计    基本支出    项目支出\n\n第三部分"
    )
    statements, _ = read_text(text)
    assert (statements[4].status, statements[4].rows) == ("empty", ())


def test_head_words_over_the_figures_of_the_total_row_are_told_as_a_repair() -> None:
    text = (
        "政府性基金预算财政拨款收入支出决算表\n单位：万元\n项目¦¦年初结转和结余¦本年收入¦本年支出¦¦¦年末结转和结余\n"
        "科目代码¦科目名称¦¦¦¦¦¦\n合计¦¦0.00¦20.80¦小计¦基本支出¦项目支出¦0.00\n229¦其他支出¦0.00¦20.80¦20.80¦0.00¦20.80¦0.00"
    )
    total, _ = read_text(text)[0][6].rows
    assert {name: str(value) for name, value in total.figures.items()} == {
        "opening_balance": "0.00", "revenue": "20.80", "total": "20.80", "basic": "0.00", "project": "20.80",
        "closing_balance": "0.00",
    }  # fmt: skip
    assert [repair.column for repair in total.repairs] == ["total", "basic", "project"]


def test_three_public_by_turns_without_a_head() -> None:
    text = "财政拨款“三公”经费支出决算表\n单位：万元\n14.99 14.80 12.26 12.26 2.73 2.54 0.00 0.00 2.73 2.54 0.00 0.00"
    budget, final = read_text(text)[0][8].rows
    assert [str(row.figures["total"]) for row in (budget, final)] == ["14.99", "14.80"]
    assert [str(row.figures["vehicle_operation"]) for row in (budget, final)] == ["2.73", "2.54"]


@pytest.mark.parametrize(
    "unit", ["（单位：元）", "计量单位：元", "货币单位：元", "人民币：元", "金额单位：人民币元"]
)
def test_a_unit_in_any_words(unit: str) -> None:
    text = (
        f"支出决算表\n{unit}\n科目编码¦科目名称¦本年支出合计¦基本支出¦项目支出\n合计¦¦3001000.00¦3001000.00¦"
    )
    assert str(read_text(text)[0][2].rows[0].figures["total"]) == "300.100000"


def test_a_table_ten_thousand_times_the_others_is_in_yuan() -> None:
    text = (
        "收入决算表\n科目编码¦科目名称¦本年收入合计¦财政拨款收入\n合计¦¦300.10¦300.10\n"
        "支出决算表\n科目编码¦科目名称¦本年支出合计¦基本支出¦项目支出\n合计¦¦300.10¦200.10¦100.00\n"
        "一般公共预算财政拨款支出决算表\n科目编码¦科目名称¦小计¦基本支出¦项目支出\n合计¦¦3001000.00¦2001000.00¦1000000.00"
    )
    statements, notes = read_text(text)
    assert str(statements[4].rows[0].figures["total"]) == "300.100000"
    assert "proved_unit" in {note.kind for note in notes}


WHOLE = (
    "支出决算表\n单位：万元\n科目编码¦科目名称¦本年支出合计¦基本支出¦项目支出\n合计¦¦300.10¦200.10¦100.00\n"
)
FUND = "政府性基金预算财政拨款收入支出决算表\n{unit}科目编码¦科目名称¦年初结转和结余¦本年收入¦小计¦基本支出¦项目支出¦年末结转和结余\n合计¦¦¦{n}¦{n}¦¦{n}¦\n"
STATED = "第三部分 情况说明\n七、政府性基金预算财政拨款收入支出决算情况说明\n本年支出{n}万元。"


@pytest.mark.parametrize(
    ("unit", "printed", "prose", "read", "kinds"),
    [
        ("", "120000.00", "", "12.000000", ["proved_unit"]),  # more than the whole
        ("", "5000.00", STATED.format(n="0.5"), "0.500000", ["proved_unit"]),  # as the prose states it
        ("单位：元\n", "12.00", STATED.format(n="12"), "0.001200", ["doubtful_unit"]),  # printed: only told
        ("单位：万元\n", "120000.00", "", "120000.00", ["doubtful_unit"]),
        ("单位：万元\n", "12.00", STATED.format(n="0"), "12.00", []),  # nothing is of no unit
        ("", "12.00", STATED.format(n="12"), "12.00", []),
    ],
)
def test_a_statement_of_a_part_in_another_unit(
    unit: str, printed: str, prose: str, read: str, kinds: list[str]
) -> None:
    statements, notes = read_text(WHOLE + FUND.format(unit=unit, n=printed) + prose)
    assert str(statements[6].rows[0].figures["revenue"]) == read
    assert [note.kind for note in notes if note.kind.endswith("_unit")] == kinds


@pytest.mark.parametrize(
    "table",
    [
        # the code behind the name; a column that is blank throughout; bars without rules, blank cells at the end
        "科目名称¦科目编码¦本年支出合计¦基本支出¦项目支出\n合计¦¦300.10¦200.10¦100.00\n一般公共服务支出¦201¦300.10¦200.10¦100.00\n",
        "¦科目编码¦科目名称¦本年支出合计¦基本支出¦项目支出\n¦¦合计¦300.10¦200.10¦100.00\n¦201¦一般公共服务支出¦300.10¦200.10¦100.00\n",
        "│科目编码│科目名称│本年支出合计│基本支出│项目支出│上缴上级支出│经营支出│\n││合计│300.10│200.10│100.00│││\n│201│一般公共服务支出│300.10│200.10│100.00│││\n",
    ],
)
def test_columns_that_stand_otherwise(table: str) -> None:
    statements, notes = read_text(f"支出决算表\n单位：万元\n{table}")
    assert [(row.code, row.item) for row in statements[2].rows] == [
        (None, "合计"),
        ("201", "一般公共服务支出"),
    ]
    for row in statements[2].rows:
        assert [str(row.figures[name]) for name in ("total", "basic", "project")] == [
            "300.10",
            "200.10",
            "100.00",
        ]
    assert notes == ()


HEADED = "第二部分 2022年度部门决算表\n收入支出决算总表\n单位：万元\n收入¦¦¦支出¦¦\n项目¦行次¦金额¦项目¦行次¦金额\n"
ROWS = "一、一般公共预算财政拨款收入¦1¦9.50¦一、一般公共服务支出¦3¦9.50\n总计¦2¦9.50¦总计¦4¦9.50\n第三部分 说明\n无。"


def test_a_page_s_title_between_head_and_rows_parts_no_table() -> None:
    statements, _ = read_text(f"{HEADED}\n\f云州市青澜区财政局2022年度部门决算\n\n{ROWS}")
    assert [row.item for row in statements[0].rows] == [
        "一般公共预算财政拨款收入",
        "总计",
        "一般公共服务支出",
        "总计",
    ]


def test_rows_that_no_statement_takes_are_told_and_leave_none_empty() -> None:
    prose = "本部门按规定公开如下。\n" * 20
    statements, notes = read_text(f"{HEADED}{prose}{ROWS}")
    assert statements[0].status == "lost"
    assert "leftover_line" in {note.kind for note in notes}


def test_a_copy_without_a_title_is_set_aside() -> None:
    rows = "科目编码¦科目名称¦本年支出合计¦基本支出¦项目支出\n合计¦¦300.10¦200.10¦100.00\n201¦一般公共服务支出¦300.10¦200.10¦100.00"
    statements, notes = read_text(f"支出决算表\n单位：万元\n{rows}\n\n{rows}")
    assert [row.item for row in statements[2].rows] == ["合计", "一般公共服务支出"]
    assert "repeated_table" in {note.kind for note in notes}


HEADS = "科目编码¦科目名称¦小计¦基本支出¦项目支出"
MORE = "208¦社会保障和就业支出¦5.00¦5.00¦\n2080501¦行政单位离退休¦5.00¦5.00¦"


@pytest.mark.parametrize("title", ["财政拨款收入支出决算总表", "收入决算表"])
def test_another_s_title_over_the_statement_whose_own_is_lacking(title: str) -> None:
    shape = "{code}¦{item}¦{total}¦{basic}¦{project}"
    table = f"单位：万元\n{HEADS}\n{rows(shape)}\n{MORE}"
    statements, _ = read_text(f"{title}\n{table}")
    assert statements[4].status == "published"
    assert figures(statements[4])[:5] == [(code, item, d(**values)) for code, item, values in CODED]
    # Beside a table with that title it is none of the nine.
    statements, _ = read_text(f"{title}\n{table.replace('30.00', '31.00')}\n\n{GENERAL}\n{table}")
    assert figures(statements[4])[0] == (None, "合计", d(**CODED[0][2]))
    assert not statements[4].copies


def test_economic_items_with_codes_cut_to_two_digits_under_another_title() -> None:
    items = ("工资福利支出", "基本工资", "津贴补贴", "奖金", "住房公积金")
    table = "\n".join(f"30¦{item}¦{number}.00¦30¦办公费¦" for number, item in enumerate(items, start=1))
    statements, _ = read_text(
        f"{GENERAL}\n单位：万元\n{HEADS}\n{rows('{code}¦{item}¦{total}¦{basic}¦{project}')}\n\n"
        f"{GENERAL}\n单位：万元\n人员经费¦¦¦公用经费¦¦\n经济分类¦科目名称¦决算数¦经济分类¦科目名称¦决算数\n{table}"
    )
    assert len(statements[4].rows) == len(CODED)
    assert [item for _, item, _ in figures(statements[5])][:2] == ["工资福利支出", "基本工资"]


def test_the_note_tells_the_general_budget_where_the_title_is_another_s() -> None:
    shape = "{code}¦{item}¦{total}¦{basic}¦{project}"
    whole = rows(shape).replace("30.00", "45.00")
    statements, _ = read_text(
        f"财政拨款支出决算表\n单位：万元\n{HEADS}\n{whole}\n\n财政拨款支出决算明细表\n单位：万元\n{HEADS}\n{rows(shape)}\n"
        "注：本表反映部门本年度一般公共预算财政拨款支出情况。"
    )
    assert figures(statements[4])[0] == (None, "合计", d(**CODED[0][2]))


@pytest.mark.parametrize(("row", "told"), [("", []), ("2080101¦行政运行¦5.00¦5.00¦\n", ["leftover_line"])])
def test_the_total_of_an_empty_table_is_no_line_left_over(row: str, told: list[str]) -> None:
    """Workbooks leave its blank cells out, so that 合计 stands alone; where there are figures, those of the total are
    missing."""
    heads = "科目代码¦科目名称¦合计¦基本支出¦项目支出\n栏次¦¦1¦2¦3"
    statements, notes = read_text(
        f"国有资本经营预算财政拨款支出决算表\n公开08表\n单位：万元\n{heads}\n{row}合计\n注：无。"
    )
    assert statements[7].status == ("published" if row else "empty")
    assert [note.kind for note in notes if note.kind == "leftover_line"] == told


def test_a_column_without_a_word_is_none() -> None:
    """A scratch of a scan beside the names; the numbers of the lines are not read as amounts."""
    heads = "收入¦¦¦¦支出¦¦\n项目¦¦行次¦金额¦项目¦行次¦金额"
    rows = "\n".join(
        f"{name}¦¦{at}¦{value}¦{other}¦{at + 5}¦{value}"
        for at, (name, other, value) in enumerate(
            [
                ("一、一般公共预算财政拨款收入", "一、一般公共服务支出", "9.50"),
                ("二、事业收入", "二、外交支出", ""),
                ("三、经营收入", "三、国防支出", ""),
                ("四、其他收入", "四、公共安全支出", ""),
                ("总计", "总计", "9.50"),
            ],
            start=1,
        )
    )
    statements, _ = read_text(f"收入支出决算总表\n单位：万元\n{heads}\n{rows}")
    read = [(row.item, str(row.figures["amount"])) for row in statements[0].rows if row.figures["amount"]]
    assert read == [
        ("一般公共预算财政拨款收入", "9.50"), ("总计", "9.50"), ("一般公共服务支出", "9.50"), ("总计", "9.50"),
    ]  # fmt: skip


def test_numbers_that_count_the_lines_are_never_amounts() -> None:
    """A table whose amounts were lost: what was not read is told, and no amount is made up."""
    names = (
        "一般公共预算财政拨款收入",
        "事业收入",
        "经营收入",
        "上级补助收入",
        "其他收入",
        "本年收入合计",
        "总计",
    )
    spent = ("一般公共服务支出", "外交支出", "国防支出", "公共安全支出", "教育支出", "本年支出合计", "总计")
    rows = "\n".join(
        f"{name}¦9.5{at}¦{other}¦{at + 7}"
        for at, (name, other) in enumerate(zip(names, spent, strict=True), 1)
    )
    statements, _ = read_text(f"收入支出决算总表\n单位：万元\n收入¦¦支出¦\n项目¦金额¦项目¦金额\n{rows}")
    read = [
        (row.keys["side"], str(row.figures["amount"])) for row in statements[0].rows if row.figures["amount"]
    ]
    assert read == [("revenue", f"9.5{at}") for at in range(1, 8)]
