"""What the pages of one disclosure are made of: its rows of the database as records."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from pathlib import Path

Row = sqlite3.Row
Rows = list[sqlite3.Row]


def connect(database: Path) -> sqlite3.Connection:
    """Open the database, read only; rows answer to column names."""
    conn = sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)
    conn.row_factory = sqlite3.Row
    return conn


def fetch(conn: sqlite3.Connection, sql: str, *values: object) -> Rows:
    """All rows that a query of the database gives."""
    return conn.execute(sql, values).fetchall()


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """A disclosure in its place: who published it, of which file and by which program it was read, and what stands
    beside it. `reuse` tells by this whether its pages would come out the same: what was read follows from the program
    and from the files of the department's years, and the pages are made of `Facts` and of nothing else of the database.
    """

    disclosure: Row
    department: Row
    source: Row
    program: str
    """The version of the program that read it."""
    years: Rows
    """The body's disclosures with their sources, itself and those under former and later names among them, oldest first."""
    before: dict[str, float]
    """The metrics of the same body's year before; empty where it is not in the portal."""
    before_disputed: dict[str, tuple[str, str]]
    """Of those that a finding disputes, the disclosure they are of and the findings' positions."""
    versions: Rows
    """The files that were published for it, in the order of publication."""
    version_changes: Rows
    """What versions print otherwise that others have replaced."""
    budget: Rows
    """The departmental budget that stands beside it, none or one."""
    budget_items: Rows
    """Its general budget by code, each with what the account itself states as 年初预算 and spent."""
    budget_figures: Rows
    """Its figures by metric, each with what the account itself states."""
    replies: Rows
    """What was replied to its findings."""
    headcounts: Rows
    """How many people it has, as it says itself or as is registered."""
    corrections: Rows
    """What a person put right of what was read of its file."""
    peers: Rows
    """Departments of the same kind and place in the same year, itself among them; empty where there are no others."""

    @property
    def id(self) -> str:
        return str(self.disclosure["id"])

    @property
    def year(self) -> int:
        return int(self.disclosure["fiscal_year"])


@dataclass(frozen=True, slots=True, eq=False)
class Facts(Standing):
    """A disclosure in its place with everything that was read from it; figures of the nine statements by number. What
    is said of it by others than its own department's files belongs into `Standing`.
    """

    statements: Rows
    coverage: Rows
    rows: dict[int, Rows]
    duties: Rows
    units: Rows
    sections: Rows
    paragraphs: dict[str, Rows]
    key_figures: Rows
    structure_items: Rows
    execution_items: Rows
    projects: Rows
    forms: Rows
    indicators: dict[str, Rows]
    key_tasks: Rows
    terms: Rows
    findings: Rows
    checks: Rows
    notes: Rows
    text: str | None
    """The extracted text, its lines numbered from 1."""
    line_places: Rows
    """Page, box and cell of each line that has any."""
    figure_places: Rows
    """The cell of each figure of the nine statements."""
    pages: Rows
    """The pages or sheets of the file."""
    parts: Rows
    """The files that a split account is joined of; empty for others."""
    metrics: dict[str, float] = field(default_factory=dict)
    """The best value per metric: the table's where both print it."""

    def status(self, number: int) -> str:
        """Return `published`, `empty`, `lost` or `absent`."""
        for statement in self.statements:
            if statement["number"] == number:
                return str(statement["status"])
        return "absent"
