"""Values as HTML text without detours: a page prints ten thousand of them, and nearly none needs escaping.

What is escaped, and how, is MarkupSafe's doing. `markupsafe.escape` makes a `Markup` of each value, which takes five
times as long as seeing that there is nothing to escape; so templates ask `escaped`, as Python does.
"""

from __future__ import annotations

import re
from sqlite3 import Row
from typing import Any

import jinja2
from jinja2.compiler import CodeGenerator, Frame
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


class _Generator(CodeGenerator):
    """Writes the Python of templates with `escaped` for `markupsafe.escape`."""

    def _output_child_pre(
        self, node: jinja2.nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("environment.escaped(")
        else:
            super()._output_child_pre(node, frame, finalize)


class RowEnvironment(jinja2.Environment):
    """An environment whose templates look for a column where a row of the database is asked for an attribute."""

    code_generator_class = _Generator
    escaped = staticmethod(escaped)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return a row's column or an attribute, without the detours that Jinja2 takes to either."""
        try:
            return obj[attribute] if type(obj) is Row else getattr(obj, attribute)
        except (AttributeError, IndexError):
            return super().getattr(obj, attribute)
