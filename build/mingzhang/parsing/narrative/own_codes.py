"""Codes that the code list does not tell, told by the document's own statements: an item's name, under its 类 and 款."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from ...classification import find_function, function_code
from ...classification.names import loose_key
from ...model import ExecutionItem, Statement

_CODED = (2, 3, 5, 7, 8)


def with_own_codes(
    items: Sequence[ExecutionItem], statements: Iterable[Statement]
) -> tuple[ExecutionItem, ...]:
    """The items, those without a code under the one that the statements print for their name.

    A code is taken only where one fits: a 项 of that name under a 款 of the name told, or, where the 款 has no known
    name or is not told, the only 项 of that name under its 类.
    """
    if all(item.code for item in items):
        return tuple(items)
    printed: dict[str, str] = {}
    for statement in statements:
        if statement.number in _CODED:
            printed.update((row.code, row.item) for row in statement.rows if row.code and row.level)
    return tuple(item if item.code else replace(item, code=_own(item, printed)) for item in items)


def _own(item: ExecutionItem, printed: dict[str, str]) -> str | None:
    length, name = (7, item.item) if item.item else (5, item.section)
    if name is None:
        return None
    class_ = find_function(item.class_, level=1)
    under = [
        code
        for code, own in printed.items()
        if len(code) == length
        and _key(own) == _key(name)
        and (class_ is None or code.startswith(class_.code))
    ]
    if length == 5 or class_ is None or item.section is None:
        return under[0] if len(under) == 1 and class_ is not None else None
    told = [code for code in under if _key(item.section) in _group_keys(code[:5], printed)]
    if not told and not any(_group_keys(code[:5], printed) for code in under):
        told = under
    return told[0] if len(told) == 1 else None


def _group_keys(code: str, printed: dict[str, str]) -> set[str]:
    """The names of a 款: as the document prints it, and as the list has it."""
    known = function_code(code)
    names = {*((printed[code],) if code in printed else ()), *(known.names if known else ())}
    return {_key(name) for name in names}


@lru_cache(maxsize=4096)
def _key(name: str) -> str:
    return loose_key(name)
