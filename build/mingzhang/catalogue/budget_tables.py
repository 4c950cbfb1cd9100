"""Departmental budgets beside the final accounts of the same body and year."""

from __future__ import annotations

from .common import WAN, place_columns, position_column
from .records import Column, Table

_BUDGET = Column("budget_id", "TEXT", "部门预算", "budget", "", None, "budgets.id", True)
BUDGETS: tuple[Table, ...] = (
    Table(
        "budgets",
        "部门预算",
        "Departmental budgets",
        "收录的部门预算公开文件（设置 budgets: true 时），与同一部门同一年度的决算对照。",
        (
            Column("id", "TEXT", "预算标识", "budget id", "文件内容的 SHA-256", None, "sources.id", True),
            Column("body", "TEXT", "部门", "body", "原文所印的全称", required=True),
            Column("fiscal_year", "INTEGER", "预算年度", "fiscal year", "", required=True),
            Column("title", "TEXT", "标题", "title", "", required=True),
            Column("scope", "TEXT", "口径", "scope", "本级或汇总，原文未写明则为空"),
            Column("disclosure_id", "TEXT", "同年决算", "final account", "本站没有则为空", None, "disclosures.id"),
            Column("complete", "INTEGER", "是否读全", "complete", "1 为各科目相加等于合计；0 为没有读全", required=True),
        ),
        ("id",),
        (("disclosure_id",),),
    ),
    Table(
        "budget_items",
        "部门预算按科目",
        "Departmental budgets by code",
        "部门预算“一般公共预算支出表”的每一行，即决算所说的年初预算。",
        (
            _BUDGET,
            position_column(),
            Column("code", "TEXT", "科目编码", "code", "合计行为空"),
            Column("level", "INTEGER", "级次", "level", "类 1、款 2、项 3、合计 0"),
            Column("item", "TEXT", "科目名称", "item", "", required=True),
            Column("total", "REAL", "合计", "total", "", WAN),
            Column("basic", "REAL", "基本支出", "basic", "", WAN),
            Column("project", "REAL", "项目支出", "project", "", WAN),
            *place_columns(),
        ),
        ("budget_id", "position"),
        (("code",),),
    ),
    Table(
        "budget_figures",
        "部门预算主要数字",
        "Figures of departmental budgets",
        "部门预算中与决算指标相应的数字：一般公共预算支出合计、“三公”经费预算。",
        (
            _BUDGET,
            position_column(),
            Column("metric", "TEXT", "指标", "metric", "", None, "metrics.id", True),
            Column("value", "REAL", "数额", "value", "", WAN, required=True),
            *place_columns(),
        ),
        ("budget_id", "position"),
    ),
)  # fmt: skip
