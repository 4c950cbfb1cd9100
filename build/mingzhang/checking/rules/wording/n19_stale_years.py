"""N19: years that are neither the fiscal year nor the one before it, where the text speaks of this account."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....model import Kind, Section
from ....model.prose import Prose, compact_text
from ...context import RuleContext
from ...registry import rule
from ...stated_figures import heading_of
from ...trials import Held, Remark, Trial

SOURCE = "部门决算公开文本格式"
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
_OWN_TEXT: tuple[Kind, ...] = ("execution", "performance", "projects")
"""Sections that speak of other years too."""
_YEAR = re.compile(r"(?<![0-9])(?P<year>20[0-9]{2})年")
_LAW = re.compile(r"[《〔\[号]|办法|通知|规定|意见")
_THIS = re.compile(
    r"(?:^|[。；]|[0-9][.、]|截[至止])(?P<year>20[0-9]{2})年(?=度|12月)|组织对(?P<scope>20[0-9]{2})年|(?:本|我)(?:单位|部门)在?(?P<own>20[0-9]{2})年(?=度)|在(?P<account>20[0-9]{2})年度部门决算"
)
_COMPARED = re.compile(
    r"[与和同比较](?P<year>20[0-9]{2})年(?:度)?(?:决算数?)?(?=相比|增加|减少|增长|下降|决算|[，,])"
)
_WITH = ("与", "和", "同", "比", "较")
_TITLE = re.compile(r"(?P<year>20[0-9]{2})年度")


def _prose(context: RuleContext, kinds: tuple[Kind, ...]) -> Iterator[tuple[Section, Prose]]:
    for kind in kinds:
        for section in context.sections.get(kind, []):
            for prose in context.prose(section):
                yield section, prose


def _by_name(context: RuleContext) -> re.Pattern[str]:
    """What opens a sentence on this account by the name of its body: 某局2021年度“三公”经费…."""
    name = compact_text(context.disclosure.identity.name)
    first, rest = re.escape(name[0]), re.escape(name[1:])
    return re.compile(rf"{first}(?<![^。；.、)]{first}){rest}(?P<year>20[0-9]{{2}})年(?=度)")


def _remark(context: RuleContext, section: Section, prose: Prose, at: int, found: str, right: int) -> Trial:
    said = prose.text[at : at + 24]
    return Remark(
        f"“{heading_of(section)}”出现“{found}年”，决算年度为{context.year}年，此处似应为{right}年：{said}",
        prose.line(at),
        expected=f"{right}年",
        found=f"{found}年",
        subject=context.text(section.path, said),
    )


@rule(
    "N19.this-year",
    "说明本年决算的语句年度为决算年度",
    "Sentences on this account name its year",
    "“××年度……”“截至××年12月”“组织对××年度”等说明本年决算的语句，年度应为决算年度。",
    SOURCE,
    "warning",
)
def this_year(context: RuleContext) -> Iterator[Trial]:
    by_name = _by_name(context)
    for section, prose in _prose(context, (*_KINDS, *_OWN_TEXT)):
        if "20" not in prose.text:
            continue
        for match in by_name.finditer(prose.text):
            right = int(match["year"]) == context.year
            at = match.start("year")
            yield Held() if right else _remark(context, section, prose, at, match["year"], context.year)
        for match in _THIS.finditer(prose.text):
            year = match["year"] or match["scope"] or match["own"] or match["account"]
            right = int(year) == context.year
            yield Held() if right else _remark(context, section, prose, match.start(), year, context.year)


@rule(
    "N19.last-year",
    "相比的年度为上一年度",
    "Comparisons are with the year before",
    "与上年相比的语句，年度应为决算年度的上一年度。",
    SOURCE,
    "warning",
)
def last_year(context: RuleContext) -> Iterator[Trial]:
    for section, prose in _prose(context, (*_KINDS, *_OWN_TEXT)):
        for match in _COMPARED.finditer(prose.text) if "20" in prose.text else ():
            right = int(match["year"]) == context.year - 1
            last = context.year - 1
            yield Held() if right else _remark(context, section, prose, match.start(), match["year"], last)


@rule(
    "N19.other-year",
    "不出现其他年度",
    "No other year is named",
    "说明本年决算的各节，只应出现决算年度及其上一年度。",
    SOURCE,
    "warning",
)
def other_year(context: RuleContext) -> Iterator[Trial]:
    by_name = _by_name(context)
    for section, prose in _prose(context, _KINDS):
        years = list(_YEAR.finditer(prose.text)) if "20" in prose.text else ()
        if not years:
            continue
        told = [m.start() for pattern in (_THIS, _COMPARED) for m in pattern.finditer(prose.text)]
        told += [m.start("year") for m in by_name.finditer(prose.text)]
        for match in years:
            around = prose.text[max(0, match.start() - 12) : match.end() + 12]
            near = any(abs(match.start() - at) <= 4 for at in told)
            if int(match["year"]) in (context.year, context.year - 1) or near or _LAW.search(around):
                yield Held()
            else:
                yield _remark(context, section, prose, match.start(), match["year"], context.year)


@rule(
    "N19.headings",
    "封面、各表与各部分标题的年度为决算年度",
    "Cover and titles name the fiscal year",
    "封面、各表与各部分标题的年度，应为决算年度。",
    SOURCE,
    "warning",
)
def headings(context: RuleContext) -> Iterator[Trial]:
    for section in context.disclosure.sections:
        yield from _heading_year(context, section)
    yield from _years_of_cover(context)
    yield from _years_of_notes(context)
    yield from _years_of_forms(context)
    for listed in context.disclosure.contents:
        found = _LISTED.search(listed.title[:120])
        if found is None or int(found["year"]) == context.year:
            continue
        yield Remark(
            f"目录“{listed.title[:40]}”的年度为{found['year']}年，决算年度为{context.year}年",
            listed.source_line,
            expected=f"{context.year}年",
            found=f"{found['year']}年",
            subject=context.text("contents", listed.title),
        )


def _years_of_cover(context: RuleContext) -> Iterator[Trial]:
    """What stands before the first part: 2023年度某局部门决算公开; a date or the path of a web page is no title."""
    cover = [section for section in context.disclosure.sections if section.part == 0]
    for passage in cover[0].passages[:_COVER_PASSAGES] if cover else ():
        found = _ON_COVER.match(compact_text(passage.text[:120]))
        if found is None or int(found["year"]) == context.year:
            continue
        yield Remark(
            f"封面的年度为{found['year']}年，决算年度为{context.year}年",
            passage.line_at(0),
            expected=f"{context.year}年",
            found=f"{found['year']}年",
            subject=context.text("cover", found.group()),
        )


def _years_of_notes(context: RuleContext) -> Iterator[Trial]:
    """Sentences below an empty statement: 本部门2023年度无政府性基金…."""
    for section, passage, text in context.compact:
        found = _NOTE.search(text[:120]) if section.part == 2 else None
        if found is None or int(found["year"]) == context.year:
            continue
        yield Remark(
            f"表下说明的年度为{found['year']}年，决算年度为{context.year}年",
            passage.line,
            expected=f"{context.year}年",
            found=f"{found['year']}年",
            subject=context.text(section.path, found.group()),
        )


def _years_of_forms(context: RuleContext) -> Iterator[Trial]:
    """Titles of forms: 2024年度综合保障经费项目绩效自评表."""
    for section, passage, text in context.with_words("自评表"):
        found = _FORM.match(text) if section.part in (3, 6) else None
        if found is None:
            continue
        if int(found["year"]) == context.year:
            yield Held()
            continue
        yield Remark(
            f"自评表标题“{text[:40]}”的年度为{found['year']}年，决算年度为{context.year}年",
            passage.line,
            expected=f"{context.year}年",
            found=f"{found['year']}年",
            subject=context.text(section.path, text),
        )


_COVER_PASSAGES = 12
_ON_COVER = re.compile(r"(?P<year>20[0-9]{2})年度[^。，；：>]{0,60}决算")
_FORM = re.compile(r"(?P<year>20[0-9]{2})年度[^。，；]{2,60}自评表$")
_NOTE = re.compile(
    r"(?P<year>20[0-9]{2})年度?(?:没有|无|未)[^。；]{0,14}(?:政府性基金|国有资本|三公|收支|支出)"
)
_LISTED = re.compile(r"(?P<year>20[0-9]{2})年度?(?:部门|单位)?(?:决算|重点工作|整体|项目)")


def _heading_year(context: RuleContext, section: Section) -> Iterator[Trial]:
    if section.part in (0, 1, 5):
        return
    heading = compact_text(section.heading[:80])
    match = _TITLE.search(heading)
    if match is None or heading[: match.start()].endswith(_WITH):
        return
    if int(match["year"]) == context.year:
        yield Held()
        return
    yield Remark(
        f"标题“{heading_of(section)}”的年度为{match['year']}年，决算年度为{context.year}年",
        section.source_line,
        expected=f"{context.year}年",
        found=f"{match['year']}年",
        subject=context.text(section.path, "年度"),
    )


_ACCOUNT = re.compile("(?P<year>20[0-9]{2})年度?(?:部门|单位)?(?:决算|预算)")


@rule(
    "N19.part-one",
    "概况所述决算年度正确",
    "Part one names the year of the account",
    "第一部分所述“××年度部门决算”的年度，应为决算年度。",
    SOURCE,
    "warning",
)
def part_one(context: RuleContext) -> Iterator[Trial]:
    for section, passage in context.passages:
        if section.part != 1 or "决算" not in passage.text:
            continue
        for match in _ACCOUNT.finditer(passage.text.replace(" ", "")):
            if int(match["year"]) == context.year:
                yield Held()
                continue
            at = passage.text.find(match["year"])
            yield Remark(
                f"“{heading_of(section)}”所述为{match.group()}，决算年度为{context.year}年",
                passage.line_at(max(0, at)),
                expected=f"{context.year}年",
                found=f"{match['year']}年",
                subject=context.text(section.path, match.group()),
            )


_PART_OF_YEAR = re.compile(r"(?:(?P<year>20[0-9]{2})年|今年)1(?:-|至|—|－|~)(?P<month>[2-9]|1[01])月")


@rule(
    "N19.part-of-year",
    "工作总结为全年",
    "The report of work is on the whole year",
    "重点工作完成情况应为全年，不应只到某月。",
    SOURCE,
    "note",
)
def part_of_year(context: RuleContext) -> Iterator[Trial]:
    for section, passage in context.passages:
        if section.part != 4:
            continue
        for match in _PART_OF_YEAR.finditer(passage.text.replace(" ", "")):
            if not match["year"] or int(match["year"]) == context.year:
                yield Remark(
                    f"“{heading_of(section)}”只写到{match.group()}，决算为全年",
                    passage.line_at(max(0, passage.text.find(match.group()[-2:]))),
                    expected=f"{context.year}年全年",
                    found=match.group(),
                    subject=context.text(section.path, match.group()),
                )
        yield Held()
