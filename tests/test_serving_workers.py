"""Several processes that answer on one port: all show a new portal at once, one that dies is replaced, all end together."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path

import pytest

from portal_server import Server, served
from test_serving_swap import exchange, make_version
from waiting import until

pytestmark = pytest.mark.slow
NAMES = "/data/disclosures/departments.json?_shape=array"


def answering(server: Server) -> set[int]:
    """The processes that answer: children that listen on the port."""
    found = set()
    for task in Path(f"/proc/{server.process.pid}/task").iterdir():
        for pid in map(int, (task / "children").read_text().split()):
            with suppress(OSError):
                command = Path(f"/proc/{pid}/cmdline").read_bytes()
                if b"spawn_main" in command:
                    found.add(pid)
    return found


def ready(server: Server) -> bool:
    try:
        return server.get(NAMES)[0] == 200
    except (OSError, HTTPException):
        return False


def test_workers_share_a_port_and_show_a_new_portal_at_once(tmp_path: Path) -> None:
    output = tmp_path / "portal"
    make_version(output, 0)
    with served(output, workers=2) as server:
        until(lambda: len(answering(server)) == 2 and ready(server))
        for number in (1, 2):
            exchange(output, number)
            # A new connection each: whichever process takes it, the new version is what it shows.
            answers = [server.get(NAMES) for _ in range(20)]
            assert {status for status, _, _ in answers} == {200}
            assert all(f"version-{number}-".encode() in body for _, body, _ in answers)


def test_a_worker_that_dies_is_replaced_and_all_end_with_the_first(tmp_path: Path) -> None:
    output = tmp_path / "portal"
    make_version(output, 0)
    with served(output, workers=2) as server:
        until(lambda: len(answering(server)) == 2 and ready(server))
        before = answering(server)
        killed = min(before)
        os.kill(killed, signal.SIGKILL)
        until(lambda: len(answering(server) - {killed}) == 2 and ready(server))
        last = answering(server)
        server.process.kill()
        until(lambda: not any(Path(f"/proc/{pid}/cmdline").exists() for pid in last))


def test_workers_refuse_what_one_process_refuses(tmp_path: Path) -> None:
    from made_up_database import made_up_portal
    from mingzhang.serving import ServeError, run

    with pytest.raises(ServeError, match="mingzhang build"):
        run(tmp_path / "nowhere", made_up_portal(), port=0, workers=2)
