"""Values as HTML text without detours: a page prints ten thousand of them, and nearly none needs escaping.

What is escaped, and how, is MarkupSafe's doing. `markupsafe.escape` makes a `Markup` of each value, which takes five
times as long as seeing that there is nothing to escape.
"""

from __future__ import annotations

import re
from sqlite3 import Row
from typing import Any

import jinja2
from markupsafe import Markup, escape

_SPECIAL = re.compile("[&<>\"']")
_SAFE = frozenset((Markup, int, float))
"""Kinds of values that print nothing to escape."""


def escaped(value: Any) -> str:
    """Return `value` as HTML text: what `markupsafe.escape` gives, as a plain string."""
    kind = type(value)
    if kind is str and not _SPECIAL.search(value):
        return value  # type: ignore[no-any-return]
    return str(value) if kind in _SAFE else str(escape(value))


class RowEnvironment(jinja2.Environment):
    """An environment whose templates look for a column where a row of the database is asked for an attribute."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return a row's column or an attribute, without the detours that Jinja2 takes to either."""
        try:
            return obj[attribute] if type(obj) is Row else getattr(obj, attribute)
        except (AttributeError, IndexError):
            return super().getattr(obj, attribute)
