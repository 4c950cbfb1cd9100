"""Pages that are pictures: recognised, their tables found, what is not sure told and never chosen."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pypdfium2 as pdfium
import pytest

from generator.ofd import write_ofd_of_pictures
from limits import processor_seconds
from mingzhang.checking import check
from mingzhang.engines.inline import InlineEngine
from mingzhang.model import Disclosure, Document, Doubt, NotReadable, Place
from mingzhang.parsing import parse
from mingzhang.progress import Reporter
from mingzhang.reading import read
from mingzhang.reading.printed.doubtful import doubtful_figures
from mingzhang.reading.printed.glyph import Glyph
from mingzhang.reading.printed.page_writer import PageWriter
from mingzhang.reading.printed.printed_page import PrintedPage
from mingzhang.reading.scan import recognised_page, recogniser
from mingzhang.reading.scan.drawn_lines import ink, read_lines
from mingzhang.reading.scan.page_store import PageStore, PagesWaiting, recognising
from mingzhang.reading.scan.picture import without_stamps
from mingzhang.reading.scan.recogniser import Character, decoded
from mingzhang.reading.transcript import Transcript
from mingzhang.shards.making import load_shard, lost, make_shard
from mingzhang.shards.receipts import Task
from mingzhang.shards.recognition import read_files
from places import ROOT
from scanning import Scanner, as_scan, scanned_pages, write_scan
from writing_carriers import RULED, Part, as_pdf, parts_of, statement_cells

SAMPLE = ROOT / "disclosures" / "sample-002-2022.txt"
SCANNER = Scanner()


def statements_of(path: Path, numbers: int) -> list[Part]:
    """The parts of an account up to its first tables, and what names the year and the body."""
    parts = parts_of(path)
    tables = [at for at, part in enumerate(parts) if not isinstance(part, str)]
    return parts[: tables[numbers]]


@pytest.fixture(scope="module")
def account(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one account of two statements: as a PDF, as a scan of it, and what was recognised in the scan."""
    folder = tmp_path_factory.mktemp("account")
    as_pdf(statements_of(SAMPLE, 2), folder / "text.pdf", RULED)
    as_scan(folder / "text.pdf", folder / "scan.pdf", SCANNER)
    with recognising(PageStore(folder / "pages")):
        read(folder / "scan.pdf")
    return folder


def kept(folder: Path) -> PageStore:
    return PageStore(folder / "pages", "never")


def scan_of(account: Path) -> Document:
    with recognising(kept(account)):
        return read(account / "scan.pdf")


@pytest.mark.slow
def test_a_scan_reads_as_the_file_it_was_printed_from(account: Path) -> None:
    expected, document = parse(read(account / "text.pdf")), scan_of(account)
    found = parse(document)
    cells = statement_cells(expected)
    assert len(cells) > 50
    assert statement_cells(found) == cells
    placed = [cell.place for s in found.statements for row in s.rows for cell in row.cells.values()]
    assert len(placed) > 0.9 * len(cells)
    assert all(0.5 < (place.certainty or 0) <= 1 for place in placed)
    assert found.identity.name == expected.identity.name
    assert (document.source.carrier, document.source.pages) == ("scan", len(document.pages))
    for page in document.pages:
        assert page.recognised
        assert 0.9 < (page.confidence or 0) <= 1


@pytest.mark.slow
def test_cells_of_a_scan_stand_where_they_are_on_the_page_as_it_came(account: Path) -> None:
    """Boxes are those of the turned page: the digits of a cell lie within its box on the picture."""
    document = scan_of(account)
    line, box = next(
        (line, cells[0].box)
        for line, cells in sorted(document.cells.items())
        if document.lines[line - 1].startswith("本年收入合计")
    )
    assert box is not None
    page = pdfium.PdfDocument(account / "scan.pdf")[(document.places[line - 1].page or 0) - 1]
    picture = page.render(scale=200 / 72).to_numpy()
    x0, y0, x1, y1 = (round(edge * 200 / 72) for edge in box)
    words = recogniser.recognise([np.ascontiguousarray(picture[y0 + 4 : y1 - 4, x0 + 4 : x1, :3])])
    assert "收入合计" in "".join(character.text for character in words[0])


@pytest.mark.slow
def test_recognised_pages_are_not_recognised_again(account: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*given: object) -> None:
        raise AssertionError("recognised again")

    monkeypatch.setattr(recognised_page, "recognise_page", never)
    assert scan_of(account).lines
    with recognising(PageStore(account / "pages", "later")):
        assert read(account / "scan.pdf").lines


@pytest.mark.slow
def test_pages_that_wait_are_named_and_each_is_done_alone(account: Path, tmp_path: Path) -> None:
    file = tmp_path / "two.pdf"
    one = scanned_pages(account / "text.pdf", SCANNER, [0])[0]
    write_scan([one, one[: one.shape[0] // 3]], file, SCANNER)
    with pytest.raises(PagesWaiting) as waiting, recognising(PageStore(tmp_path / "kept", "later")):
        read(file)
    assert waiting.value.pages == (1, 2)
    with recognising(PageStore(tmp_path / "kept", only=2)), processor_seconds(30):
        read(file)
    with pytest.raises(PagesWaiting) as waiting, recognising(PageStore(tmp_path / "kept", "later")):
        read(file)
    assert waiting.value.pages == (1,)
    with recognising(PageStore(tmp_path / "kept", "never")):
        document = read(file)
    assert document.unread_pages == (1,)
    assert {place.page for place in document.places} == {2}


@pytest.mark.slow
def test_one_picture_among_pages_of_text_is_recognised_alone(account: Path, tmp_path: Path) -> None:
    text, scan = pdfium.PdfDocument(account / "text.pdf"), pdfium.PdfDocument(account / "scan.pdf")
    mixed = pdfium.PdfDocument.new()
    mixed.import_pages(text, [0])
    mixed.import_pages(scan, [1])
    mixed.import_pages(text, [0])
    mixed.save(tmp_path / "mixed.pdf")
    with recognising(kept(account)):
        document = read(tmp_path / "mixed.pdf")
    assert [page.recognised for page in document.pages] == [False, True, False]
    assert document.source.carrier == "pdf"
    assert not document.unread_pages


@pytest.mark.slow
def test_pages_of_an_ofd_that_are_pictures_are_recognised(account: Path, tmp_path: Path) -> None:
    picture = scanned_pages(account / "text.pdf", replace(SCANNER, stamp=False), [1])[0]
    cv2.imwrite(str(tmp_path / "page.jpg"), picture)
    data = (tmp_path / "page.jpg").read_bytes()
    write_ofd_of_pictures([data], tmp_path / "scan.ofd")
    document, alone = read(tmp_path / "scan.ofd"), read(tmp_path / "page.jpg")
    figures = [[re.sub(r"[^\d.\t]", "", line) for line in one.lines] for one in (document, alone)]
    assert figures[0] == figures[1] and any("2219.65" in line for line in figures[0])
    assert (document.source.carrier, document.source.reader) == ("scan", "ofd")
    (page,) = document.pages
    assert page.recognised and page.width == pytest.approx(595, abs=1)
    (picture_page,) = alone.pages
    share = picture_page.width / page.width  # the picture fills the page's width
    boxes = [(a.box, b.box) for a, b in zip(document.places, alone.places, strict=True)]
    assert all(a and b and np.allclose(np.array(a) * share, b, atol=2) for a, b in boxes)


@pytest.mark.slow
@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_picture_that_lies_on_its_side_is_turned(account: Path, tmp_path: Path, turns: int) -> None:
    picture = scanned_pages(account / "text.pdf", replace(SCANNER, stamp=False), [0])[0]
    part = picture[: picture.shape[0] // 4]
    cv2.imwrite(str(tmp_path / "upright.png"), part)
    cv2.imwrite(str(tmp_path / "turned.png"), np.rot90(part, turns))
    assert read(tmp_path / "turned.png").lines == read(tmp_path / "upright.png").lines


def test_without_the_extra_a_scan_is_refused_with_the_command_that_helps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recogniser, "installed", lambda: False)
    picture = np.full((1100, 800, 3), 255, np.uint8)
    cv2.putText(picture, "2023", (100, 300), 0, 5, (0, 0, 0), 9)
    write_scan([picture], tmp_path / "scan.pdf", SCANNER)
    cv2.imwrite(str(tmp_path / "page.jpg"), picture)
    write_ofd_of_pictures([(tmp_path / "page.jpg").read_bytes()], tmp_path / "scan.ofd")
    for name in ("scan.pdf", "page.jpg", "scan.ofd"):
        with pytest.raises(NotReadable, match=r"pip install 'mingzhang\[ocr\]'"):
            read(tmp_path / name)


@pytest.mark.slow
def test_without_the_extra_a_picture_among_text_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recogniser, "installed", lambda: False)
    as_pdf([*statements_of(SAMPLE, 1)[:12]], tmp_path / "text.pdf")
    write_scan([np.zeros((400, 400, 3), np.uint8)], tmp_path / "scan.pdf", SCANNER)
    mixed = pdfium.PdfDocument(tmp_path / "text.pdf")
    mixed.import_pages(pdfium.PdfDocument(tmp_path / "text.pdf"))
    mixed.import_pages(pdfium.PdfDocument(tmp_path / "scan.pdf"))
    mixed.save(tmp_path / "mixed.pdf")
    assert read(tmp_path / "mixed.pdf").unread_pages == (3,)


def test_a_stamp_is_lifted_off_and_red_figures_stay() -> None:
    picture = np.full((600, 600, 3), 235, np.uint8)
    cv2.putText(picture, "62.33", (60, 300), 0, 1, (20, 20, 20), 2)
    cv2.putText(picture, "-5.20", (400, 560), 0, 0.8, (30, 30, 200), 2)
    stamped = picture.copy()
    cv2.circle(stamped, (160, 290), 120, (60, 60, 220), 12)
    cv2.line(stamped, (40, 290), (280, 290), (60, 60, 220), 3)
    stamped = np.minimum(picture, stamped)
    lifted = without_stamps(stamped, 72 / 150)
    grey = lifted[:, :, :3].min(axis=2)
    ring = cv2.circle(np.zeros((600, 600), np.uint8), (160, 290), 120, 1, 6) > 0
    assert grey[ring].min() > 200
    assert (grey[250:310, 60:180] < 100).sum() > 300  # the figure under it
    assert (lifted[530:570, 390:500] == stamped[530:570, 390:500]).all()


def test_lines_between_words_are_found_even_where_a_word_seems_to_cover_them() -> None:
    """A table of one row, whose words were found as one box from line to line."""
    picture = np.full((300, 800, 3), 240, np.uint8)
    for x in (50, 300, 520, 740):
        cv2.line(picture, (x, 100), (x, 142), (0, 0, 0), 2)
    for y in (100, 142):
        cv2.line(picture, (50, y), (740, y), (0, 0, 0), 2)
    scale = 72 / 200
    word = (55 * scale, 101 * scale, 735 * scale, 141 * scale)
    across, down = read_lines(ink(picture), [word], scale)
    assert [round(rule.at / scale) for rule in across] == pytest.approx([100, 142], abs=2)
    assert [round(rule.at / scale) for rule in down] == pytest.approx([50, 300, 520, 740], abs=2)


@pytest.mark.parametrize(
    ("text", "certainty", "faint", "dirt"),
    [("1", 0.88, False, True), ("1", 0.99, False, False), ("5", 0.88, False, False), ("11", 0.88, False, False),
     ("5", 0.88, True, True), ("5", 0.99, True, False)],
)  # fmt: skip
def test_what_is_only_a_stroke_and_not_sure_is_no_figure(
    text: str, certainty: float, faint: bool, dirt: bool
) -> None:
    line = [Character(char, "", certainty, 0.5) for char in text]
    assert recognised_page.is_dirt(line, faint) is dirt


def test_a_digit_that_was_not_read_is_told() -> None:
    written = Transcript()
    dirt = [Glyph("1", 40, 60, 44, 70, 0.88)]
    writer = PageWriter(written)
    writer.write(PrintedPage(1, glyphs("5.59"), [], [], dirt=dirt))
    writer.close()
    assert [(doubt.read, doubt.other, doubt.place.page) for doubt in written.content().doubts] == [
        ("", "1", 1)
    ]


CHARACTERS = ["blank", "1", "7", ".", "3"]


def likelihoods(*steps: dict[str, float]) -> np.ndarray:
    return np.array([[step.get(name, 0.0) for name in CHARACTERS] for step in steps])


def test_a_character_keeps_what_else_it_may_be() -> None:
    line = decoded(likelihoods({"1": 0.6, "7": 0.35}, {"blank": 1.0}, {"3": 1.0}, {"3": 0.99}), CHARACTERS)
    assert [(c.text, c.other, c.certainty) for c in line] == [("1", "7", 0.6), ("3", "", 1.0)]


def test_a_point_that_was_nearly_seen_makes_a_figure_doubtful() -> None:
    line = decoded(likelihoods({"3": 1.0}, {"blank": 0.7, ".": 0.3}, {"1": 1.0}), CHARACTERS)
    assert [c.text for c in line] == ["3", "1"]
    assert (line[0].other, line[0].certainty) == ("3.", 0.7)


def glyphs(text: str, **unsure: tuple[str, float]) -> list[Glyph]:
    return [
        Glyph(char, at * 5.0, 0, at * 5.0 + 5, 10, *reversed(unsure.get(f"at_{at}", ("", 1.0))))
        for at, char in enumerate(text)
    ]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (glyphs("支出30.75万元", at_2=("8", 0.7)), [("30.75", "80.75", 0.7)]),
        (glyphs("30.75"), []),
        (glyphs("支出30.75", at_0=("友", 0.4)), []),  # no digit
        (glyphs("30.75", at_2=("３", 0.95)), []),  # sure enough
        (glyphs("30.75", at_0=("３", 0.7)), []),  # the same digit in full width
        (glyphs("3075", at_1=("0.", 0.8)), [("3075", "30.75", 0.8)]),  # a point that was nearly seen
        (glyphs("30.75", at_4=("S", 0.55)), [("30.75", "", 0.55)]),
    ],
)
def test_doubtful_figures_are_told_with_what_they_may_be(
    written: list[Glyph], told: list[tuple[str, str, float]]
) -> None:
    assert [figure[:3] for figure in doubtful_figures(written)] == told


def with_doubt(disclosure: Disclosure, line: int, read_as: str, other: str) -> Disclosure:
    return replace(disclosure, doubts=(Doubt(Place(line, 1), read_as, other, 0.7),))


def test_a_breach_that_another_reading_closes_is_put_down_to_reading(tmp_path: Path) -> None:
    """The reading stays what it was; the finding says that the picture may have been misread."""
    account = ROOT / "disclosures" / "sample-002-2023.txt"  # whose text bears no marks of extraction
    lines = account.read_text(encoding="utf-8").splitlines()
    line, total = next(
        (row.place.line, row.figures["total"])
        for row in parse(read(account)).statement(3).rows
        if row.level == 3 and f"{row.figures['total']:,}" in lines[row.place.line - 1]
    )
    assert total is not None
    read_as, printed = f"{total + 50:,}", f"{total:,}"
    lines[line - 1] = lines[line - 1].replace(printed, read_as, 1)
    (tmp_path / "account.txt").write_text("\n".join(lines), encoding="utf-8")
    misread = parse(read(tmp_path / "account.txt"))

    def causes(disclosure: Disclosure) -> set[str]:
        return {finding.cause for finding in check(disclosure).findings if finding.source_line == line}

    assert causes(misread) == {"unknown"}
    assert causes(with_doubt(misread, line, read_as, printed)) == {"extraction"}
    assert causes(with_doubt(misread, line, read_as, f"{total + 51:,}")) == {"unknown"}


@pytest.mark.slow
def test_a_build_recognises_pages_first_and_reads_the_file_once_they_are(
    account: Path, tmp_path: Path
) -> None:
    task = Task(account / "scan.pdf", "scan.pdf", tmp_path / "cache" / "version")
    shutil.copytree(account / "pages", tmp_path / "cache" / "pages")
    next((tmp_path / "cache" / "pages").rglob("*.msgpack")).unlink()
    assert len(make_shard(replace(task, waits=True)).waiting) == 1
    with InlineEngine() as engine:
        receipts = list(read_files([task], make_shard, engine, Reporter(), lost))
    assert [(receipt.status, receipt.waiting, receipt.carrier) for receipt in receipts] == [
        ("ok", (), "scan")
    ]
    shard = load_shard(task.cache, receipts[0].source_id)
    assert len(shard.rows["source_pages"]) == receipts[0].pages
