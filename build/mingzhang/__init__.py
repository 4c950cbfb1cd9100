"""Mingzhang 明账: a portal of departmental final accounts (部门决算公开)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .opening import Tables

__version__ = "0.2.0"


def open(where: str | Path) -> Tables:  # noqa: A001
    """Open the tables of a portal as Arrow, by its address or its folder. See `opening.open_portal`."""
    from .opening import open_portal  # every command begins by importing this package

    return open_portal(where)
