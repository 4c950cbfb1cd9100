"""An account split over several files of one folder is read as one where nothing speaks against it, else told."""

from __future__ import annotations

import re
import shutil
import sqlite3
import zipfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from mingzhang.engines import InlineEngine
from mingzhang.model import Document, FileCorrection, Wanted
from mingzhang.parsing import parse
from mingzhang.pipeline.stages import build_portal
from mingzhang.portal import Portal, starter_root
from mingzhang.progress import Reporter
from mingzhang.proofreading import in_workers
from mingzhang.proofreading.in_workers import check_files
from mingzhang.proofreading.proofread import Options, proofread, run
from mingzhang.reading import read, registry
from mingzhang.reading.archives import with_members
from mingzhang.reading.files import input_files
from mingzhang.reading.scan.page_store import PagesWaiting
from mingzhang.shards import recognition
from mingzhang.shards.making import load_shard, lost, make_shard
from mingzhang.shards.receipts import Receipt, Task
from mingzhang.shards.recognition import PageTask
from mingzhang.shards.split_accounts import join_accounts
from places import ROOT
from site_crawl import broken_links, page_of, read_site
from writing_carriers import Part, as_docx, as_pdf, as_xlsx, facts, parts_of, statement_cells

pytestmark = pytest.mark.slow

SAMPLE = ROOT / "disclosures" / "sample-001-2023.txt"
NEXT_YEAR = ROOT / "disclosures" / "sample-001-2024.txt"
OTHER_BODY = ROOT / "disclosures" / "sample-002-2023.txt"
TITLE = re.compile(r"\d{4}年度.{4,30}表")


def split(path: Path) -> tuple[list[Part], list[Part]]:
    """An account without its tables, and the tables with their captions."""
    parts = parts_of(path)
    opens = [at for at, part in enumerate(parts) if isinstance(part, str) and re.match("第.部分", part)]
    begin = max(at for at in opens if str(parts[at]).startswith("第二部分"))
    end = next(at for at in opens if at > begin)
    return [*parts[: begin + 1], *parts[end:]], parts[begin + 1 : end]


def single_tables(tables: Sequence[Part]) -> list[list[Part]]:
    """The tables one by one, each with what is printed above it."""
    found: list[list[Part]] = [[]]
    for part in tables:
        if (
            isinstance(part, str)
            and any(isinstance(before, list) for before in found[-1])
            and TITLE.fullmatch(part)
        ):
            found.append([])
        found[-1].append(part)
    return found


def read_all(folder: Path) -> tuple[list[Receipt], list[str]]:
    """The receipts of a folder's files after joining, and what was told."""
    found = with_members(input_files([folder]), folder.parent / "unpacked", InlineEngine())
    tasks = [Task(path, name, folder.parent / "cache") for path, name in found.files]
    told: list[str] = []
    receipts = list(InlineEngine().run(make_shard, tasks, lost))
    return join_accounts(receipts, tasks, InlineEngine(), told), told


def joined(receipts: Sequence[Receipt]) -> list[Receipt]:
    return [receipt for receipt in receipts if receipt.parts]


def assert_is_the_whole(receipt: Receipt, folder: Path, whole: Path = SAMPLE) -> None:
    """The joined account says what the undivided one says."""
    read_whole, read_joined = (
        parse(read(whole)),
        load_shard(folder.parent / "cache", receipt.source_id).disclosure,
    )
    assert statement_cells(read_joined) == statement_cells(read_whole)
    assert facts(read_joined) == facts(read_whole)


def test_text_and_workbook_are_one_account(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    main, tables = split(SAMPLE)
    lines = [part if isinstance(part, str) else "\n".join(map("\t".join, part)) for part in main]
    (folder / "说明.txt").write_text("\n\n".join(lines), encoding="utf-8")
    as_xlsx(tables, folder / "附表.xlsx")
    receipts, told = read_all(folder)
    (one,) = joined(receipts)
    assert (one.name, told) == ("说明.txt + 附表.xlsx", [])
    assert [r.kind for r in receipts if r.name in ("说明.txt", "附表.xlsx")] == ["part", "part"]
    assert_is_the_whole(one, folder)
    shard = load_shard(tmp_path / "cache", one.source_id)
    assert len(shard.rows["source_parts"]) == 2


@pytest.mark.slow
def test_word_document_and_pdf_are_one_account_and_each_page_names_its_file(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    main, tables = split(SAMPLE)
    as_docx(main, folder / "a.docx")
    as_pdf(tables, tmp_path / "b.pdf")
    (tmp_path / "b.pdf").rename(folder / "b.pdf")
    portal = tmp_path / "portal"
    quiet = Reporter(Console(file=StringIO()))
    built = build_portal([folder], portal, Portal(root=starter_root()), quiet, "inline")
    assert (built.disclosures, built.quarantined) == (1, ())
    with closing(sqlite3.connect(portal / "disclosures.db")) as conn:
        carrier, url = conn.execute(
            "select carrier, page_url from disclosures join sources on sources.id = source_id"
        ).fetchone()
        pages = conn.execute(
            "select page, file, file_page, picture from source_pages order by page"
        ).fetchall()
        originals = conn.execute(
            "select path, original from sources where original is not null order by path"
        )
        assert [path for path, _ in originals] == ["a.docx", "b.pdf"]
        on_pages = {page for (page,) in conn.execute("select distinct source_page from figure_places")}
    assert carrier == "joined"
    assert pages[0][:3] == (1, "a.docx", None)
    assert [page[1:3] for page in pages[1:]] == [("b.pdf", number) for number in range(1, len(pages))]
    assert on_pages <= set(range(2, len(pages) + 1))
    assert all((portal / "data" / page[3]).is_file() for page in pages[1:] if page[0] in on_pages)
    shown = page_of(portal / "site" / url / "source")
    assert "第 2 页：b.pdf 第 1 页" in shown
    assert shown.count('id="P1"') == 1
    site = read_site(portal / "site")
    assert not broken_links(portal / "site", site)


def test_file_for_each_table(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    main, tables = split(SAMPLE)
    as_docx(main, folder / "说明.docx")
    pieces = single_tables(tables)
    assert len(pieces) == 9
    for number, piece in enumerate(pieces):
        as_xlsx(piece, folder / f"表{9 - number}.xlsx")
    receipts, told = read_all(folder)
    (one,) = joined(receipts)
    assert told == []
    assert not [r for r in receipts if r.status != "ok"]
    assert_is_the_whole(one, folder)


def test_a_correction_names_the_line_of_the_whole(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    main, tables = split(SAMPLE)
    as_docx(main, folder / "a.docx")
    as_xlsx(tables, folder / "b.xlsx")
    one = joined(read_all(folder)[0])[0]
    shard = load_shard(tmp_path / "cache", one.source_id)
    (row,) = [r for s in shard.disclosure.statements if s.number == 2 for r in s.rows if r.level == 0]
    (line,) = [one for one in shard.rows["source_lines"] if one[1] == row.place.line]
    cells = str(line[2]).split("\t")
    nth, printed = next((nth, cell) for nth, cell in enumerate(cells, start=1) if cell)
    wanted = Wanted(row.place.line, nth, printed, "合 计", "甲", "2026-11-30", "corrections.csv:2")
    tasks = [
        Task(folder / name, name, tmp_path / "cache", corrections=(FileCorrection(one.name, wanted),))
        for name in ("a.docx", "b.xlsx")
    ]
    (again,) = joined(join_accounts([make_shard(task) for task in tasks], tasks, InlineEngine(), []))
    assert again.corrected and not again.not_corrected
    mended = load_shard(tmp_path / "cache", again.source_id)
    assert [c.place.line for c in mended.disclosure.corrections] == [row.place.line]


def test_members_of_an_archive_are_files_of_one_folder(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    main, tables = split(SAMPLE)
    as_docx(main, tmp_path / "a.docx")
    as_xlsx(tables, tmp_path / "b.xlsx")
    with zipfile.ZipFile(folder / "all.zip", "w") as archive:
        for name in ("a.docx", "b.xlsx"):
            archive.write(tmp_path / name, f"决算/{name}")
    (one,) = joined(read_all(folder)[0])
    assert one.name == "all.zip!/决算/a.docx + b.xlsx"


def test_the_same_file_twice_is_one_part(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    main, tables = split(SAMPLE)
    as_docx(main, folder / "a.docx")
    as_xlsx(tables, folder / "b.xlsx")
    (folder / "c.xlsx").write_bytes((folder / "b.xlsx").read_bytes())
    (one,) = joined(read_all(folder)[0])
    assert len(one.parts) == 2


@pytest.mark.parametrize("other", [NEXT_YEAR, OTHER_BODY])
def test_tables_of_another_year_or_body_are_not_joined(tmp_path: Path, other: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    as_docx(split(SAMPLE)[0], folder / "a.docx")
    as_xlsx(split(other)[1], folder / "b.xlsx")
    receipts, _ = read_all(folder)
    assert joined(receipts) == []
    assert [r.kind for r in receipts] == ["final", "final"]


def test_a_name_that_sounds_alike_is_another_body(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    main, tables = split(SAMPLE)
    name = parse(read(SAMPLE)).identity.name
    street = name[name.index("区") + 1 : name.index("街道")]
    twin = name.replace(street, "华山" if street != "华山" else "花山")
    renamed = [
        part.replace(name, twin)
        if isinstance(part, str)
        else [[c.replace(name, twin) for c in r] for r in part]
        for part in tables
    ]
    as_docx(main, folder / "a.docx")
    as_xlsx(renamed, folder / "b.xlsx")
    assert joined(read_all(folder)[0]) == []


@pytest.mark.slow
def test_two_whole_accounts_stay_two_files(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    parts = parts_of(SAMPLE)
    as_docx(parts, folder / "a.docx")
    as_docx([*parts, "备注：更正后重新公开。"], folder / "b.docx")
    receipts, told = read_all(folder)
    assert (joined(receipts), told) == ([], [])


@pytest.mark.slow
def test_tables_in_two_files_are_told_and_not_chosen_between(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    main, tables = split(SAMPLE)
    as_docx(main, folder / "a.docx")
    as_xlsx(tables, folder / "b.xlsx")
    as_docx(tables, folder / "c.docx")
    receipts, told = read_all(folder)
    assert joined(receipts) == []
    (line,) = told
    assert line.startswith("a.docx, b.xlsx, c.docx: ") and "公开01表 stands in more than one" in line


def test_other_scope_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    main, tables = split(SAMPLE)
    as_docx(main, folder / "a.docx")
    as_xlsx(tables, folder / "b.xlsx")
    tasks = [Task(folder / name, name, tmp_path / "cache") for name in ("a.docx", "b.xlsx")]
    receipts = [make_shard(task) for task in tasks]
    receipts = [replace(r, scope=s) for r, s in zip(receipts, ("本级", "汇总"), strict=True)]
    told: list[str] = []
    assert joined(join_accounts(receipts, tasks, InlineEngine(), told)) == []
    assert "different scopes" in told[0]


def test_files_of_different_folders_are_not_joined(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "x").mkdir(parents=True)
    (folder / "y").mkdir()
    main, tables = split(SAMPLE)
    as_docx(main, folder / "x" / "a.docx")
    as_xlsx(tables, folder / "y" / "b.xlsx")
    assert joined(read_all(folder)[0]) == []


def test_check_joins_the_files_of_an_account_as_a_build_does(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    main, tables = split(SAMPLE)
    as_docx(main, folder / "说明.docx")
    as_xlsx(tables, folder / "附表.xlsx")
    shutil.copy(OTHER_BODY, folder / "其他.txt")
    proofed = check_files(sorted(folder.iterdir()), proofread, Reporter(quiet=True))
    assert [one.path.name.count(" + ") for one in proofed if one.disclosure] == [0, 1]
    whole = next(one for one in proofed if " + " in one.path.name)
    assert whole.disclosure is not None
    assert statement_cells(whole.disclosure) == statement_cells(parse(read(SAMPLE)))


def test_check_recognises_pages_that_are_pictures_and_reads_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first reading of a scan ends with the pages that have to wait."""
    shutil.copy(SAMPLE, tmp_path / "a.txt")
    recognised: list[PageTask] = []

    def of_files(*_: object) -> Document:
        if not recognised:
            raise PagesWaiting((4, 9))
        return read(SAMPLE)

    monkeypatch.setattr(in_workers, "read_parts", of_files)
    monkeypatch.setattr(recognition, "recognise_page", recognised.append)
    (proofed,) = check_files([tmp_path / "a.txt"], proofread, Reporter(quiet=True), here=True)
    assert [task.page for task in recognised] == [4, 9]
    assert proofed.error is None and proofed.disclosure is not None


def test_check_says_in_which_file_of_an_account_a_finding_stands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Texts are joined as other files are; their lines are told by the numbers their reader sees."""
    main, tables = split(SAMPLE)
    at, total = next(
        (row, cell)
        for row in next(part for part in tables if isinstance(part, list))
        for cell in row
        if re.fullmatch(r"\d+\.\d\d", cell)
    )
    at[at.index(total)] = "9" + total
    for name, parts in (("说明.txt", main), ("附表.txt", tables)):
        rows = (["\t".join(row) for row in part] if isinstance(part, list) else [part] for part in parts)
        (tmp_path / name).write_text("\n".join(line for some in rows for line in some), encoding="utf-8")
    assert run([tmp_path], Options(severity="error")) == 1
    told = capsys.readouterr().out
    places = re.findall("“附表.txt”第([0-9]+)行，合并后第([0-9]+)行", told)
    before = len((tmp_path / "说明.txt").read_text(encoding="utf-8").splitlines())
    assert places and all(int(of_file) + before == int(of_whole) for of_file, of_whole in places)


def test_check_reads_each_file_once_alone_and_its_parts_once_joined(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    main, tables = split(SAMPLE)
    as_docx(main, tmp_path / "说明.docx")
    as_xlsx(tables, tmp_path / "附表.xlsx")
    readers: list[str] = []
    of_file = registry._reader_of
    monkeypatch.setattr(
        registry, "_reader_of", lambda path, data: readers.append(path.name) or of_file(path, data)
    )
    monkeypatch.setattr(in_workers, "ENGINES", {"local": lambda _: InlineEngine()})
    (whole,) = check_files(sorted(tmp_path.iterdir()), proofread, Reporter(quiet=True))
    assert " + " in whole.path.name
    assert sorted(readers) == sorted(["说明.docx", "附表.xlsx"] * 2)
