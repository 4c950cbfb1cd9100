"""N20: the department's name spelt otherwise, item names that are not their code's, items under another 款."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..classification import Code, economic_code, function_code, name_key, same_name
from ..model import ExecutionItem, Passage, Section
from ..model.prose import compact_text
from .case import Case
from .ledger import Ledger, class_code
from .names_of_terms import items_of_funds, out_of_use, revenue_of_classes, spelt_otherwise, terms
from .rules import rule
from .trials import Held, Remark, Trial

_LAST_PART = 3
"""Part 4 and after speak of other bodies too."""
_HEAD, _TAIL = 4, 2
"""Characters of the name's beginning or end that a misspelling is looked for by."""
_SHORTEST = 8
_UNMARKED = re.compile(r"\(类\)(?P<section>[^()，。；]{2,24}\([^()款项类]{1,4}\)[^()，。；]{2,24})\(项\)")
"""类 and 项 with only some other bracket between them: the 款 has lost its mark."""
_BUREAUS = frozenset(
    re.findall(
        "..",
        "财政民政教育司法审计统计水务农业文化体育信访园林规划税务公安人社科技商务城管卫健医保应急房管环保交通林业档案文旅发改经信住建",
    )
)
"""Bodies whose names differ by a character from one another: another department, no misspelling."""


@rule(
    "N20",
    "部门名称与科目名称一致",
    "Names of the department and of the items",
    "部门名称应前后一致；科目名称应与编码相符，项级科目应列在所属的款下，已停用的名称应改用现行名称。",
    "政府收支分类科目；部门决算公开文本格式",
    "warning",
)
def names(case: Case) -> Iterator[Trial]:
    yield from _department(case)
    yield from _table_names(case)
    for item in case.disclosure.execution_items:
        yield from _item_names(case, item)
        if item.code is not None and len(item.code) == 7:
            place = "“支出决算具体情况”"
            for code, printed in ((item.code[:5], item.section or ""), (item.code, item.item or "")):
                yield from spelt_otherwise(place, item.source_line, code, printed)
                yield from out_of_use(place, item.source_line, code, printed)
    yield from _unmarked(case)
    yield from terms(case)
    yield from items_of_funds(case)
    yield from revenue_of_classes(case)


def _unmarked(case: Case) -> Iterator[Trial]:
    for section in case.sections.get("execution", []):
        for prose in case.prose(section):
            for match in list(_UNMARKED.finditer(prose.text))[:_SHORTEST]:
                yield Remark(
                    f"“支出决算具体情况”“{match['section']}”没有标明款，他处均标（款）",
                    prose.line(match.start("section")),
                    expected="（款）",
                    found=match["section"],
                    severity="note",
                )


def _texts(section: Section, ending: str) -> Iterator[tuple[str, int]]:
    """Texts that may hold the name: those with its last character, without blanks."""
    found = [(section.heading, section.source_line)]
    for block in section.blocks:
        if isinstance(block, Passage):
            found.append((block.text, block.line))
        else:
            found += [(cell, row.line) for row in block.rows[:4] for cell in row.cells[:2]]
    return ((compact_text(text), line) for text, line in found if ending in text)


def _department(case: Case) -> Iterator[Trial]:
    """Places where a string as long as the name, ending alike, differs from it in one character."""
    name = compact_text(case.disclosure.identity.name)
    if len(name) < _SHORTEST:
        return
    right = 0
    wrong: dict[str, list[int]] = {}
    for section in case.disclosure.sections:
        if section.part > _LAST_PART:
            continue
        for text, line in _texts(section, name[-1]):
            right += text.count(name)
            for spelt in _spellings(text, name):
                wrong.setdefault(spelt, []).append(line)
    yield Held(right)
    for spelt, lines in wrong.items():
        if len(lines) < max(2, right):
            yield Remark(
                f"部门名称印作“{spelt}”，他处均为“{name}”",
                lines[0],
                case.disclosure.identity.source_line,
                expected=name,
                found=spelt,
            )


def _spellings(text: str, name: str) -> Iterator[str]:
    """Strings of the name's length that share its beginning or its end and differ in one character."""
    found: dict[int, str] = {}
    for anchor, shift in ((name[:_HEAD], 0), (name[-_TAIL:], len(name) - _TAIL)):
        at = text.find(anchor)
        while at >= 0:
            start = at - shift
            if start >= 0 and _one_off(text[start : start + len(name)], name):
                found[start] = text[start : start + len(name)]
            at = text.find(anchor, at + 1)
    for spelt in found.values():
        if not (spelt[-1] == "局" and spelt[-3:-1] in _BUREAUS and spelt[-3:-1] != name[-3:-1]):
            yield spelt


def _one_off(spelt: str, name: str) -> bool:
    return len(spelt) == len(name) and sum(a != b for a, b in zip(spelt, name, strict=True)) == 1


def _table_names(case: Case) -> Iterator[Trial]:
    """Item names of the coded statements against the code list; a name cut short is no other name."""
    seen: set[tuple[str, str]] = set()
    for statement in case.disclosure.statements:
        for row in statement.rows:
            if not row.code or (row.code, name_key(row.item)) in seen:
                continue
            seen.add((row.code, name_key(row.item)))
            code = economic_code(row.code) if statement.number == 6 else function_code(row.code)
            if code is None:
                continue
            if _is_name(row.item, code):
                yield Held()
                continue
            if _code_is_wrong(case, statement.number, row.code):
                continue
            yield Remark(
                f"公开{statement.number:02d}表科目{row.code}的名称印作“{row.item}”，通行名称为“{code.name}”",
                row.source_line,
                _line_elsewhere(case, row.code, row.source_line),
                expected=code.name,
                found=row.item,
                severity="note",
            )


def _code_is_wrong(case: Case, number: int, code: str) -> bool:
    """Whether only this statement prints the code: then the code is misprinted (X07, X08), not the name."""
    others = [n for n in (2, 3, 5) if n != number and case.ledger.codes(n)]
    return (
        number in (2, 3, 5)
        and len(code) == 7
        and bool(others)
        and not any(case.ledger.row(n, code) for n in others)
    )


def _is_name(item: str, code: Code) -> bool:
    key = name_key(item)
    return any(
        same_name(item, name) or (len(key) >= 2 and name_key(name).startswith(key)) for name in code.names
    )


def _line_elsewhere(case: Case, code: str, line: int) -> int | None:
    for number in (2, 3, 5):
        row = case.ledger.row(number, code)
        if row is not None and row.source_line != line:
            return row.source_line
    return None


def _item_names(case: Case, item: ExecutionItem) -> Iterator[Trial]:
    """类, 款 and 项 of the prose that do not belong together; the money tells which row of 公开05 is meant."""
    if not item.section or not item.item:
        return
    ledger = case.ledger
    number = 5 if ledger.codes(5) else 3
    if item.code is not None and (not ledger.codes(number) or item.code in ledger.known(number)):
        yield Held()
        return
    if item.final is None or not ledger.codes(number):
        return
    words = f"{item.section}（款）{item.item}（项）"
    twin = _twin(ledger, number, item)
    if twin is None:
        yield Remark(
            f"“{item.class_}（类）{words}”不见于公开{number:02d}表",
            item.source_line,
            expected=f"公开{number:02d}表所列科目",
            found=words,
        )
        return
    row = ledger.row(number, twin) or ledger.row(3, twin)
    name = row.item if row else ""
    if name_key(name) == name_key(item.item):
        message = f"“{item.item}（项）”所在的款印作“{item.section}”，与科目{twin}不符"
    else:
        message = f"“{words}”不见于公开{number:02d}表；金额{item.final}万元与{twin}“{name}”相同"
    yield Remark(message, item.source_line, row.source_line if row else None, expected=name, found=words)


def _twin(ledger: Ledger, number: int, item: ExecutionItem) -> str | None:
    """The one row with the item's name, or else with its money, in its class."""
    above = class_code(item.class_)
    rows = [c for c in ledger.known(number) if len(c) == 7 and (above is None or c.startswith(above))]
    named = [
        c
        for c in rows
        if (r := ledger.row(number, c) or ledger.row(3, c)) and same_name(r.item, item.item or "")
    ]
    if len(named) == 1:
        return named[0]
    paid = [c for c in rows if item.final and ledger.figure(number, c, "total").amount == item.final]
    return paid[0] if len(paid) == 1 else None
