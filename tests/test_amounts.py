"""Amounts are read strictly: a doubtful number is no number."""

from __future__ import annotations

from decimal import Decimal

import pytest

from mingzhang.amounts import Amount, in_wan, parse_amount, parse_money


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
     "(5)", "(-5.00)", "(5.00", "5.00)", "—5.00", "--1", "1-2", "NaN", "Infinity", "²", "①", "注1", "1" * 40, "3 4",
     "12 345.00", "62.33a", "约62.33", "2024-09-18", "1.234,56"],
)  # fmt: skip
def test_what_is_no_amount(text: str) -> None:
    assert parse_amount(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        # a footnote's mark is no digit of the number
        ("62.33①", "62.33"), ("62.33¹", "62.33"), ("62.33[1]", "62.33"), ("62.33（注1）", "62.33"), ("62.33*", "62.33"),
        ("①62.33", "62.33"), ("62.33<sup>1</sup>", "62.33"), ("62.33^[2]", "62.33"), ("62.33(1)", "62.33"),
        # the negatives of accountants
        ("(62.33)", "-62.33"), ("（1,062.33）", "-1062.33"), ("△62.33", "-62.33"), ("▲62.33", "-62.33"),
        ("–62.33", "-62.33"), ("62.33-", "-62.33"), ("62.33－", "-62.33"), ("负62.33", "-62.33"), ("- 3.10", "-3.10"),
        ("(346)", "-346"),
        # signs, quotes and marks around it
        ("+62.33", "62.33"), ("¥62.33", "62.33"), ("￥-62.33", "-62.33"), ("$62.33$", "62.33"), ("62\\.33", "62.33"),
        ('"1,062.33"', "1062.33"), ("'62.33", "62.33"), ('="62.33"', "62.33"), ("**62.33**", "62.33"),
        ("“62.33”", "62.33"), ("`62.33`", "62.33"), ("62{.}33", "62.33"),
        # other ways of writing the digits
        ("1'062.33", "1062.33"), ("1’062’000", "1062000"), (".09", "0.09"), ("-.5", "-0.5"), ("190.", "190"),
        ("6.233E1", "62.33"), ("1e5", "100000"), ("1.2E-3", "0.0012"),
        # the noise of a binary float goes, true decimals stay
        ("62.3300000000001", "62.33"), ("977.5900000000002", "977.59"), ("5.000000000000001", "5"),
        ("0.333333333333", "0.333333333333"),
    ],
)  # fmt: skip
def test_printed_forms_are_read_by_their_rules(text: str, value: str) -> None:
    amount = parse_amount(text)
    assert amount is not None
    assert (str(amount.value), amount.raw, amount.repaired) == (value, text, False)


@pytest.mark.parametrize("text", ["190.", "1,630."])
def test_a_number_that_ends_in_its_point_is_half_a_number_in_a_table_with_decimals(text: str) -> None:
    assert parse_amount(text, 2) is None


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("62.33万元", "62.33", "万元"),
        ("1,234元", "1234", "元"),
        ("5.1 亿元", "5.1", "亿元"),
        ("3万", "3", "万"),
    ],
)
def test_an_amount_may_name_its_unit(text: str, value: str, unit: str) -> None:
    amount = parse_money(text)
    assert amount is not None
    assert (str(amount.value), amount.unit) == (value, unit)
    assert parse_amount(text) is None


@pytest.mark.parametrize(
    ("text", "decimals", "value"),
    [
        ("4,916.7 1", 2, "4916.71"),
        ("1,294.6 3", 2, "1294.63"),
        ("4, 916.71", None, "4916.71"),  # a comma is followed by three digits: proven without the table
        ("4,916. 71", None, "4916.71"),
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
