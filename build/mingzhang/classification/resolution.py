"""Codes by name: the key of an item is its code, or its name together with the names above it."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache, lru_cache

from .codes import Code, economic_table, function_table
from .names import loose_key, name_key

MIN_CUT = 4
"""Characters a name cut short must still have to be told by its beginning."""

Index = dict[str, tuple[Code, ...]]


def _index(table: dict[str, Code], loose: bool) -> Index:
    found: dict[str, list[Code]] = {}
    for code in table.values():
        for name in dict.fromkeys((loose_key if loose else name_key)(name) for name in code.names):
            found.setdefault(name, []).append(code)
    return {name: tuple(codes) for name, codes in found.items()}


@cache
def _function_index(loose: bool) -> Index:
    return _index(function_table(), loose)


@cache
def _economic_index(loose: bool) -> Index:
    return _index(economic_table(), loose)


def _fits(code: Code, parent: str | None, level: int | None) -> bool:
    return (parent is None or code.code.startswith(parent)) and (level is None or code.level == level)


def _exact(name: str, index: Index, loose: Index, parent: str | None, level: int | None) -> list[Code]:
    for keys, key in ((index, name_key(name)), (loose, loose_key(name))):
        found = [code for code in keys.get(key, ()) if _fits(code, parent, level)]
        if found:
            return found
    return []


@cache
def _sorted_names(economic: bool) -> list[str]:
    return sorted(_economic_index(False) if economic else _function_index(False))


def _begun(name: str, economic: bool, parent: str | None, level: int | None) -> list[Code]:
    """Codes whose name begins with `name` (a name cut short)."""
    key = name_key(name)
    if len(key) < MIN_CUT:
        return []
    names = _sorted_names(economic)
    index = _economic_index(False) if economic else _function_index(False)
    found: dict[str, Code] = {}
    for full in names[bisect_right(names, key) :]:
        if not full.startswith(key):
            break
        found.update((code.code, code) for code in index[full] if _fits(code, parent, level))
    return list(found.values())


def candidates(
    name: str,
    parent: str | None = None,
    level: int | None = None,
    *,
    cut: bool = False,
    economic: bool = False,
) -> list[Code]:
    """Codes that `name` may mean; `parent` is the beginning of their digits. `cut` allows a name cut short."""
    index = _economic_index(False) if economic else _function_index(False)
    loose = _economic_index(True) if economic else _function_index(True)
    found = _exact(name, index, loose, parent, level)
    return found or (_begun(name, economic, parent, level) if cut else [])


def _only(found: list[Code]) -> Code | None:
    return found[0] if len(found) == 1 else None


@lru_cache(maxsize=4096)
def find_function(
    name: str, parent: str | None = None, level: int | None = None, *, cut: bool = False
) -> Code | None:
    """The one functional code of that name (below the code `parent`, of that `level`), or None.

    一般行政管理事务 has a code under every 款, so without its parent it is None. `cut=True` also tells a name cut
    short by its beginning, where only one fits.
    """
    return _only(candidates(name, parent, level, cut=cut))


def find_economic(name: str, parent: str | None = None, *, cut: bool = False) -> Code | None:
    """The one economic code of that name (below the code `parent`), or None."""
    return _only(candidates(name, parent, cut=cut, economic=True))


@lru_cache(maxsize=4096)
def resolve_function(class_name: str | None, section_name: str | None, item_name: str | None) -> Code | None:
    """The code of (类, 款, 项) as prose names them; the deepest name given decides, those above narrow it down.

    Where a 类 and a 款 carry names that do not belong together the 款 is taken alone; None where nothing is unique.
    """
    class_code = find_function(class_name, level=1) if class_name else None
    if section_name is None and item_name is None:
        return class_code
    above = class_code.code if class_code else None
    section = None
    if section_name:
        section = find_function(section_name, above, 2) or find_function(section_name, level=2)
        if section is None and item_name is None:
            return None
    if item_name is None:
        return section
    if section is not None:
        return find_function(item_name, section.code, 3)
    if section_name:
        return None
    return find_function(item_name, above, 3)
