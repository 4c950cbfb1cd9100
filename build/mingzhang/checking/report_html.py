"""The report as one HTML file that can be mailed: no script, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jinja2 import Environment, PackageLoader, StrictUndefined

from .. import __version__
from ..model import Finding
from .account import left_out, unread, what_was_read
from .proofed import Proofed, by_place, quoted
from .report_text import CAUSES, LEVELS, summary
from .rules import RULES


def render(
    proofed: Sequence[Proofed], kept: Mapping[str, Sequence[Finding]], accepted: Mapping[str, int]
) -> str:
    """The whole page."""
    loader = PackageLoader("mingzhang.checking", "templates")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    template = environment.get_template("report.html.j2")
    files = [
        {
            "path": str(one.path),
            "title": one.title,
            "error": one.error,
            "summary": "" if one.error else summary(one, kept[str(one.path)], accepted.get(str(one.path), 0)),
            "read": [] if one.disclosure is None else what_was_read(one.disclosure),
            "left_out": [] if one.disclosure is None else left_out(one.disclosure),
            "unread": [] if one.disclosure is None else unread(one.disclosure),
            "places": [
                (place, [(finding, quoted(one, finding)) for finding in group])
                for place, group in by_place(one, kept[str(one.path)])
            ],
        }
        for one in proofed
    ]
    used = sorted({finding.rule_id for group in kept.values() for finding in group})
    return template.render(
        files=files,
        rules=RULES,
        used=[RULES[rule_id] for rule_id in used],
        levels=LEVELS,
        causes=CAUSES,
        version=__version__,
    )
