"""Accounts that print something otherwise than the form does (`printed_otherwise`), each with what must be read."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from mingzhang.model import Disclosure, NotADisclosure
from mingzhang.parsing import parse
from mingzhang.reading import read
from printed_otherwise import ACCOUNTS, STREET


@cache
def account(name: str) -> Disclosure:
    with TemporaryDirectory() as folder:
        path = Path(folder, f"{name}.txt")
        path.write_text(ACCOUNTS[name], encoding="utf-8")
        return parse(read(path))


def table(name: str, number: int, *columns: str) -> list[tuple[str | None, str, *tuple[Decimal | None, ...]]]:
    """Code, name and figures of the rows of a statement."""
    rows = next(one for one in account(name).statements if one.number == number).rows
    return [(row.code, row.item, *(row.figures[column] for column in columns)) for row in rows]


def stated(name: str, origin: str = "narrative") -> dict[str, Decimal]:
    return {one.metric: one.value for one in account(name).key_figures if one.origin == origin}


def d(*figures: str) -> tuple[Decimal | None, ...]:
    return tuple(Decimal(figure) if figure else None for figure in figures)


def test_lists_of_units_run_on_joined_in_rows_and_on_lines_without_stops() -> None:
    assert [(unit.kind, unit.name, unit.source_line) for unit in account("units").organisation_units] == [
        ("内设机构", "办公室", 13),
        ("内设机构", "渡口管理科", 13),
        ("内设机构", "堤岸科", 13),
        ("下属单位", "青石渡口服务中心", 15),
        ("下属单位", "青石堤岸服务中心", 15),
        ("预算单位", f"{STREET}（本级）", 21),
        ("预算单位", "青石渡口服务中心", 21),
        ("预算单位", "青石文化馆", 25),
        ("预算单位", "青石图书馆", 26),
    ]


def test_basic_expenditure_by_kind_of_cost_in_place_of_blocks() -> None:
    assert table("costs", 6, "amount") == [
        ("301", "工资福利支出", *d("16.00")),
        ("30101", "基本工资", *d("9.00")),
        ("30102", "津贴补贴", *d("7.00")),
        ("302", "商品和服务支出", *d("4.00")),
        ("30201", "办公费", *d("3.00")),
        ("30299", "其他商品和服务支出", *d("1.00")),
        (None, "巡护船只租用", *d("0.00")),
        (None, "人员经费合计", *d("16.00")),
        (None, "公用经费合计", *d("4.00")),
    ]
    assert "unresolved_code" in {note.kind for note in account("costs").notes}


def test_names_before_codes_in_a_table_of_yuan_that_only_the_prose_proves() -> None:
    assert table("yuan", 5, "total", "basic", "project") == [
        (None, "合计", *d("1204.5", "900", "304.5")),
        ("201", "一般公共服务支出", *d("1204.5", "900", "304.5")),
        ("20103", "政府办公厅（室）及相关机构事务", *d("1204.5", "900", "304.5")),
        ("2010301", "行政运行", *d("900", "900", "")),
        ("2010302", "一般行政管理事务", *d("304.5", "", "304.5")),
    ]
    assert [(note.kind, note.place.line) for note in account("yuan").notes if note.place] == [
        ("proved_unit", 40)
    ]


def test_three_public_expenses_with_the_year_before_beside_them() -> None:
    columns = ("total", "abroad", "vehicle_total", "vehicle_purchase", "vehicle_operation", "reception")
    assert table("three-public", 9, *columns) == [
        (None, "预算数", *d("6.00", "0.00", "4.50", "0.00", "4.50", "1.50")),
        (None, "决算数", *d("4.70", "0.00", "3.20", "0.00", "3.20", "1.50")),
    ]


@pytest.mark.parametrize(
    ("metric", "value"),
    [
        ("vehicle_purchase_final", "0"),
        ("vehicle_operation_final", "3.20"),
        ("reception_final", "1.50"),
        ("reception_budget", "1.60"),
        ("procurement_goods", "2"),
        ("procurement_works", "7"),
        ("procurement_services", "3"),
        ("staff_quota", "25"),
        ("staff_actual", "24"),
        ("staff_serving", "23"),
    ],
)
def test_figures_told_one_by_one_after_their_names(metric: str, value: str) -> None:
    assert stated("three-public")[metric] == Decimal(value)


def test_figures_one_by_one_of_names_not_all_known_are_nobodys() -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "a.txt")
        told = "公务接待费预算数和决算数分别为1.60万元和1.50万元。"
        other = "公务接待费和横渡费支出决算分别为1.60万元、1.50万元。"
        assert told in ACCOUNTS["three-public"]
        text = (
            ACCOUNTS["three-public"]
            .replace(told, other)
            .replace("和公务接待费支出决算分别为0万元、3.20万元、1.5 0万元", "决算分别为0万元、3.20万元")
        )
        path.write_text(text, encoding="utf-8")
        figures = parse(read(path)).key_figures
    assert [one for one in figures if one.metric.startswith("reception") and one.origin == "narrative"] == []


def test_a_part_nobody_knows_and_a_section_without_text_are_told() -> None:
    assert [note.kind for note in account("part").notes] == ["unknown_title", "empty_section"]


@pytest.mark.parametrize(
    ("name", "body", "divisions"),
    [
        ("nameless", "云州市临江区交通运输局", (None, "云州市", "临江区")),
        ("branch", "云州市公安局青澜分局", (None, "云州市", "青澜区")),
        ("province", "湖北武汉市江岸区渡口管理局", ("湖北省", "武汉市", "江岸区")),
        ("city", "武汉东湖新技术开发区渡口管理局", ("湖北省", "武汉市", "东湖新技术开发区")),
    ],
)
def test_whose_account_it_is(name: str, body: str, divisions: tuple[str | None, ...]) -> None:
    found = account(name).identity
    assert (found.name, (found.province, found.city, found.district)) == (body, divisions)


def test_two_accounts_in_one_file_are_refused_with_the_line_of_the_second() -> None:
    with pytest.raises(NotADisclosure, match=r"有两份决算.*自第41行起"):
        account("several")
