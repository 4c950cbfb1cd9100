"""`/healthz`: for whoever watches the server. 200 where the newest build is served whole, else 503 and why."""

from __future__ import annotations

from pathlib import Path

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from .soundness import DATABASE_FILE
from .versions import CurrentVersion


def health_app(output: Path, current: CurrentVersion) -> ASGIApp:
    """The app that says how the portal in `output` is: `{"status": "ok", "version": "2024-09-20-1a2b3c4d"}`."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        trouble = current.refused
        for part in (DATABASE_FILE, "site/index.html"):
            if not (output / part).is_file():
                trouble = f"{part} is missing"
        told = {"status": "failing" if trouble else "ok", "version": current.name}
        if trouble:
            told["reason"] = trouble.replace(f"{output}/", "")
        response = JSONResponse(told, 503 if trouble else 200, {"Cache-Control": "no-store"})
        await response(scope, receive, send)

    return app
