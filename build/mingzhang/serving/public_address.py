"""Where the portal stands as its readers see it: its prefix, and the hosts that are its own."""

from __future__ import annotations

from urllib.parse import urlsplit

from ..portal import Portal

_LOOPBACK = ("localhost", "127.0.0.1", "::1")


def prefix_of(portal: Portal) -> str:
    """The path under which the portal stands, with a slash at both ends; taken from `base_url`."""
    path = urlsplit(portal.base_url).path.strip("/")
    return f"/{path}/" if path else "/"


def may_be_named(host: str, portal: Portal) -> bool:
    """Whether links may name the host of a request: that of `base_url`, or this machine's own."""
    return host == urlsplit(portal.base_url).netloc or urlsplit(f"//{host}").hostname in _LOOPBACK
