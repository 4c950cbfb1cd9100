"""N20 in 名词解释 and in the sections on funds and state capital: items that are not the tables', names out of use."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..classification import find_function, function_code, name_key, resolve_function, same_name
from ..classification.resolution import candidates
from ..model import Term
from ..model.prose import compact_text
from .case import Case
from .prose import heading_of
from .trials import Held, Remark, Trial

_PARTS = re.compile(r"(?P<class>[^()]{2,40})\(类\)(?P<section>.{2,60}?)\(款\)(?P<item>.{2,60}?)\(?项级?\)?$")
_SPENT = re.compile(
    r"(?P<class>[^()。；、]{2,30})\(类\)(?P<section>[^()]{2,60})\(款\)(?P<item>[^()]{2,60})\(项\)[。，]?[^0-9。]{0,12}"
    r"决算[数为]{0,2}(?P<amount>[0-9]{1,9}(?:\.[0-9]{1,4})?)万元"
)
_CLASS_REVENUE = re.compile(
    r"(?:一般公共服务|公共安全|科学技术|文化旅游体育与传媒|社会保障和就业|卫生健康|节能环保|城乡社区|农林水|住房保障)收入"
)
_CITY = re.compile(r"市级财政|市直部门|省级财政|省直部门")
_FEW = 3


def terms(case: Case) -> Iterator[Trial]:
    """The functional items that 名词解释 explains: by their current names, and the same as the tables have."""
    explained: dict[str, Term] = {}
    said: set[str] = set()
    for term in case.disclosure.terms:
        match = _PARTS.search(compact_text(term.term[:160]))
        if match is None:
            continue
        if term.code is None:
            yield from _unknown(term, match)
            continue
        explained.setdefault(term.code, term)
        pairs = ((term.code[:5], match["section"]), (term.code, match["item"]))
        for code, printed in pairs:
            if printed not in said:
                said.add(printed)
                yield from out_of_use("名词解释", term.source_line, code, printed)
    yield from _city_terms(case)
    if len(explained) >= _FEW:
        yield from _against_tables(case, explained)


def out_of_use(place: str, line: int, code: str, printed: str) -> Iterator[Trial]:
    """A name of the code that is no longer its name."""
    known = function_code(code)
    if known is None or not printed:
        return
    if same_name(printed, known.name) or not any(same_name(printed, name) for name in known.names[1:]):
        yield Held()
        return
    yield Remark(
        f"{place}所用科目名称“{printed}”，科目{code}的现行名称为“{known.name}”",
        line,
        expected=known.name,
        found=printed,
        severity="note",
    )


def spelt_otherwise(place: str, line: int, code: str, printed: str) -> Iterator[Trial]:
    """A name that is none of the code's, though it was understood."""
    known = function_code(code)
    if known is None or not printed or any(same_name(printed, name) for name in known.names):
        return
    yield Remark(
        f"{place}科目名称印作“{printed}”，科目{code}的名称为“{known.name}”",
        line,
        expected=known.name,
        found=printed,
    )


def revenue_of_classes(case: Case) -> Iterator[Trial]:
    """Functional classes are spent on, not received: 城乡社区收入 in a paragraph on revenue was copied from 支出."""
    for kind in ("revenue", "expenditure", "appropriation"):
        for section in case.sections.get(kind, []):
            found = [
                (match.group(), prose.line(match.start()))
                for prose in case.prose(section)
                for match in _CLASS_REVENUE.finditer(prose.text)
            ]
            if found:
                words = "、".join(dict.fromkeys(name for name, _ in found))
                yield Remark(
                    f"“{heading_of(section)}”把支出功能分类称作收入：{words}",
                    found[0][1],
                    expected=words.replace("收入", "支出"),
                    found=words,
                    severity="note",
                )


def _city_terms(case: Case) -> Iterator[Trial]:
    """A district's department with the definitions of a city's: 市级财政, 市直部门."""
    if case.disclosure.identity.district is None:
        return
    lines = [t.source_line for t in case.disclosure.terms if _CITY.search(t.definition)]
    if lines:
        yield Remark(
            f"名词解释有{len(lines)}处称“市级财政”“市直部门”，本部门属{case.disclosure.identity.district}",
            lines[0],
            lines[-1] if lines[-1] != lines[0] else None,
            expected="区级",
            found="市级",
            severity="note",
        )
    elif case.disclosure.terms:
        yield Held()


def _unknown(term: Term, match: re.Match[str]) -> Iterator[Trial]:
    """An item that no code has under that 款: cut short, or standing under another 款."""
    section = find_function(match["section"], level=2)
    if section is not None:
        cut = candidates(match["item"], section.code, 3, cut=True)
        if len(cut) == 1:
            yield Remark(
                f"名词解释的科目名称“{match['item']}”不全，似为{cut[0].code}“{cut[0].name}”",
                term.source_line,
                expected=cut[0].name,
                found=match["item"],
            )
            return
    elsewhere = find_function(match["item"], level=3)
    if elsewhere is not None and section is not None and not elsewhere.code.startswith(section.code):
        yield Remark(
            f"名词解释把“{match['item']}（项）”列在“{match['section']}（款）”下，该科目编码为{elsewhere.code}",
            term.source_line,
            expected=elsewhere.code[:5],
            found=match["section"],
        )


def _against_tables(case: Case, explained: dict[str, Term]) -> Iterator[Trial]:
    """Items explained and not used, used and not explained: one note each way."""
    ledger = case.ledger
    number = 5 if ledger.codes(5) else 3
    used = {
        code: ledger.figure(number, code, "total").line for code in ledger.items(number) if len(code) == 7
    }
    if not used:
        return
    every = {*used, *ledger.codes(3), *ledger.known(5)}
    extra = [code for code in explained if code not in every]
    missing = [code for code in used if code not in explained]
    yield Held(len(explained) - len(extra))
    if extra:
        yield Remark(
            f"名词解释列有{len(extra)}个决算表没有的科目：{_listed(extra)}",
            explained[extra[0]].source_line,
            expected="本部门使用的科目",
            found=_listed(extra),
            severity="note",
        )
    if missing:
        yield Remark(
            f"公开{number:02d}表有{len(missing)}个科目未在名词解释中说明：{_listed(missing)}",
            next(iter(explained.values())).source_line,
            used[missing[0]],
            expected=_listed(missing),
            found="未列",
            severity="note",
        )


def _listed(codes: list[str]) -> str:
    return "、".join(codes[:8]) + ("等" if len(codes) > 8 else "")


def items_of_funds(case: Case) -> Iterator[Trial]:
    """Items named in the sections on funds and on state capital, against 公开07 and 08."""
    for kind, number in (("government_fund", 7), ("state_capital", 8)):
        if not case.ledger.codes(number):
            continue
        sections = case.sections.get("government_fund" if kind == "government_fund" else "state_capital", [])
        for section in sections:
            for prose in case.prose(section):
                for match in _SPENT.finditer(prose.text):
                    yield from _fund_item(
                        case, number, heading_of(section), match, prose.line(match.start("item"))
                    )


def _fund_item(case: Case, number: int, place: str, match: re.Match[str], line: int) -> Iterator[Trial]:
    code = resolve_function(
        match["class"].lstrip("1234567890.一二三四五六七八九十、)）"), match["section"], match["item"]
    )
    rows = [case.ledger.row(number, c) for c in case.ledger.items(number)]
    named = [row for row in rows if row and name_key(row.item) == name_key(match["item"])]
    if named or (code is not None and case.ledger.row(number, code.code)):
        yield Held()
        return
    first = next((row for row in rows if row), None)
    yield Remark(
        f"“{place}”所述“{match['item']}（项）”{match['amount']}万元，公开{number:02d}表没有这一科目",
        line,
        first.source_line if first else None,
        expected="、".join(row.item for row in rows[:3] if row),
        found=match["item"],
    )
