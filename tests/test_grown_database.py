"""A database that grew out of the one that stood holds the rows, and answers searches, as one that is made from nothing."""

from __future__ import annotations

import io
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from documents import minimal, write
from made_up_database import make_database
from mingzhang.catalogue import TABLES
from mingzhang.database.full_text import TABLE
from mingzhang.database.loading import grown_database
from mingzhang.database.renewing import OF_BUDGETS, OF_DISCLOSURES, OF_ROLLUPS, OF_SOURCES, WHOLE, Renewal
from mingzhang.pipeline import making_database, manifest, stages
from mingzhang.pipeline.base import BESIDE, copied
from mingzhang.pipeline.making_database import Contents, Filled
from mingzhang.pipeline.manifest import MANIFEST, Manifest, read_manifest
from mingzhang.pipeline.stages import Build, build_portal
from mingzhang.portal import Portal, starter_root
from mingzhang.progress import Reporter
from mingzhang.publishing import Workspace
from mingzhang.search.backends.sqlite.searching import search
from mingzhang.search.documents.placing import placed, room_after
from mingzhang.serving.sizes import row_counts
from mingzhang.site.disclosure_facts import connect, fetch
from mingzhang.site.loading_facts import load_standing
from mingzhang.site.reuse import standing_digest
from test_budgets import budget

pytestmark = pytest.mark.slow

PORTAL = Portal(root=starter_root(), budgets=True)
OLD, NEW = "云州市临江区城市管理委员会", "云州市临江区城市管理执法局"
BODIES = (
    "云州市临江区人民政府青石街道办事处",
    "云州市临江区财政局",
    "云州市临江区教育局",
    OLD,
    "云州市青澜区人民政府莲汀街道办事处",
)


def test_every_table_has_one_way_to_be_changed() -> None:
    ways = [*OF_BUDGETS, *OF_DISCLOSURES, *OF_ROLLUPS, *OF_SOURCES, *WHOLE]
    ways += ["departments", "paragraphs", "indicators", "finding_evidence", "search_documents"]
    assert sorted(ways) == sorted(table.name for table in TABLES if table.view is None)


def rows_of(conn: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    """Every published row by its key; of search documents all but their numbers, in the order of these."""
    found = {}
    for table in TABLES:
        columns = [f'"{column.name}"' for column in table.columns]
        order = ", ".join(f'"{name}"' for name in table.primary_key) or ", ".join(columns)
        shown = ", ".join(columns[1:] if table.name == "search_documents" else columns)
        found[table.name] = conn.execute(f"SELECT {shown} FROM {table.name} ORDER BY {order}").fetchall()
    return found


def index_of(conn: sqlite3.Connection) -> list[tuple[object, ...]]:
    """Every word of the index with the place of its document among all."""
    conn.execute(f"CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, {TABLE}, instance)")
    ranked = "SELECT id, row_number() OVER (ORDER BY id) AS place FROM search_documents"
    sql = f"SELECT term, place, col, offset FROM temp.words LEFT JOIN ({ranked}) AS r ON r.id = doc ORDER BY 1, 2, 3, 4"
    return conn.execute(sql).fetchall()


QUERIES = (
    "收支总计",
    "绿化任务",
    "财政拨款收入",
    "2022年 街道",
    "城市管理",
    "1300",
    "一般公共服务支出",
    "没有这样的词语",
)


def answers_of(conn: sqlite3.Connection) -> list[object]:
    """What searches find, in order, with facets and suggestions; without the numbers of documents."""
    sorts = ("relevance", "newest", "amount")
    found = [search(conn, query, sort=sort) for query in QUERIES for sort in sorts]  # type: ignore[arg-type]
    return [replace(one, hits=tuple(replace(hit, id=0) for hit in one.hits)) for one in found]


def assert_alike(grown: Path, clean: Path) -> None:
    with (
        closing(sqlite3.connect(grown / "disclosures.db")) as one,
        closing(sqlite3.connect(clean / "disclosures.db")) as other,
    ):
        rows, wanted = rows_of(one), rows_of(other)
        assert {name: rows[name] for name in rows if rows[name] != wanted[name]} == {
            name: wanted[name] for name in rows if rows[name] != wanted[name]
        }
        assert index_of(one) == index_of(other)
        assert answers_of(one) == answers_of(other)
        assert one.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert one.execute("PRAGMA foreign_key_check").fetchall() == []
        assert (
            one.execute("SELECT count(*) FROM disclosures_numbers").fetchone()
            == other.execute("SELECT count(*) FROM disclosures_numbers").fetchone()
        )
    assert row_counts(grown / "disclosures.db") == row_counts(clean / "disclosures.db")


def assert_untouched(old: Path, new: Path, reached: set[str]) -> int:
    """Hold against the old database what pages say of each disclosure that changes did not reach; return how many."""
    with closing(connect(old)) as one, closing(connect(new)) as other:
        ids = [row["id"] for row in fetch(other, "select id from disclosures") if row["id"] not in reached]
        for id_ in ids:
            assert standing_digest(load_standing(one, id_)) == standing_digest(load_standing(other, id_)), id_
    return len(ids)


class Pair:
    """A portal that grows; beside the database of each of its builds one that is made from nothing out of the same."""

    def __init__(self, folder: Path) -> None:
        self.inputs, self.grown, self.clean = folder / "in", folder / "grown", folder / "clean"
        self.said = io.StringIO()
        self.filled: list[Filled] = []
        self.untouched = 0

    def build(self, portal: Portal = PORTAL) -> Build:
        self.said.truncate(0)
        reporter = Reporter(Console(file=self.said, width=500))
        return build_portal([self.inputs], self.grown, portal, reporter, "inline")

    def make(self, contents: Contents, made_of: Manifest, space: Workspace, *rest: Any, anew: bool) -> Filled:
        """Make the database in both ways; the build goes on with the first."""
        database = space.building / "disclosures.db"
        one = making_database.make_database(contents, made_of, space, *rest, anew=anew)
        if one.reached is not None:
            self.untouched += assert_untouched(space.output / "disclosures.db", database, one.reached)
        shutil.move(database, space.building / "one.db")
        two = making_database.make_database(contents, made_of, space, *rest, anew=True)
        self.clean.mkdir(exist_ok=True)
        shutil.move(database, self.clean / "disclosures.db")
        shutil.move(space.building / "one.db", database)
        self.filled = [one, two]
        return one

    @property
    def is_grown(self) -> bool:
        return read_manifest(self.grown / MANIFEST).grown


NAMING = ("catalog.jsonld", "index.html", "sha256sums.txt")
"""Files of the open data that tell the size and the digest of the packed database."""


def files_of(portal: Path) -> dict[str, bytes]:
    """Everything published but the database itself."""
    of_it = ("disclosures.db.gz",)
    return {
        file.relative_to(portal).as_posix(): file.read_bytes()
        for part in ("site", "data", "history")
        for file in sorted((portal / part).rglob("*"))
        if file.is_file() and file.name not in of_it
    }


REPLY = "disclosure,rule,status,date,words\nyunzhou-linjiang-caizheng-ju-2023,{},说明,2025-11-20,已核实\n"
STEPS: list[tuple[str, Callable[[Path], object]]] = [
    ("a new body", lambda f: write(f, new=minimal("云州市临江区审计局"))),
    ("a year more", lambda f: write(f, more=minimal(BODIES[1], 2024, "1,214.50"))),
    ("other figures", lambda f: write(f, c0=minimal(BODIES[2], 2022, "1,300.00"))),
    ("another fiscal year", lambda f: write(f, c0=minimal(BODIES[2], 2021, "1,300.00"))),
    ("another body", lambda f: write(f, c0=minimal("云州市临江区民政局", 2022, "88.00"))),
    ("the same twice", lambda f: write(f, twice=minimal(BODIES[0]))),
    ("other names", lambda f: (f / "new.txt").rename(f / "zz.txt")),
    ("a file less", lambda f: (f / "more.txt").unlink()),
    ("a later version", lambda f: write(f, late=minimal(total="1,400.00").replace("10月20日", "10月28日", 1))),
    ("the later one was a mistake", lambda f: (f / "late.txt").unlink()),
    ("a body renamed", lambda f: (f / "bodies.csv").write_text(
        f"body,from,to,how,became,parent,scope,source\n{OLD},,2022,renamed,{NEW},,,\n", encoding="utf-8")),
    ("a budget", lambda f: write(f, budget=budget())),
    ("another budget", lambda f: write(f, budget=budget(three="4.00\t0\t3.00\t0\t3.00\t2.00"))),
    ("a correction", lambda f: (f / "corrections.csv").write_text(
        "file,place,read,right,who,when\na0.txt,L17c3,\"1,204.50\",\"1,204.60\",张三,2026-11-30\n", encoding="utf-8")),
    ("no correction", lambda f: (f / "corrections.csv").unlink()),
    ("registers", lambda f: [(f / name).write_text(text, encoding="utf-8") for name, text in REGISTERS.items()]),
    ("another district's account", lambda f: (f / "districts.csv").write_text(
        "district,year,figure,source\n临江区,2023,9000,总决算\n", encoding="utf-8")),
    ("no budget", lambda f: (f / "budget.txt").unlink()),
    ("nothing", lambda f: None),
]  # fmt: skip
STEPS.insert(9, STEPS[8])
REGISTERS = {
    "expected.csv": f"body,year,due_on\n{BODIES[1]},2023,2024-10-01\n{BODIES[2]},2024,2025-10-01\n",
    "headcounts.csv": f"body,year,kind,value,source\n{BODIES[1]},2023,编制,12,三定方案\n",
    "price_index.csv": "year,index,source\n2023,100.2,公报\n",
    "collected.csv": "",
}


@pytest.fixture
def pair(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Pair:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764000000")
    made = Pair(tmp_path)
    for letter, body in zip("abcde", BODIES, strict=True):
        later = NEW if body == OLD else body
        texts = {f"{letter}0": minimal(body, 2022), f"{letter}1": minimal(later, 2023, "1,300.00")}
        write(made.inputs, **texts)
    return made


@pytest.fixture
def no_files(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave pages and open data out, which follow from the database."""

    def site(database: Path, output: Path, *_: object) -> list[str]:
        output.mkdir(parents=True, exist_ok=True)
        (output / "sitemap.xml").write_text("")
        return []

    def exports(database: Path, output: Path, *_: object) -> None:
        (output / "changes").mkdir(parents=True, exist_ok=True)
        (output / "versions.json").write_text("[]")

    monkeypatch.setattr(stages, "build_site", site)
    monkeypatch.setattr(stages, "write_exports", exports)
    monkeypatch.setattr(stages, "write_retired", lambda *_: None)
    monkeypatch.setattr(stages, "write_static_pages", lambda *_: None)
    monkeypatch.setattr(stages, "make_database", pair.make)


@pytest.mark.parametrize("steps", [STEPS[:9], STEPS[9:]], ids=["first", "second"])
@pytest.mark.usefixtures("no_files")
def test_whatever_changes_the_rows_are_those_of_a_build_from_nothing(
    pair: Pair, steps: list[tuple[str, Callable[[Path], object]]]
) -> None:
    pair.build()
    assert not pair.is_grown
    for what, change in steps:
        change(pair.inputs)
        pair.build()
        assert pair.is_grown, (what, pair.said.getvalue())
        assert_alike(pair.grown, pair.clean)
        one, two = pair.filled
        assert (one.warnings, one.doubtful, one.findings) == (two.warnings, two.doubtful, two.findings), what
    assert pair.untouched > len(steps)


def test_pages_and_open_data_are_those_of_a_build_from_nothing(pair: Pair, tmp_path: Path) -> None:
    pair.build()
    write(pair.inputs, c0=minimal(BODIES[2], 2022, "1,350.00"), new=minimal("云州市临江区审计局"))
    shutil.copytree(pair.grown, pair.clean)
    shutil.copytree(tmp_path / ".mingzhang/grown", tmp_path / ".mingzhang/clean")
    pair.build()
    assert pair.is_grown
    build_portal([pair.inputs], pair.clean, PORTAL, Reporter(quiet=True), "inline", anew=True)
    one, two = files_of(pair.grown), files_of(pair.clean)
    assert one.keys() == two.keys()
    telling = {f"{folder}/{name}" for folder in ("data", "site/files") for name in NAMING}
    assert {name for name in one if one[name] != two[name]} <= telling
    sums, wanted = (set(found["data/sha256sums.txt"].decode().splitlines()) for found in (one, two))
    assert {line[66:] for line in sums ^ wanted} <= {*NAMING, "disclosures.db.gz"}


def _damage(pair: Pair) -> None:
    with (pair.grown / "disclosures.db").open("r+b") as file:
        file.seek(-100, 2)
        file.write(b"damaged")


def _of_another(pair: Pair) -> None:
    with closing(sqlite3.connect(pair.grown / "disclosures.db")) as conn, conn:
        conn.execute("UPDATE revenue_expenditure_summary SET amount = 1")


IN_DOUBT: dict[str, tuple[Callable[[Pair], object], str]] = {
    "a damaged file": (_damage, "is not as it was written"),
    "other rows": (_of_another, "is not as it was written"),
    "nothing beside it": (lambda p: (p.grown / BESIDE).unlink(), ""),
    "damaged beside it": (lambda p: (p.grown / BESIDE).write_text("{"), "cannot be read"),
    "too much changed": (
        lambda p: [write(p.inputs, **{f"{x}0": minimal(BODIES[0], 2010 + n)}) for n, x in enumerate("abcd")], ""
    ),
}  # fmt: skip


@pytest.mark.parametrize("doubt", IN_DOUBT)
@pytest.mark.usefixtures("no_files")
def test_a_base_in_doubt_is_left_alone(pair: Pair, doubt: str) -> None:
    pair.build()
    harm, said = IN_DOUBT[doubt]
    harm(pair)
    pair.build()
    assert not pair.is_grown
    assert said in pair.said.getvalue()
    assert bool(said) == ("made from nothing" in pair.said.getvalue())
    assert_alike(pair.grown, pair.clean)


@pytest.mark.usefixtures("no_files")
def test_another_program_or_other_settings_begin_anew(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    pair.build()
    for change in (
        lambda: pair.build(replace(PORTAL, title="另一个名字")),
        lambda: (monkeypatch.setattr(manifest, "_code", lambda: "another"), pair.build()),
    ):
        change()
        assert not pair.is_grown
        assert "the program or the settings changed" in pair.said.getvalue()


@pytest.mark.usefixtures("no_files")
def test_of_what_is_withdrawn_nothing_is_left_in_the_file(pair: Pair) -> None:
    text = minimal(BODIES[1], 2024).replace("绿化任务", "不宜公开的任务")
    write(pair.inputs, secret=text)
    pair.build()
    assert "不宜公开的任务".encode() in (pair.grown / "disclosures.db").read_bytes()
    register = f"body,year,reason\n{BODIES[1]},2024,涉及个人隐私\n"
    (pair.inputs / "withdraw.csv").write_text(register, encoding="utf-8")
    pair.build()
    assert not pair.is_grown
    assert "不宜公开的任务".encode() not in (pair.grown / "disclosures.db").read_bytes()


@pytest.mark.usefixtures("no_files")
def test_what_goes_wrong_on_the_way_is_told_and_made_from_nothing(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair.build()
    monkeypatch.setattr(Renewal, "take_out", lambda *_: None)
    write(pair.inputs, a0=minimal(BODIES[0], 2022, "1,250.00"))
    pair.build()
    assert not pair.is_grown
    assert "made from nothing: UNIQUE constraint failed" in pair.said.getvalue()
    assert_alike(pair.grown, pair.clean)


def test_a_database_with_another_schema_is_no_base(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "a.db")) as conn:
        conn.execute("CREATE TABLE disclosures (id TEXT)")
    with pytest.raises(sqlite3.DatabaseError, match="schema"):
        copied(tmp_path / "a.db", tmp_path / "b.db")


def test_a_key_that_leads_nowhere_is_no_database(tmp_path: Path) -> None:
    file = make_database(tmp_path / "a.db")
    with pytest.raises(sqlite3.IntegrityError), grown_database(file) as db:
        db.conn.execute("DELETE FROM departments")


def test_documents_find_room_between_others_and_few_are_moved() -> None:
    chance = random.Random(1)
    order, starts = [(f"{n:03}", chance.randint(0, 30)) for n in range(50)], dict[str, int]()
    for _ in range(60):
        kept = [one for one in order if chance.random() < 0.9]
        new = {f"{chance.randint(0, 999):03}": chance.randint(0, 60) for _ in range(5)}
        order = sorted((new | dict(kept)).items())
        known = {name: starts[name] for name, _ in kept if name in starts}
        starts = placed(order, known)
        ends = [starts[name] + size for name, size in order]
        assert all(starts[name] >= end for (name, _), end in zip(order[1:], ends[:-1], strict=True))
    many = [(f"{n:05}", 600) for n in range(1000)]
    starts = placed(many, {})
    after = placed(sorted([*many, ("00500-new", 600)]), starts)
    assert sum(after[name] != start for name, start in starts.items()) <= 2
    assert after["00999"] == 999 * (600 + room_after(600))
