"""The search page in English: it finds what documents write in Chinese, and says who that is in both."""

from __future__ import annotations

import json

from ..disclosure_facts import Rows
from ..html_page import Page
from ..parts.english_words import name_in_english, search_terms
from ..templating import render

URL = "en/search/"


def english_search_page() -> Page:
    """Make the page; `search.js` does the rest, in the language of the page."""
    about = "Search every sentence and table of the accounts."
    return Page(
        URL, "Search", render("english_search.html", URL), about, bare=True, lang="en", alternate="search/"
    )


def english_words_file(rows: Rows) -> tuple[str, bytes]:
    """Return (path in the site, bytes): the English names of departments by identifier, and English terms with what the
    documents write for them, the longest first.
    """
    bodies = {
        row["department_id"]: name_in_english(row["short_name"], row["district"], row["city"]) for row in rows
    }
    told = {"bodies": bodies, "terms": search_terms()}
    return f"{URL}words.json", json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
