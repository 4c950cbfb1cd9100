"""`mingzhang answer`: the answer to a question on the terminal, in words or as JSON."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console

from .answering import Answerer
from .records import Answer


def answer_question(database: Path, question: str, folder: Path) -> Answer:
    """Answer a question from a database with the words of a search/ `folder`. Raises sqlite3.DatabaseError."""
    with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as conn:
        return Answerer.of(conn, folder).answer(conn, question)


def print_answer(answer: Answer, as_json: bool = False, console: Console | None = None) -> None:
    """Print an answer with where it was read."""
    out = console or Console(highlight=False, soft_wrap=True)
    if as_json:
        out.print(json.dumps(answer_json(answer), ensure_ascii=False), markup=False)
        return
    out.print(answer.text, markup=False)
    for evidence in answer.evidence:
        line = f" 第{evidence.line}行" if evidence.line is not None else ""
        out.print(f"  {evidence.url}{line} {evidence.quote[:100]}".rstrip(), markup=False, style="cyan")


def answer_json(answer: Answer) -> dict[str, Any]:
    """The answer as programs are given it."""
    return {
        key: value
        for key, value in asdict(answer).items()
        if value not in (None, ()) or key in ("type", "text")
    }
