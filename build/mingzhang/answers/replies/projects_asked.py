"""The projects a question asks for: all of a disclosure, and which of them fit an amount or a rate."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from ...search.documents.facts import printed
from ..asking import Question
from ..printed_figures import Source, short_project

_HALF = re.compile("一半|50%|百分之五十|五成")
_PER_CENT = re.compile(r"(不到|低于|不足|小于|未达|没到|没有达到|未到)(百分之)?(\d+)%?")
_AMOUNT_BOUND = re.compile(
    r"(?:(?P<above>超过|高于|大于|多于)|(?:不到|低于|少于|小于))(?P<first>\d+(?:\.\d+)?)[万亿]|"
    r"(?P<second>\d+(?:\.\d+)?)[万亿]元?(?:(?P<over>以上|及以上)|以下|以内)"
)
"""超过500万, 10万元以上, 不到1亿."""
_NOTHING = re.compile("一分钱没花|一分没花|没花(?!完)|未支出|没有支出|执行数为0|没动|零支出|没用(?!完)")
UNMET = re.compile("没有完成|未完成|没完成|没达到|未达到|没达标|未达标|没有达到|没实现|未实现")
_LONG_NAME = 3


def is_about_projects(question: Question) -> bool:
    """Whether a question asks for projects, by the word or by what is spent on them."""
    return question.has("项目") or any(one.key == "project_expenditure" for one in question.concepts)


def all_projects(source: Source) -> list[dict[str, Any]]:
    """Every project with what is known of it, from summaries and forms; one of each name."""
    told = source.rows(
        """SELECT name, budget, executed, completion_pct AS pct, source_line AS line FROM projects
        WHERE disclosure_id = ?1 ORDER BY position"""
    )
    forms = source.rows(
        """SELECT name, budget, executed, execution_pct AS pct, source_line AS line FROM evaluation_forms
        WHERE disclosure_id = ?1 AND kind = 'project' ORDER BY position"""
    )
    out = [dict(row) for row in told]
    for row in forms:
        known = next((one for one in out if _is_same(_key(row), _key(one))), None)
        if known is None:
            out.append(dict(row))
        else:
            for column in ("budget", "executed", "pct"):
                known[column] = row[column] if known[column] is None else known[column]
    return out


def _key(row: dict[str, Any]) -> str:
    return re.sub("(工作)?(经费)?$", "", short_project(row["name"]))


def _is_same(one: str, other: str) -> bool:
    """Whether two names are of one project: alike, or one ends or begins the other and is long enough to."""
    short, long = sorted((one, other), key=len)
    return short == long or (len(short) > _LONG_NAME and (long.startswith(short) or long.endswith(short)))


def project_filter(question: Question) -> tuple[str, Callable[[dict[str, Any]], bool]]:
    """What a question calls the projects it asks for, and which those are: by amount, by rate of execution, or all."""
    amount = _AMOUNT_BOUND.search(question.plain)
    if amount:
        wan = float(amount["first"] or amount["second"]) * (10_000 if "亿" in amount[0] else 1)
        if amount["above"]:
            return f"执行数超过{printed(wan)}万元的项目", lambda row: (row["executed"] or 0) > wan
        if amount["over"]:
            return f"执行数不少于{printed(wan)}万元的项目", lambda row: (row["executed"] or 0) >= wan
        what = f"执行数不到{printed(wan)}万元的项目"
        return what, lambda row: row["executed"] is not None and row["executed"] < wan
    bound = _PER_CENT.search(question.plain)
    if _HALF.search(question.plain) or bound:
        most = float(bound[3]) if bound and not _HALF.search(question.plain) else 50.0
        return f"执行率不到{printed(most)}%的项目", lambda row: _is_below(row, most)
    if _NOTHING.search(question.plain):
        return "没有支出的项目", lambda row: row["executed"] == 0
    if UNMET.search(question.plain) or question.has("没花完|没用完|没有花完|没有用完"):
        return "没有用完预算的项目", lambda row: _is_below(row, 100)
    return "项目", lambda row: True


def _is_below(row: dict[str, Any], most: float) -> bool:
    rate = _rate(row)
    return rate is not None and rate < most


def _rate(row: dict[str, Any]) -> float | None:
    if row["pct"] is not None:
        return float(row["pct"])
    if row["budget"] and row["executed"] is not None:
        return float(row["executed"] / row["budget"] * 100)
    return None


def project_told(row: dict[str, Any]) -> str:
    """A project in words: its name, and budget, execution and rate where they are known."""
    parts = [
        f"{label}{printed(row[column])}{unit}"
        for column, label, unit in (
            ("budget", "预算", "万元"),
            ("executed", "执行", "万元"),
            ("pct", "执行率", "%"),
        )
        if row[column] is not None
    ]
    return f"{row['name']}（{'，'.join(parts)}）" if parts else str(row["name"])
