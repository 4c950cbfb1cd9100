"""Where faults held apart are planted: running text without its blanks and line ends, statements and forms with their cells."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random

from faults_apart import Fault

FIGURE = r"\d[\d,]*(?:\.\d+)?"
CELL = re.compile(r"\d[\d,]*\.\d\d")
_BRACKETS = {"(": "（", ")": "）"}


def is_row(line: str) -> bool:
    """Whether a line is a row of a table."""
    return "\t" in line or line.count("|") > 1


def cells(line: str) -> list[str]:
    """The cells of a row as printed; what stands before the first pipe counts as one."""
    return line.split("\t" if "\t" in line else "|")


def put(line: str, new: dict[int, str]) -> str:
    """The row with other words in some cells."""
    printed = cells(line)
    for at, words in new.items():
        old = printed[at].strip()
        printed[at] = printed[at].replace(old, words, 1) if old else f"{words} " if "|" in line else words
    return ("\t" if "\t" in line else "|").join(printed)


def value(figure: str) -> float:
    return float(figure.replace(",", "").replace(" ", "") or 0)


def like(amount: float, figure: str) -> str:
    """An amount printed as another figure is."""
    places = len(figure.partition(".")[2])
    return f"{amount:,.{places}f}" if "," in figure else f"{amount:.{places}f}"


def swapped(figure: str, rng: Random) -> str | None:
    """The figure with two neighbouring digits exchanged, by more than rounding explains; None where there are none such."""
    digits = [i for i, char in enumerate(figure) if char.isdigit()]
    made = []
    for a, b in itertools.pairwise(digits):
        if figure[a] == figure[b] or (a == digits[0] and figure[b] == "0"):
            continue
        other = figure[:a] + figure[b] + figure[a + 1 : b] + figure[a] + figure[b + 1 :]
        if abs(value(other) - value(figure)) >= max(0.09, value(figure) * 0.001):
            made.append(other)
    return rng.choice(made) if made else None


def tenfold(figure: str) -> str:
    """The figure with its point one place further right."""
    return like(value(figure) * 10, figure)


def year_of(lines: list[str]) -> int:
    """The fiscal year: the one that is named most."""
    years = Counter(re.findall(r"(20\d\d) ?年度", "\n".join(lines)))
    return int(years.most_common(1)[0][0]) if years else 2024


class Prose:
    """Running text without blanks and line ends, rows of tables as a line end, with the place of every character."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.places: list[tuple[int, int]] = []
        chars = []
        for index, line in enumerate(lines):
            if is_row(line):
                chars.append("\n")
                self.places.append((index, 0))
                continue
            for column, char in enumerate(line):
                if not char.isspace():
                    chars.append(_BRACKETS.get(char, char))
                    self.places.append((index, column))
        self.text = "".join(chars)

    def edit(self, start: int, end: int, new: str) -> dict[int, str]:
        """The lines with other words from one character to before another; an insertion where both are the same."""
        first, a = self.places[start]
        if end == start:
            line = self.lines[first]
            return {first: line[:a] + new + line[a:]}
        last, z = self.places[end - 1]
        if first == last:
            return {first: self.lines[first][:a] + new + self.lines[first][z + 1 :]}
        between = dict.fromkeys(range(first + 1, last), "")
        return {first: self.lines[first][:a] + new, **between, last: self.lines[last][z + 1 :]}

    def find(self, pattern: str) -> Iterator[re.Match[str]]:
        return re.finditer(pattern, self.text)


Change = Callable[[re.Match[str]], str | None]


def changed(lines: list[str], pattern: str, change: Change, *, gone: bool = False) -> Iterator[Fault]:
    """A fault for each match in running text: its group x (or all of it) is replaced by what `change` makes of the match."""
    prose = Prose(lines)
    for match in prose.find(pattern):
        group = "x" if "x" in match.re.groupindex else 0
        new = change(match)
        old = match.group(group)
        if new is None or new == old:
            continue
        yield Fault(prose.edit(match.start(group), match.end(group), new), (old, new), gone)


def exchanged(lines: list[str], pattern: str) -> Iterator[Fault]:
    """A fault for each match in running text: what its groups x and y hold is exchanged."""
    prose = Prose(lines)
    for match in prose.find(pattern):
        x, y = match["x"], match["y"]
        if x == y:
            continue
        whole = match.group(0)
        a, b = match.start("x") - match.start(), match.start("y") - match.start()
        made = whole[:a] + y + whole[a + len(x) : b] + x + whole[b + len(y) :]
        ends = [prose.places[match.start()][0], prose.places[match.end() - 1][0]]
        if ends[0] == ends[1]:
            yield Fault(prose.edit(match.start(), match.end(), made), (x, y))


@dataclass
class Table:
    """A statement by its number in the standard order: its rows by line, the lines before and after it."""

    number: int
    rows: dict[int, list[str]] = field(default_factory=dict)

    def figures(self, index: int) -> list[int]:
        """Where a row holds amounts above nothing."""
        return [
            k for k, c in enumerate(self.rows[index]) if CELL.fullmatch(c.strip()) and value(c.strip()) > 0
        ]

    def code(self, index: int) -> str:
        """The functional code that a row begins with, its parts put together."""
        printed = [c.strip() for c in self.rows[index] if c.strip()]
        code = ""
        for cell in printed[:3]:
            if not re.fullmatch(r"\d{2,7}", cell):
                break
            code += cell
        return code

    def items(self) -> list[int]:
        """The rows of single items that hold amounts."""
        return [i for i in self.rows if len(self.code(i)) == 7 and self.figures(i)]

    def row(self, words: str) -> int | None:
        """The first row that holds a cell of these words only."""
        found = (i for i, row in self.rows.items() if any(re.sub(r"\s", "", c) == words for c in row))
        return next(found, None)


def _number(block: dict[int, list[str]], above: str) -> int:
    """Which statement a block of rows is; 0 for none."""
    head = re.sub(r"\s", "", "".join("".join(row) for row in list(block.values())[:8]))
    whole = re.sub(r"\s", "", "".join("".join(row) for row in block.values()))
    codes = "科目" in head
    for number, told in (
        (9, "公务用车购置费" in head and "预算数" in head),
        (6, "30101" in whole and "基本工资" in whole),
        (4, "外交支出" in whole and "年初财政拨款结转和结余" in whole),
        (1, "外交支出" in whole),
        (2, codes and "事业收入" in head),
        (3, codes and "上缴上级支出" in head),
        (7, codes and "年末结转和结余" in head),
        (8, codes and "国有资本" in above and "基本支出" in head),
        (5, codes and "基本支出" in head and "项目支出" in head),
    ):
        if told:
            return number
    return 0


def tables(lines: list[str]) -> dict[int, Table]:
    """The statements of a text whose rows have cells, the first of each."""
    found: dict[int, Table] = {}
    block: dict[int, list[str]] = {}
    above: list[str] = []
    for index, line in enumerate([*lines, "end"]):
        if is_row(line):
            block[index] = cells(line)
        elif line.strip():
            if block:
                number = _number(block, "".join(above[-4:]))
                if number:
                    found.setdefault(number, Table(number, block))
                block, above = {}, []
            above.append(line)
    return found


@dataclass
class Form:
    """The self-evaluation of one project, or of the whole department: its rows by line."""

    rows: dict[int, list[str]]

    def row(self, pattern: str) -> int | None:
        """The first row one of whose cells begins with a pattern."""
        found = (
            i for i, row in self.rows.items() if any(re.match(pattern, re.sub(r"\s", "", c)) for c in row)
        )
        return next(found, None)

    def indicators(self) -> Iterator[tuple[int, int, int]]:
        """Each row with a target and an outcome: its line, and where the two stand."""
        target = outcome = -1
        for index, row in self.rows.items():
            said = [re.sub(r"\s", "", c) for c in row]
            heads = [k for k, c in enumerate(said) if re.match("年初目标|年度指标值", c)]
            ends = [k for k, c in enumerate(said) if c.startswith("实际完成")]
            if heads and ends:
                target, outcome = heads[-1], ends[-1]
            elif target > 0 and len(row) > outcome and said[target] and said[outcome] and any(said[1:target]):
                yield index, target, outcome


def forms(lines: list[str]) -> list[Form]:
    """The forms of self-evaluation that are tables with cells."""
    made: list[Form] = []
    for index, line in enumerate(lines):
        if not is_row(line):
            continue
        row = cells(line)
        first = next((re.sub(r"\s", "", c) for c in row if c.strip()), "")
        if re.match("项目名称|单位名称", first):
            made.append(Form({index: row}))
        elif made and index - max(made[-1].rows) < 12:
            made[-1].rows[index] = row
    return [form for form in made if len(form.rows) > 4]
