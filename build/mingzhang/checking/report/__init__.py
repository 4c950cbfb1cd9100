"""Reports on files that were proofread: for a terminal, for programs, for code hosts, for mail.

`FORMATS` names each with the function that writes it; a new one is a module here and a line in `FORMATS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from .code_hosts import render_github
from .json_report import render_json
from .page import render_html
from .reviewed import Review
from .sarif import render_sarif
from .terminal import render_concise, render_text

FORMATS: Mapping[str, Callable[[Review], str]] = {
    "text": render_text,
    "concise": render_concise,
    "json": render_json,
    "sarif": render_sarif,
    "github": render_github,
    "html": render_html,
}

__all__ = ["FORMATS", "Review"]
