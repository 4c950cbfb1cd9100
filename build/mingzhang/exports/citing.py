"""How to cite a page, a table or a query: GB/T 7714-2015 and BibTeX, with the version of the data."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from ..portal import Portal
from .table_rows import tuples

_TEX = str.maketrans({c: f"\\{c}" for c in "&%$#_{}"} | {"~": "\\textasciitilde{}", "^": "\\textasciicircum{}", "\\": "\\textbackslash{}"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference in two forms; the reader puts in the day of reading for 引用日期."""

    gbt7714: str
    bibtex: str


def citation(
    portal: Portal,
    title: str,
    address: str,
    version: str,
    author: str = "",
    published_on: str | None = None,
) -> Citation:
    """Return how to cite `address` (relative to the portal's root) under `title`.

    `author` is the publishing department (default: the portal), `published_on` the printed date (ISO), `version`
    that of the data (`data_version`).
    """
    author = author or portal.title
    url = portal.base_url.rstrip("/") + "/" + address
    kind = "EB/OL" if published_on else "DS/OL"
    date = f"({published_on})" if published_on else ""
    gbt7714 = f"{author}. {title}[{kind}]. 版本 {version}. {date}[引用日期]. {url}."
    fields = {
        "author": f"{{{_tex(author)}}}",
        "title": f"{{{_tex(title)}}}",
        "year": (published_on or "")[:4],
        "version": version,
        "howpublished": f"\\url{{{url}}}",
        "note": "引用日期：",
    }
    body = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    key = re.sub(r"[^A-Za-z0-9]+", "-", address).strip("-") or "portal"
    return Citation(gbt7714, f"@misc{{{key},\n{body}\n}}")


def version_of(sources: Iterable[str], program: str, newest: str | None) -> str:
    """Return a version of data: the newest printed date and a digest of every source and of the program that read it.

    The same documents read by the same program are the same version; there is no clock in it.
    """
    digest = hashlib.sha256()
    for source in sources:
        digest.update(source.encode())
    digest.update(program.encode())
    return f"{newest or 'undated'}-{digest.hexdigest()[:8]}"


def data_version(conn: sqlite3.Connection) -> str:
    """Return the version of all data of a finished database."""
    cursor = tuples(conn)
    sources = [str(source) for (source,) in cursor.execute("SELECT id FROM sources ORDER BY id")]
    told = "SELECT value FROM portal WHERE key IN ('mingzhang', 'reading') ORDER BY key"
    program = " ".join(str(value) for (value,) in cursor.execute(told))
    (newest,) = cursor.execute("SELECT max(published_on) FROM disclosures").fetchone()
    return version_of(sources, program, newest)


def _tex(text: str) -> str:
    return text.translate(_TEX)
