"""Faults of the rules on the prose of 情况说明: totals, shares, budgets, costs, procurement, vehicles."""

from __future__ import annotations

import re
from random import Random

from .rule_faults import NUMBER as N
from .rule_faults import Change, digits, fault, off, other, shifted

_ITEM = r"[（(]项[）)]。?年初预算数?为"
_SPENT = r"(?:，支出决算为|，支出决算数为|，决算数)"


_NO_STATEMENT_1 = (
    r"(?m)^(?:[0-9]{4}年度)?收入支出决算总表(?=\s*\n|\t)[^\n]*\n(?:[^\n]*\n)+?总计\t[^\n]*\n",
    "\n",
)
_NO_STATEMENT_2 = (
    r"(?m)^\S*收入决算表\s*(?:\t[^\n]*)?\n(?:[^\n]*\n)+?注：本表列示本年度取得的各项收入情况。\n",
    "\n",
)
_NO_STATEMENT_4 = (
    r"(?m)^(?:[0-9]{4}年度)?财政拨款收入支出决算总表(?=\s*\n|\t)[^\n]*\n(?:[^\n]*\n)+?总计\t[^\n]*\n",
    "\n",
)
_GRAND = rf"(?<!拨款)收(?:、支|入支出)总计(?:均为|各)?(?P<x>{N})(?=万元)"
_REASON = r"(?P<all>(?:增加|减少)" + N + r"万元，(?:增长|下降|减少|降低)" + N + r"%)"

fault("N01.totals", rf"年度(?:本年)?收入合计(?P<x>{N})(?=万元)", digits)
fault("N01.totals", _GRAND, digits)


def _class_amount(by: float) -> Change:
    def told(match: re.Match[str], rng: Random) -> str | None:
        row = re.search(rf"社会保障和就业支出\t(?:[0-9]+\t)?({N})", match.string)
        amount = float(row[1].replace(",", "")) + by if row else 0
        return f"{match['x']}社会保障和就业支出{amount:.2f}万元，" if row else None

    return told


fault(
    "N01.class-amounts",
    r"(?P<x>主要原因(?:是|：))(?=[^\n]*\n\n图1)",
    _class_amount(3.21),
    _class_amount(0),
)
fault("N01.grand-total", rf"(?<!拨款)收、支总计(?P<x>{N})(?=万元)", off(-400), before=(_NO_STATEMENT_1,))
fault(
    "N01.parts-within-total",
    rf"财政拨款收入(?P<x>{N})(?=万元，占本年收入)",
    off(700),
    before=(_NO_STATEMENT_1, _NO_STATEMENT_2),
)
fault("N01.shares", rf"财政拨款收入{N}万元，占本年收入(?:的)?(?P<x>{N})(?=%)", shifted)
fault(
    "N02.growth-rates",
    rf"(?:增加|减少){N}万元，(?:增长|下降|减少|降低)(?P<x>[1-9][0-9]?(?:\.[0-9]+)?)(?=%)",
    shifted,
)
fault(
    "N02.growth-from-nothing",
    rf"国有资本经营预算财政拨款收入(?:{N})万元(?:，比{N}年度决算数增加{N}万元)?。",
    "国有资本经营预算财政拨款收入20万元，比{last}年度决算数增加20万元，增长100%。",
    "国有资本经营预算财政拨款收入20万元，比{last}年度决算数增加20万元。",
)
fault("N03.amounts", rf"基本支出(?P<x>{N})(?=万元，占本年支出)", digits)
fault("N03.parts", rf"项目支出(?P<x>{N})(?=万元，占本年支出)", digits)
fault("N03.shares", rf"基本支出{N}万元，占本年支出(?:的)?(?P<x>{N})(?=%)", shifted)
fault("N04.amounts", rf"财政拨款收入中，一般公共预算财政拨款收入(?P<x>{N})(?=万元)", digits)
fault(
    "N04.sources-within-total",
    rf"财政拨款收入中，一般公共预算财政拨款收入(?P<x>{N})(?=万元)",
    off(900),
    before=(_NO_STATEMENT_1, _NO_STATEMENT_4),
)
fault(
    "N05.denied",
    r"(?m)^20[0-9]{2}年度政府性基金预算财政拨款年初结转[^\n]*本年支出[1-9][^\n]*$",
    "本部门{year}年度无政府性基金预算财政拨款收入支出。",
)
fault("N05.general-budget", rf"一般公共预算财政拨款支出(?P<x>{N})(?=万元，占本年支出)", digits)
fault("N05.other-budgets", rf"(?:本年支出|预算财政拨款支出)(?P<x>{N})(?=万元(?:，年末结转|。具体))", digits)
fault("N05.share", rf"占本年支出合计的(?P<x>{N})(?=%)", shifted)
fault("N06.amounts", rf"[（(]类[）)]支出(?P<x>{N})(?=万元，占)", digits)
fault("N06.class-without-items", r"(?P<x>住房保障|卫生健康)(?:支出)?(?=[（(]类[）)]支出)", "交通运输")
fault("N06.classes-named", r"(?m)^[0-9]+[.、](?:住房保障|卫生健康)[（(]类[）)]支出[^\n]*\n", "")
fault(
    "N06.purposes-of-class",
    r"卫生健康[（(]类[）)]支出[^\n]*主要(?:是)?用于(?P<x>)(?=行政|公共|计划)",
    "住房改革支出、",
)
fault(
    "N06.purposes-paid",
    r"卫生健康[（(]类[）)]支出[^\n]*主要(?:是)?用于(?P<x>)(?=行政|公共|计划)",
    "民族事务、",
)
fault("N06.share-missing", rf"[（(]类[）)]支出{N}万元(?P<x>，占{N}%)", "")
fault("N06.shares", rf"[（(]类[）)]支出{N}万元，占(?P<x>{N})(?=%)", shifted)
_OVERALL = r"(?<=整体支出绩效自评，)(?=[^\n]*评价情况来看)"
_INITIAL = rf"一般公共预算财政拨款支出年初预算数?为(?P<x>{N})(?=万元)"


def _overall_initial(by: float) -> Change:
    def told(match: re.Match[str], rng: Random) -> str | None:
        stated = re.search(_INITIAL, match.string)
        if stated is None:
            return None
        return f"{{}}整体年初预算数为{float(stated['x'].replace(',', '')) + by:.2f}万元，".replace("{}", "")

    return told


fault("N07.overall", _OVERALL, _overall_initial(31.4), _overall_initial(0))


def _initial_again(by: float) -> Change:
    def told(match: re.Match[str], rng: Random) -> str | None:
        stated = re.search(_INITIAL, match.string)
        if stated is None:
            return None
        year = re.findall(r"(20[0-9]{2})年度一般公共预算", match.string)[-1]
        amount = float(stated["x"].replace(",", "")) + by
        return f"{match[0]}\n\n{year}年度一般公共预算财政拨款支出年初预算为{amount:.2f}万元。"

    return told


_EXECUTION = r"(?m)^[^\n]*一般公共预算财政拨款支出年初预算数?为[^\n]*$"
fault("N07.repeats", _EXECUTION, _initial_again(27.3), _initial_again(0))
fault("N07.sum", _INITIAL, off(40))
fault("N07.sum", rf"{_ITEM}(?P<x>[1-9][0-9,]*\.[0-9]+)(?=万元)", digits)
fault("N08.basic-and-project", rf"完成年初预算的{N}%。其中：基本支出(?P<x>{N})(?=万元)", digits)
fault("N08.items", rf"{_ITEM}{N}万元{_SPENT}(?P<x>[1-9][0-9,]*\.[0-9]+)(?=万元)", digits)
fault("N08.sum", rf"{_ITEM}{N}万元{_SPENT}(?P<x>[1-9][0-9,]*\.[0-9]+)(?=万元)", digits)


def _turned(match: re.Match[str], rng: Random) -> str | None:
    budget, final = match["budget"], match["final"]
    far = abs(float(budget.replace(",", "")) / max(0.01, float(final.replace(",", ""))) - 1) > 0.02
    return f"{final}万元{match['spent']}{budget}" if budget != final and far else None


fault(
    "N09.exchanged",
    rf"{_ITEM}(?P<x>(?P<budget>{N})万元(?P<spent>{_SPENT})(?P<final>{N}))(?=万元，完成年初预算的{N}%)",
    _turned,
)
fault("N09.items", rf"{_ITEM}{N}万元{_SPENT}{N}万元，完成年初预算的(?P<x>{N})(?=%)", shifted)
fault(
    "N09.total",
    rf"财政拨款支出年初预算数?为{N}万元，支出决算为{N}万元，完成年初预算的(?P<x>{N})(?=%)",
    shifted,
)
fault("N09.zero-budget", rf"{_ITEM}0万元{_SPENT}{N}万元(?P<x>)(?=，)", "，完成年初预算的100%")
fault("N10.basic", rf"财政拨款基本支出(?P<x>{N})(?=万元，其中)", digits)
fault("N10.costs", rf"其中：人员经费(?P<x>{N})(?=万元)", digits)
fault("N10.sum", rf"(?m)^公用经费(?P<x>{N})(?=万元)", digits)
fault(
    "N11.names-cut",
    r"、(?P<x>物业管理费|委托业务费|其他交通费用)(?=[、。])",
    other({"物业管理费": "物业管理", "委托业务费": "委托业务", "其他交通费用": "其他交通费"}),
)
fault("N11.not-named", r"(?<=办公费、)(?P<x>[^、。\n]+、)", "")
fault("N11.without-money", r"(?P<x>)(?<=办公费、)(?!租赁费)", "租赁费、")
_THREE = r"“三公”经费财政拨款支出(?:全年)?预算为"
fault("N12.amounts", rf"{_THREE}{N}万元，支出决算为(?P<x>{N})(?=万元)", digits)
fault("N12.changes", rf"{_THREE}[^\n]*较上年(?:增加|减少)(?P<x>[1-9][0-9,]*\.[0-9]+)(?=万元)", digits)
fault("N12.operating-cost", rf"机关运行经费支出(?P<x>{N})(?=万元)", digits)
fault("N12.operation-parts", rf"燃料费(?P<x>{N})(?=万元)", off(1.3))
fault("N12.parts", rf"公务接待费(?:全年)?预算为{N}万元，支出决算为(?P<x>{N})(?=万元)", off(1.6))
fault(
    "N12.rates",
    rf"(?:“三公”经费财政拨款支出|公务接待费|运行维护?费)(?:全年)?预算为{N}万元，支出决算为{N}万元，完成(?:全年)?预算的(?P<x>{N})(?=%)",
    shifted,
)
fault(
    "N12.groups-and-persons",
    r"接待国内来访团组(?P<x>[1-9][0-9]*个，(?P<persons>[1-9][0-9]*))(?=人次)",
    "9{persons}个，{persons}",
)
fault("N12.reception-parts", rf"国内公务接待支出(?P<x>{N})(?=万元)", off(0.7))
fault("N12.vehicle-parts", rf"公务用车购置费支出(?P<x>{N})(?=万元)", off(3.2))
fault(
    "N12.visits",
    rf"出国（境）费(?:全年)?预算为{N}万元，支出决算为0万元[^\n]*(?P<x>)(?=\n)",
    "全年支出涉及出国（境）团组1个，累计2人次。",
)
fault(
    "N12.zero-budget",
    r"(?:因公出国（境）费|公务接待费)(?:全年)?预算为0万元，支出决算为0万元(?P<x>)",
    "，完成预算的100%",
)
fault("N13.parts", rf"政府采购货物支出(?P<x>{N})(?=万元)", off(7))
fault("N13.shares", rf"占政府采购支出总额的(?P<x>{N})(?=%)", shifted)
fault("N13.small-firms", rf"授予小微企业合同金额(?P<x>{N})(?=万元)", off(600))
fault("N14.equipment", r"(?P<x>[。；，]单价[0-9]+万元（含）以上设备[^。\n]{2,60})(?=。)", "")
fault("N14.kept", r"公务用车保有量(?P<x>[0-9]+)(?=辆)", lambda m, r: str(int(m["x"]) + 9))
fault("N14.kinds", r"应急保障用车(?P<x>[0-9]+)(?=辆)", lambda m, r: str(int(m["x"]) + 2))
_TURNED = {"增加": "减少", "减少": "增加"}


def _budget_difference(wrong: bool) -> Change:
    def told(match: re.Match[str], rng: Random) -> str | None:
        budget, spent = (float(match[name].replace(",", "")) for name in ("budget", "spent"))
        if budget == spent or budget == 0:
            return None
        way = "增加" if spent > budget else "减少"
        return f"，比预算{way}{abs(spent - budget) + (2.6 if wrong else 0):.2f}万元"

    return told


_DIFFERENCE = rf"{_THREE}(?P<budget>{N})万元，支出决算为(?P<spent>{N})万元，完成(?:全年)?预算的{N}%(?P<x>)"
fault("N24.budget-difference", _DIFFERENCE, _budget_difference(True), _budget_difference(False))


def _more_than_all(match: re.Match[str], rng: Random) -> str:
    return f"增加{float(match['now'].replace(',', '')) + 30:.2f}万元"


fault(
    "N24.change-exceeds",
    rf"一般公共预算财政拨款支出(?P<now>{N})万元，占[^\n]*(?P<x>(?:增加|减少){N}万元，(?:增长|下降|减少|降低){N}%)",
    _more_than_all,
)
fault("N24.fund-balance", rf"本年支出{N}万元，年末结转和结余(?P<x>{N})(?=万元)", off(9))
fault(
    "N24.fund-items",
    rf"七、政府性基金[^\n]*\n\n[^\n]*具体支出情况为：\n\n[^\n]*[（(]项[）)]。支出决算为(?P<x>{N})(?=万元)",
    digits,
)
fault("N24.fund-revenue", rf"年初结转和结余{N}万元，本年收入(?P<x>{N})(?=万元)", digits)
fault("N24.label", r"(?P<x>支出)(?=[0-9.,]+万元，占本年支出合计)", "支出收入")
fault("N24.purchase-untold", r"(?m)^[（(]1[）)]公务用车购置费支出[^\n]*\n", "")


def _project_list(by: float) -> Change:
    def told(match: re.Match[str], rng: Random) -> str | None:
        whole = round(float(match["project"].replace(",", "")), 2)
        if whole < 30:
            return None
        first, second = round(whole * 0.5, 2), round(whole * 0.3, 2)
        third = whole - first - second + by * whole / 100
        return (
            f"项目支出主要用于：环境整治经费{first:.2f}万元，主要成效是道路整洁；信息系统维护经费{second:.2f}万元，"
            f"主要成效是系统稳定；宣传培训经费{third:.2f}万元。"
        )

    return told


fault(
    "N24.project-list",
    rf"完成年初预算的{N}%。其中：基本支出{N}万元，项目支出(?P<project>{N})万元。(?P<x>)",
    _project_list(2),
    _project_list(0),
    alone=True,
)
