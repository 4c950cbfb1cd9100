"""The functional (功能分类) and economic (经济分类) codes: data as CSV, look-up by code, resolution by name.

The lists hold what real documents show and the best known rest of the national classification, each row with its source;
they are not complete. A code that is not in them may still be right: the callers report it, they do not refuse it.
"""

from .codes import (
    Code,
    DatedName,
    code_changes,
    economic_code,
    economic_codes,
    function_code,
    function_codes,
    inner_codes,
    level_of,
    name_of,
    parent_of,
)
from .names import name_key, same_name
from .resolution import find_economic, find_function, resolve_function

__all__ = [
    "Code",
    "DatedName",
    "code_changes",
    "economic_code",
    "economic_codes",
    "find_economic",
    "find_function",
    "function_code",
    "function_codes",
    "inner_codes",
    "level_of",
    "name_key",
    "name_of",
    "parent_of",
    "resolve_function",
    "same_name",
]
