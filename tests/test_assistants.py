"""The server for assistants, asked by the SDK's own client over stdio and HTTP."""

from __future__ import annotations

import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters

from mingzhang.assistants.mcp_server import make_server
from mingzhang.assistants.tools import Tools, Unknown
from mingzhang.portal import Portal
from test_relevance import database as sample_database
from waiting import wait_for

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[1]
NAMES = {
    "find_bodies", "metrics", "figure", "series", "compare", "ranking", "answer", "search", "read_section", "findings",
    "check_text", "cite",
}  # fmt: skip
COMMAND = [sys.executable, "-m", "mingzhang.cli", "mcp"]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("assistants") / "disclosures.db"
    sample_database(ROOT / "disclosures", path).close()
    return path


@pytest.fixture(scope="module")
def tools(file: Path) -> Tools:
    return Tools(file, Portal(root=ROOT, base_url="https://accounts.example/"))


def test_a_figure_has_its_evidence(tools: Tools) -> None:
    told = tools.figure("橘坞街道", "三公经费", 2023)
    assert (told["department"], told["year"], told["scope"]) == ("砚湖区橘坞街道办事处", 2023, "本级")
    table, prose = told["values"]
    assert (table["value"], table["unit"], table["origin"]) == (5.04, "万元", "表")
    assert prose["origin"] == "正文"
    for value in told["values"]:
        assert value["url"].startswith("https://accounts.example/d/yunzhou-yanhu-juwu-jiedaobanshichu-2023/")
        assert value["line"] > 0
        assert re.fullmatch("[0-9a-f]{64}", value["sha256"])


def test_bodies_series_rankings_and_comparisons(tools: Tools) -> None:
    assert [body["years"] for body in tools.find_bodies("橘坞")["bodies"]] == [[2024, 2023, 2022]]
    assert tools.find_bodies()["total"] == 4
    assert [row["year"] for row in tools.series("莲汀街道", "three_public_final")["years"]] == [
        2024,
        2023,
        2022,
    ]
    ranked = tools.ranking("three_public_final", 2023, limit=2)
    assert [row["department"] for row in ranked["rows"]] == ["青澜区莲汀街道办事处", "青澜区人民政府办公室"]
    assert tools.compare(["橘坞街道", "莲汀街道"], "总支出", 2023)["cautions"] == []
    assert "年度不同" not in tools.compare(["橘坞街道", "莲汀街道"], "总支出")["cautions"]


def test_answers_searches_sections_findings_and_citations(tools: Tools) -> None:
    told = tools.answer("橘坞街道2023年三公经费多少")
    assert told["value"] == 5.04
    assert told["evidence"][0]["url"].startswith("https://accounts.example/d/")
    assert tools.answer("橘坞街道明年预算会涨吗")["refusal_type"] == "超出数据范围"
    hits = tools.search("三公经费", limit=3)
    assert len(hits["hits"]) == 3
    headings = tools.read_section("橘坞街道", 2023)["headings"]
    assert "三公" in tools.read_section("橘坞街道", 2023, "三公")["heading"] or headings
    assert tools.findings("橘坞街道", 2023)["total"] == 0  # the database was not proofread
    assert "橘坞街道办事处" in tools.cite("橘坞街道", 2023)["gbt7714"]


def test_the_page_of_the_source_and_its_own_words_are_told(file: Path, tmp_path: Path) -> None:
    paged = tmp_path / "paged.db"
    shutil.copy(file, paged)
    with closing(sqlite3.connect(paged)) as conn:
        lines = [(line, f"第{line}行原文", line // 40 + 1) for line in range(1, 1000)]
        conn.execute("INSERT OR IGNORE INTO sources_numbers (text) SELECT id FROM sources")
        conn.executemany(
            """INSERT OR REPLACE INTO stored_source_lines (source_id, line, text, source_page)
            SELECT number, ?, ?, ? FROM sources_numbers""",
            lines,
        )
        conn.execute(
            "INSERT INTO rules (id, family, name_zh, severity, explanation) VALUES ('X', 'X', 'X', 'error', 'X')"
        )
        conn.execute(
            """INSERT INTO findings (id, disclosure_id, position, rule_id, severity, message, cause, subject_kind,
                subject_key, source_line)
            SELECT 'f', id, 1, 'X', 'error', '两处不同', 'source', 'text', 'X', 50 FROM disclosures
            WHERE fiscal_year = 2023 AND title LIKE '%橘坞%'"""
        )
        conn.commit()
    tools = Tools(paged, Portal(root=ROOT, base_url="https://accounts.example/"))
    section = tools.read_section("橘坞街道", 2023, "三公")
    figure = tools.figure("橘坞街道", "三公经费", 2023)["values"][0]
    answer = tools.answer("橘坞街道2023年三公经费多少")["evidence"][0]
    for told in (section, figure, answer):
        assert told["page"] == told["line"] // 40 + 1
    assert section["also"]
    assert all("三公" in heading.replace("“", "").replace("”", "") for heading in section["also"])
    assert tools.read_section("橘坞街道", 2023, section["also"][0])["heading"] == section["also"][0]
    (finding,) = tools.findings("橘坞街道", 2023)["findings"]
    assert (finding["message"], finding["quote"]) == ("两处不同", "第50行原文")


def test_a_draft_is_proofread(tools: Tools) -> None:
    draft = next((ROOT / "disclosures").glob("sample-*.txt")).read_text(encoding="utf-8")
    told = tools.check_text(draft)
    assert told["readable"]
    assert tools.check_text("今天天气不错")["readable"] is False
    with pytest.raises(Unknown, match="文本最多"):
        tools.check_text("字" * 500_001)


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda tools: tools.figure("没有街道", "三公经费"), "不在本库"),
        (lambda tools: tools.figure("橘坞街道", "没有这个数"), "没有“没有这个数”这个指标"),
        (lambda tools: tools.figure("橘坞街道", "三公经费", 2019), "有的是2022、2023、2024年度"),
        (lambda tools: tools.read_section("橘坞街道", 2023, "没有这一节"), "没有“没有这一节”这一节"),
    ],
)
def test_what_is_not_there_is_said(tools: Tools, ask: Any, message: str) -> None:
    with pytest.raises(Unknown, match=message):
        ask(tools)


async def conversation(server: Any) -> tuple[set[str], Any, Any]:
    """What the SDK's client hears: the names of the tools, a figure, and what is said of an unknown body."""
    async with Client(server) as client:
        listed = await client.list_tools()
        figure = await client.call_tool(
            "figure", {"department": "橘坞街道", "metric_id": "三公经费", "year": 2023}
        )
        unknown = await client.call_tool("figure", {"department": "没有街道", "metric_id": "三公经费"})
    return (
        {tool.name for tool in listed.tools},
        figure.structured_content,
        unknown.structured_content,
    )


def assert_heard(heard: tuple[set[str], Any, Any]) -> None:
    names, figure, unknown = heard
    assert names == NAMES
    assert figure["values"][0]["value"] == 5.04
    assert "不在本库" in unknown["error"]


def test_the_sdk_in_one_process(file: Path) -> None:
    assert_heard(wait_for(conversation(make_server(file, Portal(root=ROOT)))))


@pytest.mark.slow
def test_over_stdio(file: Path) -> None:
    command, *arguments = COMMAND
    server = StdioServerParameters(command=command, args=[*arguments, "--db", str(file)], cwd=str(ROOT))
    assert_heard(wait_for(conversation(server)))


@contextmanager
def http_server(file: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [*COMMAND, "--db", str(file), "--http", "--port", str(port)],
        cwd=ROOT,
        env=dict(os.environ),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(600):
            assert process.poll() is None
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}/mcp"
    finally:
        process.terminate()
        process.wait(30)


@pytest.mark.slow
def test_over_http_without_sessions(file: Path) -> None:
    with http_server(file) as address:
        assert_heard(wait_for(conversation(address)))
        assert_heard(wait_for(conversation(address)))
