"""What programs find: OpenAPI, the guide and the Markdown twins, searches as feeds, assistants at the server's own port."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from shutil import copytree
from typing import Any
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree as ET

import duckdb
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from mcp import Client
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

import mingzhang
from mingzhang.markdown_twins import markdown_twin
from mingzhang.opening import NotAPortalError
from mingzhang.pipeline.stages import build_portal
from mingzhang.portal import Portal, starter_root
from mingzhang.progress import Reporter
from portal_server import Server, served
from site_crawl import page_of
from waiting import wait_for

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portal of the ready sample."""
    output = tmp_path_factory.mktemp("programs") / "portal"
    few = sorted((starter_root() / "disclosures").glob("sample-00[14]-*.txt"))
    build_portal(few, output, Portal(root=starter_root()), Reporter())
    return output


@pytest.fixture(scope="module")
def server(output: Path) -> Iterator[Server]:
    with served(output, sql=True, mcp=True) as server:
        yield server


def described(output: Path) -> dict[str, object]:
    told: dict[str, object] = json.loads((output / "site/openapi.json").read_text(encoding="utf-8"))
    return told


@pytest.mark.slow
def test_the_description_of_the_interfaces_is_valid(output: Path) -> None:
    OpenAPIV31SpecValidator(described(output)).validate()


@pytest.mark.slow
def test_every_interface_answers_as_described(output: Path, server: Server) -> None:
    """Schemathesis asks what it makes up from the description, and holds each answer against it."""
    schema = schemathesis.openapi.from_dict(described(output))
    asked = 0
    for found in schema.get_all_operations():
        operation = found.ok()

        @given(case=operation.as_strategy())
        @settings(
            max_examples=12,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        def answers(case: schemathesis.Case) -> None:
            case.call_and_validate(base_url=f"http://127.0.0.1:{server.port}")

        answers()
        asked += 1
    assert asked == len(described(output)["paths"])  # type: ignore[arg-type]


@pytest.mark.slow
def test_frames_and_departments_are_as_described(output: Path) -> None:
    schemas = described(output)["components"]["schemas"]  # type: ignore[index]
    files = {"Index": "index.json", "Frame": "frames/*/2023.json", "Department": "departments/*.json"}
    for name, pattern in files.items():
        whole = {"$ref": f"#/components/schemas/{name}", "components": {"schemas": schemas}}
        found = sorted((output / "data/api").glob(pattern))
        assert found
        for file in found:
            OAS31Validator(whole).validate(json.loads(file.read_text(encoding="utf-8")))


@pytest.mark.slow
def test_every_link_of_the_guide_leads_somewhere(output: Path, server: Server) -> None:
    guide = (output / "site/llms.txt").read_text(encoding="utf-8")
    links = re.findall(r"\]\(http://127\.0\.0\.1:8000([^)]*)\)", guide)
    assert len(links) > 8
    for link in links:
        if "METRIC" in link or "/ID." in link:
            continue
        status, _, _ = server.get(link)
        assert status == 200, link


@pytest.mark.slow
def test_every_page_has_a_twin_in_markdown(output: Path, server: Server) -> None:
    pages = [
        page.parent
        for page in (output / "site").rglob("index.html*")
        if page.relative_to(output / "site").parts[0] not in ("data", "files")
    ]
    assert len(pages) > 100
    assert not list((output / "site").rglob("index.md"))
    for folder in pages:
        twin = markdown_twin(page_of(folder).encode()).decode()
        assert re.search("^# ", twin, re.MULTILINE), folder
        assert "<" not in re.sub(r"\\\\<|```.*?```", "", twin, flags=re.DOTALL), folder
    status, served, _ = server.get("/method/index.md")
    assert (status, served) == (200, markdown_twin((output / "site/method/index.html").read_bytes()))


@pytest.mark.slow
def test_a_twin_has_the_statements_as_tables_with_their_lines(output: Path) -> None:
    page = next((output / "site/d").glob("*juwu*-2023"))
    twin = markdown_twin((page / "index.html").read_bytes()).decode()
    assert "| 项目 | 金额 | 行 |\n| --- | --- | --- |" in twin
    assert re.search(r"^\| 本年收入合计 \| 5,043\.34 \| 140 \|$", twin, re.MULTILINE)
    source = markdown_twin(page_of(page / "source").encode()).decode()
    numbered = re.findall(r"^(\d+)\t", source, re.MULTILINE)
    assert all(int(later) == int(one) + 1 for one, later in pairwise(numbered))
    assert re.search(r"^140\t.*5,?043\.34", source, re.MULTILINE)


@pytest.mark.parametrize(
    ("body", "twin"),
    [
        ("<h1>一</h1><p>甲<b>乙</b> <a href='x/'>丙</a></p>", "# 一\n\n甲乙 [丙](x/)\n"),
        ("<p>a*b_c|d&lt;e</p>", "# 题\n\na\\*b\\_c\\|d\\<e\n"),
        ("<ol><li>一</li><li>二 <ul><li>三</li></ul></li></ol>", "# 题\n\n1. 一\n1. 二 - 三\n"),
        (
            "<table><caption>表</caption><tr><th>a<th>b<tr><td colspan=2>c<tr><td>d<a class=mz-back href='#x'>¶</a></table>",
            "# 题\n\n表\n\n| a | b |\n| --- | --- |\n| c |  |\n| d |  |\n",
        ),
        ("<script>x</script><svg><text>y</text></svg><button>z</button>", "# 题\n"),
        ("<table></table>", "# 题\n"),
    ],
)
def test_how_html_becomes_markdown(body: str, twin: str) -> None:
    page = f"<head><title>题</title></head><body><nav>栏</nav><article>{body}</article></body>"
    assert markdown_twin(page.encode()).decode() == twin


def test_lines_of_a_source_stay_as_they_are() -> None:
    lines = '<p id="L1">a ``` b<div id="L2"><a href="#L2">2</a><span>c*</span></div>'
    page = f'<title>题</title><div class="mz-source"><div>{lines}</div></div>'
    assert markdown_twin(page.encode()).decode() == "# 题\n\n````\n1\ta ``` b\n2\tc*\n````\n"


@pytest.mark.slow
def test_a_search_can_be_followed_as_a_feed(server: Server) -> None:
    status, body, headers = server.get(f"/search.atom?q={quote('三公经费')}&size=5")
    assert (status, headers["content-type"]) == (200, "application/atom+xml")
    atom = "{http://www.w3.org/2005/Atom}"
    feed = ET.fromstring(body)
    entries = feed.findall(f"{atom}entry")
    assert len(entries) == 5
    assert feed.findtext(f"{atom}updated") == max(str(one.findtext(f"{atom}updated")) for one in entries)
    for entry in entries:
        address = urlsplit(str(entry.findtext(f"{atom}id")))
        assert server.get(address.path)[0] == 200
    years = [int(str(entry.findtext(f"{atom}updated"))[:4]) for entry in entries]
    assert years == sorted(years, reverse=True)
    again = f"/search.atom?size=5&q={quote('三公经费')}"
    assert ET.fromstring(server.get(again)[1]).findtext(f"{atom}id") == feed.findtext(f"{atom}id")
    assert server.get("/search.atom?nothing=1")[0] == 400


async def _told_over(
    address: str,
) -> tuple[set[str], dict[str, object], dict[str, object], dict[str, object]]:
    async with Client(address) as client:
        names = {tool.name for tool in (await client.list_tools()).tools}
        counted = await client.call_tool("sql", {"statement": "SELECT count(*) AS n FROM departments"})
        endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
        stopped = await client.call_tool("sql", {"statement": endless})
        refused = await client.call_tool("sql", {"statement": "DROP TABLE departments"})
    return names, *(one.structured_content for one in (counted, stopped, refused))


@pytest.mark.slow
def test_assistants_are_answered_at_the_same_port(server: Server) -> None:
    names, counted, stopped, refused = wait_for(_told_over(f"http://127.0.0.1:{server.port}/mcp"))
    assert {"answer", "figure", "sql"} <= names
    assert counted == {"columns": ["n"], "rows": [[2]], "truncated": False}
    assert "用时过长" in str(stopped["error"])
    assert "error" in refused


@pytest.mark.slow
def test_the_door_for_assistants_turns_strangers_away(server: Server) -> None:
    accepted = {"Accept": "application/json, text/event-stream", "Content_Type": "application/json"}
    assert server.get("/mcp", "POST", Content_Length="0", Host="evil.example", **accepted)[0] == 421
    assert server.get("/mcp", "POST", Content_Length="0", Origin="https://evil.example", **accepted)[0] == 403
    assert server.get("/mcp", "DELETE")[0] == 405
    assert server.get("/search.json", "POST")[0] == 405


@pytest.mark.slow
def test_assistants_find_no_door_where_it_is_not_opened(output: Path) -> None:
    with served(output) as server:
        assert server.get("/mcp", "POST", Content_Length="0")[0] == 405
        assert server.get("/mcp")[0] == 404


@pytest.mark.slow
def test_tables_are_opened_from_a_folder_and_over_the_net(output: Path, server: Server) -> None:
    here, there = mingzhang.open(output), mingzhang.open(f"http://127.0.0.1:{server.port}/")
    assert list(here) == list(there)
    figures = here["key_figures"]
    assert figures.num_rows > 100
    assert figures.equals(there["key_figures"])
    assert figures.schema.field("value").metadata[b"title"]
    of_year = here.table("disclosures", years=[2023])
    assert set(of_year["fiscal_year"].to_pylist()) == {2023}
    assert mingzhang.open(output / "data")["departments"].num_rows == 2


@pytest.mark.slow
def test_what_cannot_be_opened_is_said(output: Path, server: Server, tmp_path: Path) -> None:
    with pytest.raises(NotAPortalError, match="holds no portal"):
        mingzhang.open(tmp_path)
    with pytest.raises(NotAPortalError, match="is this the address of a portal"):
        mingzhang.open(f"http://127.0.0.1:{server.port}/codes/")
    with pytest.raises(OSError, match=r"127\.0\.0\.1:9"):
        mingzhang.open("http://127.0.0.1:9/")
    with pytest.raises(KeyError, match="there are addresses"):
        mingzhang.open(output)["nothing"]
    copied = copytree(output / "data", tmp_path / "data")
    (copied / "parquet/departments.parquet").write_bytes(b"PAR1")
    with pytest.raises(OSError, match="is not what"):
        mingzhang.open(copied)["departments"]


@pytest.mark.slow
def test_the_notebook_runs(output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "portal").symlink_to(output)
    monkeypatch.chdir(tmp_path)
    notebook = json.loads((ROOT / "docs/three-public.ipynb").read_text(encoding="utf-8"))
    names: dict[str, Any] = {}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            exec(compile("".join(cell["source"]), "three-public.ipynb", "exec"), names)
    assert len(names["three_public"]) == 6
    first = names["three_public"][0]
    assert f'id="L{first[3]}"' in page_of(output / "site" / first[4] / "source")


@pytest.mark.slow
def test_duckdb_reads_the_files_as_told(output: Path) -> None:
    told = (ROOT / "docs/data.md").read_text(encoding="utf-8")
    (recipe,) = re.findall(r"```sql\n(SELECT[^`]+read_parquet[^`]+);\n```", told)
    rows = duckdb.sql(recipe.replace("portal/data", f"{output}/data")).fetchall()
    assert len(rows) == 6
    assert rows[0][1] >= rows[-1][1] > 0
