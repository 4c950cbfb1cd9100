"""Which texts are a department's final accounts, and why another is refused."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from ..layout import DocumentTree
from ..model import NotADisclosure, Place, Section

_FINAL_TITLE = re.compile(r"(?:部门|单位|本级)决算|决算公开|决算情况说明|决算(?:报)?表")
_BUDGET_TITLE = re.compile(r"预算公开|(?:部门|单位)预算|预算情况说明|预算(?:报)?表|预算编制说明|年预算$")
_GOVERNMENT_TITLE = re.compile(
    r"(?:财政总决算|政府决算|本级财政决算|财政决算(?:公开|草案|报告|情况)?|财政收支决算|全[省市区县旗](?:一般公共预算)?决算|"
    r"决算(?:[(（]草案[)）])?的报告|决算草案)"
)
_BLANK = re.compile(
    r"20[×xX*＊_＿]{2}年|[×xX＿_]{2,8}(?:年度|部门|单位|局|街道|委|区|市|县)|[（(](?:部门|单位)名称[）)]|＿{3,20}|_{3,20}万元"
)
_FIGURE = re.compile(r"\d\.\d")
_SIGNS = (
    "收入支出决算",
    "财政拨款收入",
    "一般公共预算财政拨款",
    "部门决算",
    "单位决算",
    "基本支出",
    "项目支出",
    "名词解释",
    "三公",
    "机构设置",
    "主要职责",
    "决算情况说明",
    "本年收入合计",
    "政府采购支出",
)
"""Words that every disclosure uses; a text with few of them only talks about final accounts."""
IS_BUDGET = "是部门预算公开，不是部门决算：请提供同一年度的决算公开文件"
"""Why a departmental budget is refused; with `budgets: true` it is read as what it is."""
NO_FINAL = "不是部门决算公开：全文没有“决算”二字"
TOO_LITTLE = "不是部门决算公开：没有决算表、决算情况说明等应有的内容"
"""Why a text is refused that may yet be a part of an account: one of its tables alone."""
LEAST_SIGNS = 3
LEAST_FIGURES = 5
"""A filled-in disclosure prints more amounts than this; a template prints none."""
MOST_READ = 500_000


_MADE_UP = ("样例，虚构", "虚构样例")


def is_made_up(tree: DocumentTree) -> bool:
    """Whether the text says of itself, on a line of its own, that it is a made-up sample."""
    marks = [mark for mark in _MADE_UP if mark in tree.text]
    return any(len(line) < 80 and mark in line for mark in marks for line in tree.lines)


def refuse_others(text: str, sections: Sequence[Section]) -> None:
    """Raise `NotADisclosure` where a squeezed text is not a department's final accounts."""
    text = text[:MOST_READ]
    titles = text[:200] + "\n" + "\n".join(s.heading for s in sections if s.level <= 2)
    final, budget = text.count("决算"), text.count("预算")
    if not final and not budget:
        raise NotADisclosure(NO_FINAL)
    if not _FINAL_TITLE.search(titles) and (
        _BUDGET_TITLE.search(titles) or (final < LEAST_SIGNS and budget > 20)
    ):
        raise NotADisclosure(IS_BUDGET)
    if _GOVERNMENT_TITLE.search(titles) and not re.search(r"(?:部门|单位)决算", titles):
        raise NotADisclosure("是一级政府的财政决算，不是部门决算：本库只收部门（单位）的决算公开")
    if final < LEAST_SIGNS or sum(sign in text for sign in _SIGNS) < LEAST_SIGNS:
        raise NotADisclosure(TOO_LITTLE)
    if sum(1 for _ in islice(_FIGURE.finditer(text), LEAST_FIGURES)) < LEAST_FIGURES and (
        len(_BLANK.findall(text)) >= 3
    ):
        raise NotADisclosure("是没有填写的模板：部门名称、年度或金额都是空白")


_ACCOUNT = re.compile(r"(?:第.{1,3}(?:部分|[章篇]))?(?P<name>\S{4,60}?)(?P<year>20\d\d)年度?\S{0,4}决算")
"""The title of a part: 第三部分 云州市青石街道办事处2023年度部门决算情况说明."""


def refuse_several(sections: Sequence[Section], places: Sequence[Place]) -> None:
    """Raise `NotADisclosure` where a file holds the accounts of two bodies, or of two years: a part for the tables and a
    part for the prose of each. Read as one, the figures of one would stand under the name of the other.
    """
    parts: dict[tuple[str, str], dict[int, Place]] = {}
    for section in sections:
        title = _ACCOUNT.match("".join(section.heading.split())) if section.part in (2, 3) else None
        if title and section.level == 1:
            parts.setdefault((title["name"], title["year"]), {}).setdefault(section.part, section.place)
    whole = [key for key, found in parts.items() if len(found) == 2]
    if len(whole) > 1:
        (name, year), (other, of) = whole[:2]
        line = min(place.line for place in parts[whole[1]].values())
        page = places[line - 1].page if places else None
        where = f"第{page}页" if page else f"第{line}行"
        raise NotADisclosure(
            f"文件里有两份决算（{name}{year}年度；{other}{of}年度，自{where}起）：请拆成两个文件"
        )
