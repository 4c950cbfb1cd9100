"""A disclosure and its proofreading as rows of the database: one generator of (table, row) for all tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from ..catalogue import TABLES, statement_kind
from ..model import (
    CheckReport,
    Disclosure,
    Passage,
    Place,
    Section,
    Statement,
    StatementRow,
    repairs_text,
)
from .finding_rows import check_rows, repair_rows
from .row_values import TableRow, Value, amount, place_columns

_COLUMNS = {table.name: frozenset(column.name for column in table.columns) for table in TABLES}


def page_url(disclosure_id: str) -> str:
    """Return the address of a department-year page, relative to the site's root."""
    return f"d/{disclosure_id}/"


def department_row(disclosure: Disclosure) -> TableRow:
    """Return a disclosure's row of `departments`."""
    who = disclosure.identity
    return "departments", {
        "id": who.department_id,
        "name": who.name,
        "short_name": who.short_name,
        "kind": who.kind,
        "district": who.district,
        "city": who.city,
        "province": who.province,
    }


def disclosure_rows(disclosure: Disclosure, report: CheckReport, disclosure_id: str) -> Iterator[TableRow]:
    """Yield every row of one disclosure but its department and its source, parents before children."""
    places = disclosure.line_places
    for table, values in _rows(disclosure, report, disclosure_id):
        line = values.get("source_line")
        if places and isinstance(line, int) and not (values.get("source_page") or values.get("source_cell")):
            # A cell of a Word table is a figure's (`figure_places`), not its row's: such a file has no pages.
            on_page = place_columns(places[line - 1]) if places[line - 1].page else {}
            values.update({name: on_page[name] for name in on_page if name in _COLUMNS[table]})
        yield table, values


def _rows(disclosure: Disclosure, report: CheckReport, disclosure_id: str) -> Iterator[TableRow]:
    who = disclosure.identity
    yield (
        "disclosures",
        {
            "id": disclosure_id,
            "department_id": who.department_id,
            "fiscal_year": who.fiscal_year,
            "title": who.title,
            "scope": who.scope,
            "published_on": who.published_on,
            "phone": who.phone,
            "source_id": disclosure.source.id,
            "made_up": int(disclosure.made_up),
            "page_url": page_url(disclosure_id),
        },
    )
    for statement in disclosure.statements:
        yield from _statement_rows(statement, disclosure_id)
    for position, section in enumerate(disclosure.sections, start=1):
        yield from _section_rows(section, disclosure_id, position)
    yield from _fact_rows(disclosure, disclosure_id)
    yield from _form_rows(disclosure, disclosure_id)
    yield from check_rows(report, disclosure_id)


def _statement_rows(statement: Statement, disclosure_id: str) -> Iterator[TableRow]:
    kind = statement_kind(statement.number)
    yield (
        "statements",
        {
            "disclosure_id": disclosure_id,
            "number": statement.number,
            "title": statement.title,
            "status": statement.status,
            "note": statement.note,
            "unit": statement.unit,
            **place_columns(statement.place),
        },
    )
    yield (
        "statement_coverage",
        {
            "disclosure_id": disclosure_id,
            "number": statement.number,
            "cells_with_digits": statement.cells.digits,
            "cells_read": statement.cells.read,
            "cells_told": statement.cells.told,
        },
    )
    for row in statement.rows:
        values: dict[str, Value] = {"disclosure_id": disclosure_id, "position": row.position}
        for key in kind.keys:
            printed = row.keys.get(key)
            values[key] = int(printed) if key == "line_no" and printed and printed.isdigit() else printed
            if key == "line_no" and not isinstance(values[key], int):
                values[key] = None
        if kind.coded:
            values["code"], values["level"] = row.code, row.level
        if kind.number != 9:
            values["item"] = row.item
        values.update({column: amount(row.figures.get(column)) for column in kind.columns})
        values.update(place_columns(row.place), repaired=row.repaired)
        yield kind.table, values
        yield from _figure_places(statement.number, row, disclosure_id)
        yield from repair_rows(statement.number, row, disclosure_id)


def _figure_places(number: int, row: StatementRow, disclosure_id: str) -> Iterator[TableRow]:
    for column, (nth, place) in row.cells.items():
        yield (
            "figure_places",
            {
                "disclosure_id": disclosure_id,
                "statement": number,
                "position": row.position,
                "column": column,
                "nth": nth,
                "confidence": place.certainty,
                **place_columns(place),
            },
        )


def _section_rows(section: Section, disclosure_id: str, position: int) -> Iterator[TableRow]:
    section_id = f"{disclosure_id}-s-{position}"
    yield (
        "sections",
        {
            "id": section_id,
            "disclosure_id": disclosure_id,
            "position": position,
            "part": section.part,
            "path": section.path,
            "heading": section.heading,
            "text": section.text,
            **place_columns(section.place),
            "source_line_end": section.source_line_end,
            "page_url": f"{page_url(disclosure_id)}#s-{position}",
        },
    )
    paragraphs: list[tuple[str, str, Place, int]] = []
    for block in section.blocks:
        if isinstance(block, Passage):
            paragraphs.append(("paragraph", block.text, block.place_at(0), block.line_end))
        else:
            paragraphs += [("row", "\t".join(row.cells), Place(row.line), row.line) for row in block.rows]
    for number, (kind, text, place, line_end) in enumerate(paragraphs, start=1):
        yield (
            "paragraphs",
            {
                "section_id": section_id,
                "position": number,
                "kind": kind,
                "text": text,
                **place_columns(place),
                "source_line_end": line_end,
            },
        )


_RENAMED = {"class_": "class"}
_ROOMS = (
    ("key_figures", "key_figures"),
    ("structure_items", "structure_items"),
    ("execution_items", "execution_items"),
    ("projects", "projects"),
    ("key_tasks", "key_tasks"),
    ("terms", "terms"),
    ("duties", "duties"),
    ("organisation_units", "organisation_units"),
    ("notes", "reading_notes"),
)


def _fact_rows(disclosure: Disclosure, disclosure_id: str) -> Iterator[TableRow]:
    """Yield the flat records, whose fields are the columns of their tables."""
    for attribute, table in _ROOMS:
        for position, record in enumerate(getattr(disclosure, attribute), start=1):
            yield (
                table,
                {"disclosure_id": disclosure_id, "position": position, **_fields(record, {"position"})},
            )


def _fields(record: object, without: Iterable[str]) -> dict[str, Value]:
    out: dict[str, Value] = {}
    for name in record.__slots__:  # type: ignore[attr-defined]
        if name in without:
            continue
        value = getattr(record, name)
        if name == "place":
            out.update(place_columns(value))
            continue
        if name == "repairs":
            out["repaired"] = repairs_text(value)
            continue
        out[_RENAMED.get(name, name)] = float(value) if isinstance(value, Decimal) else value
    return out


def _form_rows(disclosure: Disclosure, disclosure_id: str) -> Iterator[TableRow]:
    for position, form in enumerate(disclosure.forms, start=1):
        form_id = f"{disclosure_id}-form-{position}"
        yield (
            "evaluation_forms",
            {
                "id": form_id,
                "disclosure_id": disclosure_id,
                "position": position,
                **_fields(form, {"position", "indicators", "copies"}),
            },
        )
        for number, indicator in enumerate(form.indicators, start=1):
            values = _fields(indicator, {"position"})
            values["met"] = None if indicator.met is None else int(indicator.met)
            yield "indicators", {"form_id": form_id, "position": number, **values}
