"""Names of classification items: spelt otherwise, or out of use in the fiscal year."""

from __future__ import annotations

from collections.abc import Iterator

from ..classification import function_code, same_name
from .trials import Held, Remark, Trial


def out_of_use(place: str, line: int, code: str, printed: str, year: int) -> Iterator[Trial]:
    """A name of the code that was not its name in `year`."""
    known = function_code(code)
    if known is None or not printed:
        return
    former = next((other for other in known.former if same_name(printed, other.name)), None)
    if same_name(printed, known.name) or former is None or former.was_valid(year):
        yield Held()
        return
    yield Remark(
        f"{place}所用科目名称“{printed}”，科目{code}的现行名称为“{known.name}”",
        line,
        expected=known.name,
        found=printed,
    )


def spelt_otherwise(place: str, line: int, code: str, printed: str) -> Iterator[Trial]:
    """A name that is none of the code's, though it was understood."""
    known = function_code(code)
    if known is None or not printed or any(same_name(printed, name) for name in known.names):
        return
    yield Remark(
        f"{place}科目名称印作“{printed}”，科目{code}的名称为“{known.name}”",
        line,
        expected=known.name,
        found=printed,
    )
