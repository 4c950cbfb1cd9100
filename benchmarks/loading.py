"""Loading a large database: `python benchmarks/loading.py --disclosures 2400`.

2,400 disclosures make a million rows. Our loader (types, keys, indexes) is measured against plain `executemany` of the
same rows into tables without any of them, and against sqlite-utils' `insert_all`, as it comes and within one
transaction. Seconds are of the processor, so that other work on the machine does not count; `clock` is the wall's.
Target: 200,000 rows a second.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

import sqlite_utils

from made_up_rows import chunks, search_rows
from mingzhang.database.loading import Loader, new_database

SAMPLE = 100
"""`insert_all` as it comes commits every hundred rows: it is measured on so many disclosures."""


@dataclass
class Spent:
    """Seconds of the processor and of the clock."""

    cpu: float = 0.0
    clock: float = 0.0
    names: list[str] = field(default_factory=list)

    @contextmanager
    def counting(self) -> Iterator[None]:
        cpu, clock = time.process_time(), time.perf_counter()
        yield
        self.cpu += time.process_time() - cpu
        self.clock += time.perf_counter() - clock


@dataclass(frozen=True)
class Loaded:
    """How many rows, what inserting them (indexes included) took, and checking, analysing and packing after it."""

    rows: int
    inserting: Spent
    finishing: Spent


def load(file: Path, disclosures: int) -> Loaded:
    """Load with our loader. Making the rows is not counted, nor is the full-text index."""
    count, inserting, finishing = 0, Spent(), Spent()
    with new_database(file) as db:
        loader = Loader(db)
        for chunk in chunks(disclosures):
            with inserting.counting():
                loader.add(chunk)
            count += len(chunk)
        with inserting.counting():
            loader.close()
        search_rows(db.conn)
        cpu, clock = time.process_time(), time.perf_counter()
    finishing.cpu, finishing.clock = time.process_time() - cpu, time.perf_counter() - clock
    return Loaded(count, inserting, finishing)


def load_plainly(file: Path, disclosures: int) -> tuple[int, Spent]:
    """`executemany` of the same rows, made into tuples beforehand, into tables without types, keys or indexes."""
    count, spent = 0, Spent()
    conn = sqlite3.connect(file)
    heads: dict[str, tuple[str, ...]] = {}
    for chunk in chunks(disclosures):
        by_table: dict[str, list[tuple[object, ...]]] = {}
        for table, row in chunk:
            if table not in heads:
                heads[table] = tuple(row)
                conn.execute(f"CREATE TABLE {table} ({', '.join(heads[table])})")
            by_table.setdefault(table, []).append(tuple(row.get(name) for name in heads[table]))
        with spent.counting():
            for table, values in by_table.items():
                conn.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(heads[table]))})", values)
        count += len(chunk)
    with spent.counting():
        conn.commit()
    conn.close()
    return count, spent


def load_by_sqlite_utils(file: Path, disclosures: int, atomic: bool) -> tuple[int, Spent]:
    """`insert_all` of the same rows, as it comes or all in one transaction."""
    count, spent = 0, Spent()
    db = sqlite_utils.Database(file)
    with spent.counting(), db.atomic() if atomic else nullcontext():
        for chunk in chunks(disclosures):
            by_table: dict[str, list[dict[str, object]]] = {}
            for table, row in chunk:
                by_table.setdefault(table, []).append(row)
            for table, rows in by_table.items():
                db.table(table).insert_all(rows, alter=True)
            count += len(chunk)
    db.close()
    return count, spent


def report(disclosures: int) -> None:
    """Load in every way and print rows a second, and how often as long as plain `executemany` it took."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "ours.db"
        ours = load(file, disclosures)
        size = file.stat().st_size / 1e6
        rows, plain = load_plainly(Path(folder) / "plain.db", disclosures)
        each = plain.cpu / rows
        print(f"Python {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}, {os.cpu_count()} cores")
        print(f"{'way':<44}{'rows':>11}{'rows/s':>11}{'by clock':>11}{'ratio':>7}")
        told: list[tuple[str, int, Spent]] = [
            ("plain executemany", rows, plain),
            ("our loader", ours.rows, ours.inserting),
        ]
        whole = Spent(ours.inserting.cpu + ours.finishing.cpu, ours.inserting.clock + ours.finishing.clock)
        told.append((f"our loader, checked and packed ({size:.0f} MB)", ours.rows, whole))
        ways: list[tuple[str, int, bool]] = [
            ("sqlite-utils insert_all, one transaction", disclosures // 4, True),
            ("sqlite-utils insert_all as it comes", SAMPLE, False),
        ]
        run: Callable[[Path, int, bool], tuple[int, Spent]] = load_by_sqlite_utils
        told += [
            (name, *run(Path(folder) / f"{number}.db", many, atomic))
            for number, (name, many, atomic) in enumerate(ways)
        ]
        for name, count, spent in told:
            ratio = spent.cpu / count / each
            print(
                f"{name:<44}{count:>11,}{count / spent.cpu:>11,.0f}{count / spent.clock:>11,.0f}{ratio:>7.1f}"
            )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--disclosures", type=int, default=2_400)
    report(parser.parse_args().disclosures)
