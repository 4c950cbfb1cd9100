"""The page that other sites show in a frame: one chart or key figure, by a small script, with the way back to its page."""

from __future__ import annotations

from ..html_page import Page
from ..templating import render

URL = "embed/"


def embedding_page() -> Page:
    """Make the page; what it shows stands in its address (`embed/?page=d/x/&figure=chart-3`)."""
    return Page(URL, "嵌入", render("embed.html", URL), "一张图或一个数字，供别的网站嵌入。", bare=True)
