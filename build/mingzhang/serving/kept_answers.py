"""The latest pages and rows of one version of the data, kept: the same address gives the same bytes until the next build.

Rendering a page of a table takes some thirty milliseconds of a core, and most readers ask for a few of them. SQL that a
stranger brings is never kept, nor what went wrong.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .databases import strangers_budget

MOST_BYTES = 16 * 1024 * 1024
"""What the kept answers of a version may hold together."""
LONGEST = 1024 * 1024
_BESIDE = 2_000
"""About what an answer takes beside its body."""
_TELLING = (b"host", b"accept")
"""The headers that an answer depends on."""

Answer = list[Message]


class KeptAnswers:
    """The ASGI app that gives what `app` gave to the same question before."""

    def __init__(self, app: ASGIApp, most_bytes: int = MOST_BYTES) -> None:
        self._app, self._most = app, most_bytes
        self._kept: OrderedDict[tuple[Any, ...], tuple[Answer, int]] = OrderedDict()
        self._bytes = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or strangers_budget.get() is not None:
            await self._app(scope, receive, send)
            return
        asked = (
            scope["method"],
            scope["raw_path"],
            scope["query_string"],
            *((name, value) for name, value in scope["headers"] if name in _TELLING),
        )
        if asked in self._kept:
            self._kept.move_to_end(asked)
            for message in self._kept[asked][0]:
                await send(message)
            return
        told: Answer = []

        async def noted(message: Message) -> None:
            told.append(message)
            await send(message)

        await self._app(scope, receive, noted)
        self._keep(asked, told)

    def _keep(self, asked: tuple[Any, ...], told: Answer) -> None:
        """Keep a whole answer of status 200; those not asked for longest go."""
        size = _BESIDE + sum(len(message.get("body", b"")) for message in told)
        if (
            not told
            or told[0].get("status") != 200
            or told[-1].get("more_body")
            or size > LONGEST
            or asked in self._kept
        ):
            return
        self._kept[asked] = told, size
        self._bytes += size
        while self._bytes > self._most:
            _, (_, gone) = self._kept.popitem(last=False)
            self._bytes -= gone
