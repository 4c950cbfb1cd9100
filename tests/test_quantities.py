"""Numbers with their units in Chinese prose."""

from __future__ import annotations

from decimal import Decimal

import pytest

from generator.numerals import numeral
from limits import processor_seconds
from mingzhang.model import Passage
from mingzhang.model.prose import compact
from mingzhang.parsing.narrative.directions import direction, signed
from mingzhang.parsing.narrative.numerals import number_of
from mingzhang.parsing.narrative.quantities import find_quantities


def read(text: str) -> list[tuple[str, str]]:
    return [(str(q.value), q.unit) for q in find_quantities(compact(Passage(text, (1,))).text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("支出1204.50万元。", [("1204.50", "万元")]),
        ("支出 1,204.50 万元", [("1204.50", "万元")]),
        ("支出１２０４．５０万元", [("1204.50", "万元")]),
        ("支出0.35亿元，占12.5%", [("0.35", "亿元"), ("12.5", "%")]),
        ("占１２．５％", [("12.5", "%")]),
        ("提高1.2个百分点", [("1.2", "个百分点")]),
        ("车辆3辆，接待12批次80人次", [("3", "辆"), ("12", "批次"), ("80", "人次")]),
        ("设备0台（套）", [("0", "台(套)")]),
        ("截至2023年12月31日", [("2023", "年"), ("12", "月"), ("31", "日")]),
        ("预算数为万元，执行数为3万元", [("3", "万元")]),
        ("拨付尾款100万，用于", [("100", "万")]),
        ("办理14万件", [("14", "")]),
        ("下降-3.2%", [("-3.2", "%")]),
        ("面积200-300平方", [("200", ""), ("300", "")]),
        # A decimal cut by a blank is joined where two decimals of an amount come of it, and only there.
        ("支出4,916.7 1万元", [("4916.71", "万元")]),
        ("支出4916.71 25万元", []),
        ("版本3.1 4", []),
        # 1,05 is no thousands separator.
        ("支出1,05万元", []),
        ("支出1204,500万元", []),
        ("编号" + "9" * 40 + "万元", []),
        ("没有数字", []),
    ],
)
def test_numbers_and_units(text: str, expected: list[tuple[str, str]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "wan"),
    [
        ("12045000元", "1204.5000"),
        ("0.35亿元", "3500.00"),
        ("3.5万元", "3.5"),
        ("100万。", "100"),
        ("25千元", "2.5"),
        ("0元", "0"),
        ("0。", "0"),
        ("12。", None),
        ("12%", None),
        ("12人", None),
    ],
)
def test_money_in_ten_thousand_yuan(text: str, wan: str | None) -> None:
    (quantity,) = find_quantities(text)
    assert quantity.wan == (None if wan is None else Decimal(wan))


@pytest.mark.parametrize(
    ("words", "sign"),
    [
        ("各减少", -1),
        ("增加", 1),
        ("增减少", -1),
        ("下降", -1),
        ("增长了", 1),
        ("增幅", 1),
        ("降幅为", -1),
        ("与上年", 0),
    ],
)
def test_direction_words(words: str, sign: int) -> None:
    assert direction(words) == sign


@pytest.mark.parametrize(
    "number", [0, 7, 10, 19, 20, 101, 110, 1_003, 1_010, 10_000, 30_020, 100_500, 37_930_300, 1_0000_0001, 5_0010_0300]
)  # fmt: skip
def test_numerals_are_read_as_they_are_written(number: int) -> None:
    assert number_of(numeral(number)) == number


def test_a_zero_has_no_sign() -> None:
    assert str(signed(Decimal("0"), -1)) == "0"
    assert signed(Decimal("-3"), -1) == Decimal(-3)
    assert signed(Decimal("-3"), 0) == Decimal(-3)


def test_offsets_lead_back_to_the_printed_text_and_line() -> None:
    passage = Passage("全年收入 12 万元，支出 1,03 4.50 万元。 其中车辆（辆）3 辆", (7, 9), (0, 22))
    prose = compact(passage)
    assert prose.text == "全年收入12万元，支出1,03 4.50万元。其中车辆(辆)3辆"
    last = list(find_quantities(prose.text))[-1]
    assert prose.slice(last.start, last.end) == "3 辆"
    assert prose.line(last.start) == 9
    assert prose.line(0) == 7
    assert prose.quote(last.start, last.end) == "其中车辆（辆）3 辆"


@pytest.mark.slow
def test_hostile_text_ends_at_once() -> None:
    with processor_seconds(10):
        for piece in ("1", "1,", "1 ", ".1", "1,111", "9%-", "万元", "-"):
            text = piece * (1_000_000 // len(piece))
            sum(1 for _ in find_quantities(text))
