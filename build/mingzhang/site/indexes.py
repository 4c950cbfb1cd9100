"""Index pages: what is made from many disclosures at once, in parts that can be made side by side."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from .codes import code_pages
from .comparison import comparison_page
from .departments import department_pages
from .english import english_index
from .listings import listing_pages
from .pages import Page
from .quality import quality_page
from .records import Rows, fetch
from .topics import topic_pages

_ALL = """
select disclosures.id as id, disclosures.department_id as department_id, fiscal_year, published_on, title,
  departments.name as name, departments.short_name as short_name, departments.kind as kind,
  departments.district as district, departments.city as city,
  (select value from key_figures where disclosure_id = disclosures.id and metric = 'expenditure_total'
   order by origin desc, position limit 1) as expenditure,
  (select value from key_figures where disclosure_id = disclosures.id and metric = 'three_public_final'
   order by origin desc, position limit 1) as three_public,
  (select value from key_figures where disclosure_id = disclosures.id and metric = 'operating_cost'
   order by origin desc, position limit 1) as operating,
  (select count(*) from statements where disclosure_id = disclosures.id and status in ('lost', 'absent')) as lost,
  (select count(*) from findings where disclosure_id = disclosures.id and severity <> 'note') as findings
from disclosures join departments on departments.id = disclosures.department_id
order by departments.city, departments.district, departments.short_name, fiscal_year desc, disclosures.id"""

_SHARES = 4
PARTS = ("codes", "quality", "listings", "topics", *(f"departments {share}" for share in range(_SHARES)))
"""What can be made side by side, in processes of their own; the longest work first."""


def all_disclosures(conn: sqlite3.Connection) -> Rows:
    """Every disclosure with what index pages show of it."""
    return fetch(conn, _ALL)


def index_pages(conn: sqlite3.Connection, part: str) -> Iterator[Page]:
    """The index pages of one of `PARTS`."""
    name, _, share = part.partition(" ")
    if name == "departments":
        yield from department_pages(conn, all_disclosures(conn), int(share), _SHARES)
    elif name == "listings":
        rows = all_disclosures(conn)
        yield from listing_pages(rows)
        yield from english_index(conn, rows)
    elif name == "codes":
        yield from code_pages(conn)
    elif name == "topics":
        yield from topic_pages(conn)
    elif name == "quality":
        yield from (quality_page(conn), comparison_page())
