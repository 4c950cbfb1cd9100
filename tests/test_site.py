"""The static site as built: links that hold, nothing from another host, text that stays text."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import urldefrag

import pytest

from made_up_database import made_up_portal
from mingzhang.site import build_site
from mingzhang.site.frame.asset_names import name_by_content
from mingzhang.site.parts.disputes import disputes
from site_crawl import ReadPage, broken_links, loads_from_elsewhere, missing_loads, page_of, read_site
from site_database import EMPTY, HOSTILE, LONG_ITEM, MARKUP, PROJECTS, TOLD, make_site_database


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_site_database(tmp_path_factory.mktemp("site") / "disclosures.db")


@pytest.fixture(scope="module")
def site(database: Path) -> Path:
    output = database.parent / "site"
    build_site(database, output, made_up_portal(contact="jiucuo@example.cn", notice="全部虚构"))
    return output


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, ReadPage]:
    return read_site(site)


@pytest.mark.slow
def test_every_link_and_anchor_within_the_site_leads_somewhere(
    site: Path, pages: dict[str, ReadPage]
) -> None:
    assert broken_links(site, pages) == []


@pytest.mark.slow
def test_every_script_and_style_is_there(site: Path, pages: dict[str, ReadPage]) -> None:
    assert missing_loads(site, pages) == []


@pytest.mark.slow
def test_every_address_in_the_database_exists(database: Path, pages: dict[str, ReadPage]) -> None:
    with closing(sqlite3.connect(database)) as conn:
        urls = [
            u
            for (u,) in conn.execute(
                "SELECT page_url FROM search_documents UNION SELECT page_url FROM sections"
            )
        ]
    lost = []
    for url in urls:
        page, anchor = urldefrag(url)
        if page and (page not in pages or (anchor and anchor not in pages[page].ids)):
            lost.append(url)
    assert lost == []


def test_nothing_is_loaded_from_another_host(site: Path, pages: dict[str, ReadPage]) -> None:
    assert loads_from_elsewhere(site, pages) == []


@pytest.mark.slow
def test_no_page_uses_an_id_twice(pages: dict[str, ReadPage]) -> None:
    twice = {
        a: sorted({i for i in p.ids if p.ids.count(i) > 1})
        for a, p in pages.items()
        if not a.startswith("search")
    }
    assert {address: ids for address, ids in twice.items() if ids} == {}


def test_every_page_says_once_how_to_cite_its_own_address(pages: dict[str, ReadPage]) -> None:
    cited = {a: re.findall(r"howpublished = \{\\url\{([^}]*)\}\}", page.words) for a, page in pages.items()}
    root = made_up_portal().base_url.rstrip("/")
    assert {a: urls for a, urls in cited.items() if urls != [f"{root}/{a}"]} == {}


def test_text_from_documents_is_never_markup(site: Path, pages: dict[str, ReadPage]) -> None:
    for address, page in pages.items():
        assert "img" not in page.tags, address
    assert MARKUP not in "".join(file.read_text(encoding="utf-8") for file in site.rglob("*.html"))
    assert MARKUP in pages[f"d/{HOSTILE}/"].words


def test_a_hostile_disclosure_reads_to_its_end(pages: dict[str, ReadPage]) -> None:
    page = pages[f"d/{HOSTILE}/"]
    assert LONG_ITEM in page.words
    assert [i for i in page.ids if i.startswith("pj-")] == [f"pj-{n}" for n in range(1, PROJECTS + 1)]
    assert page.words.count("原文中没有找到这张表") == 9
    assert page.ids.count("f-1") == 1


def test_a_disclosure_with_nothing_says_so(pages: dict[str, ReadPage]) -> None:
    words = pages[f"d/{EMPTY}/"].words
    assert words.count("未见此表") == 9
    assert words.count("原文未写明") == 7  # five figures, date and telephone
    assert "没有可供核对的数字" in words
    assert "没有发现不符" not in words


def test_lost_empty_and_absent_are_told_apart(pages: dict[str, ReadPage]) -> None:
    words = pages[f"d/{TOLD}/"].words
    assert words.count("没有随文本提取出来（多为图片）") == 1
    assert words.count("原文公开了这张表，表内没有数字") == 1
    assert "本部门无政府性基金收支" in words
    assert words.count("原文中没有找到这张表") == 6


def test_blank_and_zero_are_kept_apart(site: Path) -> None:
    html = (site / f"d/{TOLD}/index.html").read_text(encoding="utf-8")
    row = html.split('<tr id="t3-r5"')[1].split("<tr")[0]
    assert (
        row.count('<td class="mz-blank"><td>') == 1
    )  # 基本支出; the three columns nobody filled are told in a line
    assert "3 栏均为空，未列出：" in html.split('id="t3"')[1].split('id="t4"')[0]
    assert "<td>0.00<td>" in html.split('<tr id="t3-r4"')[1].split("<tr")[0]


def test_a_repair_shows_with_its_printed_form(pages: dict[str, ReadPage]) -> None:
    page = pages[f"d/{TOLD}/"]
    assert "金额印作“2 0.00”，按合计补全" in page.words
    assert "#t3-r5-n" in page.links


def test_a_sentence_leads_to_its_cell_and_back(pages: dict[str, ReadPage]) -> None:
    page = pages[f"d/{TOLD}/"]
    # 120.5 stands in three rows: the metric says it is the total's; 行政运行 is named; 7.5 is in no table.
    assert [link for link in page.links if link in ("#t3-r4", "#t3-r1")].count("#t3-r4") >= 1
    assert page.links.count("#p-21") >= 2
    assert "#term-1" in page.links


def test_a_finding_is_marked_where_it_lies_and_leads_there(pages: dict[str, ReadPage]) -> None:
    page = pages[f"d/{TOLD}/"]
    assert page.links.count("#f-1") == 2  # at the row and at the paragraph
    assert {"#t3-r4", "#p-21", "source/#L14", "source/#L22"} <= set(page.links)


def test_the_error_report_is_filled_in(pages: dict[str, ReadPage]) -> None:
    mails = [link for link in pages[f"d/{TOLD}/"].links if link.startswith("mailto:")]
    assert len(mails) == 1
    assert mails[0].startswith("mailto:jiucuo@example.cn?subject=")
    assert f"d%2F{TOLD}%2F" in mails[0] or f"d/{TOLD}/" in mails[0]


def test_the_notice_stands_on_every_page(pages: dict[str, ReadPage]) -> None:
    assert [address for address, page in pages.items() if "全部虚构" not in page.words] == []


def test_previous_and_next_year_are_one_click_away(pages: dict[str, ReadPage]) -> None:
    assert "../../d/qingxi-jiedao-2022/" in pages["d/qingxi-jiedao-2023/"].links


def test_topic_downloads_start_no_formula_and_open_in_a_spreadsheet(site: Path) -> None:
    text = (site / "topics/three-public/three-public.csv").read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    header = text.decode("utf-8-sig").splitlines()[0].split(",")
    assert header[:4] == ["部门", "类型", "地区", "年度"]
    assert header[-2:] == ["页面", "改名"]


def test_a_page_is_light(site: Path) -> None:
    """A department-year with its share of scripts and styles stays under 120 KB gzipped."""
    parts = [site / "d/qingxi-jiedao-2023/index.html"]
    parts += [next(site.glob(f"assets/*/{name}")) for name in ("mingzhang.css", "mingzhang.js")]
    assert sum(len(gzip.compress(part.read_bytes())) for part in parts) < 120_000


def test_the_same_database_gives_the_same_bytes(site: Path, database: Path, tmp_path: Path) -> None:
    build_site(database, tmp_path / "again", made_up_portal(contact="jiucuo@example.cn", notice="全部虚构"))
    assert _digest(tmp_path / "again") == _digest(site)


def test_content_is_left_as_it_was(database: Path, tmp_path: Path) -> None:
    content = made_up_portal().root / "content"
    before = _digest(content)
    build_site(database, tmp_path / "site", made_up_portal())
    assert _digest(content) == before


def _digest(folder: Path) -> dict[str, str]:
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return {str(f.relative_to(folder)): hashlib.sha256(f.read_bytes()).hexdigest() for f in files}


def test_hand_written_pages_have_the_figures_of_the_build(pages: dict[str, ReadPage]) -> None:
    assert "现有 2 条规则，在 9 份决算中相符 25 处；不一致 8 条。" in pages["method/"].words
    assert "现有 6 个部门的 9 份决算" in pages["downloads/"].words
    assert not any("mz:" in "".join(page.text) for page in pages.values())


def test_assets_lie_in_a_folder_named_by_their_content(site: Path, pages: dict[str, ReadPage]) -> None:
    (folder,) = (site / "assets").iterdir()
    assert re.fullmatch("[0-9a-f]{12}", folder.name)
    loads = {load.rpartition("../")[2] for page in pages.values() for load in page.loads}
    assert {
        load for load in loads if "assets/" in load and not load.startswith(f"assets/{folder.name}/")
    } == {"data/assets/data.css"} & loads
    assert (site / "favicon.svg").is_file()


def test_a_changed_script_is_another_address(tmp_path: Path) -> None:
    for number, script in enumerate(("1", "2", "1")):
        folder = tmp_path / str(number)
        (folder / "assets").mkdir(parents=True)
        (folder / "assets" / "a.js").write_text(script)
        (folder / "index.html").write_text('<script src="assets/a.js"></script>assets/a.js')
        name_by_content(folder)
    first, second, third = [(tmp_path / str(number) / "index.html").read_text() for number in range(3)]
    assert first == third != second
    assert re.fullmatch('<script src="assets/[0-9a-f]{12}/a.js"></script>assets/a.js', first)


def test_every_page_says_what_a_link_to_it_looks_like_and_where_the_feed_is(site: Path) -> None:
    for address in ("d/qingxi-jiedao-2023", "en/d/qingxi-jiedao-2023", "departments", "about", "search"):
        text = page_of(site / address)
        title = re.search(r"<title>(.*?) - ", text)
        assert title and f'<meta property="og:title" content="{title[1]}">' in text
        assert re.search(rf'<meta property="og:url" content="[^"]*/{address}/">', text)
        assert re.search(
            r'<link rel="alternate" type="application/atom\+xml" [^>]*href="[./]*files/feed.xml">', text
        )


def test_every_code_has_a_page_that_names_each_disclosure_once(site: Path, database: Path) -> None:
    with closing(sqlite3.connect(database)) as conn:
        tables = ("expenditure_by_function", "revenue_by_function", "structure_items", "execution_items")
        stated = {
            row
            for table in tables
            for row in conn.execute(f"select code, disclosure_id from {table} where code is not null")
        }
    for code, disclosure in stated:
        page = (site / "codes" / code / "index.html").read_text(encoding="utf-8")
        assert page.count(f'<tr><th><a href="../../d/{disclosure}/') == 1, (code, disclosure)


@pytest.mark.slow
def test_a_disputed_figure_carries_its_mark_where_it_is_compared(database: Path, tmp_path: Path) -> None:
    file, site = tmp_path / "disclosures.db", tmp_path / "site"
    file.write_bytes(database.read_bytes())
    with closing(sqlite3.connect(file)) as conn:
        conn.row_factory = sqlite3.Row
        figure = conn.execute(
            "select k.*, f.id as finding from key_figures k join findings f using (disclosure_id) "
            "where metric = 'three_public_final' order by k.origin desc"
        ).fetchone()
        conn.execute("update findings set severity = 'error' where id = ?", (figure["finding"],))
        conn.execute(
            "update key_figures set disputed = (select position from findings where id = ?) "
            "where disclosure_id = ? and metric = 'three_public_final'",
            (figure["finding"], figure["disclosure_id"]),
        )
        conn.commit()
        (((disclosure, metric), mark),) = disputes(conn).items()
    build_site(file, site, made_up_portal())
    assert metric == "three_public_final"
    for page, root in (
        (f"departments/{disclosure.rpartition('-')[0]}", "../../"),
        ("topics/three-public", "../../"),
        (f"en/d/{disclosure}", "../../../"),
    ):
        text = page_of(site / page)
        assert f'href="{root}d/{disclosure}/#{mark.anchor}"' in text, page
    figures = json.loads((site / "d" / disclosure / "figures.json").read_text(encoding="utf-8"))
    assert figures["disputed"] == {metric: [mark.anchor, "※"]}
