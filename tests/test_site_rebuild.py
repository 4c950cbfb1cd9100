"""Building again beside an old site: what would come out the same is taken over, and nothing is ever stale."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from made_up_database import made_up_portal
from mingzhang.catalogue import TABLES
from mingzhang.pipeline.stages import build_portal
from mingzhang.portal import Portal, starter_root
from mingzhang.progress import Reporter
from mingzhang.site import build_site, reuse
from mingzhang.site.disclosure_facts import connect
from mingzhang.site.loading_facts import _BEFORE, _YEARS
from site_database import EMPTY, HOSTILE, TOLD, make_site_database
from writable import make_writable

pytestmark = pytest.mark.slow

PORTAL = made_up_portal()


def content_of(site: Path) -> dict[str, str]:
    files = (file for file in sorted(site.rglob("*")) if file.is_file())
    return {f.relative_to(site).as_posix(): hashlib.sha256(f.read_bytes()).hexdigest() for f in files}


def taken_over(old: Path, new: Path) -> set[str]:
    """The disclosures whose page is the same file in both sites."""
    pages = (page for page in new.glob("d/*/index.html") if (old / page.relative_to(new)).exists())
    return {page.parent.name for page in pages if page.samefile(old / page.relative_to(new))}


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_site_database(tmp_path_factory.mktemp("old") / "disclosures.db")


@pytest.fixture(scope="module")
def old(database: Path) -> Path:
    site = database.parent / "site"
    build_site(database, site, PORTAL)
    return site


@pytest.fixture
def changed(database: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(database, tmp_path / "changed.db"))


@pytest.mark.parametrize(("sql", "values"), [(_YEARS, ('["a"]',)), (_BEFORE, ('["a"]', 2023))])
def test_a_page_finds_the_years_of_its_body_without_looking_through_all_disclosures(
    database: Path, sql: str, values: tuple[object, ...]
) -> None:
    with closing(connect(database)) as conn:
        plan = [row["detail"] for row in conn.execute(f"explain query plan {sql}", values)]
    assert any("SEARCH disclosures USING INDEX" in step for step in plan), plan
    assert not any(step.startswith("SCAN disclosures") for step in plan), plan


def rebuilt(database: Path, old: Path, folder: Path, portal: Portal = PORTAL) -> set[str]:
    """Build beside `old` and from nothing: the same bytes, the old site as it was; what was taken over."""
    before = content_of(old)
    build_site(database, folder / "site", portal, old=old)
    build_site(database, folder / "clean", portal)
    assert content_of(folder / "site") == content_of(folder / "clean")
    assert content_of(old) == before
    return taken_over(old, folder / "site")


def everything(database: Path) -> set[str]:
    with closing(sqlite3.connect(database)) as conn:
        return {id_ for (id_,) in conn.execute("SELECT id FROM disclosures")}


def test_where_nothing_changed_everything_is_taken_over(database: Path, old: Path, tmp_path: Path) -> None:
    assert rebuilt(database, old, tmp_path) == everything(database)


OWN = f"""
UPDATE expenditure_by_function SET total = 121 WHERE disclosure_id = '{TOLD}' AND position = 1;
UPDATE source_lines SET text = '另一行' WHERE source_id = 'hash-{EMPTY}' AND line = 3;
UPDATE paragraphs SET text = '另一段' WHERE section_id = '{HOSTILE}-s2';
"""
NEIGHBOURS = "UPDATE key_figures SET value = value + 1 WHERE disclosure_id = 'qingxi-jiedao-2022';"
ALL_YEARS = "UPDATE findings SET message = '另一句' WHERE disclosure_id = 'qingxi-jiedao-2023';"
PROGRAM = "INSERT INTO portal VALUES ('reading', 'another'); UPDATE rules SET name_zh = '另一个名字' WHERE id = 'I01';"
CHANGES = [
    (OWN, (TOLD, EMPTY, HOSTILE), {TOLD, EMPTY, HOSTILE}),
    # itself, the year after it, its peer
    (
        NEIGHBOURS,
        ("qingxi-jiedao-2022",),
        {"qingxi-jiedao-2022", "qingxi-jiedao-2023", "baisha-jiedao-2022"},
    ),
    # rules across years: what another year's file says may be found on this year's page
    (ALL_YEARS, ("qingxi-jiedao-2022",), {"qingxi-jiedao-2022", "qingxi-jiedao-2023"}),
]


def _other_file(conn: sqlite3.Connection, id_: str) -> None:
    """The disclosure comes from another file than before."""
    (source,) = conn.execute("SELECT source_id FROM disclosures WHERE id = ?", (id_,)).fetchone()
    make_writable(conn)
    for table, column in (("sources", "id"), ("disclosures", "source_id"), ("source_lines", "source_id")):
        conn.execute(f"UPDATE {table} SET {column} = 'other-' || {column} WHERE {column} = ?", (source,))


@pytest.mark.parametrize(("sql", "files", "anew"), CHANGES)
def test_what_a_changed_file_reaches_is_made_anew_and_no_more(
    sql: str, files: tuple[str, ...], anew: set[str], changed: Path, old: Path, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(changed)) as conn, conn:
        make_writable(conn).executescript(sql)
        for id_ in files:
            _other_file(conn, id_)
    assert everything(changed) - rebuilt(changed, old, tmp_path) == anew


def test_what_another_program_read_is_made_anew(changed: Path, old: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(changed)) as conn, conn:
        conn.executescript(PROGRAM)
    assert rebuilt(changed, old, tmp_path) == set()


def test_a_removed_disclosure_is_gone_from_the_site_and_its_neighbours(
    changed: Path, old: Path, tmp_path: Path
) -> None:
    _remove(changed, "qingxi-jiedao-2022")
    kept = rebuilt(changed, old, tmp_path)
    assert "qingxi-jiedao-2023" not in kept
    assert {EMPTY, HOSTILE} <= kept
    assert not (tmp_path / "site/d/qingxi-jiedao-2022").exists()


def test_a_new_disclosure_is_on_the_site_and_on_its_neighbours(
    database: Path, changed: Path, tmp_path: Path
) -> None:
    _remove(changed, "qingxi-jiedao-2022")
    old = tmp_path / "without"
    build_site(changed, old, PORTAL)
    kept = rebuilt(database, old, tmp_path)
    assert not {"qingxi-jiedao-2022", "qingxi-jiedao-2023"} & kept
    assert {EMPTY, HOSTILE} <= kept
    assert "../../d/qingxi-jiedao-2022/" in (tmp_path / "site/d/qingxi-jiedao-2023/index.html").read_text(
        "utf-8"
    )


def _remove(database: Path, id_: str) -> None:
    with closing(sqlite3.connect(database)) as conn, conn:
        make_writable(conn)
        conn.execute(
            "DELETE FROM paragraphs WHERE section_id IN (SELECT id FROM sections WHERE disclosure_id = ?)",
            (id_,),
        )
        conn.execute(
            "DELETE FROM indicators WHERE form_id IN (SELECT id FROM evaluation_forms WHERE disclosure_id = ?)",
            (id_,),
        )
        for table in (one.name for one in TABLES if one.view is None):
            columns = {row[1] for row in conn.execute(f'PRAGMA table_info("{table}")')}
            if "disclosure_id" in columns and not table.startswith("search_"):
                conn.execute(f'DELETE FROM "{table}" WHERE disclosure_id = ?', (id_,))
        conn.execute("DELETE FROM disclosures WHERE id = ?", (id_,))


@pytest.mark.parametrize(
    "setting", [{"contact": "a@example.cn"}, {"title": "另一个名字", "base_url": "https://x.example/"}]
)
def test_a_changed_setting_makes_every_page_anew(
    setting: dict[str, str], database: Path, old: Path, tmp_path: Path
) -> None:
    assert rebuilt(database, old, tmp_path, replace(PORTAL, **setting)) == set()


def _in_content(file: str, change: Callable[[str], str], folder: Path) -> Portal:
    content = shutil.copytree(PORTAL.root / "content", folder / "root" / "content")
    text = (content / file).read_text(encoding="utf-8")
    assert change(text) != text
    (content / file).write_text(change(text), encoding="utf-8")
    return replace(PORTAL, root=folder / "root")


def test_a_changed_frame_makes_every_page_anew(database: Path, old: Path, tmp_path: Path) -> None:
    portal = _in_content(
        "overrides/main.html", lambda text: text.replace("color-scheme", "colour-scheme"), tmp_path
    )
    assert rebuilt(database, old, tmp_path, portal) == set()


def test_a_changed_hand_written_page_is_on_the_site(database: Path, old: Path, tmp_path: Path) -> None:
    portal = _in_content("about.md", lambda text: f"{text}\n\n又一段话。\n", tmp_path)
    assert rebuilt(database, old, tmp_path, portal) == everything(database)
    assert "又一段话。" in (tmp_path / "site/about/index.html").read_text(encoding="utf-8")


def test_scripts_of_search_are_those_of_the_program(database: Path, old: Path, tmp_path: Path) -> None:
    portal = _in_content("assets/search-documents.js", lambda text: f"{text}\nthrow 1;\n", tmp_path)
    rebuilt(database, old, tmp_path, portal)
    (script,), (shipped,) = (
        [file.read_text(encoding="utf-8") for file in site.glob("assets/*/search-documents.js")]
        for site in (tmp_path / "site", old)
    )
    assert script == shipped
    assert "throw 1" not in script


def test_a_changed_template_or_module_makes_every_page_anew(
    database: Path, old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = shutil.copytree(reuse.PROGRAM / "site", tmp_path / "program")
    as_it_was = reuse.program_digest(program)
    for file in ("templates/source.html", "overview.py"):
        with (program / file).open("a", encoding="utf-8") as opened:
            opened.write("\n")
        reuse.program_digest.cache_clear()
        assert reuse.program_digest(program) != as_it_was
    monkeypatch.setattr(reuse, "PROGRAM", program)
    assert rebuilt(database, old, tmp_path) == set()


def test_a_page_that_is_not_as_it_was_written_is_made_anew(database: Path, tmp_path: Path) -> None:
    old = tmp_path / "old"
    build_site(database, old, PORTAL)
    (old / f"d/{TOLD}/source/index.html").write_text("改过", encoding="utf-8")
    (old / f"en/d/{EMPTY}/index.html").unlink()
    assert everything(database) - rebuilt(database, old, tmp_path) == {TOLD, EMPTY}


@pytest.mark.parametrize("manifest", ["", '{"common": "x", "disclosures": []}'])
def test_without_a_sound_manifest_everything_is_made_anew(
    manifest: str, database: Path, old: Path, tmp_path: Path
) -> None:
    copied = shutil.copytree(old, tmp_path / "copied")
    if manifest:
        reuse.manifest_of(copied).write_text(manifest, encoding="utf-8")
    assert rebuilt(database, copied, tmp_path) == set()


def test_a_portal_built_again_takes_pages_from_the_portal_it_replaces(tmp_path: Path) -> None:
    output = tmp_path / "portal"
    first, second = sorted((starter_root() / "disclosures").glob("sample-00?-2024.txt"))[:2]
    build_portal([first], output, PORTAL, Reporter())
    (page,) = output.glob("site/d/*/index.html")
    inode = page.stat().st_ino
    build_portal([first, second], output, PORTAL, Reporter())
    assert page.stat().st_ino == inode
    made_up = replace(PORTAL, notice="本站数据全部为虚构样例，与任何真实部门无关。")
    build_site(output / "disclosures.db", tmp_path / "clean", made_up)
    built = content_of(output / "site")
    assert {
        path: digest for path, digest in built.items() if path in content_of(tmp_path / "clean")
    } == content_of(tmp_path / "clean")
