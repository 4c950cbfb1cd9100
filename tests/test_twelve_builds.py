"""Twelve builds in a row into one portal: every address ever published answers, every figure's history is complete."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from documents import minimal, write
from mingzhang.pipeline.stages import build_portal
from mingzhang.portal import Portal, starter_root
from mingzhang.progress import Reporter
from mingzhang.serving.app import create_app

pytestmark = pytest.mark.slow
BODY, TWIN = "云州市临江区人民政府青石街道办事处", "云州市临江区人民政府清石街道办事处"
BUREAU = "云州市临江区财政局"
ID = "yunzhou-linjiang-qingshi-jiedaobanshichu"
PORTAL = Portal(root=starter_root())


def dated(text: str, day: int) -> str:
    """The document with another printed date."""
    return text.replace("10月20日", f"10月{day}日", 1)


def builds(folder: Path) -> Iterator[str]:
    """Change the inputs, build by build, and tell what is expected of the addresses."""
    write(folder, a=minimal(), b=minimal(BUREAU))
    yield f"d/{ID}-2023/ published"
    write(folder, c=minimal(year=2022))
    yield f"d/{ID}-2022/ published"
    write(folder, a=minimal(total="1,300.00"))  # another file in its place
    yield f"d/{ID}-2023/v1/ replaced"
    write(folder, **{"0": dated(minimal(total="1,400.00"), 28)})  # a second file, with a later date
    yield f"d/{ID}-2023/v2/ replaced"
    (folder / "0.txt").rename(folder / "z.txt")  # other names, another order
    (folder / "c.txt").rename(folder / "0.txt")
    yield f"d/{ID}-2023/v2/ replaced"
    (folder / "z.txt").unlink()  # the later file was a mistake: the one before is the page again
    yield f"d/{ID}-2023/v2/ moved"
    write(folder, twin=minimal(TWIN))
    yield f"d/{ID}-2023/ published"
    register = f"body,year,reason\n{BUREAU},2023,涉及个人隐私\n"
    (folder / "withdraw.csv").write_text(register, encoding="utf-8")
    yield "d/yunzhou-linjiang-caizheng-ju-2023/ withdrawn"
    (folder / "0.txt").unlink()
    yield f"d/{ID}-2022/ removed"
    write(folder, again=minimal(year=2022))
    yield f"d/{ID}-2022/ published"
    (folder / "twin.txt").unlink()
    yield f"d/{ID}-2023/v3/ replaced"
    (folder / "withdraw.csv").unlink()
    yield "d/yunzhou-linjiang-caizheng-ju-2023/ published"


def test_twelve_builds(tmp_path: Path) -> None:
    inputs, output = tmp_path / "in", tmp_path / "portal"
    known: set[str] = set()
    updated: list[datetime] = []
    for number, expected in enumerate(builds(inputs), start=1):
        build_portal([inputs], output, PORTAL, Reporter())
        url, status = expected.split()
        with sqlite3.connect(output / "disclosures.db") as conn:
            found = conn.execute("SELECT status FROM addresses WHERE url = ?", (url,)).fetchall()
        conn.close()
        assert found == [(status,)], f"build {number}: {url}"
        sitemap = (output / "site" / "sitemap.xml").read_text(encoding="utf-8")
        known |= set(re.findall(r"<loc>http://127.0.0.1:8000/([^<]*)</loc>", sitemap))
        answers(output, known)
        feed = (output / "data" / "feed.xml").read_text(encoding="utf-8")
        updated.append(datetime.fromisoformat(re.findall(r"<updated>([^<]+)</updated>", feed)[0]))
    moved = [later > earlier for earlier, later in pairwise(updated)]
    assert moved == [number != 5 for number in range(2, 13)]  # the fifth build only renames files
    totals = figures(output)
    assert totals == {1: (1204.5, 1300.0), 3: (1400.0, 1300.0)}


def answers(output: Path, known: set[str]) -> None:
    """Every address answers, from the server and from the files alone."""
    client = TestClient(create_app(output, PORTAL), base_url="http://127.0.0.1:8000", follow_redirects=False)
    for url in sorted(known):
        assert (output / "site" / url / "index.html").is_file(), url
        answer = client.get(f"/{url}")
        assert answer.status_code in (200, 301, 410), (url, answer.status_code)
        if answer.status_code == 301:
            assert client.get(answer.headers["location"]).status_code == 200
        if answer.status_code == 410:
            assert 'content="noindex"' in answer.text
    client.close()


def figures(output: Path) -> dict[int, tuple[float, float]]:
    """By version, the grand total that it printed, and what the one that took its place prints."""
    with sqlite3.connect(output / "disclosures.db") as conn:
        found = conn.execute(
            'SELECT version, before, after FROM version_changes WHERE disclosure_id = ? AND place = "T1"'
            ' AND item = "总计" AND "column" = "revenue.amount" ORDER BY version',
            (f"{ID}-2023",),
        ).fetchall()
    conn.close()
    return {version: (before, after) for version, before, after in found}


def test_a_replaced_version_has_a_page_with_every_changed_figure(tmp_path: Path) -> None:
    inputs, output = tmp_path / "in", tmp_path / "portal"
    build_portal([write(inputs, a=minimal())], output, PORTAL, Reporter())
    build_portal([write(inputs, a=minimal(total="1,300.00"))], output, PORTAL, Reporter())
    page = (output / "site" / f"d/{ID}-2023/v1/index.html").read_text(encoding="utf-8")
    assert "第 2 版取代" in page
    assert re.search(r"总计</th>.*?<td>1,204.50</td><td>1,300.00</td>", page)
    shown = (output / "site" / f"d/{ID}-2023/index.html").read_text(encoding="utf-8")
    assert '<a href="v1/">第 1 版</a>（10 个数字不同）' in shown
    shutil.rmtree(output)
