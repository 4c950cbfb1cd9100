"""Faults of the rules on leftovers, sections, counts, copies and spelling."""

from __future__ import annotations

import re
from random import Random

from .rule_faults import ANNEX, OVERALL, WORK, Change, fault, faults
from .rule_faults import NUMBER as N
from .rule_faults_wording import UNITS, evaluated, in_work

# ------------------------------------------------------------------------------------------------ N21
fault("N21.blanks", r"(?P<x>云州市[\u4e00-\u9fff]+?)(?=机关运行经费支出)", "××单位")
fault("N21.blanks", r"(?:增加|减少)(?P<x>" + N + ")(?=万元，(?:增长|下降))", "XX")
fault("N21.contents-duties", r"(?m)^一、(?P<x>部门主要职责)(?=[.…\s]+[0-9]*\s*$)", "主要职能")
fault(
    "N21.contents-parts",
    r"(?m)^第一[部章]\S* ?(?P<x>云州市[\u4e00-\u9fff]+)(?=概况[.…\t ]+[0-9])",
    "云州市兰渚区翠竹街道办事处",
)
fault(
    "N21.contents-sections",
    r"(?m)^[一二三四五六七八九十]{1,3}、(?P<x>政府采购支出说明|国有资产占用情况说明|收入决算情况说明)(?=[.…\t ]+[0-9])",
    "其他重要事项说明",
)
fault(
    "N21.heading-numbers",
    r"(?m)^(?P<x>十[一二三])(?=、[^\n.…0-9\t]*(?:国有资产占用情况|政府采购支出)[^\n.…0-9\t]*$)",
    lambda m, r: {"十一": "十", "十二": "十一", "十三": "十二"}[m["x"]],
    last=True,
)
fault("N21.figure-numbers", r"(?m)^图 ?(?P<x>3)(?= ?[:：])", "2")
evaluated("N21.doubled-words", "各项任务完成较好，各项任务完成较好，")
fault(
    "N21.empty-entries",
    r"(?m)^(?P<all>第五[部章]\S* ?名词解释)$(?=\n+[（(]一)",
    "{all}\n\n（零）其他专用名词。\n",
    last=True,
)
fault("N21.form-blanks", r"填报日期[：:](?P<x>\s*20[0-9]{2}年[^\n\t]*)", "")
fault("N21.form-labels", r"(?m)^(?P<x>年度绩效指标)(?=\t)", "年度目标绩效指标")


def _form(match: re.Match[str], rng: Random) -> str:
    return f"{match[0]}\n\n{match[0]}"


fault(
    "N21.form-twice", r"(?m)^[0-9]{4}年度[^\n\t]*(?:项目)?绩效自评表\n+(?:[^\n]*\n)+?改进措施[^\n]*\n", _form
)
evaluated("N21.instructions", "（请根据本部门情况填写），")
fault("N21.options", rf"总计各(?P<x>增加|减少)(?={N}万元)", "增减少")
fault("N21.options", r"支出决算数(?P<x>大于|小于)(?=年初预算数)", "大于（小于）")
fault(
    "N21.passage-twice",
    r"(?m)^20[0-9]{2}年度[^\n]*(?:机关运行经费支出|政府采购支出)[^\n]{20,}$",
    "{all}\n\n{all}",
)
fault("N21.punctuation", r"[\u4e00-\u9fff](?P<x>，)(?=[\u4e00-\u9fff])", "，，")
fault("N21.reason-mark", r"年初预算数的主要原因(?P<x>[：:是]+)", "")
fault("N21.three-public-name", r"“(?P<x>三公)”(?=经费财政拨款支出(?:全年)?预算)", "五公")
# ------------------------------------------------------------------------------------------------ N22, N23
fault(
    "N22.section-empty",
    r"(?m)^十、机关运行经费支出(?:情况)?说明\s*\n(?P<x>\n*20[0-9]{2}年度[^\n]*\n(?:[^\n]*\n)*?)(?=十一、)",
    "\n",
)
fault(
    "N22.section-missing",
    r"(?m)^十一、政府采购支出(?:情况)?说明\s*\n+20[0-9]{2}年度[^\n]*\n(?:[^\n]*\n)*?(?=十二、)",
    "",
)
fault("N22.three-public-kinds", r"(?m)^3[.、]公务接待费[^\n]*\n\n*[^\n]*外宾接待[^\n]*\n", "")
_THREE = "\n\n一、党的建设\n\n1.{0}\n\n二、城市管理\n\n1.{1}\n\n三、民生服务\n\n1.{2}\n\n四、其他工作\n"
fault(
    "N22.work-without-text",
    WORK,
    "{all}" + _THREE.format("加强政治建设。", "提升市容环境。", "做好民生保障。"),
    "{all}"
    + _THREE.format(
        "加强政治建设，全年组织学习12次，参加人员300人次。",
        "提升市容环境，全年清理堆放物56处，更换路灯30盏。",
        "做好民生保障，全年办理事项1200件，走访居民800户。",
    ),
    last=True,
)


def _indicators(more: int) -> Change:
    def told(match: re.Match[str], rng: Random) -> str | None:
        form = re.search(r"整体绩效自评表\n(?:[^\n]*\n)+?偏差大", match.string)
        if form is None:
            return None
        count = len(
            re.findall(
                r"(?m)\t[^\t\n]{3,16}\t[^\t\n]+\t[^\t\n]+$",
                re.sub(r"(?m)^[^\n]*(?:级指标|预算数|执行数|总额)[^\n]*$", "", form[0]),
            )
        )
        return f"设置{count + more}个绩效指标，"

    return told


fault("N23.indicators", OVERALL, _indicators(5), _indicators(0))
fault("N23.names", r"内设机构(?P<x>[0-9]{1,2})(?=个，包括)", lambda m, r: str(int(m["x"]) + 2))
_PARTS = "由本级决算和{0}个下属单位决算组成。\n\n纳入编制范围的预算单位包括：\n\n1.{{name}}（本级）\n\n2.{{short}}党群服务中心"
fault("N23.subordinate-units", UNITS, _PARTS.format(2), _PARTS.format(1))
fault(
    "N23.summary-of-one",
    UNITS,
    "本决算为汇总决算，编制范围的单位共1个。",
    "本决算为汇总决算，编制范围的单位共3个。",
)
# ------------------------------------------------------------------------------------------------ N24, N26
in_work(
    "N24.coverage",
    "辖区9个社区，现有8个社区设有服务中心，覆盖率达到88.8%。",
    "辖区9个社区，现有8个社区设有服务中心，覆盖率达到88.9%。",
)
in_work(
    "N24.investments",
    "滨河酒店改造升级项目总投资1.02亿元。\n\n滨河酒店改造升级项目，总投资815万元。",
    "滨河酒店改造升级项目总投资1.02亿元。\n\n滨河酒店改造升级项目，总投资10200万元。",
)
_FORM_NAMES = r"(?m)^项目名称\t(?P<first>[^\t\n]{4,20}?)\t*\n(?:[^\n]*\n)+?改进措施及结果应用方案\t(?:[^\n]*)\n(?:[^\n]*\n)+?改进措施及结果应用方案\t(?P<x>[^\n]*?)(?=\t*\n)"
fault("N26.another-form", _FORM_NAMES, "加强对“{first}”的支付管理", "加强支付管理")
_LONG = "按照部署组织辖区各社区开展生活垃圾分类宣传并报区人民政府领导同志审定"
faults(
    "N26.copies-differ",
    ((r"(?m)^二、机构设置情况\s*$", f"（九）落实上级要求，{_LONG[:-1]}示。\n\n{{all}}"),),
    ((r"(?m)^二、机构设置情况\s*$", f"（九）落实上级要求，{_LONG}。\n\n{{all}}"),),
    before=((WORK, f"{{all}}\n\n一、社区服务\n\n{_LONG}。\n"),),
    last=True,
)
_COUNTED = "组织社区工作者开展垃圾分类入户宣传活动，受理社区居民群众来电来访事项{0}件。"
faults(
    "N26.counts-differ",
    ((ANNEX, "{all}\n\n一、自评结果\n\n" + _COUNTED.format(323) + "\n"),),
    ((ANNEX, "{all}\n\n一、自评结果\n\n" + _COUNTED.format(332) + "\n"),),
    before=((WORK, "{all}\n\n一、社区服务\n\n" + _COUNTED.format(332) + "\n"),),
    last=True,
)
_TWO_OUTPUTS = r"(?:主要产出和效益是|主要产出和效果)：(?P<first>[^\n]*?)(?=发现的|下一步|\n)[^\n]*\n\n[^\n]*(?:主要产出和效益是|主要产出和效果)：(?P<x>[^\n]*?)(?=发现的|下一步|\n)"
_LONG_OUTPUT = "一是组织辖区各社区分批开展生活垃圾分类入户宣传并建立台账；二是对老旧小区楼道堆放物逐栋登记、限期清理并安排志愿者复查，三是为辖区商户上门讲解油烟排放规定。"
faults(
    "N26.outputs-copied",
    ((_TWO_OUTPUTS, "{first}"),),
    before=(
        (
            r"(?:主要产出和效益是|主要产出和效果)：(?P<x>[^\n]*?)(?=发现的|下一步|\n)[^\n]*\n\n[^\n]*(?:主要产出和效益是|主要产出和效果)：",
            _LONG_OUTPUT,
        ),
    ),
    last=True,
)


_PARTICULAR = (
    r"(?:环境卫生|一般行政管理事务|信息化建设|城管执法|文化活动|社区治理|其他[^\n]{2,14}支出)[（(]项[）)]"
)
_MORE = r"[^\n]*支出决算数大于年初预算数的主要原因[：:是]+"
_CLASS = r"[（(]类[）)][^\n]*"
_ALIKE = (
    rf"(?P<class>[\u4e00-\u9fff]+){_CLASS}{_PARTICULAR}{_MORE}(?P<first>[^\n]{{8,}})。\n(?:[^\n]*\n)*?"
    rf"[^\n\u4e00-\u9fff]*(?!(?P=class))[\u4e00-\u9fff]+{_CLASS}{_PARTICULAR}{_MORE}"
)
faults(
    "N26.reason-copied",
    ((rf"{_ALIKE}(?P<x>[^\n]{{8,}})(?=。\n)", "三角湖公园新建步道工程开工"),),
    before=((rf"{_ALIKE.replace('?P<first>', '?P<x>')}[^\n]{{8,}}(?=。\n)", "三角湖公园新建步道工程开工"),),
    last=True,
)
fault(
    "N26.purpose-copied",
    r"住房公积金[（(]项[）)][。：:，,]?(?=[^\n]*决算)",
    "{all}主要用于在职人员基本医疗保险缴费。",
    "{all}主要用于为在职人员缴存公积金。",
)
# ------------------------------------------------------------------------------------------------ N27, N28
evaluated("N27.about-and-exact", "服务1449余名居民，", "服务1449名居民，")
evaluated("N27.clause-twice", "窗口人员按时办结居民申请事项，窗口人员按时办结居民申请事项，")
fault(
    "N27.met-and-missed",
    r"(?P<head>(?:主要产出和效益是|主要产出和效果)：)(?P<rest>[^\n]*?)(?=\n)",
    "{head}确保安置任务完成率100%达标。发现的问题及原因：安置任务完成率未达标。",
    "{head}确保安置任务完成率100%达标。发现的问题及原因：资料归档不够及时。",
)
evaluated("N27.unpaired-brackets", "各项工作（含延续项目，按计划推进。")
evaluated("N27.unpaired-marks", "详见《自评结果》、自评报告》，", "详见《自评结果》、《自评报告》，")
evaluated("N28.about-twice", "新建绿道约500米左右，", "新建绿道约500米，")
evaluated("N28.doubled-character", "闲置场地改造成成为绿地，", "闲置场地改造成为绿地，")
evaluated("N28.field-words", "居民投拆明显减少，", "居民投诉明显减少，")
evaluated("N28.foreign-words", "绿化 and 保洁同步推进，", "绿化和保洁同步推进，")
