"""What a site allows: its robots.txt, asked once, and the time between two requests."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

import httpx

LARGEST = 512_000
"""Bytes of robots.txt that are read (RFC 9309 asks for at least 500 KiB)."""
LONGEST_DELAY = 60.0
"""Seconds between requests that are kept where a site asks for even more."""


class Permissions:
    """Ask sites what may be fetched, and wait between requests to one host. `wait` sleeps so many seconds, `clock` gives
    seconds that only grow.
    """

    def __init__(
        self,
        client: httpx.Client,
        agent: str,
        delay: float,
        clock: Callable[[], float],
        wait: Callable[[float], None],
    ) -> None:
        self._client, self._agent, self._delay = client, agent, delay
        self._clock, self._wait = clock, wait
        self._rules: dict[str, RobotFileParser | None] = {}
        self._next: dict[str, float] = {}

    def allows(self, address: str) -> bool | None:
        """Whether robots.txt lets us fetch an address; None where the site does not answer for it now."""
        rules = self._of(address)
        return None if rules is None else rules.can_fetch(self._agent, address)

    def wait_for_turn(self, address: str, at_least: float = 0.0) -> None:
        """Wait until the host may be asked again."""
        host = urlsplit(address).netloc
        rules = self._rules.get(_origin(address))
        asked = float(rules.crawl_delay(self._agent) or 0) if rules else 0.0
        delay = min(max(self._delay, asked, at_least), max(LONGEST_DELAY, self._delay))
        left = max(self._next.get(host, 0.0) - self._clock(), at_least)
        if left > 0:
            self._wait(left)
        self._next[host] = self._clock() + delay

    def _of(self, address: str) -> RobotFileParser | None:
        origin = _origin(address)
        if origin not in self._rules:
            self._rules[origin] = self._ask(origin)
        return self._rules[origin]

    def _ask(self, origin: str) -> RobotFileParser | None:
        """Fetch robots.txt: none there allows all, a server in trouble or one that sends us elsewhere nothing for now."""
        rules = RobotFileParser()
        try:
            with self._client.stream("GET", f"{origin}/robots.txt") as answer:
                if answer.status_code in (401, 403):
                    rules.parse(["User-agent: *", "Disallow: /"])
                elif 400 <= answer.status_code < 500 and answer.status_code != 429:
                    rules.parse([])
                elif answer.status_code != 200:
                    return None
                else:
                    rules.parse(_beginning(answer).decode("utf-8", "replace").splitlines())
        except httpx.HTTPError:
            return None
        return rules


def _beginning(answer: httpx.Response) -> bytes:
    read = bytearray()
    for chunk in answer.iter_bytes():
        read += chunk
        if len(read) > LARGEST:
            break
    return bytes(read[:LARGEST])


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
