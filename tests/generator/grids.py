"""The nine statements as tables of cells, as the template of a city prints them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from .cells import ORDINALS, Rows, amount_cells
from .grids_flat import economic_grid, three_public_grid
from .layouts import Damages, Layout
from .statements import Line

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


def grid(number: int, lines: Sequence[Line], layout: Layout, damages: Damages) -> Rows:
    """The cells of statement `number`: head and rows."""
    if number in (1, 4):
        return _two_sided(number, lines, layout, damages)
    if number == 6:
        return economic_grid(lines, layout, damages)
    if number == 9:
        return three_public_grid(lines, layout)
    return _coded(number, lines, layout, damages)


def _two_sided(number: int, lines: Sequence[Line], layout: Layout, damages: Damages) -> Rows:
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
    if layout.spare_row:
        pairs.insert(-1, (None, None))
    body += [((a.item, a) if a else ("", None), (b.item, b) if b else ("", None)) for a, b in pairs]
    for i, ((left_name, a), (right_name, b)) in enumerate(body, start=1):
        if "cut_hard" in damages and number == 4:
            left_name, right_name = left_name[:10], right_name[:12]
        cells = [left_name, str(i), amount_cells(a, number, layout)[0] if a else ""]
        cells += [right_name, str(i + len(body))]
        cells += amount_cells(b, number, layout) if b else [""] * width
        rows.append(cells)
    return (
        rows if layout.line_numbers else [[c for i, c in enumerate(row) if i not in (1, 4)] for row in rows]
    )


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
    if layout.codes == "joined":
        return []
    if layout.codes == "triple":
        if code is None:
            return ["", "", ""]
        return [code[:3], code[3:5], code[5:7]]
    if layout.merged_heads:
        return ["", "", ""] if code is None else [code, ""]
    if code is None:
        return [""]
    if "cut_hard" in damages and layout.codes == "levels":
        return [code[:4]]
    if "cut_codes" in damages and layout.codes == "levels" and len(code) > 3:
        return [code[: len(code) - 1]]
    return [code]


def _coded(number: int, lines: Sequence[Line], layout: Layout, damages: Damages) -> Rows:
    """公开02, 03, 05, 07 and 08: a code, a name and figures."""
    heads = list(_CODED_HEADS[number])
    balanced = number == 8 and layout.capital_balances
    if balanced:
        heads = ["年初结转和结余", "本年收入", *heads, "年末结转和结余"]
    lost = 1 if number == 8 and "lost_column" in damages and not balanced else None
    if lost is not None:
        heads.pop(lost)
    rows = _coded_head(heads, layout, grouped=number in (5, 8) and not balanced)
    if not lines:
        rows.append(_first_cells(None, "合计", layout, damages) + [""] * len(heads))
    for line in lines:
        amounts = amount_cells(line, number, layout)
        if balanced:
            amounts = ["", amounts[0], *amounts, ""]
        if lost is not None:
            amounts.pop(lost)
        if number == 5 and "shifted_column" in damages and line.code:
            amounts = ["", amounts[0], amounts[2]]
        rows.append(_first_cells(line.code, line.item, layout, damages) + amounts)
    if number == 5 and "scattered_total" in damages and lines and lines[0].code is None:
        rows += _scattered(rows.pop(len(rows) - len(lines)), len(heads))
    return rows


def _scattered(total: list[str], columns: int) -> Rows:
    """The figures of a total, each on a line of its own in its column."""
    first = len(total) - columns
    return [
        [cell if at == column else "" for at in range(len(total))]
        for column in range(first, len(total))
        if (cell := total[column])
    ]


def _first_cells(code: str | None, name: str, layout: Layout, damages: Damages) -> list[str]:
    """The code's cells and the name; some print 合计 where codes stand."""
    codes = _code_cells(code, layout, damages)
    if code is None and layout.total_first:
        return [name, *codes]
    if code and layout.codes == "joined":
        return [f"{code} {name}"]
    if code and len(name) > 12 and not damages.isdisjoint({"cut_names", "cut_hard"}):
        name = name[:12]
    return [*codes, name]


def _coded_head(heads: list[str], layout: Layout, grouped: bool) -> Rows:
    if layout.codes == "joined":
        names = ["", *heads]
        return [["项目", "本年支出", *[""] * (len(heads) - 1)], names] if grouped else [["项目", *heads]]
    count = 3 if layout.codes == "triple" or layout.merged_heads else 1
    blank = [""] * count
    ordinals = [str(i) for i in range(1, len(heads) + 1)]
    columns = ["类", "款", "项"] if count == 3 else ["科目代码"]
    if grouped or count == 3:
        group = ["本年支出", *[""] * (len(heads) - 1)] if grouped else heads
        names = heads if grouped else [""] * len(heads)
        if count == 3:
            return [
                ["项目", "", "", "", *group],
                ["功能分类科目编码", "", "", "科目名称", *names],
                ["类", "款", "项", "栏次", *ordinals],
            ]
        return [["项目", "", *group], [*columns, "科目名称", *names], ["栏次", "", *ordinals]]
    return [[*columns, "科目名称", *heads], [*blank, "栏次", *ordinals]]
