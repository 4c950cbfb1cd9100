"""An answer of Datasette is kept for whoever asks the same, and only where it is whole and nobody's own SQL."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from mingzhang.serving.databases import Budget, strangers_budget
from mingzhang.serving.kept_answers import KeptAnswers
from waiting import wait_for

BODY = b"x" * 10_000


class Counting:
    """An app that says how often it was asked before."""

    def __init__(self, status: int = 200) -> None:
        self.asked, self.status = 0, status

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.asked += 1
        await Response(b"%d" % self.asked + BODY, self.status)(scope, receive, send)


def ask(
    app: KeptAnswers,
    path: str,
    query: str = "",
    headers: Mapping[str, str] | None = None,
    method: str = "GET",
) -> bytes:
    told: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        told.append(message)

    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in (headers or {}).items()],
    }
    wait_for(app(scope, receive, send))
    assert told[0]["type"] == "http.response.start"
    return b"".join(message.get("body", b"") for message in told).removesuffix(BODY)


def test_who_asks_the_same_gets_the_same() -> None:
    inner = Counting()
    app = KeptAnswers(inner)
    agents = [ask(app, "/t", "a=1", {"user-agent": agent}) for agent in ("one", "two")]
    assert agents == [b"1", b"1"]
    others = [
        ask(app, "/t", "a=2"),
        ask(app, "/u", "a=1"),
        ask(app, "/t", "a=1", {"accept": "text/html"}),
        ask(app, "/t", "a=1", {"host": "other"}),
        ask(app, "/t", "a=1", method="HEAD"),
    ]
    assert len({*agents, *others}) == inner.asked == 6


@pytest.mark.parametrize("status", [302, 400, 404, 500])
def test_what_went_wrong_is_asked_anew(status: int) -> None:
    app = KeptAnswers(Counting(status))
    assert [ask(app, "/t"), ask(app, "/t")] == [b"1", b"2"]


def test_sql_of_strangers_is_not_kept() -> None:
    app = KeptAnswers(Counting())
    token = strangers_budget.set(Budget(1.0))
    try:
        assert [ask(app, "/t"), ask(app, "/t")] == [b"1", b"2"]
    finally:
        strangers_budget.reset(token)


def test_what_is_kept_is_bounded() -> None:
    inner = Counting()
    app = KeptAnswers(inner, most_bytes=4 * len(BODY))
    for number in range(100):
        ask(app, f"/{number}")
    assert ask(app, "/99") == b"100"
    assert ask(app, "/0") == b"101"
    for number in (99, 98, 99, 97):
        ask(app, f"/{number}")
    assert len(app._kept) <= 4
