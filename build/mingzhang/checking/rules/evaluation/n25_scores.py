"""N25: scores of the self-evaluation: bounds, weights and totals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ....classification import name_key
from ....model import EvaluationForm
from ...context import RuleContext
from ...evaluated_projects import ScoreColumns, score_columns, short_name
from ...figures import HUNDRED, Subject
from ...registry import rule
from ...stated_figures import heading_of
from ...trials import Held, Remark, Trial

SOURCE = "部门决算公开文本格式 第六部分 绩效自评表"
_SCORE = re.compile(
    r"(?:得分|评分|自评|总分|分数|评价)[^。；，0-9]{0,12}(?P<score>[0-9]{1,4}(?:\.[0-9]{1,2})?)分(?![钟类期布])"
)
_SCORED = re.compile(r"[0-9][0-9]{0,2}(?:\.[0-9]{1,2})?")
_TOTAL = re.compile(r"总分|合计得分|总计|总得分|^合计")
_NUMBER = 6
"""Characters of the longest score: 100.00."""
Scored = tuple[int, str, tuple[Decimal, Decimal]]
_LONGEST = 4000
"""Characters of a row or paragraph that are looked at."""


@rule(
    "N25.score-above-hundred",
    "得分不超过100分",
    "No score is above 100",
    "绩效自评得分以100分为满分。",
    SOURCE,
    "error",
)
def score_above_hundred(context: RuleContext) -> Iterator[Trial]:
    for section, passage in context.passages:
        if section.part not in (3, 6) or "分" not in passage.text:
            continue
        for prose in (p for p in context.prose(section) if p.passage is passage):
            for match in _SCORE.finditer(prose.text[:_LONGEST]):
                if Decimal(match["score"]) <= HUNDRED:
                    yield Held()
                    continue
                yield Remark(
                    f"“{heading_of(section)}”得分{match['score']}分，超过满分100分",
                    prose.line(match.start("score")),
                    expected="不超过100",
                    found=match["score"],
                    subject=context.text(section.path, "得分"),
                )
    for form in context.disclosure.forms:
        if form.score is not None and form.score > HUNDRED:
            yield Remark(
                f"自评表“{short_name(form.name)}”得分{form.score}分，超过满分100分",
                form.source_line,
                expected="不超过100",
                found=str(form.score),
                subject=Subject("form", name_key(form.name), "", "score"),
            )


@rule(
    "N25.scores-add-up",
    "各项得分之和等于总分",
    "Scores add up to the total",
    "自评表各指标得分（连同预算执行率得分）之和，应等于总分。",
    SOURCE,
    "warning",
)
def scores_add_up(context: RuleContext) -> Iterator[Trial]:
    for form, rows in context.once(_rows):
        scored = [(line, words, scores[1]) for line, words, scores in rows]
        totals = [row for row in scored if _TOTAL.search(row[1])]
        parts = [score for _, words, score in scored if not _TOTAL.search(words)]
        if len(totals) != 1 or len(parts) < 3:
            continue
        line, _, stated = totals[0]
        added = sum(parts, Decimal(0))
        if added == stated:
            yield Held()
            continue
        yield Remark(
            f"自评表“{short_name(form.name)}”各项得分之和为{added}分，总分为{stated}分",
            line,
            form.source_line,
            expected=str(added),
            found=str(stated),
            difference=stated - added,
            subject=Subject("form", name_key(form.name), "", "score"),
        )


@rule(
    "N25.score-above-weight",
    "得分不超过分值",
    "No score is above its weight",
    "自评表各项得分不应超过分值；预算执行情况一行两处所写的分值应相同。",
    SOURCE,
    "warning",
)
def score_above_weight(context: RuleContext) -> Iterator[Trial]:
    yield from _weights_of_spending(context)
    for form, rows in context.once(_rows):
        for line, label, scores in rows:
            if scores[1] <= scores[0]:
                continue
            yield Remark(
                f"自评表“{short_name(form.name)}”“{label[:24]}”得分{scores[1]}分，超过分值{scores[0]}分",
                line,
                expected=f"不超过{scores[0]}",
                found=str(scores[1]),
                subject=Subject("form", name_key(form.name), name_key(label), "score"),
            )


_WEIGHT = re.compile(r"[（(](?P<weight>[0-9]{1,3})分[）)]$")
_OF_WEIGHT = re.compile(r"得分[（(](?P<weight>[0-9]{1,3})分[*×xX]执行率[）)]$")


def _weights_of_spending(context: RuleContext) -> Iterator[Trial]:
    """预算执行情况（20分）and 得分（20分*执行率）in one row name one weight."""
    for form in context.disclosure.forms if "执行率" in context.cells else ():
        for row in context.rows_between(form.source_line, form.source_line_end):
            cells = ["".join(cell.split()) for cell in row.cells if "分" in cell]
            of_row = next((m for cell in cells if (m := _WEIGHT.search(cell))), None)
            of_score = next((m for cell in cells if (m := _OF_WEIGHT.search(cell))), None)
            if of_row is None or of_score is None:
                continue
            if of_row["weight"] == of_score["weight"]:
                yield Held()
                continue
            yield Remark(
                f"自评表“{short_name(form.name)}”预算执行情况的分值为{of_row['weight']}分，得分栏写作{of_score['weight']}分",
                row.line,
                expected=of_row["weight"],
                found=of_score["weight"],
                subject=Subject("form", name_key(form.name), "执行率", "weight"),
            )


def _rows(context: RuleContext) -> list[tuple[EvaluationForm, list[Scored]]]:
    """Every form with its rows."""
    return [(form, rows_of(context, form)) for form in context.disclosure.forms]


def rows_of(context: RuleContext, form: EvaluationForm) -> list[Scored]:
    """Line and words of each row of a form that has scores, with its weight and score: of the columns so called where a column of
    reasons follows them, else the two numbers up to 100 in which a row ends."""
    found: list[Scored] = []
    columns: ScoreColumns | None = None
    for row in context.rows_between(form.source_line, form.source_line_end + 1):
        columns = score_columns(row.cells) or columns
        cells: Sequence[str] = row.cells
        if columns is not None and len(cells) == columns.width:
            cells = cells[: columns.score + 1]
        scores = _scores(cells)
        if scores:
            words = "".join(cell for cell in row.cells if len(cell) > _NUMBER or not _SCORED.fullmatch(cell))
            found.append((row.line, words, scores))
    return found


def _scores(cells: Sequence[str]) -> tuple[Decimal, Decimal] | None:
    filled = [cell for cell in cells if cell]
    rate = len(filled) >= 3 and filled[-2].endswith(("%", "％"))  # 分值 10, 执行率 100%, 得分 10
    numbers = [filled[-3], filled[-1]] if rate else filled[-2:]
    if len(numbers) < 2 or not all(_SCORED.fullmatch(cell) for cell in numbers):
        return None
    weight, score = Decimal(numbers[0]), Decimal(numbers[1])
    return (weight, score) if max(weight, score) <= 2 * HUNDRED else None
