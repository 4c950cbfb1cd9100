"""Slips in the nine statements."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from random import Random

from .slips import AMOUNT, LOST, Slip, cells, in_lines, number, slip, swapped, tables, with_cells

_HEADS = {
    1: r"^一、一般公共预算财政拨款收入\t",
    2: r"本年收入合\s*计.*财政拨款",
    3: r"本年支出\s*合计.*基本支出.*项目支出",
    4: r"^一、一般公共预算财政拨款\t",
    5: r"小计\t\s*基本支出\t\s*项目支出\s*$",
    6: r"301\s?\t工资福利支出",
    7: r"年初结转和结余\t\s*本年收入\t\s*小计",
    8: r"科目名称\t\s*合计\t\s*基本支出\t\s*项目支出\s*$",
    9: r"因公出国.*公务用车购置及运行",
}
_CLASS = re.compile(r"、[\u4e00-\u9fff]{2,16}支出$")
Row = tuple[int, list[str], list[int]]
"""A row: its line, its cells, and which of them are amounts."""


def rows(lines: list[str], statement: int) -> Iterator[Row]:
    """The rows of a statement that print an amount."""
    where = tables(lines)
    start = next((i for i in where if re.search(_HEADS[statement], lines[i])), None)
    if start is None:
        return
    for i in range(start, where.stop):
        printed = cells(lines[i])
        amounts = [k for k, cell in enumerate(printed) if re.fullmatch(rf"\s*{AMOUNT}\s*", cell)]
        if amounts:
            yield i, printed, amounts
        if i > start + 1 and re.match(r"^\s*注[:：]|^\s*[二三四五六七八九]、\S+决算", lines[i]):
            return


def _other(row: Row, at: int, new: str) -> Slip:
    i, printed, _ = row
    return with_cells(i, [*printed[:at], new, *printed[at + 1 :]], printed[at].strip(), new)


def _digits(
    lines: list[str], statement: int, rng: Random, wanted: Callable[[Row], list[int]]
) -> Iterator[Slip]:
    for row in rows(lines, statement):
        for at in wanted(row):
            if number(row[1][at]) > 1:
                yield _other(row, at, swapped(row[1][at].strip(), rng))


def _is_total(row: Row) -> bool:
    return any(re.search(r"合\s*计|总计", cell) for cell in row[1])


def _coded(row: Row) -> bool:
    return re.fullmatch(r"\s*2[0-9]{2,6}\s*", row[1][0]) is not None


@slip("tables")
def class_amount_of_statement_1(lines: list[str], rng: Random) -> Iterator[Slip]:
    return _digits(
        lines,
        1,
        rng,
        lambda row: [k for k in row[2] if any(_CLASS.search(c.strip()) for c in row[1][:k])][-1:],
    )


@slip("tables")
def revenue_of_statement_1(lines: list[str], rng: Random) -> Iterator[Slip]:
    return _digits(lines, 1, rng, lambda row: row[2][:1] if "拨款收入" in row[1][0] and row[2][0] < 4 else [])


@slip("tables")
def balance_that_is_none(lines: list[str], rng: Random) -> Iterator[Slip]:
    """A closing balance typed in where there is none."""
    for i in tables(lines):
        printed = cells(lines[i])
        found = [k for k, cell in enumerate(printed) if cell.strip() == "年末结转和结余"]
        if found and len(printed) > found[0] + 2 and not printed[found[0] + 2].strip():
            at = found[0] + 2
            yield with_cells(i, [*printed[:at], "15.30", *printed[at + 1 :]], "15.30")


@slip("tables")
def amount_one_column_on(lines: list[str], rng: Random) -> Iterator[Slip]:
    """公开02: an appropriation in the column of 上级补助收入."""
    for i, printed, amounts in rows(lines, 2):
        if len(amounts) == 2 and len(printed) > amounts[1] + 1 and not printed[amounts[1] + 1].strip():
            new = [*printed]
            new[amounts[1]], new[amounts[1] + 1] = "", printed[amounts[1]]
            yield with_cells(i, new, printed[amounts[1]].strip())


@slip("tables")
def total_of_a_row_of_statement_2(lines: list[str], rng: Random) -> Iterator[Slip]:
    return _digits(lines, 2, rng, lambda row: [] if _is_total(row) else row[2][:1])


@slip("tables")
def basic_and_project_exchanged(lines: list[str], rng: Random) -> Iterator[Slip]:
    for i, printed, amounts in rows(lines, 3):
        basic = amounts[0] + 1
        if len(printed) > basic + 1 and _coded((i, printed, amounts)):
            new = [*printed]
            new[basic], new[basic + 1] = printed[basic + 1], printed[basic]
            if new != printed:
                yield with_cells(i, new, printed[amounts[0]].strip(), printed[amounts[-1]].strip())


@slip("tables")
def total_row_of_statement_3(lines: list[str], rng: Random) -> Iterator[Slip]:
    return _digits(lines, 3, rng, lambda row: row[2] if _is_total(row) else [])


@slip("tables")
def row_printed_twice(lines: list[str], rng: Random) -> Iterator[Slip]:
    """公开03: a row in the place of the one below it."""
    found = [row for row in rows(lines, 3) if _coded(row) and len(row[1][0].strip()) == 7]
    for (_, above, _), (i, printed, _) in pairwise(found):
        yield with_cells(i, above, printed[1], printed[0], above[1], above[0])


@slip("tables")
def general_and_fund_exchanged(lines: list[str], rng: Random) -> Iterator[Slip]:
    """公开04: the general budget in the column of the funds."""
    for i, printed, amounts in rows(lines, 4):
        if len(amounts) == 2 and len(printed) > amounts[1] + 1 and not _is_total((i, printed, amounts)):
            new = [*printed]
            new[amounts[1]], new[amounts[1] + 1] = "", printed[amounts[1]]
            yield with_cells(i, new, printed[amounts[1]].strip())


@slip("tables")
def item_of_statement_5(lines: list[str], rng: Random) -> Iterator[Slip]:
    return _digits(lines, 5, rng, lambda row: row[2][:1] if _coded(row) else [])


@slip("tables")
def names_exchanged(lines: list[str], rng: Random) -> Iterator[Slip]:
    """公开05: the names of two neighbouring items exchanged."""
    found = [row for row in rows(lines, 5) if _coded(row) and len(row[1][0].strip()) == 7]
    for (i, above, _), (k, below, _) in pairwise(found):
        if above[1] != below[1]:
            one = "\t".join([above[0], below[1], *above[2:]])
            other = "\t".join([below[0], above[1], *below[2:]])
            yield Slip({i: one, k: other}, (above[1].strip(), below[1].strip()))


@slip("tables")
def economic_item(lines: list[str], rng: Random) -> Iterator[Slip]:
    return _digits(
        lines, 6, rng, lambda row: [k for k in row[2] if re.match(r"\s*3\d\d ?\d\d", row[1][k - 2])]
    )


@slip("tables")
def group_of_economic_items(lines: list[str], rng: Random) -> Iterator[Slip]:
    return _digits(
        lines, 6, rng, lambda row: [k for k in row[2] if re.fullmatch(r"\s*30[1-3]\s*", row[1][k - 2])]
    )


@slip("tables")
def reception_of_statement_9(lines: list[str], rng: Random) -> Iterator[Slip]:
    return _digits(lines, 9, rng, lambda row: row[2][-1:])


@slip("tables")
def vehicles_of_statement_9(lines: list[str], rng: Random) -> Iterator[Slip]:
    return _digits(lines, 9, rng, lambda row: row[2][1:2] if len(row[2]) > 3 else [])


@slip("tables")
def ten_times(lines: list[str], rng: Random) -> Iterator[Slip]:
    for statement in (3, 5):
        for row in rows(lines, statement):
            at = row[2][-1]
            text = row[1][at].strip()
            if number(text) > 2 and _coded(row):
                yield _other(row, at, f"{number(text) * 10:.{len(text.partition('.')[2])}f}")


@slip("tables")
def amount_in_yuan(lines: list[str], rng: Random) -> Iterator[Slip]:
    """One cell typed in 元."""
    for row in rows(lines, 5):
        at = row[2][-1]
        if number(row[1][at]) > 2 and _coded(row):
            yield _other(row, at, f"{number(row[1][at]) * 10000:.2f}")


@slip("tables")
def minus_sign(lines: list[str], rng: Random) -> Iterator[Slip]:
    for statement in (3, 5, 6):
        for row in rows(lines, statement):
            yield _other(row, row[2][-1], "-" + row[1][row[2][-1]].strip())


@slip("tables")
def cell_left_blank(lines: list[str], rng: Random) -> Iterator[Slip]:
    for statement in (2, 3, 5):
        for row in rows(lines, statement):
            if number(row[1][row[2][-1]]) > 1:
                yield _other(row, row[2][-1], "")


@slip("tables")
def code_of_its_neighbour(lines: list[str], rng: Random) -> Iterator[Slip]:
    """公开03: an item under the code of the item above it."""
    found = [row for row in rows(lines, 3) if _coded(row) and len(row[1][0].strip()) == 7]
    for (_, above, _), row in pairwise(found):
        if above[1] != row[1][1]:
            yield _other(row, 0, above[0])


@slip("completeness")
def total_row_left_out(lines: list[str], rng: Random) -> Iterator[Slip]:
    for statement in (2, 3, 5):
        for i, printed, _ in rows(lines, statement):
            if len([cell for cell in printed if cell.strip()]) > 2 and re.search(r"\t?合\s*计\t", lines[i]):
                yield Slip({i: LOST}, ("合计",), gone=True)


@slip("years")
def year_of_a_statement(lines: list[str], rng: Random) -> Iterator[Slip]:
    return in_lines(
        lines,
        tables(lines),
        r"(?P<x>20[0-9]{2})年度(?=[^\t.…]{0,30}决算(?:总|明细)?表\s*$|无(?:政府|国有))",
        lambda m: str(int(m["x"]) - 1),
    )


@slip("names")
def class_of_another_name(lines: list[str], rng: Random) -> Iterator[Slip]:
    """公开03: 社会保障和就业支出 under its former name, a class misspelt."""
    names = {
        "社会保障和就业支出": "社会保障与就业支出",
        "卫生健康支出": "医疗卫生与计划生育支出",
        "农林水支出": "农林水事务支出",
    }
    for i, printed, _ in rows(lines, 3):
        name = printed[1].strip() if len(printed) > 1 else ""
        if name in names:
            yield with_cells(i, [printed[0], names[name], *printed[2:]], name, names[name])
