"""Does it add up: what the checks found of what is asked about."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ...search.documents.facts import printed
from ...search.language.normal import normalise
from ..asking import Question
from ..concepts import Concepts
from ..printed_figures import (
    NUMBERS,
    Source,
    execution_rows,
    findings,
    item_figures,
    metric_figures,
    short_project,
)
from ..records import CHOOSE, Answer, Concept, Refused
from .figure import distinct, told
from .listing import class_rows
from .shares import printed_shares
from .telling import meant_or_none

_MOST = 12


def reply(question: Question, source: Source, concepts: Concepts) -> Answer:
    """The findings about the figures and words of a question; all of them where it asks of the whole."""
    found = findings(source)
    named = meant_or_none(question, source)
    wanted = _about(found, question, named, source)
    figures = [one for concept in named for one in _figures(source, concept)]
    told_here = _figures_told(named, source) + _sums(question, source) + _completions(named, source)
    if not wanted and question.rest:
        raise Refused(CHOOSE, f"没有看出要核对{source.named}的哪一项：“{'、'.join(question.rest)}”。")
    if not wanted:
        what = "、".join(one.name for one in named) or "所问的内容"
        text = f"{source.named}：{told_here}对“{what}”的核对没有发现不符。"
        return Answer(
            "text", text, evidence=tuple(source.evidence(one.line, one.quote) for one in figures[:3])
        )
    errors = sum(row["severity"] == "error" for row in found)
    whole = f"，全文核对共有{len(found)}处提示（其中错误{errors}处）" if wanted == found else ""
    listed = "；".join(
        f"{number}. {row['message']}（第{row['source_line']}行）"
        for number, row in enumerate(wanted[:_MOST], start=1)
    )
    text = f"{source.named}有对不上的地方{whole}：{told_here}{listed}。"
    return Answer(
        "text",
        text,
        evidence=tuple(source.evidence(row["source_line"], row["message"]) for row in wanted[:_MOST]),
        marks=tuple(row["message"] for row in wanted[:_MOST]),
    )


def _figures(source: Source, concept: Concept) -> list[Any]:
    if concept.kind == "metric":
        return metric_figures(source, concept.key)
    return item_figures(source, concept) if concept.kind == "item" else []


def _figures_told(named: list[Concept], source: Source) -> str:
    out = []
    for concept in named[:3]:
        values = distinct(_figures(source, concept))
        if values:
            places = "、".join(f"{told(one)}（{one.origin}第{one.line}行）" for one in values[:5])
            out.append(f"{concept.name}印为{places}。")
        shares = "、".join(
            f"{printed(one.value)}%（第{one.line}行）" for one in printed_shares(source, concept)[:3]
        )
        out += [f"{concept.name}占比印为{shares}。"] if shares else []
    return "".join(out)


def _sums(question: Question, source: Source) -> str:
    """Our own sum of what a question adds up: projects, budgets of items, the classes of 公开01表."""
    if not question.has("加起来|之和|相加|各行"):
        return ""
    if question.has("项目"):
        rows = source.rows("SELECT executed AS value FROM projects WHERE disclosure_id = ?1")
        what = "项目综述的执行数"
    elif question.has("总表|各行"):
        rows = [{"value": amount} for _, amount, _ in class_rows(source)]
        what = "支出各类"
    else:
        rows = source.rows("SELECT initial_budget AS value FROM execution_items WHERE disclosure_id = ?1")
        what = "各科目年初预算"
    values = [Decimal(printed(row["value"])) for row in rows if row["value"] is not None]
    if not values:
        return ""
    total = sum(values, Decimal(0))
    out = f"本库把{len(values)}个{what}相加得{total}万元。"
    if question.has("合计") and (whole := metric_figures(source, "expenditure_total")):
        apart = abs(Decimal(printed(whole[0].value)) - total)
        out += f"合计印为{told(whole[0])}，相差{apart}万元。"
    return out


def _completions(named: list[Concept], source: Source) -> str:
    """The rate of completion of items, calculated anew."""
    out = []
    for concept in named:
        for row in execution_rows(source, concept) if concept.kind == "item" else ():
            if row["final"] is not None and row["initial_budget"]:
                rate = round(row["final"] / row["initial_budget"] * 100, 1)
                out.append(
                    f"{concept.name}决算{printed(row['final'])}万元、年初预算{printed(row['initial_budget'])}万元，"
                    f"相除为{printed(rate)}%（第{row['source_line']}行）。"
                )
    return "".join(out[:3])


def _about(
    found: list[dict[str, Any]], question: Question, named: list[Concept], source: Source
) -> list[dict[str, Any]]:
    """The findings a question is about: by its numbers, else by its words."""
    names = [_short(one) for one in named]
    if by_number := _with_numbers(found, set(NUMBERS.findall(question.plain)), names):
        return by_number
    words = [*names, *(_budgeted(one, question) for one in named)]
    words += [] if named else [piece for piece in question.rest if len(piece) > 1]
    if not named and question.has("项目"):
        words.append("项目个数")
    if question.has("支出.*总表"):
        words.append("公开01表")
    if not words:
        return [] if question.rest else found
    return [row for row in found if any(word and word in normalise(row["message"]) for word in words)]


def _with_numbers(found: list[dict[str, Any]], numbers: set[str], names: list[str]) -> list[dict[str, Any]]:
    """The findings that print one of these numbers, of these names where there are such."""
    by_number = [row for row in found if numbers & set(NUMBERS.findall(normalise(_all(row))))]
    near = [row for row in by_number if any(name in normalise(row["message"]) for name in names)]
    return near or by_number


def _short(concept: Concept) -> str:
    return short_project(concept.name) if concept.kind == "project" else normalise(concept.name)


def _budgeted(concept: Concept, question: Question) -> str:
    return f"{normalise(concept.name)}预算" if question.has("预算") else ""


def _all(row: dict[str, Any]) -> str:
    difference = "" if row["difference"] is None else printed(abs(row["difference"]))
    return f"{row['message']} {row['expected'] or ''} {row['found'] or ''} {difference}"
