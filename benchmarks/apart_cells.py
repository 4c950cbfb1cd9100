"""Faults in the statements, second set: one cell, one row, one column, or a whole statement of another year."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from random import Random

from apart_places import CELL, Table, cells, like, put, swapped, tables, tenfold, value
from faults_apart import DROP, SECOND, Fault, fault


def _edit(lines: list[str], index: int, at: int, new: str) -> Fault:
    return Fault({index: put(lines[index], {at: new})}, (new,))


def _moved(lines: list[str], index: int, at: int, other: int) -> str:
    """The row with two of its cells exchanged."""
    row = cells(lines[index])
    row[at], row[other] = row[other], row[at]
    return ("\t" if "\t" in lines[index] else "|").join(row)


def _table(lines: list[str], *numbers: int) -> Iterator[Table]:
    found = tables(lines)
    yield from (found[n] for n in numbers if n in found)


@fault("tables", SECOND)
def cell_digits_of_one_item(lines: list[str], rng: Random) -> Iterator[Fault]:
    for table in _table(lines, 3, 5):
        for index in table.items():
            for at in table.figures(index)[1:]:
                if new := swapped(table.rows[index][at].strip(), rng):
                    yield _edit(lines, index, at, new)


@fault("tables", SECOND)
def cell_point_moved(lines: list[str], rng: Random) -> Iterator[Fault]:
    for table in _table(lines, 2, 3, 5):
        for index in table.items():
            at = table.figures(index)[0]
            yield _edit(lines, index, at, tenfold(table.rows[index][at].strip()))


@fault("tables", SECOND)
def total_left_when_an_item_grew(lines: list[str], rng: Random) -> Iterator[Fault]:
    for table in _table(lines, 3, 5):
        for index in table.items():
            row = table.rows[index]
            new = {k: like(value(row[k].strip()) + 12.5, row[k].strip()) for k in table.figures(index)}
            if len({row[k].strip() for k in new}) == 1:
                yield Fault({index: put(lines[index], new)}, tuple(new.values()))


@fault("tables", SECOND)
def row_copied_from_above(lines: list[str], rng: Random) -> Iterator[Fault]:
    for table in _table(lines, 2, 3, 5):
        items = table.items()
        for above, index in itertools.pairwise(items):
            if table.figures(above) == table.figures(index):
                new = {k: table.rows[above][k].strip() for k in table.figures(index)}
                yield Fault({index: put(lines[index], new)}, tuple(new.values()))


@fault("tables", SECOND)
def row_typed_twice(lines: list[str], rng: Random) -> Iterator[Fault]:
    for table in _table(lines, 2, 3, 5):
        for index in table.items():
            yield Fault({index: f"{lines[index]}\n{lines[index]}"}, (table.code(index),))


@fault("tables", SECOND)
def row_left_out(lines: list[str], rng: Random) -> Iterator[Fault]:
    for table in _table(lines, 2, 5):
        for index in table.items():
            row = table.rows[index]
            amount = row[table.figures(index)[0]].strip()
            yield Fault({index: DROP}, (amount, table.code(index)), gone=True)


@fault("tables", SECOND)
def last_years_row_left(lines: list[str], rng: Random) -> Iterator[Fault]:
    for table in _table(lines, 2, 3, 5):
        for index in table.items():
            row = table.rows[index]
            new = {k: like(value(row[k].strip()) * 0.87, row[k].strip()) for k in table.figures(index)}
            if value(row[table.figures(index)[0]].strip()) > 2:
                yield Fault({index: put(lines[index], new)}, tuple(new.values()))


@fault("tables", SECOND)
def item_in_the_wrong_column(lines: list[str], rng: Random) -> Iterator[Fault]:
    """The amount of an item under projects that is basic spending, or the other way."""
    for table in _table(lines, 3, 5):
        for index in table.items():
            figures, row = table.figures(index), table.rows[index]
            if len(figures) == 2:
                at = figures[1]
                other = at + 1 if at == figures[0] + 1 else at - 1
                if other < len(row) and not row[other].strip():
                    yield Fault({index: _moved(lines, index, at, other)}, (row[at].strip(),))


@fault("tables", SECOND)
def basic_and_project_columns_exchanged(lines: list[str], rng: Random) -> Iterator[Fault]:
    for table in _table(lines, 3, 5):
        total = table.row("合计")
        if total is None or len(table.figures(total)) < 3:
            continue
        a, b = table.figures(total)[1:3]
        new = {
            i: _moved(lines, i, a, b) for i, row in table.rows.items() if i >= total and len(row) > max(a, b)
        }
        yield Fault(new)


@fault("tables", SECOND)
def statement_of_last_year(lines: list[str], rng: Random) -> Iterator[Fault]:
    """All amounts of a statement are those of another year."""
    for table in _table(lines, 5, 6, 9):
        printed = [c.strip() for row in table.rows.values() for c in row]
        if sum(1 for c in printed if re.fullmatch(r"\d+\.\d|[1-9]\d", c)) > 2:
            continue  # amounts that are printed short would stay
        new = {}
        for index in table.rows:
            row = table.rows[index]
            made = {k: like(value(row[k].strip()) * 0.9, row[k].strip()) for k in table.figures(index)}
            if made:
                new[index] = put(lines[index], made)
        if new:
            yield Fault(new)


@fault("tables", SECOND)
def economic_item_raised_alone(lines: list[str], rng: Random) -> Iterator[Fault]:
    for table in _table(lines, 6):
        for index in table.rows:
            for at in table.figures(index):
                code = re.sub(r"\s", "", table.rows[index][max(0, at - 2)])
                if re.fullmatch(r"30[123]\d\d", code):
                    old = table.rows[index][at].strip()
                    yield _edit(lines, index, at, like(value(old) + 10, old))


@fault("tables", SECOND)
def economic_amount_a_row_too_low(lines: list[str], rng: Random) -> Iterator[Fault]:
    for table in _table(lines, 6):
        order = list(table.rows)
        for index, below in itertools.pairwise(order):
            for at in table.figures(index):
                code = re.sub(r"\s", "", table.rows[index][max(0, at - 2)])
                row = table.rows[below]
                if not re.fullmatch(r"30[123]\d\d", code) or len(row) <= at or row[at].strip():
                    continue
                if not re.fullmatch(r"30[123]\d\d", re.sub(r"\s", "", row[at - 2])):
                    continue
                amount = table.rows[index][at].strip()
                empty = lines[index].replace(amount, "", 1)
                if lines[index].count(amount) == 1:
                    yield Fault({index: empty, below: put(lines[below], {at: amount})}, (amount,))


@fault("tables", SECOND)
def personnel_total_stale(lines: list[str], rng: Random) -> Iterator[Fault]:
    for table in _table(lines, 6):
        for words in ("人员经费合计", "公用经费合计"):
            index = table.row(words)
            if index is None:
                continue
            start = [re.sub(r"\s", "", c) for c in table.rows[index]].index(words)
            at = next((k for k in table.figures(index) if k > start), None)
            if at is not None and (new := swapped(table.rows[index][at].strip(), rng)):
                yield _edit(lines, index, at, new)


@fault("tables", SECOND)
def fund_closing_balance_wrong(lines: list[str], rng: Random) -> Iterator[Fault]:
    for table in _table(lines, 7):
        for index in table.rows:
            figures = table.figures(index)
            if len(figures) > 2:
                for at in figures:
                    if new := swapped(table.rows[index][at].strip(), rng):
                        yield _edit(lines, index, at, new)


@fault("tables", SECOND)
def state_capital_row_wrong(lines: list[str], rng: Random) -> Iterator[Fault]:
    for table in _table(lines, 8):
        for index in table.rows:
            for at in table.figures(index):
                if new := swapped(table.rows[index][at].strip(), rng):
                    yield _edit(lines, index, at, new)


def _three(lines: list[str]) -> Iterator[tuple[int, list[str], int, int]]:
    """The row of amounts of the three public costs, where the budget and where the final figures begin."""
    for table in _table(lines, 9):
        for index, row in table.rows.items():
            numbers = [k for k, c in enumerate(row) if c.strip()]
            if table.figures(index) and len(row) >= 12 and numbers:
                first = 1 if "|" in lines[index] and "\t" not in lines[index] else 0
                yield index, row, first, first + 6


@fault("tables", SECOND)
def three_public_total_stale(lines: list[str], rng: Random) -> Iterator[Fault]:
    for index, row, budget, final in _three(lines):
        for at in (budget, final):
            if value(row[at].strip()) > 0:
                yield _edit(lines, index, at, like(value(row[at].strip()) + 1.5, row[at].strip()))


@fault("tables", SECOND)
def three_public_reception_and_running_exchanged(lines: list[str], rng: Random) -> Iterator[Fault]:
    for index, row, _, final in _three(lines):
        a, b = final + 4, final + 5
        if len(row) > b and row[a].strip() != row[b].strip() and row[a].strip() and row[b].strip():
            yield Fault(
                {index: put(lines[index], {a: row[b].strip(), b: row[a].strip()})},
                (row[a].strip(), row[b].strip()),
            )


@fault("tables", SECOND)
def three_public_final_is_the_budget(lines: list[str], rng: Random) -> Iterator[Fault]:
    for index, row, budget, final in _three(lines):
        new = {final + k: row[budget + k].strip() for k in range(6) if row[budget + k].strip()}
        if len(row) > final + 5 and any(row[k].strip() != words for k, words in new.items()):
            yield Fault({index: put(lines[index], new)}, tuple(new.values()))


@fault("tables", SECOND)
def amount_at_the_class_below(lines: list[str], rng: Random) -> Iterator[Fault]:
    """In the overview, the amount of a class stands one line too low."""
    for table in _table(lines, 1, 4):
        order = list(table.rows)
        for index, below in itertools.pairwise(order):
            row, under = table.rows[index], table.rows[below]
            name = [k for k, c in enumerate(row) if re.match("[一二三四五六七八九十]+、.*支出$", c.strip())]
            names = [
                k for k, c in enumerate(under) if re.match("[一二三四五六七八九十]+、.*支出$", c.strip())
            ]
            after = [k for k in table.figures(index) if name and k > name[0]]
            if (
                after
                and names
                and len(row) == len(under)
                and not any(CELL.fullmatch(under[k].strip()) for k in after)
            ):
                figures = {k: row[k].strip() for k in after}
                bare = put(lines[index], dict.fromkeys(figures, ""))
                yield Fault({index: bare, below: put(lines[below], figures)}, tuple(figures.values()))


@fault("tables", SECOND)
def class_under_the_wrong_money(lines: list[str], rng: Random) -> Iterator[Fault]:
    """公开04: the amount of a class stands in the column of the government funds."""
    for table in _table(lines, 4):
        for index, row in table.rows.items():
            figures = table.figures(index)
            classes = [
                k for k, c in enumerate(row) if re.match("[一二三四五六七八九十]+、.*支出$", c.strip())
            ]
            if classes and len(figures) > 1 and figures[-2] > classes[0]:
                at = figures[-1]
                if len(row) > at + 1 and not row[at + 1].strip():
                    yield Fault({index: _moved(lines, index, at, at + 1)}, (row[at].strip(),))


@fault("tables", SECOND)
def appropriation_as_other_revenue(lines: list[str], rng: Random) -> Iterator[Fault]:
    """公开02: an item's appropriation is typed into the next column."""
    for table in _table(lines, 2):
        for index in table.items():
            figures, row = table.figures(index), table.rows[index]
            if len(figures) == 2 and len(row) > figures[1] + 1 and not row[figures[1] + 1].strip():
                at = figures[1]
                yield Fault({index: _moved(lines, index, at, at + 1)}, (row[at].strip(),))


@fault("tables", SECOND)
def sign_typed_before_an_amount(lines: list[str], rng: Random) -> Iterator[Fault]:
    for table in _table(lines, 3, 6):
        for index in table.rows:
            for at in table.figures(index)[-1:]:
                figure = table.rows[index][at].strip()
                yield _edit(lines, index, at, f"-{figure}")


@fault("tables", SECOND)
def class_row_not_the_sum(lines: list[str], rng: Random) -> Iterator[Fault]:
    for table in _table(lines, 2, 3, 5):
        for index in table.rows:
            if len(table.code(index)) in (3, 5) and table.figures(index):
                at = table.figures(index)[0]
                if new := swapped(table.rows[index][at].strip(), rng):
                    yield _edit(lines, index, at, new)
