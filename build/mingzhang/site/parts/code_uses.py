"""Where a classification code is stated: the printed row where there is one, else whatever else of the document says it.

Each disclosure stands once under a code, by the first of `_SOURCES` that states it; what is not of 公开03表 or 公开06表
says where it is from, since a fund, the prose or a sum of children is not the whole of a code.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import NamedTuple

from ..disclosure_facts import Row, fetch
from ..disclosures import PLACE
from .disputes import Mark, findings_by_place, mark_of


class Use(NamedTuple):
    """What one disclosure states under a code, in 万元; `place` is an address below its page, `origin` says where it is
    from in words (empty for the printed row). None is a figure that is not stated.
    """

    disclosure: Row
    origin: str
    place: str
    total: float | None
    basic: float | None = None
    project: float | None = None
    mark: Mark | None = None
    """The finding that disputes the row, or what was repaired of it."""

    @property
    def printed(self) -> bool:
        return not self.origin

    @property
    def told(self) -> tuple[object, ...]:
        """Everything that is stated, as plain values."""
        return (self.origin, self.place, self.total, self.basic, self.project, self.mark)


@dataclass(frozen=True, slots=True)
class _Source:
    """A query for (disclosure_id, code, position, source_line, total, basic, project, disputed, repaired) of one part of the documents."""

    origin: str
    sql: str
    anchor: str = ""
    """How the anchor of a row on the page of its disclosure begins; without one, its line of the source is the place."""


def _of_table(table: str, figures: str, beside: str = "disputed, repaired") -> str:
    return f"select disclosure_id, code, position, source_line, {figures}, {beside} from {table} where code is not null"  # noqa: S608


def _of_classes(table: str, figure: str) -> str:
    return f"""select disclosure_id, code, position, source_line, {figure}, null, null, disputed, repaired
        from {table} join function_codes on name = item and length(code) = 3
        where side = 'expenditure' and {figure} is not null"""  # noqa: S608


_PARTS = "total, basic, project"
_SOURCES = (
    _Source("", _of_table("expenditure_by_function", _PARTS), "t3-r"),
    _Source("", _of_table("basic_expenditure_by_economic_item", "amount, null, null"), "t6-r"),
    _Source("据公开01表，只有类级合计", _of_classes("revenue_expenditure_summary", "amount"), "t1-r"),
    _Source("据公开05表，只含一般公共预算", _of_table("general_budget_expenditure", _PARTS), "t5-r"),
    _Source("据公开07表，只含政府性基金", _of_table("government_fund", _PARTS), "t7-r"),
    _Source("据公开08表，只含国有资本经营预算", _of_table("state_capital_expenditure", _PARTS), "t8-r"),
    _Source("据公开04表，只含财政拨款", _of_classes("appropriation_summary", "total"), "t4-r"),
    _Source(
        "据文字，只含一般公共预算",
        _of_table("execution_items", "final, null, null", "disputed, null"),
        "e-",
    ),
    _Source("据文字", _of_table("structure_items", "amount, null, null", "disputed, null")),
    _Source("只见于公开02表（收入）", _of_table("revenue_by_function", "null, null, null"), "t2-r"),
    _Source("只见于名词解释", _of_table("terms", "null, null, null", "null, null"), "term-"),
)
_SUMMED = "由下级科目相加"
_DISCLOSURES = f"""select d.id as disclosure_id, department_id, fiscal_year, short_name, {PLACE}, name, kind
    from disclosures d join departments p on p.id = department_id"""  # noqa: S608  our own names


def code_uses(conn: sqlite3.Connection) -> dict[str, list[Use]]:
    """Map every code that occurs in any disclosure to who states it, newest and largest first."""
    disclosures = {row["disclosure_id"]: row for row in fetch(conn, _DISCLOSURES)}
    findings = findings_by_place(conn)
    found: dict[tuple[str, str], Use] = {}
    cursor = conn.cursor()
    cursor.row_factory = None
    for source in _SOURCES:
        rows = cursor.execute(f"{source.sql} order by 1, 3")
        for id_, code, position, line, total, basic, project, disputed, repaired in rows:
            if (code, id_) not in found:
                anchor = f"{source.anchor}{position}" if source.anchor else ""
                place = f"#{anchor}" if anchor else f"source/#L{line}"
                marked = disputed or repaired
                mark = mark_of(id_, disputed, repaired, findings, f"{anchor}-n") if marked else None
                found[code, id_] = Use(disclosures[id_], source.origin, place, total, basic, project, mark)
    _add_sums(found)
    uses: dict[str, list[Use]] = {}
    for (code, _), use in found.items():
        uses.setdefault(code, []).append(use)
    for of_code in uses.values():
        of_code.sort(key=_order)
    return uses


def _add_sums(found: dict[tuple[str, str], Use]) -> None:
    """Add the sums of printed rows for classes and sections of function that a disclosure prints only parts of."""
    for length in (5, 3):
        sums: dict[tuple[str, str], list[Use]] = {}
        for (code, id_), use in found.items():
            if len(code) == length + 2 and code[0] == "2" and (use.printed or use.origin == _SUMMED):
                sums.setdefault((code[:length], id_), []).append(use)
        for key, parts in sums.items():
            if key not in found:
                total = round(sum(part.total or 0.0 for part in parts), 6)
                marks = [part.mark for part in parts if part.mark]
                mark = min(marks, key=lambda one: not one.disputes, default=None)
                found[key] = Use(parts[0].disclosure, _SUMMED, parts[0].place, total, mark=mark)


def _order(use: Use) -> tuple[object, ...]:
    return (-use.disclosure["fiscal_year"], -(use.total or 0.0), use.disclosure["disclosure_id"])
