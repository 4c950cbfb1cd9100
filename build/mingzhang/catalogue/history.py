"""What became of every address and every version."""

from __future__ import annotations

from .records import Column, Table, worded

REPLY_STATUSES = {"confirmed": "属实", "explained": "已说明", "corrected": "已更正", "disputed": "有异议"}
"""What a department may say of a finding, with its Chinese word."""

STATUSES = {
    "in_time": "按期",
    "late": "逾期",
    "missing": "到期未见",
    "not_yet_due": "未到期",
    "undated": "已公开，未印日期",
    "published": "已公开，期限不详",
    "unknown_due": "未见，期限不详",
}
"""What can be said of an account that is expected."""
_COUNTED = ", ".join(f"sum(status = '{status}') AS {status}" for status in STATUSES)
HISTORY: tuple[Table, ...] = (
    Table(
        "replies",
        "部门回应",
        "Replies",
        "部门对核对结果的回应，按收到的原话公布。",
        (
            Column("disclosure_id", "TEXT", "公开文件", "disclosure", "", None, "disclosures.id", True),
            Column("position", "INTEGER", "序号", "position", "从 1 起", required=True),
            Column("finding_id", "TEXT", "核对结果", "finding", "", None, "findings.id", True),
            worded(
                "status", "回应", "status",
                REPLY_STATUSES,
                required=True,
            ),
            Column("replied_on", "TEXT", "日期", "replied on", "", required=True),
            Column("author", "TEXT", "何人", "author", "署名；未署名为空"),
            Column("words", "TEXT", "原话", "words", "", required=True),
        ),
        ("disclosure_id", "position"),
    ),
    Table(
        "addresses",
        "页面地址",
        "Addresses",
        "曾经公布过的每个公开文件页面地址及其现状；撤下或移走的地址仍有说明。",
        (
            Column("url", "TEXT", "地址", "address", "相对本站根目录", required=True),
            Column("disclosure_id", "TEXT", "公开文件标识", "disclosure id", "可能已不在 disclosures 中", required=True),
            worded(
                "status", "状态", "status",
                {"published": "在用", "replaced": "旧版本", "withdrawn": "已撤下", "removed": "文件已不在收录范围", "moved": "已移至新地址"},
                required=True,
            ),
            Column("since", "TEXT", "何时起", "since", "现状从何时起（世界时）；首次建站时没有"),
            Column("moved_to", "TEXT", "新地址", "moved to", "移至何处，相对本站根目录"),
            Column("reason", "TEXT", "原因", "reason", "撤下的原因"),
        ),
        ("url",),
        (("disclosure_id",),),
    ),
    Table(
        "versions",
        "版本",
        "Versions",
        "同一部门、年度、口径先后公开的不同文件，一个文件一行。",
        (
            Column("disclosure_id", "TEXT", "公开文件", "disclosure", "", None, "disclosures.id", True),
            Column("version", "INTEGER", "版本号", "version", "按公布先后从 1 起，不再改变", required=True),
            Column("source_id", "TEXT", "来源文件", "source", "文件内容的 SHA-256，旧文件可能已不在 sources 中", required=True),
            Column("published_on", "TEXT", "公开日期", "published on", "该文件封面所印日期"),
            Column("published_at", "TEXT", "收录时间", "published at", "本站首次公布该文件的时间（世界时）；首次建站时没有"),
            Column("replaced_by", "INTEGER", "被何版本取代", "replaced by", "空为现行版本"),
            Column("changes", "INTEGER", "不同的数字", "changed figures", "与取代它的版本相比有多少个数字不同；空为无从比较", "个"),
        ),
        ("disclosure_id", "version"),
    ),
    Table(
        "version_changes",
        "版本间的变化",
        "Changes between versions",
        "旧版本与取代它的版本之间，逐个数字的变化。",
        (
            Column("disclosure_id", "TEXT", "公开文件", "disclosure", "", None, "disclosures.id", True),
            Column("version", "INTEGER", "旧版本号", "version", "", required=True),
            Column("position", "INTEGER", "序号", "position", "从 1 起", required=True),
            Column("place", "TEXT", "何处", "place", "T1 至 T9 为九张表，key_figures 为主要指标", required=True),
            Column("item", "TEXT", "项目", "item", "科目或指标"),
            Column("column", "TEXT", "栏", "column", ""),
            Column("before", "REAL", "旧版本的数", "before", "空为旧版本没有"),
            Column("after", "REAL", "后来的数", "after", "空为后来没有"),
        ),
        ("disclosure_id", "version", "position"),
    ),
    Table(
        "department_names",
        "部门名称及年度",
        "Names of departments by year",
        "每个部门先后用过的名称及其年度：公开文件所印的，以及 bodies.csv 所登记的。",
        (
            Column("department_id", "TEXT", "部门", "department", "", None, "departments.id", True),
            Column("position", "INTEGER", "序号", "position", "从 1 起", required=True),
            Column("name", "TEXT", "名称", "name", "", required=True),
            Column("valid_from", "INTEGER", "自何年度", "valid from", "文件所印的，为最早的一份；空为不详"),
            Column("valid_to", "INTEGER", "至何年度", "valid to", "文件所印的，为最晚的一份；空为至今或不详"),
            Column("source", "TEXT", "依据", "source", "登记时所写的出处；文件所印的为公开文件标识"),
        ),
        ("department_id", "position"),
    ),
    Table(
        "department_links",
        "部门的沿革",
        "What became of departments",
        "部门改名、合并、拆分及上级部门，依 bodies.csv 的登记；改名的历年数据相连，合并、拆分的只并列、不相加。",
        (
            Column("department_id", "TEXT", "部门", "department", "", None, "departments.id", True),
            Column("position", "INTEGER", "序号", "position", "从 1 起", required=True),
            Column("other_id", "TEXT", "另一部门", "other department", "空为本站没有它的公开文件", None, "departments.id"),
            Column("other_name", "TEXT", "另一部门的名称", "name of the other", "登记的名称", required=True),
            worded(
                "kind", "何种关系", "kind",
                {"renamed": "改名为另一部门", "merged": "并入", "split": "拆分出", "parent": "另一部门为上级"},
                required=True,
            ),
            Column("year", "INTEGER", "自何年度", "year", "后来状况的首个年度"),
            Column("source", "TEXT", "依据", "source", "登记时所写的出处"),
        ),
        ("department_id", "position"),
        (("other_id",),),
    ),
    Table(
        "expected_disclosures",
        "公开台账",
        "Disclosure log",
        "应当公开的决算与预算及其公开情况：依 expected.csv 所列的部门与期限，只陈述日期。",
        (
            Column("position", "INTEGER", "序号", "position", "登记的次序", required=True),
            Column("body", "TEXT", "部门", "body", "登记的名称", required=True),
            Column("department_id", "TEXT", "部门标识", "department id", "本站未收录该部门则为空"),
            Column("district", "TEXT", "区（县）", "district", "由名称得知"),
            Column("city", "TEXT", "市", "city", "由名称得知"),
            Column("body_kind", "TEXT", "部门类型", "kind of body", "由名称得知，如街道办事处"),
            Column("fiscal_year", "INTEGER", "决算年度", "fiscal year", "预算则为预算年度", required=True),
            Column("kind", "TEXT", "种类", "kind", "决算的口径（汇总或本级），空为不限；预算为部门预算"),
            Column("due_on", "TEXT", "公开期限", "due on", "空为不详；批复日期后二十日"),
            Column("disclosure_id", "TEXT", "公开文件", "disclosure", "已公开的那一份"),
            Column("published_on", "TEXT", "公开日期", "published on", "各版本所印日期中最早的"),
            worded("status", "状态", "status", STATUSES, required=True),
            Column("days_late", "INTEGER", "逾期", "days late", "逾期天数；到期未见的，算至本站所见最新的公开日期", "日"),
            Column("replaced", "INTEGER", "更换次数", "times replaced", "同一份决算换过几次文件", "次", required=True),
        ),
        ("position",),
        (("fiscal_year", "status"),),
    ),
    Table(
        "expected_totals",
        "公开台账合计",
        "Totals of the disclosure log",
        "公开台账按年度、地区与部门类型的合计：应公开多少、各为什么状态；期限不详的不算未公开。",
        (
            Column("fiscal_year", "INTEGER", "决算年度", "fiscal year"),
            Column("city", "TEXT", "市", "city"),
            Column("district", "TEXT", "区（县）", "district"),
            Column("body_kind", "TEXT", "部门类型", "kind of body"),
            Column("expected", "INTEGER", "登记", "expected", "登记的份数", "份"),
            *(
                Column(status, "INTEGER", said, status.replace("_", " "), "", "份")
                for status, said in STATUSES.items()
            ),
            Column("replaced", "INTEGER", "更换过", "replaced", "更换过文件的份数", "份"),
        ),
        view=f"SELECT fiscal_year, city, district, body_kind, count(*) AS expected, {_COUNTED}, "  # noqa: S608
        "sum(replaced > 0) AS replaced FROM expected_disclosures GROUP BY 1, 2, 3, 4 ORDER BY 1 DESC, 2, 3, 4",
    ),
    Table(
        "district_rollups",
        "部门合计与总决算",
        "Departments beside their district",
        "本站收录的部门决算相加，与区（县）自己的总决算数对照：占多少、差多少。总决算数依 districts.csv 的登记。",
        (
            Column("position", "INTEGER", "序号", "position", "登记的次序", required=True),
            Column("district", "TEXT", "区（县）", "district", "", required=True),
            Column("city", "TEXT", "市", "city"),
            Column("fiscal_year", "INTEGER", "决算年度", "fiscal year", "", required=True),
            Column("metric", "TEXT", "指标", "metric", "", None, "metrics.id", True),
            Column("figure", "REAL", "总决算数", "figure of the district", "", "万元", required=True),
            Column("source", "TEXT", "依据", "source", "登记时所写的出处", required=True),
            Column("counted", "INTEGER", "计入", "counted", "计入的部门决算", "份", required=True),
            Column("left_out", "INTEGER", "未计入", "left out", "为免重复或没有写明而未计入的", "份", required=True),
            Column("covered", "REAL", "部门合计", "covered", "", "万元", required=True),
            Column("share_pct", "REAL", "占总决算", "share", "", "%", required=True),
            Column("residual", "REAL", "差额", "residual", "总决算数减部门合计；负数为合计更大，多因口径不同", "万元", required=True),
        ),
        ("position",),
    ),
    Table(
        "rollup_accounts",
        "部门合计的构成",
        "What departments beside their district are made of",
        "部门合计逐份：计入的与未计入的；同一部门的本级与汇总只计一份。",
        (
            Column("rollup", "INTEGER", "部门合计", "rollup", "", None, "district_rollups.position", True),
            Column("disclosure_id", "TEXT", "公开文件", "disclosure", "", None, "disclosures.id", True),
            Column("value", "REAL", "数额", "value", "空为没有写明", "万元"),
            Column("left_out", "TEXT", "未计入的原因", "why left out", "空为计入"),
        ),
        ("rollup", "disclosure_id"),
    ),
)  # fmt: skip
