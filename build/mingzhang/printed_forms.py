"""The forms in which accounts print a number, each by a rule of its own: marks, quotes, signs, units around it.

What is no part of a number by one of these rules stays in place, so that the text is no number and is told.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import msgspec

_ROUNDS = 8
"""Marks taken off one number at most, one within the other."""
_DIGIT = re.compile(r"[0-9]")
NOTE_MARKS = "¹²³⁰⁴-⁹⁽⁾①-⑳⑴-⒇❶-❿➀-➓⓪㉑-㉟㊱-㊿⓫-⓴"
"""Superscripts and circled digits, for a class of characters: the marks of footnotes."""
_NOTE = re.compile(f"[{NOTE_MARKS}]")
_ESCAPED = re.compile(r"\\([^\w\s])")  # 62\.33
_BRACED = re.compile(r"\{([.,])\}")  # 62{.}33
_SUP = re.compile(r"<sup>[^<>]{0,8}</sup>", re.IGNORECASE)  # 62.33<sup>1</sup>
_TAG = re.compile(r"</?(?:b|strong|i|em|u|span|font)(?: [^<>]{0,60})?>", re.IGNORECASE)  # <b>62.33</b>
_WRAPPED = tuple(
    re.compile(pattern)
    for pattern in (
        r"\$(.+)\$",  # $62.33$
        r"\\\((.+)\\\)",
        r"\*{1,3}([^*].*?)\*{1,3}",  # **62.33**
        r"__(.+)__",
        r"`(.+)`",
        r"=?\"(.+)\"",  # "62.33", ="62.33"
        r"'(.+)'",
        r"“(.+)”",
        r"‘(.+)’",
        r"'([^']+|[^']+'[0-9].*)",  # '62.33, the mark of text in a spreadsheet
    )
)
_NOTE_AFTER = re.compile(
    rf"(?<=[0-9.)）元-])\s?(?:[{NOTE_MARKS}]{{1,4}}|\^?[\[［〔【][0-9]{{1,2}}[\]］〕】]|\^[0-9]{{1,2}}\^?"
    r"|[(（]?注[0-9①-⑳一二三四五六七八九十]{0,2}[)）]?|[*＊#†‡§※]{1,3}|(?<=\.[0-9]{2})[(（][0-9][)）])$"
)  # 62.33①, 62.33[1], 62.33¹, 62.33(注1), 62.33*, 62.33※, 62.33(1)
_NOTE_BEFORE = re.compile(
    rf"^(?:[{NOTE_MARKS}]{{1,4}}|[\[［〔【][0-9]{{1,2}}[\]］〕】]|[*＊#†‡§※]{{1,3}})\s?(?=[-0-9.(（△▲])"
)
_CURRENCY = re.compile(r"^(-?)(?:[¥￥]|RMB|CNY|人民币)\s?(?=[-0-9.])", re.IGNORECASE)  # ¥62.33, -¥62.33
_UNIT = re.compile(r"\s?[(（]?([百千]?[万亿]?元|[万亿])[)）]?$")  # 62.33万元, 62.33 (万元)
_MINUS_BEFORE = re.compile(r"^(?:[-△▲▽▼∆Δ–]|负)\s?(?=[0-9.])")  # △62.33
_MINUS_AFTER = re.compile(r"(?<=[0-9])-$")  # 62.33-
_BRACKETED = re.compile(r"\(\s?([0-9][0-9,.' ]*)\s?\)")  # (62.33)
_SURE = re.compile(r"[.,]|[0-9]{3}")
"""What tells a bracketed amount from a bracketed ordinal, (3)."""
_NARROW = str.maketrans("－−﹣‐‑\u3000", "----- ")


class Bare(msgspec.Struct, frozen=True):
    """A number without what stands around it: a minus sign, digits, points and commas (and blanks), and its unit."""

    digits: str
    unit: str | None = None


def narrow(text: str) -> str:
    """`text` with full-width digits, points, signs and brackets as plain ones; note marks stay what they are."""
    if text.isascii():
        return text
    text = text.translate(_NARROW)
    return text if unicodedata.is_normalized("NFKC", text) else "".join(map(_narrow, text))


@lru_cache(maxsize=1024)
def _narrow(char: str) -> str:
    return char if _NOTE.match(char) else unicodedata.normalize("NFKC", char)


def bare_number(raw: str) -> Bare | None:
    """What remains of a printed number when its marks are taken off; None where it begins or ends as no number does."""
    text = narrow(raw)
    if not _DIGIT.search(text):
        return None
    text = _BRACED.sub(r"\1", _TAG.sub("", _SUP.sub("", text)))
    unit: str | None = None
    for _ in range(_ROUNDS):
        before = text
        text = _unwrapped(text)
        text = _NOTE_BEFORE.sub("", _NOTE_AFTER.sub("", text)).strip()
        text = _CURRENCY.sub(r"\1", text)
        if unit is None and (match := _UNIT.search(text)) and _DIGIT.search(text[: match.start()]):
            unit, text = match[1], text[: match.start()]
        if text == before:
            break
    digits = _signed(text)
    return Bare(digits, unit) if digits is not None else None


def _unwrapped(text: str) -> str:
    for pattern in _WRAPPED:
        match = pattern.fullmatch(text)
        if match:
            text = match[1].strip()
    return _ESCAPED.sub(r"\1", text)


def _signed(text: str) -> str | None:
    """A number with its one sign in front as a minus; None where it has two signs or stands in doubtful brackets."""
    bracketed = _BRACKETED.fullmatch(text)
    if bracketed:
        return f"-{bracketed[1]}" if _SURE.search(bracketed[1]) else None
    negative = 0
    plain = text.removeprefix("+") if text[1:2].isdigit() else text
    for pattern in (_MINUS_BEFORE, _MINUS_AFTER):
        plain, times = pattern.subn("", plain)
        negative += times
    if negative > 1 or not plain or not (plain[-1].isdigit() or plain[-1] == "."):
        return None
    return f"-{plain}" if negative else plain
