"""Tables whose cells only blanks part: marked as such, and no error rests on their cells alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checking_builder import books, with_cell
from checking_prose import told
from generator import case
from generator.layouts import Layout, Parted
from mingzhang.checking import check
from mingzhang.model import Disclosure
from mingzhang.parsing import parse
from trees import document

BLANKS: tuple[Parted, ...] = ("wide", "right", "blank")
OTHERS: tuple[Parted, ...] = ("tab", "pipe", "html", "csv", "lines")


def made_up(parted: Parted) -> Disclosure:
    return parse(document(case(22, Layout("any", parted=parted), frozenset()).text()))


@pytest.mark.parametrize("parted", BLANKS)
def test_a_table_parted_by_blanks_is_marked(parted: Parted) -> None:
    published = [s for s in made_up(parted).statements if s.status == "published"]
    assert published
    assert all(statement.by_blanks for statement in published)


@pytest.mark.parametrize("parted", ("tab", "pipe", "html", "csv"))
def test_a_table_with_cells_is_not_marked(parted: Parted) -> None:
    assert not any(statement.by_blanks for statement in made_up(parted).statements)


@pytest.mark.parametrize("parted", (*BLANKS, *OTHERS))
def test_a_sound_account_gives_no_error_however_its_tables_are_parted(parted: Parted) -> None:
    assert [f.message for f in check(made_up(parted)).findings if f.severity == "error"] == []


def by_blanks(d: Disclosure, *numbers: int) -> Disclosure:
    marked = tuple(replace(s, by_blanks=s.number in numbers) for s in d.statements)
    return replace(d, statements=marked)


def test_what_rests_on_such_cells_alone_is_a_warning_put_down_to_extraction() -> None:
    wrong = told(tables=with_cell(books(), 3, "201", "total", "627.61"))
    (error,) = check(wrong).findings
    (unsure,) = check(by_blanks(wrong, 3)).findings
    assert (error.severity, error.cause) == ("error", "unknown")
    assert (unsure.severity, unsure.cause) == ("warning", "extraction")
    assert "公开03表靠空格分栏，数字可能读错了栏，请先与原表核对" in unsure.message


def test_what_the_prose_contradicts_by_itself_stays_an_error() -> None:
    wrong = told(("完成预算的96.85%", "完成预算的69.85%"))
    kept = [f.severity for f in check(by_blanks(wrong, 1, 2)).findings]
    assert kept == ["error"]
