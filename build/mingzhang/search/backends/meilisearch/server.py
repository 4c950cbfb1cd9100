"""Talking to a Meilisearch server: requests that fail say why, tasks are waited for and their outcome is checked."""

from __future__ import annotations

import time
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

import httpx

from ..backend import BackendError, NoAnswer

_SLOWEST_LOOK = 1.0  # seconds between two looks at a task


class MeilisearchError(BackendError):
    """The server is not there, refuses, or failed at a task; the message says which and what to do."""


class Unreachable(MeilisearchError, NoAnswer):
    """No answer came from the server."""


class Server:
    """A server. `key` must be allowed what is asked; it is sent to `url` only and never shown."""

    def __init__(self, url: str, key: str = "", timeout: float = 60.0) -> None:
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        self.url = url.rstrip("/")
        self._client = httpx.Client(base_url=self.url, headers=headers, timeout=timeout, trust_env=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._client.close()

    def ask(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        content: bytes | None = None,
        parameters: Mapping[str, str | int] | None = None,
    ) -> Any:
        """The JSON answer of a request. `content` is sent as newline-delimited JSON."""
        try:
            response = self._client.request(
                method,
                path,
                json=body if content is None else None,
                content=content,
                params=dict(parameters or {}),
                headers={"Content-Type": "application/x-ndjson"} if content is not None else {},
            )
        except httpx.HTTPError as error:
            raise Unreachable(f"no answer from {self.url} ({type(error).__name__}): is it running?") from None
        if response.is_success:
            return response.json() if response.content else None
        raise MeilisearchError(f"{self.url}{path}: {self._reason(response)}")

    def find(self, path: str) -> Any:
        """The JSON answer, or None where there is no such thing."""
        try:
            return self.ask("GET", path)
        except MeilisearchError as error:
            if "_not_found" in str(error):
                return None
            raise

    @staticmethod
    def _reason(response: httpx.Response) -> str:
        try:
            answer = response.json()
            return f"{answer['message']} ({answer['code']})"
        except (ValueError, KeyError, TypeError):
            return f"status {response.status_code}"

    def do(self, method: str, path: str, body: object = None, *, content: bytes | None = None) -> int:
        """Ask for a task; its number. Nothing is waited for."""
        return int(self.ask(method, path, body, content=content)["taskUid"])

    def wait(self, task: int, seconds: float = 3600.0) -> None:
        """Wait until a task is done. Raises `MeilisearchError` where it failed, was cancelled or takes too long."""
        ends = time.monotonic() + seconds
        pause = 0.01
        while True:
            answer = self.ask("GET", f"/tasks/{task}")
            status = answer["status"]
            if status == "succeeded":
                return
            if status in ("failed", "canceled"):
                reason = (answer.get("error") or {}).get("message", status)
                raise MeilisearchError(f"{self.url}: task {task} ({answer['type']}) {status}: {reason}")
            if time.monotonic() > ends:
                raise MeilisearchError(f"{self.url}: task {task} is still {status} after {seconds:.0f} s")
            time.sleep(pause)
            pause = min(pause * 1.5, _SLOWEST_LOOK)
