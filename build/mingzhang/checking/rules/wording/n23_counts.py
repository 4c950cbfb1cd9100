"""N23: numbers of things that are named after them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ...context import RuleContext
from ...registry import rule
from ...stated_figures import heading_of
from ...trials import Held, Remark, Trial

SOURCE = "部门决算公开文本格式"
_LISTED = re.compile(  # 内设机构6个，包括综合科、人事科…
    r"(?P<what>[\u4e00-\u9fff]{2,14})(?:共|共有|共设)?(?P<number>[0-9]{1,2}|[一二三四五六七八九十]{1,3})个?[，,]?(?:分别)?"
    r"(?:包括|为|是|即|有)[:：]?(?P<names>[^。；;，,:：]{2,20}(?:[、和及][^。；;，,:：]{2,30}){1,40})[。；;，,]"
)
_LISTED_AFTER = re.compile(  # 内设6个科室，包括综合科、人事科…
    r"(?:内设|下设|下属|所属|设有|设)(?P<number>[0-9]{1,2}|[一二三四五六七八九十]{1,3})个(?P<what>[\u4e00-\u9fff]{2,14})[，,]"
    r"(?:分别)?(?:包括|为|是|即)[:：]?(?P<names>[^。；;，,:：]{2,20}(?:[、和及][^。；;，,:：]{2,30}){1,40})[。；;，,]"
)
_COUNTED_FIRST = re.compile(
    "[0-9一二三四五六七八九十]个?[，,]?(?:分别)?(?:包括|为|是|即|有)[:：]?[^。；;，,:：]{2,20}[、和及]"
)
"""A cheap sign of what `_LISTED` looks for."""
_BEFORE_COUNT = 18
"""Characters of what is counted, 共有 and all of the number but its last character."""
_READ = 4_000
"""Characters of a paragraph that are looked at; the longest real one has about 2,000."""
_WHOSE = re.compile("^.*(?:办事处|局|委员会|办公室|单位|部门)(?=内设|下设|所属|下属|设)")
_DIGITS = {c: n for n, c in enumerate("一二三四五六七八九", start=1)}
_PARTS = re.compile("[、]|(?<=[科室处股所队部中心办站局])[和及与]")
_ORGANS = re.compile(r"机构|科室|部门|单位|处室|站所|中心|团组|社区|大队|股室")
_UNITS_OF = re.compile(
    r"(?:本级决算和|本级和|以及)(?P<number>[0-9]{1,3})个(?:下属|所属|二级)[\u4e00-\u9fff]{0,6}单位(?:决算)?(?:组成|构成)"
)


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _DIGITS.get(text, 0)
    return 10 * _DIGITS.get(tens, 1) + _DIGITS.get(ones, 0)


@rule(
    "N23.names",
    "所述个数与列举的名称一致",
    "N things, namely a, b, c: N = names",
    "“内设机构N个，包括……”“下属单位N个，分别为……”等，个数应与其后列举的名称一致。",
    SOURCE,
    "warning",
)
def names_listed(context: RuleContext) -> Iterator[Trial]:
    for section, passage in context.passages:
        if section.part not in (1, 3):
            continue
        text = passage.text.replace(" ", "")
        if not _ORGANS.search(text):
            continue
        first = _COUNTED_FIRST.search(text)
        listed = _LISTED.finditer(text, max(0, first.start() - _BEFORE_COUNT), _READ) if first else ()
        for match in (*listed, *_LISTED_AFTER.finditer(text, 0, _READ)):
            if not _ORGANS.search(match["what"]) or "等" in match["names"]:
                continue
            number = _number(match["number"])
            names = [name for name in _PARTS.split(match["names"]) if name.strip()]
            twice = next((name for place, name in enumerate(names) if name in names[:place]), None)
            if number == len(names) and twice is not None:
                yield Remark(
                    f"“{heading_of(section)}”列出的{len(names)}个{_WHOSE.sub('', match['what'])}中，“{twice}”列了两次",
                    _line(passage.text, match["names"][:4], passage.line_at, passage.line),
                    found=twice,
                    subject=context.text(section.path, match["what"]),
                )
                continue
            if not number or number == len(names):
                yield Held()
                continue
            what = _WHOSE.sub("", match["what"])
            yield Remark(
                f"“{heading_of(section)}”称{what}{match['number']}个，其后列出{len(names)}个",
                _line(passage.text, match["names"][:4], passage.line_at, passage.line),
                passage.line,
                expected=str(len(names)),
                found=match["number"],
                subject=context.text(section.path, match["what"]),
            )


def _line(text: str, words: str, line_at: Callable[[int], int], otherwise: int) -> int:
    at = text.find(words)
    return line_at(at) if at >= 0 else otherwise


@rule(
    "N23.subordinate-units",
    "所属单位个数与列举的一致",
    "Subordinate units stated = units listed",
    "所述下属单位个数，应与机构设置所列的预算单位一致。",
    SOURCE,
    "warning",
)
def subordinate_units(context: RuleContext) -> Iterator[Trial]:
    dependent = {
        line
        for section, passage in context.passages
        if section.part == 1 and "非独立核算" in passage.text
        for line in passage.lines
    }
    units = [
        unit
        for unit in context.disclosure.organisation_units
        if unit.kind in ("预算单位", "下属单位") and unit.source_line not in dependent
    ]
    listed = bool(context.disclosure.organisation_units)
    own = context.disclosure.identity.name
    others = {unit.name for unit in units if "本级" not in unit.name and unit.name != own}
    for section, passage in context.passages:
        if section.part not in (1, 2):
            continue
        text = passage.text.replace(" ", "")
        for match in _UNITS_OF.finditer(text):
            stated = int(match["number"])
            if not listed or stated == len(others):
                yield Held()
                continue
            yield Remark(
                f"“{heading_of(section)}”称由本级和{stated}个下属单位组成，其后列出的下属单位为{len(others)}个",
                _line(passage.text, "下属", passage.line_at, passage.line),
                passage.line if passage.line != passage.line_end else None,
                expected=str(len(others)),
                found=str(stated),
                subject=context.text(section.path, "下属单位"),
            )


_SUMMARY = re.compile(r"汇总决算[^。]{0,60}?(?:单位|部门)共?(?:计)?(?P<number>1|一)个")


@rule(
    "N23.summary-of-one",
    "汇总决算不只有一个单位",
    "A summary account is of more than one unit",
    "只有本级一个单位的，不是汇总决算。",
    SOURCE,
    "note",
)
def summary_of_one(context: RuleContext) -> Iterator[Trial]:
    for section, passage in context.passages:
        if section.part != 1 or "汇总" not in passage.text:
            continue
        match = _SUMMARY.search("".join(passage.text.split()))
        if match is None:
            yield Held()
            continue
        yield Remark(
            f"“{heading_of(section)}”称为汇总决算，编制范围却只有1个单位",
            _line(passage.text, "汇总", passage.line_at, passage.line),
            expected="本级决算",
            found="汇总决算",
            subject=context.text(section.path, "汇总"),
        )
