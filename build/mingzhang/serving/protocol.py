"""HTTP as uvicorn speaks it, for a server that slow clients cannot fill.

* A whole request must arrive within `REQUEST_SECONDS`; half of one holds a connection no longer.
* A reader who takes nothing for `STALLED_SECONDS` is given up.
* Where the house is full, whoever has kept it waiting longest goes, not who comes last.
* `curl 'http://…/search.json?q=三公经费'` sends the characters as they are; HTTP allows ASCII only in an address, and h11
  refuses the request before any app sees it. Browsers and HTTP libraries escape them. The refusal says so.
"""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol

REFUSED = (
    "Invalid HTTP request. An address may hold ASCII only; other characters must be percent-encoded, "
    "for example: curl --get --data-urlencode 'q=...' http://HOST/search.json\n"
)
REQUEST_SECONDS = 15.0
"""From the opening of a connection, or the last answer on it, to the end of the next request's headers."""
STALLED_SECONDS = 60.0
"""How long a reader may take nothing of an answer that waits for him."""
CONNECTIONS = 600
"""The most connections at a time; a process may have 1,024 files open on many systems."""
ANSWERS = 200
"""The most answers under way."""


class Protocol(H11Protocol):
    """One connection: h11 with deadlines. `idle_since` is when it last did something for us (loop time)."""

    idle_since = 0.0
    _deadline: asyncio.TimerHandle | None = None
    _stalled: asyncio.TimerHandle | None = None

    @property
    def waiting(self) -> bool:
        """Whether no answer is under way: we wait for a request."""
        return self.cycle is None or self.cycle.response_complete

    @property
    def idle(self) -> bool:
        """Whether we wait for the other side, to ask or to take what it is sent."""
        return self.waiting or self._stalled is not None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._await_request()
        if len(self.connections) > CONNECTIONS:
            self._make_room()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if len(self.tasks) > ANSWERS:
            self._make_room()

    def on_response_complete(self) -> None:
        self._await_request()
        super().on_response_complete()

    def pause_writing(self) -> None:
        super().pause_writing()
        self.idle_since = self.loop.time()
        self._stalled = self.loop.call_later(STALLED_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        super().resume_writing()
        self._cancel()

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self._cancel()

    def send_400_response(self, msg: str) -> None:
        super().send_400_response(REFUSED)

    def _await_request(self) -> None:
        self._cancel()
        self.idle_since = self.loop.time()
        self._deadline = self.loop.call_later(REQUEST_SECONDS, self._give_up)

    def _give_up(self) -> None:
        if self.waiting:
            self.transport.abort()

    def _cancel(self) -> None:
        for timer in (self._deadline, self._stalled):
            if timer is not None:
                timer.cancel()
        self._deadline = self._stalled = None

    def _make_room(self) -> None:
        """Drop the connection, other than this, that has kept us waiting longest."""
        idle = [
            other
            for other in self.connections
            if isinstance(other, Protocol) and other is not self and other.idle
        ]
        if idle:
            min(idle, key=lambda other: other.idle_since).transport.abort()
