"""The kinds of page of a built portal, one address of each, and the portal served as readers get it: compressed."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

# The heaviest of a kind stands for it.
_PATTERNS = {
    "home": "",
    "department-year": "d/*",
    "source text": "d/*/source",
    "English department-year": "en/d/*",
    "English home": "en",
    "department": "departments/*",
    "district": "districts/*",
    "city": "cities/*",
    "year": "years/*",
    "kind": "kinds/*",
    "code": "codes/*",
    "topic": "topics/*",
    "quality": "quality",
    "comparison": "compare",
    "search": "search",
    "method": "method",
    "dictionary": "dictionary",
}


def kinds_of_page(site: Path) -> dict[str, str]:
    """kind → address of its heaviest page, relative to the site's root."""
    found = {}
    for kind, pattern in _PATTERNS.items():
        pages = [site / "index.html"] if not pattern else sorted(site.glob(f"{pattern}/index.html*"))
        if pages:
            heaviest = max(pages, key=lambda page: page.stat().st_size)
            found[kind] = f"{heaviest.parent.relative_to(site).as_posix()}/".removeprefix("./")
    return found


@contextmanager
def served(output: Path) -> Iterator[str]:
    """The address at which `mingzhang serve` answers while the block lasts."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = Path(sys.executable).with_name("mingzhang")
    command = [str(program), "serve", "--output", str(output), "--port", str(port)]
    address = f"http://127.0.0.1:{port}/"
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            _await(address, server)
            yield address
        finally:
            server.terminate()


def _await(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if server.poll() is not None:
            raise RuntimeError("mingzhang serve ended before it answered")
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("mingzhang serve does not answer")
