"""Words that say which way a figure went: the one table of them, for what sentences state and for what they claim."""

from __future__ import annotations

import re
from decimal import Decimal

RISE = (
    "增加", "增长", "上升", "提高", "上涨", "增幅", "高于", "上浮", "提升", "攀升", "上调", "增多", "多支出", "增",
)  # fmt: skip
FALL = (
    "负增长", "减少", "下降", "降低", "降幅", "减幅", "下滑", "回落", "低于", "下浮", "压减", "缩减", "下调", "减", "节约", "少支出",
)  # fmt: skip
SAME = "持平|无变化|没有变化|无增减|零增长"
"""Words of a change of nothing, as a pattern."""

_ALL = "|".join(sorted((*RISE, *FALL), key=len, reverse=True))
WAY = f"(?:{_ALL})"
"""Any word of a direction, the longest first, as a pattern."""
NET = re.compile(r"增减(?:变[动化])?(?:额|数|金额)?(?:为|是|:)?$")
"""增减额为-151.28万元: a change whose way its sign tells."""
CHANGE_OF = re.compile(rf"{WAY}(?:额|数|金额)(?:为|是|:)?$")
"""增加额为151.28万元: a change that is named as an amount."""
_WORD = re.compile(rf"零增长|增减(?!少)(?:变[动化])?|{_ALL}|(?<=[年数额])[多少](?=$)")
_EITHER = re.compile(
    rf"(?P<first>{_ALL})\s?(?:[（(](?P<second>{_ALL})[）)]|[/／](?P<other>{_ALL}))"
)  # 下降（增长）, 增加/减少: the form's both words, of which one was to be struck out


def direction(words: str) -> int:
    """1 where the last direction word of `words` is a rise (增加, 增长, 增幅 …), -1 a fall, 0 where there is none.

    Of two words of which one was to be struck out, the first stands: 下降（增长） is a fall.
    """
    found = 0
    for match in _WORD.finditer(_EITHER.sub(lambda either: either["first"], words)):
        word = match.group()
        if word in RISE or word == "多":
            found = 1
        elif word in FALL or word == "少":
            found = -1
        else:  # 增减, 零增长
            found = 0
    return found


def leaves_open(words: str) -> bool:
    """Whether `words` end in both directions, so that the amount beside them tells which it is."""
    either = _EITHER.search(words)
    if either is None or either.end() < len(words) - 4:
        return False
    return (either["first"] in RISE) != ((either["second"] or either["other"]) in RISE)


def signed(value: Decimal, sign: int) -> Decimal:
    """`value` with the sign of its direction word; without one, as printed. A zero has no sign."""
    if not value:
        return abs(value)
    if value < 0:  # 增加-12.3万元, 减少-12.3万元: a form filled in by a machine; a fall in both
        return value
    return value * sign if sign else value
