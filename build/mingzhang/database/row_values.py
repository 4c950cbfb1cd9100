"""What a row is: the table it belongs to and its values by column."""

from __future__ import annotations

from decimal import Decimal

from ..model import Place

Value = str | int | float | None
TableRow = tuple[str, dict[str, Value]]


def amount(value: Decimal | None) -> float | None:
    """A Decimal as the REAL it is published as."""
    return None if value is None else float(value)


def box_text(place: Place | None) -> str | None:
    """A box as it is published: its edges in points, parted by commas."""
    return ",".join(f"{edge:g}" for edge in place.box) if place and place.box else None


def place_columns(place: Place | None) -> dict[str, Value]:
    """Return the four columns that say where a record stands; what its carrier does not have stays NULL."""
    if place is None:
        return {}
    return {
        "source_line": place.line,
        "source_page": place.page,
        "source_box": box_text(place),
        "source_cell": place.cell,
    }
