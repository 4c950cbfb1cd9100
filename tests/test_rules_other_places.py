"""Words of other places in accounts that agree: each is right, and no rule may find fault with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from checking_builder import findings, section
from checking_prose import FORMS, told
from mingzhang.checking.evaluated_projects import reason_beside, score_columns
from mingzhang.checking.figures import Figure, Subject
from mingzhang.checking.rules.evaluation.n25_scores import rows_of
from mingzhang.checking.trials import equal, rounded_alike, total
from mingzhang.model import Disclosure, Place, Row
from mingzhang.model import OrganisationUnit as Unit

PERFORMANCE = "组织对2024年度一般公共预算项目支出全面开展绩效自评，共涉及项目2个，资金420.75万元，占一般公共预算项目支出总额的100%。"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # the money of some projects is not all project money
        (PERFORMANCE, "对部门整体和2个二级项目开展了绩效自评，涉及资金399.08万元。"),
        # the money is of the projects of another year
        (PERFORMANCE, "对2024年3个项目实施绩效监控，对2023年3个项目开展绩效自评，涉及财政拨款资金407.90万元。"),
        # first and second level are parts of a count
        (PERFORMANCE, "2024年度对44个项目开展绩效自评，其中一级项目2个、二级项目42个，涉及资金1200万元。"),
        # a list that ends in 等 is not whole
        ("主要包括：办公费、公务用车运行维护费、办公设备购置。", "主要包括办公费、公务用车运行维护费、办公设备购置等。"),
        # a list of something else than 人员经费 or 公用经费
        ("公用经费80万元，主要包括：办公费、公务用车", "公用经费80万元。工资福利支出主要包括：基本工资、办公费、公务用车"),
        # the purchase without 费
        (
            "（1）公务用车购置费支出0万元。",
            "（1）公务用车购置预算数为0万元，支出决算数为0万元，主要用于经批准购置的0辆公务用车。",
        ),
        # the whole is compared, whatever was told last
        (
            "2024年度收、支总计1175.75万元。与2023年度相比，收、支总计各增加",
            "2024年度支出总计1175.75万元，年末结转和结余0万元。收入支出总体与上年相比，增加",
        ),
        ("完成预算的50%。", "预决算差异率-50.00%，主要原因是厉行节约。"),
    ],
)  # fmt: skip
def test_words_of_other_places_break_no_rule(old: str, new: str) -> None:
    found = findings(replace(told((old, new)), projects=()))
    assert [f.message for f in found if f.severity in ("error", "warning")] == []


def with_units(d: Disclosure, *units: tuple[str, str]) -> Disclosure:
    made = tuple(Unit(n, name, kind, Place(400 + n)) for n, (kind, name) in enumerate(units))
    return replace(d, organisation_units=made)


def test_operating_costs_are_all_public_money_only_of_an_office_alone() -> None:
    less = told(("机关运行经费支出80万元", "机关运行经费支出60万元"))
    assert len(findings(less, "N12.operating-cost")) == 1
    several = with_units(less, ("预算单位", "松柏街道办事处"), ("预算单位", "松柏街道服务中心"))
    assert findings(several, "N12.operating-cost") == []
    assert findings(with_units(less, ("下属单位", "松柏街道服务中心")), "N12.operating-cost") == []
    said = told(
        ("机关运行经费支出80万元", "机关运行经费支出60万元"),
        ("负责辖区公共服务。", "下设环卫所、园林所等2个二级预算单位。"),
    )
    assert findings(said, "N12.operating-cost") == []
    more = told(("机关运行经费支出80万元", "机关运行经费支出90万元"))
    several = with_units(more, ("预算单位", "松柏街道办事处"), ("预算单位", "松柏街道服务中心"))
    assert len(findings(several, "N12.operating-cost")) == 1


def test_a_few_forms_are_a_selection_unless_all_projects_are_said_to_be_shown() -> None:
    selection = "在2024年度部门决算中反映“云岭环卫保洁”等5个项目绩效自评结果，共涉及5个一级项目。"
    counted = ("共涉及项目2个", "共涉及项目5个")
    whole = "在2024年度部门决算中反映所有项目绩效自评结果，共涉及2个一级项目。"
    assert findings(told(counted, (whole, selection)), "N16.forms-per-project") == []
    all_shown = told(counted, (whole, whole.replace("2个", "5个")))
    assert len(findings(all_shown, "N16.forms-per-project")) == 1


HEAD = ("绩效指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施")


def rows(*cells: Sequence[str]) -> list[Row]:
    return [Row(900 + n, tuple(row)) for n, row in enumerate(cells)]


def test_scores_beside_a_column_of_reasons() -> None:
    printed = rows(
        HEAD,
        ("", "保洁面积", "≥120万平方米", "126万平方米", "60", "60", ""),
        ("", "及格率", "≥92%", "91.1%", "40", "38", "背街小巷清扫频次不足"),
    )
    columns = score_columns(HEAD)
    assert columns is not None and (columns.score, columns.width) == (5, 7)
    assert score_columns(HEAD[:-1]) is None
    assert not reason_beside(printed, 901)
    assert reason_beside(printed, 902)

    class Context:
        def rows_between(self, first: int, last: int) -> list[Row]:
            return [row for row in printed if first <= row.line <= last]

    scores = [scores for _, _, scores in rows_of(Context(), FORMS[0])]  # type: ignore[arg-type]
    assert scores == [(Decimal(60), Decimal(60)), (Decimal(40), Decimal(38))]


def amount(value: str) -> Figure:
    return Figure(Subject("stated", value), Decimal(value), "处", 1)


@pytest.mark.parametrize(
    ("printed", "exact", "alike"),
    [
        ("3902.83", ("3902.827712",), True),
        ("3902.84", ("3902.827712",), False),
        ("3902.83", ("3902.82",), False),  # both in 万元: one of them was rounded otherwise
        ("3902.83", ("2324.166637", "1578.661075"), True),
    ],
)
def test_an_amount_in_yuan_rounded_is_no_slip(printed: str, exact: tuple[str, ...], alike: bool) -> None:
    assert rounded_alike(total(amount(printed), [amount(one) for one in exact], "之和")) is alike
    if len(exact) == 1:
        assert rounded_alike(equal(amount(printed), amount(exact[0]))) is alike


def test_a_name_of_款_and_项_alike_is_not_printed_twice() -> None:
    text = "5.城乡社区支出城乡社区环境卫生城乡社区环境卫生：调整预算数301万元。"
    more = section("3.五.(三).x", "（三）具体情况", text, line=700)
    d = told()
    assert findings(replace(d, sections=(*d.sections, more)), "N21.doubled-words") == []
