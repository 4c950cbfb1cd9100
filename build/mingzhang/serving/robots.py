"""Robots: what they may read, of the server and of the static copy."""

from __future__ import annotations

from ..portal import Portal
from .public_address import prefix_of


def robots(portal: Portal) -> str:
    """Robots may read every page once; not every filter, sort and export of the tables."""
    prefix = prefix_of(portal)
    closed = [
        f"{prefix}{path}"
        for path in ("data/*?", "data/*.json", "data/*.csv", "search.json", "search.atom", "answer.json")
    ]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), "Crawl-delay: 5", ""]
    return "\n".join([*lines, f"Sitemap: {portal.base_url.rstrip('/')}/sitemap.xml", ""])
