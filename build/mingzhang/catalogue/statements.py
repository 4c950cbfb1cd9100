"""The nine statements 公开01–09表: their titles, tables and amount columns."""

from __future__ import annotations

from .records import StatementKind

SIDES = {"revenue": "收入", "expenditure": "支出"}
"""The two sides of 公开01 and 04, as their key `side` and as they are printed."""
BASES = {"budget": "预算数", "final": "决算数"}
"""The two rows of 公开09, as their key `basis` and as they are printed."""

STATEMENTS: tuple[StatementKind, ...] = (
    StatementKind(
        1,
        "revenue_expenditure_summary",
        "收入支出决算总表",
        "Summary of revenue and expenditure",
        (("amount", "金额"),),
        keys=("side", "line_no"),
    ),
    StatementKind(
        2,
        "revenue_by_function",
        "收入决算表",
        "Revenue by function",
        (
            ("total", "本年收入合计"),
            ("fiscal_appropriation", "财政拨款收入"),
            ("superior_subsidy", "上级补助收入"),
            ("business_revenue", "事业收入"),
            ("operating_revenue", "经营收入"),
            ("affiliate_remittance", "附属单位上缴收入"),
            ("other_revenue", "其他收入"),
        ),
        coded=True,
    ),
    StatementKind(
        3,
        "expenditure_by_function",
        "支出决算表",
        "Expenditure by function",
        (
            ("total", "本年支出合计"),
            ("basic", "基本支出"),
            ("project", "项目支出"),
            ("remitted_to_superior", "上缴上级支出"),
            ("operating", "经营支出"),
            ("affiliate_subsidy", "对附属单位补助支出"),
        ),
        coded=True,
    ),
    StatementKind(
        4,
        "appropriation_summary",
        "财政拨款收入支出决算总表",
        "Summary of fiscal appropriations",
        (
            ("total", "小计"),
            ("general_budget", "一般公共预算财政拨款"),
            ("government_fund", "政府性基金预算财政拨款"),
            ("state_capital", "国有资本经营预算财政拨款"),
        ),
        keys=("side", "line_no"),
    ),
    StatementKind(
        5,
        "general_budget_expenditure",
        "一般公共预算财政拨款支出决算表",
        "Expenditure from the general public budget",
        (("total", "小计"), ("basic", "基本支出"), ("project", "项目支出")),
        coded=True,
    ),
    StatementKind(
        6,
        "basic_expenditure_by_economic_item",
        "一般公共预算财政拨款基本支出决算明细表",
        "Basic expenditure by economic item",
        (("amount", "决算数"),),
        coded=True,
    ),
    StatementKind(
        7,
        "government_fund",
        "政府性基金预算财政拨款收入支出决算表",
        "Government-managed funds",
        (
            ("opening_balance", "年初结转和结余"),
            ("revenue", "本年收入"),
            ("total", "小计"),
            ("basic", "基本支出"),
            ("project", "项目支出"),
            ("closing_balance", "年末结转和结余"),
        ),
        coded=True,
    ),
    StatementKind(
        8,
        "state_capital_expenditure",
        "国有资本经营预算财政拨款支出决算表",
        "Expenditure from the state-capital budget",
        (("total", "合计"), ("basic", "基本支出"), ("project", "项目支出")),
        coded=True,
        since=2020,
        told_since=2022,
    ),
    StatementKind(
        9,
        "three_public_expenses",
        "财政拨款“三公”经费支出决算表",
        'The "three public" expenses',
        (
            ("total", "合计"),
            ("abroad", "因公出国（境）费"),
            ("vehicle_total", "公务用车购置及运行维护费小计"),
            ("vehicle_purchase", "公务用车购置费"),
            ("vehicle_operation", "公务用车运行维护费"),
            ("reception", "公务接待费"),
        ),
        keys=("basis",),
    ),
)


def statement_kind(number: int) -> StatementKind:
    """The kind of 公开0`number`表 (1–9)."""
    return STATEMENTS[number - 1]
