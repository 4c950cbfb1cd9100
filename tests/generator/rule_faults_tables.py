"""Faults of the rules inside the nine statements and between them."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from .rule_faults import NUMBER, WORK, Change, cell, fault

_TOTAL = r"\t?合\s*计\t"
_ITEM = r"^2[0-9]{6}\t"
_CLASS = r"^2[0-9]{2}\t"
_SOCIAL = "社会保障和就业支出"


def tenfold(printed: str, rng: Random) -> str:
    return f"{float(printed.replace(',', '')) * 10:.2f}"


def more(printed: str, rng: Random) -> str:
    return f"{float(printed.replace(',', '')) + 21.3:.2f}"


def minus(printed: str, rng: Random) -> str:
    return f"-{printed}"


for _rule, _statement, _row, _at in (
    ("I01.revenue-sum", 1, "一般公共预算财政拨款收入", 0),
    ("I02.expenditure-sum", 1, _SOCIAL, -1),
    ("I03.revenue-total", 1, "总计", 0),
    ("I04.expenditure-total", 1, "总计", -1),
    ("I05.totals-equal", 1, "总计", -1),
    ("I06.row-sums", 2, _ITEM, 0),
    ("I07.column-sums", 2, _TOTAL, 0),
    ("I08.tree", 2, _CLASS, 0),
    ("I09.row-sums", 3, _ITEM, 0),
    ("I10.column-sums", 3, _TOTAL, 1),
    ("I11.tree", 3, _CLASS, 0),
    ("I12.row-sums", 4, _SOCIAL, 0),
    ("I13.column-sums", 4, _SOCIAL, 1),
    ("I14.revenue-sum", 4, "一、一般公共预算财政拨款", 0),
    ("I15.expenditure-total", 4, "总计", 1),
    ("I15.revenue-total", 4, "总计", 0),
    ("I15.totals-equal", 4, "总计", 1),
    ("I16.row-sums", 5, _ITEM, 0),
    ("I17.column-sums", 5, _TOTAL, 1),
    ("I17.tree", 5, _CLASS, 0),
    ("I18.groups", 6, "^301\t", 0),
    ("I19.personnel-total", 6, "人员经费合计", 0),
    ("I20.public-total", 6, "公用经费合计", -1),
    ("I21.balance", 7, _ITEM, 0),
    ("I21.column-sums", 7, _TOTAL, 0),
    ("I21.tree", 7, _CLASS, -1),
    ("I22.column-sums", 8, _TOTAL, 0),
    ("I22.row-sums", 8, _ITEM, 0),
    ("I22.tree", 8, _CLASS, 0),
    ("I23.total", 9, NUMBER, 0),
    ("X01.revenue-total", 1, "本年收入合计", 0),
    ("X02.expenditure-total", 1, "本年支出合计", -1),
    ("X03.appropriation-column", 2, _TOTAL, 1),
    ("X03.each-budget", 4, "一、一般公共预算财政拨款", 0),
    ("X04.classes", 1, _SOCIAL, -1),
    ("X06.other-revenue", 2, rf"{_TOTAL}{NUMBER}\t{NUMBER}\t\t*{NUMBER}", 2),
    ("X09.classes", 5, _CLASS, 0),
    ("X09.total", 5, _TOTAL, 0),
    ("X11.state-capital", 8, _TOTAL, 0),
    ("X12.basic-expenditure", 5, _TOTAL, 1),
    ("X14.insurance-items", 6, "30113\t住房公积金", 0),
):
    cell(_rule, _statement, _row, _at)
cell("I21.row-sums", 7, _ITEM, 4, by_column=True)
cell("X05.classes", 4, _SOCIAL, 0, tenfold)
cell("X05.total", 4, "本年支出合计", 1, tenfold)
cell("X08.code-by-code", 5, _ITEM, -1, more)
cell("X10.fund-expenditure", 7, _TOTAL, 4, by_column=True)
cell("X10.fund-revenue", 7, _TOTAL, 3, by_column=True)
cell("I24.negative", 3, _ITEM, 0, minus)
cell("X13.three-public-items", 6, "30231\t公务用车运行维护费", -1, tenfold)

_SIDE = rf"(?m)^(?P<head>(?:{NUMBER}|0)\t(?:{NUMBER}|0)?\t)(?P<x>[1-9][0-9]*\.[0-9]+)(?=\t(?:{NUMBER}|0)?\t(?:{NUMBER}|0)?\t(?:{NUMBER}|0)?\t(?:{NUMBER}|0)\t)"


def _another(match: re.Match[str], rng: Random) -> str:
    return f"{float(match['x'].replace(',', '')) + 3:.2f}"


fault("I23.vehicles", _SIDE, _another)
# A statement printed a second time among the annexes, one of its figures from an earlier draft.
_WHOLE_5 = r"(?m)^(?P<five>(?:\S*)一般公共预算财政拨款支出决算表\s*\n(?:[^\n]*\n){3,12}?\s*\t?合计\t(?:[^\n]*\n)+?)(?=\n*注[：:])"


def _second(text: str, rng: Random, wrong: bool) -> str:
    lines = [line for line in text.split("\n") if line.strip()]
    coded = [n for n, line in enumerate(lines) if re.match(r"2[0-9]{6}\t", line)]
    if wrong and coded:
        at = coded[len(coded) // 2]
        cells = lines[at].split("\t")
        cells[2] = f"{float(cells[2].replace(',', '')) + 20:.2f}"
        lines[at] = "\t".join(cells)
    return "\n".join(lines)


_ANNEX = r"(?m)^第六[部章]\S* ?[^\n.…]*附件[^\n.…]*$"


def _copy(wrong: bool) -> Change:
    def printed(match: re.Match[str], rng: Random) -> str | None:
        five = re.search(_WHOLE_5, match.string)
        if five is None:
            return None
        return f"{match[0]}\n\n附件1\n\n{_second(five['five'], rng, wrong)}\n\n"

    return printed


fault("I25.copies", _ANNEX, _copy(True), _copy(False), last=True)


fault(
    "I25.empty-without-note",
    r"(?m)^(?:说明|注)[：:]本部门[^\n]*无(?:政府性基金|国有资本)[^\n]*(?:无数据|为空)[^\n]*\n",
    "\n",
)
fault(
    "I25.row-twice",
    r"(?m)^(?P<x>2[0-9]{6}\t[^\t\n]+\t[1-9][^\n]*)$",
    lambda match, rng: f"{match['x']}\n{match['x']}",
)
fault("I25.number", r"公开0(?P<x>[2-8])表", lambda match, rng: str(int(match["x"]) + 1))
fault(
    "I25.statement-missing",
    r"(?m)^\S*一般公共预算财政拨款基本支出决算明细表[^\n]*\n(?:[^\n]*\n){2,12}?(?:301\t|人员经费)[\s\S]*?公用经费合计[^\n]*\n",
    "\n",
)
fault(
    "I25.title",
    r"(?m)^(?:[0-9]{4}年度)?(?P<x>财政拨款收入支出决算总表)(?=\s*$|\t)",
    "财政拨款收入支出决算表",
)
fault("I25.title-twice", r"(?m)^(?:[0-9]{4}年度)?(?P<x>支出决算表)(?=\s*$|\t)", "收入决算表")
fault("I25.total-missing", rf"(?m)^\s*\t?合计\t{NUMBER}\t{NUMBER}[^\n]*\n", "")
fault("I25.unit", r"单位：(?P<x>万元)", "元")
fault("I25.unit-missing", r"(?m)^(?P<x>(?:金额)?单位：万?元)(?=\s*$)", "")


def _other_code(match: re.Match[str], rng: Random) -> str:
    return match["x"][:5] + {"01": "08", "02": "09"}.get(match["x"][5:], "01")


fault("X07.misprinted-codes", r"(?m)^(?P<x>2010[0-9]0[12])(?=\t(?:行政运行|一般行政管理事务)\t)", _other_code)


def _exchanged(match: re.Match[str], rng: Random) -> str | None:
    """The amounts of two neighbouring items of 公开02 in each other's row."""
    rows = list(
        re.finditer(r"(?m)^(2[0-9]{6}\t[^\t\n]+)(\t[^\n]+)\n(2[0-9]{6}\t[^\t\n]+)(\t[^\n]+)$", match[0])
    )
    if not rows:
        return None
    one = rows[0]
    exchanged = f"{one[1]}{one[4]}\n{one[3]}{one[2]}"
    return match[0][: one.start()] + exchanged + match[0][one.end() :]


fault(
    "X07.same-codes",
    r"(?m)^(?:[0-9]{4}年度)?(?:二、)?收入决算表(?:\t[^\n]*)?\n(?:[^\n]*\n)+?注：",
    _exchanged,
)


def _one_to_the_right(match: re.Match[str], rng: Random) -> str:
    """公开05 as it comes from a page whose column of 基本支出 was lost."""
    return re.sub(
        r"(?m)^((?:2[0-9]{2,6})?\t[^\t\n]+)\t([^\t\n]*)\t[^\t\n]*\t([^\t\n]*)$", r"\1\t\t\2\t\3", match[0]
    )


fault(
    "X08.restored-columns",
    r"(?m)^(?:[0-9]{4}年度)?(?:五、)?一般公共预算财政拨款支出决算表(?:\t[^\n]*)?\n(?:[^\n]*\n)+?注：",
    _one_to_the_right,
)


_ITEM_ROW = re.compile(rf"^\|? ?(2[0-9]{{6}})(?:\t| \| )([^\t\n|]+?)(?:\t| \| )({NUMBER})(?=\t| \|)", re.M)
_BOUGHT = (
    rf"(?P<said>政府采购支出总额(?P<all>{NUMBER})万元，其中：政府采购货物支出(?P<goods>{NUMBER})万元、"
    rf"政府采购工程支出(?P<works>{NUMBER})万元、政府采购服务支出(?P<services>{NUMBER})万元[^\n]*)"
)


def _items_again(
    match: re.Match[str], code: Callable[[str], str], amount: Callable[[str], str]
) -> str | None:
    """Items of the account in a table of their own above what matched, the last one's code and amount altered."""
    found = list(dict.fromkeys(row.groups() for row in _ITEM_ROW.finditer(match.string)))
    once = [row for row in found if [r[0] for r in found].count(row[0]) == 1][:5]
    if len(once) < 3:
        return None
    *kept, last = once
    shown = [*kept, (code(last[0]), last[1], amount(last[2]))]
    lines = "\n".join("\t".join(row) for row in shown)
    return f"财政拨款支出决算表（功能科目）\n\n科目编码\t科目名称\t本年支出合计\n{lines}\n\n{match.group()}"


def _as_it_is(printed: str) -> str:
    return printed


def _procurement(match: re.Match[str], services: str) -> str:
    cells = "\t".join((match["all"], match["goods"], match["works"], services))
    return f"{match['said']}\n\n项目\t总计\t货物\t工程\t服务\n采购金额\t{cells}\n"


fault(
    "X15.sums",
    _BOUGHT,
    lambda match, rng: _procurement(match, more(match["services"], rng)),
    lambda match, rng: _procurement(match, match["services"]),
)
fault(
    "X15.same-amounts",
    WORK,
    lambda match, rng: _items_again(match, _as_it_is, lambda printed: more(printed, rng)),
    lambda match, rng: _items_again(match, _as_it_is, _as_it_is),
    last=True,
)
fault(
    "X15.codes",
    WORK,
    lambda match, rng: _items_again(
        match, lambda code: f"{code[:5]}{(int(code[5:]) + 57) % 100:02d}", _as_it_is
    ),
    lambda match, rng: _items_again(match, _as_it_is, _as_it_is),
    last=True,
)
