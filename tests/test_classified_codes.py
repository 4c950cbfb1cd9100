"""Codes and names: what a code means in a year, which code a printed name stands for, what cannot be told."""

from __future__ import annotations

import pytest

from generator.codes import CLASSES, ECONOMIC_NAMES, ITEMS, SECTIONS
from mingzhang.classification import economic_code, economic_codes, function_code, function_codes, name_key
from mingzhang.classification.resolution import find_function, resolve_function


@pytest.mark.parametrize(("code", "name"), CLASSES, ids=lambda value: str(value))
def test_every_class_is_known_by_code_and_by_name(code: str, name: str) -> None:
    known = function_code(code)
    assert known is not None
    assert (known.name, known.level) == (name, 1)
    found = resolve_function(name, None, None)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(("code", "name"), SECTIONS.items(), ids=lambda value: str(value))
def test_every_group_is_known_under_its_class(code: str, name: str) -> None:
    known = function_code(code)
    assert known is not None
    assert (known.name, known.level, known.parent) == (name, 2, code[:3])
    found = find_function(name, code[:3], 2)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(("code", "name"), ITEMS.items(), ids=lambda value: str(value))
def test_every_item_is_known_under_its_group(code: str, name: str) -> None:
    known = function_code(code)
    assert known is not None
    assert (known.name, known.level, known.parent) == (name, 3, code[:5])
    found = find_function(name, code[:5], 3)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(("code", "name"), ECONOMIC_NAMES.items(), ids=lambda value: str(value))
def test_every_economic_code_is_known(code: str, name: str) -> None:
    known = economic_code(code)
    assert known is not None
    assert known.name == name
    assert known.level == (1 if len(code) == 3 else 2)
    assert known.parent == (None if len(code) == 3 else code[:3])


@pytest.mark.parametrize("codes", [function_codes(), economic_codes()], ids=["functional", "economic"])
def test_a_list_of_codes_is_whole_and_in_order(codes: tuple) -> None:  # type: ignore[type-arg]
    known = [code.code for code in codes]
    assert known == sorted(known)
    assert len(known) == len(set(known))
    for code in codes:
        assert code.code.isdigit()
        assert code.name == code.name.strip()
        assert code.name
        if code.valid_from and code.valid_to:
            assert code.valid_from <= code.valid_to, code.code


@pytest.mark.parametrize("code", ["", "2", "20", "2010", "201030", "20103010", "abc", "99999", "000"])
def test_what_is_no_code_is_not_known(code: str) -> None:
    assert function_code(code) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("政府办公厅（室）及相关机构事务", "政府办公厅(室)及相关机构事务"),
        ("一般行政 管理事务", "一般行政管理事务"),
        ("行政运行", "行政运行 "),
        ("其他  支出", "其他支出"),
    ],
)
def test_printings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("行政运行", "事业运行"), ("其他支出", "其他"), ("住房公积金", "住房补贴")]
)
def test_names_of_two_things_have_two_keys(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (("一般公共服务支出", None, None), "201"),
        (("一般公共服务支出", "财政事务", None), "20106"),
        (("一般公共服务支出", "财政事务", "一般行政管理事务"), "2010602"),
        ((None, "财政事务", "一般行政管理事务"), "2010602"),
        (("教育支出", "财政事务", "一般行政管理事务"), "2010602"),  # a class that does not belong above it
        ((None, "没有这个款", "一般行政管理事务"), None),
        ((None, None, "一般行政管理事务"), None),
        (("没有这个类", None, None), None),
        ((None, None, None), None),
    ],
)
def test_prose_names_a_code_by_class_group_and_item(
    names: tuple[str | None, str | None, str | None], code: str | None
) -> None:
    found = resolve_function(*names)
    assert (found.code if found else None) == code


def test_a_name_that_stands_under_many_groups_is_nobodys_alone() -> None:
    """一般行政管理事务 has a code of its own under every 款: without one it cannot be told."""
    assert find_function("一般行政管理事务") is None
    under = {parent: find_function("一般行政管理事务", parent, 3) for parent in ("20103", "20106", "20129")}
    assert {parent: found.code for parent, found in under.items() if found} == {
        "20103": "2010302",
        "20106": "2010602",
        "20129": "2012902",
    }
