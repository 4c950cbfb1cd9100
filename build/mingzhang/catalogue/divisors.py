"""What makes figures of several years and bodies comparable: prices and numbers of people."""

from __future__ import annotations

from .common import disclosure_column, place_columns
from .records import Column, Table, worded

HEADCOUNTS = {"编制": "staff_quota", "实有": "staff_actual", "在职": "staff_serving"}
"""Kinds of headcount, each with the metric under which a document states it."""

DIVISORS: tuple[Table, ...] = (
    Table(
        "headcounts",
        "人数",
        "Headcounts",
        "折算人均所用的人数：原文只写明一个数的取原文，否则取 headcounts.csv 的登记；都没有的不算人均。",
        (
            disclosure_column(),
            worded("kind", "口径", "kind", {kind: f"{kind}人数" for kind in HEADCOUNTS}, required=True),
            Column("value", "INTEGER", "人数", "persons", "", "人", required=True),
            Column("source", "TEXT", "依据", "source", "登记时所写的出处；取自原文的为空"),
            *place_columns(),
        ),
        ("disclosure_id", "kind"),
    ),
    Table(
        "price_index",
        "物价指数",
        "Price index",
        "折算不变价所用的物价指数，上年为 100，依 price_index.csv 的登记；缺一个年度就不折算。",
        (
            Column("year", "INTEGER", "年度", "year", "", required=True),
            Column("index", "REAL", "指数", "index", "上年为 100", required=True),
            Column("source", "TEXT", "依据", "source", "登记时所写的出处", required=True),
        ),
        ("year",),
    ),
)
