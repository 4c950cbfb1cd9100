"""The English surface: what has an official or plain English is translated, names are read, the rest stays Chinese."""

from __future__ import annotations

import pytest

from mingzhang.catalogue import METRICS, STATEMENTS
from mingzhang.classification import economic_codes, function_codes
from mingzhang.site.parts.english_words import (
    HEADERS,
    METRIC_GROUPS,
    SIDES,
    UNITS,
    item_in_english,
    name_in_english,
    reading,
    search_terms,
)
from mingzhang.site.parts.stated_table import group_of


@pytest.mark.parametrize(
    ("item", "english"),
    [
        ("一般公共服务支出", "General public services"),
        ("社会保障和就业支出", "Social security and employment"),
        ("卫生健康支出", "Health"),
        ("本年收入合计", "Revenue of the year, total"),
        ("本年支出合计", "Expenditure of the year, total"),
        ("年初结转和结余", "Opening balance"),
        ("人员经费合计", "Personnel costs, total"),
        ("工资福利支出", "Wages and benefits"),
        ("社区图书角", ""),
        ("", ""),
    ],
)
def test_fixed_items_are_translated_and_others_are_not(item: str, english: str) -> None:
    assert item_in_english(item) == english


@pytest.mark.parametrize(
    ("name", "latin"),
    [("江夏区", "Jiang Xia Qu"), ("武汉", "Wu Han"), ("", ""), ("A座", "A Zuo")],
)
def test_names_are_read_syllable_by_syllable(name: str, latin: str) -> None:
    assert reading(name) == latin


@pytest.mark.parametrize(
    ("short_name", "district", "city", "english"),
    [
        ("花楼街道办事处", "江汉区", "武汉市", "Hualou Subdistrict Office, Jianghan, Wuhan"),
        ("人民政府办公室", "江汉区", "武汉市", "People's Government Office, Jianghan, Wuhan"),
        ("财政局", "江汉区", "武汉市", "Finance Bureau, Jianghan, Wuhan"),
        ("审计局", None, "武汉市", "Audit Bureau, Wuhan"),
        ("市场监督管理局", None, None, "Market Regulation Bureau"),
        ("发展和改革委员会", None, "武汉市", "Development and Reform Commission, Wuhan"),
        ("图书馆", "黄陂区", None, "Tu Shu Guan, Huangpi"),
    ],
)
def test_names_of_departments_say_what_kind_of_body_they_are(
    short_name: str, district: str | None, city: str | None, english: str
) -> None:
    assert name_in_english(short_name, district, city) == english


def test_a_place_of_two_characters_keeps_its_suffix() -> None:
    assert name_in_english("财政局", "城区", "武汉市") == "Finance Bureau, Chengqu, Wuhan"


@pytest.mark.parametrize("kind", STATEMENTS, ids=lambda kind: kind.table)
def test_every_column_of_the_nine_statements_has_an_english_header(kind) -> None:  # type: ignore[no-untyped-def]
    assert kind.en
    assert [column for column in kind.columns if not HEADERS.get(column)] == []


def test_both_sides_and_both_bases_have_english() -> None:
    assert {"revenue", "expenditure", "budget", "final"} <= set(SIDES)


def test_every_functional_class_that_is_in_force_has_english() -> None:
    lost = [
        code.name
        for code in function_codes()
        if code.level == 1 and not code.valid_to and not item_in_english(code.name)
    ]
    assert len(lost) <= 2, lost


def test_most_economic_groups_have_english() -> None:
    groups = [code.name for code in economic_codes() if code.level == 1]
    assert sum(bool(item_in_english(name)) for name in groups) >= len(groups) - 3


def test_english_terms_are_asked_as_the_documents_have_them() -> None:
    terms = dict(search_terms())
    assert terms["three public expenses"] == "三公经费"
    assert terms["agency operating costs"] == "机关运行经费"
    assert terms["finance bureau"] == "财政局"
    lengths = [len(english) for english, _ in search_terms()]
    assert lengths == sorted(lengths, reverse=True)  # the longest goes first, whole


def test_every_group_of_metrics_and_every_unit_has_english_words() -> None:
    assert {group_of(metric.id) for metric in METRICS} == METRIC_GROUPS.keys()
    assert {metric.unit for metric in METRICS} - {"%"} <= UNITS.keys()
