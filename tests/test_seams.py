"""Readers, shapes of tables and rules: what each owes, and that a stranger's own touches no other stage.

The other seams have contract tests of their own: test_engines, test_search_backends, test_page_kinds, test_exports_seam.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from documents import minimal
from mingzhang.checking import check, registry
from mingzhang.checking.context import RuleContext
from mingzhang.checking.trials import Held, Remark, Trial
from mingzhang.layout import shapes
from mingzhang.layout.shapes.contract import MAX_CELLS, Found, TableShape
from mingzhang.model import Grid, NotReadable, Row, TextLine
from mingzhang.parsing import parse
from mingzhang.reading import read
from mingzhang.reading import registry as readers
from mingzhang.reading.contract import Content, Reader

HAN = re.compile(r"[\u4e00-\u9fff]")
NOISE = [
    b"",
    b"\0" * 100,
    b"\xff\xfe\xfd" * 50,
    b"PK\x03\x04broken",
    b"%PDF-1.7 broken",
    b"<html>",
    "决算".encode(),
]


class Telegram:
    """A toy carrier: `STOP` ends a line, and the file says which page each line stands on."""

    NAME = CARRIER = "telegram"

    def recognises(self, data: bytes, path: Path) -> bool:
        return data.startswith(b"TELEGRAM\n")

    def read(self, data: bytes, path: Path) -> Content:
        text = data.removeprefix(b"TELEGRAM\n").decode()
        if not text.strip():
            raise NotReadable("电报是空的：请重新发送")
        return Content(tuple(text.split(" STOP\n")))


@pytest.mark.parametrize("reader", (*readers.READERS, Telegram()), ids=lambda reader: reader.NAME)
def test_a_reader_has_names_and_refuses_in_one_chinese_line(reader: Reader, tmp_path: Path) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9-]*", reader.NAME), "sources.reader is an ASCII word"
    assert reader.CARRIER, "sources.carrier is never empty"
    for number, data in enumerate(NOISE):
        for suffix in (".txt", ".bin"):
            path = tmp_path / f"{number}{suffix}"
            recognised = reader.recognises(data, path)
            assert isinstance(recognised, bool), "recognises answers yes or no, and never raises"
            if not recognised:
                continue
            try:
                content = reader.read(data, path)
            except NotReadable as refused:
                assert HAN.search(str(refused)), "the reason is Chinese, for the public"
                assert "\n" not in str(refused), "and one line"
            else:
                assert all("\n" not in line for line in content.lines), (
                    "lines are handed on without their ends"
                )


def test_a_new_carrier_is_one_line_of_the_registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "READERS", (Telegram(), *readers.READERS))
    path = tmp_path / "account.bin"
    path.write_bytes(b"TELEGRAM\n" + minimal().replace("\n", " STOP\n").encode())
    document = read(path)
    assert (document.source.reader, document.source.carrier) == ("telegram", "telegram")
    disclosure = parse(document)
    assert disclosure.identity.fiscal_year == 2023
    assert disclosure.statement(1).rows
    assert disclosure == parse(document)


def test_what_a_new_carrier_refuses_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "READERS", (Telegram(), *readers.READERS))
    path = tmp_path / "account.bin"
    path.write_bytes(b"TELEGRAM\n ")
    with pytest.raises(NotReadable, match="电报是空的"):
        read(path)


def test_a_file_of_no_reader_is_refused_in_chinese(tmp_path: Path) -> None:
    path = tmp_path / "account.xyz"
    path.write_bytes(b"\x01\x02\x03")
    with pytest.raises(NotReadable) as refused:
        read(path)
    assert HAN.search(str(refused.value))


class Slashes:
    """A toy shape: a line `/table`, rows whose cells are parted by ` // `, a line `/end`."""

    NAME = "slashes"

    def opens(self, line: str) -> bool:
        return line == "/table -"

    def read(self, lines: Sequence[str], at: int) -> Found | None:
        if "/end -" not in lines[at:]:
            return None
        end = lines.index("/end -", at)
        rows = [Row(n + 1, tuple(lines[n].split(" // "))) for n in range(at + 1, end)]
        return Found(list(rows), end + 1)


SHAPES: tuple[TableShape, ...] = (*shapes.SHAPES, Slashes())
LINES = (
    "", "部门决算", "|", "|---|---|", "<table>", "</table>", "+---+---+", "{|", "|===", "\\begin{tabular}", "a\tb",
    "甲,乙,丙", "┌─┬─┐", "=====  =====", "-----  -----", "<td", "\\hline", "| a | b |", "/table -",
)  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.NAME)
def test_a_shape_goes_forward_and_never_raises(shape: TableShape) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9_-]*", shape.NAME)
    for first in LINES:
        for second in LINES:
            lines = [first, second, "本年支出合计 5.00", first]
            if not shape.opens(lines[0]):
                continue
            found = shape.read(lines, 0)
            if found is None:
                continue
            assert 0 < found.end <= len(lines), "a table ends after it began, within the document"
            for item in found.content:
                line = item.line
                assert 1 <= line <= found.end, "a row stands on a line of the table"
                if isinstance(item, Row):
                    assert len(item.cells) <= MAX_CELLS
                else:
                    assert isinstance(item, TextLine)


def test_names_of_shapes_are_used_once() -> None:
    names = [shape.NAME for shape in SHAPES]
    assert len(names) == len(set(names))


def test_a_new_shape_is_one_entry_of_the_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ["公开01表", "/table -", "项目 // 金额", "教育支出 // 5.00", "/end -", "注：无。"]
    assert not any(isinstance(block, Grid) and len(block.rows) == 2 for block in shapes.find_blocks(lines))
    monkeypatch.setattr(shapes, "SHAPES", (Slashes(), *shapes.SHAPES))
    found = shapes.find_blocks(lines)
    (grid,) = (block for block in found if isinstance(block, Grid))
    assert [row.cells for row in grid.rows] == [("项目", "金额"), ("教育支出", "5.00")]
    assert [row.line for row in grid.rows] == [3, 4]
    assert [block.text for block in found if isinstance(block, TextLine)] == ["公开01表", "注：无。"]


@pytest.fixture
def rule_of_names() -> Iterator[str]:
    """A toy rule, registered for one test: a department is a street office."""

    @registry.rule(
        "N99.street-office",
        "部门是街道办事处",
        "The department is a street office",
        "样例规则：部门类型应为街道办事处。",
        "样例",
        severity="note",
    )
    def street_office(context: RuleContext) -> Iterator[Trial]:
        who = context.disclosure.identity
        if who.kind == "街道办事处":
            yield Held()
        else:
            yield Remark(f"部门类型为{who.kind}，不是街道办事处", who.place.line, found=who.kind)

    yield "N99.street-office"
    del registry.RULES["N99.street-office"]


@pytest.mark.parametrize(
    ("name", "outcome", "found"),
    [
        ("云州市临江区人民政府青石街道办事处", "held", []),
        ("云州市临江区财政局", "failed", ["局"]),
    ],
)
def test_a_new_rule_is_registered_by_itself(
    tmp_path: Path, rule_of_names: str, name: str, outcome: str, found: list[str]
) -> None:
    path = tmp_path / "account.txt"
    path.write_text(minimal(name), encoding="utf-8")
    report = check(parse(read(path)))
    assert [result.outcome for result in report.results if result.rule_id == rule_of_names] == [outcome]
    assert [finding.found for finding in report.findings if finding.rule_id == rule_of_names] == found


def test_a_rule_cannot_be_registered_twice(rule_of_names: str) -> None:
    with pytest.raises(ValueError, match="registered twice"):
        registry.register(registry.RULES[rule_of_names])


@pytest.mark.parametrize("rule", registry.RULES.values(), ids=lambda rule: rule.id)
def test_a_rule_says_what_it_checks_and_where_it_comes_from(rule: registry.Rule) -> None:
    assert re.fullmatch(r"[IXNYB]\d\d\.[a-z0-9-]+", rule.id), "an id is a family and a subject"
    assert HAN.search(rule.name_zh)
    assert re.search("[A-Za-z]{2}", rule.name_en), "an English name; Chinese only as a term"
    assert rule.explanation.endswith("。"), "a whole Chinese sentence, for the public"
    assert rule.source, "the form or provision it comes from"
    looks = [way for way in (rule.run, rule.across, rule.beside) if way is not None]
    assert len(looks) == 1, "a rule looks at one disclosure, at two years, or at a budget beside it"
    assert all(1 <= number <= 9 for number in rule.statements)
