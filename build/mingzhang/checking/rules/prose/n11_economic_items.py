"""N11: the economic items that the prose names are those of 公开06 with money."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ....classification import economic_code, find_economic, name_key
from ...context import RuleContext
from ...registry import rule
from ...stated_figures import heading_of
from ...summaries import PERSONNEL
from ...trials import Held, Remark, Trial

SOURCE = "部门决算公开文本格式 第三部分 情况说明"
_LIST = re.compile(r"主要(?:包括|用于|是)[:：]?(?P<names>[^。;；]{4,900})")
_AND_SO_ON = re.compile(r"等(?:方面|经费)?(?:的?支出|费用)?$")
"""The end of a list that does not claim to be whole."""
_OF_WHAT = re.compile(r"(?:人员|公用)经费(?!.*(?:工资福利|商品和服务|个人和家庭|资本性))")
"""What a list is of: not only of one 类 of the economic classification."""
_NAME_END = re.compile(r"[、,，](?![0-9]{3})")
_AMOUNT = re.compile(r"(?:支出)?(?:为|共计?)?-?[0-9][0-9.,]*万?元?$")
"""The amount that some places print behind each name: 办公费5.34万元、印刷费2.55万元."""

Rows = dict[str, tuple[str, int]]
"""Name and line of a row of 公开06, by code."""


class ListedItems(NamedTuple):
    """A list of economic items: its section and line, the names, the codes they mean, and the rows they should be;
    `whole` where it does not end in 等."""

    place: str
    line: int
    names: list[str]
    codes: list[str | None]
    rows: Rows
    whole: bool


def lists(context: RuleContext) -> list[ListedItems]:
    """Every list of the economic items of 人员经费 or of 公用经费; a list of something else is left alone."""
    found: list[ListedItems] = []
    rows = [(code, row) for code, row in context.ledger.rows(6) if len(code) == 5 and code.isdigit()]
    for section in context.sections.get("basic", []) if rows else []:
        for prose in context.prose(section):
            for match in _LIST.finditer(prose.text):
                before = prose.text[max(0, match.start() - 40) : match.start()]
                personnel = before.rfind("人员经费") > before.rfind("公用经费")
                if _OF_WHAT.search(before) is None:
                    continue
                mine = {
                    code: (row.item, row.source_line)
                    for code, row in rows
                    if (code[:3] in PERSONNEL) == personnel and row.figures.get("amount")
                }
                listed = _AND_SO_ON.sub("", match["names"])
                names = [_AMOUNT.sub("", name) for name in _NAME_END.split(listed) if len(name) >= 2]
                keys = {code: name_key(item) for code, (item, _) in mine.items()}
                codes = [_code_of(name, keys) for name in names]
                if len(codes) >= 3 and mine:
                    whole = listed == match["names"]
                    place, line = heading_of(section), prose.line(match.start())
                    found.append(ListedItems(place, line, names, codes, mine, whole))
    return found


@rule(
    "N11.without-money",
    "列举的经济科目在公开06表有数额",
    "Economic items named have money in statement 6",
    "基本支出情况说明中列举的经济科目，公开06表应有数额。",
    SOURCE,
    "warning",
    statements=(6,),
    kinds=("basic",),
)
def named_without_money(context: RuleContext) -> Iterator[Trial]:
    for listed in context.once(lists):
        place, line, names, codes, mine, _ = listed
        extra = [name for name, code in zip(names, codes, strict=True) if code not in mine]
        yield Held(len(codes) - len(extra))
        for name, code in _taken_for(listed).items():
            extra.remove(name)
            yield Remark(
                f"“{place}”列举的“{name}”在公开06表没有数额，有数额的“{mine[code][0]}”没有列举，似应为后者",
                line,
                mine[code][1],
                expected=mine[code][0],
                found=name,
            )
        if extra:
            yield Remark(
                f"“{place}”列举的{len(extra)}个经济科目在公开06表没有数额：{_some(extra)}",
                line,
                min(row_line for _, row_line in mine.values()),
                expected="公开06表有数额的科目",
                found=_some(extra),
            )


@rule(
    "N11.not-named",
    "公开06表有数额的经济科目都列举",
    "Economic items with money are named",
    "公开06表有数额的经济科目，基本支出情况说明都应列举。",
    SOURCE,
    "warning",
    statements=(6,),
    kinds=("basic",),
)
def not_named(context: RuleContext) -> Iterator[Trial]:
    for listed in context.once(lists):
        place, line, _, codes, mine, whole = listed
        if not whole:
            continue
        taken = _taken_for(listed).values()
        missing = [pair for code, pair in mine.items() if code not in codes and code not in taken]
        yield Held(len(mine) - len(missing))
        if missing:
            names = _some([name for name, _ in missing])
            yield Remark(
                f"公开06表有数额的{len(missing)}个经济科目未在“{place}”列举：{names}",
                line,
                missing[0][1],
                expected=names,
                found="未列",
            )


@rule(
    "N11.names-cut",
    "列举的经济科目名称写全",
    "Economic items are named in full",
    "基本支出情况说明中列举的经济科目，名称应与公开06表一致（如“物业管理”应为“物业管理费”）。",
    SOURCE,
    "note",
    statements=(6,),
    kinds=("basic",),
)
def names_cut(context: RuleContext) -> Iterator[Trial]:
    for place, line, names, codes, mine, _ in context.once(lists):
        for name, code in zip(names, codes, strict=True):
            whole = economic_code(code) if code in mine and code else None
            if whole is None or not whole.name.startswith(name) or len(whole.name) - len(name) not in (1, 2):
                continue
            yield Remark(
                f"“{place}”列举的“{name}”似为“{whole.name}”",
                line,
                mine[code or ""][1],
                expected=whole.name,
                found=name,
            )
        yield Held()


def _taken_for(listed: ListedItems) -> dict[str, str]:
    """Names without money that begin as the one item with money does that the list lacks: 医疗费 for 医疗费补助. Each
    with the code of that item."""
    _, _, names, codes, mine, _ = listed
    lacking = {code: name_key(item) for code, (item, _) in mine.items() if code not in codes}
    found: dict[str, str] = {}
    for name, code in zip(names, codes, strict=True):
        alike = [
            of for of, item in lacking.items() if item.startswith(name_key(name)) and of not in found.values()
        ]
        if code not in mine and len(alike) == 1:
            found[name] = alike[0]
    return found


def _code_of(name: str, keys: Mapping[str, str]) -> str | None:
    """The row that a name means: by its words, else by the code of that name. `keys` are the names of the rows."""
    key = name_key(name)
    for code, other in keys.items():
        if _alike(key, other):
            return code
    found = find_economic(name)
    return found.code if found else None


def _alike(first: str, second: str) -> bool:
    shorter, longer = (first, second) if len(first) <= len(second) else (second, first)
    return longer == shorter or (len(shorter) >= 4 and longer.startswith(shorter))


def _some(names: list[str]) -> str:
    return "、".join(names[:8]) + (f"等{len(names)}项" if len(names) > 8 else "")
