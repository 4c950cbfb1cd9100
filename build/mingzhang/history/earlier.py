"""The history that a portal without one has all the same: what its database and its site publish (version 0.1.0)."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from urllib.parse import unquote, urlsplit

from ..parsing.twins import body_key
from .records import Account, History, Scope, Version

_ROWS = """
SELECT d.id, d.department_id, d.fiscal_year, coalesce(d.scope, ''), d.source_id, d.published_on, p.name
FROM disclosures d JOIN departments p ON p.id = d.department_id ORDER BY d.id
"""
_LOCATION = re.compile(r"<loc>([^<]{1,2000})</loc>")


def history_of_database(conn: sqlite3.Connection, sitemap: Path) -> History:
    """Return who stands at which address. Version 0.1.0 gave a second file of a body and year an address of its own
    (`…-2024-2`); it is a version of the account now, and its address leads there.
    """
    history = History()
    moved = []
    for id_, department_id, year, scope, source_id, published_on, name in conn.execute(_ROWS):
        body = body_key(name)
        history.bodies.setdefault(body, department_id)
        first = f"{department_id}-{year}"
        if id_ != first and first in history.accounts and re.fullmatch(r"-\d+", id_.removeprefix(first)):
            account = history.accounts[first]
            number = len(account.versions) + 1
            account.versions.append(Version(number, source_id, published_on, replaced_by=account.current))
            account.asides.append(number)
            moved.append((id_, body, year, f"d/{first}/v{number}/"))
            continue
        stated: Scope = scope if scope in ("汇总", "本级") else ""
        history.accounts[id_] = Account(body, year, stated, versions=[Version(1, source_id, published_on)])
    for id_, body, year, to in moved:
        history.accounts[id_] = Account(body, year, status="moved", moved_to=to)
    history.pages = _pages(sitemap)
    return history


def _pages(sitemap: Path) -> list[str]:
    """The addresses of a site's pages, relative to its root: the shortest of them is the root."""
    if not sitemap.is_file():
        return []
    paths = [unquote(urlsplit(address).path) for address in _LOCATION.findall(sitemap.read_text("utf-8"))]
    root = min(paths, key=len, default="/")
    return sorted(path.removeprefix(root) for path in paths)
