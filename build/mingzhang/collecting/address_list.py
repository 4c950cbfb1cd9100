"""The list of what to collect: one address a line, or a CSV with the column `url`."""

from __future__ import annotations

import csv
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

from ..model import NotReadable
from ..reading.text import decode

_MOST = 100_000


class ListError(ValueError):
    """The list cannot be used; the message says why."""


def read_list(file: Path, problems: list[str]) -> list[str]:
    """Return the addresses of a list, each once; what is no address of the web goes to `problems`, with its line.

    Raises `ListError`.
    """
    try:
        lines = decode(file.read_bytes()).splitlines()
    except (OSError, NotReadable) as error:
        raise ListError(f"{file}: cannot be read ({error})") from None
    column = _column(lines)
    found: dict[str, None] = {}
    for number, line in enumerate(lines[:_MOST], start=1):
        if column is None:
            printed = line.partition(" #")[0].strip()
        else:
            cells = next(csv.reader([line]), [])
            printed = cells[column].strip() if number > 1 and column < len(cells) else ""
        if not printed or printed.startswith("#"):
            continue
        address = web_address(printed)
        if address is None:
            problems.append(
                f"{file.name} line {number}: {printed[:80]!r} is no http or https address; left out"
            )
        else:
            found[address] = None
    if not found:
        raise ListError(f"{file}: holds no address; write one http or https address a line")
    return list(found)


def _column(lines: list[str]) -> int | None:
    """The place of `url` in the head of a CSV; None for a plain list."""
    head = [cell.strip().lower() for cell in next(csv.reader(lines[:1]), [])]
    return head.index("url") if "url" in head else None


def web_address(printed: str) -> str | None:
    """Return an address without its fragment; None for what no web server has."""
    address = urldefrag(printed).url
    try:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.password:
            return None
        _ = parts.port
    except ValueError:
        return None
    return address
