"""Which portals a portal of portals is made of: `partitions.json` of its front, as the build writes it and the server reads it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from ..portal import Portal
from ..publishing import PARTITIONS
from .errors import ServeError

FRONT = "front"
"""The folder of the front, beside the portals."""


@dataclass(frozen=True, slots=True)
class Partition:
    """One of the portals: the name of its folder and address, and what people call it (a province or city)."""

    slug: str
    name: str


def write_partitions(front: Path, partitions: list[Partition]) -> None:
    """Say in the front's folder which portals there are."""
    (front / PARTITIONS).write_bytes(msgspec.json.format(msgspec.json.encode(partitions)))


def partitions_of(output: Path) -> list[Partition] | None:
    """Return the portals under one front in `output`; None where it holds a single portal, or none.

    Raises `ServeError` where the list is damaged.
    """
    file = output / FRONT / PARTITIONS
    try:
        return msgspec.json.decode(file.read_bytes(), type=list[Partition])
    except FileNotFoundError:
        return None
    except (OSError, msgspec.DecodeError) as error:
        raise ServeError(
            f"{file}: cannot be read ({error}); build the portal again: mingzhang build"
        ) from None


def portal_of(portal: Portal, partition: Partition) -> Portal:
    """Return the settings of one of the portals: its own title and address, below those of the whole.

    A search server is the front's: it answers over all portals, each of them by its own database.
    """
    return replace(
        portal,
        title=f"{portal.title} · {partition.name}",
        base_url=f"{portal.base_url.rstrip('/')}/{partition.slug}/",
        partition="none",
        search=replace(portal.search, backend="sqlite"),
    )
