"""Duties and organisation of part one."""

from __future__ import annotations

import pytest

import trees
from mingzhang.model import OrganisationUnit, Place, Section
from mingzhang.parsing.duties import read_duties, read_organisation
from mingzhang.parsing.run_on import run_on


def sections(text: str) -> tuple[Section, ...]:
    return trees.sections(f"第一部分 莲汀街道办事处概况\n{text}")


def test_numbered_duties_without_what_introduces_them() -> None:
    text = (
        "一、部门主要职责\n街道主要职能有2项：\n1、管理渡口与堤岸。\n2、完成其他事项。\n单位咨询电话：88100000\n"
        "二、机构设置情况\n内设2个科室，包括渡口科、堤岸科。\n"
    )
    assert [(d.position, d.duty, d.source_line) for d in read_duties(sections(text))] == [
        (1, "管理渡口与堤岸。", 4),
        (2, "完成其他事项。", 5),
    ]


def test_duties_without_ordinals_and_under_headings() -> None:
    assert [d.duty for d in read_duties(sections("一、主要职能\n管理渡口。\n巡查堤岸。\n"))] == [
        "管理渡口。",
        "巡查堤岸。",
    ]
    text = "一、部门职责\n（一）渡口管理\n安排船只。\n（二）堤岸巡查\n定期巡查。\n二、机构设置\n无。\n"
    assert [d.duty for d in read_duties(sections(text))] == ["渡口管理", "堤岸巡查"]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        (
            "莲汀街道办事处内设机构2个,包括渡口管理科、堤岸科。",
            [("内设机构", "渡口管理科"), ("内设机构", "堤岸科")],
        ),
        (
            "纳入莲汀街道办事处2031年度部门决算编制范围的单位共2个，具体如下：\n1、莲汀街道办事处（本级，行政单位）\n"
            "2、莲汀渡口服务中心（公益一类事业单位）",
            [("预算单位", "莲汀街道办事处"), ("预算单位", "莲汀渡口服务中心")],
        ),
        (
            "内设2个非独立核算二级单位，包括莲汀渡口服务中心、莲汀堤岸中心。",
            [("下属单位", "莲汀渡口服务中心"), ("下属单位", "莲汀堤岸中心")],
        ),
        (
            "纳入莲汀街道办事处2031年度部门决算编制范围的二级预算单位包括：\n1.莲汀街道办事处（本级）\n2.莲汀渡口服务中心",
            [("预算单位", "莲汀街道办事处（本级）"), ("预算单位", "莲汀渡口服务中心")],
        ),
        # a list of units in one paragraph, in a table, and in a table whose rows became one line
        (
            "莲汀街道办事处内设科室3个，包括：1.办公室；2.渡口管理科；3.堤岸科。",
            [("内设机构", "办公室"), ("内设机构", "渡口管理科"), ("内设机构", "堤岸科")],
        ),
        (
            "纳入决算编制范围的单位共2个，包括：\n序号\t单位名称\t备注\n1\t莲汀街道办事处（本级）\t\n2\t莲汀渡口服务中心\t事业单位",
            [("预算单位", "莲汀街道办事处（本级）"), ("预算单位", "莲汀渡口服务中心")],
        ),
        (
            "纳入决算编制范围的单位包括：\n\n1 莲汀街道办事处（本级） 2 莲汀渡口服务中心",
            [("预算单位", "莲汀街道办事处（本级）"), ("预算单位", "莲汀渡口服务中心")],
        ),
        # kinds of units within a list are headings of it; lines without stops; what the list says beside the name
        (
            "纳入决算编制范围的预算单位包括：\n\n行政单位：\n\n1.莲汀街道办事处（本级）\n\n事业单位：\n\n1.莲汀渡口服务中心\n\n本文件另有附表",
            [("预算单位", "莲汀街道办事处（本级）"), ("预算单位", "莲汀渡口服务中心")],
        ),
        (
            "纳入决算编制范围的预算单位包括：\n\n一是行政单位\n\n莲汀街道办事处（本级）\n\n二是公益一类事业单位（1个）\n\n莲汀渡口服务中心",
            [("预算单位", "莲汀街道办事处（本级）"), ("预算单位", "莲汀渡口服务中心")],
        ),
        (
            "纳入决算编制范围的预算单位共2个，包括：\n\n序号 单位名称 单位性质\n\n1 莲汀街道办事处（本级） 行政单位\n\n2 莲汀渡口服务中心 公益一类事业单位",
            [("预算单位", "莲汀街道办事处（本级）"), ("预算单位", "莲汀渡口服务中心")],
        ),
        (
            "纳入决算编制范围的预算单位共3个，分别是莲汀街道办事处本级、莲汀渡口服务中心和莲汀堤岸中心。",
            [
                ("预算单位", "莲汀街道办事处本级"),
                ("预算单位", "莲汀渡口服务中心"),
                ("预算单位", "莲汀堤岸中心"),
            ],
        ),
        ("纳入决算编制范围的单位包括：莲汀区经济和信息化局。", [("预算单位", "莲汀区经济和信息化局")]),
        # headings and titles below a list that only opens are no units
        ("纳入决算编制范围的预算单位包括：\n2022年度收入支出决算总表\n公开01表", []),
        # how the accounts are made up names no unit
        ("从决算单位构成看,莲汀街道办事处部门决算包括:本级决算。", []),
        ("从单位构成看，莲汀街道办事处部门决算由纳入独立核算的单位本级决算组成。", []),
    ],
)
def test_organisation(text: str, units: list[tuple[str, str]]) -> None:
    found = read_organisation(sections(f"二、机构设置情况\n{text}\n"))
    assert [(u.kind, u.name) for u in found] == units


def test_a_unit_knows_its_line() -> None:
    found = read_organisation(sections("二、机构设置情况\n\n内设1个科室，即渡口科。\n"))
    assert found == (OrganisationUnit(1, "渡口科", "内设机构", Place(4)),)


def test_duties_that_run_on_in_one_paragraph_are_duties_each() -> None:
    text = "一、部门主要职责\n街道主要职责是：1.管理渡口与堤岸；2.巡查3.5公里堤岸；3.完成其他事项。\n二、机构设置\n无。\n"
    assert [d.duty for d in read_duties(sections(text))] == [
        "管理渡口与堤岸；",
        "巡查3.5公里堤岸；",
        "完成其他事项。",
    ]


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("1.甲；2.乙。", ["甲；", "乙。"]),
        ("（一）甲。（二）乙。（三）丙。", ["甲。", "乙。", "丙。"]),
        ("一是甲；二是乙。", ["甲；", "乙。"]),
        ("1.甲占3.5%，2.5万元。", []),
        ("2.乙；3.丙。", []),
        ("甲，1.5万元；2.5万元。", []),
    ],
)
def test_lists_in_a_paragraph(text: str, entries: list[str]) -> None:
    assert [text[start:end] for start, end in run_on(text)] == entries
