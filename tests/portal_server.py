"""A portal served by a process of its own, as `mingzhang serve` serves it, on a free port of this machine."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

_SERVE = """
import json, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from made_up_database import made_up_portal
from mingzhang.portal import Assistants, Sql
from mingzhang.serving import protocol, run
settings = json.loads(sys.argv[3])
if __name__ == "__main__":
    protocol.REQUEST_SECONDS = float(sys.argv[5])
    run(Path(sys.argv[2]), made_up_portal(**settings, sql=Sql(open=sys.argv[4] == "open"), mcp=Assistants(open=sys.argv[6] == "open")), port=0, workers=int(sys.argv[7]))
"""


class Server:
    """A running server: its port and its process."""

    def __init__(self, process: subprocess.Popen[str], port: int) -> None:
        self.process, self.port = process, port

    def get(self, path: str, method: str = "GET", **headers: str) -> tuple[int, bytes, dict[str, str]]:
        """Status, body and headers; the path goes out exactly as it is."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=250)
        try:
            connection.putrequest(method, path, skip_host="Host" in headers, skip_accept_encoding=True)
            for name, value in headers.items():
                connection.putheader(name.replace("_", "-"), value)
            connection.endheaders()
            answer = connection.getresponse()
            return answer.status, answer.read(), {name.lower(): value for name, value in answer.getheaders()}
        finally:
            connection.close()

    def sql(self, sql: str) -> tuple[int, dict[str, object]]:
        """Status and JSON of a query of one's own."""
        status, body, _ = self.get(f"/data/disclosures.json?{urlencode({'sql': sql, '_shape': 'objects'})}")
        return status, json.loads(body)

    def peak(self) -> int:
        """The most memory the process has held, in bytes."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM"))

    def seconds_of_cores(self) -> float:
        """The time on a core that the process and those it started have used, ended ones included."""
        pids, spent = [self.process.pid], 0
        for pid in pids:
            try:
                # a child stands with the thread that started it
                lists = [
                    file.read_text(encoding="ascii") for file in Path(f"/proc/{pid}/task").glob("*/children")
                ]
                children = " ".join(lists).split()
                fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
            except OSError:
                continue
            pids += map(int, children)
            spent += sum(
                map(int, fields[11:15])
            )  # user and system time, its own and that of its ended children
        return spent / os.sysconf("SC_CLK_TCK")


@contextmanager
def served(
    output: Path,
    sql: bool = False,
    request_seconds: float = 60,
    mcp: bool = False,
    workers: int = 1,
    **settings: object,
) -> Iterator[Server]:
    """The portal built in `output`, served until the block ends; a busy machine gets more than the usual time."""
    opened = "open" if sql else "closed"
    given = [str(Path(__file__).parent), str(output), json.dumps(settings), opened, str(request_seconds)]
    given += ["open" if mcp else "closed", str(workers)]
    process = subprocess.Popen(
        [sys.executable, "-c", _SERVE, *given],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        yield Server(process, int(line.split("127.0.0.1:")[1].split("/")[0]))
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
