"""Styles and scripts of the version before: a page opened before an exchange of portals asks for them after it.

Their addresses say their content, so they can never be wrong. They are kept in memory (some 0.2 MB a version), for the
old portal is gone from the disk once it is replaced.
"""

from __future__ import annotations

from collections import OrderedDict
from mimetypes import guess_type
from pathlib import Path

from anyio import to_thread
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from .file_identity import Identity, identity_of
from .static_files import is_hashed

VERSIONS = 3
"""Versions of which assets are kept, the present one among them."""
MOST_BYTES = 8 * 1024 * 1024
"""Assets of a version that are kept; what is beyond is found on the disk while its version stands there."""

Assets = dict[str, bytes]


def with_former_assets(pages: ASGIApp, site: Path) -> ASGIApp:
    """Leave every address to `pages`, but for assets of former versions that no longer lie in `site`."""
    kept: OrderedDict[Identity, Assets] = OrderedDict()

    def remember() -> None:
        found = identity_of(site / "index.html")
        if found is not None and found not in kept:
            kept[found] = _assets(site)
            while len(kept) > VERSIONS:
                kept.popitem(last=False)

    remember()

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if identity_of(site / "index.html") not in kept:
            await to_thread.run_sync(remember)
        inner = scope["path"].removeprefix(scope["root_path"]).lstrip("/")
        if is_hashed(inner) and not (site / inner).is_file():
            body = next((assets[inner] for assets in reversed(kept.values()) if inner in assets), None)
            if body is not None:
                kind = guess_type(inner)[0] or "application/octet-stream"
                await Response(body, media_type=kind)(scope, receive, send)
                return
        await pages(scope, receive, send)

    return app


def _assets(site: Path) -> Assets:
    """The assets of the version that lies in `site`, by address."""
    assets: Assets = {}
    room = MOST_BYTES
    for file in sorted((site / "assets").glob("*/**/*")):
        address = file.relative_to(site).as_posix()
        try:
            if file.is_file() and is_hashed(address) and file.stat().st_size <= room:
                assets[address] = file.read_bytes()
                room -= len(assets[address])
        except OSError:  # the portal is being exchanged at this moment
            continue
    return assets
