"""What the shards hold, into a build's database: department by department, and budgets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from ..catalogue import TABLES
from ..checking import RULES, check_budget, check_lone_year, check_years, without_budget
from ..database.dispute_marks import mark_disputed
from ..database.finding_rows import check_rows
from ..database.loading import Loader
from ..database.renewing import OF_SOURCES
from ..database.row_checks import Rows, accept
from ..history.assigning import Assigned, Assignment
from ..model import Budget, CheckReport, Disclosure
from ..publishing import OutputError
from ..shards.making import DamagedShard, Shard, accepted_rows, load_shard
from .budgets import Matched, beside_accounts, loaded
from .load_units import Unit


def load_units(
    loader: Loader,
    units: Iterable[Unit],
    chosen: Assignment,
    budgets: Sequence[Matched],
    shards: Path,
) -> Iterator[int]:
    """Load bodies with what registers and budgets say of them; how many accounts each has."""
    with _whole_shards():
        beside = beside_accounts(budgets, shards)
        for unit in units:
            for rows in department_rows(unit.accounts, shards, beside):
                loader.add_accepted(rows)
                loader.add(chosen.replies.rows(rows))
                loader.add(chosen.denominators.headcount_rows(rows))
            yield len(unit.accounts)


def load_budgets(loader: Loader, budgets: Iterable[Matched], shards: Path) -> None:
    """Load budgets with what was read of their files."""
    with _whole_shards():
        for rows in loaded(budgets, shards):
            loader.add_accepted(rows)


@contextmanager
def _whole_shards() -> Iterator[None]:
    """Tell a damaged shard as what it is: each was whole when it was read or written a moment ago."""
    try:
        yield
    except (DamagedShard, FileNotFoundError) as error:
        raise OutputError(f"{error}: the disk fails, or somebody clears the cache; build again") from None


def department_rows(
    department: Sequence[Assigned], cache: Path, budgets: Mapping[str, Budget]
) -> Iterator[Rows]:
    """Yield the rows of all years of one body, with the findings across years and against its `budgets` added and the
    figures marked that findings dispute.

    Raises `DamagedShard`.
    """
    shards = {p.disclosure_id: load_shard(cache, p.shown.source_id) for p in department}
    of = {p.disclosure_id: p.department_id for p in department}
    if len(shards) > 1:
        latest = department[-1].department_id  # the rules compare years of one department
        across = check_years({id_: _of_department(shard, latest) for id_, shard in shards.items()})
    else:
        across = dict.fromkeys(shards, check_lone_year())
    newest = set({of[id_]: id_ for id_ in shards}.values())
    for id_, shard in shards.items():
        rows = _rows_of(shard, of[id_], id_)
        if id_ not in newest:  # the newest year names the department
            rows.pop("departments")
        _add(rows, across[id_], id_)
        if budget := budgets.get(id_):
            _add(rows, check_budget(_of_department(shard, of[id_]), budget), id_)
        else:
            _add(rows, _NO_BUDGET, id_)
        mark_disputed(rows)
        yield rows


_NO_BUDGET = without_budget()


def _of_department(shard: Shard, department_id: str) -> Disclosure:
    """Return the disclosure of a shard with the id that its department has in this portal."""
    disclosure = shard.disclosure
    return replace(disclosure, identity=replace(disclosure.identity, department_id=department_id))


def _rows_of(shard: Shard, department_id: str, disclosure_id: str) -> Rows:
    """Return the rows of a shard; made again where they are published under other identifiers than they carry."""
    if (shard.receipt.department_id, shard.receipt.disclosure_id) == (department_id, disclosure_id):
        return dict(shard.rows)
    own = accepted_rows(_of_department(shard, department_id), shard.report, disclosure_id).rows
    return {table: rows for table, rows in shard.rows.items() if table in OF_SOURCES} | own


def _add(rows: Rows, report: CheckReport, disclosure_id: str) -> None:
    """Add the findings of a later check to the rows of a disclosure, after those it has."""
    after = max((int(row[_POSITION] or 0) for row in rows.get("findings", ())), default=0)
    known = {"disclosures.id": {disclosure_id}, "rules.id": RULES.keys()}
    for table, more in accept(check_rows(report, disclosure_id, after), known).rows.items():
        rows[table] = [*rows.get(table, ()), *more]


_POSITION = next(
    at
    for table in TABLES
    if table.name == "findings"
    for at, column in enumerate(table.columns)
    if column.name == "position"
)
