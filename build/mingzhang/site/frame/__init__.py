"""The frame around a page: MkDocs-Material frames one stand-in per kind, every real page is filled in from there."""
