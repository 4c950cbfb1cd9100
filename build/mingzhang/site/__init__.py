"""The static site: pages made of the database alone, framed by MkDocs-Material (see docs/site.md)."""

from .building import build_site

__all__ = ["build_site"]
