"""Amounts are read strictly: a doubtful number is no number."""

from __future__ import annotations

from decimal import Decimal

import pytest

from mingzhang.parsing.amounts import Amount, in_wan, parse_amount


@pytest.mark.parametrize(
    ("text", "value", "decimals"),
    [
        ("0", "0", 0),
        ("0.00", "0.00", 2),
        ("92", "92", 0),  # decimals belong to the table: one prints 0.2, 92 and 3.28 side by side
        ("3.28", "3.28", 2),
        ("1,234.50", "1234.50", 2),
        ("12,345,678", "12345678", 0),
        ("-5.1", "-5.1", 1),
        ("－5.1", "-5.1", 1),
        ("−5.1", "-5.1", 1),
        ("１，２３４．５６", "1234.56", 2),
        (" 7.00 ", "7.00", 2),
        ("1234567.891234", "1234567.891234", 6),
    ],
)
def test_amounts_as_printed(text: str, value: str, decimals: int) -> None:
    amount = parse_amount(text)
    assert amount == Amount(Decimal(value), decimals, text.strip())
    assert str(amount.value) == value


@pytest.mark.parametrize(
    "text",
    ["", " ", "-", "—", "/", "无", "1,05", "12,34.5", "1234,567", "1.2.3", "1,234,56", "3.5%", "5万元", "l2", "1O.0",
     "(5.00)", "5.", ".5", "--1", "1-2", "1e5", "NaN", "Infinity", "²", "1" * 40, "3 4", "12 345.00"],
)  # fmt: skip
def test_what_is_no_amount(text: str) -> None:
    assert parse_amount(text) is None


@pytest.mark.parametrize(
    ("text", "decimals", "value"),
    [
        ("4,916.7 1", 2, "4916.71"),
        ("1,294.6 3", 2, "1294.63"),
        ("4, 916.71", None, "4916.71"),  # a comma is followed by three digits: proven without the table
        ("4,916. 71", None, "4916.71"),
        ("- 3.10", None, "-3.10"),
        ("2 113.03", 2, "2113.03"),
    ],
)
def test_blanks_inside_a_number_are_joined_where_provable(
    text: str, decimals: int | None, value: str
) -> None:
    amount = parse_amount(text, decimals)
    assert amount == Amount(Decimal(value), len(value.partition(".")[2]), text, repaired=True)


@pytest.mark.parametrize(
    ("text", "decimals"), [("4,916.7 1", None), ("4,916.7 1", 1), ("4,91 6.7", 2), ("3 4", 0)]
)
def test_blanks_that_prove_nothing_are_not_joined(text: str, decimals: int | None) -> None:
    assert parse_amount(text, decimals) is None


def test_units_are_converted_exactly() -> None:
    assert in_wan(Decimal("12345678.90"), "元") == Decimal("1234.567890")
    assert in_wan(Decimal("5.00"), "万元") == Decimal("5.00")
    assert in_wan(Decimal("1.2"), "亿元") == Decimal("12000")
    with pytest.raises(KeyError):
        in_wan(Decimal(1), "美元")


def test_hostile_text_is_refused_at_once() -> None:
    assert parse_amount("1" * 1_000_000) is None
    assert parse_amount("1 " * 500_000, 2) is None
