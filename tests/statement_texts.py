"""Made-up excerpts for tests of the statements: `¦` stands for a tab."""

from __future__ import annotations

from decimal import Decimal

from mingzhang.model import ReadingNote, Statement
from mingzhang.parsing.statements import read_statements
from trees import tree


def read_text(text: str) -> tuple[tuple[Statement, ...], tuple[ReadingNote, ...]]:
    return read_statements(tree(text.replace("¦", "\t")))


def figures(statement: Statement) -> list[tuple[object, ...]]:
    """(code or side, item, figures that are printed) of each row."""
    return [
        (
            row.code or row.keys.get("side") or row.keys.get("basis"),
            row.item,
            {name: value for name, value in row.figures.items() if value is not None},
        )
        for row in statement.rows
    ]


def d(**values: str) -> dict[str, Decimal]:
    return {name: Decimal(value) for name, value in values.items()}


SUMMARY = """收入支出决算总表
公开01表
部门：云州市临江区青石街道办事处
单位：万元
收入¦¦¦支出¦¦
项目¦行次¦金额¦项目¦行次¦金额
栏次¦¦1¦栏次¦¦2
一、一般公共预算财政拨款收入¦1¦300.10¦一、一般公共服务支出¦31¦210.00
二、政府性基金预算财政拨款收入¦2¦¦二、外交支出¦32¦
三、其他收入¦3¦0.00¦三、城乡社区支出¦33¦90.10
本年收入合计¦4¦300.10¦本年支出合计¦34¦300.10
总计¦5¦300.10¦总计¦35¦300.10
注：本表反映部门本年度的总收支和年末结转结余情况。
"""

EXPENDITURE = """支出决算表
公开03表
单位：万元
科目代码¦科目名称¦本年支出合计¦基本支出¦项目支出¦上缴上级支出¦经营支出¦对附属单位补助支出
栏次¦¦1¦2¦3¦4¦5¦6
合计¦¦300.10¦180.00¦120.10¦¦¦
201¦一般公共服务支出¦210.00¦180.00¦30.00¦¦¦
20103¦政府办公厅（室）及相关机构事务¦210.00¦180.00¦30.00¦¦¦
2010301¦行政运行¦180.00¦180.00¦¦¦¦
2010302¦一般行政管理事务¦30.00¦¦30.00¦¦¦
212¦城乡社区支出¦90.10¦¦90.10¦¦¦
21205¦城乡社区环境卫生¦90.10¦¦90.10¦¦¦
2120501¦城乡社区环境卫生¦90.10¦¦90.10¦¦¦
"""
