"""The rows of topics as HTML, in both languages, without a loop in a template (see `printed_rows`)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from types import SimpleNamespace

from markupsafe import Markup

from ..disclosure_facts import Row
from ..escaping import escaped
from ..templating import amount, count, forms, named, place
from .disputes import Mark
from .printed_rows import sign
from .topic_tables import Figures, Table


@cache
def _forms() -> SimpleNamespace:
    return forms("parts/topic_rows.html")


def topic_rows(table: Table, rows: Sequence[tuple[Row, Figures]], root: str) -> Markup:
    """Print rows of a topic; `root` leads to the site's root."""
    form, printed = _forms().row, []
    for row, figures in rows:
        about = filter(None, (place(row), row["kind"], table.renamed.get(row["department_id"])))
        cells = _cells(table, row, figures, lambda mark: sign(mark, root))
        printed.append(
            form
            % (root, row["id"], escaped(named(row)), row["fiscal_year"], escaped(" · ".join(about)), row["fiscal_year"], cells)
        )  # fmt: skip
    return Markup("".join(printed))  # noqa: S704


def english_topic_rows(table: Table, rows: Sequence[tuple[Row, str, Figures]], root: str) -> Markup:
    """Print rows of a topic with the English name of each body."""
    known, printed = _forms(), []
    for row, name, figures in rows:
        renamed = table.renamed.get(row["department_id"])
        cells = _cells(table, row, figures, lambda mark: _english_sign(mark, root))
        printed.append(
            known.english_row
            % (
                root,
                row["id"],
                escaped(name),
                row["fiscal_year"],
                escaped(named(row)),
                known.renamed % escaped(renamed) if renamed else "",
                row["fiscal_year"],
                cells,
            )
        )
    return Markup("".join(printed))  # noqa: S704


def _cells(table: Table, row: Row, figures: Figures, signed: Callable[[Mark], str]) -> str:
    known, id_, cells = _forms(), row["id"], []
    for place_, (figure, head) in enumerate(zip(figures, table.heads, strict=True)):
        mark = table.marks.get((id_, place_))
        shown = amount(figure) if head.unit == "万元" else count(figure)
        shown += signed(mark) if mark else ""
        cells.append(known.blank % shown if figure is None else known.figure % (figure, shown))
    return "".join(cells)


def _english_sign(mark: Mark, root: str) -> str:
    return str(_forms().english_sign % (mark.severity, root, mark.disclosure, mark.anchor, mark.sign))
