"""Figures as JSON files: one figure of all bodies, all figures of one body."""

from __future__ import annotations

import gzip
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from mingzhang.exports.descriptions import release_of
from mingzhang.exports.frames import write_frames
from mingzhang.portal import Portal
from test_relevance import database as sample_database

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[1]
LIANTING = "yunzhou-qinglan-lianting-jiedaobanshichu"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("frames")
    conn = sample_database(ROOT / "disclosures", folder / "disclosures.db")
    release = release_of(conn, Portal(root=ROOT, base_url="https://accounts.example/"))
    columns = [name for _, name, *_ in conn.execute("PRAGMA table_info(findings)")]
    known = {"disclosure_id": f"{LIANTING}-2023", "severity": "error", "message": "不符", "source_line": 439}
    numbers = {"position": 1, "other_line": None, "difference": None, "source_page": None}
    row = [known.get(name, numbers.get(name, "x")) for name in columns]
    conn.execute(f"INSERT INTO findings VALUES ({','.join('?' * len(columns))})", row)
    conn.execute(
        "UPDATE key_figures SET disputed = '1' WHERE disclosure_id = ? AND source_line = 439",
        (f"{LIANTING}-2023",),
    )
    write_frames(conn, release, folder)
    conn.close()
    yield folder


def told(folder: Path, name: str) -> Any:
    return json.loads((folder / "api" / name).read_text(encoding="utf-8"))


def test_a_frame_has_one_figure_of_all_bodies(folder: Path) -> None:
    frame = told(folder, "frames/three_public_final/2023.json")
    assert (frame["name"], frame["year"]) == ("三公经费决算", 2023)
    assert len(frame["rows"]) == 4
    (row,) = (row for row in frame["rows"] if row["department"] == LIANTING)
    assert (row["value"], row["unit"], row["origin"], row["line"]) == (14.84, "万元", "table", 439)
    assert row["url"] == f"https://accounts.example/d/{LIANTING}-2023/"
    assert len(row["sha256"]) == 64
    assert row["scope"] == "本级"
    assert row["marks"] == ["不符"]


def test_a_department_has_all_figures_of_all_years(folder: Path) -> None:
    own = told(folder, f"departments/{LIANTING}.json")
    assert list(own["years"]) == ["2024", "2023", "2022"]
    assert own["years"]["2024"]["figures"]["three_public_final"]["value"] == 5.91
    assert own["years"]["2024"]["url"].endswith(f"d/{LIANTING}-2024/")


def test_the_list_names_every_file(folder: Path) -> None:
    index = told(folder, "index.json")
    written = {file.relative_to(folder / "api").as_posix() for file in (folder / "api").rglob("*.json")}
    frames = {f"frames/{id_}/{year}.json" for id_, years in index["frames"].items() for year in years}
    assert written == frames | {f"departments/{id_}.json" for id_ in index["departments"]} | {"index.json"}


def test_a_compact_portal_has_them_compressed(folder: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(folder / "disclosures.db")) as conn:
        for name in ("plain", "compact"):
            portal = Portal(root=ROOT, base_url="https://accounts.example/", compact=name == "compact")
            listed, *files = write_frames(conn, release_of(conn, portal), tmp_path / name)
            assert listed.name == "index.json" and len(files) > 50
    for plain in (tmp_path / "plain/api").glob("*/**/*.json"):
        packed = tmp_path / "compact" / f"{plain.relative_to(tmp_path / 'plain')}.gz"
        assert gzip.decompress(packed.read_bytes()) == plain.read_bytes()


def test_another_value_is_told_beside_the_first(tmp_path: Path) -> None:
    conn = sample_database(ROOT / "disclosures", tmp_path / "disclosures.db")
    conn.execute(
        "UPDATE key_figures SET value = 3 WHERE disclosure_id = ? AND metric = 'three_public_final' AND origin = 'narrative'",
        (f"{LIANTING}-2023",),
    )
    write_frames(conn, release_of(conn, Portal(root=ROOT)), tmp_path)
    conn.close()
    figure = told(tmp_path, f"departments/{LIANTING}.json")["years"]["2023"]["figures"]["three_public_final"]
    assert (figure["value"], [other["value"] for other in figure["others"]]) == (14.84, [3.0])
