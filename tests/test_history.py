"""What only the portal knows is carried from build to build: checked, backed up, told where damaged."""

from __future__ import annotations

import csv
import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from documents import minimal, write
from mingzhang.catalogue import TABLES
from mingzhang.pipeline.stages import Build, build_portal
from mingzhang.portal import Portal, starter_root
from mingzhang.progress import Reporter

pytestmark = pytest.mark.slow
FIRST = Path(__file__).parent / "fixtures" / "portal-0.1.0"
BODY = "云州市临江区人民政府青石街道办事处"
ID = "yunzhou-linjiang-qingshi-jiedaobanshichu"


def build(inputs: Path, output: Path) -> Build:
    return build_portal([inputs], output, Portal(root=starter_root()), Reporter())


def rows(output: Path, sql: str) -> list[tuple[object, ...]]:
    conn = sqlite3.connect(output / "disclosures.db")
    found = conn.execute(sql).fetchall()
    conn.close()
    return found


def everywhere(output: Path, words: str) -> list[str]:
    """The files of a portal that hold these words."""
    files = [file for file in output.rglob("*") if file.is_file()]
    return sorted(file.name for file in files if words.encode() in file.read_bytes())


def first_portal(folder: Path) -> Path:
    """A portal as version 0.1.0 left it: its database, its data, its site, none of them whole."""
    shutil.copytree(FIRST, folder)
    conn = sqlite3.connect(folder / "disclosures.db")
    conn.executescript((folder / "disclosures.sql").read_text(encoding="utf-8"))
    conn.close()
    (folder / "disclosures.sql").unlink()
    shutil.rmtree(folder / "in")
    return folder


def test_no_table_or_column_of_version_0_1_0_is_gone_and_new_tables_are_told() -> None:
    conn = sqlite3.connect(":memory:")
    conn.executescript((FIRST / "disclosures.sql").read_text(encoding="utf-8"))
    told = (Path(__file__).parents[1] / "docs" / "history.md").read_text(encoding="utf-8")
    known = {table.name: {column.name for column in table.columns} for table in TABLES}
    first = {
        name for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
    }
    for name in first - {"portal"}:
        columns = {row[1] for row in conn.execute(f"PRAGMA table_info({name})")}
        assert columns <= known[name], f"{name}: add columns, never rename them"
    conn.close()
    for name in known.keys() - first:
        assert f"`{name}`" in told, f"docs/history.md does not tell that {name} is new"


def test_a_portal_of_version_0_1_0_is_built_again_without_a_hand(tmp_path: Path) -> None:
    output = first_portal(tmp_path / "portal")
    before = json.loads((output / "data" / "versions.json").read_text(encoding="utf-8"))
    result = build(FIRST / "in", output)
    assert result.quarantined == ()
    assert rows(output, "SELECT url, status, moved_to FROM addresses ORDER BY url") == [
        ("d/yunzhou-linjiang-caizheng-ju-2023/", "published", None),
        (f"d/{ID}-2022/", "published", None),
        (f"d/{ID}-2023-2/", "moved", f"d/{ID}-2023/v2/"),
        (f"d/{ID}-2023/", "published", None),
        (f"d/{ID}-2023/v2/", "replaced", None),
    ]
    after = json.loads((output / "data" / "versions.json").read_text(encoding="utf-8"))
    assert after[1:] == before
    assert (output / "data" / "changes" / f"{before[0]['version']}.csv").is_file()


def test_a_replaced_file_leaves_what_it_printed_otherwise(tmp_path: Path) -> None:
    output = tmp_path / "portal"
    inputs = write(tmp_path / "in", a=minimal())
    build(inputs, output)
    build(write(inputs, a=minimal(total="1,300.00")), output)
    assert rows(output, "SELECT version, replaced_by, changes FROM versions ORDER BY version") == [
        (1, 2, 10),
        (2, None, None),
    ]
    changed = rows(
        output, "SELECT place, item, before, after FROM version_changes WHERE place = 'T1' ORDER BY position"
    )
    assert ("T1", "总计", 1204.5, 1300.0) in changed
    build(inputs, output)  # once more: what was worked out stays
    assert rows(output, "SELECT count(*) FROM version_changes") == [(10,)]


def test_what_is_withdrawn_leaves_pages_data_search_and_history(tmp_path: Path) -> None:
    output = tmp_path / "portal"
    inputs = write(tmp_path / "in", a=minimal(), b=minimal(year=2022), c=minimal("云州市临江区财政局"))
    build(inputs, output)
    build(write(inputs, a=minimal(total="1,300.00")), output)
    register = f"body,year,reason\n{BODY},2023,涉及个人隐私\n无此局,2023,x\n"
    (inputs / "withdraw.csv").write_text(register, encoding="utf-8")
    result = build(inputs, output)
    assert result.disclosures == 2
    assert [w for w in result.warnings if "withdraw" in w] == [
        "withdraw.csv line 3: '无此局' 2023: no such account; row left out"
    ]
    assert everywhere(output, "1300.0") == []
    assert rows(output, f"SELECT status, reason FROM addresses WHERE url = 'd/{ID}-2023/'") == [
        ("withdrawn", "涉及个人隐私")
    ]
    assert rows(output, "SELECT count(*) FROM sources WHERE path = 'a.txt'") == [(0,)]
    assert rows(output, f"SELECT count(*) FROM search_documents WHERE disclosure_id = '{ID}-2023'") == [(0,)]
    for file in (output / "history" / "changes").iterdir():
        with file.open(encoding="utf-8-sig", newline="") as opened:
            assert f"{ID}-2023" not in {row["disclosure_id"] for row in csv.DictReader(opened)}
    (inputs / "withdraw.csv").unlink()
    build(inputs, output)
    assert rows(output, f"SELECT status FROM addresses WHERE url = 'd/{ID}-2023/'") == [("published",)]


@pytest.mark.parametrize("name", ["history.json", "versions.json", "sums.txt"])
def test_a_damaged_history_is_told_and_taken_from_its_copy(tmp_path: Path, name: str) -> None:
    output = tmp_path / "portal"
    inputs = write(tmp_path / "in", b=minimal())
    build(inputs, output)
    write(inputs, a=minimal(total="1,300.00"))
    build(inputs, output)
    shown = rows(output, "SELECT source_id FROM disclosures")
    (output / "history" / name).write_text("{", encoding="utf-8")
    result = build(inputs, output)
    assert any(name in warning and "damaged" in warning for warning in result.warnings)
    assert rows(output, "SELECT source_id FROM disclosures") == shown  # and not by chance
    assert not any("damaged" in warning for warning in build(inputs, output).warnings)


def test_a_damaged_history_without_a_copy_is_told_and_the_portals_addresses_stay(tmp_path: Path) -> None:
    output = tmp_path / "portal"
    inputs = write(tmp_path / "in", b=minimal())
    build(inputs, output)
    shutil.rmtree(tmp_path / ".mingzhang")
    (output / "history" / "history.json").write_text("{", encoding="utf-8")
    result = build(inputs, output)
    assert any("history.json is damaged and there is no copy" in warning for warning in result.warnings)
    assert rows(output, "SELECT url, status FROM addresses") == [(f"d/{ID}-2023/", "published")]


def test_a_portal_that_was_deleted_is_remembered(tmp_path: Path) -> None:
    output = tmp_path / "portal"
    build(write(tmp_path / "in", b=minimal()), output)
    build(tmp_path / "in", output)
    shutil.rmtree(output)
    result = build(write(tmp_path / "in", a=minimal(total="1,300.00")), output)
    assert any("its history is taken from" in warning for warning in result.warnings)
    assert rows(output, "SELECT version FROM versions JOIN disclosures USING (source_id)") == [(1,)]
