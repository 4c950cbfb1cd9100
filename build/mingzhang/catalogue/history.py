"""What became of every address and every version."""

from __future__ import annotations

from .records import Column, Table

HISTORY: tuple[Table, ...] = (
    Table(
        "addresses",
        "页面地址",
        "Addresses",
        "曾经公布过的每个公开文件页面地址及其现状；撤下或移走的地址仍有说明。",
        (
            Column("url", "TEXT", "地址", "address", "相对本站根目录", required=True),
            Column("disclosure_id", "TEXT", "公开文件标识", "disclosure id", "可能已不在 disclosures 中", required=True),
            Column(
                "status",
                "TEXT",
                "状态",
                "status",
                "published 在用；replaced 旧版本；withdrawn 已撤下；removed 文件已不在收录范围；moved 已移至新地址",
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
        "expected_disclosures",
        "公开台账",
        "Disclosure log",
        "应当公开的决算及其公开情况：依 expected.csv 所列的部门与期限，只陈述日期。",
        (
            Column("position", "INTEGER", "序号", "position", "登记的次序", required=True),
            Column("body", "TEXT", "部门", "body", "登记的名称", required=True),
            Column("department_id", "TEXT", "部门标识", "department id", "本站未收录该部门则为空"),
            Column("fiscal_year", "INTEGER", "决算年度", "fiscal year", "", required=True),
            Column("kind", "TEXT", "口径", "kind", "汇总或本级；空为不限"),
            Column("due_on", "TEXT", "公开期限", "due on", "空为不详；批复日期后二十日"),
            Column("disclosure_id", "TEXT", "公开文件", "disclosure", "已公开的那一份"),
            Column("published_on", "TEXT", "公开日期", "published on", "各版本所印日期中最早的"),
            Column(
                "status",
                "TEXT",
                "状态",
                "status",
                "in_time 按期；late 逾期；missing 到期未见；not_yet_due 未到期；undated 已公开而未印日期；published 已公开、期限不详；unknown_due 未见、期限不详",
                required=True,
            ),
            Column("days_late", "INTEGER", "逾期", "days late", "逾期天数；到期未见的，算至本站所见最新的公开日期", "日"),
            Column("replaced", "INTEGER", "更换次数", "times replaced", "同一份决算换过几次文件", "次", required=True),
        ),
        ("position",),
        (("fiscal_year", "status"),),
    ),
)  # fmt: skip
