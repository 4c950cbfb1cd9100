"""Faults of the rules on the goals, indicators and scores of the self-evaluation."""

from __future__ import annotations

import re
from random import Random

from .rule_faults import (
    ANNEX,
    INDICATOR,
    OVERALL,
    PROJECTS,
    SUMMARY,
    WORK,
    Change,
    digits,
    fault,
    faults,
    missed,
    shifted,
)
from .rule_faults import NUMBER as N


def _form_again(match: re.Match[str], rng: Random, wrong: bool) -> str | None:
    forms = re.findall(
        r"(?m)^[0-9]{4}年度[^\n\t]*(?:项目)?绩效自评表\n+(?:[^\n]*\n)+?改进措施[^\n]*\n", match.string
    )
    forms = [form for form in forms if len(re.findall(r"\t[≥≤]?[0-9.]+\S*\t[0-9.]+\S*\n", form)) >= 2]
    if not forms:
        return None
    rows = forms[0].split("\n")
    counted = [n for n, row in enumerate(rows) if re.search(r"\t[≥≤]?[0-9.]+\S*\t[0-9.]+\S*$", row)]
    if wrong:
        head, _, outcome = rows[counted[0]].rpartition("\t")
        rows[counted[0]] = f"{head}\t" + re.sub("[0-9.]+", lambda m: f"{float(m[0]) + 7:g}", outcome)
    return f"{match[0]}\n\n" + "\n".join(rows) + "\n"


_APPLIED = r"(?m)^[（(](?:四|4)[）)][^\n.…]*自评结果应用情况[^\n.…]*$"
_OUTCOMES = r"(?m)^(?=[（(](?:四|4)[）)][^\n.…]*自评结果应用情况[^\n.…]*$)"
fault(
    "N16.form-copies",
    _OUTCOMES,
    lambda m, r: _form_again(m, r, True),
    lambda m, r: _form_again(m, r, False),
    last=True,
    alone=True,
)
fault("N16.form-rates", rf"年度财政资金总额\t(?:\t)*{N}\t{N}\t(?P<x>{N})(?=%)", shifted)
fault("N16.forms-per-project", r"共涉及(?P<x>[0-9]+)(?=个一级项目)", lambda m, r: str(int(m["x"]) + 3))
_GOALS = "\n\n设置年度目标{{}}个。\n\n指标1：道路清扫保洁\n\n完成情况：全部完成。\n\n指标2：社区便民服务\n\n完成情况：全部完成。\n"
fault(
    "N16.goal-count",
    PROJECTS,
    _GOALS.replace("{{}}", "3") + "\n{all}",
    _GOALS.replace("{{}}", "2") + "\n{all}",
    last=True,
)
fault(
    "N16.goal-rates",
    OVERALL,
    "新增苗木全年目标值8棵、完成数11棵，完成率183%，",
    "新增苗木全年目标值8棵、完成数11棵，完成率137.5%，",
)


def _other_unit(match: re.Match[str], rng: Random) -> str | None:
    units = {
        "个": "米",
        "人": "米",
        "人次": "米",
        "户": "米",
        "场": "天",
        "次": "米",
        "家": "加",
        "天": "家",
        "份": "米",
        "处": "米",
    }
    unit = match["unit"]
    return match["x"].removesuffix(unit) + units[unit] if unit in units else None


fault("N16.goal-units", INDICATOR, _other_unit)


def _indicator_said(by: float) -> Change:
    def told(match: re.Match[str], rng: Random) -> str | None:
        for one in re.finditer(INDICATOR, match.string):
            if (
                one["name"].endswith(("率", "度", "数量"))
                and len(one["name"]) >= 5
                and one["unit"] in ("%", "个", "人")
            ):
                value = float(one["x"].removesuffix(one["unit"])) - by
                return f"{match[0]}\n\n全年{one['name']}达{value:g}{one['unit']}。"
        return None

    return told


fault("N16.indicator-in-prose", WORK, _indicator_said(3), _indicator_said(0), last=True)


_MISSED = "\n\n“河道保洁长度”“社区活动场次”指标未达到年初目标值。\n"
fault(
    "N16.missed-goal-claimed",
    r"(?:主要产出和效益是|主要产出和效果)：(?P<x>)",
    "完成年度河道保洁长度、社区活动场次目标；",
    "按计划推进河道保洁；",
    before=((_APPLIED, "{all}" + _MISSED),),
    last=True,
)
faults(
    "N16.missed-goals",
    ((ANNEX, "{all}\n\n“河道保洁长度”“企业走访户数”指标未达到年初目标值。\n"),),
    ((ANNEX, "{all}\n\n“河道保洁长度”“社区活动场次”指标未达到年初目标值。\n"),),
    before=((_APPLIED, "{all}" + _MISSED),),
    last=True,
)


fault("N16.project-rates", rf"{SUMMARY}(?P<x>{N})(?=%)", shifted)
fault(
    "N16.rate-missing",
    rf"绩效自评综述：项目全年预算数?为{N}万元，执行数为{N}万元(?P<x>，(?:完成预算的|执行率){N}%)",
    "",
)
fault("N16.same-amounts", rf"年度财政资金总额\t(?:\t)*{N}\t(?P<x>[1-9][0-9,]*\.[0-9]+)(?=\t)", digits)


_IN_BOTH = "道路保洁面积合格率"


def _in_both(target: str) -> Change:
    """An indicator of the overall form and one of a project's form under one name, with one outcome."""

    def printed(match: re.Match[str], rng: Random) -> str | None:
        cells = r"(?m)^((?:[^\t\n]*\t)+)[^\t\n]{4,16}\t[≥≤]?[0-9.]+[^\t\n]{1,2}\t[0-9.]+[^\t\n]{1,2}$"
        overall, count = re.subn(cells, rf"\g<1>{_IN_BOTH}\t≥95%\t97%", match["overall"], count=1)
        project, more = re.subn(cells, rf"\g<1>{_IN_BOTH}\t{target}\t97%", match["project"], count=1)
        return overall + project if count and more else None

    return printed


_FORMS = r"(?P<overall>部门整体支出总额\t(?:[^\n]*\n)+?改进措施[^\n]*\n)(?P<project>(?:[^\n]*\n)+?项目名称\t(?:[^\n]*\n)+?改进措施[^\n]*\n)"
fault("N16.same-indicator", _FORMS, _in_both("≥98%"), _in_both("≥95%"))


def _stale(back: int) -> Change:
    def told(match: re.Match[str], rng: Random) -> str | None:
        year = int(re.findall(r"(20[0-9]{2})年度\S*部门决算情况说明", match.string)[-1])
        return f"{match['head']}{year - back}年度经费预算{match['budget']}万元，已全部执行"

    return told


_REASON = (
    rf"(?P<head>年度财政资金总额\t(?:\t)*(?P<budget>{N})\t(?:[^\n]*\n)+?偏差大或目标未完成原因分析\t)[^\n]*"
)
fault("N16.stale-budget", _REASON, _stale(1), _stale(0))
_UNDONE = "\n\n1.未完成的绩效目标\n\n{0}\n\n2.整体绩效目标完成情况\n\n指标1：绿化养护\n\n完成情况：未完成。\n"
fault(
    "N16.undone-goals",
    PROJECTS,
    _UNDONE.format("无") + "\n{all}",
    _UNDONE.format("绿化养护目标未完成，因用地未交付。") + "\n{all}",
    last=True,
)


_MISSED_ROW = (
    INDICATOR[:-1] + r"$(?=\n(?:[^\n]*\t[^\n]*\n)*?偏差大或目标未完成原因分析\t(?:无|[^\n]*未出现)[^\n]*\n)"
)
fault("N16.unexplained", _MISSED_ROW, missed)
fault(
    "N16.units",
    r"本部门组织(?P<x>)开展整体",
    "对12个部门（单位）",
    "对1个部门（单位）",
    before=((r"(?m)^从单位构成看[^\n]*$", "{all}\n\n纳入编制范围的预算单位包括：\n\n1.{name}本级"),),
)


# ------------------------------------------------------------------------------------------------ N25
fault(
    "N25.all-done",
    OVERALL,
    "各项绩效指标均已完成，",
    None,
    before=((INDICATOR, missed),),
)
fault("N25.form-title", r"(?m)^项目名称\t(?P<x>[^\t\n]{4,40})", "防汛抗旱物资储备经费")
fault("N25.share-above-hundred", r"(?m)服务对象满意度\t[≥]?[0-9.]+%\t(?P<x>[0-9.]+)(?=%$)", "108")
fault("N25.filled-early", r"填报日期[：:]\s*(?P<x>20[0-9]{2})(?=年)", lambda m, r: str(int(m["x"]) - 1))
_NEXT = r"(?m)^(?:[^\t\n]*\t)+(?P<first>[^\t\n]{6,16})\t[≥≤]?[0-9.]+[%\u4e00-\u9fff]{1,2}\t[0-9.]+[%\u4e00-\u9fff]{1,2}\n(?:[^\t\n]*\t)+(?P<x>[^\t\n]{4,16})(?=\t[≥≤]?[0-9.]+[%\u4e00-\u9fff]{1,2}\t[0-9.]+)"
fault("N25.indicator-twice", _NEXT, "{first}")


def _named_count(by: int) -> Change:
    def told(match: re.Match[str], rng: Random) -> str | None:
        if match["unit"] not in ("个", "场", "人"):
            return None
        number = int(float(re.sub(r"[^0-9.]", "", match["target"])))
        unit = match["unit"]
        return f"{match['row']}服务{number + by}{unit}{'社区' if unit == '个' else '对象'}开展工作\t{match['target']}\t{match['was']}"

    return told


_COUNTED = INDICATOR.replace("(?P<x>", "(?P<was>")
fault("N25.name-and-target", _COUNTED, _named_count(4), _named_count(0))
_OUTPUTS = r"(?:主要产出和效益是|主要产出和效果)：(?:一是)?(?P<x>)"
fault("N25.name-as-result", _OUTPUTS, "经费发放及时率；", "经费发放及时率达100%；")


def _no_money(match: re.Match[str], rng: Random) -> str:
    return f"绩效自评综述：项目全年预算数为{match['budget']}万元，执行数为0万元，完成预算的0%。主要产出和效益是：各项产出指标均已完成；"


fault("N25.nothing-spent", rf"{SUMMARY}{N}%。(?:主要产出和效益是|主要产出和效果)：", _no_money)


def _in_words(words: str) -> Change:
    return lambda match, rng: f"{match['row']}公共服务水平\t不断提高\t{words}"


fault("N25.outcome-cut", _COUNTED, _in_words("不断提"), _in_words("不断提高"))
fault("N25.outcome-in-words", _COUNTED, _in_words("有限提高"), _in_words("不断提高"))
fault("N25.outcome-missing", INDICATOR, lambda m, r: m["unit"] if m["unit"] != "%" else "")
fault(
    "N25.target-missing",
    r"(?m)\t(?P<x>[≥≤]?[0-9.]+(?P<unit>%|[\u4e00-\u9fff]{1,2}))(?=\t[0-9.]+(?P=unit)$)",
    "",
)
fault("N25.overall-split", rf"项目支出总额\t(?P<x>{N})", digits)
fault("N25.score-above-hundred", r"(?=从(?:绩效)?评价情况来看)", "自评得分192.5分，", "自评得分92.5分，")


def _scored(above: bool, total: int) -> Change:
    """A project's form with weights and scores: one score above its weight, or another total."""

    def printed(match: re.Match[str], rng: Random) -> str | None:
        rows = match[0].split("\n")
        counted = [
            n for n, row in enumerate(rows) if re.search(r"\t[≥≤]?[0-9.]+[^\t0-9]*\t[0-9.]+[^\t0-9]*$", row)
        ]
        counted = [n for n in counted if "资金总额" not in rows[n]]
        head = next((n for n, row in enumerate(rows) if "三级指标" in row), None)
        if len(counted) < 3 or head is None:
            return None
        weights = [90 // len(counted)] * len(counted)
        weights[0] += 100 - sum(weights)
        scores = [weight - 1 for weight in weights]
        if above:
            scores[1] = weights[1] + 2
        for n, weight, score in zip(counted, weights, scores, strict=True):
            rows[n] += f"\t{weight}\t{score}"
        rows[head] += "\t分值\t得分"
        end = counted[-1] + 1
        rows.insert(end, "总分\t\t\t\t\t100\t" + str(sum(scores) + total))
        return "\n".join(rows)

    return printed


_PROJECT_FORM = r"(?m)^项目名称\t(?:[^\n]*\n)+?改进措施[^\n]*$"
fault("N25.score-above-weight", _PROJECT_FORM, _scored(True, 0), _scored(False, 0))
fault("N25.scores-add-up", _PROJECT_FORM, _scored(False, -3), _scored(False, 0))
_TICKED = r"(?m)^项目类别\t[^\n]*$"
fault(
    "N25.ticked-amount",
    _TICKED,
    "{all}\n预算来源及资金规模\t1、部门预算 □ 资金量：100万元 2、专项资金 ☑ 资金量：",
    "{all}\n预算来源及资金规模\t1、部门预算 ☑ 资金量：100万元 2、专项资金 □ 资金量：",
)
fault("N25.ticks", r"(?m)^项目属性\t(?P<x>[^\n]*)$", "1、持续性项目 □ 2、新增性项目 □")
