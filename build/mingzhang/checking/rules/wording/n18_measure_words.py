"""N18: numbers without their measure word, and measure words cut short."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from ...context import RuleContext
from ...registry import rule
from ...stated_figures import heading_of
from ...trials import Held, Remark, Trial

SOURCE = "部门决算公开文本格式"
_BARE = re.compile(  # ，20已办结; 指标20，; 设置20绩效目标: begun by a class of characters, so that nothing is tried elsewhere
    r"[0-9指目设](?:(?<=[，、；][0-9])[0-9]{0,4}(?=已|均已|未办|正在)|(?<=[指目])标[0-9]{1,4}(?=[，。；、])|"
    r"(?<=设)[置定立][0-9]{1,4}(?=绩效|年度|项指标|指标|目标))"
)
_SQUARE = re.compile(r"[0-9]余?平方(?!米|公里|千米|厘米|分米|英|数|根)|[0-9]余平(?=[，。；、])")
_OWN = (3, 4, 6)


_LAST = re.compile(r"[0-9](?P<word>[件个项起次户人])，$")


def _with_the_last(text: str, match: re.Match[str]) -> str:
    """立案2件，1已办结: the number with the measure word of the number just before it; empty where there is none."""
    last = _LAST.search(text[max(0, match.start() - 3) : match.start()])
    return f"{match.group()}{last['word']}{text[match.end() : match.end() + 3]}" if last else ""


def _told(
    context: RuleContext, pattern: re.Pattern[str], what: str, right: str, sign: str = ""
) -> Iterator[Trial]:
    own = [one for one in (context.with_words(sign) if sign else context.compact) if one[0].part in _OWN]
    yield Held(len(own))
    # blanks inside a number are all that tells the two texts apart
    for section, passage, text in own if pattern.search(context.whole) else ():
        if not pattern.search(text):
            continue
        for prose in (p for p in context.prose(section) if p.passage is passage):
            for match in islice(pattern.finditer(prose.text), 3):
                around = prose.text[max(0, match.start() - 6) : match.end() + 6]
                whole = _with_the_last(prose.text, match)
                yield Remark(
                    f"“{heading_of(section)}”{what}：{around}{f'；似为“{whole}”' if whole else ''}",
                    prose.line(match.start()),
                    expected=whole or right,
                    found=match.group(),
                    subject=context.text(section.path, around),
                    joined=what,
                )


@rule(
    "N18.measure-word",
    "数字写有量词",
    "A number has its measure word",
    "“1已办结”“指标20，”等，数字之后缺少件、个等量词。",
    SOURCE,
    "note",
)
def measure_word(context: RuleContext) -> Iterator[Trial]:
    yield from _told(context, _BARE, "数字之后缺少量词", "量词")


@rule(
    "N18.square-metres",
    "面积的单位写全",
    "A unit of area is printed whole",
    "面积的单位“平方”“平”应写作“平方米”。",
    SOURCE,
    "note",
)
def square_metres(context: RuleContext) -> Iterator[Trial]:
    yield from _told(context, _SQUARE, "面积的单位不全", "平方米", "平")
