"""Rules on copies, marks, spelling and names: what people type wrong, each beside what is right."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from checking_builder import (
    GENERAL,
    books,
    findings,
    section,
    with_cell,
    with_statement,
    without_rows,
    without_tables,
)
from checking_prose import told
from mingzhang.catalogue import STATEMENTS
from mingzhang.checking.context import RuleContext
from mingzhang.model import Disclosure, Finding, Indicator, Place, Repair, TableLabel
from rule_table import with_row, with_rows, with_section


def said(found: list[Finding]) -> list[tuple[str | None, str | None]]:
    """What each finding found, and what it expected."""
    return [(f.found, f.expected) for f in found]


# ------------------------------------------------------------------------------------------------ copies


def with_copies(one: str, other: str) -> Disclosure:
    return with_section(
        section("1.二", "二、部门职责", one, line=380), section("4.一", "一、综合管理", other, line=800)
    )


@pytest.mark.parametrize(
    ("one", "other", "told_"),
    [
        ("统筹辖区综合性社会管理工作的协调落实。", "统筹辖区综合性社区管理工作的协调落实。", True),
        ("贯彻落实市委关于基层治理工作的部署要求。", "贯彻落实区委关于基层治理工作的部署要求。", False),
        ("按时完成区级下达的任务。", "按时完成街级下达的任务。", False),
        ("统筹辖区综合性社会管理工作的协调落实。", "统筹辖区综合性社会管理工作的协调落实了。", False),
    ],
)
def test_a_long_sentence_printed_twice_differs_by_one_character(one: str, other: str, told_: bool) -> None:
    assert bool(findings(with_copies(one, other), "N26.copies-differ")) is told_


def test_numbers_of_a_passage_that_was_changed_beside_them() -> None:
    first = "进一步支持特色产业提档升级。安排区域协作结对帮扶资金2110万元。积极开展医疗教育帮扶活动。"
    again = "进一步支持支持特色产业提档升级。安排区域协作结对帮扶资金1210万元。创新帮扶举措。积极开展医疗教育帮扶活动。"
    assert said(findings(with_copies(first, again), "N26.counts-differ")) == [("1210", "2110")]
    assert findings(with_copies(first, again.replace("1210", "2110")), "N26.counts-differ") == []
    apart = "去年安排区域协作结对帮扶资金1210万元。"
    assert findings(with_copies(first, apart), "N26.counts-differ") == []


@pytest.mark.parametrize(
    ("reason", "told_"),
    [
        ("中期追加了困难群众养老保险代缴", True),
        ("年中追加上级专项转移支付资金", False),
        ("厉行节约，压减一般性支出", False),
    ],
)
def test_a_reason_copied_though_the_money_was_given_as_other_money(reason: str, told_: bool) -> None:
    d = told(
        ("主要原因：中期追加人员经费", f"主要原因：{reason}"),
        ("主要原因：中期追加环卫经费", f"主要原因：{reason}"),
    )
    assert bool(findings(d, "N26.reason-copied")) is told_


@pytest.mark.parametrize(
    ("purpose", "expected"),
    [
        ("主要用于：事业单位医疗保险支出。", [("事业单位医疗保险支出", "公积金")]),
        ("主要用于缴纳住房公积金和医疗保险。", []),
        ("主要用于在职人员住房保障。", []),
    ],
)
def test_the_purpose_of_another_item(purpose: str, expected: list[tuple[str, str]]) -> None:
    d = told(("住房公积金(项)。年初预算", f"住房公积金(项)。{purpose}年初预算"))
    assert said(findings(d, "N26.purpose-copied")) == expected


# ------------------------------------------------------------------------------------------------ names and lists


def test_an_item_named_for_another_that_begins_alike_is_one_finding() -> None:
    d = with_cell(told(("住房公积金、退休费。", "住房公积金、医疗费。")), 6, "30302", "amount", None)
    d = with_row_of(d, "30307", "医疗费补助", "100.00")
    assert said(findings(d, "N11")) == [("医疗费", "医疗费补助")]


def with_row_of(d: Disclosure, code: str, item: str, amount: str) -> Disclosure:
    statement = d.statement(6)
    rows = tuple(
        replace(row, code=code, item=item, figures={"amount": Decimal(amount)})
        if row.code == "30302"
        else row
        for row in statement.rows
    )
    return replace(d, statements=tuple(replace(s, rows=rows) if s.number == 6 else s for s in d.statements))


LIST = "项目支出主要用于：（1）环卫工作经费120.25万元；（2）街道工作经费{0}万元；（3）乡村振兴工作{1}。"


@pytest.mark.parametrize(
    ("street", "village", "wrong"),
    [
        ("250.5", "50万元", False),
        ("250.5", "50万", False),
        ("250.5", "20万元", False),  # a list of the chief projects need not be whole
        ("252.5", "50万", True),
        ("25.05", "50万", False),
        ("205.5", "50万", True),  # two digits exchanged explain what is wanting
    ],
)
def test_projects_listed(street: str, village: str, wrong: bool) -> None:
    d = told(("项目支出420.75万元。", "项目支出420.75万元。" + LIST.format(street, village)))
    assert bool(findings(d, "N24.project-list")) is wrong


def test_a_rate_of_the_full_year_budget_is_no_rate_of_nothing() -> None:
    d = told(
        (
            "年初预算为480万元，支出决算为500万元，完成年初预算的104.17%",
            "年初预算为0万元，全年预算为520万元，支出决算为500万元，完成年初预算的96.15%",
        )
    )
    (found,) = findings(d, "N09.zero-budget")
    assert (found.found, found.expected) == ("96.15", "全年预算")
    assert "与全年预算（520万元）相符" in found.message


def test_an_indicator_with_and_without_its_number_is_one() -> None:
    def one(position: int, name: str) -> Indicator:
        return Indicator(
            position, None, "效益指标", None, name, "≥95%", "98%", None, True, Place(900 + position)
        )

    d = told()
    form = replace(d.forms[0], indicators=(one(1, "指标1:投诉群众满意度"), one(2, "投诉群众满意度")))
    assert len(findings(replace(d, forms=(form, *d.forms[1:])), "N25.indicator-twice")) == 1


# ------------------------------------------------------------------------------------------------ marks and spelling


def with_words(words: str) -> Disclosure:
    return with_section(section("4.一", "一、综合管理", words, line=800))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("积极开展”一件事一次办“工作。", ["”一件事一次办“"]),
        ("积极开展“一件事一次办”和“跨市通办”工作。", []),
        ("积极开展“一件事一次办工作，推进”跨市通办“。", []),  # one mark is wanting: nothing is turned
    ],
)
def test_quotation_marks_the_wrong_way_round(words: str, expected: list[str]) -> None:
    assert [f.found for f in findings(with_words(words), "N27.unpaired-marks")] == expected


def test_a_title_mark_for_at_least_in_a_form() -> None:
    d = with_rows(("产出指标", "宣传次数", "12次", "》 12次"), ("产出指标", "培训次数", "24次", "》24次"))
    (found,) = findings(d, "N27.unpaired-marks")
    assert (found.found, found.expected, found.source_line, found.other_line) == ("》12次", "≥12次", 901, 902)
    assert "另有1处相同" in found.also


def test_words_misspelt_in_cells_of_forms() -> None:
    (found,) = findings(with_rows(("产出指标", "市民投拆办结率", "100%", "100%")), "N28.field-words")
    assert (found.found, found.expected, found.source_line) == ("投拆", "投诉", 901)
    assert findings(with_rows(("产出指标", "市民投诉办结率", "100%", "100%")), "N28.field-words") == []


@pytest.mark.parametrize(("actual", "wrong"), [("269余天", False), ("269天", False), ("269次", True)])
def test_a_round_number_has_the_unit_of_its_goal(actual: str, wrong: bool) -> None:
    d = told()
    one = Indicator(
        1, None, "产出指标", "数量指标", "免费开放天数", "不少于247天", actual, None, True, Place(901)
    )
    form = replace(d.forms[0], indicators=(one,))
    found = findings(replace(d, forms=(form, *d.forms[1:])), "N16.goal-units")
    assert bool(found) is wrong


# ------------------------------------------------------------------------------------------------ what was put back


@pytest.mark.parametrize(
    ("printed", "expected"),
    [("500.00、500.00", []), ("500.00、50.00", [("50.00", "500.00")]), ("500.00、表头", [])],
)
def test_a_figure_that_was_not_put_back_is_told(printed: str, expected: list[tuple[str, str]]) -> None:
    repairs = (Repair("columns", printed, "basic", "500.00", "statement_3"),)
    found = findings(with_row(5, "2010301", repairs=repairs), "X08.restored-columns")
    assert [(f.found, f.severity) for f in found if f.severity == "warning"] == [
        (one, "warning") for one, _ in expected
    ]


@pytest.mark.parametrize(("budget", "rate", "wanting"), [("121", "99.6", False), ("120", "100.4", True)])
def test_budgets_in_whole_ten_thousands_need_no_reason_for_what_they_hide(
    budget: str, rate: str, wanting: bool
) -> None:
    d = told(
        (
            "年初预算为150万元，支出决算为120.5万元，完成年初预算的80.33%",
            f"年初预算为{budget}万元，支出决算为120.5万元，完成年初预算的{rate}%",
        ),
        ("支出决算数小于年初预算数的主要原因：厉行节约。", ""),
    )
    assert bool(findings(d, "N17.item-reason-missing")) is wanting


# ------------------------------------------------------------------------------------------------ amounts in prose


def test_all_of_an_amount_with_two_digits_exchanged() -> None:
    wrong = told(
        (
            "授予中小企业合同金额80万元，占政府采购支出总额的80%",
            "授予中小企业合同金额97.5万元，占政府采购支出总额的97.5%",
        ),
        (
            "授予小微企业合同金额60万元，占授予中小企业合同金额的75%",
            "授予小微企业合同金额95.7万元，占授予中小企业合同金额的100%",
        ),
    )
    (found,) = [f for f in findings(wrong, "N13") if "两数应相等" in f.message]
    assert found.severity == "error" and "95.7" in found.message and "97.5" in found.message


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("用于住房公积金89.32元，提租补贴17.18万元", True),
        ("用于住房公积金89.32万元，提租补贴17.18万元", False),
        ("补贴标准为每人每月50.5元/人", False),
    ],
)
def test_any_amount_in_yuan_among_amounts_in_ten_thousands(words: str, wrong: bool) -> None:
    d = told(("主要是用于行政单位医疗。", f"主要是用于行政单位医疗，{words}。"))
    assert bool(findings(d, "N18.yuan-among-wan")) is wrong


@pytest.mark.parametrize(("project", "wrong"), [("5278.36", False), ("5287.36", True)])
def test_the_budget_of_the_whole_body_is_its_parts(project: str, wrong: bool) -> None:
    words = f"部门整体预算数7492.31万元，其中基本支出总额2213.95万元，项目支出总额{project}万元。"
    page = section("6.一", "一、整体绩效自评结果", words, line=900)
    found = [f for f in findings(with_section(page), "N25.overall-split") if "预算数" in f.message]
    assert bool(found) is wrong


# ------------------------------------------------------------------------------------------------ one fault, one finding


def test_a_total_that_fits_rows_of_which_one_is_blank_is_told_once() -> None:
    """The sum of the rows holds by chance; all other places of the account speak against the total."""
    d = with_cell(books(), 1, "expenditure:住房保障支出", "amount", None)
    found = findings(told(tables=with_cell(d, 1, "expenditure:本年支出合计", "amount", "1120.75")))
    assert len(found) <= 3
    assert [f.expected for f in found if f.found == "1120.75"] == ["1175.75"]


def test_sums_of_two_columns_that_lack_one_row_are_one_finding() -> None:
    base = books()
    rows = tuple(r for r in base.statement(5).rows if r.code is None or len(r.code) == 7)
    rows = tuple(r for r in rows if r.code != "2101101")
    d = without_tables(with_statement(base, replace(base.statement(5), rows=rows)), 7)
    (found,) = findings(told(tables=d), "I17.column-sums")
    assert "“小计”为1075.75万元" in found.message and "“基本支出”" in found.also


def test_a_row_that_is_not_printed_is_no_slip_of_the_last_digit() -> None:
    d = with_cell(books(), 3, "2010302", "project", "120.50")
    assert [f for f in findings(told(tables=d)) if f.severity == "rounding"] == []
    small = {**GENERAL, "2080506": ("0.01", "0")}
    d = without_rows(books(general=small), 2, "2080506")
    assert [f.message for f in findings(d, "X07") if f.severity == "rounding"] == []


# ------------------------------------------------------------------------------------------------ numbers of statements


@pytest.mark.parametrize(("number", "wrong"), [(1, []), (2, ["公开02表"])])
def test_a_number_below_its_table_where_a_title_is_printed_twice(number: int, wrong: list[str]) -> None:
    def label(kind: str, text: str, of: int, line: int) -> TableLabel:
        return TableLabel(kind, text, of, Place(line))  # type: ignore[arg-type]

    titles = [(kind.title, kind.number, 40 * kind.number) for kind in STATEMENTS]
    labels = [label("title", title, of, line) for title, of, line in titles]
    labels.insert(2, label("title", titles[1][0], 2, titles[1][2] + 2))
    labels.append(label("number", f"公开{number:02d}表", number, titles[1][2] - 4))
    labels += [label("number", f"公开{of:02d}表", of, line + 3) for _, of, line in titles[1:]]
    labels.sort(key=lambda one: one.source_line)
    found = findings(replace(told(), labels=tuple(labels)), "I25.number")
    assert [f.found for f in found] == wrong


def test_a_change_is_told_with_its_direction() -> None:
    d = told(
        (
            "支出预算为4万元，支出决算为2.5万元，完成预算的62.5%",
            "支出预算为4万元，支出决算为2.5万元，完成预算的62.5%，比预算减少3.06万元",
        )
    )
    (found,) = findings(d, "N24.budget-difference")
    assert "为减少3.06万元，支出决算减预算计算为减少1.5万元（2.5－4）" in found.message
    assert (found.found, found.expected) == ("-3.06", "-1.50")


def test_an_item_of_another_budget_is_not_lost_from_the_general_one() -> None:
    ledger = RuleContext(with_cell(books(), 8, "2230105", "total", "12.00")).ledger
    assert ledger.lost(5) == {}


def test_a_title_of_details_over_two_tables_one_of_which_is_statement_5() -> None:
    line = 500
    d = with_statement(books(), replace(books().statement(5), place=Place(line)))

    def title(text: str, at: int) -> TableLabel:
        return TableLabel("title", text, 5, Place(at))

    others = tuple(
        TableLabel("title", kind.title, kind.number, Place(900 + kind.number))
        for kind in STATEMENTS
        if kind.number != 5
    )
    details = "财政拨款支出决算明细表"
    twice = (title(details, line - 20), title(details, line))
    (found,) = findings(replace(d, labels=(*twice, *others)), "I25.title-twice")
    assert (found.found, found.expected) == (details, STATEMENTS[4].title)
    for sound in (
        twice[1:],
        (title(STATEMENTS[4].title, line - 20), title(STATEMENTS[4].title, line)),
        (twice[0], title(STATEMENTS[4].title, line)),
    ):
        assert not findings(replace(d, labels=(*sound, *others)), "I25.title-twice")
