"""How openly each account is published: parts and weights from `catalogue/transparency.toml`, computed from the database.

Nothing is ranked: a page shows bodies of one kind and year side by side, by name.
"""

from __future__ import annotations

import sqlite3
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ..disclosure_facts import Row, fetch
from ..disclosures import PLACE

_EXPLAINED = ("three_public_final", "operating_cost", "procurement_total", "vehicles_count", "performance_%")
_SQL = """
select disclosures.id as id, fiscal_year, short_name, {place}, kind,
  (select count(*) from statements s where s.disclosure_id = disclosures.id and status <> 'absent') as there,
  (select count(*) from statements s where s.disclosure_id = disclosures.id and status = 'lost') as lost,
  (select sum(cells_with_digits) from statement_coverage c where c.disclosure_id = disclosures.id) as digits,
  (select sum(cells_told) from statement_coverage c where c.disclosure_id = disclosures.id) as told,
  (select count(distinct r.rule_id) from check_results r join rules on rules.id = r.rule_id
   where r.disclosure_id = disclosures.id and outcome = 'failed' and severity in ('error', 'warning')) as failed,
  (select count(distinct r.rule_id) from check_results r join rules on rules.id = r.rule_id
   where r.disclosure_id = disclosures.id and outcome in ('held', 'failed') and severity in ('error', 'warning')) as applied,
  (select min(status) from expected_disclosures e where e.disclosure_id = disclosures.id) as due,
  {explained}
from disclosures join departments on departments.id = department_id
order by kind, fiscal_year desc, locality, short_name, disclosures.id""".format(  # noqa: S608  our own names
    place=PLACE,
    explained=", ".join(
        f"(select count(*) > 0 from key_figures k where k.disclosure_id = disclosures.id and metric like '{metric}') as e{n}"  # noqa: S608  our own metrics
        for n, metric in enumerate(_EXPLAINED)
    ),
)
_IN_TIME = {"in_time": 1.0, "late": 0.0}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the score: its weight, and in words what it is."""

    id: str
    zh: str
    weight: float
    explanation: str


@dataclass(frozen=True, slots=True)
class Method:
    """The parts of the score, the rule of publication they follow, and how far that rule was checked."""

    title: str
    source: str
    verified: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """The score of one account, 0 to 100, and its parts, 0 to 1; None is not known and does not count."""

    disclosure: Row
    parts: Mapping[str, float | None]
    total: float | None


@cache
def method() -> Method:
    """Read the data file."""
    told = tomllib.loads((files("mingzhang.catalogue") / "transparency.toml").read_text(encoding="utf-8"))
    return Method(
        told["title"], told["source"], told["verified"], tuple(Part(**part) for part in told["part"])
    )


def scores(conn: sqlite3.Connection) -> list[Score]:
    """Score every account, by kind, year and name."""
    return [_score(row) for row in fetch(conn, _SQL)]


def _score(row: Row) -> Score:
    parts = parts_of(row)
    known = [(part.weight, parts[part.id]) for part in method().parts]
    weight = sum(one for one, value in known if value is not None)
    total = sum(one * value for one, value in known if value is not None) / weight * 100 if weight else None
    return Score(row, parts, None if total is None else round(total, 1))


def parts_of(row: Mapping[str, Any] | Row) -> dict[str, float | None]:
    """Return each part of one account, from its counts."""
    read = 1 - row["told"] / row["digits"] if row["digits"] else (0.0 if row["lost"] else None)
    return {
        "statements": row["there"] / 9,
        "explanations": sum(bool(row[f"e{n}"]) for n in range(len(_EXPLAINED))) / len(_EXPLAINED),
        "timeliness": _IN_TIME.get(row["due"] or ""),
        "agreement": 1 - row["failed"] / row["applied"] if row["applied"] else None,
        "readable": None if read is None else read * (9 - row["lost"]) / 9,
    }
