"""Search for a host without any server: Pagefind indexes by character, some for each fiscal year, merged in the browser.

Pagefind cuts words at blanks, so Han characters are parted by blanks and a word is searched as a quoted run of them:
every piece of a text is then found, and nothing else. What it indexes are trimmed pages of ours, one for each
disclosure and kind of document; the browser shows the documents of a page that hold the words.
"""

from __future__ import annotations

import html
import re
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from .documents import with_parents
from .normal import FOLD, HAN, LETTERS

FOLDER = "search/pagefind"
CHARACTERS_PER_INDEX = 5_000_000
"""Pagefind holds an index in memory, some 160 bytes a character; each further index costs a query some small files."""
BREAK = "‖"
"""Between title, text and codes of a document: no document holds it, and Pagefind indexes no punctuation."""
_WORD = f"0-9{HAN}{LETTERS}"
_OPENING = "“‘「『《〈（(【\\["
# A blank goes between two neighbours of which one is Han; closing punctuation stays with what it follows, opening
# punctuation with what it opens, so that none becomes a word of its own and parts a phrase.
_SEAM = re.compile(
    f"(?<=[{HAN}])(?=[{_WORD}{_OPENING}])|(?<=[0-9{LETTERS}])(?=[{HAN}])"
    f"|(?<=[^{_WORD}\\s{_OPENING}])(?=[{HAN}{_OPENING}])|(?<=[^{_WORD}\\s{_OPENING}.,:/%-])(?=[0-9{LETTERS}])"
)
_ROWS = """SELECT search_documents.fiscal_year AS year, disclosure_id, search_documents.kind, search_documents.title,
        text, search_documents.page_url, department, search_documents.district, codes, departments.name, city
    FROM search_documents JOIN disclosures ON disclosures.id = disclosure_id
    JOIN departments ON departments.id = department_id ORDER BY search_documents.id"""
_SIZES = """SELECT fiscal_year, disclosure_id, SUM(LENGTH(title) + LENGTH(text)) FROM search_documents
    GROUP BY fiscal_year, disclosure_id ORDER BY MIN(id)"""


class PagefindError(RuntimeError):
    """Pagefind is not installed or failed; the message says which."""


def spaced(text: str) -> str:
    """A text with its Han characters parted by blanks; folded to simplified and half width, quotation marks kept.

    >>> spaced("“三公”經費4,916.71萬元，完成")
    '“三 公” 经 费 4,916.71 万 元， 完 成'
    """
    folded = " ".join(text.translate(FOLD).replace(BREAK, " ").split())
    return _SEAM.sub(" ", folded)


def build(conn: sqlite3.Connection, site: Path) -> dict[int, int]:
    """Write the indexes of each fiscal year under `site`; how many each year has, the newest first.

    The folder of an index is `YEAR-NUMBER`. Memory is bounded by one index.
    """
    numbers = _numbers(conn)
    cursor = conn.cursor()
    cursor.row_factory = sqlite3.Row
    counts: dict[int, int] = {}
    rows = cursor.execute(_ROWS)
    for (year, number), of_index in groupby(rows, key=lambda row: numbers[row["disclosure_id"]]):
        with tempfile.TemporaryDirectory(prefix="mingzhang-pagefind-") as folder:
            _write_pages(of_index, Path(folder))
            _run(Path(folder), site / FOLDER / f"{year}-{number}")
        counts[year] = number
    return dict(sorted(counts.items(), reverse=True))


def _numbers(conn: sqlite3.Connection) -> dict[str, tuple[int, int]]:
    """The year and the number of the index that each disclosure goes to; an index ends before it grows too large."""
    cursor = conn.cursor()
    cursor.row_factory = None
    out: dict[str, tuple[int, int]] = {}
    year, number, held = 0, 0, 0
    for of_year, disclosure, size in cursor.execute(_SIZES):
        if of_year != year:
            year, number, held = of_year, 1, 0
        elif held + size > CHARACTERS_PER_INDEX:
            number, held = number + 1, 0
        held += size
        out[disclosure] = (year, number)
    return out


def _write_pages(rows: Iterable[sqlite3.Row], folder: Path) -> None:
    for number, (_, documents) in enumerate(
        groupby(rows, key=lambda row: (row["disclosure_id"], row["kind"]))
    ):
        (folder / f"{number}.html").write_text("".join(_page(list(documents))), encoding="utf-8")


def _page(documents: list[sqlite3.Row]) -> Iterator[str]:
    """The trimmed page of one disclosure and kind: filters, the names it is found by, then each document at its anchor."""
    one = documents[0]
    yield '<!doctype html><html lang="en"><head><title>-</title></head><body data-pagefind-body>'
    facets = {
        "year": one["year"],
        "district": one["district"],
        "department": one["department"],
        "kind": one["kind"],
    }
    for facet, value in facets.items():
        if value is not None:
            escaped = html.escape(f"{facet}:{value}", quote=True)
            yield f'<i data-pagefind-filter="{escaped}"></i><i data-pagefind-meta="{escaped}"></i>'
    yield f'<i data-pagefind-meta="id:{html.escape(one["disclosure_id"], quote=True)}"></i>'
    yield f'<i data-pagefind-sort="year:{one["year"]}"></i>'
    names = (one["name"], one["department"], one["district"], one["city"], str(one["year"]))
    yield f"<p>{_words(f' {BREAK} '.join(spaced(name) for name in names if name))}</p>"
    for number, row in enumerate(documents):
        anchor = row["page_url"].partition("#")[2] or "top"
        codes = " ".join(with_parents((row["codes"] or "").split()))
        yield f'<h2 id="{html.escape(anchor, quote=True)}~{number}">{_words(spaced(row["title"]))}</h2>'
        yield f"<p>{BREAK} {_words(spaced(row['text']))} {BREAK} {codes}</p>"
    yield "</body></html>"


def _words(text: str) -> str:
    return html.escape(text, quote=False)


def _run(pages: Path, output: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "pagefind",
        "--site",
        str(pages),
        "--output-path",
        str(output),
        "--quiet",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return
    if "No module named" in done.stderr:
        raise PagefindError("the static search needs Pagefind: pip install 'mingzhang[static-search]'")
    lines = (done.stderr or done.stdout).strip().splitlines() or ["no reason given"]
    raise PagefindError(f"Pagefind failed: {lines[-1]}")
