"""Faults of the rules that hold an account against the year before and against the budget."""

from __future__ import annotations

import re
from random import Random

from .rule_faults import NUMBER as N
from .rule_faults import cell, digits, fault

_ITEM = r"[（(]项[）)]。?年初预算数?为(?P<x>[1-9][0-9,]*\.[0-9]+)(?=万元)"
_INITIAL = rf"一般公共预算财政拨款支出年初预算数?为(?P<x>{N})(?=万元)"
_GRAND = rf"(?<!拨款)收(?:、支|入支出)总计(?:均为)?(?P<now>{N})万元[^\n]*?(?P<x>(?:增加|减少)(?P<by>{N})万元，(?:增长|下降|减少|降低){N}%)"


def _other_last_year(match: re.Match[str], rng: Random) -> str | None:
    """A change that fits its rate and a last year that last year's own account does not show."""
    now, by = (float(match[name].replace(",", "")) for name in ("now", "by"))
    before = (now - by if match["x"].startswith("增加") else now + by) * 1.04 + 1.23
    up, change = now > before, abs(now - before)
    if change < 0.5:
        return None
    return (
        f"{'增加' if up else '减少'}{change:.2f}万元，{'增长' if up else '下降'}{change / before * 100:.1f}%"
    )


fault("Y01.implied", _GRAND, _other_last_year)
fault(
    "Y02.scope", r"(?m)^从单位构成看[^\n]*$", "从单位构成看，{name}部门决算由本级决算和2个下属单位决算组成。"
)
fault(
    "Y03.codes",
    r"(?m)^(?:[0-9]{4}年度)?(?:三、)?支出决算表(?:\t[^\n]*)?\n(?:[^\n]*\n)+?2[0-9]{6}\t(?P<x>行政运行)(?=\t)",
    "日常公用管理",
)
fault("B01.items", _ITEM, digits)
fault("B01.total", _INITIAL, digits)
cell("B02.three-public", 9, N, 0)
