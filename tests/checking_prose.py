"""The prose of a made-up disclosure that agrees with `checking_builder.books`, and a way to misprint it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from checking_builder import books, section
from mingzhang.model import Disclosure, EvaluationForm, Place, Section
from mingzhang.parsing.narrative import (
    read_all_stated,
    read_claims,
    read_execution_items,
    read_projects,
    read_structure_items,
    with_kinds,
)

TEXT: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("1", "第一部分 青石市云岭区松柏街道办事处概况", ("青石市云岭区松柏街道办事处负责辖区公共服务。",)),
    (
        "3.一",
        "一、收入支出决算总体情况说明",
        (
            "2024年度收、支总计1175.75万元。与2023年度相比，收、支总计各增加175.75万元，增长17.58%，主要原因是新增环卫项目。",
        ),
    ),
    (
        "3.二",
        "二、收入决算情况说明",
        ("2024年度收入合计1175.75万元。其中：财政拨款收入1175.75万元，占本年收入100%。",),
    ),
    (
        "3.三",
        "三、支出决算情况说明",
        (
            "2024年度支出合计1175.75万元。其中：基本支出655万元，占本年支出55.71%；项目支出520.75万元，占本年支出44.29%。",
        ),
    ),
    (
        "3.四",
        "四、财政拨款收入支出决算总体情况说明",
        (
            "2024年度财政拨款收、支总计1175.75万元。与2023年度相比，财政拨款收、支总计各增加175.75万元，增长17.58%。",
            "2024年度财政拨款收入中，一般公共预算财政拨款收入1075.75万元，比2023年度决算数增加95.75万元，增长9.77%。"
            "政府性基金预算财政拨款收入80万元，比2023年度决算数增加60万元，增长300%。"
            "国有资本经营预算财政拨款收入20万元，比2023年度决算数增加20万元。",
        ),
    ),
    ("3.五", "五、一般公共预算财政拨款支出决算情况说明", ()),
    (
        "3.五.(一)",
        "（一）一般公共预算财政拨款支出决算总体情况",
        (
            "2024年度一般公共预算财政拨款支出1075.75万元，占本年支出合计的91.49%。与2023年度相比，一般公共预算财政拨款支出增加95.75万元，增长9.77%。",
        ),
    ),
    (
        "3.五.(二)",
        "（二）一般公共预算财政拨款支出决算结构情况",
        (
            "2024年度一般公共预算财政拨款支出1075.75万元，主要用于以下方面：",
            "1.一般公共服务(类)支出620.5万元，占57.68%。主要是用于政府办公厅（室）及相关机构事务。",
            "2.社会保障和就业(类)支出60万元，占5.58%。主要是用于行政事业单位养老。",
            "3.卫生健康(类)支出40万元，占3.72%。主要是用于行政单位医疗。",
            "4.城乡社区(类)支出300.25万元，占27.91%。主要是用于环境卫生。",
            "5.住房保障(类)支出55万元，占5.11%。主要是用于住房改革支出。",
        ),
    ),
    (
        "3.五.(三)",
        "（三）一般公共预算财政拨款支出决算具体情况",
        (
            "2024年度一般公共预算财政拨款支出年初预算为1000万元，支出决算为1075.75万元，完成年初预算的107.58%。其中：基本支出655万元，项目支出420.75万元。",
            "1.一般公共服务支出(类)政府办公厅(室)及相关机构事务(款)行政运行(项)。年初预算为480万元，支出决算为500万元，完成年初预算的104.17%。支出决算数大于年初预算数的主要原因：中期追加人员经费。",
            "2.一般公共服务支出(类)政府办公厅(室)及相关机构事务(款)一般行政管理事务(项)。年初预算为150万元，支出决算为120.5万元，完成年初预算的80.33%。支出决算数小于年初预算数的主要原因：厉行节约。",
            "3.社会保障和就业支出(类)行政事业单位养老支出(款)机关事业单位基本养老保险缴费支出(项)。年初预算为60万元，支出决算为60万元，完成年初预算的100%。",
            "4.卫生健康支出(类)行政事业单位医疗(款)行政单位医疗(项)。年初预算为40万元，支出决算为40万元，完成年初预算的100%。",
            "5.城乡社区支出(类)城乡社区环境卫生(款)城乡社区环境卫生(项)。年初预算为215万元，支出决算为300.25万元，完成年初预算的139.65%。支出决算数大于年初预算数的主要原因：中期追加环卫经费。",
            "6.住房保障支出(类)住房改革支出(款)住房公积金(项)。年初预算为55万元，支出决算为55万元，完成年初预算的100%。",
        ),
    ),
    (
        "3.六",
        "六、一般公共预算财政拨款基本支出决算情况说明",
        (
            "2024年度一般公共预算财政拨款基本支出655万元，其中：",
            "人员经费575万元，主要包括：基本工资、机关事业单位基本养老保险缴费、职工基本医疗保险缴费、住房公积金、退休费。",
            "公用经费80万元，主要包括：办公费、公务用车运行维护费、办公设备购置。",
        ),
    ),
    (
        "3.七",
        "七、政府性基金预算财政拨款收入支出决算情况说明",
        (
            "2024年度政府性基金预算财政拨款年初结转和结余0万元，本年收入80万元，本年支出80万元，年末结转和结余0万元。",
        ),
    ),
    (
        "3.八",
        "八、国有资本经营预算财政拨款支出决算情况说明",
        ("2024年度国有资本经营预算财政拨款支出20万元。",),
    ),
    (
        "3.九",
        "九、财政拨款“三公”经费支出决算情况说明",
        (
            "2024年度“三公”经费财政拨款支出预算为4万元，支出决算为2.5万元，完成预算的62.5%；较上年减少0.5万元，下降16.67%。决算数小于预算数的主要原因：厉行节约。",
            "1.因公出国（境）费预算为0万元，支出决算为0万元。",
            "2.公务用车购置及运行维护费预算为3万元，支出决算为2万元，完成预算的66.67%。其中：",
            "（1）公务用车购置费支出0万元。",
            "（2）公务用车运行维护费支出2万元，其中：燃料费1.2万元；维修费0.5万元；过桥过路费0.1万元；保险费0.2万元。截至2024年12月31日，开支财政拨款的公务用车保有量2辆。",
            "3.公务接待费预算为1万元，支出决算为0.5万元，完成预算的50%。",
        ),
    ),
    (
        "3.十",
        "十、机关运行经费支出说明",
        (
            "2024年度青石市云岭区松柏街道办事处机关运行经费支出80万元，比2023年度减少5万元，下降5.88%。主要原因是厉行节约。",
        ),
    ),
    (
        "3.十一",
        "十一、政府采购支出说明",
        (
            "2024年度青石市云岭区松柏街道办事处政府采购支出总额100万元，其中：政府采购货物支出20万元、政府采购工程支出30万元、政府采购服务支出50万元。"
            "授予中小企业合同金额80万元，占政府采购支出总额的80%，其中：授予小微企业合同金额60万元，占授予中小企业合同金额的75%。",
        ),
    ),
    (
        "3.十二",
        "十二、国有资产占用情况说明",
        (
            "截至2024年12月31日，青石市云岭区松柏街道办事处共有车辆3辆，其中，主要领导干部用车1辆、应急保障用车1辆、其他用车1辆。单价100万元（含）以上设备0台（套）。",
        ),
    ),
    ("3.十三", "十三、预算绩效情况说明", ()),
    (
        "3.十三.(一)",
        "（一）预算绩效管理工作开展情况",
        (
            "根据预算绩效管理要求，我部门组织对2024年度一般公共预算项目支出全面开展绩效自评，共涉及项目2个，资金420.75万元，占一般公共预算项目支出总额的100%。",
        ),
    ),
    (
        "3.十三.(二)",
        "（二）部门整体支出自评结果",
        ("我部门组织对本部门开展整体支出绩效自评，资金1175.75万元，从评价情况来看，完成较好。",),
    ),
    (
        "3.十三.(三)",
        "（三）项目支出自评结果",
        (
            "我部门在2024年度部门决算中反映所有项目绩效自评结果，共涉及2个一级项目。",
            "1.云岭环卫保洁项目绩效自评综述：项目全年预算数为310万元，执行数为300.25万元，完成预算的96.85%。主要产出和效益是：保洁面积达标。",
            "2.松柏综合运转项目绩效自评综述：项目全年预算数为120.5万元，执行数为120.5万元，完成预算的100%。主要产出和效益是：机关运转有序。",
        ),
    ),
)


def form(position: int, name: str, budget: str, executed: str, rate: str, line: int) -> EvaluationForm:
    """A project self-evaluation form without indicators."""
    return EvaluationForm(
        position=position,
        kind="project",
        name=name,
        filled_on=None,
        category=None,
        attribute=None,
        recurrence=None,
        budget=Decimal(budget),
        executed=Decimal(executed),
        execution_pct=Decimal(rate),
        score=None,
        deviation_reason=None,
        improvements=None,
        indicators=(),
        place=Place(line),
        source_line_end=line + 10,
    )


FORMS = (
    form(1, "云岭环卫保洁项目", "310.00", "300.25", "96.85", 900),
    form(2, "松柏综合运转项目", "120.50", "120.50", "100", 920),
)


def sections(*edits: tuple[str, str]) -> tuple[Section, ...]:
    """The sections, with every `old` of `edits` replaced (it must stand there)."""
    out: list[Section] = []
    line = 400
    misses = [old for old, _ in edits]
    for path, heading, paragraphs in TEXT:
        for old, new in edits:
            if old in heading or any(old in p for p in paragraphs):
                misses = [m for m in misses if m != old]
            heading = heading.replace(old, new)
            paragraphs = tuple(p.replace(old, new) for p in paragraphs)
        out.append(section(path, heading, *paragraphs, line=line))
        line += len(paragraphs) + 1
    assert not misses, misses
    return tuple(out)


def told(*edits: tuple[str, str], tables: Disclosure | None = None) -> Disclosure:
    """A whole disclosure: tables and prose that agree but for the `edits`."""
    return with_prose(tables or books(), sections(*edits))


def with_prose(d: Disclosure, parts: tuple[Section, ...]) -> Disclosure:
    """`d` with other sections, and what their sentences state."""
    parts = with_kinds(parts)
    return replace(
        d,
        sections=parts,
        stated=read_all_stated(parts),
        claims=read_claims(parts),
        structure_items=read_structure_items(parts),
        execution_items=read_execution_items(parts),
        projects=read_projects(parts),
        forms=FORMS,
    )
