"""One page for a deputy: the ten questions people ask of an account, with figures, findings and lines, made to be printed."""

from __future__ import annotations

from ...portal import Portal
from ..disclosure_facts import Facts
from ..html_page import Page
from ..parts.page_citations import cited, version_of_page
from ..parts.ten_questions import ten_questions
from ..templating import named, render


def letter_page(facts: Facts, portal: Portal) -> Page:
    """Make the letter of a disclosure."""
    url = f"d/{facts.id}/letter/"
    title = f"{named(facts.department)} {facts.year} 年度部门决算：十问"
    address = f"{portal.base_url.rstrip('/')}/d/{facts.id}/"
    body = render(
        "letter.html", url, facts=facts, title=title, questions=ten_questions(facts), address=address,
        version=version_of_page(facts), citation=cited(portal, title, url, facts),
    )  # fmt: skip
    whole = f"{facts.department['name']} {facts.year} 年度部门决算：十问"
    return Page(url, whole, body, f"{whole}。一页，带原文行号，供审议时使用。", bare=True, beside=True)
