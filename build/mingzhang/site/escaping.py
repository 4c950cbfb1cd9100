"""Jinja2's printing and looking up without detours: a page prints ten thousand values.

Jinja2 wraps each printed value as `Markup` only to join it to a string at once. Here escaping gives the plain string.
What is escaped, and how, is MarkupSafe's doing as before.
"""

from __future__ import annotations

from sqlite3 import Row
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup

try:
    from markupsafe._speedups import _escape_inner
except ImportError:  # no wheel with C for this platform
    from markupsafe._native import _escape_inner


def escaped(value: Any) -> str:
    """`value` as HTML text: what `markupsafe.escape` gives, as a plain string."""
    kind = type(value)
    if kind is str:
        return _escape_inner(value)
    if kind is Markup:
        return value  # type: ignore[no-any-return]
    if kind is int:
        return str(value)
    if hasattr(value, "__html__"):
        return str(value.__html__())
    return _escape_inner(str(value))


class _Generator(CodeGenerator):
    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.escaped(")


class EscapingEnvironment(jinja2.Environment):
    """An environment whose templates print through `escaped`, and look for columns where a row is asked."""

    code_generator_class = _Generator
    escaped = staticmethod(escaped)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Of a row of the database its column, without an error raised first as for an object's attribute."""
        return self.getitem(obj, attribute) if type(obj) is Row else super().getattr(obj, attribute)
