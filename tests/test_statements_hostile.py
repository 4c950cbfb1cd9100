"""Bad input gets as far as it goes: never an exception, never a hang, what is left over is reported."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.cases import case
from limits import processor_seconds
from statement_texts import EXPENDITURE, SUMMARY, read_text

ALL = SUMMARY + "\n" + EXPENDITURE


def within(seconds: float, text: str) -> list[int]:
    """How many rows each statement gets of `text`, which must be read in time."""
    with processor_seconds(seconds):
        statements, _ = read_text(text)
    assert [s.number for s in statements] == list(range(1, 10))
    return [len(s.rows) for s in statements]


def test_ten_thousand_columns() -> None:
    wide = "支出决算表\n" + "基本支出¦" * 10_000 + "\n" + "2050202¦小学教育" + "¦5.00" * 10_000 + "\n"
    assert within(30, wide)[2] == 1
    assert within(30, "收入支出决算总表\n收入¦支出¦行次¦金额\n" + "一、教育支出¦1¦" * 10_000)[0] <= 2


@pytest.mark.slow
def test_ten_thousand_rows() -> None:
    rows = "\n".join(f"{2010000 + i}¦没有这个名称{i}¦1.00¦1.00¦" for i in range(10_000))
    assert (
        within(30, f"支出决算表\n科目代码¦科目名称¦本年支出合计¦基本支出¦项目支出¦上缴上级支出\n{rows}\n")[2]
        == 10_000
    )
    cut = "\n".join(f"20¦没有这个名称{i}¦1.00¦1.00¦" for i in range(10_000))
    assert (
        within(30, f"支出决算表\n科目代码¦科目名称¦本年支出合计¦基本支出¦项目支出¦上缴上级支出\n{cut}\n")[2]
        == 10_000
    )


@pytest.mark.slow
def test_ten_thousand_titles_headers_and_fragments() -> None:
    assert within(30, "支出决算表\n" * 10_000) == [0] * 9
    assert within(30, ALL + "项目¦行次¦金额¦项目¦行次¦金额\n总计¦1¦2.00¦总计¦2¦2.00\n" * 5_000)[2] == 8
    assert within(30, ALL + "务支出\n" * 10_000)[2] == 8


@pytest.mark.slow
@pytest.mark.parametrize(
    "line",
    ["1" * 1_000_000, "收入支出决算" * 200_000 + "表", " " * 1_000_000 + "表", "(" * 500_000 + "表", "1 " * 500_000,
     "本部门无" * 250_000 + "政府性基金", "单位：" * 300_000 + "万元", "一、" * 400_000, "，".join(["本单位无三公"] * 100_000)],
)  # fmt: skip
def test_lines_of_a_megabyte(line: str) -> None:
    assert within(30, ALL + line + "\n" + line + "¦5.00\n")[2] >= 8
    assert within(30, line.join(["支出决算表\n", "¦", "\n"]))[0] == 0


@pytest.mark.parametrize("text", ["", "\n\n", " \u3000 \n¦¦¦\n", "¦", "\u202e\ufeff\x00", "𠀀¦𠀀\n" * 50])
def test_nothing_and_other_scripts(text: str) -> None:
    assert within(30, text) == [0] * 9


def test_interleaved_tables_give_every_row_to_one_statement() -> None:
    first, second = SUMMARY.splitlines(), EXPENDITURE.splitlines()
    mixed = "\n".join(line for pair in zip(first, second, strict=False) for line in pair)
    statements, _ = read_text(mixed)
    lines = [row.source_line for s in statements for row in s.rows if s.number != 1]
    assert len(lines) == len(set(lines))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, len(ALL)), st.integers(0, len(ALL)))
def test_cut_in_the_middle(start: int, end: int) -> None:
    statements, _ = read_text(ALL[start:end])
    assert len(statements) == 9


PIECES = st.sampled_from(
    ["¦", "\n", "单位：元", "支出决算表", "收入支出决算总表", "合计", "2010301", "行政运行", "1,234.5 6", "0.00", "项目",
     "行次", "金额", "基本支出", "项目支出", "一、教育支出", "注：", "第三部分", "预算数", "决算数", "因公出国（境）费",
     "公务用车", "30", "人员经费合计", "国有资本经营预算财政拨款支出决算表", "本单位无三公经费", "  ", "| ", "栏次", "1"]
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, max_size=120).map("".join))
def test_any_jumble_of_table_words(text: str) -> None:
    statements, _ = read_text(text)
    for statement in statements:
        assert (statement.status == "published") == bool(statement.rows)
        assert [row.position for row in statement.rows] == list(range(1, len(statement.rows) + 1))
        assert all(any(value is not None for value in row.figures.values()) for row in statement.rows)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_generated_documents_with_lines_shuffled_or_lost(seed: int, keep: int) -> None:
    lines = case(seed).text().split("\n")
    torn = [line for number, line in enumerate(lines) if (number * 2_654_435_761 + keep) % 7]
    statements, _ = read_text("\n".join(torn))
    assert len(statements) == 9


@pytest.mark.slow
def test_spaced_lines_without_end() -> None:
    wide = "2050202  小学教育  " + "5.00  " * 600
    assert within(30, "支出决算表\n" + f"{wide}\n" * 500)[2] == 0
    assert within(30, "支出决算表\n" + "2050202  小学教育  5.00  5.00\n" * 10_000)[2] == 10_000
