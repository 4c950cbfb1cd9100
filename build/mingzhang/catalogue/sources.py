"""Who disclosed what, in which file, and what became of it."""

from __future__ import annotations

from .common import disclosure_column, place_columns, position_column
from .records import Column, Table, worded

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
            Column("made_up", "INTEGER", "虚构样例", "made up", "1 为文件自称的虚构样例，0 为其他"),
            Column("page_url", "TEXT", "页面", "page", "本站页面的相对地址", required=True),
        ),
        ("id",),
        (("department_id", "fiscal_year"), ("fiscal_year", "id")),
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
                "carrier",
                "TEXT",
                "载体",
                "carrier",
                "由内容判定的文件种类：text、pdf、scan、docx、xlsx、html 等",
            ),
            Column("pages", "INTEGER", "页数", "pages", "有页的载体的页数（工作簿为表数），其他为空", "页"),
            worded(
                "status",
                "状态",
                "status",
                {"ok": "已读", "partial": "部分读取", "quarantined": "未收录"},
                required=True,
            ),
            Column("error", "TEXT", "原因", "reason", "未收录或部分读取的原因"),
            Column(
                "original",
                "TEXT",
                "原文件",
                "original",
                "原文件在 files/ 下的地址，文件名为其 SHA-256；不公开原文件或其中印有个人号码的为空",
            ),
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
            *place_columns()[1:],
        ),
        ("source_id", "line"),
    ),
    Table(
        "source_pages",
        "原文的页",
        "Source pages",
        "有页的来源文件的每一页；纯文本没有页，不在此列。",
        (
            Column("source_id", "TEXT", "来源文件", "source", "", None, "sources.id", True),
            Column("page", "INTEGER", "页码", "page", "从 1 起", required=True),
            Column("name", "TEXT", "表名", "sheet", "工作簿中工作表的名称"),
            Column("width", "REAL", "页宽", "width", "", "点"),
            Column("height", "REAL", "页高", "height", "", "点"),
            Column("rotation", "INTEGER", "旋转", "rotation", "显示时顺时针旋转的角度", "度"),
            Column(
                "recognised", "INTEGER", "由图像识别", "recognised", "1 为扫描页，文字由识别得来；0 为其他"
            ),
            Column(
                "confidence", "REAL", "识别把握", "confidence", "识别结果的平均把握，0 至 1；非识别页为空"
            ),
            Column(
                "picture",
                "TEXT",
                "页面图像",
                "picture",
                "该页图像在 files/ 下的地址；没有数字与核对结果的页为空",
            ),
        ),
        ("source_id", "page"),
    ),
    Table(
        "doubtful_figures",
        "存疑的识别结果",
        "Doubtful figures",
        "由图像识别、把握较低的数字，一处一行；不代为选定，请核对原件。",
        (
            Column("source_id", "TEXT", "来源文件", "source", "", None, "sources.id", True),
            position_column(),
            Column("read", "TEXT", "识别为", "read as", "采用的识别结果", required=True),
            Column("other", "TEXT", "也可能是", "may be", "次可能的识别结果"),
            Column(
                "confidence", "REAL", "识别把握", "confidence", "最没有把握的一个字符，0 至 1", required=True
            ),
            *place_columns(),
        ),
        ("source_id", "position"),
    ),
    Table(
        "reading_notes",
        "读取说明",
        "Reading notes",
        "读取时未能识别或存疑之处，一处一行。",
        (
            disclosure_column(),
            position_column(),
            Column("kind", "TEXT", "类别", "kind", "如未识别的表名、遗留行、未能确定的编码", required=True),
            Column("text", "TEXT", "说明", "text", "", required=True),
            *place_columns(),
        ),
        ("disclosure_id", "position"),
    ),
    Table(
        "statements",
        "报表状态",
        "Statements",
        "九张决算表在每份公开文件中的状态。",
        (
            disclosure_column(),
            Column("number", "INTEGER", "表号", "number", "1 至 9，对应公开01至公开09表", required=True),
            Column("title", "TEXT", "表名", "title", "", required=True),
            worded(
                "status",
                "状态",
                "status",
                {
                    "published": "已公开",
                    "empty": "公开为空表",
                    "lost": "有表名而数据未能提取",
                    "absent": "未见此表",
                },
                required=True,
            ),
            Column("note", "TEXT", "原文说明", "note", "原文对该表的说明，如“本部门无政府性基金收支”"),
            Column("unit", "TEXT", "原文单位", "printed unit", "原表所印的金额单位；入库时一律为万元"),
            *place_columns(),
        ),
        ("disclosure_id", "number"),
    ),
    Table(
        "statement_coverage",
        "读取覆盖",
        "Reading coverage",
        "每张决算表各行中含数字的格：全部、已读、未读（在读取说明中写明）。",
        (
            disclosure_column(),
            Column("number", "INTEGER", "表号", "number", "1 至 9，对应公开01至公开09表", required=True),
            Column(
                "cells_with_digits",
                "INTEGER",
                "含数字的格",
                "cells with digits",
                "该表各行中含数字的格数（表头除外）；等于已读与未读之和",
                required=True,
            ),
            Column(
                "cells_read",
                "INTEGER",
                "已读的格",
                "cells read",
                "读作金额、编码、行次或名称的格数",
                required=True,
            ),
            Column(
                "cells_told",
                "INTEGER",
                "未读的格",
                "cells told as unread",
                "未能读入、已在读取说明中写明的格数",
                required=True,
            ),
        ),
        ("disclosure_id", "number"),
    ),
)
