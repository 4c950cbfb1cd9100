"""The rows of a portal of any number of disclosures, about 450 each, in the order a build loads them."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from typing import Any

from mingzhang.catalogue import METRICS, STATEMENTS
from mingzhang.database.full_text import create, fill, optimise
from mingzhang.database.loading import metric_rows
from mingzhang.search.language.tokens import tokens
from writable import make_writable

YEARS = (2021, 2022, 2023, 2024)
LINES = 250
Row = tuple[str, dict[str, Any]]


def reference() -> Iterator[Row]:
    """Rows that stand once."""
    yield from metric_rows()
    for number in range(10):
        yield "rules", {"id": f"R{number}", "name_zh": "规则", "severity": "error", "explanation": "说明"}


def department(number: int) -> Iterator[Row]:
    """The rows of one department in all its years; figures follow from its number."""
    id_ = f"department-{number:05}"
    yield (
        "departments",
        {
            "id": id_,
            "name": f"某市第{number % 40}区第{number}街道办事处",
            "short_name": f"第{number}街道办事处",
            "kind": ("街道办事处", "局", "政府办公室")[number % 3],
            "district": f"第{number % 40}区",
        },
    )
    for year in YEARS:
        yield from disclosure(id_, year, number)


def chunks(disclosures: int) -> Iterator[list[Row]]:
    """Every row of a portal of that many disclosures, in lists that fit in memory."""
    yield list(reference())
    numbers = range(disclosures // len(YEARS))
    for at in range(0, len(numbers), 50):
        yield [row for number in numbers[at : at + 50] for row in department(number)]


def disclosure(department: str, year: int, number: int) -> Iterator[Row]:
    """The about 500 rows of one disclosure."""
    id_ = f"{department}-{year}"
    source = hashlib.sha256(id_.encode()).hexdigest()
    yield "sources", {"id": source, "path": f"{id_}.txt", "status": "ok"}
    yield (
        "disclosures",
        {
            "id": id_,
            "department_id": department,
            "fiscal_year": year,
            "title": id_,
            "scope": "本级",
            "source_id": source,
            "page_url": f"d/{id_}/",
        },
    )
    for line in range(1, LINES + 1):
        yield (
            "source_lines",
            {"source_id": source, "line": line, "text": "本年支出决算与预算相比的说明文字" * 2},
        )
    for kind in STATEMENTS:
        yield (
            "statements",
            {
                "disclosure_id": id_,
                "number": kind.number,
                "title": kind.title,
                "status": "published" if number % 5 else "lost",
            },
        )
    own = {"disclosure_id": id_, "source_line": 1}
    codes = [f"2{n:02d}" for n in range(1, 6)]
    codes += [f"{code}{n:02d}" for code in codes[:5] for n in range(1, 4)]
    codes += [f"{code}01" for code in codes[5:]]
    for position, code in enumerate(sorted(codes), start=1):
        figures = {"total": number + position, "basic": number, "project": position}
        yield (
            "expenditure_by_function",
            {
                **own,
                "position": position,
                "code": code,
                "level": len(code) // 2,
                "item": "科目",
                **{name: float(value) for name, value in figures.items()},
            },
        )
    for position, metric in enumerate(METRICS[:60], start=1):
        yield (
            "key_figures",
            {
                **own,
                "position": position,
                "metric": metric.id,
                "value": float(number + position),
                "unit": "万元",
                "origin": "table",
            },
        )
    for position in range(1, 21):
        yield (
            "execution_items",
            {**own, "position": position, "item": "项", "initial_budget": 10.0, "final": float(number % 30)},
        )
        yield (
            "findings",
            {
                **own,
                "position": position,
                "rule_id": f"R{position % 10}",
                "severity": "error",
                "message": "不符",
                "cause": "unknown",
            },
        )
    for rule in range(10):
        yield "check_results", {"disclosure_id": id_, "rule_id": f"R{rule}", "outcome": "held", "times": 3}
    for position in range(1, 6):
        form = f"{id_}-f{position}"
        yield (
            "projects",
            {
                **own,
                "position": position,
                "name": f"项目{position}",
                "budget": 10.0,
                "executed": float(position * 3),
            },
        )
        yield (
            "evaluation_forms",
            {
                **own,
                "id": form,
                "position": position,
                "kind": "project",
                "name": f"项目{position}",
                "budget": 10.0,
                "executed": 0.0,
            },
        )
        for place in range(1, 7):
            yield "indicators", {"form_id": form, "position": place, "level3": "指标", "met": place % 2}


def search_rows(conn: sqlite3.Connection) -> None:
    """A search document per disclosure and kind of word; every fourth holds the probe word."""
    create(conn)
    make_writable(conn)
    chosen = conn.execute(
        "SELECT d.id, p.short_name, p.district, d.fiscal_year FROM disclosures d JOIN departments p ON p.id = d.department_id"
    ).fetchall()
    number = 0
    for id_, name, district, year in chosen:
        for place in range(8):
            number += 1
            text = (
                "“三公”经费支出决算" if place % 4 == 0 else "一般公共预算财政拨款支出决算"
            ) + "为说明文字。"
            conn.execute(
                "INSERT INTO search_documents (id, disclosure_id, kind, title, text, page_url, department, district, fiscal_year) VALUES (?,?,?,?,?,?,?,?,?)",
                (number, id_, "paragraph", "情况说明", text, f"d/{id_}/", name, district, year),
            )
            fill(conn, [(number, "", " ".join(tokens(text)), "", "")])
    optimise(conn)
