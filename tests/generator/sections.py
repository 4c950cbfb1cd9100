"""The sections of 第三部分 in a layout's city: their titles in order, and who writes each."""

from __future__ import annotations

from collections.abc import Callable

from .cells import ORDINALS
from .cities import CENTRE, EAST, NORTH, WEST
from .elements import Prose
from .layouts import City, Layout
from .narrative import HOME
from .records import Facts

Writer = Callable[[Prose, Facts], None]
CITIES: dict[City, tuple[tuple[str, str, Writer | None], ...]] = {
    "home": tuple((key, title, None) for key, title, _ in HOME),
    "centre": CENTRE,
    "east": EAST,
    "north": NORTH,
    "west": WEST,
}
_AT_HOME: dict[str, Writer] = {key: writer for key, _, writer in HOME}


def section_titles(layout: Layout) -> tuple[str, ...]:
    """The titles without their ordinals."""
    return tuple(title for _, title, _ in CITIES[layout.city])


def write_narrative(p: Prose, facts: Facts) -> None:
    """All sections of the layout's city, in order."""
    for i, (key, title, writer) in enumerate(CITIES[p.layout.city]):
        year = f"{facts.year}年度" if p.layout.dated_headings else ""
        p.add("heading", f"{ORDINALS[i]}、{year}{title}")
        (writer or _AT_HOME[key])(p, facts)


def tells_items(layout: Layout) -> bool:
    """Whether the city's prose tells 项 by 项 (or 类 by 类) what was planned and spent."""
    return layout.city not in ("north", "west")


def tells_structure(layout: Layout) -> bool:
    """Whether the city's prose tells the classes with their shares of the general budget."""
    return layout.city != "east"


def tells_projects(layout: Layout) -> bool:
    """Whether the city's prose sums up each project's self-evaluation."""
    return layout.city in ("home", "north")
