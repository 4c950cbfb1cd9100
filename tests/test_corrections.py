"""`corrections.csv`: misreadings that a person put right, applied, marked everywhere, and kept as test cases."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from rich.console import Console

from documents import minimal
from mingzhang.commands.program import main
from mingzhang.history.corrections_register import read_corrections
from mingzhang.model import Place, Wanted
from mingzhang.pipeline.most_doubtful import most_doubtful
from mingzhang.pipeline.stages import Build, build_portal
from mingzhang.portal import Portal, starter_root
from mingzhang.progress import Reporter
from mingzhang.reading.corrections import corrected
from misreadings import FOLDER, assert_read_as_told
from site_crawl import page_of
from writing_carriers import as_docx

HEADER = ("file", "place", "read", "right", "who", "when")
MARK = "人工更正：读作“1,402.50”，更正为“1,204.50”（张三，2026-11-30）"
MISREAD = minimal().replace("本年收入合计\t27\t1,204.50", "本年收入合计\t27\t1,402.50")
LINE = MISREAD.splitlines().index(next(line for line in MISREAD.splitlines() if "1,402.50" in line)) + 1


def register(folder: Path, *rows: Sequence[object]) -> Path:
    with (folder / "corrections.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADER, *rows])
    return folder / "corrections.csv"


def wanted(line: int, nth: int | None, read: str, right: str) -> Wanted:
    return Wanted(line, nth, read, right, "张三", "2026-11-30", "corrections.csv line 2")


@pytest.mark.parametrize(
    ("row", "line"),
    [
        (wanted(1, None, "66.25", "66.52"), "合计\t66.52\t166.25"),
        (wanted(1, 2, "66.25", "66.52"), "合计\t66.52\t166.25"),
        (wanted(1, 1, "合计", "总计"), "总计\t66.25\t166.25"),
    ],
)
def test_words_are_put_right_where_they_stand_as_a_whole(row: Wanted, line: str) -> None:
    done = corrected(["合计\t66.25\t166.25", "合计\t66.25"], [row], (), {})
    assert done.lines == (line, "合计\t66.25")
    assert done.refused == ()
    assert done.corrections[0].place == Place(1)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (wanted(9, None, "1", "2"), "the file has 2 lines, none 9"),
        (wanted(2, 3, "1", "2"), "line 2 has 2 cells, none 3"),
        (wanted(1, None, "6.25", "2"), "'6.25' does not stand in line 1"),
        (wanted(2, None, "1.5", "2"), "'1.5' stands 2 times in line 2: name the cell, L2c1 the first"),
    ],
)
def test_a_row_that_the_file_does_not_bear_out_changes_nothing(row: Wanted, why: str) -> None:
    lines = ("合计\t66.25\t166.25", "1.5\t1.5")
    done = corrected(lines, [row], (), {})
    assert done == (lines, (), (f"corrections.csv line 2: {why}; row left out",))


def test_a_bad_row_is_told_with_its_line_and_the_others_stand(tmp_path: Path) -> None:
    good = ("a.txt", "#L12c3", "1", "2", "张三", "2026-11-30")
    rows = [
        good,
        good,
        ("", "L1", "1", "2", "张三", "2026-11-30"),
        ("a.txt", "第一行", "1", "2", "张三", "2026-11-30"),
        ("a.txt", "L1", "1", "1", "张三", "2026-11-30"),
        ("a.txt", "L1", "1", "2\t3", "张三", "2026-11-30"),
        ("a.txt", "L1", "1", "2", "", "2026-11-30"),
        ("a.txt", "L1", "1", "2", "张三", "昨天"),
    ]
    problems: list[str] = []
    found = read_corrections([register(tmp_path, *rows)], problems)
    assert [(one.file, one.row.line, one.row.nth) for one in found] == [("a.txt", 12, 3)]
    assert problems == [
        "corrections.csv line 3: '1' in L12 of a.txt stands there twice; row left out",
        "corrections.csv line 4: file is blank; row left out",
        "corrections.csv line 5: place: '第一行' is no line such as L431 or cell such as L431c5; row left out",
        "corrections.csv line 6: read and right are the same; row left out",
        "corrections.csv line 7: read and right are words of one line; row left out",
        "corrections.csv line 8: who is blank; row left out",
        "corrections.csv line 9: when: '昨天' is no date such as 2026-11-30; row left out",
    ]


def built(folder: Path) -> Build:
    reporter = Reporter(Console(file=io.StringIO()))
    return build_portal([folder], folder.parent / "portal", Portal(root=starter_root()), reporter, "inline")


@pytest.mark.slow
def test_a_correction_is_applied_and_marked_everywhere_and_undone_with_its_row(tmp_path: Path) -> None:
    folder, portal = tmp_path / "in", tmp_path / "portal"
    folder.mkdir()
    (folder / "a.txt").write_text(MISREAD, encoding="utf-8")
    before = built(folder)
    assert before.doubtful == ()
    page = next((portal / "site/d").glob("*/index.html")).relative_to(portal)
    assert "人工更正" not in (portal / page).read_text(encoding="utf-8")
    register(
        folder,
        ("a.txt", f"L{LINE}c3", "1,402.50", "1,204.50", "张三", "2026-11-30"),
        ("b.pdf", "L1", "1", "2", "张三", "2026-11-30"),
        ("a.txt", "L2", "无此字", "2", "张三", "2026-11-30"),
    )
    after = built(folder)
    assert after.findings < before.findings
    assert list(after.warnings)[:2] == [
        "corrections.csv line 3: no file b.pdf among the inputs; row left out",
        "corrections.csv line 4: '无此字' does not stand in line 2; row left out",
    ]
    with closing(sqlite3.connect(portal / "disclosures.db")) as conn:
        row = "select amount, repaired from revenue_expenditure_summary where item = '本年收入合计'"
        assert conn.execute(row).fetchone() == (1204.5, MARK)
        assert conn.execute("select read, right, source_line, nth from corrections").fetchall() == [
            ("1,402.50", "1,204.50", LINE, 3)
        ]
        assert (MARK,) in conn.execute("select text from reading_notes").fetchall()
    assert MARK in page_of((portal / page).parent / "source")
    for shown in (page, "data/csv/reading_notes.csv"):
        assert MARK in (portal / shown).read_text(encoding="utf-8")
    assert "张三" in (portal / "data/csv/corrections.csv").read_text(encoding="utf-8-sig")
    (folder / "corrections.csv").unlink()
    assert built(folder).findings == before.findings
    assert "人工更正" not in (portal / page).read_text(encoding="utf-8")


@pytest.mark.parametrize("case", sorted(FOLDER.glob("*.json")), ids=lambda case: case.stem)
def test_a_kept_misreading(case: Path) -> None:
    assert_read_as_told(case)


def test_corrections_become_test_cases_by_one_command(tmp_path: Path) -> None:
    folder, output = tmp_path / "in", tmp_path / "cases"
    folder.mkdir()
    as_docx(["2023年度部门决算", [["项目", "金额"], ["合计", "1,402.50"]]], folder / "a.docx")
    register(
        folder,
        ("a.docx", "L3c2", "1,402.50", "1,204.50", "张三", "2026-11-30"),
        ("a.docx", "L3c2", "9", "1", "张三", "2026-11-30"),
    )
    result = CliRunner().invoke(main, ["cases", str(output), str(folder)])
    assert result.exit_code == 0
    assert "corrections.csv line 3: '9' does not stand in line 3; no case written" in result.output
    (case,) = output.glob("*.json")
    assert_read_as_told(case)
    told = json.loads(case.read_text(encoding="utf-8"))
    case.write_text(json.dumps(told | {"mended": True}), encoding="utf-8")
    with pytest.raises(AssertionError):
        assert_read_as_told(case)


def test_the_least_certain_and_disputed_figures_come_first() -> None:
    with closing(sqlite3.connect(":memory:")) as conn:
        conn.executescript("""
            create table sources (id, path); insert into sources values ('s', 'scan.pdf');
            create table disclosures (id, source_id); insert into disclosures values ('d', 's');
            create table doubtful_figures (source_id, source_page, source_line, read, other, confidence);
            insert into doubtful_figures values ('s', 2, 7, '16.71', '76.71', 0.9), ('s', 1, 3, '5', null, 0.4),
              ('s', 1, 4, '8.00', '3.00', 0.6);
            create table findings (disclosure_id, source_page, source_line, found, expected, cause, severity);
            insert into findings values ('d', 2, 7, '16.71', '76.71', 'unknown', 'error'),
              ('d', 3, 9, '1.00', '7.00', 'extraction', 'error'), ('d', 3, 8, '1.00', '7.00', 'extraction', 'note');
        """)
        assert most_doubtful(conn) == [
            "scan.pdf page 2, L7: 16.71, may be 76.71 (certainty 0.90; a finding disputes it)",
            "scan.pdf page 1, L3: 5 (certainty 0.40)",
            "scan.pdf page 1, L4: 8.00, may be 3.00 (certainty 0.60)",
            "scan.pdf page 3, L9: 1.00, may be 7.00 (its sums do not close)",
        ]
