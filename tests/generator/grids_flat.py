"""公开06 and 公开09 as tables of cells, in the forms different cities give them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from .cells import Rows, amount_cells
from .codes import CAPITAL_ITEMS, GOODS, LAST_GROUP, OTHER_GROUPS, PERSONNEL
from .layouts import Damages, Layout
from .statements import Line

_PERSONAL = ("301", "303")


def economic_grid(lines: Sequence[Line], layout: Layout, damages: Damages) -> Rows:
    """公开06: three blocks side by side, one list, or a list with columns for personnel and public money."""
    if layout.economic == "list":
        return _list(lines, layout, damages)
    if layout.economic == "columns":
        return _columns(lines, layout, damages)
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
            cells += _economic_cell(line, layout, damages) if line else ["", "", ""]
        rows.append(cells)
    personnel, public = (amount_cells(line, 6, layout)[0] for line in lines[-2:])
    if layout.total_first:
        rows.append(["人员经费合计", "", personnel, "公用经费合计", "", "", "", "", public])
    else:
        rows.append(["", "人员经费合计", personnel, "", "公用经费合计", "", "", "", public])
    return rows


def _code(code: str, layout: Layout, damages: Damages) -> str:
    if layout.economic_codes == "spaced" and len(code) == 5:
        return f"{code[:3]} {code[3:]}"
    return code[:2] if "cut_hard" in damages and layout.economic == "blocks" else code


def _economic_cell(line: Line, layout: Layout, damages: Damages) -> list[str]:
    name = line.item[:8] if "cut_hard" in damages else line.item
    return [_code(line.code or "", layout, damages), name, amount_cells(line, 6, layout)[0]]


def _list(lines: Sequence[Line], layout: Layout, damages: Damages) -> Rows:
    rows: Rows = [["经济分类科目编码", "科目名称", "决算数"]]
    return rows + [_economic_cell(line, layout, damages) for line in lines]


def _columns(lines: Sequence[Line], layout: Layout, damages: Damages) -> Rows:
    """编码, 名称, 合计, 人员经费, 公用经费: every amount twice, in the total and in its kind's column."""
    rows: Rows = [
        ["项目", "", "本年支出", "", ""],
        ["经济分类科目编码", "科目名称", "合计", "人员经费", "公用经费"],
    ]
    for line in lines:
        code, name, amount = _economic_cell(line, layout, damages)
        personal = name == "人员经费合计" or code[:3] in _PERSONAL
        rows.append([code, name, amount, amount if personal else "", "" if personal else amount])
    return rows


def three_public_grid(lines: Sequence[Line], layout: Layout) -> Rows:
    """公开09: budget and final side by side, one row each, or one column each."""
    heads = ["合计", "因公出国（境）费", "公务用车购置及运行维护费", "", "", "公务接待费"]
    parts = ["", "", "小计", "公务用车购置费", "公务用车运行维护费", ""]
    budget, final = (amount_cells(line, 9, layout) for line in lines)
    if layout.three_public == "rows":
        return [
            ["项目", *heads],
            ["", *parts],
            ["预算数", *budget],
            ["决算数", *final],
        ]
    if layout.three_public == "vertical":
        names = [
            "合计",
            "1.因公出国（境）费",
            "2.公务用车购置及运行维护费",
            "（1）公务用车购置费",
            "（2）公务用车运行维护费",
            "3.公务接待费",
        ]
        return [
            ["项目", "预算数", "决算数"],
            *([n, b, f] for n, b, f in zip(names, budget, final, strict=True)),
        ]
    if layout.three_public in ("paired", "stacked", "meetings"):
        return _elsewhere(layout, heads, parts, budget, final)
    return [
        ["预算数", "", "", "", "", "", "决算数", "", "", "", "", ""],
        heads * 2,
        parts * 2,
        [str(i) for i in range(1, 13)],
        [*budget, *final],
    ]


def _elsewhere(
    layout: Layout, heads: list[str], parts: list[str], budget: list[str], final: list[str]
) -> Rows:
    """公开09 as other cities print it: both figures under each item, the final half below, or with 会议费 and 培训费."""
    if layout.three_public == "paired":
        pairs = [cell for pair in zip(budget, final, strict=True) for cell in pair]
        return [
            [cell for head in heads for cell in (head, "")],
            [cell for part in parts for cell in (part, "")],
            ["预算数", "决算数"] * 6,
            pairs,
        ]
    if layout.three_public == "stacked":
        return [
            ["预算数", "", "", "", "", ""],
            heads,
            parts,
            budget,
            ["决算数", "", "", "", "", ""],
            heads,
            parts,
            final,
        ]
    return [
        ["项目", "“三公”经费", "", "", "", "", "", "会议费", "培训费"],
        ["", "小计", *heads[1:], "", ""],
        ["", *parts, "", ""],
        ["预算数", *budget, "3.00", "4.00"],
        ["决算数", *final, "2.15", "3.40"],
    ]
