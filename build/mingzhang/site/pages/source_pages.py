"""The page of a disclosure's source: its printed pages with marks, its sheets and tables, or its numbered lines."""

from __future__ import annotations

from ...portal import Portal
from ..disclosure_facts import Facts
from ..html_page import Page
from ..parts import page_citations, printed_rows, printed_source
from ..parts.printed_pages import correction_notes, lay_out_source
from ..templating import render
from .department_year import page_title, whole_title


def source_page(facts: Facts, portal: Portal) -> Page:
    """Make the page with everything that was read of a disclosure, line by line, each where it is printed."""
    url = f"d/{facts.id}/source/"
    title = f"{page_title(facts)}：原文"
    body = render(
        "source.html",
        url,
        facts=facts,
        title=title,
        rows=printed_rows,
        printed=printed_source,
        sheets=lay_out_source(facts),
        notes=correction_notes(facts),
        citation=page_citations.cited(portal, title, url, facts),
    )
    about = f"{whole_title(facts)}的原文，逐行编号。"
    return Page(url, f"{whole_title(facts)}：原文", body, about, bare=True, beside=True)
