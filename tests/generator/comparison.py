"""How much of what a document states a parser gave back."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from mingzhang.model import Disclosure, EvaluationForm

from .expectation import Expected, FormExpected, in_wan

_DROPPED = str.maketrans("", "", '*() \t\n　“”"。')


@dataclass(frozen=True, slots=True)
class Part:
    """One part's outcome: things expected and found, and what the two do not share (at most a few of each)."""

    hits: int
    expected: int
    found: int
    missed: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()


def plain(text: str | None) -> str:
    """`text` for comparing: NFKC, without blanks, brackets, quotation marks, bold marks and full stops."""
    return unicodedata.normalize("NFKC", text or "").translate(_DROPPED)


def _part(expected: Iterable[Hashable], found: Iterable[Hashable], extras: bool = True) -> Part:
    want, have = Counter(expected), Counter(found)
    if not extras:
        have &= want
    hits = sum((want & have).values())
    missed = tuple(str(x) for x in list((want - have).elements())[:8])
    extra = tuple(str(x) for x in list((have - want).elements())[:8])
    return Part(hits, sum(want.values()), sum(have.values()), missed, extra)


def compare(expected: Expected, read: Disclosure) -> dict[str, Part]:
    """The parts of `expected` against what was read."""
    return {
        "identity": _identity(expected, read),
        "statuses": _part(
            enumerate(expected.statuses, 1), ((s.number, str(s.status)) for s in read.statements)
        ),
        "cells": _part(_wanted_cells(expected), _cells(read)),
        "key_figures": _key_figures(expected, read),
        "structure": _part(
            expected.structure, ((s.code, s.amount, s.share_pct) for s in read.structure_items)
        ),
        "execution": _execution(expected, read),
        "projects": _projects(expected, read),
        "forms": _forms(expected, read),
        "tasks": _tasks(expected, read),
        "terms": _part((plain(t) for t in expected.terms), (plain(t.term) for t in read.terms)),
        "duties": _part((plain(t) for t in expected.duties), (plain(d.duty) for d in read.duties)),
        "offices": _part(
            (plain(t) for t in expected.offices),
            (plain(u.name) for u in read.organisation_units if u.kind == "内设机构"),
        ),
        "sections": _sections(expected, read),
        "paragraphs": _paragraphs(expected, read),
    }


def _identity(expected: Expected, read: Disclosure) -> Part:
    who = read.identity
    d = expected.department
    return _part(
        (("name", d.name), ("district", d.district), ("city", d.city), ("year", expected.year)),
        (("name", who.name), ("district", who.district), ("city", who.city), ("year", who.fiscal_year)),
    )


def _wanted_cells(expected: Expected) -> Iterable[Hashable]:
    return ((n, side, plain(key), column, value) for n, side, key, column, value in expected.cells)


def _cells(read: Disclosure) -> Iterable[Hashable]:
    for statement in read.statements:
        for row in statement.rows:
            side = row.keys.get("side") or row.keys.get("basis") or ""
            basis = {"budget": "预算数", "final": "决算数"}.get(side)
            key = plain(row.code or basis or row.item)
            for column, value in row.figures.items():
                if value is not None:
                    yield statement.number, side, key, column, value


def _key_figures(expected: Expected, read: Disclosure) -> Part:
    found = {(k.metric, k.value) for k in read.key_figures if k.origin == "narrative"}
    return _part(set(expected.key_figures), found - {("fiscal_year", Decimal(expected.year))})


def _execution(expected: Expected, read: Disclosure) -> Part:
    return _part(
        (
            (e.code, *_of_year(e.full_year, e.initial, e.completion_pct), e.final, plain(e.reason))
            for e in expected.execution
        ),
        (
            (
                e.code,
                e.initial_budget,
                e.annual_budget,
                e.completion_pct,
                e.annual_completion_pct,
                e.final,
                plain(e.reason),
            )
            for e in read.execution_items
        ),
    )


def _of_year(full_year: bool, budget: Decimal, rate: Decimal | None) -> tuple[Decimal | None, ...]:
    """Opening and full-year budget, and the rate of each, of which a look prints one."""
    return (None, budget, None, rate) if full_year else (budget, None, rate, None)


def _projects(expected: Expected, read: Disclosure) -> Part:
    return _part(
        (
            (
                plain(p.name),
                in_wan(p.budget),
                in_wan(p.executed),
                plain(p.outputs),
                plain(p.problems),
                plain(p.improvements),
            )
            for p in expected.projects
        ),
        (
            (plain(p.name), p.budget, p.executed, plain(p.outputs), plain(p.problems), plain(p.improvements))
            for p in read.projects
        ),
    )


def _forms(expected: Expected, read: Disclosure) -> Part:
    return _part(
        (line for form in expected.forms for line in _form_wanted(form)),
        (line for form in read.forms for line in _form_found(form)),
    )


def _form_wanted(form: FormExpected) -> Iterable[Hashable]:
    name = plain(form.name) if form.kind == "project" else ""
    yield form.kind, name, form.budget, form.executed
    for i in form.indicators:
        levels = plain(i.level1), plain(i.level2), plain(i.level3)
        yield form.kind, name, *levels, plain(i.target), plain(i.actual), i.met


def _form_found(form: EvaluationForm) -> Iterable[Hashable]:
    name = plain(form.name) if form.kind == "project" else ""
    yield form.kind, name, form.budget, form.executed
    for i in form.indicators:
        levels = plain(i.level1), plain(i.level2), plain(i.level3)
        yield form.kind, name, *levels, plain(i.target), plain(i.actual), i.met


def _tasks(expected: Expected, read: Disclosure) -> Part:
    return _part(
        ((plain(t.matter), plain(t.goal), plain(t.outcome)) for t in expected.tasks),
        ((plain(t.matter), plain(t.goal), plain(t.outcome)) for t in read.key_tasks),
    )


def _sections(expected: Expected, read: Disclosure) -> Part:
    """Every part and every one of the thirteen sections is there under its heading; further sections do not count."""
    found = (plain(s.heading).split("、", 1)[-1] for s in read.sections)
    tails = [
        h.removeprefix(f"第{n}{word}")
        for h in found
        for n in "一二三四五六"
        for word in ("部分", "章")
        if h.startswith(f"第{n}{word}")
    ]
    heads = [plain(s.heading).split("、", 1)[-1] for s in read.sections]
    return _part((plain(h) for h in expected.headings), [*heads, *tails], extras=False)


def _paragraphs(expected: Expected, read: Disclosure) -> Part:
    found = (plain(passage.text) for s in read.sections for passage in s.passages)
    headings = (plain(s.heading) for s in read.sections)
    return _part((plain(t) for t in expected.paragraphs), [*found, *headings], extras=False)
