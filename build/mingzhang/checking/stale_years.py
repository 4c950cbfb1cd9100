"""N19: years that are neither the fiscal year nor the one before it, where the text speaks of this account."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Kind, Section
from ..model.prose import Prose, compact_text
from .case import Case
from .prose import heading_of
from .rules import rule
from .trials import Held, Remark, Trial

_KINDS: tuple[Kind, ...] = (
    "totals",
    "revenue",
    "expenditure",
    "appropriation",
    "general_budget",
    "structure",
    "basic",
    "government_fund",
    "state_capital",
    "three_public",
    "operating_cost",
    "procurement",
    "assets",
)
_YEAR = re.compile(r"(?<![0-9])(?P<year>20[0-9]{2})年")
_LAW = re.compile(r"[《〔\[号]|办法|通知|规定|意见")
_THIS = re.compile(
    r"(?:^|截[至止])(?P<year>20[0-9]{2})年(?=度|12月)|组织对(?P<scope>20[0-9]{2})年|在(?P<account>20[0-9]{2})年度部门决算"
)
_COMPARED = re.compile(
    r"[与和同比较](?P<year>20[0-9]{2})年(?:度)?(?:决算数?)?(?=相比|增加|减少|增长|下降|决算|[，,])"
)
_TITLE = re.compile(r"(?P<year>20[0-9]{2})年度")


@rule(
    "N19",
    "所述年度与决算年度一致",
    "Years named fit the fiscal year",
    "说明本年决算的语句只应出现决算年度及其上一年度；与上年相比的年度应为上一年度；各表与各部分标题的年度应为决算年度。",
    "部门决算公开文本格式",
    "warning",
)
def years(case: Case) -> Iterator[Trial]:
    kinds: tuple[Kind, ...] = (*_KINDS, "execution", "performance", "projects")
    for kind in kinds:
        for section in case.sections.get(kind, []):
            for prose in case.prose(section):
                yield from _sentence_years(case, prose, heading_of(section), narrow=kind not in _KINDS)
    for section in case.disclosure.sections:
        yield from _heading_year(case, section)


def _sentence_years(case: Case, prose: Prose, place: str, narrow: bool) -> Iterator[Trial]:
    wrong: dict[int, tuple[str, int]] = {}
    for match in _THIS.finditer(prose.text):
        year = int(match["year"] or match["scope"] or match["account"])
        if year != case.year:
            wrong[match.start()] = (f"{year}年", case.year)
        else:
            yield Held()
    for match in _COMPARED.finditer(prose.text):
        if int(match["year"]) != case.year - 1:
            wrong[match.start()] = (f"{match['year']}年", case.year - 1)
        else:
            yield Held()
    if not narrow:
        for match in _YEAR.finditer(prose.text):
            near = any(abs(match.start() - at) <= 4 for at in wrong)
            around = prose.text[max(0, match.start() - 12) : match.end() + 12]
            if int(match["year"]) not in (case.year, case.year - 1) and not near and not _LAW.search(around):
                wrong[match.start()] = (f"{match['year']}年", case.year)
    for at, (found, expected) in sorted(wrong.items()):
        yield Remark(
            f"“{place}”出现“{found}”，决算年度为{case.year}年，此处似应为{expected}年：{prose.text[at : at + 24]}",
            prose.line(at),
            expected=f"{expected}年",
            found=found,
        )


def _heading_year(case: Case, section: Section) -> Iterator[Trial]:
    match = _TITLE.search(compact_text(section.heading[:80]))
    if match is None or section.part in (0, 1, 5):
        return
    if int(match["year"]) == case.year:
        yield Held()
        return
    yield Remark(
        f"标题“{heading_of(section)}”的年度为{match['year']}年，决算年度为{case.year}年",
        section.source_line,
        expected=f"{case.year}年",
        found=f"{match['year']}年",
    )
