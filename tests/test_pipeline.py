"""The build is safe: whole or not at all, bad files apart, the same input the same content, nothing read twice."""

from __future__ import annotations

import errno
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from documents import minimal, write
from interrupted import stop_build
from mingzhang.model import FileCorrection, Wanted
from mingzhang.pipeline.stages import Build, InputError, build_portal
from mingzhang.portal import Portal, starter_root
from mingzhang.progress import Reporter
from mingzhang.publishing import OutputError, workspace
from mingzhang.shards import seen_files
from mingzhang.shards.making import make_shard, shard_path
from mingzhang.shards.receipts import Receipt, Task
from mingzhang.shards.seen_files import SeenFiles

pytestmark = pytest.mark.slow

OTHER = "云州市临江区人民政府白鹭街道办事处"


def build(inputs: Path, output: Path) -> Build:
    return build_portal([inputs], output, Portal(root=starter_root()), Reporter())


def rows(output: Path, sql: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(f"file:{output / 'disclosures.db'}?mode=ro", uri=True) as db:
        return db.execute(sql).fetchall()


def test_a_portal_of_one_document(tmp_path: Path) -> None:
    output = tmp_path / "portal"
    result = build(write(tmp_path / "in", a=minimal()), output)
    assert (result.disclosures, result.departments, result.quarantined, result.warnings) == (1, 1, (), ())
    assert rows(output, "SELECT name, district, fiscal_year FROM departments, disclosures") == [
        ("云州市临江区人民政府青石街道办事处", "临江区", 2023)
    ]
    assert rows(
        output, "SELECT item, amount, source_line FROM revenue_expenditure_summary WHERE position = 1"
    ) == [("一般公共预算财政拨款收入", 1204.5, 20)]
    assert (output / "site" / "index.html").is_file()


def test_a_bad_file_is_quarantined_and_the_rest_are_published(tmp_path: Path) -> None:
    inputs = write(
        tmp_path / "in",
        good=minimal(),
        poem="床前明月光\n疑是地上霜\n",
        budget=minimal().replace("决算", "预算"),
    )
    (inputs / "scan.pdf").write_bytes(b"%PDF-1.7")
    (inputs / "noise.txt").write_bytes(b"\0\1\2" * 100)
    result = build(inputs, tmp_path / "portal")
    assert result.disclosures == 1
    reasons = {r.name: r.error or "" for r in result.quarantined}
    assert sorted(reasons) == ["budget.txt", "noise.txt", "poem.txt", "scan.pdf"]
    assert "预算" in reasons["budget.txt"]
    assert all(reason and "\n" not in reason and "内部错误" not in reason for reason in reasons.values())
    assert rows(
        tmp_path / "portal", "SELECT count(*), count(error) FROM sources WHERE status = 'quarantined'"
    ) == [(4, 4)]


def test_the_same_content_once_and_different_content_of_one_year_as_versions(tmp_path: Path) -> None:
    inputs = write(tmp_path / "in", a=minimal(), b=minimal(), c=minimal(total="1,300.00"))
    result = build(inputs, tmp_path / "portal")
    assert len(rows(tmp_path / "portal", "SELECT id FROM disclosures")) == 1
    assert rows(tmp_path / "portal", "SELECT version FROM versions ORDER BY version") == [(1,), (2,)]
    same, other = result.warnings
    assert same == "b.txt: same content as a.txt, published once"
    assert "same body, year and scope" in other


def test_the_same_input_gives_the_same_database(tmp_path: Path) -> None:
    inputs = write(tmp_path / "in", a=minimal(), b=minimal(OTHER), c=minimal(year=2022))
    build(inputs, tmp_path / "one")
    build(inputs, tmp_path / "two")
    dumps = [
        "\n".join(sqlite3.connect(tmp_path / name / "disclosures.db").iterdump()) for name in ("one", "two")
    ]
    assert dumps[0] == dumps[1]


def test_an_unchanged_file_is_not_read_again_and_a_changed_one_is(tmp_path: Path) -> None:
    inputs = write(tmp_path / "in", a=minimal(), b=minimal(OTHER))
    first = build(inputs, tmp_path / "portal")
    assert [r.cached for r in first.receipts] == [False, False]
    write(inputs, b=minimal(OTHER, total="999.99"))
    second = build(inputs, tmp_path / "portal")
    assert [(r.name, r.cached) for r in second.receipts] == [("a.txt", True), ("b.txt", False)]
    assert rows(
        tmp_path / "portal", "SELECT max(amount) FROM revenue_expenditure_summary WHERE amount < 1000"
    ) == [(999.99,)]


def test_files_that_are_not_the_portals_survive_a_build(tmp_path: Path) -> None:
    inputs = write(tmp_path / "in", a=minimal())
    build(inputs, tmp_path / "portal")
    (tmp_path / "portal" / "notes.txt").write_text("mine")
    build(inputs, tmp_path / "portal")
    assert (tmp_path / "portal" / "notes.txt").read_text() == "mine"


def test_a_read_me_is_published_if_it_is_an_account_and_not_told_if_it_is_none(tmp_path: Path) -> None:
    inputs = write(tmp_path / "in", a=minimal())
    (inputs / "README.md").write_text("What lies in this folder.\n")
    assert build(inputs, tmp_path / "portal").quarantined == ()
    (inputs / "README.md").write_text(minimal(OTHER), encoding="utf-8")
    assert build(inputs, tmp_path / "portal").disclosures == 2


def test_a_document_under_another_identifier_has_all_its_rows(tmp_path: Path) -> None:
    """The rows lie ready in the shard under the usual identifier; bodies that sound alike get another."""
    twin = minimal("云州市临江区人民政府清石街道办事处")
    inputs = write(tmp_path / "in", a=minimal(), b=twin, c=minimal(year=2022))
    build(inputs, tmp_path / "portal")
    counts = rows(
        tmp_path / "portal",
        "SELECT d.fiscal_year, count(DISTINCT d.id), count(DISTINCT p.section_id || p.position), count(DISTINCT l.line)"
        " FROM disclosures d JOIN sections s ON s.disclosure_id = d.id JOIN paragraphs p ON p.section_id = s.id"
        " JOIN source_lines l USING (source_id) GROUP BY d.id ORDER BY d.fiscal_year, d.id",
    )
    assert [year for year, *_ in counts] == [2022, 2023, 2023]
    assert counts[1] == counts[2]
    (wrong,) = rows(
        tmp_path / "portal", "SELECT count(*) FROM sections WHERE instr(id, disclosure_id || '-s-') != 1"
    )
    assert wrong == (0,)


def test_inputs_that_give_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="no such file or folder"):
        build(tmp_path / "nowhere", tmp_path / "portal")
    with pytest.raises(InputError, match="no files in it"):
        build(tmp_path / "empty", tmp_path / "portal")
    with pytest.raises(InputError, match="none of 1 files could be published"):
        build(write(tmp_path / "in", poem="床前明月光\n"), tmp_path / "portal")
    assert not (tmp_path / "portal").exists()


def test_outputs_that_cannot_be(tmp_path: Path) -> None:
    inputs = write(tmp_path / "in", a=minimal())
    file = tmp_path / "file"
    file.write_text("x")
    with pytest.raises(OutputError, match="is a file"):
        build(inputs, file)
    with pytest.raises(OutputError, match="holds no portal"):
        build(inputs, inputs)
    with pytest.raises(OutputError, match="cannot write"):
        build(inputs, Path("/proc/portal"))
    assert sorted(p.name for p in inputs.iterdir()) == ["a.txt"]


def test_one_build_at_a_time(tmp_path: Path) -> None:
    with workspace(tmp_path / "portal"), pytest.raises(OutputError, match="another build"):
        build(write(tmp_path / "in", a=minimal()), tmp_path / "portal")


def test_a_failed_build_leaves_the_old_portal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inputs, output = write(tmp_path / "in", a=minimal()), tmp_path / "portal"
    build(inputs, output)
    before = (output / "disclosures.db").read_bytes()

    def full(*args: object, **named: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("mingzhang.pipeline.stages.build_site", full)
    write(inputs, b=minimal(OTHER))
    with pytest.raises(OutputError, match="No space left"):
        build(inputs, output)
    assert (output / "disclosures.db").read_bytes() == before
    assert not (tmp_path / ".mingzhang" / "portal" / "building").exists()


def test_a_build_killed_between_two_renames_is_mended_by_the_next(tmp_path: Path) -> None:
    inputs, output = write(tmp_path / "in", a=minimal()), tmp_path / "portal"
    build(inputs, output)
    output.rename(tmp_path / ".mingzhang" / "portal" / "old")
    with workspace(output):
        assert (output / "disclosures.db").is_file()


STOPS = (
    (signal.SIGINT, "Reading and proofreading"),
    (signal.SIGTERM, "Loading the database"),
    (signal.SIGINT, "Framing pages"),
    (signal.SIGKILL, "Writing open data"),
    (signal.SIGTERM, "Handing documents to search"),
)


@pytest.mark.slow
def test_stopped_at_any_stage_the_old_portal_stands(tmp_path: Path) -> None:
    inputs, output = write(tmp_path / "in", a=minimal()), tmp_path / "portal"
    build(inputs, output)
    write(inputs, **{f"f{n}": minimal(OTHER, year=2000 + n) for n in range(20)})
    for number, stage in STOPS:
        stopped = stop_build(inputs, output, number, stage)
        assert stopped.left == [], stage
        if number != signal.SIGKILL:
            assert stopped.code == 128 + number, stage
            assert [line for line in stopped.told if line.startswith("mingzhang:")] == [
                "mingzhang: stopped; the portal is as it was before"
            ]
            assert not (tmp_path / ".mingzhang" / "portal" / "building").exists(), stage
        assert rows(output, "SELECT count(*) FROM disclosures") == [(1,)], stage
        assert rows(output, "PRAGMA integrity_check") == [("ok",)], stage
        assert (output / "site" / "index.html").is_file(), stage
    assert build(inputs, output).disclosures == 21


def test_made_up_documents_are_labelled_and_real_ones_are_not(tmp_path: Path) -> None:
    """What a document says of itself counts, not which folder it lies in."""
    sample = minimal().replace("2024年10月20日", "（样例，虚构）\n\n2024年10月20日")
    inputs, output = write(tmp_path / "in", a=minimal(OTHER)), tmp_path / "portal"
    build(inputs, output)
    assert rows(output, "SELECT value FROM portal WHERE key = 'notice'") == [("",)]
    assert "虚构" not in (output / "site" / "index.html").read_text(encoding="utf-8")
    build(write(inputs, b=sample), output)
    assert rows(output, "SELECT value FROM portal WHERE key = 'notice'") == [
        ("本站有部分文件为虚构样例，与任何真实部门无关。",)
    ]
    pages = rows(output, "SELECT made_up, page_url FROM disclosures ORDER BY made_up")
    labelled = [
        "本文件为虚构样例" in (output / "site" / str(url) / "index.html").read_text(encoding="utf-8")
        for _, url in pages
    ]
    assert ([made_up for made_up, _ in pages], labelled) == ([0, 1], [False, True])


def test_names_that_sound_alike_are_bodies_of_their_own_and_told(tmp_path: Path) -> None:
    inputs = write(
        tmp_path / "in",
        a=minimal("云州市临江区人民政府青石街道办事处"),
        b=minimal("云州市临江区人民政府清石街道办事处", year=2022),
    )
    result = build(inputs, tmp_path / "portal")
    assert result.departments == 2
    assert len(result.warnings) == 2
    assert "清石街道办事处 sounds like 云州市临江区青石街道办事处: two bodies" in "".join(result.warnings)


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (errno.ENOSPC, "no room"),
        (errno.EDQUOT, "no room"),
        (errno.EIO, "the disk of"),
        (errno.ENAMETOOLONG, "cannot write to"),
        (errno.EROFS, "cannot write to"),
        (errno.EFBIG, "cannot write to"),
    ],
)
def test_every_fault_of_the_disk_is_one_line_and_leaves_the_portal(
    tmp_path: Path, number: int, told: str
) -> None:
    with pytest.raises(OutputError, match=told) as raised, workspace(tmp_path / "portal") as space:
        raise OSError(number, os.strerror(number), str(space.building / "site"))
    assert str(raised.value).endswith("the portal is as it was before")
    assert "\n" not in str(raised.value)
    assert not space.building.exists()


def test_a_database_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot write the database"), workspace(tmp_path / "portal"):
        raise sqlite3.OperationalError("database or disk is full")


def test_a_missing_file_of_the_portal_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="content is missing"), workspace(tmp_path / "portal"):
        (tmp_path / "content").stat()


def test_a_real_limit_of_the_system_is_one_line(tmp_path: Path) -> None:
    """No file larger than 100 KB may be written, as on a disk that is full: the database is refused by the system."""
    inputs = write(tmp_path / "in", a=minimal())
    done = subprocess.run(
        [
            "sh",
            "-c",
            'ulimit -f 100; exec "$@"',
            "sh",
            sys.executable,
            "-m",
            "mingzhang.cli",
            "build",
            str(inputs),
            "--output",
            str(tmp_path / "portal"),
        ],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2, done.stderr
    assert done.stderr.splitlines()[-1].startswith("mingzhang: cannot write")
    assert "Traceback" not in done.stderr
    assert not (tmp_path / ".mingzhang" / "portal" / "building").exists()


def test_the_summary_tells_what_was_left_out_with_the_three_commonest_reasons(tmp_path: Path) -> None:
    def receipt(number: int, error: str | None) -> Receipt:
        return Receipt(
            name=f"{number}.txt",
            source_id=str(number),
            format="txt",
            bytes=1,
            status="quarantined" if error else "ok",
            error=error,
        )

    def summary(*errors: str | None) -> str:
        receipts = tuple(receipt(number, error) for number, error in enumerate(errors))
        return Build(tmp_path, receipts, sum(r.status == "ok" for r in receipts), 1, 7, ()).summary

    assert summary(None) == "1 disclosures of 1 departments published, 7 findings; no file left out"
    twice = Build(tmp_path, (receipt(1, None), receipt(2, None)), 1, 1, 7, (), versions=1)
    assert twice.summary == (
        "1 disclosures of 1 departments published, 7 findings; 1 more files are other versions of these; no file left out"
    )
    large = [f"文件过大（{size} MB，上限 67 MB）" for size in (80, 90, 100)]
    kinds = [
        "尚不能读取 PDF 文件：请先提取",
        "不是部门决算：没有表",
        "文件是空的：请检查",
        "尚不能读取 PDF 文件：请先提取",
    ]
    assert summary(None, None, *large, *kinds) == (
        "2 disclosures of 1 departments published, 7 findings; 7 of 9 files left out "
        "(3 × 文件过大; 2 × 尚不能读取 PDF 文件; 1 × 不是部门决算; …)"
    )


@pytest.mark.slow
def test_every_engine_builds_the_same_and_one_without_limits_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inputs = write(tmp_path / "in", a=minimal(), b=minimal(OTHER), c=minimal(year=2022), poem="床前明月光\n")
    dumps = []
    for engine in ("local", "inline"):
        build_portal([inputs], tmp_path / engine, Portal(root=starter_root()), Reporter(), engine)
        assert ("no limit of time is kept" in capsys.readouterr().err) == (engine == "inline")
        with closing(sqlite3.connect(tmp_path / engine / "disclosures.db")) as conn:
            dated = ('INSERT INTO "versions"', 'INSERT INTO "addresses"')  # with the moment of the build
            dumps.append([line for line in conn.iterdump() if not line.startswith(dated)])
    assert dumps[0] == dumps[1]


def test_an_untouched_file_is_not_opened_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write(tmp_path / "in", a=minimal(), b=minimal(OTHER), c=minimal(year=2022), d="no account")
    files = sorted(folder.iterdir())
    correction = FileCorrection("c.txt", Wanted(17, 3, "1,204.50", "1,204.60", "张三", "2026-11-30"))

    def seen(*corrections: FileCorrection) -> SeenFiles:
        return SeenFiles(
            [Task(file, file.name, tmp_path / "cache", corrections=corrections) for file in files]
        )

    def read_once() -> None:
        first = seen()
        first.remember([make_shard(Task(file, file.name, tmp_path / "cache")) for file in files])

    read_once()
    assert seen().known(budgets=True) == {}  # written a moment ago: a clock may not tell a change
    monkeypatch.setattr(seen_files, "_RECENT", 0)
    read_once()
    known = seen().known(budgets=False)
    assert known.keys() == {"a.txt", "b.txt", "c.txt"}
    assert all(receipt.cached and receipt.name == name for name, receipt in known.items())
    before = files[0].stat()
    files[0].write_text(minimal(total="1,304.50"), encoding="utf-8")
    os.utime(files[0], ns=(before.st_atime_ns, before.st_mtime_ns))
    assert files[0].stat().st_size == before.st_size
    shard = shard_path(tmp_path / "cache", known["b.txt"].source_id)
    shard.write_bytes(shard.read_bytes()[:-1])
    assert seen().known(budgets=False).keys() == {"c.txt"}
    assert seen(correction).known(budgets=False) == {}
    (tmp_path / "cache" / "seen-files").write_bytes(b"damaged")
    assert seen().known(budgets=False) == {}


def test_a_file_that_changes_while_it_is_read_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seen_files, "_RECENT", 0)
    file = write(tmp_path / "in", a=minimal()) / "a.txt"
    task = Task(file, file.name, tmp_path / "cache")
    first, receipt = SeenFiles([task]), make_shard(task)
    file.write_text(minimal(total="1,304.50"), encoding="utf-8")
    first.remember([receipt])
    assert SeenFiles([task]).known(budgets=False) == {}
