"""The nine statements as a ledger: every cell a `Figure` with its place, and the tree of codes."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..catalogue import BASES, statement_kind
from ..classification import find_function, function_code, inner_codes, same_name
from ..model import Disclosure, StatementRow
from .figures import Figure, Subject, cell
from .lost_rows import ancestors, lost_rows
from .reliability import (
    TEN_THOUSAND,
    doubtful_statements,
    is_mended,
    mended_columns,
    misprinted_units,
    repair_of,
    whole_account,
)

SIDES = {"revenue": "收入方", "expenditure": "支出方"}

BUDGETS = {"general": "一般公共预算", "fund": "政府性基金", "capital": "国有资本经营"}
"""How the appropriation rows of 公开01 and 04 begin; what follows differs between the two, or is cut off."""


class Ledger:
    """Cells by (statement, row key, column). A row's key is its code, or its side and item, or its basis."""

    def __init__(self, disclosure: Disclosure) -> None:
        self._rows: dict[int, dict[str, StatementRow]] = {}
        self._columns: dict[int, dict[str, str]] = {}
        self._known: dict[int, list[str]] = {}
        self._figures: dict[tuple[int, str], dict[str, Figure]] = {}
        self._class_rows: dict[int, dict[str, str]] = {}
        self.doubtful = doubtful_statements(disclosure)
        self._not_read = {s.number for s in disclosure.statements if s.status == "lost"}
        self.misprinted_units = misprinted_units(disclosure)
        self._most = whole_account(disclosure)
        self._mended = {number: mended_columns(disclosure, number) for number in range(1, 10)}
        self._repeated: dict[int, list[StatementRow]] = {}
        self._children: dict[int, dict[str, list[str]]] = {}
        for statement in disclosure.statements:
            if statement.status not in ("published", "empty") or not 1 <= statement.number <= 9:
                continue
            keyed = self._rows.setdefault(statement.number, {})
            below = False
            for row in statement.rows:
                key = _row_key(statement.number, row)
                if row.code and key in keyed:
                    self._repeated.setdefault(statement.number, []).append(row)
                # Below 本年收入合计 公开04 repeats the names of the budgets for their opening balances.
                keyed.setdefault(f"{key}（年初）" if below else key, row)
                below = statement.number == 4 and (
                    key == "revenue:本年收入合计"
                    or (below and key.startswith("revenue:") and "总计" not in key)
                )
        for number in range(1, 10):
            self._columns[number] = dict(statement_kind(number).figures)
        self._codes = {number: [key for key in rows if key.isdigit()] for number, rows in self._rows.items()}
        self._levels = {number: frozenset(map(len, codes)) for number, codes in self._codes.items()}
        self._lost: dict[int, dict[str, dict[str, Decimal]]] = {}
        self._top: dict[int, list[str]] = {}

    def has(self, number: int) -> bool:
        """Whether the statement was read with at least one row."""
        return bool(self._rows.get(number))

    def row(self, number: int, key: str) -> StatementRow | None:
        return self._rows.get(number, {}).get(key)

    def keys(self, number: int) -> list[str]:
        return list(self._rows.get(number, {}))

    def rows(self, number: int) -> Iterator[tuple[str, StatementRow]]:
        yield from self._rows.get(number, {}).items()

    def codes(self, number: int) -> list[str]:
        """Codes of the statement's coded rows, in printed order."""
        return self._codes.get(number, [])

    def levels(self, number: int) -> frozenset[int]:
        """The lengths of the codes that the statement prints: some print 项 only, some 类 only."""
        return self._levels.get(number, frozenset())

    def columns(self, number: int) -> tuple[str, ...]:
        return tuple(self._columns[number])

    def head(self, number: int, column: str) -> str:
        """What the forms print over a column."""
        return self._columns[number][column]

    def used(self, number: int, column: str) -> bool:
        """Whether any row has a figure in the column."""
        return any(row.figures.get(column) is not None for _, row in self.rows(number))

    def figure(self, number: int, key: str, column: str) -> Figure:
        """The cell, blank where the row or the figure is not printed."""
        return self.figures(number, key)[column]

    def figures(self, number: int, key: str) -> dict[str, Figure]:
        """The cells of a row by their columns."""
        found = self._figures.get((number, key))
        if found is None:
            found = self._figures[number, key] = self._row_figures(number, key)
        return found

    def _row_figures(self, number: int, key: str) -> dict[str, Figure]:
        row = self.row(number, key)
        line = row.source_line if row else None
        place = _place_of(number, key, row)
        columns = self._columns[number]
        doubtful, mended = number in self.doubtful, self._mended[number]
        found: dict[str, Figure] = {}
        for column, head in columns.items():
            value = row.figures.get(column) if row else None
            found[column] = Figure(
                cell(number, key, column),
                _in_wan(value, self._most) if number in self.misprinted_units else value,
                f"{place}“{head}”" if len(columns) > 1 else place,
                line,
                repair=repair_of(row, column) if row and row.repairs else None,
                doubtful=doubtful or (column in mended and not is_mended(row, column)),
                spot=row.cells[column].place if row and column in row.cells else None,
            )
        return found

    def same_in_row(self, figure: Figure) -> list[Figure]:
        """The other cells of a figure's row that print the same amount: 80.23 under 合计 and 基本支出 alike."""
        if not figure.in_table or figure.value is None:
            return []
        number = int(figure.key.owner)
        cells = self.figures(number, figure.key.row).values()
        return [c for c in cells if c.value == figure.value and c.key != figure.key]

    def rows_exchanged(self, first: Figure, second: Figure) -> dict[Subject, Decimal]:
        """What the cells of two rows of a statement would be if the rows stood in each other's place."""
        number = int(first.key.owner)
        return {
            cell(number, row, column): self.figure(number, other, column).amount
            for row, other in ((first.key.row, second.key.row), (second.key.row, first.key.row))
            for column in self._columns[number]
        }

    def known(self, number: int) -> list[str]:
        """The statement's codes, and after them those its sister shows it to have lost."""
        if number not in self._known:
            self._known[number] = [*self.codes(number), *self.lost(number)]
        return self._known[number]

    def top(self, number: int) -> list[str]:
        """Codes with no ancestor in the statement: what adds up to 合计."""
        if number not in self._top:
            present = set(self.known(number))
            self._top[number] = [code for code in self.known(number) if not ancestors(code) & present]
        return self._top[number]

    def children(self, number: int, code: str) -> list[str]:
        """Codes whose nearest ancestor in the statement is `code`."""
        if number not in self._children:
            present = set(self.known(number))
            below: dict[str, list[str]] = {}
            for other in self.known(number):
                above = [a for a in (other[:5], other[:3]) if a != other and a in present]
                if above:
                    below.setdefault(above[0], []).append(other)
            self._children[number] = below
        return self._children[number].get(code, [])

    def lost(self, number: int) -> dict[str, dict[str, Decimal]]:
        """Codes that 公开02, 03 or 05 lacks and its sister has, with the figures the sister implies by column."""
        if number not in self._lost:
            self._lost[number] = lost_rows(self, number)
        return self._lost[number]

    def miscoded(self, number: int) -> dict[str, StatementRow]:
        """Rows under the code of another row, by the code that the statement lacks and their name and amount tell."""
        found: dict[str, StatementRow] = {}
        for row in self._repeated.get(number, ()):
            for code, values in self.lost(number).items():
                name = function_code(code)
                if row.figures.get("total") == values["total"] and name and same_name(row.item, name.name):
                    found[code] = row
        return found

    def budget_missing(self) -> bool:
        """Whether a budget's own statement has figures that were not read or are not sure, or 公开04 shows money of it."""
        if {7, 8} & (self._not_read | self.doubtful):
            return True
        key = self.find(4, "expenditure", "本年支出合计")
        columns = ((7, "government_fund"), (8, "state_capital"))
        return key is not None and any(
            not self.codes(number) and bool(self.figure(4, key, column).amount) for number, column in columns
        )

    def items(self, number: int) -> list[str]:
        """Codes without children in the statement: the most detailed rows."""
        codes = self.codes(number)
        inner = inner_codes(codes)
        return [code for code in codes if code not in inner]

    def class_rows(self, number: int) -> dict[str, str]:
        """Of 公开01 or 04: the key of the expenditure row by its class code."""
        if number not in self._class_rows:
            found = self._class_rows[number] = {}
            for key, row in self.rows(number):
                code = class_code(row.item) if key.startswith("expenditure:") else None
                if code:
                    found.setdefault(code, key)
        return self._class_rows[number]

    def revenue(self, number: int, kind: str) -> Figure:
        """The appropriation row of 公开01 or 04: `general`, `fund` or `capital`."""
        column = "amount" if number == 1 else "total"
        for key in self._rows.get(number, {}):
            if key.startswith(f"revenue:{BUDGETS[kind]}") and not key.endswith("（年初）"):
                return self.figure(number, key, column)
        ending = "财政拨款收入" if number == 1 else "财政拨款"
        return self.figure(
            number, f"revenue:{BUDGETS[kind]}{'' if kind == 'general' else '预算'}{ending}", column
        )

    def find(self, number: int, side: str, *names: str) -> str | None:
        """The key of the first row on `side` whose item begins with one of `names`."""
        for name in names:
            for key in self._rows.get(number, {}):
                if key.startswith(f"{side}:{name}"):
                    return key
        return None


def class_code(item: str) -> str | None:
    """The 类 code of an item name such as 卫生健康支出."""
    code = find_function(item, level=1, cut=True)
    return code.code if code else None


def _row_key(number: int, row: StatementRow) -> str:
    if number in (1, 4):
        return f"{row.keys.get('side')}:{row.item}"
    if number == 9:
        return row.keys.get("basis") or ""
    return row.code or (row.item if number == 6 else "合计")


def _in_wan(value: Decimal | None, most: Decimal) -> Decimal | None:
    """The amount in 万元 of a statement whose unit is misprinted; as it is where its cell has a unit of its own."""
    return (
        Decimal(f"{value * TEN_THOUSAND:f}") if value is not None and value * TEN_THOUSAND <= most else value
    )


def _place_of(number: int, key: str, row: StatementRow | None) -> str:
    """How a row is called: 公开05表“行政运行”（2010301）."""
    if row is None and key.isdigit():
        return f"公开{number:02d}表科目{key}（未列）"
    name = row.item if row and row.item else _key_name(number, key)
    code = f"（{row.code}）" if row and row.code else ""
    return f"公开{number:02d}表{_side(number, key)}“{name}”{code}"


def _side(number: int, key: str) -> str:
    return SIDES.get(key.partition(":")[0], "") if number in (1, 4) else ""


def _key_name(number: int, key: str) -> str:
    return BASES.get(key, key.rpartition(":")[2])
