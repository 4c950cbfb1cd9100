"""Bodies over time: renamed ones are one series with a mark, merged and split ones stand beside, what cannot be is told."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import sqlite_utils

from documents import minimal, write
from mingzhang.answers.answering import Answerer
from mingzhang.assistants.tools import Tools
from mingzhang.database.schema import create
from mingzhang.history.assigning import assign
from mingzhang.history.body_register import read_bodies, settle
from mingzhang.history.records import History
from mingzhang.history.renamings import likely_renamings
from mingzhang.pipeline.stages import build_portal
from mingzhang.portal import Portal, starter_root
from mingzhang.progress import Reporter
from mingzhang.site.disclosure_facts import connect
from mingzhang.site.pages.english_topics import english_topic_pages
from mingzhang.site.pages.topics import topic_pages
from mingzhang.site.parts.topic_tables import topic_tables
from test_addresses import HUA, OTHER_HUA, File

OLD, NEW, THIRD = "青澜区城管委", "青澜区城管局", "青澜区园林局"
FILES = [
    File("a", OLD, 2022, department_id="old"),
    File("b", NEW, 2023, department_id="new"),
    File("c", THIRD, 2022, department_id="third"),
    File("d", HUA, 2022),
    File("e", OTHER_HUA, 2023),
]
HEAD = "body,from,to,how,became,parent,scope\n"


def settled(
    folder: Path, rows: str, head: str = HEAD
) -> tuple[list[tuple[str, str, str | None, int | None]], list[str]]:
    """The links that a register comes to, and what is told of it."""
    file = folder / "bodies.csv"
    file.write_text(head + rows, encoding="utf-8")
    problems: list[str] = []
    published = assign(FILES, History()).published
    found = settle(read_bodies([file], problems), published, problems)
    return [(link.department_id, link.kind, link.other_id, link.year) for link in found.links], problems


@pytest.mark.parametrize(
    ("rows", "links"),
    [
        (f"{OLD},2010,2022,renamed,{NEW},,\n", [("old", "renamed", "new", 2023)]),
        ("城管委,,2022,更名,城管局,,\n", [("old", "renamed", "new", 2023)]),
        (
            f"{OLD},,2022,merged,{NEW},,\n{THIRD},,2022,合并,{NEW},,\n",
            [("old", "merged", "new", 2023), ("third", "merged", "new", 2023)],
        ),
        (
            f"{OLD},,2022,split,{NEW},,\n{OLD},,2022,split,{THIRD},,\n",
            [("old", "split", "new", 2023), ("old", "split", "third", 2023)],
        ),
        (f"{OLD},,,,,青澜区人民政府,本级\n", [("old", "parent", None, None)]),
        (f"{THIRD},2020,,,,{NEW},\n", [("third", "parent", "new", 2020)]),
    ],
)
def test_what_became_of_bodies(
    tmp_path: Path, rows: str, links: list[tuple[str, str, str | None, int | None]]
) -> None:
    assert settled(tmp_path, rows) == (links, [])


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("民政局,,2022,renamed,城管局,,\n", "line 2: no document names '民政局'"),
        (f"{OLD},,2022,renamed,民政局,,\n", "line 2: no document names '民政局'"),
        ("街道办事处,2022,,,,,\n", "line 2: 2 bodies are called '街道办事处', give the full name"),
        (f"{OLD},2022,2021,,,,\n", "line 2: from 2022 is after to 2021"),
        (f"{OLD},去年,,,,,\n", "line 2: from: '去年' is no year"),
        (f"{OLD},,2022,gone,{NEW},,\n", "line 2: how: 'gone' is none of renamed, merged, split"),
        (f"{OLD},,2022,renamed,,,\n", "line 2: how and became belong together"),
        (f"{OLD},,,renamed,{NEW},,\n", "line 2: to is blank: the last fiscal year before the change"),
        (f"{OLD},,,,,,全部\n", "line 2: scope: '全部' is neither 汇总 nor 本级"),
        (f"{OLD},,2021,renamed,{NEW},,\n", f"line 2: a document of 2022 still bears the name {OLD!r}"),
        (f"{THIRD},,2022,renamed,{OLD},,\n", f"line 2: a document of 2022 already bears the name {OLD!r}"),
        (f"{OLD},2010,2021,,,,\n{OLD},2020,2022,,,,\n", "line 3: its years overlap with those of bodies.csv line 2"),
        (f"{NEW},2022,,,,,\n{OLD},,2022,renamed,{NEW},,\n", f"line 3: its years overlap with those of {NEW!r}"),
        (
            f"{OLD},,2022,merged,{NEW},,\n{NEW},,2023,merged,{OLD},,\n",
            f"line 3: {OLD!r} would become {NEW!r} again: a cycle",
        ),
        (f"{OLD},,2022,merged,{OLD},,\n", f"line 2: {OLD!r} would become {OLD!r} again: a cycle"),
        (f"{OLD},,,,,{NEW},\n{NEW},,,,,{OLD},\n", f"line 3: {OLD!r} stands below {NEW!r}: a cycle"),
        (f"{OLD},,,,,甲,\n{OLD},,,,,乙,\n", "line 3: bodies.csv line 2 gives the same years another parent"),
        (
            f"{OLD},,2022,renamed,{NEW},,\n{THIRD},,2022,renamed,{NEW},,\n",
            "line 3: one name has one next name and one former: more are merged or split",
        ),
        # bodies that sound alike never meet: a document of 2023 bears the name of the one, a document of 2022 the other's
        (f"{OTHER_HUA},,2022,renamed,{HUA},,\n", f"line 2: a document of 2023 still bears the name {OTHER_HUA!r}"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_is_told_and_left_out(tmp_path: Path, rows: str, told: str) -> None:
    links, problems = settled(tmp_path, rows)
    assert problems == [f"bodies.csv {told}; row left out"]
    assert len(links) < rows.count("\n")


def test_an_unknown_column_is_told(tmp_path: Path) -> None:
    links, problems = settled(tmp_path, f"{OLD},甲\n", "body,remark\n")
    assert (links, problems) == ([], ["bodies.csv: unknown column 'remark' is not read"])


NAMES = ("云州市临江区城市管理委员会", "云州市临江区城市管理执法局", "云州市临江区园林局")
OLD_ID, NEW_ID = (
    "yunzhou-linjiang-chengshiguanli-weiyuanhui",
    "yunzhou-linjiang-chengshiguanlizhifa-ju",
)


@pytest.mark.slow
def test_a_series_runs_over_a_renaming_and_not_over_a_merger(tmp_path: Path) -> None:
    old, new, merged = NAMES
    inputs, output = tmp_path / "in", tmp_path / "portal"
    later = minimal(new, 2023, "1,300.00").replace("各增加10万元", "各增加20万元")
    files = {"a": minimal(old, 2022), "b": later, "c": minimal(merged, 2022, "77.00")}
    costs = "二、机关运行经费支出说明\n\n机关运行经费支出12.00万元。\n\n第五部分"  # a figure that topics show
    write(inputs, **{name: text.replace("第五部分", costs) for name, text in files.items()})
    build_portal([inputs], output, Portal(root=starter_root()), Reporter())
    page = output / "site/departments" / NEW_ID / "index.html"
    apart = page.read_text(encoding="utf-8")
    assert "2022" not in re.findall(r">(20\d\d)</a>", apart)
    register = f"{HEAD}{old},,2022,renamed,{new},,\n{merged},,2022,merged,{new},,\n"
    (inputs / "bodies.csv").write_text(register, encoding="utf-8")
    build = build_portal([inputs], output, Portal(root=starter_root()), Reporter())
    assert build.warnings == ()
    joined = page.read_text(encoding="utf-8")
    assert f'd/{OLD_ID}-2022/">2022</a><small>时称' in joined
    assert "并列，不相加" in joined and ">77.00<" in joined
    assert "1,377" not in joined  # nothing is summed
    with closing(sqlite3.connect(output / "disclosures.db")) as conn:
        found = conn.execute(
            "SELECT disclosure_id FROM findings WHERE rule_id = 'Y01.implied' AND expected = '1204.50'"
        ).fetchall()
    assert found == [(f"{NEW_ID}-2023",)]  # the years are compared over the renaming
    with closing(sqlite3.connect(output / "disclosures.db")) as conn:
        answerer = Answerer.of(conn, starter_root() / "search")
        answer = answerer.answer(conn, f"{new}2022年总支出多少")  # under its former name
        assert f"（该年度名为{short_name(conn, OLD_ID)}）2022年度" in answer.text
        assert len(answerer.answer(conn, f"{old}历年总支出").evidence) == 2
    told = Tools(output / "disclosures.db", Portal(root=starter_root())).series(NEW_ID, "expenditure_total")
    assert [one.get("published_under") is None for one in told["years"]] == [True, False]
    said = f"{old}，2023年度起改称{new}"
    own = json.loads((output / f"data/api/departments/{NEW_ID}.json").read_text(encoding="utf-8"))
    assert (own["years"]["2022"]["department"], own["renamed"]) == (OLD_ID, said)
    frame = json.loads((output / "data/api/frames/expenditure_total/2022.json").read_text(encoding="utf-8"))
    assert [row.get("series") for row in frame["rows"] if row["department"] == OLD_ID] == [NEW_ID]
    listed = json.loads((output / "site/compare/index.json").read_text(encoding="utf-8"))
    assert listed["renamed"] == {f"{OLD_ID}-2022": said, f"{NEW_ID}-2023": said}
    with closing(connect(output / "disclosures.db")) as conn:
        assert {id_ for _, table in topic_tables(conn) for id_ in table.renamed} == {OLD_ID, NEW_ID}
        english = {page.url: page.body for page in english_topic_pages(topic_tables(conn))}[
            "en/topics/operating-costs/"
        ]
        files = dict(file for page in topic_pages(topic_tables(conn)) for file in page.files)
        text = files["topics/operating-costs/operating-costs.csv"].decode("utf-8-sig")
    assert english.count(f'Renamed: <span lang="zh">{said}</span>') == 2  # of three rows
    marks = {row["部门"]: row["改名"] for row in csv.DictReader(io.StringIO(text))}
    assert marks == {old: said, new: said, merged: ""}


def short_name(conn: sqlite3.Connection, department: str) -> str:
    [(name,)] = conn.execute("SELECT short_name FROM departments WHERE id = ?", (department,)).fetchall()
    return str(name)


def proposals(total: float, codes: int = 5, place: str = "临江区") -> list[str]:
    """What is proposed of a body whose documents end in 2022, one that begins in 2023, and figures of both."""
    with closing(sqlite3.connect(":memory:")) as conn:
        create(sqlite_utils.Database(conn))
        conn.execute("INSERT INTO sources (id, path, status) VALUES ('s', 's', 'ok')")
        for id_, name, year, where in (("a", "甲委", 2022, "临江区"), ("b", "甲局", 2023, place)):
            conn.execute(
                "INSERT INTO departments (id, name, short_name, district) VALUES (?, ?, ?, ?)",
                (id_, name, name, where),
            )
            conn.execute(
                "INSERT INTO disclosures (id, department_id, fiscal_year, title, source_id, page_url)"
                " VALUES (?, ?, ?, '', 's', '')",
                (f"{id_}-{year}", id_, year),
            )
            for at in range(codes):
                conn.execute(
                    "INSERT INTO expenditure_by_function (disclosure_id, position, code, level, item, source_line)"
                    " VALUES (?, ?, ?, 3, '', 1)",
                    (f"{id_}-{year}", at, f"20101{at:02d}"),
                )
        figures = (
            ("a-2022", "grand_total", 1, total),
            ("b-2023", "grand_total", 1, 120.0),
            ("b-2023", "grand_total_change", 2, 20.0),
        )
        conn.executemany(
            "INSERT INTO key_figures (disclosure_id, metric, position, value, unit, origin, source_line)"
            " VALUES (?, ?, ?, ?, '万元', 'table', 1)",
            figures,
        )  # fmt: skip
        return likely_renamings(conn)


def test_a_likely_renaming_is_told_with_the_row_that_says_it() -> None:
    assert proposals(100.0) == [
        "甲委 (until 2022) may be 甲局 (from 2023): 100% of their items are the same, and the total of 2022 is carried "
        "over; not applied; bodies.csv can say it (body,to,how,became): a,2022,renamed,b"
    ]


@pytest.mark.parametrize(
    ("total", "codes", "place"), [(101.0, 5, "临江区"), (100.0, 3, "临江区"), (100.0, 5, "青澜区")]
)
def test_no_renaming_is_proposed_against_the_figures(total: float, codes: int, place: str) -> None:
    assert proposals(total, codes, place) == []
