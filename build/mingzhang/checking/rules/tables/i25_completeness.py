"""I25: the nine statements are there, titled and noted as the standard form has them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ....catalogue import STATEMENTS
from ....model import TableLabel
from ...context import RuleContext
from ...figures import Subject
from ...registry import rule
from ...trials import Held, NotChecked, Remark, Trial

SOURCE = "部门决算公开样表"
_ALSO_CALLED = frozenset(
    {
        "收支决算总表",
        "部门收支决算总表",
        "财政拨款收支决算总表",
        "一般公共预算支出决算表",
        "一般公共预算财政拨款基本支出决算表",
        "政府性基金预算财政拨款支出决算表",
        "国有资本经营预算财政拨款收入支出决算表",
    }
)
"""Titles in use beside the standard ones, which differ from them in a few characters."""
_OTHER_FORMS = (
    frozenset(("收入支出决算表", "财政拨款收入支出决算表")),
    frozenset(("收入决算总表", "支出决算总表")),
)
"""Titles that the forms of some provinces print, each together with the other: one alone is a slip."""
_GENERAL = STATEMENTS[4]
_NOTHING = re.compile("无|没有|未(?:发生|安排|涉及)|空表")
_FAR = 40
"""Lines from a title within which its table ends."""
_NUMBERS = range(1, len(STATEMENTS) + 1)
_SEVERAL = 4
"""Units alike from which on another one is a slip."""
_NEAR = 8
"""Lines between a statement's title and the number that belongs to it."""


def _subject(number: int) -> Subject:
    return Subject("document", f"statement-{number}")


def one_apart(first: str, second: str) -> bool:
    """Whether two texts differ by one character more, less or other."""
    if first == second or abs(len(first) - len(second)) > 1:
        return False
    start = 0
    while start < min(len(first), len(second)) and first[start] == second[start]:
        start += 1
    rest, other = first[start:], second[start:]
    return rest[1:] == other[1:] or rest[1:] == other or rest == other[1:]


@rule(
    "I25.statement-missing",
    "九张表齐全",
    "All nine statements are published",
    "九张决算表应齐全；没有数据的应公开空表并说明。",
    SOURCE,
    "warning",
)
def statement_missing(context: RuleContext) -> Iterator[Trial]:
    statements = context.disclosure.statements
    published = [s for s in statements if s.status in ("published", "empty")]
    if len(published) * 2 < len(statements):
        return
    for statement in statements:
        if statement.status in ("published", "empty"):
            yield Held()
            continue
        if statement.status == "absent" and context.year < STATEMENTS[statement.number - 1].since:
            continue
        if statement.status == "lost" and statement.cells.told:  # printed, and our reading lost its cells
            yield NotChecked(f"公开{statement.number:02d}表的数字未能读入")
            continue
        what = "只见表名，没有表内数字" if statement.status == "lost" else "全文未见此表"
        near = [s.source_line for s in published if s.number < statement.number and s.source_line]
        yield Remark(
            f"公开{statement.number:02d}表缺失：{statement.title}，{what}",
            statement.source_line or (near[-1] if near else None),
            expected=statement.title,
            found="缺",
            cause="unknown",
            subject=_subject(statement.number),
        )


@rule(
    "I25.empty-without-note",
    "空表附有说明",
    "An empty statement carries its note",
    "没有数据的表，应附“本部门没有……”等说明。",
    SOURCE,
    "warning",
)
def empty_without_note(context: RuleContext) -> Iterator[Trial]:
    nothing = list(_lines_of_nothing(context))
    notes = {s.number: _notes_under(context, s.number, nothing) for s in context.disclosure.statements}
    listed = True not in notes.values()  # where no title has a note below it, titles alone are a list
    for statement in context.disclosure.statements:
        if statement.status != "empty":
            continue
        printed = statement.source_line_end is not None or not listed
        if statement.note and (notes[statement.number] is not False or not printed):
            yield Held()
            continue
        yield Remark(
            f"公开{statement.number:02d}表（{statement.title}）为空表，没有说明原因",
            statement.source_line_end or statement.source_line,
            statement.source_line,
            expected="空表的说明",
            found="未见",
            subject=_subject(statement.number),
        )


def _lines_of_nothing(context: RuleContext) -> Iterator[tuple[int, bool]]:
    """The paragraphs and rows beside the statements that say that there is nothing: their lines, and whether it is a row."""
    for section in context.disclosure.sections:
        if section.part == 2:
            yield from ((p.line, False) for p in section.passages if _NOTHING.search(p.text))
            rows = (row for grid in section.grids for row in grid.rows)
            yield from ((row.line, True) for row in rows if _NOTHING.search("".join(row.cells)))


def _notes_under(context: RuleContext, number: int, nothing: Sequence[tuple[int, bool]]) -> bool | None:
    """Whether a sentence between a statement's title and the next says that there is nothing; None where no title of
    it was read."""
    titles = [label for label in context.disclosure.labels if label.kind == "title"]
    own = next((label.source_line for label in titles if label.number == number), None)
    if own is None:
        return None
    end = min((label.source_line for label in titles if label.source_line > own), default=own + _FAR)
    return any(own <= line < (end if is_row else min(end, own + _FAR)) for line, is_row in nothing)


@rule(
    "I25.title",
    "各表表名与样表一致",
    "Statements bear the standard titles",
    "各表表名应与部门决算公开样表一致。",
    SOURCE,
    "warning",
)
def title(context: RuleContext) -> Iterator[Trial]:
    standard = {kind.title for kind in STATEMENTS}
    printed = {_plain(label.text) for label in context.disclosure.labels if label.kind == "title"}
    plain = {_plain(title) for title in (*standard, *_ALSO_CALLED)}
    plain.update(*(form for form in _OTHER_FORMS if form <= printed))
    for label in context.disclosure.labels:
        if label.kind != "title":
            continue
        core = _plain(label.text)
        near = (title for title in standard if core not in plain and one_apart(core, _plain(title)))
        right = next(near, None)
        if right is None:
            yield Held()
            continue
        yield Remark(
            f"表名印作“{label.text}”，样表为“{right}”",
            label.source_line,
            expected=right,
            found=label.text,
            subject=Subject("document", "title", label.text),
        )


def _plain(title: str) -> str:
    return title.replace("“", "").replace("”", "").replace('"', "")


@rule(
    "I25.title-twice",
    "一个表名只用于一张表",
    "One title, one table",
    "一个表名不应用于两张表；表名与表内科目应相符。",
    SOURCE,
    "warning",
)
def title_twice(context: RuleContext) -> Iterator[Trial]:
    titles = [label for label in context.disclosure.labels if label.kind == "title"]
    times = Counter(label.number for label in titles)
    missing = [kind for kind in STATEMENTS if not times[kind.number]]
    for number in times:
        mine = [label for label in titles if label.number == number]
        wanted = missing[0].title if missing else None
        if wanted is None and number == _GENERAL.number:
            mine, wanted = _of_details(context, mine), _GENERAL.title
        apart = mine[-1].source_line - mine[0].source_line if mine else 0
        if len(mine) < 2 or wanted is None or apart < _NEAR:
            yield Held()
            continue
        yield Remark(
            f"表名“{mine[-1].text}”用了{len(mine)}次，没有“{wanted}”",
            mine[-1].source_line,
            mine[0].source_line,
            expected=wanted,
            found=mine[-1].text,
            subject=_subject(number or 0),
        )


def _of_details(context: RuleContext, titles: list[TableLabel]) -> list[TableLabel]:
    """The titles alike, of a table by economic items (明细), one of which stands over what was read as 公开05."""
    statement = context.disclosure.statements[_GENERAL.number - 1]
    own = [label for label in titles if label.source_line == statement.source_line and "明细" in label.text]
    return [label for label in titles if own and label.text == own[0].text]


@rule(
    "I25.unit",
    "各表单位一致",
    "One unit for all statements",
    "各表的金额单位应一致；单位与数额不符的，按数额列出。",
    SOURCE,
)
def unit(context: RuleContext) -> Iterator[Trial]:
    for number, line in context.ledger.misprinted_units.items():
        yield Remark(
            f"公开{number:02d}表单位印作“元”，其余各表为“万元”，按数额应为万元",
            line,
            expected="万元",
            found="元",
            subject=_subject(number),
        )
    units = [label for label in context.disclosure.labels if label.kind == "unit"]
    usual = Counter(label.text for label in units).most_common(1)
    for label in units:
        empty = _statement_at(context, label.source_line)
        if label.text == usual[0][0] or usual[0][1] < _SEVERAL or empty is None:
            yield Held()
            continue
        yield Remark(
            f"公开{empty:02d}表单位印作“{label.text}”，其余各表为“{usual[0][0]}”",
            label.source_line,
            expected=usual[0][0],
            found=label.text,
            severity="warning",
            subject=_subject(empty),
        )


@rule(
    "I25.unit-missing",
    "各表印有金额单位",
    "Every statement prints its unit",
    "各表都应印有金额单位；多数表印有、个别表没有的，逐表列出。",
    SOURCE,
    "note",
)
def unit_missing(context: RuleContext) -> Iterator[Trial]:
    published = [s for s in context.disclosure.statements if s.status == "published"]
    without = [s for s in published if s.unit is None]
    if len(published) - len(without) < _SEVERAL:
        return  # printed once for all, or nowhere
    yield Held(len(published) - len(without))
    there = {s.number for s in context.disclosure.statements if s.status in ("published", "empty")}
    for statement in without:
        if not {statement.number - 1, statement.number + 1} & set(_NUMBERS) <= there:
            continue  # the unit may stand by what is left of the statement beside it
        yield Remark(
            f"公开{statement.number:02d}表没有印出金额单位，其余各表印有",
            statement.source_line,
            expected="金额单位",
            found="未见",
            subject=_subject(statement.number),
        )


def _statement_at(context: RuleContext, line: int) -> int | None:
    """The empty statement whose title stands nearest above a line."""
    titles = [label for label in context.disclosure.labels if label.kind == "title"]
    above = [label for label in titles if label.source_line <= line]
    empty = {s.number for s in context.disclosure.statements if s.status == "empty"}
    number = above[-1].number if above else None
    return number if number in empty else None
