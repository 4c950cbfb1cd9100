"""A fault of its own for every rule: what people do wrong, planted into whole made-up accounts, beside what is right.

A row says where in the text of any account the fault can stand (a pattern), what is printed there by mistake, and,
where a sound account has nothing for the rule to look at, what is printed there when all is well. The rows stand in
`rule_faults_tables`, `rule_faults_prose`, `rule_faults_evaluation` and `rule_faults_wording`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from random import Random

from .slips import swapped
from .slips_tables import rows

NUMBER = r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?"
PROJECTS = r"(?m)^[（(](?:三|3)[）)][^\n.…]*项目支出自评结果[^\n.…]*$"
OVERALL = r"(?<=整体支出绩效自评，)(?=[^\n]*评价情况来看)"
WORK = r"(?m)^第四[部章][^\n.…]*工作[^\n.…]*$"
ANNEX = r"(?m)^第[五六][部章]\S* ?[^\n.…]*附件[^\n.…]*$"
"""Places: the heading of the projects' summaries, the words of the overall evaluation, the headings of two parts."""
SUMMARY = rf"绩效自评综述：项目全年预算数?为(?P<budget>{NUMBER})万元，执行数为(?P<spent>{NUMBER})万元，(?:完成预算的|执行率)"
INDICATOR = (
    r"(?m)^(?P<row>(?:[^\t\n]*\t)+)(?P<name>[^\t\n]{4,16})"
    r"\t(?P<target>[≥≤]?[0-9.]+(?P<unit>%|[\u4e00-\u9fff]{1,2}))\t(?P<x>[0-9.]+(?P=unit))$"
)
Change = str | Callable[[re.Match[str], Random], str | None]
"""What is printed for a match: its group `x`, or all of it. In a string, {year}, {last}, {name}, {place}, {short} and
the groups of the pattern stand for themselves; a function gives None where it has nothing to print."""
Edit = tuple[str, Change]


@dataclass(frozen=True, slots=True)
class RuleFault:
    """One way to break the rule: `before` is printed in both texts, then `wrong` in one and `right` in the other.
    `last`: the last place of the text, not any; headings stand in the contents list too. `alone`: what is right for this
    rule alters what others look at."""

    rule: str
    wrong: tuple[Edit, ...]
    right: tuple[Edit, ...] = ()
    before: tuple[Edit, ...] = ()
    last: bool = False
    alone: bool = False


@dataclass(frozen=True, slots=True)
class CellFault:
    """A cell of a statement: the amount `at` of a row whose line has `row`, printed otherwise; `by_column`: the cell
    `at` of the row."""

    rule: str
    statement: int
    row: str
    at: int
    print: Callable[[str, Random], str] = swapped
    by_column: bool = False


FAULTS_OF_RULES: list[RuleFault | CellFault] = []
"""Every row, by the modules that were imported."""


def fault(rule: str, pattern: str, wrong: Change, right: Change | None = None, **more: object) -> None:
    """Register a fault with one place."""
    same = ((pattern, right),) if right is not None else ()
    FAULTS_OF_RULES.append(RuleFault(rule, ((pattern, wrong),), same, **more))  # type: ignore[arg-type]


def faults(rule: str, wrong: tuple[Edit, ...], right: tuple[Edit, ...] = (), **more: object) -> None:
    """Register a fault with several places."""
    FAULTS_OF_RULES.append(RuleFault(rule, wrong, right, **more))  # type: ignore[arg-type]


def cell(
    rule: str,
    statement: int,
    row: str,
    at: int,
    new: Callable[[str, Random], str] = swapped,
    by_column: bool = False,
) -> None:
    """Register a fault in a cell."""
    FAULTS_OF_RULES.append(CellFault(rule, statement, row, at, new, by_column))


def digits(match: re.Match[str], rng: Random) -> str | None:
    """Two digits of the figure `x` exchanged."""
    return swapped(match["x"], rng)


def off(by: float) -> Callable[[re.Match[str], Random], str | None]:
    """The figure `x` raised, to as many places."""

    def raised(match: re.Match[str], rng: Random) -> str:
        text = match["x"].replace(",", "")
        return f"{float(text) + by:.{len(text.partition('.')[2])}f}"

    return raised


def shifted(match: re.Match[str], rng: Random) -> str | None:
    """The rate `x` some points off."""
    places = len(match["x"].partition(".")[2])
    value = float(match["x"])
    return f"{value + 6:.{places}f}" if 2 < value < 93 or value > 101 else f"{value - 6:.{places}f}"


def missed(match: re.Match[str], rng: Random) -> str | None:
    """An outcome far below its goal, of the row of a counted indicator."""
    if match["unit"] == "%" or not match["target"].startswith("≥"):
        return None
    value = float(match["x"].removesuffix(match["unit"]))
    return f"{int(value * 0.6)}{match['unit']}" if value > 20 else None


def other(words: Mapping[str, str]) -> Callable[[re.Match[str], Random], str | None]:
    """Another word for the word `x`."""
    return lambda match, rng: words.get(match["x"])


def with_fault(
    text: str, row: RuleFault | CellFault, values: Mapping[str, str], rng: Random
) -> tuple[str, str] | None:
    """The text as it should be, and the text with the fault; None where it has no place for it."""
    if isinstance(row, CellFault):
        wrong = _with_cell(text, row, rng)
        return None if wrong is None else (text, wrong)
    seed = rng.random()
    sound = _edited(text, row.before, values, Random(seed), row.last)
    if sound is None:
        return None
    wrong = _edited(sound, row.wrong, values, Random(seed), row.last)
    right = _edited(sound, row.right, values, Random(seed), row.last) if row.right else sound
    if wrong is None or right is None or wrong == right:
        return None
    return right, wrong


def as_it_should_be(
    text: str, row: RuleFault | CellFault, values: Mapping[str, str], rng: Random
) -> str | None:
    """The text with what the rule looks at, printed rightly; None where the row adds nothing, or has no place."""
    if isinstance(row, CellFault) or not (row.right or row.before):
        return None
    return _edited(text, (*row.before, *row.right), values, rng, row.last)


def _edited(
    text: str, edits: tuple[Edit, ...], values: Mapping[str, str], rng: Random, last: bool
) -> str | None:
    for pattern, new in edits:
        text_or_none = _replaced(text, pattern, new, values, rng, last)
        if text_or_none is None:
            return None
        text = text_or_none
    return text


def _replaced(
    text: str, pattern: str, new: Change, values: Mapping[str, str], rng: Random, last: bool
) -> str | None:
    matches = list(re.finditer(pattern, text))
    if last:
        matches = matches[-1:]
    rng.shuffle(matches)
    for match in matches:
        group = "x" if "x" in match.re.groupindex else 0
        told = (
            new(match, rng)
            if callable(new)
            else new.format(**{**values, **match.groupdict(), "all": match[0]})
        )
        if told is not None:
            return text[: match.start(group)] + told + text[match.end(group) :]
    return None


def _with_cell(text: str, row: CellFault, rng: Random) -> str | None:
    lines = text.split("\n")
    found = list(_cells(lines, row))
    if not found:
        return None
    line, printed, column = rng.choice(found)
    new = row.print(printed[column].strip(), rng)
    lines[line] = "\t".join([*printed[:column], new, *printed[column + 1 :]])
    return "\n".join(lines)


def _cells(lines: list[str], row: CellFault) -> Iterator[tuple[int, list[str], int]]:
    for line, printed, amounts in rows(lines, row.statement):
        if not re.search(row.row, lines[line]):
            continue
        if row.by_column and row.at in amounts:
            yield line, printed, row.at
        elif not row.by_column and -len(amounts) <= row.at < len(amounts):
            yield line, printed, amounts[row.at]
