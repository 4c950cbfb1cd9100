"""`mingzhang check` says what was read and what could not be, in every format."""

from __future__ import annotations

import json
import re
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner

from generator import random_facts, render
from generator.planting import PLAIN
from mingzhang.checking.report.terminal import MOST_NOTES
from mingzhang.checking.what_was_read import counts, unread
from mingzhang.commands.program import main
from mingzhang.model import Disclosure
from mingzhang.proofreading.proofread import proofread

TEXT = render(random_facts(Random(5)), PLAIN)
TERM = "行政运行（项）：反映"
UNKNOWN = "行政远行（项）：反映"


def without_rows(text: str, title: str) -> str:
    """The text with the title of a statement left and its rows and notes gone, as of a table kept as an image."""
    start = text.index(f"\n{title}\n") + len(title) + 2
    return text[:start] + text[text.index("\n公开02表\n", start) :]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("account") / "whole.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def damaged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A statement without its rows, and a term that the classification does not know."""
    path = tmp_path_factory.mktemp("account") / "damaged.txt"
    path.write_text(without_rows(TEXT, "收入决算表").replace(TERM, UNKNOWN), encoding="utf-8")
    return path


def line_of(path: Path, words: str) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if words in line)


def report(format_: str, *paths: Path) -> str:
    return CliRunner().invoke(main, ["check", "--rules", "I01", "--format", format_, *map(str, paths)]).output


def read(path: Path) -> Disclosure:
    disclosure = proofread(path).disclosure
    assert disclosure is not None
    return disclosure


def test_what_was_read_is_counted(whole: Path) -> None:
    number = counts(read(whole))
    appendix = TEXT[TEXT.rindex("\n第六部分") :]
    tasks = TEXT[TEXT.rindex("\n序号\t") : TEXT.rindex("\n第五部分")]
    assert number["forms"] == len(re.findall(r"\n(?:项目|单位)名称\t", appendix))
    assert number["indicators"] == len(
        re.findall(r"\n\t(?:[^\t]*\t){2}[^\t\n]+\t[^\t\n]+\t[^\t\n]+", appendix)
    )
    assert number["key_tasks"] == len(re.findall(r"\n[0-9]+\t", tasks))
    assert (number["repaired"], unread(read(whole))) == (0, [])


def test_the_cells_are_those_printed(whole: Path, damaged: Path) -> None:
    """The amounts of the statement that one of them has lost: what stands in its rows after code and name."""
    lost = set(TEXT.splitlines()) - set(damaged.read_text(encoding="utf-8").splitlines())
    rows = [line.split("\t") for line in lost if re.match(r"[0-9]{3,7}\t|\t合计\t4", line)]
    printed = sum(cell != "" for row in rows for cell in row[2:])
    assert printed > 50
    assert counts(read(whole))["cells"] - counts(read(damaged))["cells"] == printed


def test_text(whole: Path, damaged: Path) -> None:
    output = report("text", whole, damaged)
    assert "九张表      已公开 7 张（公开01、02、03、04、05、06、09表），空表 2 张（公开07、08表）" in output
    assert "空表 2 张（公开07、08表），数字未能提取 1 张（公开02表）" in output
    assert "没有读出或存疑的：没有" in output and "没有读出或存疑的：2 处" in output
    line = line_of(damaged, UNKNOWN)
    assert re.search(rf"第{line}行  名词解释中的“[^”]*行政远行（项）”没有对应的功能分类科目", output)
    assert "不作为正文收录：目录 31 行" in output
    assert output.index("核对1条规则") < output.index("读到的") < output.index("没有读出")


def test_many_notes_are_cut_in_the_text_and_whole_in_the_data(tmp_path: Path) -> None:
    path = tmp_path / "many.txt"
    terms = "\n".join(
        f"{n}.教育支出（类）普通教育（款）莫须有事务{n}（项）：反映这方面的支出。" for n in range(1, 41)
    )
    path.write_text(TEXT.replace("（九）结余分配：", f"{terms}\n（九）结余分配：", 1), encoding="utf-8")
    assert f"另有 {40 - MOST_NOTES} 处" in report("text", path)
    (file,) = json.loads(report("json", path))["files"]
    assert len(file["reading"]["unread"]) == 40


@pytest.mark.slow
def test_json(damaged: Path, tmp_path: Path) -> None:
    missing = tmp_path / "missing.txt"
    file, nothing = json.loads(report("json", damaged, missing))["files"]
    reading = file["reading"]
    assert nothing["reading"] is None
    assert [s["status"] for s in reading["statements"]][1] == "lost"
    assert reading["counts"] == counts(read(damaged))
    assert [(note["kind"], note["line"]) for note in reading["unread"]] == [
        ("lost_statement", reading["statements"][1]["line"]),
        ("unresolved_code", line_of(damaged, UNKNOWN)),
    ]
    assert reading["left_out"] == ["不作为正文收录：目录 31 行"]


def test_sarif(damaged: Path) -> None:
    (run,) = json.loads(report("sarif", damaged))["runs"]
    (artifact,) = run["artifacts"]
    assert artifact["properties"]["read"] == counts(read(damaged))
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is True
    notes = invocation["toolExecutionNotifications"]
    assert [note["descriptor"]["id"] for note in notes] == ["lost_statement", "unresolved_code"]
    region = notes[1]["locations"][0]["physicalLocation"]["region"]
    assert region["startLine"] == line_of(damaged, UNKNOWN) and UNKNOWN in region["snippet"]["text"]


def test_html(damaged: Path) -> None:
    page = report("html", damaged)
    assert "<dt>九张表</dt><dd>已公开 6 张" in page
    assert f"<li>第{line_of(damaged, UNKNOWN)}行：名词解释中的" in page
