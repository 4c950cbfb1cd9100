"""Faults of the rules on directions, reasons, units, years and names."""

from __future__ import annotations

import re
from random import Random

from .rule_faults import ANNEX, WORK, fault, other
from .rule_faults import NUMBER as N

_ITEM = r"[（(]项[）)]。?年初预算数?为"
_SPENT = r"(?:，支出决算为|，支出决算数为|，决算数)"
_OTHER_WAY = {
    "增加": "减少", "减少": "增加", "增长": "下降", "下降": "增长", "降低": "增长", "大于": "小于", "小于": "大于",
}  # fmt: skip
_EVALUATED = r"(?=从(?:绩效)?评价情况来看)"
UNITS = r"(?m)^从单位构成看[^\n]*$"


def in_work(rule: str, wrong: str, right: str) -> None:
    """A sentence of the report of work."""
    fault(
        rule,
        WORK,
        f"{{all}}\n\n一、社区服务\n\n{wrong}\n",
        f"{{all}}\n\n一、社区服务\n\n{right}\n",
        last=True,
    )


def evaluated(rule: str, wrong: str, right: str | None = None) -> None:
    """Words before 从评价情况来看."""
    fault(rule, _EVALUATED, wrong, right)


# ------------------------------------------------------------------------------------------------ N17
_REASON = r"支出决算数(?:大于|小于)年初预算数的主要原因[：:是]*"
fault(
    "N17.denied-reason",
    rf"[（(]项[）)]。?年初预算数?为{N}万元{_SPENT}{N}万元，[^\n]*?{_REASON}(?P<x>[^\n]*)(?=。\n)",
    "公用经费减少",
    "公用经费增加",
    before=(
        (
            rf"机关运行经费支出{N}万元，(?P<x>[比较](?:20[0-9]{{2}}年度?|上年度?)(?:决算数?)?(?:增加|减少))(?={N}万元)",
            "比年初预算增加",
        ),
    ),
)
fault(
    "N17.item-reason-missing",
    rf"{_ITEM}{N}万元{_SPENT}{N}万元，完成年初预算的{N}%(?P<x>，支出决算数[^\n]*)(?=。\n)",
    "",
)
fault(
    "N17.item-reason-of-staff",
    rf"(?:环境卫生|一般行政管理事务|信息化建设|城管执法|其他[^\n]{{2,14}}支出)[（(]项[）)]。?年初预算数?为{N}万元{_SPENT}{N}万元，完成年初预算的{N}%，{_REASON}(?P<x>[^\n]*)(?=。\n)",
    "在职人数减少，人员经费减少",
)
fault(
    "N17.item-reason-opposite",
    r"支出决算数大于年初预算数的主要原因[：:是]*(?P<x>[^\n]*)(?=。\n)",
    "厉行节约，压减一般性支出",
)
fault("N17.double-negative", rf"(?:减少|下降)(?P<x>)(?={N}万元)", "-")
fault("N17.opposite-rate", rf"(?:增加|减少){N}万元，(?P<x>增长|下降|降低)(?={N}%)", other(_OTHER_WAY))
fault(
    "N17.opposite-reason",
    rf"减少{N}万元，(?:下降|减少|降低){N}%[，。]主要原因(?:是|：)(?P<x>[^。\n]*)",
    "本年新增项目，支出增加",
)
fault(
    "N17.reason-for-nothing",
    rf"国有资本经营预算财政拨款收入(?:{N})万元(?:，比{N}年度决算数(?:增加|减少){N}万元(?:，(?:增长|下降|减少){N}%)?)?。",
    "国有资本经营预算财政拨款收入0万元，比{last}年度决算数增加0万元，主要原因是厉行节约。",
    "国有资本经营预算财政拨款收入0万元，与{last}年度决算数持平。",
)
_NO_PURCHASE = rf"(?m)公务用车购置及运行维?护?费(?:全年)?预算为{N}万元，支出决算为{N}万元，[^\n]*决算数小于(?:全年)?预算数的主要原因[：:是](?P<x>[^\n。]*)(?=。其中：\n+[（(]1[）)]公务用车购置费支出0万元)"
fault("N17.reason-of-purchase", _NO_PURCHASE, "未购置公务用车", "车辆运行费用减少")
fault(
    "N17.reason-without-comparison",
    rf"(?:公务接待费|因公出国（境）费|公务用车购置及运行维?护?费)(?:全年)?预算为{N}万元，支出决算为{N}万元[^\n]*?(?P<x>；较上年(?:增加|减少){N}万元(?:，(?:增长|下降|减少|降低){N}%)?。)",
    "。决算数较上年减少的主要原因：厉行节约。",
    "{x}决算数较上年减少的主要原因：厉行节约。",
)
fault("N17.relation", r"支出决算数(?P<x>大于|小于)(?=年初预算数)", other(_OTHER_WAY))
# ------------------------------------------------------------------------------------------------ N18
fault(
    "N18.cut-cells",
    r"(?m)^2[0-9]{6}\t[^\t\n]+\t(?P<x>[0-9]{3,4}\.[0-9]{1,2})(?=\t)",
    lambda m, r: m["x"][:1] + " " + m["x"][1:],
)
evaluated("N18.measure-word", "设置56绩效指标，")
fault("N18.number-missing", rf"项目全年预算数?为(?P<x>{N})(?=万元)", "")
evaluated("N18.square-metres", "保洁面积2600平方，", "保洁面积2600平方米，")
fault(
    "N18.two-numbers",
    r"(?:政府采购支出总额|机关运行经费支出|人员经费)(?P<x>[1-9][0-9,]+\.[0-9]+)(?=万元)",
    lambda m, r: m["x"][:1] + " " + m["x"][1:],
)
fault(
    "N18.unit-cut", rf"(?:政府采购支出总额|机关运行经费支出|人员经费|支出决算为){N}万(?P<x>元)(?=[，。])", ""
)
fault(
    "N18.unit-missing",
    r"(?:人员经费|支出决算为|机关运行经费支出)[1-9][0-9,]*\.[0-9]+(?P<x>万元)(?=[，。])",
    "",
)
fault("N18.yuan-among-wan", r"政府采购(?:货物|服务)支出[1-9][0-9,]*\.[0-9]+(?P<x>万元)", "元")
fault(
    "N18.yuan-for-wan",
    r"(?:项目支出|基本支出|一般公共预算财政拨款支出)[1-9][0-9,]*\.[0-9]+(?P<x>万元)(?=，占本年支出)",
    "元",
)
fault("N18.zero-yuan", r"(?:支出决算为|购置费支出)0(?P<x>万元)", "元")
# ------------------------------------------------------------------------------------------------ N19
fault(
    "N19.headings",
    r"(?m)^(?:第三[部章]\S* ?[^\n.…]*?)(?P<x>20[0-9]{2})(?=年度部门决算情况说明\s*$)",
    lambda m, r: str(int(m["x"]) - 1),
)
fault(
    "N19.calendar",
    r"(?:截[至止]20[0-9]{2}年12月|填报日期[：:]\s*20[0-9]{2}年[0-9]{1,2}月)(?P<x>[0-9]{1,2})(?=日)",
    "38",
)
fault(
    "N19.published-early",
    r"(?m)\A(?:[^\n]*\n){1,12}?(?P<x>20[0-9]{2})(?=年[0-9]{1,2}月[0-9]{1,2}日$)",
    lambda m, r: str(int(m["x"]) - 1),
)
fault("N19.last-year", r"与(?P<x>20[0-9]{2})(?=年度?相比)", lambda m, r: str(int(m["x"]) - 1))
fault(
    "N19.other-year",
    r"(?P<x>)(?=共有车辆[0-9])",
    lambda m, r: f"{int(re.findall('(20[0-9]{2})年度部门决算', m.string)[0]) - 3}年",
)
in_work("N19.part-of-year", "{year}年1-9月走访企业60家。", "{year}年1-12月走访企业60家。")
fault(
    "N19.part-one",
    UNITS,
    "纳入{last}年度部门决算编制范围的单位共1个。",
    "纳入{year}年度部门决算编制范围的单位共1个。",
)
fault(
    "N19.this-year",
    r"(?m)^(?P<x>20[0-9]{2})(?=年度(?:收|本年|财政拨款收|一般公共预算|政府性基金预算财政拨款年初|“三公”|[^\n]{4,30}(?:机关运行|政府采购)))",
    lambda m, r: str(int(m["x"]) - 1),
)
# ------------------------------------------------------------------------------------------------ N20


def _misspelt(match: re.Match[str], rng: Random) -> str:
    return "溪" if match["x"] != "溪" else "湖"


fault(
    "N20.department",
    r"(?m)^20[0-9]{2}年度云州市[\u4e00-\u9fff]{2}区(?:人民政府)?(?P<x>[\u4e00-\u9fff])(?=[\u4e00-\u9fff]+(?:机关运行|政府采购))",
    _misspelt,
)
fault(
    "N20.form-body",
    r"单位名称[：:]\s*(?P<x>[\u4e00-\u9fff]{2,20}街道办事处)(?=\s)",
    "{place}人民政府东湖街道办事处",
    "{name}",
)
fault(
    "N20.former-name",
    ANNEX,
    "{all}\n\n一、自评结果\n\n{former}的职责是公共服务。\n",
    "{all}\n\n一、自评结果\n\n{name}的职责是公共服务。\n",
    last=True,
)
_UNSPENT = "其他支出（类）彩票公益金安排的支出（款）用于社会福利的彩票公益金支出（项）"
fault(
    "N20.fund-items",
    r"(?:政府性基金预算财政拨款[^\n]*具体支出情况为：\n+[^\n]*?)(?P<x>[\u4e00-\u9fff]+支出[（(]类[）)][^\n]*?[（(]项[）)])(?=。支出决算)",
    _UNSPENT,
)
fault(
    "N20.item-out-of-use", r"(?P<x>行政事业单位养老支出)(?=[（(]款[）)][^\n]*年初预算)", "行政事业单位离退休"
)
fault(
    "N20.item-spelling",
    r"(?P<x>行政事业单位医疗|住房改革支出|行政事业单位养老支出)(?=[（(]款[）)][^\n]*年初预算)",
    other(
        {
            "行政事业单位医疗": "行政事业单位医",
            "住房改革支出": "住房改革支",
            "行政事业单位养老支出": "行政事业单位养老支",
        }
    ),
)
fault(
    "N20.items",
    r"[（(]款[）)](?P<x>住房公积金|行政单位医疗|行政运行)(?=[（(]项[）)]。?年初)",
    other({"住房公积金": "住房公集金", "行政单位医疗": "行政单位医了", "行政运行": "行政运作"}),
)
_TERM = (
    r"(?m)^[0-9]+[.、]\s?[\u4e00-\u9fff（）()]+[（(]类[）)][\u4e00-\u9fff（）()]+[（(]项[）)][：:][^\n]*\n"
)
fault("N20.items-unexplained", _TERM, "")
fault(
    "N20.another-body",
    r"年度(?P<x>云州市[\u4e00-\u9fff]+?)(?=机关运行经费|政府采购)",
    "{place}水务和湖泊局",
)
fault("N20.class-names", r"(?P<x>社会保障和就业)(?=(?:支出)?（类）)", "社会保障与就业")
fault("N20.other-body", r"(?:部门|单位)：(?P<x>云州市[\u4e00-\u9fff]+)(?=\s)", "{place}东湖街道办事处")
fault("N20.parents", r"(?P<x>卫生健康支出|住房保障支出)(?=[（(]类[）)][^\n]*年初预算)", "教育支出")
fault(
    "N20.revenue-of-classes",
    r"主要原因(?:是|：)(?P<x>)(?=[^\n]*\n\n图1)",
    "城乡社区收入增加，",
    "城乡社区支出增加，",
)
fault(
    "N20.table-names",
    r"(?m)^2[0-9]{6}\t(?P<x>住房公积金|行政单位医疗|行政运行)(?=\t)",
    other({"住房公积金": "住房公集金", "行政单位医疗": "行政单位医了", "行政运行": "行政运作"}),
)
fault(
    "N20.term-names",
    r"[（(]款[）)](?P<x>住房公积金|行政单位医疗|机关事业单位基本养老保险缴费支出)(?=[（(]项[）)][：:])",
    lambda m, r: m["x"][:-2],
)
fault(
    "N20.term-out-of-use",
    _TERM,
    "{all}\n99.社会保障和就业支出（类）行政事业单位离退休（款）归口管理的行政单位离退休（项）：反映离退休经费。\n",
)
fault(
    "N20.terms-of-a-city",
    r"一般公共预算财政拨款收入：指(?P<x>财政部门|区级财政|本级财政|[^\n当]{0,8}财政)(?=当年)",
    "市级财政",
)
fault(
    "N20.terms-unused",
    _TERM,
    "{all}\n99.交通运输支出（类）铁路运输（款）铁路安全（项）：反映铁路安全方面的支出。\n",
)
fault(
    "N20.unmarked-section", r"政府办公厅[（(]室[）)]及相关机构事务(?P<x>[（(]款[）)])(?=[^\n]*年初预算)", ""
)
