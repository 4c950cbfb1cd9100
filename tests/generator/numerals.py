"""Money, rates and counts in Chinese numerals, as some authors write them: 三百二十万五千元, 百分之八点五, 十二批次."""

from __future__ import annotations

import re

_DIGITS = "零一二三四五六七八九"
_MONEY = re.compile(r"(?<!单价)(?<![0-9,])(?P<whole>[0-9][0-9,]*)(?:\.(?P<cents>[0-9]{1,2}))?万元")
_RATE = re.compile(r"(?P<whole>[0-9]+)(?:\.(?P<decimals>[0-9]+))?%")
_COUNT = re.compile(r"[0-9]+(?=批次|人次|辆)")


def in_numerals(text: str) -> str:
    """The text with its amounts (whole hundreds of yuan), rates and counts in numerals."""
    text = _MONEY.sub(_money, text)
    text = _RATE.sub(_rate, text)
    return _COUNT.sub(lambda m: numeral(int(m.group())), text)


def numeral(number: int) -> str:
    """A whole number below a trillion: 3205000 is 三百二十万五千, 10 is 十."""
    if number == 0:
        return "零"
    text, below = "", False
    for name, size in (("亿", 10**8), ("万", 10**4), ("", 1)):
        part = number // size % 10_000
        if part:
            text += ("零" if below and part < 1000 else "") + _below_ten_thousand(part) + name
            below = True
        elif text and not text.endswith("零"):
            below = True
    return text.removeprefix("一") if text.startswith("一十") else text


def _below_ten_thousand(part: int) -> str:
    text, gap = "", False
    for name, size in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = part // size % 10
        if digit:
            text += ("零" if gap and text else "") + _DIGITS[digit] + name
            gap = False
        else:
            gap = True
    return text


def _money(match: re.Match[str]) -> str:
    cents = (match["cents"] or "").ljust(2, "0")
    amount = int(match["whole"].replace(",", "")) * 10_000 + int(cents) * 100
    whole = numeral(amount // 10_000)
    return f"{whole}万元" if amount and amount % 10_000 == 0 else f"{numeral(amount)}元"


def _rate(match: re.Match[str]) -> str:
    decimals = "".join(_DIGITS[int(digit)] for digit in match["decimals"] or "")
    whole = numeral(int(match["whole"]))
    return f"百分之{whole}点{decimals}" if decimals else f"百分之{whole}"
