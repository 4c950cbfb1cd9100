"""What words of an account are taken for: examples of each notion of the parser that asks a text alone."""

from __future__ import annotations

from decimal import Decimal
from importlib import import_module
from typing import Any

import pytest

NOTIONS: dict[str, dict[str, Any]] = {
    "cover.is_crumbs": {
        "首页 > 政务公开 > 财政信息": True,
        "当前位置：首页>财政": True,
        "2023年度部门决算": False,
    },
    "cover.is_title": {
        "2023年度青石街道部门决算": True,
        "2023年度青石街道决算公开": True,
        "2023年10月20日": False,
    },
    "cover.strip_title": {
        "云州市青石街道办事处2023年度部门决算公开": "云州市青石街道办事处",
        "第三部分 青石街道办事处2023年度部门决算情况说明": "第三部分青石街道办事处",
        "青石街道办事处": "青石街道办事处",
    },
    "cover.western": {
        "2024": 2024,
        "二〇二四": 2024,
        "二○二三": 2023,
    },
    "duties.is_unit": {
        "青石渡口服务中心": True,
        "单位名称": False,
        "内设机构职责": False,
        "收入支出决算总表": False,
    },
    "evaluation.debris.without_empty_bracket": {
        "知晓率（）": "知晓率",
        "知晓率（": "知晓率",
        "知晓率（%）": "知晓率（%）",
    },
    "evaluation.form_cells.ticked": {
        "1. 常年性项目 ☑ 2. 一次性项目 □": "常年性项目",
        "1、持续性项目 □ 2、新增性项目 □": None,
        "常年性项目": None,
    },
    "evaluation.form_cells.iso_date": {
        "2025. 5. 20": "2025-05-20",
        "2024年4月10日": "2024-04-10",
        "2024年4月": "2024-04",
        "另行通知": None,
    },
    "glossary.item_names": {
        "社会保障和就业支出(类)社会福利(款)养老服务(项)": ("社会保障和就业支出", "社会福利", "养老服务"),
        "一般公共服务支出（类）财政事务（款）行政运行（项）": ("一般公共服务支出", "财政事务", "行政运行"),
        "财政拨款收入": None,
    },
    "naming.kind_of": {
        "青石街道办事处": "街道办事处",
        "云州市教育局": "局",
        "青石第一中学": "学校",
        "好人好事": "",
    },
    "naming.short_name_of": {
        "云州市临江区人民政府青石街道办事处": "青石街道办事处",
        "临江区人民政府办公室": "人民政府办公室",
        "云州市教育局": "教育局",
    },
    "narrative.directions.direction": {
        "比上年增加": 1,
        "下降（增长）": -1,
        "与上年持平": 0,
        "增减": 0,
    },
    "narrative.directions.leaves_open": {
        "增加（减少）": True,
        "增加": False,
        "增长/下降": True,
    },
    "narrative.heads.goes_on": {
        "与2022年度相比，增加10万元。": True,
        "公务接待费比上年增加。": False,
    },
    "narrative.kinds.kind_of": {
        "三、支出决算情况说明": "expenditure",
        "十一、政府采购支出说明": "procurement",
        "六、一般公共预算财政拨款基本支出决算情况说明": "basic",
        "九、财政拨款“三公”经费支出决算情况说明": "three_public",
        "十五、其他": None,
    },
    "narrative.metric_units.final_of": {
        "reception_budget": "reception_final",
        "three_public_budget": "three_public_final",
        "nothing_budget": "nothing_budget",
    },
    "narrative.numerals.number_of": {
        "三百二十万": Decimal("3200000"),
        "十二": Decimal("12"),
        "八点五": Decimal("8.5"),
        "二三": None,
    },
    "narrative.structure.class_name": {
        "一般公共服务(类)支出": "一般公共服务支出",
        "卫生健康支出": "卫生健康支出",
        "主要原因是": None,
    },
    "run_on.run_on": {
        "1.甲；2.乙。": [(2, 4), (6, 8)],
        "甲，1.5万元": [],
    },
    "slugs.pinyin": {
        "汉江": "hanjiang",
        "重庆": "chongqing",
        "A区1号": "aqu1hao",
    },
    "slugs.department_slug": {
        "武汉市硚口区人民政府韩家墩街道办事处": "wuhan-qiaokou-hanjiadun-jiedaobanshichu",
        "云州市教育局": "yunzhou-jiaoyu-ju",
    },
    "statements.printed_codes.split_code": {
        "2010301行政运行": ("2010301", "行政运行"),
        "2010301 行政运行": ("2010301", "行政运行"),
        "行政运行": ("", "行政运行"),
    },
    "statements.three_public.column_of": {
        "合计": "total",
        "1.因公出国（境）费用": "abroad",
        "（1）公务用车购置费": "vehicle_purchase",
        "3.公务接待费": "reception",
        "（二）机关运行经费": None,
    },
}
EXAMPLES = [(name, text, taken) for name, examples in NOTIONS.items() for text, taken in examples.items()]


@pytest.mark.parametrize(("name", "text", "taken"), EXAMPLES)
def test_what_words_are_taken_for(name: str, text: str, taken: Any) -> None:
    module, _, notion = name.rpartition(".")
    assert getattr(import_module(f"mingzhang.parsing.{module}"), notion)(text) == taken


def test_the_examples_of_a_notion_differ() -> None:
    alike = {name for name, examples in NOTIONS.items() if len({repr(one) for one in examples.values()}) < 2}
    assert alike == set()
