"""The database of a build: the one that stands with what changed, or made from nothing.

Both ways take the same steps over another beginning, a copy or an empty file: whole tables are held against what they should
hold, what was read of changed bodies and budgets goes out and comes in again, search takes the documents that are new.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from copy import deepcopy
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..database.loading import DatabaseError, Loader, grown_database, new_database, recount
from ..database.reach import reached
from ..database.renewing import OF_ROLLUPS, WHOLE, Renewal
from ..database.storage import lies_in
from ..database.unknown_codes import unknown_codes
from ..engines import Engine
from ..exports.table_rows import open_database
from ..history.assigning import Assignment
from ..history.records import History
from ..history.renamings import likely_renamings
from ..history.rollups import rollup_rows
from ..portal import Portal
from ..progress import Reporter
from ..publishing import MARK, Workspace
from ..search.documents import prepared
from ..search.documents.prepared import Indexed, Lying
from ..shards.receipts import Receipt
from .base import Made, base_of, copied, is_too_much
from .budgets import Matched, match_budgets
from .filling import load_budgets, load_units
from .load_units import Unit, key_of_budget, units_of
from .manifest import Manifest
from .most_doubtful import most_doubtful
from .originals import show_files
from .whole_tables import whole_rows


@dataclass(frozen=True, slots=True)
class Contents:
    """What a database is made of: the files, what is published of them, the history with its folder, the settings; where
    shards lie, and each file of the inputs by its name."""

    receipts: Sequence[Receipt]
    chosen: Assignment
    history: History
    past: Path
    portal: Portal
    shards: Path
    paths: Mapping[str, Path]


@dataclass(frozen=True, slots=True)
class Filled:
    """A finished database: how many findings it holds, what a person should know, and what it was made of; whether it is
    the old one with changes."""

    findings: int
    warnings: list[str]
    doubtful: list[str]
    made: Made
    grown: bool
    reached: set[str] | None = None
    """The disclosures of which a page may say anything else than before; None where these may be all."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is published, and what of it the base does not hold: the bodies and budgets to load, and what goes out before."""

    units: list[Unit]
    budgets: list[Matched]
    load: list[Unit]
    load_budgets: list[Matched]
    out: set[str] = field(default_factory=set)
    out_budgets: set[str] = field(default_factory=set)

    @property
    def made(self) -> Made:
        units = {id_: unit.key for unit in self.units for id_ in unit.ids}
        return Made("", sqlite3.sqlite_version, units, _keys(self.budgets), {})


def make_database(
    contents: Contents,
    made_of: Manifest,
    space: Workspace,
    reporter: Reporter,
    engine: Engine,
    *,
    anew: bool = False,
) -> Filled:
    """Make `disclosures.db` of a build. The one that stands is the base, unless it is `anew`, in doubt, or too much of it
    changed: then the database is made from nothing. Raises as `build_portal` does.
    """
    database, problems = space.building / MARK, list[str]()
    chosen = contents.chosen
    budgets = match_budgets(contents.receipts, chosen.published, chosen.withheld, problems, chosen.bodies)
    units = units_of(chosen, budgets, contents.receipts)
    base = "" if anew else base_of(space.output, made_of)
    if isinstance(base, Made) and (plan := _plan(base, units, budgets, chosen)):
        try:
            copied(space.output / MARK, database)
            with grown_database(database) as db:
                old = Indexed(space.output / MARK, base.lying)
                filled = _Making(contents, plan, db.conn, Loader(db), old).filled(space, reporter, engine)
            return replace(filled, warnings=[*problems, *filled.warnings])
        except (DatabaseError, sqlite3.DatabaseError) as error:
            base = str(error)
    if base and isinstance(base, str):
        reporter.say(f"the database is made from nothing: {base}")
    database.unlink(missing_ok=True)
    with new_database(database) as db:
        plan = _Plan(units, budgets, units, budgets)
        filled = _Making(contents, plan, db.conn, Loader(db), None).filled(space, reporter, engine)
    return replace(filled, warnings=[*problems, *filled.warnings])


def _plan(base: Made, units: list[Unit], budgets: list[Matched], chosen: Assignment) -> _Plan | None:
    """Say what differs from the base; None where it is better made from nothing: of what is withdrawn nothing is to be left
    in the file, not even where a disk would still find it."""
    if base.units.keys() & chosen.withdrawn.keys() or base.budgets.keys() & chosen.withheld:
        return None
    load = [
        unit for unit in units if unit.answered or any(base.units.get(id_) != unit.key for id_ in unit.ids)
    ]
    anew = {id_ for unit in load for id_ in unit.ids}
    out = {id_ for id_ in base.units if id_ in anew} | base.units.keys() - {
        id_ for unit in units for id_ in unit.ids
    }
    if is_too_much(len(anew | out), len(base.units)):
        return None
    keys = _keys(budgets)
    new = [one for one in budgets if base.budgets.get(one.receipt.source_id) != keys[one.receipt.source_id]]
    gone = {id_ for id_, key in base.budgets.items() if keys.get(id_) != key}
    return _Plan(units, budgets, load, new, out, gone)


def _keys(budgets: Sequence[Matched]) -> dict[str, str]:
    return {one.receipt.source_id: key_of_budget(one) for one in budgets}


@dataclass(frozen=True, slots=True)
class _Making:
    """The steps over an open database; `old` is what it was copied from, None where it was empty."""

    contents: Contents
    plan: _Plan
    conn: sqlite3.Connection
    loader: Loader
    old: Indexed | None

    def filled(self, space: Workspace, reporter: Reporter, engine: Engine) -> Filled:
        """Fill in everything. Nothing of the contents is changed, so that all can be done again from nothing."""
        of = self.contents
        chosen = replace(of.chosen, warnings=[], replies=deepcopy(of.chosen.replies))
        renewal = Renewal(self.conn, self.loader)
        self._load(renewal, chosen, reporter)
        warnings = [
            *chosen.warnings,
            *likely_renamings(self.conn),
            *unknown_codes(self.conn),
            *chosen.replies.unmatched(),
        ]
        made, reach = self.plan.made, None
        made.lying |= self._index(space, reporter, engine)
        show_files(self.conn, of.receipts, of.paths, space, of.portal, reporter, engine)
        if self.old:
            recount(self.conn, {**renewal.changed, lies_in("search_documents"): self._more(made.lying)})
            with closing(open_database(self.old.database)) as before:
                changed = self.plan.out | {id_ for unit in self.plan.load for id_ in unit.ids}
                reach = reached(before, self.conn, changed, renewal.keys)
        (findings,) = self.conn.execute("SELECT count(*) FROM findings").fetchone()
        return Filled(findings, warnings, most_doubtful(self.conn), made, self.old is not None, reach)

    def _load(self, renewal: Renewal, chosen: Assignment, reporter: Reporter) -> None:
        of, plan = self.contents, self.plan
        renewal.take_out(plan.out)
        renewal.take_out_budgets(plan.out_budgets)
        renewal.hold(WHOLE, whole_rows(of.receipts, chosen, of.history, of.past, of.portal))
        with reporter.stage("Loading the database", len(chosen.published)) as advance:
            load_budgets(self.loader, plan.load_budgets, of.shards)
            changed = {id_ for unit in plan.load for id_ in unit.ids}
            beside = [one for one in plan.budgets if one.account and one.account.disclosure_id in changed]
            done = load_units(self.loader, plan.load, chosen, beside, of.shards)
            for many in (len(chosen.published) - len(changed), *done):
                for _ in range(many):
                    advance()
        self.loader.close()
        renewal.hold(OF_ROLLUPS, rollup_rows(self.conn, chosen.districts, chosen.bodies, chosen.warnings))
        self.loader.close()
        renewal.forget()
        chosen.replies.seen |= {one.disclosure_id for one in chosen.published}

    def _index(self, space: Workspace, reporter: Reporter, engine: Engine) -> dict[str, Lying]:
        many, kept, lying = (
            len(self.contents.chosen.published),
            space.cache / prepared.FOLDER,
            dict[str, Lying](),
        )
        with reporter.stage("Preparing search", many) as advance:
            for done in prepared.prepare(self.conn, space.building / MARK, kept, engine, self.old):
                for _ in range(done):
                    advance()
        with reporter.stage("Indexing for search", many) as advance:
            for _ in prepared.write_prepared(self.conn, kept, self.old, lying):
                advance()
        return lying

    def _more(self, lying: Mapping[str, Lying]) -> int:
        """How many search documents there are more than in the old database."""
        before = self.old.lying if self.old else {}
        return sum(one.many for one in lying.values()) - sum(one.many for one in before.values())
