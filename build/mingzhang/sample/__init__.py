"""A generator of made-up disclosures: facts first, then any layout, then the damage extraction does.

`write_sample` writes a folder of them; `render` writes one. Departments, districts and the city are invented, and
every document says so.
"""

from .writing import render, write_sample

__all__ = ["render", "write_sample"]
