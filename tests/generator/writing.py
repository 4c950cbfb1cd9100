"""A folder of made-up disclosures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

from .document import draft
from .history import history
from .layouts import LAYOUTS, Damages, Layout
from .lines import to_lines
from .names import departments as made_up
from .planting import with_fault
from .records import Facts

LAST_YEAR = 2024
_CRLF, _BOM, _GB = "crlf", "bom", "gb18030"
_ENCODERS: dict[str, Callable[[str], bytes]] = {
    "": lambda text: text.encode(),
    _CRLF: lambda text: text.replace("\n", "\r\n").encode(),
    _BOM: lambda text: text.encode("utf-8-sig"),
    _GB: lambda text: text.encode("gb18030"),
}
_ENCODINGS = ("", _CRLF, "", _BOM, "", _GB, "")
_DAMAGES: tuple[tuple[str, ...], ...] = (
    (),
    ("split_numbers", "table_breaks"),
    (),
    ("cut_codes", "cut_names"),
    ("page_numbers", "sentence_breaks"),
    (),
    ("lost_column", "debris"),
)
PLANTED: dict[int, tuple[str, ...]] = {
    2: ("stale_share", "project_count"),
    4: ("item_budget",),
    5: ("wrong_base", "unit_yuan"),
    8: ("printed_twice",),
    10: ("summary_class_amount", "stale_year"),
}
"""Which faults stand in which of twelve consecutive documents, so that proofreading has something to show."""


def render(
    facts: Facts, layout: Layout, damages: Damages = frozenset(), seed: int = 0, faults: tuple[str, ...] = ()
) -> str:
    """The text of these facts in this layout with this damage; the same arguments give the same text.

    `faults` (names of `planting.FAULTS`) are put in where the document has a place for them.
    """
    rng = Random(f"{seed}/{facts.department.name}/{facts.year}")
    elements = draft(facts, layout, damages).elements
    for fault in faults:
        elements = with_fault(elements, facts, fault, seed) or elements
    return "\n".join(to_lines(elements, layout, damages, rng)) + "\n"


def write_sample(folder: Path, seed: int, departments: int = 4, years: int = 3) -> list[Path]:
    """Write the disclosures of `departments` made-up departments over `years` years and return their paths.

    The same arguments write the same bytes. Layouts, damage, encodings and a few
    planted faults (`PLANTED`) go by turns. Files of other names in
    `folder` are left alone.
    """
    folder.mkdir(parents=True, exist_ok=True)
    rng = Random(f"{seed}/departments")
    written = []
    first = LAST_YEAR - years + 1
    for i, department in enumerate(made_up(departments, rng)):
        for facts in history(department, first, years, str(seed)):
            turn = i * years + facts.year - first
            path = folder / f"sample-{i + 1:03d}-{facts.year}.txt"
            layout = LAYOUTS[turn % len(LAYOUTS)]
            damages = frozenset(_DAMAGES[turn % len(_DAMAGES)])
            text = render(facts, layout, damages, seed, PLANTED.get(turn % 12, ()))
            path.write_bytes(_ENCODERS[_ENCODINGS[turn % len(_ENCODINGS)]](text))
            written.append(path)
    return written
