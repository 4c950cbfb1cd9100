"""The report as one HTML file that can be mailed: no script, nothing from elsewhere; filters are plain CSS."""

from __future__ import annotations

from ... import __version__
from ..registry import RULES
from ..what_was_read import left_out, unread, what_was_read
from .reviewed import CAUSES, LEVELS, Review, by_place, quoted, where_printed
from .terminal import summary


def render_html(review: Review) -> str:
    """Return the findings as one HTML page that needs no other file."""
    from jinja2 import Environment, PackageLoader, StrictUndefined  # heavy, and most checks write no page

    loader = PackageLoader("mingzhang.checking.report", "templates")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    template = environment.get_template("report.html.j2")
    findings = [finding for one in review.files for finding in one.findings]
    files = [
        {
            "path": str(one.path),
            "title": one.title,
            "error": one.error,
            "summary": "" if one.error else summary(one),
            "read": [] if one.disclosure is None else what_was_read(one.disclosure),
            "left_out": [] if one.disclosure is None else left_out(one.disclosure),
            "unread": [] if one.disclosure is None else unread(one.disclosure),
            "places": [
                (place, [(f, quoted(one, f), where_printed(one, f)) for f in group])
                for place, group in by_place(one)
            ],
        }
        for one in review.files
    ]
    families = sorted({finding.family for finding in findings})
    pages = sorted({f.spot.page for f in findings if f.spot and f.spot.page})
    used = sorted({finding.rule_id for finding in findings})
    return template.render(
        files=files,
        rules=RULES,
        used=[RULES[rule_id] for rule_id in used],
        levels=LEVELS,
        causes=CAUSES,
        families=families,
        pages=pages,
        version=__version__,
    )
