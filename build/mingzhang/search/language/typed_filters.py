"""Years, districts and departments named in the words of a query, which narrow what is found.

`2023年 硚口 三公` asks for 三公 within 2023 and 硚口区; 橘坞街道的环卫 for 环卫 in what 橘坞街道办事处 published.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set

from ..results import Filters
from .normal import normalise

Forms = Mapping[str, tuple[str, ...]]
"""By a way to write a name, normalised: the short names of the departments that are so called."""
NO_FORMS: Forms = {}
_YEAR = re.compile(r"(?<![0-9.])(20[0-9]{2})(?:年度|年|(?![0-9.]))")
_DISTRICT_ENDS = ("自治县", "开发区", "高新区", "新区", "区", "县", "市", "旗")
_OFFICE_ENDS = ("办事处", "人民政府")
_SHORTEST_NAME, _SHORTEST_REST = 3, 2
_OF = "的"


def forms_of(names: Iterable[str]) -> Forms:
    """The ways to write the names of departments: whole, and without the word for their office (橘坞街道).

    >>> forms_of(["橘坞街道办事处", "财政局"])
    {'橘坞街道办事处': ('橘坞街道办事处',), '橘坞街道': ('橘坞街道办事处',), '财政局': ('财政局',)}
    """
    out: dict[str, tuple[str, ...]] = {}
    for name in dict.fromkeys(names):
        plain = normalise(name)
        for form in dict.fromkeys((plain, *(plain.removesuffix(end) for end in _OFFICE_ENDS))):
            if len(form) >= _SHORTEST_NAME:
                out[form] = (*out.get(form, ()), name)
    return out


def take_filters(
    words: Sequence[str], years: Set[int], districts: Sequence[str], departments: Forms
) -> tuple[list[str], Filters]:
    """The words that are left, and the filters the others are. Departments narrow only where words are left."""
    found_years: list[int] = []
    found_districts: list[str] = []
    left: list[str] = []
    for word in words:
        named = [int(year) for year in _YEAR.findall(word)]
        if named and all(year in years for year in named):
            found_years += named
            word = _YEAR.sub("", word)
        district, word = _district_of(word, districts)
        if district:
            found_districts.append(district)
        if word:
            left.append(word)
    found_departments, rest = _departments_of(left, departments)
    filters = Filters(
        year=tuple(dict.fromkeys(found_years)),
        district=tuple(dict.fromkeys(found_districts)),
        department=tuple(dict.fromkeys(found_departments)) if rest else (),
    )
    return rest or left, filters


def _district_of(word: str, districts: Sequence[str]) -> tuple[str | None, str]:
    """The district a word names (硚口, 硚口区), or begins with in full (硚口区三公经费), and the rest of the word."""
    for district in districts:
        if word in (district, _bare(district)):
            return district, ""
    for district in districts:
        if word.startswith(district):
            return district, word.removeprefix(district).removeprefix(_OF)
    return None, word


def _bare(district: str) -> str:
    for suffix in _DISTRICT_ENDS:
        if district.endswith(suffix) and len(district) - len(suffix) >= 2:
            return district.removesuffix(suffix)
    return district


def _departments_of(words: Sequence[str], departments: Forms) -> tuple[list[str], list[str]]:
    """The departments that words are, or begin with, and what is left of the words."""
    found: list[str] = []
    left: list[str] = []
    for word in words:
        for end in range(len(word), _SHORTEST_NAME - 1, -1):
            rest = word[end:].removeprefix(_OF)
            if word[:end] in departments and (not rest or len(rest) >= _SHORTEST_REST):
                found += departments[word[:end]]
                left += [rest] if rest else []
                break
        else:
            left.append(word)
    return found, left
