"""Two accounts in one file are told, never mixed."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.ofd import write_ofd
from mingzhang.model import NotADisclosure
from mingzhang.parsing import parse
from mingzhang.reading import read
from places import ROOT
from writing_carriers import parts_of

SAMPLES = ROOT / "disclosures"


def together(tmp_path: Path, *names: str) -> Path:
    file = tmp_path / "accounts.txt"
    texts = [(SAMPLES / f"{name}.txt").read_text(encoding="utf-8") for name in names]
    file.write_text("\n\n".join(texts), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (
            ("sample-003-2023", "sample-004-2023"),
            "财政局2023年度；.*橘坞街道办事处2023年度，自第7[0-9]{2}行起",
        ),
        (("sample-002-2022", "sample-002-2023"), "办公室2022年度；.*办公室2023年度"),
    ],
    ids=["two bodies", "two years"],
)
def test_two_accounts_in_one_file_are_told(tmp_path: Path, names: tuple[str, str], told: str) -> None:
    with pytest.raises(NotADisclosure, match=rf"文件里有两份决算（.*{told}.*请拆成两个文件"):
        parse(read(together(tmp_path, *names)))


def test_the_page_on_which_the_second_begins_is_told(tmp_path: Path) -> None:
    write_ofd(parts_of(together(tmp_path, "sample-003-2023", "sample-004-2023")), tmp_path / "a.ofd")
    with pytest.raises(NotADisclosure, match=r"自第\d+页起"):
        parse(read(tmp_path / "a.ofd"))


def test_one_account_printed_twice_is_one(tmp_path: Path) -> None:
    assert parse(read(together(tmp_path, "sample-003-2023", "sample-003-2023"))).identity.fiscal_year == 2023
