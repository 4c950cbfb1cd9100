"""The charts of a department-year: the document's four figures drawn again from the data, and spending by class."""

from __future__ import annotations

from collections.abc import Iterator

from ..disclosure_facts import Facts
from .charts import CHINESE, Bar, Chart, Words, bars, stack
from .disputes import disputed_of

_SOURCES = (
    ("fiscal_appropriation_revenue", "财政拨款收入"),
    ("superior_subsidy_revenue", "上级补助收入"),
    ("business_revenue", "事业收入"),
    ("operating_revenue", "经营收入"),
    ("affiliate_revenue", "附属单位上缴收入"),
    ("other_revenue", "其他收入"),
)
_EXPENDITURE = (
    ("basic", "基本支出"),
    ("project", "项目支出"),
    ("remitted_to_superior", "上缴上级支出"),
    (
        "operating",
        "经营支出",
    ),
    ("affiliate_subsidy", "对附属单位补助支出"),
)
_TOTALS = frozenset(("本年收入合计", "本年支出合计", "总计", "合计"))


def charts_of_year(facts: Facts, before: dict[str, float], words: Words = CHINESE) -> tuple[Chart, ...]:
    """Draw every chart there are figures for, in the document's order; in the language of `words`."""
    return tuple(
        chart
        for chart in (
            _movement(facts, before, "grand_total", "chart-1", "图1 收、支决算总计变动", words),
            _revenue(facts, words),
            _expenditure(facts, words),
            _movement(
                facts, before, "appropriation_total", "chart-4", "图4 财政拨款收、支决算总计变动", words
            ),
            _classes(facts, words),
        )
        if chart
    )


def _movement(
    facts: Facts, before: dict[str, float], metric: str, id_: str, title: str, words: Words
) -> Chart | None:
    now = facts.metrics.get(metric)
    change = facts.metrics.get(f"{metric}_change")
    if now is None:
        return None
    then, note = before.get(metric), "上年数取自上年的决算公开。"
    if then is None and change is not None:
        then, note = round(now - change, 6), "上年数由本年数减去原文所写的增减额得出。"
    if then is None:
        return None
    wrong = _wrong(facts)
    then_wrong = metric in facts.before_disputed if metric in before else {metric, f"{metric}_change"} & wrong
    data = [
        Bar(words.year.format(facts.year - 1), then, disputed=bool(then_wrong)),
        Bar(words.year.format(facts.year), now, disputed=metric in wrong),
    ]
    return bars(id_, words.of(title), data, words.of(note), words=words)


def _wrong(facts: Facts) -> set[str]:
    """The metrics whose shown figure a finding disputes."""
    return {metric for metric, mark in disputed_of(facts).items() if mark.disputes}


def _revenue(facts: Facts, words: Words) -> Chart | None:
    wrong = _wrong(facts)
    data = [
        Bar(words.of(label), value, disputed=metric in wrong)
        for metric, label in _SOURCES
        if (value := facts.metrics.get(metric)) is not None and value != 0
    ]
    return stack("chart-2", words.of("图2 收入决算结构"), data, words=words) if data else None


def _expenditure(facts: Facts, words: Words) -> Chart | None:
    totals = [row for row in facts.rows[3] if row["level"] == 0]
    if totals:
        doubt = bool(totals[0]["disputed"])
        data = [
            Bar(words.of(label), totals[0][column], disputed=doubt)
            for column, label in _EXPENDITURE
            if totals[0][column]
        ]
    else:
        known = (("basic_expenditure", "基本支出"), ("project_expenditure", "项目支出"))
        wrong = _wrong(facts)
        data = [
            Bar(words.of(label), facts.metrics[metric], disputed=metric in wrong)
            for metric, label in known
            if facts.metrics.get(metric)
        ]
    return stack("chart-3", words.of("图3 支出决算结构"), data, words=words) if data else None


def _classes(facts: Facts, words: Words) -> Chart | None:
    found = list(_class_amounts(facts))
    total = sum(value for _, value, _ in found)
    if not found or not total:
        return None
    ordered = sorted(found, key=lambda one: -one[1])
    data = [Bar(words.of(name), value, value / total * 100, wrong) for name, value, wrong in ordered]
    note = "" if facts.status(1) == "published" else "按原文文字“支出决算结构情况”绘制，只含一般公共预算。"
    return bars("chart-5", words.of("支出按功能分类"), data, words.of(note), words=words)


def _class_amounts(facts: Facts) -> Iterator[tuple[str, float, bool]]:
    """Yield (class, amount, whether a finding disputes it)."""
    rows = [row for row in facts.rows[1] if row["side"] == "expenditure" and row["line_no"] != 0]
    named = [(row["item"], row["amount"], bool(row["disputed"])) for row in rows if row["amount"]]
    classes = [
        (item, value, wrong) for item, value, wrong in named if item.endswith("支出") and item not in _TOTALS
    ]
    if classes:
        yield from classes
        return
    for item in facts.structure_items:
        if item["amount"]:
            yield item["item"], item["amount"], bool(item["disputed"])
