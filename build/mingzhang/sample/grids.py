"""The nine statements as tables of cells, as the template of a city prints them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from .codes import CAPITAL_ITEMS, GOODS, LAST_GROUP, OTHER_GROUPS, PERSONNEL
from .figures import wan, yuan
from .layouts import Damages, Layout
from .records import Money
from .statements import Line

Rows = list[list[str]]

_TENS = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九")
ORDINALS = tuple(("二" if n >= 20 else "") + ("十" if n >= 10 else "") + _TENS[n % 10] for n in range(1, 30))
"""一 to 二十九."""
_CODED_HEADS: dict[int, tuple[str, ...]] = {
    2: (
        "本年收入合计",
        "财政拨款收入",
        "上级补助收入",
        "事业收入",
        "经营收入",
        "附属单位上缴收入",
        "其他收入",
    ),
    3: ("本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"),
    5: ("小计", "基本支出", "项目支出"),
    7: ("年初结转和结余", "本年收入", "小计", "基本支出", "项目支出", "年末结转和结余"),
    8: ("合计", "基本支出", "项目支出"),
}


def money_cell(amount: Money | None, number: int, layout: Layout) -> str:
    """A cell of statement `number` in the layout's unit and style."""
    if amount is None:
        return ""
    if number in layout.yuan_tables:
        return yuan(amount, layout.comma)
    return wan(amount, layout.trim, layout.comma)


def shown(lines: Sequence[Line], number: int, layout: Layout) -> tuple[Line, ...]:
    """The rows as this layout prints them: where it prints zeros, an empty cell of a figure column is a zero."""
    if not layout.zero:
        return tuple(lines)
    return tuple(
        Line(
            line.item,
            tuple(_zero(a, i, line, number) for i, a in enumerate(line.amounts)),
            line.code,
            line.side,
        )
        for line in lines
    )


def _zero(amount: Money | None, column: int, line: Line, number: int) -> Money | None:
    if amount is not None:
        return amount
    one_column = number == 4 and line.side == "revenue" and column > 0
    return None if one_column else 0


def _amounts(line: Line, number: int, layout: Layout) -> list[str]:
    return [
        layout.zero if amount == 0 else money_cell(amount, number, layout)
        for amount in shown([line], number, layout)[0].amounts
    ]


def grid(number: int, lines: Sequence[Line], layout: Layout, damages: Damages) -> Rows:
    """The cells of statement `number`: head and rows."""
    if number in (1, 4):
        return _two_sided(number, lines, layout)
    if number == 6:
        return _economic(lines, layout, damages)
    if number == 9:
        return _three_public(lines, layout)
    return _coded(number, lines, layout, damages)


def _two_sided(number: int, lines: Sequence[Line], layout: Layout) -> Rows:
    """公开01 and 公开04: revenue and expenditure side by side, balances and totals on the last rows."""
    left = [line for line in lines if line.side == "revenue"]
    right = [line for line in lines if line.side == "expenditure"]
    tail = 3 if number == 1 else 2
    classes, closing = right[: -tail - 1], right[-tail - 1 :]
    head, balances = (left[:8], left[8:]) if number == 1 else (left[:3], left[3:])
    width = 1 if number == 1 else 4
    rows = _two_sided_head(number)
    body = [(_numbered(head, i), _numbered(classes, i)) for i in range(max(len(head), len(classes)))]
    pairs = [*zip_longest(balances[:-1], closing[:-1]), (balances[-1], closing[-1])]
    body += [((a.item, a) if a else ("", None), (b.item, b) if b else ("", None)) for a, b in pairs]
    for i, ((left_name, a), (right_name, b)) in enumerate(body, start=1):
        cells = [left_name, str(i), _amounts(a, number, layout)[0] if a else ""]
        cells += [right_name, str(i + len(body))]
        cells += _amounts(b, number, layout) if b else [""] * width
        rows.append(cells)
    return rows


def _numbered(lines: Sequence[Line], i: int) -> tuple[str, Line | None]:
    return (f"{ORDINALS[i]}、{lines[i].item}", lines[i]) if i < len(lines) else ("", None)


def _two_sided_head(number: int) -> Rows:
    if number == 1:
        return [
            ["收入", "", "", "支出", "", ""],
            ["项目", "行次", "金额", "项目", "行次", "金额"],
            ["栏次", "", "1", "栏次", "", "2"],
        ]
    budgets = ["一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"]
    return [
        ["收 入", "", "", "支 出", "", "", "", "", ""],
        ["项目", "行次", "金额", "项目", "行次", "合计", *budgets],
        ["栏次", "", "1", "栏次", "", "2", "3", "4", "5"],
    ]


def _code_cells(code: str | None, layout: Layout, damages: Damages) -> list[str]:
    if layout.codes == "triple":
        if code is None:
            return ["", "", ""]
        return [code[:3], code[3:5], code[5:7]]
    if code is None:
        return [""]
    if "cut_codes" in damages and layout.codes == "levels" and len(code) > 3:
        return [code[: len(code) - 1]]
    return [code]


def _coded(number: int, lines: Sequence[Line], layout: Layout, damages: Damages) -> Rows:
    """公开02, 03, 05, 07 and 08: a code, a name and figures."""
    heads = list(_CODED_HEADS[number])
    lost = 1 if number == 8 and "lost_column" in damages else None
    if lost is not None:
        heads.pop(lost)
    rows = _coded_head(number, heads, layout)
    if not lines:
        rows.append(
            ["合计" if i == len(_code_cells(None, layout, damages)) else "" for i in range(len(rows[-1]))]
        )
    for line in lines:
        amounts = _amounts(line, number, layout)
        if lost is not None:
            amounts.pop(lost)
        name = line.item
        if "cut_names" in damages and line.code and len(name) > 12:
            name = name[:12]
        rows.append([*_code_cells(line.code, layout, damages), name, *amounts])
    return rows


def _coded_head(number: int, heads: list[str], layout: Layout) -> Rows:
    count = 3 if layout.codes == "triple" else 1
    blank = [""] * count
    ordinals = [str(i) for i in range(1, len(heads) + 1)]
    columns = ["类", "款", "项"] if count == 3 else ["科目代码"]
    if number in (5, 8) or layout.codes == "triple":
        group = ["本年支出", *[""] * (len(heads) - 1)] if number in (5, 8) else heads
        names = heads if number in (5, 8) else [""] * len(heads)
        if layout.codes == "triple":
            return [
                ["项目", "", "", "", *group],
                ["功能分类科目编码", "", "", "科目名称", *names],
                ["类", "款", "项", "栏次", *ordinals],
            ]
        return [["项目", "", *group], [*columns, "科目名称", *names], ["栏次", "", *ordinals]]
    return [[*columns, "科目名称", *heads], [*blank, "栏次", *ordinals]]


def _economic_cell(line: Line, layout: Layout) -> list[str]:
    code = line.code or ""
    if layout.economic_codes == "spaced" and len(code) == 5:
        code = f"{code[:3]} {code[3:]}"
    return [code, line.item, _amounts(line, 6, layout)[0]]


def _economic(lines: Sequence[Line], layout: Layout, damages: Damages) -> Rows:
    """公开06: three blocks side by side, personnel, goods and services, the rest."""
    by_code = {line.code: line for line in lines if line.code}
    third = (
        CAPITAL_ITEMS if layout.economic_blocks == "short" else (*OTHER_GROUPS, *CAPITAL_ITEMS, *LAST_GROUP)
    )
    blocks = [[by_code[code] for code, _ in block] for block in (PERSONNEL, GOODS, third)]
    code_head = "经济分类科目编码" if layout.economic_blocks == "short" else "科目代码"
    rows: Rows = [
        ["人员经费", "", "", "公用经费", "", "", "", "", ""],
        [code_head, "科目名称", "决算数"] * 3,
    ]
    for trio in zip_longest(*blocks):
        cells: list[str] = []
        for line in trio:
            cells += _economic_cell(line, layout) if line else ["", "", ""]
        rows.append(cells)
    personnel, public = lines[-2], lines[-1]
    total = [_amounts(line, 6, layout)[0] for line in (personnel, public)]
    rows.append(["", "人员经费合计", total[0], "", "公用经费合计", "", "", "", total[1]])
    return rows


def _three_public(lines: Sequence[Line], layout: Layout) -> Rows:
    """公开09: budget and final side by side, one row of figures."""
    heads = ["合计", "因公出国（境）费", "公务用车购置及运行维护费", "", "", "公务接待费"]
    parts = ["", "", "小计", "公务用车购置费", "公务用车运行维护费", ""]
    figures = [cell for line in lines for cell in _amounts(line, 9, layout)]
    return [
        ["预算数", "", "", "", "", "", "决算数", "", "", "", "", ""],
        heads * 2,
        parts * 2,
        [str(i) for i in range(1, 13)],
        figures,
    ]
