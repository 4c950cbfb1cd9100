"""One address fetched within bounds: bytes, time, redirects, tries."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

import httpx

from ..reading.files import MAX_BYTES
from .address_list import web_address
from .permissions import Permissions

SECONDS = 300.0
"""The longest that one answer may take in all, however steadily it drips."""
TRIES = 4
REDIRECTS = 5
_LONGEST_WAIT = 120.0
_PASSING = (408, 425, 429, 500, 502, 503, 504)
_GONE = (404, 410)


class NotFetched(Exception):
    """Why an address was not fetched; `gone` where the server says that nothing is there any more."""

    def __init__(self, reason: str, gone: bool = False) -> None:
        super().__init__(reason)
        self.gone = gone


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: None as `content` where it is as it was. `address` is where it was found in the end."""

    address: str
    content: bytes | None
    media: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


def fetch(
    client: httpx.Client,
    permissions: Permissions,
    address: str,
    known: Mapping[str, str],
    clock: Callable[[], float],
    largest: int = MAX_BYTES,
) -> Fetched:
    """Fetch an address; `known` are the validators of what we have (`etag`, `last_modified`). Raises `NotFetched`."""
    conditions = {}
    if known.get("etag"):
        conditions["If-None-Match"] = known["etag"]
    if known.get("last_modified"):
        conditions["If-Modified-Since"] = known["last_modified"]
    seen = [address]
    while True:
        answer = _try(client, permissions, seen[-1], conditions, clock, largest)
        if isinstance(answer, Fetched):
            return answer
        if answer in seen:
            raise NotFetched("redirects in a circle")
        if len(seen) > REDIRECTS:
            raise NotFetched(f"more than {REDIRECTS} redirects")
        if urlsplit(answer).hostname != urlsplit(address).hostname:
            raise NotFetched(f"moved to another site, {answer}: put that address on the list")
        seen.append(answer)


def _try(
    client: httpx.Client,
    permissions: Permissions,
    address: str,
    conditions: Mapping[str, str],
    clock: Callable[[], float],
    largest: int,
) -> Fetched | str:
    """Fetch one address, more than once where that may help; an address where the answer is a redirect."""
    allowed = permissions.allows(address)
    if allowed is None:
        raise NotFetched("the site does not tell its robots.txt; try again later")
    if not allowed:
        raise NotFetched("robots.txt does not allow it")
    reason, pause = "", 0.0
    for attempt in range(TRIES):
        permissions.wait_for_turn(address, pause)
        try:
            with client.stream("GET", address, headers=dict(conditions)) as answer:
                if answer.status_code not in _PASSING:
                    return _taken(answer, address, clock, largest)
                reason = f"the server answers {answer.status_code}"
                pause = _retry_after(answer) or 2.0 ** (attempt + 1)
        except httpx.HTTPError as error:
            reason = f"{type(error).__name__}: {error}".rstrip(": ")
            pause = 2.0 ** (attempt + 1)
    raise NotFetched(f"{reason} ({TRIES} tries)")


def _taken(answer: httpx.Response, address: str, clock: Callable[[], float], largest: int) -> Fetched | str:
    status = answer.status_code
    if status == 304:
        return Fetched(address, None)
    if answer.is_redirect:
        target = web_address(urljoin(address, answer.headers["location"]))
        if target is None:
            raise NotFetched("redirects to what is no web address")
        return target
    if status != 200:
        raise NotFetched(f"the server answers {status}", gone=status in _GONE)
    length = answer.headers.get("content-length", "")
    if length.isdigit() and int(length) > largest:
        raise NotFetched(f"too large ({int(length) // 1_000_000} MB)")
    content, begun = bytearray(), clock()
    for chunk in answer.iter_bytes():
        content += chunk
        if len(content) > largest:
            raise NotFetched(f"too large (more than {largest // 1_000_000} MB)")
        if clock() - begun > SECONDS:
            raise NotFetched(f"too slow (more than {SECONDS:.0f} seconds)")
    media = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    return Fetched(address, bytes(content), media, answer.headers)


def _retry_after(answer: httpx.Response) -> float:
    """The seconds a server asks us to wait, as far as we are ready to."""
    asked = answer.headers.get("retry-after", "")
    return min(float(asked), _LONGEST_WAIT) if asked.isdigit() else 0.0
