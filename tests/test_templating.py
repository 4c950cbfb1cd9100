"""How figures, names and addresses are printed on a page: a value in, the words a reader sees out."""

from __future__ import annotations

import pytest

from mingzhang.site.templating import (
    amount,
    count,
    fitting,
    money,
    named,
    percent,
    place_slug,
    short,
    signed,
    slug,
)


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (None, ""),
        (0, "0.00"),
        (0.0, "0.00"),
        (-0.0, "0.00"),
        (1, "1.00"),
        (12.5, "12.50"),
        (5059.71, "5,059.71"),
        (1234567.89, "1,234,567.89"),
        (-12.5, "−12.50"),
        (0.005, "0.005"),
        (1.2345, "1.2345"),
        (1.234567, "1.234567"),
        (9999.999999, "9,999.999999"),
    ],
)
def test_amounts_print_as_tables_do(value: float | None, printed: str) -> None:
    assert amount(value) == printed


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (None, "—"),
        (0, "0.00万元"),
        (5059.71, "5,059.71万元"),
        (99_999.99, "99,999.99万元"),
        (100_000, "10.00亿元"),
        (125_000, "12.50亿元"),
        (-125_000, "−12.50亿元"),
        (-3.2, "−3.20万元"),
    ],
)
def test_money_prints_as_people_say_it(value: float | None, printed: str) -> None:
    assert money(value) == printed


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (None, ""),
        (0, "0%"),
        (100, "100%"),
        (88.49, "88.49%"),
        (88.5, "88.5%"),
        (88.499, "88.5%"),
        (-7.4, "−7.4%"),
        (1234.5, "1,234.5%"),
    ],
)
def test_rates_print_at_most_two_decimals(value: float | None, printed: str) -> None:
    assert percent(value) == printed


@pytest.mark.parametrize(
    ("value", "unit", "printed"),
    [
        (None, "%", ""),
        (0, "%", "持平"),
        (0.0, "万元", "持平"),
        (12.3, "%", "+12.3%"),
        (-4.5, "%", "−4.5%"),
        (1200, "万元", "+1,200万元"),
        (-0.25, "", "−0.25"),
    ],
)
def test_changes_print_their_direction(value: float | None, unit: str, printed: str) -> None:
    assert signed(value, unit) == printed


@pytest.mark.parametrize(
    ("value", "printed"),
    [(None, ""), (0, "0"), (12, "12"), (12.0, "12"), (3.5, "3.5"), (1200, "1,200"), (-2, "−2"), (10, "10")],
)
def test_numbers_of_things_print_plain(value: float | None, printed: str) -> None:
    assert count(value) == printed


@pytest.mark.parametrize(
    ("text", "length", "printed"),
    [
        (None, 40, ""),
        ("", 40, ""),
        ("三公经费", 40, "三公经费"),
        ("三公经费", 4, "三公经费"),
        ("三公经费支出", 4, "三公经…"),
        ("长" * 41, 40, "长" * 39 + "…"),
    ],
)
def test_long_texts_are_cut_with_a_sign(text: str | None, length: int, printed: str) -> None:
    assert short(text, length) == printed
    assert len(short(text, length)) <= length


@pytest.mark.parametrize(
    ("name", "address"),
    [
        (None, "other"),
        ("", "other"),
        ("（）", "other"),
        ("街道办事处", "jiedaobanshichu"),
        ("硚口区", "qiaokouqu"),
        ("A区", "aqu"),
        ("重庆市", "chongqingshi"),
        ("人大（常委会）", "rendachangweihui"),
    ],
)
def test_addresses_are_letters_anyone_can_type(name: str | None, address: str) -> None:
    assert slug(name) == address


@pytest.mark.parametrize(
    ("city", "district", "address"),
    [
        ("武汉市", "江汉区", "wuhanshi-jianghanqu"),
        (None, "江汉区", "jianghanqu"),
        ("武汉市", None, "wuhanshi-other"),
        (None, None, "other"),
    ],
)
def test_the_address_of_a_place_names_its_city(city: str | None, district: str | None, address: str) -> None:
    assert place_slug({"city": city, "district": district}) == address


@pytest.mark.parametrize(
    ("short_name", "district", "printed"),
    [
        ("花楼街道办事处", "江汉区", "花楼街道办事处"),
        ("人民政府办公室", "江汉区", "江汉区人民政府办公室"),
        ("人民政府办公室", None, "人民政府办公室"),
        ("财政局", "江汉区", "财政局"),
    ],
)
def test_a_name_that_says_nothing_alone_has_its_district(
    short_name: str, district: str | None, printed: str
) -> None:
    assert named({"short_name": short_name, "district": district}) == printed


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("街道办事处", "街道办…"),
        ("街道办事", "街道办事"),
        ("Basic ex", "Basi…"),
        ("Basic", "Basic"),
        ("", ""),
    ],
)
def test_labels_take_the_width_of_their_letters(text: str, printed: str) -> None:
    found = fitting(text, 4 if not text.isascii() else 3)
    assert found == printed
