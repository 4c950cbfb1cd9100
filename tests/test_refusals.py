"""What lies beside final accounts in folders of downloads is refused with its true reason, whatever it comes in."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingzhang.model import NotADisclosure
from mingzhang.parsing import parse
from mingzhang.reading import read
from not_accounts import TEXTS
from places import ROOT
from writing_carriers import as_docx, as_pdf, as_xlsx, parts_of


@pytest.fixture(params=TEXTS, ids=list(TEXTS))
def text(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, str]:
    """A text that is no account, and the reason it must be given."""
    printed, reason = TEXTS[request.param]
    file = tmp_path / "a.txt"
    file.write_text(printed, encoding="utf-8")
    return file, reason


def reason_of(file: Path) -> str:
    with pytest.raises(NotADisclosure) as refused:
        parse(read(file))
    return str(refused.value)


def test_text_is_refused_with_its_reason(text: tuple[Path, str]) -> None:
    file, reason = text
    assert reason in reason_of(file)


def test_word_document_and_workbook_are_refused_alike(text: tuple[Path, str]) -> None:
    file, reason = text
    as_docx(parts_of(file), file.with_suffix(".docx"))
    as_xlsx(parts_of(file), file.with_suffix(".xlsx"))
    assert reason in reason_of(file.with_suffix(".docx"))
    assert reason in reason_of(file.with_suffix(".xlsx"))


@pytest.mark.slow
def test_pdf_is_refused_alike(text: tuple[Path, str]) -> None:
    file, reason = text
    as_pdf(parts_of(file), file.with_suffix(".pdf"))
    assert reason in reason_of(file.with_suffix(".pdf"))


def test_account_whose_page_names_the_budget_beside_it_is_none() -> None:
    """An account under 部门预算 of its site, with lines about the budget before and after it, is an account."""
    account = (ROOT / "disclosures" / "sample-001-2023.txt").read_text(encoding="utf-8")
    name = parse(read(ROOT / "disclosures" / "sample-001-2023.txt")).identity.name
    page = (
        f"首页 > 财政预决算 > 部门预算\n{name}2024年部门预算公开\n{account}\n下一篇：{name}2025年部门预算\n"
    )
    assert parse(read(Path("a.txt"), data=page.encode())).identity.fiscal_year == 2023
