"""Addresses that no longer are: 301 to where they lead, else 410 with the page that says why."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path

from starlette.responses import HTMLResponse, RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from .file_identity import Identity, identity_of

_NAME = re.compile(r"index\.(html|md)\Z")
FILE = Path("history") / "retired.json"


def with_retired(site: ASGIApp, output: Path, prefix: str) -> ASGIApp:
    """Answer for retired addresses of the portal in `output`, and leave all others to `site`."""

    @lru_cache(maxsize=1)
    def retired(_: Identity | None) -> dict[str, dict[str, str]]:
        try:
            found = json.loads((output / FILE).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        inner = _NAME.sub("", str(scope["path"]).removeprefix(prefix)).rstrip("/") + "/"
        known = retired(identity_of(output / FILE)).get(inner)
        if known is None:
            await site(scope, receive, send)
        elif to := known.get("to"):
            await RedirectResponse(f"{prefix}{to}", 301)(scope, receive, send)
        else:
            page = output / "site" / inner / "index.html"
            body = page.read_bytes() if page.is_file() else b""
            await HTMLResponse(body, 410)(scope, receive, send)

    return app
