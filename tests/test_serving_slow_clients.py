"""Clients that send half of a request, or take nothing of an answer, keep nobody out."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from made_up_database import make_output
from mingzhang.serving import protocol
from portal_server import Server, served

pytestmark = pytest.mark.slow
HALF = b"GET /d/one/ HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with served(make_output(tmp_path_factory.mktemp("portal"))) as server:
        yield server


def connect(server: Server, sent: bytes) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", server.port), timeout=60)
    connection.sendall(sent)
    return connection


@pytest.mark.parametrize("sent", [b"", HALF, b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nx"])
def test_two_hundred_half_requests_keep_nobody_out(server: Server, sent: bytes) -> None:
    slow = [connect(server, sent) for _ in range(200)]
    try:
        for path in ("/", "/d/one/", "/data/disclosures/departments", "/search.json?q=x", "/healthz"):
            assert server.get(path)[0] == 200
    finally:
        for connection in slow:
            connection.close()


def test_a_full_house_drops_who_has_kept_it_waiting_longest(server: Server) -> None:
    first = connect(server, HALF)
    slow = [connect(server, HALF) for _ in range(protocol.CONNECTIONS + 5)]
    try:
        assert server.get("/d/one/")[0] == 200
        assert _receive(first) == b""
    finally:
        for connection in (first, *slow):
            connection.close()


@pytest.mark.parametrize("sent", [b"", HALF, b"GET /d/one/ HTTP/1.1\r\nHost: x\r\n\r\n" + HALF])
def test_a_request_must_be_whole_by_its_deadline(tmp_path: Path, sent: bytes) -> None:
    """Also the second of a connection. Without the deadline the server would wait as long as we do."""
    with served(make_output(tmp_path), request_seconds=0.2) as server, connect(server, sent) as slow:
        received = b""
        while piece := _receive(slow):
            received += piece
    assert (b"200 OK" in received) == sent.startswith(b"GET /d/one/ HTTP/1.1\r\nHost: x\r\n\r\n")


def _receive(connection: socket.socket) -> bytes:
    """What comes next; nothing where the other side has closed."""
    try:
        return connection.recv(65_536)
    except ConnectionError:
        return b""
