"""Every published table and view but the nine statements (see `statements.py`), column by column."""

from __future__ import annotations

from .records import Column, Table
from .statements import STATEMENTS

WAN = "万元"


def _disclosure(required: bool = True) -> Column:
    return Column(
        "disclosure_id", "TEXT", "公开文件", "disclosure", "所属部门与年度", None, "disclosures.id", required
    )


def _line(name: str = "source_line", zh: str = "原文行号", required: bool = False) -> Column:
    return Column(name, "INTEGER", zh, "source line", "该内容在提取文本中的行号，从 1 起", required=required)


def _position() -> Column:
    return Column("position", "INTEGER", "序号", "position", "在原文中的先后次序", required=True)


WHO_AND_WHAT: tuple[Table, ...] = (
    Table(
        "departments",
        "部门",
        "Departments",
        "公开决算的部门，一个部门一行。",
        (
            Column("id", "TEXT", "部门标识", "department id", "由部门全称转写而成，长期不变", required=True),
            Column("name", "TEXT", "部门全称", "full name", "原文所印的全称", required=True),
            Column(
                "short_name",
                "TEXT",
                "部门简称",
                "short name",
                "去掉行政区划与“人民政府”的名称",
                required=True,
            ),
            Column("kind", "TEXT", "部门类型", "kind", "如街道办事处、政府办公室；只在同类部门之间比较"),
            Column("district", "TEXT", "区（县）", "district", "所属区、县"),
            Column("city", "TEXT", "市", "city", "所属市"),
            Column("province", "TEXT", "省", "province", "所属省、自治区、直辖市"),
        ),
        ("id",),
        (("district",), ("kind",)),
    ),
    Table(
        "disclosures",
        "决算公开文件",
        "Disclosures",
        "每个部门每个年度的决算公开，一份一行。",
        (
            Column("id", "TEXT", "公开文件标识", "disclosure id", "部门标识加决算年度", required=True),
            Column("department_id", "TEXT", "部门", "department", "", None, "departments.id", True),
            Column(
                "fiscal_year", "INTEGER", "决算年度", "fiscal year", "决算所属年度，以封面为准", required=True
            ),
            Column("title", "TEXT", "标题", "title", "封面标题", required=True),
            Column("scope", "TEXT", "口径", "scope", "本级或汇总，原文未写明则为空"),
            Column("published_on", "TEXT", "公开日期", "published on", "封面所印日期"),
            Column("phone", "TEXT", "联系电话", "phone", "原文所印的咨询电话"),
            Column("source_id", "TEXT", "来源文件", "source", "", None, "sources.id", True),
            Column("page_url", "TEXT", "页面", "page", "本站页面的相对地址", required=True),
        ),
        ("id",),
        (("department_id", "fiscal_year"), ("fiscal_year",)),
    ),
    Table(
        "sources",
        "来源文件",
        "Sources",
        "读入的每个文件及其读取结果。",
        (
            Column("id", "TEXT", "文件标识", "source id", "文件内容的 SHA-256", required=True),
            Column("path", "TEXT", "文件路径", "path", "相对输入文件夹的路径", required=True),
            Column("format", "TEXT", "格式", "format", "文件格式"),
            Column("bytes", "INTEGER", "字节数", "bytes", "文件大小", "字节"),
            Column("lines", "INTEGER", "行数", "lines", "提取文本的行数", "行"),
            Column("reader", "TEXT", "读取器", "reader", "读取该文件的程序模块"),
            Column(
                "status",
                "TEXT",
                "状态",
                "status",
                "ok 已读；partial 部分读取；quarantined 未收录",
                required=True,
            ),
            Column("error", "TEXT", "原因", "reason", "未收录或部分读取的原因"),
        ),
        ("id",),
    ),
    Table(
        "source_lines",
        "原文",
        "Source lines",
        "提取文本的每一行，所有数字都能回到这里。",
        (
            Column("source_id", "TEXT", "来源文件", "source", "", None, "sources.id", True),
            Column("line", "INTEGER", "行号", "line", "从 1 起", required=True),
            Column("text", "TEXT", "文字", "text", "该行原文", required=True),
        ),
        ("source_id", "line"),
    ),
    Table(
        "reading_notes",
        "读取说明",
        "Reading notes",
        "读取时未能识别或存疑之处，一处一行。",
        (
            _disclosure(),
            _position(),
            Column("kind", "TEXT", "类别", "kind", "如未识别的表名、遗留行、未能确定的编码", required=True),
            Column("text", "TEXT", "说明", "text", "", required=True),
            _line(),
        ),
        ("disclosure_id", "position"),
    ),
    Table(
        "statements",
        "报表状态",
        "Statements",
        "九张决算表在每份公开文件中的状态。",
        (
            _disclosure(),
            Column("number", "INTEGER", "表号", "number", "1 至 9，对应公开01至公开09表", required=True),
            Column("title", "TEXT", "表名", "title", "", required=True),
            Column(
                "status",
                "TEXT",
                "状态",
                "status",
                "published 已公开；empty 公开为空表；lost 有表名而数据未能提取；absent 未见此表",
                required=True,
            ),
            Column("note", "TEXT", "原文说明", "note", "原文对该表的说明，如“本部门无政府性基金收支”"),
            Column("unit", "TEXT", "原文单位", "printed unit", "原表所印的金额单位；入库时一律为万元"),
            _line(),
        ),
        ("disclosure_id", "number"),
    ),
)

_KEY_COLUMNS = {
    "side": Column("side", "TEXT", "收支方", "side", "revenue 收入；expenditure 支出", required=True),
    "line_no": Column("line_no", "INTEGER", "行次", "line number", "原表所印行次"),
    "basis": Column("basis", "TEXT", "口径", "basis", "budget 预算数；final 决算数", required=True),
}


def _statement_table(number: int) -> Table:
    kind = STATEMENTS[number - 1]
    columns: list[Column] = [_disclosure(), _position()]
    columns += [_KEY_COLUMNS[key] for key in kind.keys]
    if kind.coded:
        scheme = "支出经济分类" if number == 6 else "支出功能分类"
        columns += [
            Column("code", "TEXT", "科目编码", "code", f"{scheme}科目编码；合计行为空"),
            Column("level", "INTEGER", "级次", "level", "类 1、款 2、项 3，合计 0", required=True),
        ]
    if kind.number != 9:
        columns.append(Column("item", "TEXT", "项目", "item", "原表所印名称，去掉序号与空格", required=True))
    columns += [
        Column(name, "REAL", header, name.replace("_", " "), "", WAN) for name, header in kind.figures
    ]
    columns += [
        _line(required=True),
        Column("repaired", "TEXT", "修补说明", "repaired", "修补了什么及原印形式；未修补为空"),
    ]
    return Table(
        kind.table,
        kind.title,
        kind.en,
        f"公开{number:02d}表 {kind.title}，金额单位万元；空格为未填，0 为原文所印的零。",
        tuple(columns),
        ("disclosure_id", "position"),
        (("code",),) if kind.coded else (),
    )


def _cells_view() -> str:
    parts = []
    for kind in STATEMENTS:
        side = "side" if "side" in kind.keys else "basis" if "basis" in kind.keys else "NULL"
        code = "code" if kind.coded else "NULL"
        item = "item" if kind.number != 9 else "NULL"
        head = f"SELECT disclosure_id, {kind.number} AS statement, {side} AS side, {code} AS code, {item} AS item, "  # noqa: S608
        parts += [
            f"{head}'{column}' AS \"column\", {column} AS amount, source_line FROM {kind.table} WHERE {column} IS NOT NULL"
            for column in kind.columns
        ]
    return "\nUNION ALL ".join(parts)


STATEMENT_TABLES: tuple[Table, ...] = tuple(_statement_table(kind.number) for kind in STATEMENTS)

CELLS = Table(
    "statement_cells",
    "九表全部数字",
    "All figures of the nine statements",
    "把九张表的每一个数字排成一列，便于一次查询。",
    (
        _disclosure(),
        Column("statement", "INTEGER", "表号", "statement", "1 至 9"),
        Column("side", "TEXT", "收支方", "side", "revenue、expenditure，或 budget、final"),
        Column("code", "TEXT", "科目编码", "code", ""),
        Column("item", "TEXT", "项目", "item", ""),
        Column("column", "TEXT", "栏目", "column", "该数字所在的栏，英文列名"),
        Column("amount", "REAL", "金额", "amount", "", WAN),
        _line(),
    ),
    view=_cells_view(),
)

THE_WORDS: tuple[Table, ...] = (
    Table(
        "sections",
        "章节",
        "Sections",
        "正文的每个标题及其下的文字。",
        (
            Column("id", "TEXT", "章节标识", "section id", "", required=True),
            _disclosure(),
            _position(),
            Column("part", "INTEGER", "部分", "part", "第一至第六部分；封面为 0", required=True),
            Column("path", "TEXT", "层次", "path", "如 3.五.(三).1", required=True),
            Column("heading", "TEXT", "标题", "heading", "", required=True),
            Column("text", "TEXT", "文字", "text", "", required=True),
            _line(required=True),
            _line("source_line_end", "原文末行"),
            Column("page_url", "TEXT", "页面", "page", "", required=True),
        ),
        ("id",),
        (("disclosure_id", "position"),),
    ),
    Table(
        "paragraphs",
        "段落",
        "Paragraphs",
        "章节中的每一段或表格的每一行。",
        (
            Column("section_id", "TEXT", "章节", "section", "", None, "sections.id", True),
            _position(),
            Column(
                "kind",
                "TEXT",
                "种类",
                "kind",
                "paragraph 段落；row 表格行（单元格以制表符分隔）",
                required=True,
            ),
            Column("text", "TEXT", "文字", "text", "", required=True),
            _line(required=True),
            _line("source_line_end", "原文末行", required=True),
        ),
        ("section_id", "position"),
    ),
    Table(
        "key_figures",
        "主要指标",
        "Key figures",
        "每份公开文件的主要数字；表格与文字都写到的，各占一行。",
        (
            _disclosure(),
            _position(),
            Column("metric", "TEXT", "指标", "metric", "", None, "metrics.id", True),
            Column("value", "REAL", "数值", "value", "减少为负", required=True),
            Column("unit", "TEXT", "单位", "unit", "", required=True),
            Column("origin", "TEXT", "出处", "origin", "table 表格；narrative 文字", required=True),
            Column("quote", "TEXT", "原文", "quote", "所在的句子或表格行"),
            _line(),
        ),
        ("disclosure_id", "position"),
        (("metric", "disclosure_id"),),
    ),
    Table(
        "structure_items",
        "支出结构",
        "Structure of general-budget spending",
        "支出决算结构情况中各类支出的金额与占比。",
        (
            _disclosure(),
            _position(),
            Column("code", "TEXT", "类编码", "code", "支出功能分类的类"),
            Column("item", "TEXT", "类", "class", "", required=True),
            Column("amount", "REAL", "金额", "amount", "", WAN),
            Column("share_pct", "REAL", "占比", "share", "", "%"),
            Column("quote", "TEXT", "原文", "quote", ""),
            _line(),
        ),
        ("disclosure_id", "position"),
    ),
    Table(
        "execution_items",
        "预算执行",
        "Budget execution",
        "支出决算具体情况中每一项的年初预算、决算、完成率与原因。",
        (
            _disclosure(),
            _position(),
            Column("code", "TEXT", "科目编码", "code", "按款、项名称确定；不能确定则为空"),
            Column("class", "TEXT", "类", "class", ""),
            Column("section", "TEXT", "款", "section", ""),
            Column("item", "TEXT", "项", "item", ""),
            Column("initial_budget", "REAL", "年初预算", "initial budget", "", WAN),
            Column("final", "REAL", "决算", "final", "", WAN),
            Column("completion_pct", "REAL", "完成率", "completion", "原文所印", "%"),
            Column("reason", "TEXT", "差异原因", "reason", ""),
            Column("quote", "TEXT", "原文", "quote", ""),
            _line(),
        ),
        ("disclosure_id", "position"),
    ),
    Table(
        "projects",
        "项目自评综述",
        "Project summaries",
        "文字中自评的每个项目。",
        (
            _disclosure(),
            _position(),
            Column("name", "TEXT", "项目名称", "name", "", required=True),
            Column("budget", "REAL", "全年预算数", "budget", "", WAN),
            Column("executed", "REAL", "执行数", "executed", "", WAN),
            Column("completion_pct", "REAL", "完成率", "completion", "原文所印", "%"),
            Column("outputs", "TEXT", "主要产出和效益", "outputs", ""),
            Column("problems", "TEXT", "发现的问题", "problems", ""),
            Column("improvements", "TEXT", "改进措施", "improvements", ""),
            Column("quote", "TEXT", "原文", "quote", ""),
            _line(),
        ),
        ("disclosure_id", "position"),
    ),
    Table(
        "evaluation_forms",
        "绩效自评表",
        "Self-evaluation forms",
        "整体与项目绩效自评表，重复印出的只算一张。",
        (
            Column("id", "TEXT", "自评表标识", "form id", "", required=True),
            _disclosure(),
            _position(),
            Column("kind", "TEXT", "种类", "kind", "overall 整体；project 项目", required=True),
            Column("name", "TEXT", "名称", "name", "", required=True),
            Column("filled_on", "TEXT", "填报日期", "filled on", ""),
            Column("category", "TEXT", "项目类别", "category", ""),
            Column("attribute", "TEXT", "项目属性", "attribute", ""),
            Column("recurrence", "TEXT", "项目类型", "recurrence", ""),
            Column("budget", "REAL", "预算数", "budget", "", WAN),
            Column("executed", "REAL", "执行数", "executed", "", WAN),
            Column("execution_pct", "REAL", "执行率", "execution", "", "%"),
            Column("score", "REAL", "得分", "score", "", "分"),
            Column("deviation_reason", "TEXT", "偏差原因", "deviation reason", ""),
            Column("improvements", "TEXT", "改进措施", "improvements", ""),
            _line(),
            _line("source_line_end", "原文末行"),
        ),
        ("id",),
        (("disclosure_id", "position"),),
    ),
    Table(
        "indicators",
        "绩效指标",
        "Indicators",
        "自评表中的每一条指标。",
        (
            Column("form_id", "TEXT", "自评表", "form", "", None, "evaluation_forms.id", True),
            _position(),
            Column("goal", "TEXT", "年度目标", "goal", ""),
            Column("level1", "TEXT", "一级指标", "level 1", ""),
            Column("level2", "TEXT", "二级指标", "level 2", ""),
            Column("level3", "TEXT", "三级指标", "level 3", "", required=True),
            Column("target", "TEXT", "目标值", "target", ""),
            Column("actual", "TEXT", "完成值", "actual", ""),
            Column("score", "REAL", "得分", "score", "", "分"),
            Column("met", "INTEGER", "是否完成", "met", "1 完成；0 未完成；空为无法判断"),
            _line(),
        ),
        ("form_id", "position"),
    ),
    Table(
        "key_tasks",
        "重点工作",
        "Key tasks",
        "重点工作完成情况的每一行。",
        (
            _disclosure(),
            _position(),
            Column("matter", "TEXT", "事项", "matter", "", required=True),
            Column("goal", "TEXT", "目标", "goal", ""),
            Column("outcome", "TEXT", "完成情况", "outcome", ""),
            _line(),
        ),
        ("disclosure_id", "position"),
    ),
    Table(
        "terms",
        "名词解释",
        "Terms",
        "原文对名词的解释。",
        (
            _disclosure(),
            _position(),
            Column("term", "TEXT", "名词", "term", "", required=True),
            Column("definition", "TEXT", "解释", "definition", "", required=True),
            Column("code", "TEXT", "科目编码", "code", "解释的是功能分类科目时"),
            _line(),
        ),
        ("disclosure_id", "position"),
    ),
)

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
            _disclosure(),
            _position(),
            Column("rule_id", "TEXT", "规则", "rule", "", None, "rules.id", True),
            Column("severity", "TEXT", "程度", "severity", "error、warning、note", required=True),
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
            _line(),
            _line("other_line", "另一处行号"),
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
            _disclosure(),
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
            _disclosure(),
            Column(
                "kind",
                "TEXT",
                "种类",
                "kind",
                "paragraph 段落；statement 报表行；project 项目；term 名词等",
                required=True,
            ),
            Column("title", "TEXT", "标题", "title", "章节或表名", required=True),
            Column("text", "TEXT", "文字", "text", "", required=True),
            Column("page_url", "TEXT", "页面", "page", "含锚点", required=True),
            Column("department", "TEXT", "部门", "department", "", required=True),
            Column("district", "TEXT", "区（县）", "district", ""),
            Column("fiscal_year", "INTEGER", "决算年度", "fiscal year", "", required=True),
            Column("codes", "TEXT", "科目编码", "codes", "以空格分隔"),
            Column("amount", "REAL", "金额", "amount", "报表行的主要金额", WAN),
            _line(),
        ),
        ("id",),
        (("disclosure_id",),),
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

TABLES: tuple[Table, ...] = (*WHO_AND_WHAT, *STATEMENT_TABLES, CELLS, *THE_WORDS, *REFERENCE)
