"""Whole small accounts that print something otherwise than the form does: made up, of kinds that departments publish.

Each is read by `test_printed_otherwise` and, as one more made-up document, by `benchmarks/overfitting.py`.
"""

from __future__ import annotations

from documents import minimal

STREET = "云州市临江区人民政府青石街道办事处"
_DUTY = "（一）负责辖区公共服务。"
_PART_TWO = f"第二部分 {STREET}2023年度部门决算表"
_PROSE = "主要原因是新增绿化任务。"


def _with(text: str, **replaced: str) -> str:
    """The account with what follows its duties (`below`), its tables (`tables`) or its first section (`prose`)."""
    text = text.replace(_DUTY, f"{_DUTY}\n\n{replaced.get('below', '')}")
    text = text.replace("第三部分 ", f"{replaced.get('tables', '')}\n\n第三部分 ")
    return text.replace(_PROSE, f"{_PROSE}{replaced.get('prose', '')}")


_UNITS = f"""二、机构设置情况

内设科室3个，包括：1.办公室；2.渡口管理科；3.堤岸科。

下属单位2个，分别是青石渡口服务中心和青石堤岸服务中心。

纳入决算编制范围的预算单位共3个，包括：

序号 单位名称 单位性质

1 {STREET}（本级） 行政单位 2 青石渡口服务中心 公益一类事业单位

行政单位：

青石文化馆
青石图书馆
以上单位均已公开。

三、内设机构职责

（一）主要职责

渡口科管理渡口。"""
"""Lists of units: run on in a sentence, two joined by 和, rows of a table on one line, headings within the list, lines
without stops."""

_BY_KIND_OF_COST = """一般公共预算财政拨款基本支出决算明细表
公开06表
单位：万元
经济分类科目编码\t科目名称\t合计\t人员经费\t公用经费
\t合计\t20.00\t16.00\t4.00
301\t工资福利支出\t16.00\t16.00\t
301 01\t基本工资\t9.00\t9.00\t
津贴补贴\t30102\t7.00\t7.00\t
302\t商品和服务支出\t4.00\t\t4.00
30201\t办公费\t3.00\t\t3.00
\t合计\t\t\t
\t20.00\t16.00
30299\t\t1.00\t\t1.00
\t巡护船只租用\t0.00\t\t0.00"""
"""公开06表 with columns 人员经费 and 公用经费 in place of its blocks, codes parted, behind their names, or without one."""

_NAMES_FIRST = """一般公共预算财政拨款支出决算表
公开05表
序号\t科目名称\t科目编码\t本年支出合计\t基本支出\t项目支出
\t合计\t\t12045000\t9000000\t3045000
1\t一般公共服务支出\t201\t12045000\t9000000\t3045000
2\t政府办公厅（室）及相关机构事务\t20103\t12045000\t9000000\t3045000
3\t行政运行\t2010301\t9000000\t9000000\t
4\t一般行政管理事务\t2010302\t3045000\t\t3045000"""
"""Rows counted, names before codes; in 元, which no table says and the prose proves."""

_BY_TURNS = """财政拨款“三公”经费支出决算表
公开09表
单位：万元
项目\t2022年决算数\t2023年预算数\t2023年决算数
合计\t5.50\t6.00\t4.70
因公出国（境）费\t0.00\t0.00\t0.00
公务用车购置及运行维护费\t4.00\t4.50\t3.20
公务用车购置费\t0.00\t0.00\t0.00
公务用车运行维护费\t4.00\t4.50\t3.20
接待车队名称\t\t\t
公务接待费\t1.50\t1.50\t1.50"""
"""公开09表 with the year before beside it."""

_THREE_PUBLIC = """

九、财政拨款“三公”经费支出决算情况说明

公务用车购置费、公务用车运行维护费和公务接待费支出决算分别为0万元、3.20万元、1.5 0万元。

公务接待费预算数和决算数分别为1.60万元和1.50万元。

十一、政府采购支出说明

2023年度政府采购支出总额12万元，其中：货物、工程和服务支出分别为2万元、7万元、3万元，会议费支出一万二千元。"""
"""Names first, their figures after 分别为; a blank within decimals; an amount in numerals."""

_STAFF = """二、机构设置情况

青石街道人员编制25名，年末实有人数24人，实有在职人员23人，其中下属单位在职人员8人。"""


def _several(text: str) -> str:
    """The account of a second body below that of the first."""
    other = text.replace("青石街道", "白石街道")
    return text + "\n" + other[other.index("第一部分") :]


_NAMELESS = """部门职责
（一）管理渡口与堤岸。

第三部分 2023年度部门决算情况说明
一、收入支出决算总体情况说明
云州市临江区交通运输局2023年度收、支总计120.50万元。与2022年度相比，收、支总计各增加10万元，增长9.05%。
二、收入决算情况说明
2023年度云州市临江区交通运输局收入合计120.50万元，其中：财政拨款收入120.50万元，占本年收入100%。
三、支出决算情况说明
云州市临江区交通运输局2023年度支出合计120.50万元，其中：基本支出90.50万元，占本年支出75.10%；项目支出30万元，占本年支出24.90%。
十、机关运行经费支出说明
云州市临江区交通运输局无机关运行经费支出。
第五部分 名词解释
一、财政拨款收入：指单位从同级财政部门取得的财政预算资金。
二、基本支出：指为保障机构正常运转、完成日常工作任务而发生的人员支出和公用支出。
"""

ACCOUNTS = {
    "units": _with(minimal(), below=_UNITS),
    "costs": _with(minimal(), tables=_BY_KIND_OF_COST),
    "part": _with(
        minimal(), prose="\n\n二、收入决算情况说明\n\n第七部分 其他需要公开的事项\n\n渡口另行公布。"
    ),
    "yuan": _with(minimal(total="12,045,000"), tables=_NAMES_FIRST)
    .replace("单位：万元", "")
    .replace("总计12045000万元", "总计1,204.5万元"),
    "three-public": _with(minimal(), below=_STAFF, tables=_BY_TURNS, prose=_THREE_PUBLIC),
    "nameless": _NAMELESS,
    "branch": minimal("云州市公安局青澜分局").replace(_DUTY, "（一）负责青澜区治安。"),
    "province": minimal("湖北武汉市江岸区渡口管理局"),
    "city": minimal("武汉东湖新技术开发区渡口管理局"),
    "several": _several(minimal()),
}
