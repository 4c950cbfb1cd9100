"""The key figures of a department-year as rows of HTML: groups, and beside each figure its changes and shares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from types import SimpleNamespace

from markupsafe import Markup

from ..escaping import escaped
from ..templating import amount, count, forms
from .anchors import Places
from .printed_rows import back_link, defined, line_link, marks
from .stated_table import MetricGroup, Stated


@cache
def _forms() -> SimpleNamespace:
    return forms("parts/rows.html")


def stated_rows(groups: Iterable[MetricGroup], places: Places, terms: Mapping[str, str]) -> Markup:
    """Print the key figures: what the tables print beside what the prose says, and what it says of each."""
    known = _forms()
    printed = []
    for group in groups:
        printed.append(known.metric_group % escaped(group.title))
        printed += [_row(figure, facets, places, terms) for figure, facets in group.figures]
    return Markup("".join(printed))  # noqa: S704


def _row(figure: Stated, facets: Iterable[Stated], places: Places, terms: Mapping[str, str]) -> str:
    known = _forms()
    differ = figure.differ
    beside = "；".join(_facet(figure, facet) for facet in facets)
    return str(
        known.metric
        % (
            figure.metric,
            known.differing if differ else "",
            defined(figure.name, terms),
            escaped(figure.unit),
            _shown(figure, figure.table),
            _shown(figure, figure.narrative),
            _signs(figure),
            beside,
            line_link(figure.source_line),
            back_link(figure.narrative_line, places),
        )
    )


def _facet(figure: Stated, facet: Stated) -> str:
    """Print a change or share beside its figure, with an anchor of its own: 较上年增减率 −45.49%."""
    value = facet.table if facet.table is not None else facet.narrative
    name = facet.name.removeprefix(figure.name) or facet.name
    said = f"{_shown(facet, value)}{'%' if facet.unit == '%' else ''}"
    return str(_forms().facet % (facet.metric, escaped(name), said, _signs(facet)))


def _shown(figure: Stated, value: float | None) -> str:
    return amount(value) if figure.unit == "万元" else count(value)


def _signs(figure: Stated) -> str:
    known = _forms()
    repaired = known.repaired % escaped(figure.repaired) if figure.repaired else ""
    return (known.differs if figure.differ else "") + marks(figure.marks) + repaired
