"""Which texts are a department's final accounts, and why another is refused."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from ..layout import DocumentTree
from ..model import NotADisclosure, Place, Section
from .cover import is_crumbs

_FINAL_TITLE = re.compile(r"(?:部门|单位|本级)决算|决算公开|决算情况说明|决算(?:报)?表")
_BUDGET_TITLE = re.compile(r"预算公开|(?:部门|单位)预算|预算情况说明|预算(?:报)?表|预算编制说明|年预算$")
_GOVERNMENT_TITLE = re.compile(
    r"(?:财政总决算|政府决算|本级财政决算|财政决算(?:公开|草案|报告|情况)?|财政收支决算|全[省市区县旗](?:一般公共预算)?决算|"
    r"决算(?:[(（]草案[)）])?的报告|决算草案)"
)
_DISTRICT_TITLE = re.compile(r"[省市区县旗州镇乡](?:本)?级.{0,3}三公.{0,3}经费")
"""区级“三公”经费支出决算情况: of all departments together."""
_OTHER_TITLE = re.compile(r"竣工(?:财务)?决算|工程(?:结算|决算)|社会保险基金|保险基金.{0,8}决算")
_NOBODY = r"[：:](?=年度|金额单位|单位[：:]|公开)"
_BLANK = re.compile(
    r"[×xX*＊＿_（(编填部](?:(?<=20[×xX*＊_＿])[×xX*＊_＿]年|"
    r"(?<=[×xX＿_])[×xX＿_]{1,7}(?:年度|部门|单位|局|街道|委|区|市|县|万元|元|%|人|辆|批)|"
    r"(?<=[（(])(?:部门|单位)名称[）)]|(?<=＿)＿{2,19}|(?<=_)_{2,19}(?:万元|个)|"
    rf"(?:(?<=编)制|(?<=填)报)单位{_NOBODY}|(?<=部)门{_NOBODY})"
)
"""20××年, XX部门, XX万元, （部门名称）, a caption that names nobody; begun by a character, so that nothing is tried where
none stands."""
_FIGURE = re.compile(r"\d\.\d|\d万?元|\d,\d{3}")
_FINAL_TABLE = re.compile(r"决算(?:公开)?(?:总|明细|情况)?表(?:公开\d+表)?[^\u4e00-\u9fff]{0,60}$")
"""The title of a table, also in the list of contents; an account has nine, a budget may speak of one."""
_BUDGET_TABLE = re.compile(
    r"(?:预算(?:收支)?(?:总|明细|情况|调整)?表|(?:部门|单位)(?:财务)?收[支入](?:预算)?总?表|(?:部门|单位)支出(?:预算)?总?表|"
    r"财政拨款收支(?:预算)?总表|一般公共预算(?:基本)?支出表|基金预算支出表|国有资本经营预算支出表)"
)
"""Titles that only a budget's tables have: 部门收支总表, 一般公共预算支出表."""
_OF_A_DEPARTMENT = re.compile(r"(?:部门|单位)决算")
_BOTH = re.compile(r"财政预决算|预决算")
"""What a site calls the place of budgets and final accounts: it tells of neither."""
_SENTENCE = re.compile("[，。；]")
_TITLE_LINES, _LONGEST_TITLE = 15, 60
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
NO_FIGURES = "不是部门决算公开：没有印出决算数字"
IS_OTHER = "不是部门决算公开：是工程竣工或社会保险基金的决算"
NO_FINAL = "不是部门决算公开：全文没有“决算”二字"
TOO_LITTLE = "不是部门决算公开：没有决算表、决算情况说明等应有的内容"
"""Why a text is refused that may yet be a part of an account: one of its tables alone."""
IS_GOVERNMENT = "是一级政府的财政决算，不是部门决算：本库只收部门（单位）的决算公开"
IS_BLANK = "是没有填写的模板：部门名称、年度或金额都是空白"
LEAST_SIGNS = 3
LEAST_BLANKS, LEAST_FIGURES = 3, 5
"""A filled-in disclosure prints more amounts than this; a template prints none."""
MOST_READ = 500_000


_MADE_UP = ("样例，虚构", "虚构样例")


def is_made_up(tree: DocumentTree) -> bool:
    """Whether the text says of itself, on a line of its own, that it is a made-up sample."""
    marks = [mark for mark in _MADE_UP if mark in tree.text]
    return any(len(line) < 80 and mark in line for mark in marks for line in tree.lines)


def refuse_others(tree: DocumentTree, sections: Sequence[Section]) -> None:
    """Raise `NotADisclosure` where a text is not a department's final accounts."""
    text = tree.text[:MOST_READ]
    titles = text[:200] + "\n" + "\n".join(s.heading for s in sections if s.level <= 2)
    final = text.count("决算")
    if not final and "预算" not in text:
        raise NotADisclosure(NO_FINAL)
    head = _head(tree.lines)
    if _is_budget(tree.lines, head, sections, titles):
        raise NotADisclosure(IS_BUDGET)
    if not _OF_A_DEPARTMENT.search(titles) and _GOVERNMENT_TITLE.search(titles):
        raise NotADisclosure(IS_GOVERNMENT)
    if not any(map(_OF_A_DEPARTMENT.search, head)):
        if any(map(_DISTRICT_TITLE.search, head)):
            raise NotADisclosure(IS_GOVERNMENT)
        if any(map(_OTHER_TITLE.search, head)):
            raise NotADisclosure(IS_OTHER)
    if final < LEAST_SIGNS or sum(sign in text for sign in _SIGNS) < LEAST_SIGNS:
        raise NotADisclosure(TOO_LITTLE)
    blanks = len(_BLANK.findall(text))
    enough = max(LEAST_FIGURES, blanks if blanks >= LEAST_BLANKS else 0)
    if sum(1 for _ in islice(_FIGURE.finditer(text), enough)) < enough:
        raise NotADisclosure(IS_BLANK if blanks >= LEAST_BLANKS else NO_FIGURES)


def _is_budget(lines: Sequence[str], head: Sequence[str], sections: Sequence[Section], titles: str) -> bool:
    """Whether a text is a budget: by its title, else by those of its parts and tables. Budgets print figures of former
    accounts and lead to them, accounts print those of the budget: what a table's title says outweighs both."""
    tables = ["".join(line.split()) for line in lines if "表" in line and len(line) <= 2 * _LONGEST_TITLE]
    if len({line for line in tables if _FINAL_TABLE.search(line)}) > 1:
        return False
    if _said_by_title(head) == "预算":
        return not any(s.part and s.level == 1 and _FINAL_TITLE.search(s.heading) for s in sections)
    if _FINAL_TITLE.search(_BOTH.sub("", titles)):
        return False
    few = sum(line.count("决算") for line in lines) < LEAST_SIGNS
    many = few and sum(line.count("预算") for line in lines) > 20
    return bool(_BUDGET_TITLE.search(titles)) or many or (few and any(map(_BUDGET_TABLE.search, tables)))


def _said_by_title(head: Iterable[str]) -> str:
    """预算 or 决算, as the first line that speaks of one of them says; "" where none does."""
    for line in head:
        said = [word for word in ("预算", "决算") if word in _BOTH.sub("", line)]
        if len(said) == 1:
            return said[0]
    return ""


def _head(lines: Iterable[str]) -> list[str]:
    """The first lines that may be titles: no sentences, not where a page stands on its site."""
    short = (
        line for line in lines if line.strip() and len(line) <= 2 * _LONGEST_TITLE and not is_crumbs(line)
    )
    titles = ("".join(line.split()) for line in short if not _SENTENCE.search(line))
    return list(islice(titles, _TITLE_LINES))


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
