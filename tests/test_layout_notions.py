"""What lines and cells are taken for: examples of each notion of the layout, accepted and refused.

A function of one text is a notion: it has one definition, and its examples stand here.
"""

from __future__ import annotations

import ast
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from mingzhang import layout
from mingzhang.layout.ordinals import Ordinal

NOTIONS: dict[str, dict[str, Any]] = {
    "cells.compact": {
        "行政 运行\t费": "行政运行费",
        "合\u3000计": "合计",
    },
    "cells.has_han": {
        "合计": True,
        "2010301": False,
        "△12.5": False,
    },
    "cells.item_name": {
        "一、一般公共服务支出": "一般公共服务支出",
        "（二）项目支出": "项目支出",
        "二十一、其 他 支 出": "其他支出",
        "行政运行": "行政运行",
    },
    "cells.has_ordinal": {
        "一、一般公共服务支出": True,
        "二十三、其他支出": True,
        "一般公共服务支出": False,
        "1.5": False,
    },
    "cells.is_total": {
        "合计": True,
        "合 计": True,
        "人员经费合计": False,
        "总计": True,
        "小计": False,
    },
    "cells.is_rule": {
        "---": True,
        ":---:": True,
        "— —": True,
        "-12.5": False,
        "合计": False,
    },
    "cells.column_number": {
        "1": 1,
        "１": 1,
        "(1)": 1,
        "①": 1,
        "栏次": None,
        "12.5": None,
    },
    "cells.is_head_word": {
        "项目": True,
        "行次": True,
        "决算数": True,
        "行政运行": False,
    },
    "contents.is_contents_title": {
        "目 录": True,
        "目录": True,
        "目录如下：": False,
        "第一部分": False,
    },
    "contents.key": {
        "一、部门职责......3": "一、部门职责",
        "一、部门职责 ": "一、部门职责",
        "第一部分 概况\t1": "第一部分概况",
    },
    "form_figures.percentage": {
        "96.5%": Decimal("96.5"),
        "96.5％": Decimal("96.5"),
        "96.5": None,
        "完成96.5%": None,
    },
    "form_figures.plain_number": {
        "10": Decimal("10"),
        "9.5分": Decimal("9.5"),
        "10%": None,
        "十": None,
    },
    "form_words.words": {
        "<p>年度 目标</p>": "年度目标",
        "A<br>B": "A B",
        "产出指标": "产出指标",
    },
    "form_words.label": {
        "年度 目标（20分）": "年度目标(20分)",
        "项目名称：": "项目名称:",
        "数量指标": "数量指标",
    },
    "joining.display_width": {
        "合计": 4,
        "ab": 2,
        "“合计”12": 10,
    },
    "joining.tidy": {
        "**一、部门 职责**": "一、部门职责",
        "支出 12 万元": "支出12万元",
        "## 标题": "标题",
    },
    "joining.is_marked": {
        "## 一、部门职责": True,
        "**一、部门职责**": True,
        "**合计**12.5万元。": False,
        "一、部门职责": False,
    },
    "joining.is_debris": {
        "| --- | --- |": True,
        "![图](a.png)": True,
        "------": True,
        "合计12.5": False,
        "———————": True,
    },
    "levels.is_side": {
        "年度绩效指标": True,
        "绩效目标1": True,
        "年度": True,
        "产出指标": False,
    },
    "levels.is_goal_label": {
        "年度绩效目标3": True,
        "年度绩效目标": True,
        "绩效指标": False,
        "年度目标1": True,
    },
    "levels.level1_name": {
        "产出指标": "产出指标",
        "满意度指": "满意度指标",
        "效益指标": "效益指标",
        "数量指标": None,
        "合计": None,
    },
    "levels.level2_name": {
        "数量指标": "数量指标",
        "质量 指标": "质量指标",
        "服务对象满意度指标": "服务对象满意度指标",
        "产出指标": None,
    },
    "levels.is_piece": {
        "标": True,
        "指标": True,
        "合计": False,
    },
    "markup.without_commands": {
        "\\textbf{合计} 12.5": "合计 12.5",
        "\\hline": "",
        "合计": "合计",
    },
    "ordinals.chinese_number": {
        "十三": 13,
        "二十": 20,
        "九十九": 99,
        "一": 1,
        "百": 0,
    },
    "ordinals.read_ordinal": {
        "一、部门职责": ("一", 1, 2),
        "（二）项目": ("(一)", 2, 3),
        "3.人员": ("1", 3, 2),
        "(4)公用": ("(1)", 4, 3),
        "2023年度": None,
        "3.5万元": None,
    },
    "parts.part_number": {
        "部门概况": 1,
        "2023年度部门决算表": 2,
        "决算情况说明": 3,
        "重点工作完成情况": 4,
        "名词解释": 5,
        "附件": 6,
        "其他": None,
    },
    "parts.opens_part": {
        "第一部分 部门概况": True,
        "第二章 决算表": True,
        "第三篇 说明": True,
        "见第一部分，下同": False,
        "一、部门概况": False,
    },
    "task_tables.is_header": {
        "序号 重要事项 工作内容及目标 完成情况": True,
        "序号 单位名称": False,
    },
    "titles.unit_in": {
        "单位：万元": "万元",
        "金额单位:元": "元",
        "单位：某某局": None,
        "合计": None,
    },
    "titles.is_caption": {
        "公开01表": True,
        "单位：万元": True,
        "部门：青石街道办事处": True,
        "行政运行": False,
        "编制单位：青石街道办事处": True,
    },
    "titles.is_year": {
        "2023年度": True,
        "2023年": True,
        "2023年度收入": False,
    },
    "titles.is_note": {
        "注：本表反映收支情况。": True,
        "备注：无": True,
        "本表反映部门收支。": True,
        "注册资本": False,
    },
    "titles.title_text": {
        "**收入支出决算总表**（公开01表）": "收入支出决算总表",
        "三、支出决算表.......4": "三、支出决算表",
        "收 入 决 算 表": "收入决算表",
    },
    "titles.title_core": {
        "三、青石街道2023年度支出决算表（续）": "支出决算表",
        "青石街道2023年度收入决算表": "收入决算表",
        "支出决算表": "支出决算表",
    },
    "titles.looks_like_title": {
        "支出决算表": True,
        "支出决算表反映了全年支出。": False,
        "合计": False,
    },
    "titles.title_kind": {
        "收入支出决算总表": 1,
        "二、收入决算表": 2,
        "支出决算表（续）": 3,
        "财政拨款收入支出决算总表": 4,
        "一般公共预算财政拨款支出决算表": 5,
        "一般公共预算财政拨款基本支出决算明细表": 6,
        "政府性基金预算财政拨款收入支出决算表": 7,
        "国有资本经营预算财政拨款支出决算表": 8,
        "财政拨款“三公”经费支出决算表": 9,
        "部门预算收支总表": 1,
        "项目支出绩效自评表": None,
        "**收入支出决算总表**（公开01表）": 1,
    },
    "titles.says_no_data": {
        "本表无数据": True,
        "本单位无政府性基金，故本表无数据。": True,
        "本表反映支出": False,
    },
    "titles.is_continued": {
        "支出决算表（续）": True,
        "支出决算表（续表）": True,
        "支出决算表": False,
    },
    "shapes.asciidoc.opens": {
        "|===": True,
        "| 合计 |": False,
    },
    "shapes.cell_per_line.opens": {
        "项目": True,
        "行次": True,
        "行政运行支出合计": False,
    },
    "shapes.delimited.opens": {
        "合计\t12.5": True,
        "合计,12.5,3": True,
        "项目支出，12.5万元": False,
        "a;b;c;d": True,
    },
    "shapes.delimited.unquoted": {
        '"合计"': "合计",
        '"他说""好"""': '他说"好"',
        "合计": "合计",
    },
    "shapes.grid_table.opens": {
        "+----+----+": True,
        "+====+====+": True,
        "合计": False,
    },
    "shapes.html.opens": {
        "<table>": True,
        '<TABLE class="a">': True,
        "<p>合计</p>": False,
    },
    "shapes.html.without_tags": {
        "<p>一</p><p>二</p>": ["一", "二"],
        "合计": ["合计"],
    },
    "shapes.latex.opens": {
        "\\begin{tabular}{ll}": True,
        "\\section{合计}": False,
    },
    "shapes.mediawiki.opens": {
        '{| class="wikitable"': True,
        "|-": False,
    },
    "shapes.pipes.opens": {
        "| 合计 | 12.5 |": True,
        "合计 12.5": False,
    },
    "shapes.ruled.opens": {
        "---- -----": True,
        "合计": False,
    },
    "shapes.bare_sides.is_figure": {
        "12.5": True,
        "1,204.50": True,
        "—": False,
        "行政运行": False,
    },
    "shapes.bare_sides.holds_figure": {
        "12.5": True,
        "—": True,
        "-": True,
        "行政运行": False,
    },
    "shapes.bare_sides.is_name": {
        "行政运行": True,
        "62.33万元": False,
        "12.5": False,
    },
    "shapes.bare_sides.side_of": {
        "一般公共服务支出": "expenditure",
        "事业收入": "revenue",
        "总计": "",
    },
    "shapes.single_blanks.is_head": {
        "科目编码 科目名称 合计": True,
        "2010301 行政运行 12.5": False,
    },
    "shapes.single_blanks.tokens_of": {
        "2010301 行政运行 12.50 12.50": ["2010301", "行政运行", "12.50", "12.50"],
        "本年度支出较上年有所增加，主要是人员增加。": None,
    },
    "flattened.fragments.cells_of_line": {
        "数量指标  清运次数  3次": ["数量指标", "清运次数", "3次"],
        "数量指标 清运 3次": ["数量指标", "清运", "3次"],
    },
    "flattened.values.value_kind": {
        "12.5": 2,
        "100%": 2,
        "完成": 1,
        "数量指标": 0,
    },
    "shapes.columns.width": {
        "合": 2,
        "a": 1,
    },
    "shapes.spans.one_place": {
        "合": 1,
        "a": 1,
    },
}
EXAMPLES = [(name, text, taken) for name, examples in NOTIONS.items() for text, taken in examples.items()]


@pytest.mark.parametrize(("name", "text", "taken"), EXAMPLES)
def test_what_a_text_is_taken_for(name: str, text: str, taken: Any) -> None:
    module, _, notion = name.rpartition(".")
    found = getattr(import_module(f"mingzhang.layout.{module}"), notion)(text)
    if isinstance(found, Ordinal):
        found = (found.style, found.number, found.end)
    assert found == taken


def test_every_notion_has_examples_that_differ() -> None:
    """One that is taken for it and one that is not, or two that are taken for different things."""
    folder = Path(layout.__file__ or "").parent
    notions = {
        ".".join((*path.relative_to(folder).with_suffix("").parts, node.name))
        for path in folder.rglob("*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
        and node.name[0] != "_"
        and [ast.unparse(one.annotation) for one in node.args.args if one.annotation] == ["str"]
        and not node.args.kwonlyargs
    }
    assert notions - set(NOTIONS) == set(), "add examples to tests/test_layout_notions.py"
    alike = {name for name, examples in NOTIONS.items() if len({repr(one) for one in examples.values()}) < 2}
    assert alike - {"cells.compact", "shapes.spans.one_place"} == set()
