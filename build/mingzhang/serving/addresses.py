"""Addresses of the portal: its prefix, the hosts that are its own, and assets whose address says their content."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from datasette import __version__
from datasette.url_builder import Urls

from ..portal import Portal

ASSETS = Path(__file__).parent / "static"
"""Our style sheet and script for the pages of /data/."""
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


def prefix_of(portal: Portal) -> str:
    """The path under which the portal stands, with a slash at both ends; taken from `base_url`."""
    path = urlsplit(portal.base_url).path.strip("/")
    return f"/{path}/" if path else "/"


def may_be_named(host: str, portal: Portal) -> bool:
    """Whether links may name the host of a request: that of `base_url`, or this machine's own."""
    return host == urlsplit(portal.base_url).netloc or urlsplit(f"//{host}").hostname in _LOOPBACK


@cache
def asset_folder() -> str:
    """The folder below /data/ of all its assets, ours and Datasette's: another one whenever one of them is another."""
    digest = hashlib.sha256(__version__.encode())
    for file in sorted(ASSETS.iterdir()):
        digest.update(file.read_bytes())
    return f"assets/{digest.hexdigest()[:12]}/"


def asset_behind(inner: str) -> str:
    """The path at which Datasette has an asset; any other path below /data/ as it is."""
    name = inner.removeprefix(asset_folder())
    if name == inner:
        return inner
    return f"assets/{name}" if (ASSETS / name).is_file() else f"-/static/{name}"


class Addresses(Urls):  # type: ignore[misc]
    """Datasette's addresses, its assets in our folder."""

    def static(self, path: str) -> Any:
        return self.path(f"{asset_folder()}{path}")
