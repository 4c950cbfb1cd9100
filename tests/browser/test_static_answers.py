"""The card above the results of a site that stands alone, without any server of ours."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, Page, expect

from documents import minimal, write
from mingzhang.pipeline.stages import build_portal
from mingzhang.portal import Portal, Search, starter_root
from mingzhang.progress import Reporter
from test_static_host import Quiet

pytestmark = [pytest.mark.browser, pytest.mark.slow]

OLD, NEW = "云州市临江区城市管理委员会", "云州市临江区城市管理执法局"


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a host that gives out the site of the sample's street, and nothing else."""
    output = tmp_path_factory.mktemp("alone") / "portal"
    folder = tmp_path_factory.mktemp("inputs")
    for file in (starter_root() / "disclosures").glob("sample-004-202[34].txt"):
        shutil.copy(file, folder)
    write(folder, old=minimal(OLD, 2022), new=minimal(NEW, 2023))
    (folder / "bodies.csv").write_text(f"body,to,how,became\n{OLD},2022,renamed,{NEW}\n", encoding="utf-8")
    build_portal([folder], output, Portal(root=starter_root(), search=Search("pagefind")), Reporter())
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(output / "site")))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def page(browser: Browser, alone: str) -> Iterator[Page]:
    page = browser.new_page()
    page.goto(f"{alone}search/")
    yield page
    page.close()


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("橘坞街道 2023年 三公经费", "2023年度三公经费决算为5.04万元"),
        ("橘坞街道2023年三公经费是多少", "2023年度三公经费决算为5.04万元"),
        ("橘坞街道 接待费", "按最近的2024年度回答"),
        ("城市管理执法局 总支出", f"{NEW}2023年度本年支出合计为1204.5万元"),
        ("城市管理委员会 总支出", f"{OLD}（该年度名为{NEW}）2023年度本年支出合计为1204.5万元"),
    ],
)
def test_one_figure_is_told_with_its_line(page: Page, alone: str, question: str, told: str) -> None:
    page.locator("#mz-query").fill(question)
    card = page.locator("#mz-answer")
    expect(card).to_contain_text(told)
    link = card.locator("a").first
    expect(link).to_contain_text("原文第")
    assert str(link.get_attribute("href")).startswith(f"{alone}d/yunzhou-")


@pytest.mark.parametrize(
    "question",
    [
        "橘坞街道 2023年 三公经费供应商",
        "橘坞街道 2023年 三公经费 会议费",
        "橘坞街道 2023年 三公经费占比",
        "三公经费",
    ],
)
def test_nothing_is_told_where_something_is_unexplained(page: Page, question: str) -> None:
    page.locator("#mz-query").fill(question)
    expect(page.locator(".mz-told, #mz-status").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    expect(page.locator("#mz-answer")).to_be_hidden()
