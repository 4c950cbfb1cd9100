"""The figures of a build that a person should look at first: read with little certainty, and disputed by a check."""

from __future__ import annotations

import sqlite3

MOST = 10
"""Figures told after a build; the tables `doubtful_figures` and `findings` have them all."""
_RECOGNISED = """
select sources.path, doubtful_figures.source_page as page, doubtful_figures.source_line as line, read, other, confidence,
  exists (select 1 from findings join disclosures on disclosures.id = findings.disclosure_id
    where disclosures.source_id = sources.id and findings.source_line = doubtful_figures.source_line
      and severity in ('error', 'warning')) as disputed
from doubtful_figures join sources on sources.id = doubtful_figures.source_id
where sources.id in (select source_id from disclosures)
order by disputed desc, confidence, sources.path, line limit ?"""
_DISPUTED = """
select sources.path, findings.source_page as page, findings.source_line as line, found as read, expected as other
from findings join disclosures on disclosures.id = findings.disclosure_id
join sources on sources.id = disclosures.source_id
where cause = 'extraction' and severity in ('error', 'warning') and found is not null and findings.source_line is not null
order by severity, sources.path, line limit ?"""


def most_doubtful(conn: sqlite3.Connection, most: int = MOST) -> list[str]:
    """The most doubtful figures of a database, a line each, the worst first."""
    told: dict[tuple[str, int], str] = {}
    for path, page, line, read, other, confidence, disputed in conn.execute(_RECOGNISED, (most,)):
        why = f"certainty {confidence:.2f}" + ("; a finding disputes it" if disputed else "")
        told.setdefault((path, line), _line(path, page, line, read, other, why))
    for path, page, line, read, other in conn.execute(_DISPUTED, (most,)):
        told.setdefault((path, line), _line(path, page, line, read, other, "its sums do not close"))
    return list(told.values())[:most]


def _line(path: str, page: int | None, line: int, read: str, other: str | None, why: str) -> str:
    where = f"page {page}, L{line}" if page else f"L{line}"
    return (
        f"{path} {where}: {read or 'a mark, not read'}" + (f", may be {other}" if other else "") + f" ({why})"
    )
