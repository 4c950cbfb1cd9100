"""N28: words of the field and of the form misspelt, doubled or cut; only what no sound account prints."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, starmap

from ....model import Passage, Section
from ...context import READ, RuleContext
from ...registry import rule
from ...stated_figures import heading_of
from ...trials import Held, Remark, Trial

SOURCE = "部门决算公开文本格式"
WRONG_WORDS = {
    "财政拔款": "财政拨款",
    "预拔": "预拨",
    "绝算": "决算",
    "诀算": "决算",
    "决蒜": "决算",
    "采构": "采购",
    "彩购": "采购",
    "绩孝": "绩效",
    "积效": "绩效",
    "公集金": "公积金",
    "住房公职金": "住房公积金",
    "拔付": "拨付",
    "下拔": "下拨",
    "拔入": "拨入",
    "结佘": "结余",
    "三公经废": "三公经费",
    "经废支出": "经费支出",
    "予算": "预算",
    "财政收人": "财政收入",
    "本年收人": "本年收入",
    "拨款收人": "拨款收入",
    "收人决算": "收入决算",
    "收人合计": "收入合计",
    "其他收人": "其他收入",
    "事业收人": "事业收入",
    "支岀": "支出",
    "政俯": "政府",
    "政府釆购": "政府采购",
    "接侍": "接待",
    "招侍": "招待",
    "缴弗": "缴费",
    "津帖": "津贴",
    "补帖": "补贴",
    "增涨": "增长",
    "投拆": "投诉",
    "己完成": "已完成",
    "己达": "已达",
    "己支付": "已支付",
    "己经": "已经",
    "部份": "部分",
    "做为": "作为",
    "按排": "安排",
    "按装": "安装",
    "帮抚": "帮扶",
    "抚持": "扶持",
    "竟争": "竞争",
    "以经": "已经",
    "截止到目前": "截至目前",
    "典型了坚实": "奠定了坚实",
    "典定": "奠定",
    "未单位设置": "未单独设置",
    "因公出囯": "因公出国",
    "公务用年": "公务用车",
    "公物用车": "公务用车",
    "公务车用": "公务用车",
    "绩校": "绩效",
    "绩效自许": "绩效自评",
    "决箅": "决算",
    "预箅": "预算",
    "住房公积全": "住房公积金",
    "养老保脸": "养老保险",
    "医疗保脸": "医疗保险",
    "项目支出出": "项目支出",
    "帐户": "账户",
    "帐款": "账款",
    "结帐": "结账",
    "做帐": "做账",
    "挂帐": "挂账",
    "记帐": "记账",
    "公开图书馆": "公共图书馆",
    "滞约": "制约",
}
"""What is printed, and the word that is meant."""
_ANY_WRONG = re.compile("|".join(WRONG_WORDS))


def _by_its_slip(wrong: str, right: str) -> str:
    """A pattern of a wrong word that begins with the character that makes it wrong, which is rarer than the others."""
    at = next((n for n, character in enumerate(wrong) if character not in right), 0)
    return f"{wrong[at]}(?<={wrong[: at + 1]}){wrong[at + 1 :]}"


_ANY_SLIP = re.compile("|".join(starmap(_by_its_slip, WRONG_WORDS.items())))
"""Finds whether any of them is printed, in half the time."""
_CUT = (
    ("桥过路费", re.compile(r"(?<!过)桥过路费"), "过桥过路费"),
    ("提租补", re.compile(r"提租补(?!贴|助)"), "提租补贴"),
    ("购房补", re.compile(r"购房补(?!贴|助)"), "购房补贴"),
    ("支", re.compile(r"支(?=[0-9])(?<=(?:货物|工程|服务|基本|项目|购置|本年)支)"), "支出"),
    ("截止", re.compile(r"截止(?=20[0-9]{2}年|[0-9]{1,2}月)"), "截至"),
    ("报日期", re.compile(r"报日期(?=[:：])(?<!填报日期)(?<!申报日期)(?<!上报日期)"), "填报日期"),
    ("预算的", re.compile(r"比年初预算的(?=减少|增加)"), "比年初预算"),
    (
        "结算",
        re.compile(r"结算数?(?=为?[0-9]|为|与预算|大于|小于|等于)(?<=支出结算|，结算数|,结算数)"),
        "决算",
    ),
    ("O", re.compile(r"(?<=[\u4e00-\u9fff])[OＯ](?=万元|[辆个人])"), "0"),
    ("余各", re.compile(r"(?<=[0-9])余各(?=[，。、；])"), "余个"),
)
"""Words cut short or joined to the wrong neighbour: what each begins with, its pattern, and what is meant."""
_DOUBLED = re.compile(
    r"成成(?=为)|的的(?<![目标的有]的的)|是是(?!非)|在在|与与|及及|将将(?=[^就])|由由|被被|把把(?!关)|和和(?!气|睦|美)"
)
_SMALL_WORDS = "成的是在与及将由被把和"
_ENGLISH_WORDS = ("and", "the", "of", "with", "for", "from")
_ENGLISH = re.compile(rf"(?<=[\u4e00-\u9fff])\s?(?P<word>{'|'.join(_ENGLISH_WORDS)})\s?(?=[\u4e00-\u9fff])")
_ROUND = re.compile(r"(?:约|大约|将近|近|超过|超)[0-9][0-9,.]{0,9}[^0-9，。；、:：]{0,6}?(?:左右|上下|余)")


def _line(passage: Passage, compact: str, at: int) -> int:
    """The line of an offset of the text without blanks."""
    kept = -1
    for offset, character in enumerate(passage.text):
        if not character.isspace():
            kept += 1
        if kept == at:
            return passage.line_at(offset)
    return passage.line


@rule(
    "N28.field-words",
    "用词没有错别字",
    "Words of the field are spelt right",
    "以财务和自评的常用词对照：如“投拆”应为“投诉”，“截止12月”应为“截至”，词语被截断的一并列出。",
    SOURCE,
    "note",
)
def field_words(context: RuleContext) -> Iterator[Trial]:
    printed = set(_wrong_words(context.whole)) if _ANY_SLIP.search(context.whole) else set()
    for wrong, right in WRONG_WORDS.items():
        for section, passage, text in context.with_words(wrong) if wrong in printed else ():
            yield _misspelt(context, section, passage, text, text.find(wrong), wrong, right)
    for sign, pattern, right in _CUT:
        for section, passage, text in context.with_words(sign):
            for match in islice(pattern.finditer(text), 2):
                yield _misspelt(context, section, passage, text, match.start(), match.group(), right)
    if _ANY_SLIP.search(context.cells):
        yield from _misspelt_cells(context)
    if _ANY_SLIP.search("".join(section.heading for section in context.disclosure.sections)):
        yield from _misspelt_headings(context)
    yield Held(len(context.compact))


def _misspelt_headings(context: RuleContext) -> Iterator[Trial]:
    for section in context.disclosure.sections:
        heading = "".join(section.heading.split())
        place = Passage(section.heading, (section.source_line,))
        for wrong in _wrong_words(heading):
            yield _misspelt(context, section, place, heading, heading.find(wrong), wrong, WRONG_WORDS[wrong])


def _misspelt_cells(context: RuleContext) -> Iterator[Trial]:
    """The wrong words in cells of tables that are no statement: forms, lists of work done."""
    for section in context.disclosure.sections:
        for row in (row for grid in section.grids for row in grid.rows):
            for cell in row.cells:
                for wrong in _wrong_words(cell[:READ]):
                    at = cell.find(wrong)
                    around = cell[max(0, at - 6) : at + len(wrong)]
                    yield Remark(
                        f"“{heading_of(section)}”的表格中“{around}”的“{wrong}”似为“{WRONG_WORDS[wrong]}”",
                        row.line,
                        expected=WRONG_WORDS[wrong],
                        found=wrong,
                        subject=context.text(section.path, around),
                        joined=wrong,
                    )


def _wrong_words(text: str) -> Iterator[str]:
    """The wrong words of a text, also those that begin inside another; none is how another begins."""
    found = _ANY_WRONG.search(text)
    while found:
        yield found.group()
        found = _ANY_WRONG.search(text, found.start() + 1)


def _misspelt(
    context: RuleContext, section: Section, passage: Passage, text: str, at: int, wrong: str, right: str
) -> Remark:
    around = text[max(0, at - 6) : at + len(wrong)]
    return Remark(
        f"“{heading_of(section)}”“{around}”中的“{wrong}”似为“{right}”",
        _line(passage, text, at),
        expected=right,
        found=wrong,
        subject=context.text(section.path, around),
        joined=wrong,
    )


@rule(
    "N28.doubled-character",
    "虚词不重复",
    "No small word is printed twice",
    "“改造成成为”“的的”等，多印了一个字。",
    SOURCE,
    "note",
)
def doubled_character(context: RuleContext) -> Iterator[Trial]:
    doubled = (word * 2 for word in context.doubled.intersection(_SMALL_WORDS))
    for section, passage, text in context.with_words(*doubled):
        for match in islice(_DOUBLED.finditer(text), 3):
            around = text[max(0, match.start() - 4) : match.end() + 4]
            yield Remark(
                f"“{heading_of(section)}”多印了一个字：{around}",
                _line(passage, text, match.start()),
                expected=match.group()[0],
                found=match.group(),
                subject=context.text(section.path, around),
                joined=match.group(),
            )
    yield Held(len(context.compact))


@rule(
    "N28.foreign-words",
    "叙述中没有夹带的外文词",
    "No foreign word between Chinese words",
    "中文句子中间夹有 and、the 等外文词，多为转换文件时带入。",
    SOURCE,
    "note",
)
def foreign_words(context: RuleContext) -> Iterator[Trial]:
    for section, passage, _ in context.with_words(*_ENGLISH_WORDS):
        for match in islice(_ENGLISH.finditer(passage.text[:READ]), 3):
            around = passage.text[max(0, match.start() - 6) : match.end() + 6].strip()
            yield Remark(
                f"“{heading_of(section)}”句中夹有外文“{match['word']}”：{around}",
                passage.line_at(match.start("word")),
                found=match["word"],
                cause="unknown",
                subject=context.text(section.path, around),
            )
    yield Held(len(context.compact))


@rule(
    "N28.about-twice",
    "约数只说一次",
    "A round number is said to be round once",
    "“约”与“左右”、“超”与“余”不应同时使用。",
    SOURCE,
    "note",
)
def about_twice(context: RuleContext) -> Iterator[Trial]:
    some = context.with_words("左右", "余", "上下")
    for section, passage, text in some:
        for match in islice(_ROUND.finditer(text), 3):
            yield Remark(
                f"“{heading_of(section)}”约数说了两次：{match.group()}",
                _line(passage, text, match.start()),
                found=match.group(),
                subject=context.text(section.path, match.group()),
            )
    yield Held(len(some))
