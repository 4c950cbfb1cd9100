"""Mobile and identity numbers are masked where a document is read; office telephones and amounts stay."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents import minimal, write
from mingzhang.pipeline.stages import build_portal
from mingzhang.portal import Portal, Privacy, starter_root
from mingzhang.progress import Reporter
from mingzhang.reading.privacy import masked

MOBILE, IDENTITY = "13912345678", "110105199003070017"  # made up; the second with the right check digit


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"联系人：李四，{MOBILE}。", "联系人：李四，139****5678。"),
        (f"联系电话：{MOBILE}", "联系电话：139****5678"),
        ("联系电话：139 1234 5678", "联系电话：139******5678"),
        ("联系电话：139-1234-5678", "联系电话：139******5678"),
        (f"电话：+86 {MOBILE}", "电话：+86 139****5678"),
        ("手机：１３９１２３４５６７８", "手机：１３９****５６７８"),
        (f"李四（{MOBILE}）负责", "李四（139****5678）负责"),
        (f"请拨打{MOBILE}咨询", "请拨打139****5678咨询"),
        (f"{MOBILE}（手机）", "139****5678（手机）"),
        (f"填报人\t李四\t联系电话\t{MOBILE}", "填报人\t李四\t联系电话\t139****5678"),
        (f"填报人：李四    {MOBILE}", "填报人：李四    139****5678"),
        (f"身份证号{IDENTITY}的户主", "身份证号11****************的户主"),
        ("身份证号 110105 19900307 0017", "身份证号 11******************"),
        (f"户主\t{IDENTITY}\t500.00", "户主\t11****************\t500.00"),
    ],
)
def test_numbers_of_persons_are_masked(text: str, expected: str) -> None:
    assert masked([text]) == (expected,)
    assert len(text) == len(expected)


@pytest.mark.parametrize(
    "text",
    [
        "联系电话：027-83771234",
        "监督电话：83771234转8001",
        "热线：12345",
        f"一般公共服务支出\t{MOBILE}\t{MOBILE}",
        f"一般公共服务支出 {MOBILE} {MOBILE}",
        f"一、一般公共服务支出 {MOBILE}",
        f"| 合计 | {MOBILE} |",
        f"合计    {MOBILE}    0",
        f"<td>{MOBILE}</td>",
        MOBILE,
        f"支出决算为{MOBILE}元",
        f"支出决算为{MOBILE}.00元",
        f"支出决算为{MOBILE} 元",
        "支出决算为13,912,345,678.00元",
        f"电话费\t{MOBILE}",
        f"手机客户端建设\t{MOBILE}",
        "139 1234 5678",
        "统一社会信用代码12420100123456789X",
        "110105199013070017",  # no such month
        "110105199003070012",  # another check digit
        f"编号{MOBILE}00",
    ],
)
def test_what_is_no_number_of_a_person_stays(text: str) -> None:
    assert masked([text]) == (text,)


def test_the_head_of_a_column_tells_its_numbers() -> None:
    lines = ["姓名\t补助金额\t联系电话", f"张三\t{MOBILE}\t{MOBILE}", "", f"李四\t500\t{MOBILE}"]
    assert masked(lines)[1:] == (f"张三\t{MOBILE}\t139****5678", "", "李四\t500\t139****5678")


def test_a_cell_on_a_line_of_its_own_is_told_by_the_cell_before() -> None:
    assert masked(["填报人", "李四", "联系电话", MOBILE])[3] == "139****5678"
    assert masked(["项目支出", "合计", MOBILE])[2] == MOBILE


@given(st.lists(st.text("0123456789 \t|-.，万元电话手机X", max_size=60), max_size=6))
def test_masked_lines_keep_their_length(lines: list[str]) -> None:
    assert [len(line) for line in masked(lines)] == [len(line) for line in lines]


def everywhere(output: Path, number: str) -> list[str]:
    """The files of a portal that hold a number."""
    files = [file for file in output.rglob("*") if file.is_file()]
    return [file.name for file in files if number.encode() in file.read_bytes()]


@pytest.mark.slow
def test_a_portal_holds_no_number_of_a_person_unless_it_wants_to(tmp_path: Path) -> None:
    text = f"{minimal()}\n第五部分 名词解释\n一、联系人：李四，手机{MOBILE}。身份证号{IDENTITY}。办公电话：027-83771234。\n"
    inputs = write(tmp_path / "in", a=text)
    output = tmp_path / "portal"
    build_portal([inputs], output, Portal(root=starter_root()), Reporter())
    assert everywhere(output, MOBILE) == []
    assert everywhere(output, IDENTITY) == []
    assert "disclosures.db" in everywhere(output, "027-83771234")
    # The same cache, another setting: what is masked is not taken for what is not.
    open_portal = Portal(root=starter_root(), privacy=Privacy(mask=False))
    build_portal([inputs], output, open_portal, Reporter())
    assert "disclosures.db" in everywhere(output, MOBILE)
    build_portal([inputs], output, Portal(root=starter_root()), Reporter())
    assert everywhere(output, MOBILE) == []


@pytest.mark.slow
def test_the_telephone_of_a_disclosure_is_whole_and_masked(tmp_path: Path) -> None:
    inputs = write(tmp_path / "in", a=minimal().replace("\n", f"\n联系电话：{MOBILE}\n", 1))
    build_portal([inputs], tmp_path / "portal", Portal(root=starter_root()), Reporter())
    with sqlite3.connect(tmp_path / "portal" / "disclosures.db") as conn:
        assert conn.execute("SELECT phone FROM disclosures").fetchall() == [("139****5678",)]
    conn.close()
