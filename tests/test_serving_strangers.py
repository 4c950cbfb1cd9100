"""SQL of strangers: whatever one instruction of it costs, it holds a core no longer than it may, and nobody else waits.

Times are seconds on a core, which a busy machine does not make longer.
"""

from __future__ import annotations

import json
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from limits import processor_seconds
from made_up_database import make_output
from mingzhang.serving.query_processes import MOST_CELLS
from portal_server import Server, served

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("attacks"),
    pytest.mark.skipif(sys.platform != "linux", reason="times are read from /proc"),
]
LIMIT = 1.5
ZEROS = "hex(zeroblob(900000))"
PATTERN = "%" + "0%" * 90 + "1"
ONE_INSTRUCTION = {
    "instr": f"select instr({ZEROS}, hex(zeroblob(450000)) || '1')",
    "instr of many rows": "select sum(instr(hex(zeroblob(9000)), hex(zeroblob(4500)) || '1' || a.position)) from source_lines a, source_lines b",
    "replace": f"select length(replace({ZEROS}, hex(zeroblob(400000)) || '1', ''))",
    "like": f"select {ZEROS} like '{PATTERN}'",
    "glob": f"select {ZEROS} glob '{PATTERN.replace('%', '*')}'",
    "printf": "select printf('%.*c', 900000000, 'x')",
    "trim": f"select length(trim({ZEROS}, '0'))",
    "group_concat": f"with recursive t(x) as (select 1 union all select x + 1 from t limit 900) select length(group_concat({ZEROS}, x)) from t",
    "recursion": "with recursive t(x) as (select 1 union all select x + 1 from t) select max(x) from t",
    "json": f"select json_array_length('[' || replace({ZEROS}, '0', '0,') || '0]')",
    "ordered": "with recursive t(x) as (select random() union all select random() from t limit 90000000) select x from t order by x",
    "a condition": "instr(hex(zeroblob(900000)), hex(zeroblob(450000)) || '1') > 0",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with served(make_output(tmp_path_factory.mktemp("portal")), sql=True) as server:
        server.sql("select 1")  # the first process has started
        yield server


def address(sql: str) -> str:
    if sql.startswith("instr"):
        return f"/data/disclosures/departments.json?{urlencode({'_where': sql})}"
    return f"/data/disclosures.json?{urlencode({'sql': sql})}"


@pytest.mark.parametrize("sql", ONE_INSTRUCTION.values(), ids=ONE_INSTRUCTION)
def test_no_instruction_holds_a_core_beyond_its_limit(server: Server, sql: str) -> None:
    server.sql("select 1")  # should a process have been killed, another has started
    with processor_seconds(LIMIT + 1.0, of=server.seconds_of_cores):
        status, _, _ = server.get(address(sql))
    assert status in (200, 400)


def test_heavy_queries_at_once_leave_the_tables_answering(server: Server) -> None:
    """Two run at a time, the others wait their turn; a page of a table is there before the last of them."""
    answered: list[int] = []
    heavy = [
        threading.Thread(target=lambda: answered.append(server.get(address(ONE_INSTRUCTION["instr"]))[0]))
        for _ in range(5)
    ]
    for thread in heavy:
        thread.start()
    assert server.get("/data/disclosures/departments")[0] == 200
    assert server.get("/data/disclosures/three-public.json")[0] == 200
    assert len(answered) < 5
    for thread in heavy:
        thread.join()
    assert answered == [400] * 5


def test_a_query_that_is_ended_says_so_in_the_form_asked_for(server: Server) -> None:
    slow = ONE_INSTRUCTION["recursion"]
    for form, kind in (("json", "application/json"), ("csv", "text/plain"), ("", "text/html")):
        dot = f".{form}" if form else ""
        status, body, headers = server.get(f"/data/disclosures{dot}?{urlencode({'sql': slow})}")
        assert status == 400 and headers["content-type"].startswith(kind)
        told = json.loads(body)["error"] if form == "json" else body.decode()
        assert "查询超过时限，已停止" in told
        assert ("<html" in told) == (form == "")


def test_a_result_is_cut_before_the_page_takes_longer_than_the_query(server: Server) -> None:
    columns = ",".join("1" for _ in range(200))
    sql = (
        f"with recursive t(x) as (select 1 union all select x + 1 from t limit 5000) select {columns} from t"
    )
    _, body = server.sql(sql)
    assert len(body["rows"]) == MOST_CELLS // 200 and body["truncated"]  # type: ignore[arg-type]


def test_the_same_names_twice_and_every_kind_of_value(server: Server) -> None:
    query = {"sql": "select 1, 1, 'a' as t, null as n, 2.5 as f, x'00ff' as b", "_shape": "arrays"}
    status, body, _ = server.get(f"/data/disclosures.json?{urlencode(query)}")
    assert status == 200
    assert b'"rows": [[1, 1, "a", null, 2.5, {"$base64": true, "encoded": "AP8="}]]' in body


def test_the_server_ends_when_it_is_told_to(tmp_path: Path) -> None:
    """Whatever is under way: a query that no one can stop, half a request, a reader who takes nothing."""
    with served(make_output(tmp_path), sql=True) as server:
        server.sql("select 1")
        for request in (
            f"GET {address(ONE_INSTRUCTION['instr'])} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
            "GET /data/disclosures HTTP/1.1\r\nHost: 127.0.0.1\r\n",
        ):
            connection = socket.create_connection(("127.0.0.1", server.port))
            connection.sendall(request.encode())
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(60) in (0, -signal.SIGTERM)
