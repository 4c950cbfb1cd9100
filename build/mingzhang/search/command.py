"""`mingzhang search`: ranked hits on the terminal, the matching words set off."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from rich.console import Console
from rich.text import Text

from .backends.sqlite.searching import search
from .documents.document_kinds import KINDS
from .language.marks import Segment
from .language.tuning import NO_TUNING, Tuning
from .results import TYPED, Results


def print_hits(
    database: Path,
    query: str,
    limit: int = 10,
    tuning: Tuning = NO_TUNING,
    console: Console | None = None,
) -> Results:
    """Search `database` and print at most `limit` hits, each with its page. Raises sqlite3.DatabaseError."""
    out = console or Console(highlight=False, soft_wrap=True)
    with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as conn:
        results = search(conn, query, per_page=limit, tuning=tuning, facets=())
    for number, hit in enumerate(results.hits, start=1):
        place = f"{hit.district or ''}{hit.department} {hit.fiscal_year}"
        out.print(
            Text.assemble((f"{number}. {place}", "bold"), f" · {KINDS[hit.kind]} · ", _marked(hit.title))
        )
        out.print(Text.assemble("   ", _marked(hit.text)))
        out.print(Text(f"   {hit.page_url}", style="cyan"))
    typed = [
        f"{value}年" if name == "year" else value for name in TYPED for value in results.understood.of(name)
    ]
    if typed:
        out.print(f"已将“{'、'.join(map(str, typed))}”作为筛选条件。", markup=False)
    if results.loosened:
        out.print("没有同时含有全部词语的内容，以上为相近的结果。", markup=False)
    if results.suggestion:
        out.print(f"您要找的是不是：{results.suggestion}", markup=False)
    if results.message:
        out.print(results.message, markup=False)
    if results.hits:
        out.print(f"共 {results.total} 条，列出 {len(results.hits)} 条。", markup=False)
    return results


def _marked(pieces: tuple[Segment, ...]) -> Text:
    """The pieces as text: on a terminal the hits stand out, elsewhere they are plain."""
    out = Text()
    for piece in pieces:
        out.append(piece.text.replace("\n", " "), style="bold yellow" if piece.hit else "")
    return out
