"""`mingzhang fix`: the diff puts right what is proven, and nothing else; the file stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner

from documents import minimal
from generator import plant, render
from generator.history import history
from generator.names import departments
from generator.planting import PLAIN
from generator.records import Facts
from mingzhang.commands.program import main
from mingzhang.proofreading.fixing import fixed, fixes_of
from mingzhang.proofreading.proofread import proofread
from writing_carriers import as_docx

PROVEN = (
    "summary_class_amount", "summary_revenue_total", "summary_grand_total", "expenditure_item_part", "expenditure_total",
    "personnel_total", "three_public_total", "stated_total", "stated_general", "structure_amount", "item_final",
    "procurement_total",
)  # fmt: skip
"""Faults of one figure that two others contradict."""


@pytest.fixture(scope="module")
def facts() -> Facts:
    rng = Random("fixing")
    return next(history(rng.choice(departments(3, rng)), 2023, 1, "fixing"))


def fix(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["fix", *map(str, arguments)])
    return result.exit_code, result.output


def plain(lines: Iterable[str]) -> list[str]:
    """Lines without the zeros at the end of decimals, which prose drops."""
    return [re.sub(r"(\.\d*?)0+(?!\d)", r"\1", line).replace(".万", "万") for line in lines]


@pytest.mark.parametrize("fault", PROVEN)
def test_a_proven_figure_is_put_right(tmp_path: Path, facts: Facts, fault: str) -> None:
    planted = plant(facts, fault, PLAIN)
    assert planted is not None
    file = tmp_path / "draft.txt"
    file.write_text(planted.text, encoding="utf-8")
    proofed = proofread(file)
    sound = render(facts, PLAIN).splitlines()
    fixes = fixes_of(proofed).fixes
    assert [one.line for one in fixes] == [planted.line]
    assert plain(fixed(proofed.lines, fixes)) == plain(sound)
    code, said = fix(file)
    assert code == 1
    assert f"\n-{planted.after}\n+" in said
    assert said.count("\n@@ ") == 1
    assert file.read_text(encoding="utf-8") == planted.text


def test_a_sound_document_is_left_alone(tmp_path: Path, facts: Facts) -> None:
    (tmp_path / "sound.txt").write_text(render(facts, PLAIN), encoding="utf-8")
    assert fix(tmp_path / "sound.txt") == (0, "")


def test_the_corrected_text_goes_into_another_file_with_every_other_character(
    tmp_path: Path, facts: Facts
) -> None:
    planted = plant(facts, "stated_total", PLAIN)
    assert planted is not None
    telephone = "联系人手机：13912345678\n"
    file, output = tmp_path / "draft.txt", tmp_path / "right.txt"
    file.write_text(planted.text + telephone, encoding="utf-8")
    assert fix(file, "-o", output)[0] == 1
    expected = (render(facts, PLAIN) + telephone).splitlines()
    assert plain(output.read_text(encoding="utf-8").splitlines()) == plain(expected)
    assert fix(file, "-o", file)[0] == 2


def test_a_figure_printed_twice_in_its_line_is_left_to_a_person(tmp_path: Path) -> None:
    """Which of the two cells is wrong is known; where it stands in a line of text is not."""
    text = minimal().replace("本年支出合计\t57\t1,204.50", "本年支出合计\t57\t1,402.50")
    text = text.replace("本年收入合计\t27\t1,204.50", "本年收入合计\t27\t1,402.50")
    file = tmp_path / "draft.txt"
    file.write_text(text, encoding="utf-8")
    proofed = proofread(file)
    found = fixes_of(proofed)
    assert found.fixes == ()
    assert all("须人工改正" in told for told in found.by_hand)


def test_what_cannot_be_read_or_written_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("菜谱", encoding="utf-8")
    code, said = fix(tmp_path / "a.txt")
    assert code == 2
    assert said.count("\n") == 1
    as_docx(minimal().splitlines(), tmp_path / "a.docx")
    assert fix(tmp_path / "a.docx", "-o", tmp_path / "b.docx")[0] == 2
