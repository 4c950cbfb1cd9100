"""One plain sentence on top of a department-year: of every 100 yuan, how many went where, made from records."""

from __future__ import annotations

from ..disclosure_facts import Facts
from .disputes import Mark, disputed_of

_PARTS = (
    ("basic_expenditure", "用于机构运转和人员（基本支出）"),
    ("project_expenditure", "用于项目"),
    ("three_public_final", "是“三公”经费"),
)


def of_every_hundred(facts: Facts) -> tuple[str, Mark | None]:
    """Return the sentence, empty where the total or all of its parts are not stated, and what disputes a figure of it."""
    total = facts.metrics.get("expenditure_total")
    stated = [(metric, words) for metric, words in _PARTS if metric in facts.metrics]
    if not total or total < 0 or not stated:
        return "", None
    shares = [f"{_yuan(facts.metrics[metric] / total * 100)}元{words}" for metric, words in stated]
    marks = disputed_of(facts)
    used = ("expenditure_total", *(metric for metric, _ in stated))
    wrong = next((marks[metric] for metric in used if metric in marks and marks[metric].disputes), None)
    largest = _largest(facts, total)
    return f"每 100 元支出中，{'，'.join(shares)}。{largest}", wrong


def _largest(facts: Facts, total: float) -> str:
    """Name the class of spending with most money; empty where 公开01表 prints none."""
    classes = [
        (row["amount"], row["item"])
        for row in facts.rows[1]
        if row["side"] == "expenditure" and row["amount"] and row["item"].endswith("支出")
    ]
    if not classes:
        return ""
    amount, item = max(classes)
    return f"花得最多的一类是{item}，{_yuan(amount / total * 100)}元。"


def _yuan(value: float) -> str:
    """Print so many yuan of a hundred: at most two decimals, and never 0 for what is there."""
    if 0 < value < 0.01:
        return "不到 0.01 "
    return f"{value:.2f}".rstrip("0").rstrip(".") + " "
