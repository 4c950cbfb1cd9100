"""The code lists hold together, and names lead to codes only where one code fits."""

from __future__ import annotations

import pytest

from mingzhang.classification import (
    economic_code,
    economic_codes,
    find_economic,
    find_function,
    function_code,
    function_codes,
    inner_codes,
    level_of,
    parent_of,
    resolve_function,
    same_name,
)


@pytest.mark.parametrize("codes", [function_codes(), economic_codes()], ids=["functional", "economic"])
def test_every_code_stands_under_its_parent(codes: tuple) -> None:
    known = {code.code: code for code in codes}
    assert len(known) == len(codes)
    for code in codes:
        assert level_of(code.code) == code.level
        assert code.parent == parent_of(code.code)
        assert code.parent is None or known[code.parent].level == code.level - 1
        assert code.names[0] == code.name
        assert len(set(code.names)) == len(code.names)


def test_look_up_by_code() -> None:
    found = function_code("2010399")
    assert found is not None
    assert (found.name, found.level, found.parent) == ("其他政府办公厅（室）及相关机构事务支出", 3, "20103")
    assert function_code("2019998") is None
    found = economic_code("30231")
    assert found is not None
    assert found.name == "公务用车运行维护费"


@pytest.mark.parametrize(
    ("code", "year", "name"),
    [
        ("21305", 2022, "巩固脱贫衔接乡村振兴"),
        ("21305", 2023, "巩固脱贫衔接乡村振兴"),
        ("21305", 2024, "巩固脱贫攻坚成果衔接乡村振兴"),
        ("207", 2018, "文化体育与传媒支出"),
        ("207", 2019, "文化旅游体育与传媒支出"),
        ("2010101", 2015, "行政运行"),
    ],
)
def test_a_code_has_the_name_of_the_year(code: str, year: int, name: str) -> None:
    found = function_code(code)
    assert found is not None
    assert found.name_in(year) == name


def test_former_names_lead_to_the_code() -> None:
    found = function_code("2080208")
    assert found is not None
    assert found.name == "基层政权建设和社区治理"
    assert "基层政权和社区建设" in found.names
    assert find_function("基层政权和社区建设") == found


@pytest.mark.parametrize(
    ("name", "parent", "level", "code"),
    [
        ("一般行政管理事务", None, None, None),  # a code under every 款
        ("一般行政管理事务", "20103", None, "2010302"),
        ("政府办公厅(室)及相关机构事务", None, None, "20103"),
        ("社会保障和就业", None, 1, "208"),
        ("其他社会保障和就业支出", None, 2, "20899"),
        ("其他社会保障和就业支出", None, 3, "2089999"),
        ("其他社会保障和就业支出", None, None, None),
        ("没有这个科目", None, None, None),
    ],
)
def test_functional_code_by_name(name: str, parent: str | None, level: int | None, code: str | None) -> None:
    found = find_function(name, parent, level)
    assert (found.code if found else None) == code


def test_names_cut_short_are_told_only_on_request_and_only_when_unique() -> None:
    assert find_function("其他政府办公厅（室）及") is None
    found = find_function("其他政府办公厅（室）及", cut=True)
    assert found is not None
    assert found.code == "2010399"
    assert find_function("其他", cut=True) is None
    economic = find_economic("机关事业单位基本", cut=True)
    assert economic is not None
    assert economic.code == "30108"
    below = find_economic("信息网络及软件购置更", "310", cut=True)
    assert below is not None
    assert below.code == "31007"
    assert find_economic("信息网络及软件购置更", cut=True) is None


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (("一般公共服务支出", "政府办公厅（室）及相关机构事务", "行政运行"), "2010301"),
        (("一般公共服务", "政府办公厅(室)及相关机构事务", None), "20103"),
        (("卫生健康支出", None, None), "210"),
        (("社会保障和就业支出", "就业补助", "公益性岗位补贴"), "2080705"),
        (("一般公共服务支出", "财政事务", "代表工作"), None),  # an item of another 款
        (("住房保障支出", None, "住房公积金"), "2210201"),
        (("没有", "没有", "没有"), None),
        ((None, None, None), None),
    ],
)
def test_names_of_class_section_and_item(names: tuple, code: str | None) -> None:
    found = resolve_function(*names)
    assert (found.code if found else None) == code


def test_names_that_mean_the_same() -> None:
    assert same_name("因公出国（境）费用", "因公出国 (境)费用")
    assert same_name("一般公共服务（类）", "一般公共服务支出")
    assert not same_name("行政运行", "事业运行")


def test_inner_codes_are_those_that_others_begin_with() -> None:
    codes = ("2050201", "205", "20502", "20502", "2080505", "210", "21001", "", "30101", "301010")
    assert inner_codes(codes) == {c for c in codes if any(o != c and o.startswith(c) for o in codes)}
    assert inner_codes(()) == set()
