"""What departments reply to findings: read row by row, matched to the finding, told where they fit none."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingzhang.catalogue import TABLES
from mingzhang.database.row_checks import Rows
from mingzhang.history.registers import reply_files
from mingzhang.history.replies import Replies, read_replies
from mingzhang.reading.files import input_files

HEAD = "disclosure,rule,status,date,words,subject,by\n"
COLUMNS = {table.name: [column.name for column in table.columns] for table in TABLES}


def loaded(*findings: tuple[str, str]) -> Rows:
    """A disclosure `x-2023` with findings of (rule, subject), as it is loaded."""
    rows = [
        {"id": f"x-2023-f-{n}", "position": n, "rule_id": rule, "subject_key": subject}
        for n, (rule, subject) in enumerate(findings, start=1)
    ]
    return {
        "disclosures": [tuple({"id": "x-2023"}.get(name) for name in COLUMNS["disclosures"])],
        "findings": [tuple(row.get(name) for name in COLUMNS["findings"]) for row in rows],
    }


def replies_of(folder: Path, text: str, problems: list[str]) -> Replies:
    (folder / "replies").mkdir()
    (folder / "replies" / "2025.csv").write_text(HEAD + text, encoding="utf-8")
    return read_replies(reply_files([folder]), problems)


@pytest.mark.parametrize(
    ("row", "finding", "problem"),
    [
        ("x-2023,N02.growth-rates,corrected,2025-11-20,已重新公开,,财务科", "x-2023-f-1", None),
        ("d/x-2023/,N02.growth-rates,已更正,2025-11-20,已重新公开,,", "x-2023-f-1", None),  # as the page's address has it
        ("x-2023,N07.sum,confirmed,2025-11-20,属实,b,", "x-2023-f-3", None),
        ("x-2023,N07.sum,confirmed,2025-11-20,属实,,", None, "fits 2 findings, name the subject"),
        ("x-2023,N99.none,confirmed,2025-11-20,属实,,", None, "fits no finding"),
        ("y-2023,N07.sum,confirmed,2025-11-20,属实,,", None, "no disclosure 'y-2023' is published"),
        ("x-2023,N07.sum,agreed,2025-11-20,属实,,", None, "status: 'agreed' is none of"),
        ("x-2023,N07.sum,confirmed,20 Nov,属实,,", None, "'20 Nov' is no date"),
        ("x-2023,N07.sum,confirmed,2025-11-20,,,", None, "words is blank"),
        (f"x-2023,N07.sum,confirmed,2025-11-20,{'长' * 2001},b,", None, "2001 characters, at most 2000"),
    ],
)  # fmt: skip
def test_a_reply_is_matched_to_its_finding_or_told(
    row: str, finding: str | None, problem: str | None, tmp_path: Path
) -> None:
    problems: list[str] = []
    replies = replies_of(tmp_path, row + "\n", problems)
    rows = [
        values
        for _, values in replies.rows(loaded(("N02.growth-rates", "t"), ("N07.sum", "a"), ("N07.sum", "b")))
    ]
    assert [values["finding_id"] for values in rows] == ([finding] if finding else [])
    told = [*problems, *replies.unmatched()]
    assert bool(told) == (problem is not None)
    assert not problem or problem in told[0]
    assert not told or told[0].startswith("2025.csv line 2: ")


def test_replies_are_no_documents(tmp_path: Path) -> None:
    replies_of(tmp_path, "", [])
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    assert [name for _, name in input_files([tmp_path]).files] == ["a.txt"]
