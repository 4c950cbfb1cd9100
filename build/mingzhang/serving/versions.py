"""Which version of the data is served: a new Datasette when a build has put another database in the old one's place.

What the old one has begun it ends: its connections are its own, and it is closed with its last answer.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from pathlib import Path

from anyio import to_thread
from starlette.types import ASGIApp, Receive, Scope, Send

from ..portal import Portal
from .errors import Replaced, ServeError
from .file_identity import Identity, identity_of
from .instance import PortalDatasette, create_datasette
from .kept_answers import KeptAnswers
from .soundness import check_output

log = logging.getLogger("mingzhang.serving")
_ATTEMPTS = 5


class Version:
    """One version of the data being served: its Datasette, and how many answers are under way."""

    def __init__(self, datasette: PortalDatasette) -> None:
        self.datasette = datasette
        self._app: ASGIApp = KeptAnswers(datasette.app())
        self._answering = 0
        self._retired = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._answering += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._answering -= 1
            self._close_when_done()

    def retire(self) -> None:
        """Begin nothing more; close when the last answer is out."""
        self._retired = True
        self._close_when_done()

    def _close_when_done(self) -> None:
        if self._retired and not self._answering:
            self.datasette.close()


class CurrentVersion:
    """The app of the newest sound version of a portal's data. Raises ServeError where there is none to begin with."""

    def __init__(self, database: Path, portal: Portal) -> None:
        self._database, self._portal = database, portal
        self._seen, self._version = self._open()
        self._renewing = asyncio.Lock()
        self.refused = ""
        """Why the newest build is not served; empty where it is."""

    @property
    def seconds(self) -> float:
        """How long a query may take."""
        return float(self._version.datasette.sql_time_limit_ms / 1000)

    @property
    def name(self) -> str:
        """The version of the data that is served."""
        return self._version.datasette.version

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if identity_of(self._database) not in (self._seen, None) and not self._renewing.locked():
            async with self._renewing:
                await self._renew()
        await self._version(scope, receive, send)

    async def _renew(self) -> None:
        """Open what lies there now. Others are served the old version until it is ready."""
        found = identity_of(self._database)
        try:
            self._seen, fresh = await to_thread.run_sync(self._open)
        except (ServeError, sqlite3.Error) as error:
            self._seen, self.refused = found, str(error)
            log.error("the new build is not served: %s", error)
        else:
            old, self._version, self.refused = self._version, fresh, ""
            old.retire()

    def _open(self) -> tuple[Identity | None, Version]:
        for attempt in range(_ATTEMPTS):
            found = identity_of(self._database)
            check_output(self._database.parent)
            try:
                return found, Version(create_datasette(self._database, self._portal))
            except Replaced:
                if attempt == _ATTEMPTS - 1:
                    raise
        raise AssertionError

    def close(self) -> None:
        """End what is under way: the server stops."""
        self._version.datasette.close()
