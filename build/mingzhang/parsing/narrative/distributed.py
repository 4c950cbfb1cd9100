"""Figures that do not follow their own label: told one by one after several names (货物、工程和服务支出分别为8.2万元、0万元和
102.24万元), or a share before its amount (基本支出占93.62%，计915.26万元)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ...model import Kind
from ...model.prose import clause_start
from .labels import ALONE, SHARE_AHEAD, label_pattern
from .metric_units import fits
from .quantities import Quantity
from .subjects import AMOUNTS, subject_pattern

_ONE_BY_ONE = re.compile(r"分别(?P<share>占[^，。；、:0-9]{0,24})?(?:为|是|达|:)?")
_BETWEEN_NAMES = re.compile(r"以及|[、和及与]")
_BETWEEN_FIGURES = re.compile(r"[、，,]?[和及与]?")
_LONGEST_LIST = 8
_SHARE_AHEAD = re.compile(SHARE_AHEAD)
_NUMBER = re.compile(r"[0-9]")


def out_of_place(
    kind: Kind, text: str, labels: Mapping[int, re.Match[str]], quantities: Sequence[Quantity]
) -> dict[int, str]:
    """Map where a figure starts that does not follow its own label to its metric."""
    found = _distributed(kind, text, quantities) if "分别" in text else {}
    for label in labels.values():
        share = _SHARE_AHEAD.search(text, label.start(), label.end()) if "%" in label.group() else None
        number = share and _NUMBER.search(text, share.start())
        if number and label.lastgroup:
            found[number.start()] = f"{label.lastgroup.removesuffix(ALONE)}_share_pct"
    return found


def _distributed(kind: Kind, text: str, quantities: Sequence[Quantity]) -> dict[int, str]:
    """Map where an amount or share of such a list starts to its metric. A list of which not every name is known, or
    whose names and figures differ in number, gives none."""
    found: dict[int, str] = {}
    last: list[str] = []
    for match in _ONE_BY_ONE.finditer(text):
        figures = _figures(text, match.end(), quantities)
        if len(figures) < 2:
            continue
        if match["share"]:
            metrics = [f"{metric}_share_pct" for metric in last] if figures[0].is_percent else []
        else:
            words = text[clause_start(text, match.start()) : match.start()]
            metrics = last = _metrics(kind, words, figures)
        if len(metrics) == len(figures):
            found |= {figure.start: metric for figure, metric in zip(figures, metrics, strict=True)}
    return found


def _figures(text: str, start: int, quantities: Sequence[Quantity]) -> list[Quantity]:
    """The figures of one unit that follow one another from `start` on."""
    figures: list[Quantity] = []
    for quantity in quantities:
        if quantity.start < start or len(figures) == _LONGEST_LIST:
            continue
        alike = not figures or (quantity.is_money, quantity.is_percent) == (
            figures[0].is_money,
            figures[0].is_percent,
        )
        if not alike or not _BETWEEN_FIGURES.fullmatch(text, start, quantity.start):
            break
        figures.append(quantity)
        start = quantity.end
    return figures


def _metrics(kind: Kind, words: str, figures: Sequence[Quantity]) -> list[str]:
    if kind in ("three_public", "meetings") and (of_subjects := _of_subjects(words, len(figures))):
        return of_subjects
    names = _BETWEEN_NAMES.split(words)
    if len(names) != len(figures):
        return []
    for length in range(len(names[-1])):  # 货物, 工程 stand for 货物支出, 工程支出 where the last is 服务支出
        tail = names[-1][len(names[-1]) - length :]
        metrics = [
            _metric(kind, name if name is names[-1] else name + tail, figure)
            for name, figure in zip(names, figures, strict=True)
        ]
        told = [metric for metric in metrics if metric]
        if len(set(told)) == len(figures):
            return told
    return []


def _of_subjects(words: str, wanted: int) -> list[str]:
    """The metrics of so many figures by the expenses that the words name; none where they name more or fewer."""
    subjects = [match.lastgroup or "" for match in subject_pattern().finditer(words)]
    if subjects[:1] == ["three_public"]:
        subjects = subjects[1:]
    if len(subjects) < wanted:  # 公务用车购置费、公务用车运行维护费和公务接待费: each its own
        parts = {"vehicle": ("vehicle_purchase", "vehicle_operation")}
        subjects = [part for subject in subjects for part in parts.get(subject, (subject,))]
    roles = [words.rfind("预算") <= words.rfind("决算")] * len(subjects)
    if len(subjects) == 1 and wanted == 2 and "预算" in words and "决算" in words:
        subjects, roles = (
            subjects * 2,
            [not roles[0], roles[0]],
        )  # 公务接待费预算数和决算数分别为1.5万元和1.2万元
    if len(subjects) != wanted:
        return []
    found = [AMOUNTS[subject][spent] for subject, spent in zip(subjects, roles, strict=True)]
    return [metric for metric in found if metric]


def _metric(kind: Kind, name: str, figure: Quantity) -> str | None:
    """The metric that a name would have right before its figure."""
    pattern = label_pattern(kind)
    words = f"{name}为"
    matches = () if pattern is None else pattern.finditer(f"{words}{abs(figure.value)}{figure.unit}")
    metric = next((match.lastgroup for match in matches if match.end() == len(words)), None)
    return metric if metric and fits(metric, figure) else None
