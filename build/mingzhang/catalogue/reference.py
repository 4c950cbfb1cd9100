"""Metrics, rules and their outcome, code lists, search documents, the portal itself."""

from __future__ import annotations

from .common import WAN, disclosure_column, line_column, place_columns, position_column
from .records import Column, Table

_CODE_COLUMNS = (
    Column("code", "TEXT", "科目编码", "code", "", required=True),
    Column("name", "TEXT", "科目名称", "name", "", required=True),
    Column("level", "INTEGER", "级次", "level", "类 1、款 2、项 3", required=True),
    Column("parent", "TEXT", "上级科目", "parent", ""),
    Column("valid_from", "INTEGER", "所见最早年度", "valid from", "见于文件的最早年度"),
    Column("valid_to", "INTEGER", "所见最晚年度", "valid to", "见于文件的最晚年度"),
)

REFERENCE: tuple[Table, ...] = (
    Table(
        "metrics",
        "指标定义",
        "Metrics",
        "主要指标的定义与单位。",
        (
            Column("id", "TEXT", "指标标识", "metric id", "", required=True),
            Column("name_zh", "TEXT", "名称", "name in Chinese", "", required=True),
            Column("name_en", "TEXT", "英文名称", "name in English", "", required=True),
            Column("unit", "TEXT", "单位", "unit", "", required=True),
            Column("definition", "TEXT", "定义", "definition", "", required=True),
        ),
        ("id",),
    ),
    Table(
        "rules",
        "核对规则",
        "Rules",
        "核对每份公开文件所用的规则。",
        (
            Column("id", "TEXT", "规则标识", "rule id", "", required=True),
            Column("name_zh", "TEXT", "名称", "name in Chinese", "", required=True),
            Column("name_en", "TEXT", "英文名称", "name in English", ""),
            Column(
                "severity", "TEXT", "程度", "severity", "error 不一致；warning 存疑；note 提示", required=True
            ),
            Column("explanation", "TEXT", "说明", "explanation", "", required=True),
        ),
        ("id",),
    ),
    Table(
        "findings",
        "核对结果",
        "Findings",
        "没有通过的核对，写明两处数字与位置；只陈述差异。",
        (
            disclosure_column(),
            position_column(),
            Column("rule_id", "TEXT", "规则", "rule", "", None, "rules.id", True),
            Column(
                "severity", "TEXT", "程度", "severity", "error 不一致；warning 存疑；note 提示", required=True
            ),
            Column("message", "TEXT", "说明", "message", "", required=True),
            Column("expected", "TEXT", "应为", "expected", "按规则推算的值"),
            Column("found", "TEXT", "所印", "found", "原文所印的值"),
            Column("difference", "REAL", "差额", "difference", "所印减应为"),
            Column(
                "cause",
                "TEXT",
                "可能原因",
                "cause",
                "source 原文；extraction 文本提取；unknown 未定",
                required=True,
            ),
            *place_columns(cell=False),
            line_column("other_line", "另一处行号"),
        ),
        ("disclosure_id", "position"),
        (("rule_id",),),
    ),
    Table(
        "check_results",
        "核对记录",
        "Check results",
        "每条规则在每份文件上通过、未通过或不适用的次数。",
        (
            disclosure_column(),
            Column("rule_id", "TEXT", "规则", "rule", "", None, "rules.id", True),
            Column(
                "outcome",
                "TEXT",
                "结果",
                "outcome",
                "held 相符；failed 不符；not_applicable 不适用",
                required=True,
            ),
            Column("times", "INTEGER", "次数", "times", "", "次", required=True),
        ),
        ("disclosure_id", "rule_id", "outcome"),
        (("rule_id",),),
    ),
    Table(
        "function_codes",
        "功能分类科目",
        "Functional codes",
        "支出功能分类科目，见于真实文件者。",
        _CODE_COLUMNS,
        ("code",),
    ),
    Table(
        "economic_codes",
        "经济分类科目",
        "Economic codes",
        "支出经济分类科目，见于真实文件者。",
        _CODE_COLUMNS,
        ("code",),
    ),
    Table(
        "search_documents",
        "检索条目",
        "Search documents",
        "可检索的每一条：段落、表格行等；全文索引建于其上。",
        (
            Column("id", "INTEGER", "编号", "id", "", required=True),
            disclosure_column(),
            Column(
                "kind",
                "TEXT",
                "种类",
                "kind",
                "disclosure 决算公开；paragraph 段落；statement 报表行；execution 预算执行；project 项目；form 绩效自评表；"
                "indicator 绩效指标；task 重点工作；term 名词解释；row 附表行；finding 核对结果",
                required=True,
            ),
            Column("title", "TEXT", "标题", "title", "章节或表名", required=True),
            Column("text", "TEXT", "文字", "text", "", required=True),
            Column("page_url", "TEXT", "页面", "page", "含锚点", required=True),
            Column("department", "TEXT", "部门", "department", "", required=True),
            Column("district", "TEXT", "区（县）", "district", ""),
            Column("city", "TEXT", "市", "city", ""),
            Column("fiscal_year", "INTEGER", "决算年度", "fiscal year", "", required=True),
            Column("codes", "TEXT", "科目编码", "codes", "以空格分隔"),
            Column("amount", "REAL", "金额", "amount", "报表行的主要金额", WAN),
            *place_columns(cell=False),
        ),
        ("id",),
        (("disclosure_id", "kind"),),
    ),
    Table(
        "portal",
        "本库信息",
        "Portal",
        "本数据库的标题、许可与版本。",
        (
            Column("key", "TEXT", "名目", "key", "", required=True),
            Column("value", "TEXT", "内容", "value", "", required=True),
        ),
        ("key",),
    ),
)
