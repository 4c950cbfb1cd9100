"""N20: the items that 名词解释 explains."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....classification import Code, find_function, function_code, function_codes, name_key
from ....classification.resolution import candidates
from ....model import Term
from ....model.prose import compact_text
from ...context import RuleContext
from ...item_names import out_of_use
from ...registry import rule
from ...trials import Held, Remark, Trial

SOURCE = "政府收支分类科目；部门决算公开文本格式 第五部分"
_PARTS = re.compile(r"(?P<class>[^()]{2,40})\(类\)(?P<section>.{2,60}?)\(款\)(?P<item>.{2,60}?)\(?项级?\)?$")
_CITY = re.compile(r"市级财政|市直部门|省级财政|省直部门")
_FEW = 3
"""Terms from which on the list is meant to be complete."""


def explained(context: RuleContext) -> list[tuple[Term, re.Match[str]]]:
    """The terms that are functional items, with their 类, 款 and 项."""
    found = ((term, compact_text(term.term[:160])) for term in context.disclosure.terms)
    items = ((term, _PARTS.search(text)) for term, text in found if "(类)" in text)
    return [(term, match) for term, match in items if match is not None]


@rule(
    "N20.term-names",
    "名词解释的科目名称完整、归属正确",
    "Terms name whole items under their own \u6b3e",
    "名词解释所列科目，名称应完整，并列在所属的款下。",
    SOURCE,
    "warning",
)
def term_names(context: RuleContext) -> Iterator[Trial]:
    for term, match in context.once(explained):
        if term.code is None:
            yield from _unknown(term, match)
        else:
            yield Held()


def _begun(item: str, section: str) -> list[Code]:
    """The items of a 款 whose name begins so: with the 款 known three characters are enough."""
    if len(item) < _SHORTEST:
        return []
    return [c for c in function_codes() if c.level == 3 and c.parent == section and c.name.startswith(item)]


_SHORTEST = 3


def _unknown(term: Term, match: re.Match[str]) -> Iterator[Trial]:
    """An item that no code has under that 款: cut short, or standing under another 款."""
    section = find_function(match["section"], level=2)
    if section is not None:
        cut = candidates(match["item"], section.code, 3, cut=True) or _begun(match["item"], section.code)
        if len(cut) == 1:
            yield Remark(
                f"名词解释的科目名称“{match['item']}”不全，似为“{cut[0].name}”（{cut[0].code}）",
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


@rule(
    "N20.term-out-of-use",
    "名词解释使用决算年度有效的科目名称",
    "Terms use names in force in the fiscal year",
    "名词解释所列科目，应使用决算年度有效的名称。",
    SOURCE,
    "note",
)
def term_out_of_use(context: RuleContext) -> Iterator[Trial]:
    said: set[str] = set()
    for term, match in context.once(explained):
        for code, printed in ((term.code and term.code[:5], match["section"]), (term.code, match["item"])):
            if code and printed not in said:
                said.add(printed)
                yield from out_of_use("名词解释", term.source_line, code, printed, context.year)


def _used(context: RuleContext) -> tuple[str, dict[str, int | None]]:
    """The items of 公开05 (公开03 or the items of the prose where it is lost) and their lines."""
    ledger = context.ledger
    number = 5 if ledger.codes(5) else 3
    codes = [code for code in sorted((*ledger.items(number), *ledger.lost(number))) if len(code) == 7]
    if codes:
        return f"公开{number:02d}表", {code: ledger.figure(number, code, "total").line for code in codes}
    items = context.disclosure.execution_items
    named = {item.code: item.source_line for item in items if item.code and len(item.code) == 7}
    return "“支出决算具体情况”", dict(named) if len(named) * 10 >= len(items) * 9 else {}


def _coded(context: RuleContext) -> dict[str, Term]:
    found: dict[str, Term] = {}
    for term, _ in context.once(explained):
        if term.code is not None:
            found.setdefault(term.code, term)
    return found


@rule(
    "N20.terms-unused",
    "名词解释只列本部门使用的科目",
    "Only items in use are explained",
    "名词解释所列科目，决算表中应有。",
    SOURCE,
    "note",
)
def terms_unused(context: RuleContext) -> Iterator[Trial]:
    terms = _coded(context)
    _, used = _used(context)
    yield from _strange(context)
    if len(terms) < _FEW:
        return
    if not used:
        yield from _of_classes_unused(context, terms)
        return
    ledger = context.ledger
    every = {*used, *ledger.codes(3), *ledger.known(5)}
    named = {
        name_key(item.item) for item in context.disclosure.execution_items if item.item and not item.code
    }
    extra = [
        code
        for code in terms
        if code not in every and not ((known := function_code(code)) and name_key(known.name) in named)
    ]
    yield Held(len(terms) - len(extra))
    if extra:
        yield Remark(
            f"名词解释列有{len(extra)}个决算表没有的科目：{_listed(extra)}",
            terms[extra[0]].source_line,
            expected="本部门使用的科目",
            found=_listed(extra),
        )


def _strange(context: RuleContext) -> Iterator[Trial]:
    """Terms without a known code of which neither 款 nor 项 is named anywhere in the statements or the prose."""
    rows = (row.item for number in (2, 3, 5, 7, 8) for _, row in context.ledger.rows(number))
    items = context.disclosure.execution_items
    told = (name for item in items for name in (item.section, item.item, item.class_))
    names = {name_key(name) for name in (*rows, *told) if name}
    if len(names) < _NAMED:
        return
    for term, match in context.once(explained):
        parts = [name_key(match[part]) for part in ("section", "item")]
        if term.code is not None or _names_one_of(parts[1], names):
            continue
        if _names_one_of(parts[0], names) and not _all_items_named(context, match["section"]):
            continue
        if find_function(match["item"], level=3) and find_function(match["section"], level=2):
            continue  # an item under another 款 is told by N20.term-names
        said = f"{match['section']}（款）{match['item']}（项）"
        yield Remark(
            f"名词解释列有决算表没有的科目：{said}",
            term.source_line,
            expected="本部门使用的科目",
            found=match["item"],
            subject=context.text("terms", said),
        )


def _all_items_named(context: RuleContext, section: str) -> bool:
    """Whether the statements print the items of a 款, so that one that none of them prints is not in use."""
    known = find_function(section, level=2)
    used = context.once(_used)[1]
    return known is not None and len(used) >= _NAMED and any(code.startswith(known.code) for code in used)


def _names_one_of(part: str, names: set[str]) -> bool:
    """Whether a 款 or 项 is one of some names, one of the two perhaps cut short or misspelt at its end."""
    return part in names or any(name[:_SAME] == part[:_SAME] for name in names)


_NAMED = 6
"""Names from which on what is used is known."""
_SAME = 3
"""Characters by which a name is told that is cut or misspelt."""


def _of_classes_unused(context: RuleContext, terms: dict[str, Term]) -> Iterator[Trial]:
    """Where only classes are known, terms of classes on which nothing was spent; funds are paid under their own."""
    paid = {item.code[:3] for item in context.disclosure.structure_items if item.code}
    extra = [code for code in terms if code[:3] not in paid and code[:3] not in _OF_FUNDS]
    if len(paid) < _FEW or not extra:
        yield Held(len(terms))
        return
    yield Remark(
        f"名词解释列有{len(extra)}个没有支出的类的科目：{_listed(extra)}",
        terms[extra[0]].source_line,
        expected="本部门使用的科目",
        found=_listed(extra),
    )


_OF_FUNDS = ("212", "223", "229")


@rule(
    "N20.items-unexplained",
    "使用的科目都有名词解释",
    "Every item in use is explained",
    "决算表中的科目，名词解释应逐一说明。",
    SOURCE,
    "note",
)
def items_unexplained(context: RuleContext) -> Iterator[Trial]:
    terms = _coded(context)
    place, used = _used(context)
    if len(terms) < _FEW or not used:
        return
    missing = [code for code in used if code not in terms]
    yield Held(len(used) - len(missing))
    if missing:
        yield Remark(
            f"{place}有{len(missing)}个科目未在名词解释中说明：{_listed(missing)}",
            next(iter(terms.values())).source_line,
            used[missing[0]],
            expected=_listed(missing),
            found="未列",
        )


MOST = 40
"""Items that one finding names."""


def _listed(codes: list[str]) -> str:
    """Names with their codes: 行政运行（2010301）."""
    named = [f"{known.name}（{code}）" if (known := function_code(code)) else code for code in codes[:MOST]]
    return "、".join(named) + ("等" if len(codes) > MOST else "")


@rule(
    "N20.terms-of-a-city",
    "名词解释的级次与本部门一致",
    "Definitions are of the own level",
    "区级部门的名词解释，不应写作市级财政、市直部门。",
    SOURCE,
    "note",
)
def terms_of_a_city(context: RuleContext) -> Iterator[Trial]:
    if context.disclosure.identity.district is None:
        return
    lines = [t.source_line for t in context.disclosure.terms if _CITY.search(t.definition)]
    if lines:
        yield Remark(
            f"名词解释有{len(lines)}处称“市级财政”“市直部门”，本部门属{context.disclosure.identity.district}",
            lines[0],
            lines[-1] if lines[-1] != lines[0] else None,
            expected="区级",
            found="市级",
        )
    elif context.disclosure.terms:
        yield Held()
