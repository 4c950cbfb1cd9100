"""Addresses last: they come from body, year and scope, whatever files there are and in whatever order they come."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path

import pytest

from mingzhang.history.assigning import Assignment, assign
from mingzhang.history.records import History
from mingzhang.history.registers import Replacement, Withdrawal, replacements, withdrawals
from mingzhang.history.rows import history_rows
from mingzhang.history.updating import moment_after, updated

HUA, OTHER_HUA = "青澜区花山街道办事处", "青澜区华山街道办事处"
NOW = "2026-01-02T03:04:05+00:00"


@dataclass(frozen=True)
class File:
    """A file that was read, as far as addresses go."""

    name: str
    body: str = HUA
    fiscal_year: int = 2023
    scope: str | None = None
    published_on: str | None = None
    department_id: str = "huashan"

    @property
    def department(self) -> str:
        return f"云州市{self.body}"

    @property
    def source_id(self) -> str:
        return hashlib.sha256(self.name.encode()).hexdigest()


def hashed(body: str) -> str:
    return f"huashan-{hashlib.sha256(body.encode()).hexdigest()[:4]}"


def pages(assignment: Assignment) -> dict[str, str]:
    """The address and the file that is shown there."""
    return {one.disclosure_id: one.shown.name for one in assignment.published}


def after(*builds: list[File]) -> History:
    """The history after these builds."""
    history = History()
    for files in builds:
        history = updated(history, assign(files, history), moment_after(history.last))
    return history


@pytest.mark.parametrize(
    ("before", "files", "expected"),
    [
        ([], [File("a")], {"huashan-2023": "a"}),
        # of two files the one with the later printed date is the page
        (
            [],
            [File("a", published_on="2024-09-01"), File("b", published_on="2024-10-01")],
            {"huashan-2023": "b"},
        ),
        # where dates do not decide, the one that was published first stays
        ([File("b")], [File("a"), File("b")], {"huashan-2023": "b"}),
        ([File("b", published_on="2024-09-01")], [File("a"), File("b")], {"huashan-2023": "b"}),
        # a file whose place another takes
        ([File("a")], [File("b")], {"huashan-2023": "b"}),
        # 本级 and 汇总 are two accounts; which has the short address does not matter to either
        (
            [],
            [File("a", scope="本级"), File("b", scope="汇总")],
            {"huashan-2023": "b", "huashan-2023-benji": "a"},
        ),
        (
            [File("a", scope="本级")],
            [File("a", scope="本级"), File("b", scope="汇总")],
            {"huashan-2023": "a", "huashan-2023-huizong": "b"},
        ),
        ([File("a")], [File("b", scope="本级")], {"huashan-2023": "b"}),
        # two bodies that sound alike
        (
            [],
            [File("a"), File("b", OTHER_HUA)],
            {f"{hashed(HUA)}-2023": "a", f"{hashed(OTHER_HUA)}-2023": "b"},
        ),
        (
            [File("a")],
            [File("a"), File("b", OTHER_HUA)],
            {"huashan-2023": "a", f"{hashed(OTHER_HUA)}-2023": "b"},
        ),
    ],
)
def test_an_account_has_the_address_of_its_body_year_and_scope(
    before: list[File], files: list[File], expected: dict[str, str]
) -> None:
    history = after(before) if before else History()
    for order in permutations(files):
        assert pages(assign(order, history)) == expected


def test_a_twin_that_comes_after_its_twin_has_gone_carries_a_hash() -> None:
    assert list(pages(assign([File("b", OTHER_HUA)], after([File("a")])))) == [f"{hashed(OTHER_HUA)}-2023"]


def test_a_choice_that_dates_do_not_decide_is_told() -> None:
    (warning,) = assign([File("a"), File("b")], after([File("b")])).warnings
    assert warning == (
        "a: same body, year and scope as b, other content, and no later date: b is shown; replaces.csv can settle it"
    )


def test_the_register_settles_which_file_replaces_which() -> None:
    files = [File("a"), File("b")]
    history = after([File("b")])
    row = Replacement("a", "b", "replaces.csv line 2")
    assert pages(assign(files, history, replacements=[row])) == {"huashan-2023": "a"}
    by_digest = Replacement(File("a").source_id[:12], File("b").source_id[:12], "replaces.csv line 2")
    assert pages(assign(files, history, replacements=[by_digest])) == {"huashan-2023": "a"}
    unknown = assign(files, history, replacements=[Replacement("c", "b", "replaces.csv line 2")])
    assert "replaces.csv line 2: no file 'c' was read; row left out" in unknown.warnings


def test_versions_are_numbered_as_they_come_and_keep_their_numbers() -> None:
    a, b, c = (File(name, published_on=f"2024-0{n}-01") for n, name in enumerate("abc", start=1))
    history = after([b], [b, c], [a, b, c], [c])
    account = history.accounts["huashan-2023"]
    numbers = {version.source_id: version.number for version in account.versions}
    assert [numbers[file.source_id] for file in (b, c, a)] == [1, 2, 3]
    assert (account.current, account.asides) == (2, [1, 3])
    assert [version.replaced_by for version in account.versions] == [2, None, 2]
    first, second, third = (version.published_at for version in account.versions)
    assert first is None  # a first build knows no moments
    assert second is not None and third is not None and second < third


def test_the_same_files_again_leave_the_history_as_it_was() -> None:
    files = [File("a"), File("b", OTHER_HUA), File("c", fiscal_year=2022)]
    history = after(files)
    assert updated(history, assign(files, history), NOW) == history


def test_what_is_no_longer_there_is_removed_and_comes_back_to_its_address() -> None:
    history = after([File("a"), File("b", fiscal_year=2022)], [File("a")])
    assert history.accounts["huashan-2022"].status == "removed"
    assert updated(history, assign([File("b", fiscal_year=2022)], history), NOW).accounts[
        "huashan-2022"
    ].status == ("published")


def test_a_file_that_is_read_as_anothers_moves() -> None:
    """A reader that knows better finds another year in the same file: the old address leads to the new one."""
    history = after([File("a")], [File("a", fiscal_year=2022)])
    account = history.accounts["huashan-2023"]
    assert (account.status, account.moved_to) == ("moved", "d/huashan-2022/")
    assert history.accounts["huashan-2022"].status == "published"


@pytest.mark.parametrize("body", ["云州市青澜区花山街道办事处", HUA, "花山街道办事处", "huashan"])
def test_a_withdrawn_account_is_not_published(body: str) -> None:
    history = after([File("a")])
    chosen = assign([File("a"), File("b", OTHER_HUA)], history, [Withdrawal(body, 2023, "涉密", "x")])
    assert list(pages(chosen).values()) == ["b"]
    assert chosen.withheld == {File("a").source_id}
    account = updated(history, chosen, NOW).accounts["huashan-2023"]
    assert (account.status, account.reason, account.versions) == ("withdrawn", "涉密", [])
    gone = assign([File("b", OTHER_HUA)], history, [Withdrawal(body, 2023, "涉密", "x")])
    assert list(gone.withdrawn) == ["huashan-2023"]  # its file is deleted, the address still says why


def test_the_address_of_a_forgotten_version_is_never_another_files() -> None:
    a, b, c = (File(name, published_on=f"2024-0{n}-01") for n, name in enumerate("abc", start=1))
    history = after([a], [a, b])
    assert history.accounts["huashan-2023"].asides == [1]
    row = Withdrawal(HUA, 2023, "涉密", "x")
    history = updated(history, assign([a, b], history, [row]), NOW)
    history = updated(history, assign([c], history), NOW)
    rows = {row["url"]: (row["status"], row.get("moved_to")) for _, row in history_rows(history, Path("none"))
            if "url" in row}  # fmt: skip
    assert [version.number for version in history.accounts["huashan-2023"].versions] == [2]
    assert rows == {
        "d/huashan-2023/": ("published", None),
        "d/huashan-2023/v1/": ("moved", "d/huashan-2023/"),
    }


@pytest.mark.parametrize(
    ("body", "year", "told"),
    [
        ("花山街道办事处", 2022, "no such account"),
        ("街道办事处", 2023, "2 bodies are called so, give the full name"),
    ],
)
def test_a_withdrawal_of_nothing_or_of_several_is_told(body: str, year: int, told: str) -> None:
    row = Withdrawal(body, year, "涉密", "withdraw.csv line 2")
    chosen = assign([File("a"), File("b", OTHER_HUA)], History(), [row])
    assert f"withdraw.csv line 2: {body!r} {year}: {told}; row left out" in chosen.warnings
    assert len(chosen.published) == 2


def test_a_clock_set_back_gives_later_moments_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    assert moment_after(None) == "2001-09-09T01:46:40+00:00"
    assert moment_after("2020-01-01T00:00:00+00:00") == "2020-01-01T00:00:01+00:00"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "机关,年度\n甲局,2023\n",
            "withdraw.csv: no column 'body'; wanted: body, year, reason; it is left out",
        ),
        ("body,year,reason\n甲局,去年,涉密\n", "withdraw.csv line 2: year: '去年' is no year; row left out"),
        ("body,year,reason\n甲局,2023,\n", "withdraw.csv line 2: reason is blank; row left out"),
        ("body,year,reason\n,2023,涉密\n", "withdraw.csv line 2: body is blank; row left out"),
        (
            "body,year,reason\n甲局,2023,涉密,又\n",
            "withdraw.csv line 2: 4 cells under 3 columns; row left out",
        ),
        ("body,year,reason,note\n甲局,2023,涉密,又\n", "withdraw.csv: unknown column 'note' is not read"),
        (
            "\0",
            "withdraw.csv: cannot be read (不是文本文件（含二进制内容）：请先提取为 UTF-8 文本); it is left out",
        ),
    ],
)
def test_what_is_wrong_with_a_register_is_one_line(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "withdraw.csv"
    file.write_text(text, encoding="utf-8")
    problems: list[str] = []
    found = withdrawals([file], problems)
    assert problems == [told]
    assert [row.body for row in found] == (["甲局"] if "unknown" in told else [])


def test_registers_are_read_as_spreadsheets_write_them(tmp_path: Path) -> None:
    file = tmp_path / "replaces.csv"
    file.write_bytes("File,Replaces\r\n更正.txt,原件.txt\r\n\r\n".encode("gb18030"))
    problems: list[str] = []
    assert [(row.file, row.replaces) for row in replacements([file], problems)] == [("更正.txt", "原件.txt")]
    assert problems == []
