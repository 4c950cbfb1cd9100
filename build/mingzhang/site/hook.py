"""The MkDocs hook that puts our ready bodies into the pages Material frames.

`on_page_content` gives the page its contents list and a marker in place of content, `on_post_page` puts the body
where the marker stands. Markdown never sees a body, which makes this fifteen times faster than tables in Markdown
and keeps text from documents from being read as markup. Hand-written pages may hold `<!--mz:name-->`: the fragment
of that name takes its place.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from mkdocs.structure.toc import AnchorLink, TableOfContents

# Material adds a heading of its own where it sees none, so the marker looks like one.
MARKER = "<!--mz-body <h1-->"
_FRAGMENT = re.compile(r"<!--mz:([a-z0-9-]{1,40})-->")


def on_page_content(html: str, *, page: Any, config: Any, files: Any) -> str:
    if "body" not in page.meta:
        return html
    with _body_file(page, config).open(encoding="utf-8") as file:
        page.toc = _contents(json.loads(file.readline()), page.meta["title"])
    return MARKER


def on_post_page(output: str, *, page: Any, config: Any) -> str:
    if "body" in page.meta:
        body = _body_file(page, config).read_text(encoding="utf-8").split("\n", 1)[1]
        before, _, after = output.partition(MARKER)
        if page.meta["lang"] != "zh":
            before = before.replace('<html lang="zh"', f'<html lang="{page.meta["lang"]}"', 1)
        return before + body + after
    return _FRAGMENT.sub(lambda found: _fragment(found[1], config), output)


def _body_file(page: Any, config: Any) -> Path:
    return Path(config.extra["bodies"], page.file.src_uri).with_name("body.html")


def _fragment(name: str, config: Any) -> str:
    return Path(config.extra["fragments"], f"{name}.html").read_text(encoding="utf-8")


def _contents(headings: list[dict[str, Any]], title: str) -> TableOfContents:
    top = AnchorLink(title, "top", 1)
    parent = top
    for heading in headings:
        # The theme prints titles as they come: escape them here.
        text = heading["title"].replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        link = AnchorLink(text, heading["id"], heading["level"])
        if heading["level"] <= 2:
            top.children.append(link)
            parent = link
        else:
            parent.children.append(link)
    return TableOfContents([top])
