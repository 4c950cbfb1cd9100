"""`mingzhang check`: the reports, the exit codes, the baseline, the options that name rules."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from random import Random

import pytest
import yaml
from click.testing import CliRunner, Result

from generator import plant, random_facts, render
from generator.planting import PLAIN, Planted
from mingzhang.checking import RULES
from mingzhang.commands.program import main
from writing_carriers import as_docx, parts_of

FACTS = random_facts(Random(5))
LEVELS = {"error", "warning", "note", "none"}


def planted(fault: str) -> Planted:
    found = plant(FACTS, fault, PLAIN, 1)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def drafts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound draft, one whose general-budget share is wrong, one that is no disclosure."""
    folder = tmp_path_factory.mktemp("drafts")
    (folder / "sound.txt").write_text(render(FACTS, PLAIN), encoding="utf-8")
    (folder / "faulty.txt").write_text(planted("opening_budget").text, encoding="utf-8")
    (folder / "other.txt").write_text("本单位食堂采购清单\n白菜 三斤\n", encoding="utf-8")
    return folder


def check(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["check", *map(str, arguments)])


def test_sound_draft_gives_zero(drafts: Path) -> None:
    result = check(drafts / "sound.txt")
    assert result.exit_code == 0
    assert "不一致0处" in result.output


def test_faulty_draft_gives_one_and_marks_the_fault(drafts: Path) -> None:
    result = check(drafts / "faulty.txt")
    fault = planted("opening_budget")
    assert result.exit_code == 1
    lines = result.output.splitlines()
    at = next(n for n, line in enumerate(lines) if "N07" in line)
    assert f"第{fault.line}行" in lines[at]
    quoted, carets = lines[at + 1], lines[at + 2]
    figure = next(word for word in _figures(fault.after) if word not in fault.before)
    assert figure in quoted
    assert carets.strip("│ ^") == "" and carets.count("^") == len(figure)


def test_the_summary_counts_what_is_shown(drafts: Path) -> None:
    shown = check(drafts / "faulty.txt", "--severity", "warning").output
    assert "不一致1处，存疑0处" in shown
    assert "提示" not in shown.partition("应核对")[2].partition("\n")[0]
    assert re.search("提示[0-9]+处，尾数[0-9]+处。", check(drafts / "faulty.txt").output)


def _figures(text: str) -> list[str]:
    return [w for w in "".join(c if c in "0123456789." else " " for c in text).split() if w != "."]


@pytest.mark.slow
def test_what_cannot_be_read_gives_two_and_the_rest_is_checked(drafts: Path) -> None:
    result = check(drafts / "other.txt", drafts / "faulty.txt", drafts / "missing.txt")
    assert result.exit_code == 2
    assert "无法核对" in result.output
    assert "无法打开文件" in result.output
    assert "N07" in result.output


def test_a_folder_without_files_gives_two(tmp_path: Path) -> None:
    result = check(tmp_path)
    assert result.exit_code == 2
    assert result.stderr.strip() == f"mingzhang: {tmp_path}: no files in it"


def test_json(drafts: Path) -> None:
    result = check("--format", "json", drafts / "faulty.txt")
    (file,) = json.loads(result.output)["files"]
    (finding,) = [f for f in file["findings"] if f["family"] == "N07"]
    assert finding["line"] == planted("opening_budget").line
    assert finding["found"] in finding["text"]
    assert {r["rule"] for r in file["results"]} == {rule for rule in RULES if rule[0] not in "YB"}


def test_sarif(drafts: Path) -> None:
    """The required properties of SARIF 2.1.0, and that every index and line points at something."""
    log = json.loads(check("--format", "sarif", drafts / "faulty.txt", drafts / "other.txt").output)
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(RULES)
    assert all(rule["defaultConfiguration"]["level"] in LEVELS for rule in rules)
    text = (drafts / "faulty.txt").read_text(encoding="utf-8").splitlines()
    assert run["results"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in LEVELS and result["message"]["text"]
        (place,) = result["locations"]
        region = place["physicalLocation"]["region"]
        assert region["snippet"]["text"] == text[region["startLine"] - 1]
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    assert "other.txt" in invocation["toolExecutionNotifications"][0]["message"]["text"]


class Page(HTMLParser):
    """What a page asks for from elsewhere, and its marks."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.asked += [value or "" for name, value in attrs if name in ("src", "href")]


def test_html_is_one_file_that_asks_for_nothing(drafts: Path, tmp_path: Path) -> None:
    output = tmp_path / "report.html"
    result = check("--format", "html", "--output", output, drafts / "faulty.txt")
    assert (result.exit_code, result.output) == (1, "")
    page = Page()
    text = output.read_text(encoding="utf-8")
    page.feed(text)
    assert page.asked == [] and "url(" not in text
    assert "script" not in page.tags
    assert "mark" in page.tags


def test_hostile_text_is_escaped(tmp_path: Path) -> None:
    draft = tmp_path / "x.txt"
    fault = planted("opening_budget")
    lines = fault.text.splitlines()
    lines[fault.line - 1] = lines[fault.line - 1].replace(
        "支出决算为", "<script>alert(1)</script>支出决算为", 1
    )
    draft.write_text("\n".join(lines), encoding="utf-8")
    output = check("--format", "html", draft).output
    assert "<script>" not in output


def test_rules_and_ignore(drafts: Path) -> None:
    assert check("--rules", "N07", drafts / "faulty.txt").exit_code == 1
    assert check("--rules", "I,X", drafts / "faulty.txt").exit_code == 0
    assert check("--ignore", "N07", "--ignore", "n09", drafts / "faulty.txt").exit_code == 0


@pytest.mark.parametrize("option", ["--rules", "--ignore", "--explain"])
def test_a_rule_that_does_not_exist_is_said(option: str, drafts: Path) -> None:
    result = check(option, "N99", drafts / "sound.txt")
    assert result.exit_code == 2
    assert "no rule N99" in result.output


def test_explain_needs_no_file() -> None:
    result = check("--explain", "N02")
    assert result.exit_code == 0
    assert (
        RULES["N02.growth-rates"].name_zh in result.output
        and RULES["N02.growth-rates"].explanation in result.output
    )


def test_no_file_is_a_usage_error() -> None:
    assert check().exit_code == 2


def test_baseline_takes_out_what_has_a_reason(drafts: Path, tmp_path: Path) -> None:
    known = tmp_path / "known.yml"
    assert check("--baseline", known, "--update-baseline", drafts / "faulty.txt").exit_code == 0
    assert check("--baseline", known, drafts / "faulty.txt").exit_code == 1, "an entry without a reason"
    content = yaml.safe_load(known.read_text(encoding="utf-8"))
    for entry in content["accepted"]:
        entry["reason"] = "年初预算含上年结转，已在说明中注明"
    known.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    result = check("--baseline", known, drafts / "faulty.txt")
    assert result.exit_code == 0
    assert f"基线接受{len(content['accepted'])}处" in result.output
    assert check("--baseline", known, "--update-baseline", drafts / "faulty.txt").exit_code == 0
    assert yaml.safe_load(known.read_text(encoding="utf-8")) == content, "reasons given stay"


def test_baseline_survives_moved_lines(drafts: Path, tmp_path: Path) -> None:
    known = tmp_path / "known.yml"
    check("--baseline", known, "--update-baseline", drafts / "faulty.txt")
    known.write_text(
        known.read_text(encoding="utf-8").replace("reason: ''", "reason: 已说明"), encoding="utf-8"
    )
    moved = tmp_path / "moved.txt"
    moved.write_text("\n\n\n" + (drafts / "faulty.txt").read_text(encoding="utf-8"), encoding="utf-8")
    assert check("--baseline", known, moved).exit_code == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("accepted: 3", "expected one key, accepted, with a list"),
        ("known: []", "expected one key, accepted, with a list"),
        ("accepted:\n- {rule: N07, reason: x}", "an entry has id, rule, message and reason"),
        ("accepted: [", "cannot be read"),
    ],
)
def test_a_wrong_baseline_is_said(content: str, said: str, drafts: Path, tmp_path: Path) -> None:
    known = tmp_path / "known.yml"
    known.write_text(content, encoding="utf-8")
    result = check("--baseline", known, drafts / "faulty.txt")
    assert result.exit_code == 2
    assert said in result.output


def test_a_baseline_that_is_not_there(drafts: Path, tmp_path: Path) -> None:
    result = check("--baseline", tmp_path / "none.yml", drafts / "faulty.txt")
    assert result.exit_code == 2
    assert "--update-baseline" in result.output
    assert check("--update-baseline", drafts / "faulty.txt").exit_code == 2


# ------------------------------------------------------------------------------------------------ ways in and out


def test_standard_input_is_checked(drafts: Path) -> None:
    text = (drafts / "faulty.txt").read_text(encoding="utf-8")
    result = CliRunner().invoke(main, ["check", "-", "--format", "concise"], input=text)
    assert result.exit_code == 1
    assert re.search(r"^-:[0-9]+:[0-9]+: error N07\.sum ", result.output, re.M)


def test_a_folder_is_all_its_files(drafts: Path) -> None:
    files = json.loads(check("--format", "json", drafts).output)["files"]
    assert sorted(Path(file["path"]).name for file in files) == sorted(p.name for p in drafts.iterdir())


def test_severity_is_what_is_shown_and_what_counts(drafts: Path) -> None:
    errors = check("--severity", "error", "--format", "concise", drafts / "faulty.txt")
    assert errors.exit_code == 1 and " note " not in errors.output
    assert check("--severity", "error", drafts / "sound.txt").exit_code == 0


def test_github_commands_name_file_line_and_column(drafts: Path) -> None:
    output = check("--format", "github", drafts / "faulty.txt").output
    assert re.search(r"^::error file=[^,]+faulty\.txt,line=[0-9]+,col=[0-9]+,", output, re.M)


def test_statistics_count_the_findings_of_each_rule(drafts: Path) -> None:
    assert re.search(r"^ +1  不一致  N07\.sum", check("--statistics", drafts / "faulty.txt").output, re.M)


def test_sarif_says_the_column_and_suppresses_what_is_accepted(drafts: Path, tmp_path: Path) -> None:
    known = tmp_path / "known.yml"
    check("--baseline", known, "--update-baseline", drafts / "faulty.txt")
    known.write_text(
        known.read_text(encoding="utf-8").replace("reason: ''", "reason: 已说明"), encoding="utf-8"
    )
    (run,) = json.loads(check("--format", "sarif", "--baseline", known, drafts / "faulty.txt").output)["runs"]
    assert run["results"] and all(result["suppressions"] for result in run["results"])
    assert any("startColumn" in r["locations"][0]["physicalLocation"]["region"] for r in run["results"])


def test_a_baseline_of_the_first_version_goes_on_working(drafts: Path, tmp_path: Path) -> None:
    (file,) = json.loads(check("--format", "json", "--select", "N07", drafts / "faulty.txt").output)["files"]
    (finding,) = file["findings"]
    known = tmp_path / "known.yml"
    old = {
        "id": "0123abcd",
        "rule": "N07",
        "message": f"年初预算为{finding['found']}万元，各科目年初预算之和计算为{finding['expected']}万元",
        "reason": "含上年结转",
    }
    known.write_text(yaml.safe_dump({"accepted": [old]}, allow_unicode=True), encoding="utf-8")
    assert check("--baseline", known, "--select", "N07", drafts / "faulty.txt").exit_code == 0


def test_a_baseline_does_not_hang_on_wording(drafts: Path, tmp_path: Path) -> None:
    known = tmp_path / "known.yml"
    check("--baseline", known, "--update-baseline", drafts / "faulty.txt")
    content = yaml.safe_load(known.read_text(encoding="utf-8"))
    for entry in content["accepted"]:
        entry["message"], entry["reason"] = "另一种说法", "已说明"
    known.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    assert check("--baseline", known, drafts / "faulty.txt").exit_code == 0


HEAVY = {"rich", "jinja2", "email.policy", "lxml", "pypdfium2", "pyarrow", "mkdocs", "datasette", "httpx"}


def test_a_check_loads_nothing_that_it_does_not_use() -> None:
    """A check of one text starts at once: what pages, terminals with bars, PDF and servers need stays where it is."""
    program = "import sys, mingzhang.commands.program, mingzhang.proofreading.proofread; print(*sys.modules, sep='\\n')"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert HEAVY & set(told.stdout.split()) == set()


@pytest.mark.slow
def test_members_of_an_archive_are_checked_by_their_names(drafts: Path, tmp_path: Path) -> None:
    archive = tmp_path / "drafts.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for name in ("sound.txt", "faulty.txt"):
            packed.write(drafts / name, f"2031/{name}")
    result = check(archive, "--format", "json")
    assert result.exit_code == 1
    files = json.loads(result.stdout)["files"]
    assert [one["path"] for one in files] == [
        f"{archive}!/2031/{name}" for name in ("faulty.txt", "sound.txt")
    ]
    assert ["error" in {found["severity"] for found in one["findings"]} for one in files] == [True, False]
    assert "unpacked first" in check(archive, "--annotate", tmp_path / "copy.pdf").output


@pytest.mark.slow
def test_a_word_document_is_checked_within_limits_and_a_damaged_one_is_said(
    drafts: Path, tmp_path: Path
) -> None:
    as_docx(parts_of(drafts / "faulty.txt"), tmp_path / "draft.docx")
    assert check(tmp_path / "draft.docx").exit_code == 1
    whole = (tmp_path / "draft.docx").read_bytes()
    (tmp_path / "cut.docx").write_bytes(whole.replace(b"word/document.xml", b"word/documant.xml"))
    told = check(tmp_path / "cut.docx")
    assert told.exit_code == 2
    assert "不完整或已损坏" in told.output
