"""A generator of made-up disclosures: facts first, then any layout, then the damage extraction does.

`write_sample` writes a folder of them; `render` writes one. Departments, districts and the city are invented, and
every document says so.
"""

from .cases import Case, case, cases, random_facts
from .expectation import expected
from .layouts import DAMAGES, ELSEWHERE, LAYOUTS, Layout, random_layout
from .planting import FAULTS, Planted, plant
from .writing import render, write_sample

__all__ = [
    "DAMAGES",
    "ELSEWHERE",
    "FAULTS",
    "LAYOUTS",
    "Case",
    "Layout",
    "Planted",
    "case",
    "cases",
    "expected",
    "plant",
    "random_facts",
    "random_layout",
    "render",
    "write_sample",
]
