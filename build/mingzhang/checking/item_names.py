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
    meant = [dated for dated in known.dated if same_name(printed, dated.name)]
    if not meant or any(dated.status == "variant" or dated.holds_in(year) for dated in meant):
        yield Held()
        return
    name = known.name_in(year)
    if same_name(printed, name):  # of that year no name is known
        yield Held()
        return
    when = "的现行名称" if name == known.name else f"在{year}年度的名称"
    yield Remark(
        f"{place}所用科目名称“{printed}”，科目{code}{when}为“{name}”",
        line,
        expected=name,
        found=printed,
    )


def spelt_otherwise(place: str, line: int, code: str, printed: str) -> Iterator[Trial]:
    """A name that is none of the code's, though it was understood."""
    known = function_code(code)
    if known is None or not printed:
        return
    if any(same_name(printed, name) for name in known.names):
        yield Held()
        return
    yield Remark(
        f"{place}科目名称印作“{printed}”，科目{code}的名称为“{known.name}”",
        line,
        expected=known.name,
        found=printed,
    )
