"""How long answers take at size: `python benchmarks/answering.py DATABASE QUESTIONS.csv [--copies 333]`.

The disclosures of a built portal are copied under other bodies' names, and each question of the column `question` is asked of
the copy twice. Prints the milliseconds of processor time of the median and the 95th percentile, and of each kind's slowest.
"""

from __future__ import annotations

import argparse
import csv
import shutil
import sqlite3
import sys
import tempfile
import time
from collections import defaultdict
from contextlib import closing
from pathlib import Path

from mingzhang.answers.answering import Answerer
from mingzhang.catalogue import TABLES
from mingzhang.portal import starter_root
from writable import make_writable

_HAN = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥金木水火土"
_KEYS = {"departments": "id", "disclosures": "id", "indicators": "form_id", "paragraphs": "section_id"}
_COPIED = frozenset({"id", "disclosure_id", "department_id", "form_id", "section_id"})
_LEFT = ("search_documents", "sqlite_", "addresses")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("database", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--copies", type=int, default=333)
    asked = parser.parse_args()
    with asked.questions.open(encoding="utf-8") as file:
        questions = [row["question"] for row in csv.DictReader(file)]
    with tempfile.TemporaryDirectory() as folder:
        database = Path(shutil.copy(asked.database, folder))
        with closing(sqlite3.connect(database)) as conn:
            _copy(conn, asked.copies)
            (count,) = conn.execute("SELECT count(*) FROM disclosures").fetchone()
            answerer = Answerer.of(conn, starter_root() / "search")
            for _ in range(2):
                times = [_asked(answerer, conn, question) for question in questions]
    ordered = sorted(seconds for seconds, _ in times)
    slowest: dict[str, float] = defaultdict(float)
    for seconds, kind in times:
        slowest[kind] = max(slowest[kind], seconds)
    print(
        f"{count} disclosures, {len(times)} questions: {_ms(ordered, 0.5)} ms median, {_ms(ordered, 0.95)} ms p95"
    )
    for kind, seconds in slowest.items():
        print(f"{kind:<8} {seconds * 1000:.0f} ms at most")
    return 0


def _asked(answerer: Answerer, conn: sqlite3.Connection, question: str) -> tuple[float, str]:
    begin = time.process_time()
    answer = answerer.answer(conn, question)
    return time.process_time() - begin, answer.type


def _ms(ordered: list[float], share: float) -> str:
    return f"{ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000:.0f}"


def _copy(conn: sqlite3.Connection, copies: int) -> None:
    """Copy every disclosure and its body so many times, each under another name."""
    conn.execute("PRAGMA foreign_keys = off")
    conn.execute("CREATE TEMP TABLE originals (of, key, PRIMARY KEY (of, key)) WITHOUT ROWID")
    tables = {}
    make_writable(conn)
    for name in (table.name for table in TABLES if table.view is None):
        columns = [row[1] for row in conn.execute(f"PRAGMA table_info({name})")]
        key = _KEYS.get(name, "disclosure_id")
        if key in columns and not name.startswith(_LEFT):
            tables[name] = (columns, key)
            conn.execute(f"INSERT INTO originals SELECT DISTINCT '{name}', {key} FROM {name}")
    for number in range(copies):
        own = "".join(_HAN[number // len(_HAN) ** place % len(_HAN)] for place in range(3))
        for name, (columns, key) in tables.items():
            chosen = ", ".join(_as_copied(name, column, number, own) for column in columns)
            kept = f"{key} IN (SELECT key FROM originals WHERE of = '{name}')"
            conn.execute(
                f"INSERT INTO {name} ({', '.join(columns)}) SELECT {chosen} FROM {name} WHERE {kept}"
            )


def _as_copied(table: str, column: str, number: int, own: str) -> str:
    if column in _COPIED:
        return f"{column} || '-{number}'"
    if column == "page_url" and table == "disclosures":
        return f"page_url || '{number}/'"
    if table == "departments" and column in ("name", "short_name", "district"):
        return f"'{own}' || {column}"
    return column


if __name__ == "__main__":
    sys.exit(main())
