"""HTTP as uvicorn speaks it, with a clear word for addresses that hold letters as they are.

`curl 'http://…/search.json?q=三公经费'` sends the characters unescaped; HTTP allows ASCII only in an address, and h11
refuses the request before any app sees it. Browsers and HTTP libraries escape them.
"""

from __future__ import annotations

from uvicorn.protocols.http.h11_impl import H11Protocol

REFUSED = (
    "Invalid HTTP request. An address may hold ASCII only; other characters must be percent-encoded, "
    "for example: curl --get --data-urlencode 'q=...' http://HOST/search.json\n"
)


class Protocol(H11Protocol):
    """h11, saying what is probably wrong with a request it cannot read."""

    def send_400_response(self, msg: str) -> None:
        super().send_400_response(REFUSED)
