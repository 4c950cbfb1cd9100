"""The key figures of a disclosure, from its prose and from its statements; where both state one, both stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from ...catalogue import METRICS, statement_kind
from ...model import Identity, KeyFigure, Kind, Section, Stated, Statement, StatementRow
from ...model.prose import compact_text
from .headcounts import read_headcounts
from .score import read_scores

_KINDS: tuple[Kind, ...] = (
    "totals",
    "revenue",
    "expenditure",
    "appropriation",
    "general_budget",
    "appropriated",
    "execution",
    "basic",
    "government_fund",
    "state_capital",
    "three_public",
    "meetings",
    "operating_cost",
    "procurement",
    "service_purchase",
    "assets",
    "performance",
    "overall",
    "projects",
)


def read_key_figures(
    sections: Sequence[Section],
    statements: Sequence[Statement],
    identity: Identity,
    stated: Sequence[Stated],
) -> tuple[KeyFigure, ...]:
    """Every metric of the catalogue that the document states, in the order of the catalogue's sections.

    `narrative` figures quote their sentence, `table` figures name their cell. A metric printed several times with
    different values has a row for each, first the one that the statements confirm, else the one printed most often.
    """
    found = [_fiscal_year(sections, identity)]
    order = {kind: place for place, kind in enumerate(_KINDS)}
    told = [figure for figure in stated if figure.kind in order]
    found += [_key_figure(figure) for figure in sorted(told, key=lambda figure: order[figure.kind])]
    found.extend(read_scores(sections))
    found.extend(read_headcounts(sections))
    table = list(_read_cells(statements))
    return (*_main_first(found, table), *table)


def _key_figure(stated: Stated) -> KeyFigure:
    return KeyFigure(stated.metric, stated.value, stated.unit, "narrative", stated.quote, stated.place)


def _fiscal_year(sections: Sequence[Section], identity: Identity) -> KeyFigure:
    """The year of the accounts, with the first heading that prints it."""
    year = Decimal(identity.fiscal_year)
    quote, place = identity.title, identity.place
    for section in sections:
        if f"{identity.fiscal_year}年" in compact_text(section.heading[:120]):
            quote, place = section.heading[:120], section.place
            break
    return KeyFigure("fiscal_year", year, "年", "narrative", quote, place)


def _main_first(found: list[KeyFigure], table: list[KeyFigure]) -> list[KeyFigure]:
    """The distinct figures, metrics in order of appearance, the main statement of each first."""
    confirmed = {(figure.metric, figure.value.normalize()) for figure in table}
    times = Counter((figure.metric, figure.value.normalize()) for figure in found)
    order = {metric: at for at, metric in enumerate(dict.fromkeys(figure.metric for figure in found))}

    def place(figure: KeyFigure) -> tuple[int, bool, int]:
        key = (figure.metric, figure.value.normalize())
        return order[figure.metric], key not in confirmed, -times[key]

    return sorted(in_order(found), key=place)


def _read_cells(statements: Sequence[Statement]) -> Iterator[KeyFigure]:
    by_number = {statement.number: statement for statement in statements}
    for metric in METRICS:
        if metric.cell is None:
            continue
        number, item, column = metric.cell
        statement = by_number.get(number)
        row = None if statement is None else _row(statement, item, column)
        if statement is None or row is None:
            continue
        value = row.figures[column]
        if value is not None:
            header = dict(statement_kind(number).figures)[column]
            quote = f"{statement.title or statement_kind(number).title}：{row.item or item} {header}"
            yield KeyFigure(metric.id, value, metric.unit, "table", quote, row.place)


def _row(statement: Statement, item: str, column: str) -> StatementRow | None:
    """The row of a metric's cell: by basis (`budget`), the total row, or the item's name, with a figure in it."""
    for row in statement.rows:
        if row.figures.get(column) is not None and _is_row(row, item, statement.number):
            return row
    return None


def _is_row(row: StatementRow, item: str, number: int) -> bool:
    if number == 9:
        return row.keys.get("basis") == item
    name = compact_text(row.item)
    if item == "合计":
        return row.level == 0 and row.code is None
    return name == item or (number == 4 and name.startswith(item) and row.keys.get("side") == "revenue")


def in_order(figures: Iterable[KeyFigure]) -> Iterator[KeyFigure]:
    """Each metric and value once."""
    seen: set[tuple[str, Decimal, str]] = set()
    for figure in figures:
        key = (figure.metric, figure.value.normalize(), figure.origin)
        if key not in seen:
            seen.add(key)
            yield figure
