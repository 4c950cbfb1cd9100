"""Whether an indicator's target was met: ≥30场 and 50余场, 不超过5% and 4%, 完成 and 完成."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

LONGEST = 80
"""Characters of a target or an actual value that are compared."""

_WIDTH = str.maketrans("０１２３４５６７８９％（），．＞＜－—–～", "0123456789%(),.><---~")
_AT_LEAST = re.compile(r"^(?:>=|≥|≧|》=?|>|不少于|不低于|不小于|至少|大于等于|大于|达到|高于|超过)")
_AT_MOST = re.compile(r"^(?:<=|≤|≦|《=?|<|不超过|不多于|不高于|不大于|小于等于|小于|低于|控制在|少于)")
_NUMBER = re.compile(
    r"(?P<number>[0-9]++(?:,[0-9]{3})*+(?:\.[0-9]++)?+)(?P<more>余|多)?(?P<scale>万|亿|千)?(?P<unit>[^0-9]{0,6})"
)
_RANGE = re.compile(
    r"^(?P<low>[0-9]++(?:\.[0-9]++)?+)(?P<sign>[%‰]?)[-~至](?P<high>[0-9]++(?:\.[0-9]++)?+)(?P<unit>[%‰]?)$"
)
_FRACTION = re.compile(r"(?P<of>千|百|万)分之(?P<digit>[零一二三四五六七八九十]|[0-9]{1,3})")
_DIGITS = "零一二三四五六七八九十"
_SCALE = {"千": 1000, "万": 10_000, "亿": 100_000_000}
_LESS_IS_BETTER = (
    "投诉",
    "差错",
    "错漏",
    "容错",
    "事故",
    "死亡",
    "伤亡",
    "超标",
    "下降",
    "降低",
    "减少",
    "上访",
    "发生",
)
_NOT_DONE = re.compile(r"^(?:未(?!发生|发现|出现|超)|没有完成|不达标|没完成)")


class _Value(NamedTuple):
    number: Decimal
    percent: bool
    more: bool


def is_met(target: str | None, actual: str | None, name: str = "") -> bool | None:
    """True where the actual value reaches the target, False where it does not, None where it cannot be told.

    Numbers are compared where both are shares or both are not; a bare number is a minimum, unless `name` (the
    indicator) speaks of something to be kept low. Words are met where they are the same.
    """
    if not target or not actual:
        return None
    wanted, got = _plain(target), _plain(actual)
    if not wanted or not got:
        return None
    if wanted == got:
        return True
    if _NOT_DONE.match(got) and not _NOT_DONE.match(wanted):
        return False
    span = _RANGE.match(wanted)
    if span is not None:
        return _within(span, got)
    told = _compare(wanted, got, name)
    return told if told is not None or any(c.isdigit() for c in wanted) else _same_words(wanted, got)


def _plain(text: str) -> str:
    text = "".join(text[:LONGEST].split()).translate(_WIDTH).strip("。;；,，")
    return _FRACTION.sub(_as_number, text) if "分之" in text else text


def _as_number(match: re.Match[str]) -> str:
    digit = match["digit"]
    value = Decimal(digit) if digit.isdigit() else Decimal(_DIGITS.index(digit))
    share = value * 100 / {"百": 100, "千": 1000, "万": 10_000}[match["of"]]
    return f"{share.normalize():f}%"


def _value(text: str) -> _Value | None:
    match = _NUMBER.search(text)
    if match is None or len(match["number"]) > 18:
        return None
    number = Decimal(match["number"].replace(",", "")) * _SCALE.get(match["scale"] or "", 1)
    unit = match["unit"]
    if unit.startswith("‰"):
        number /= 10
    return _Value(number, unit.startswith(("%", "‰")), bool(match["more"]))


def _compare(wanted: str, got: str, name: str) -> bool | None:
    least, most = bool(_AT_LEAST.match(wanted)), bool(_AT_MOST.match(wanted))
    most = most or (not least and wanted.endswith(("以内", "以下", "内")))
    goal = _value(_AT_MOST.sub("", _AT_LEAST.sub("", wanted)))
    done = _value(got)
    if goal is None or done is None:
        return None
    if goal.percent != done.percent and goal.number and done.number:
        return None
    if most:
        return done.number <= goal.number
    if not least and any(word in name for word in _LESS_IS_BETTER):
        return True if done.number == goal.number else None
    return done.number >= goal.number


def _within(span: re.Match[str], got: str) -> bool | None:
    done = _value(got)
    if done is None or done.percent != bool(span["unit"]):
        return None
    low = Decimal(span["low"])
    if done.number < low:
        return False
    return True if done.number <= Decimal(span["high"]) else None


def _same_words(wanted: str, got: str) -> bool | None:
    """Words mean the same where one is the end of the other (逐步提高, 提高) or they differ in 不 and 未 (不发生, 未发生)."""
    if len(wanted) >= 2 and len(got) >= 2 and (wanted.endswith(got) or got.endswith(wanted)):
        return True
    same = wanted.replace("未", "不").replace("无", "不") == got.replace("未", "不").replace("无", "不")
    return True if same else None
