"""Addresses of the assets of /data/, which say their content."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from datasette import __version__
from datasette.url_builder import Urls

ASSETS = Path(__file__).parent / "static"
"""Our style sheet and script for the pages of /data/."""


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
