"""The scripts that stand within our own pages, for a policy that lets no other run.

They are read from the templates and the frame, before any text of a document: a script that text brought into a page
has no hash among these.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterable
from pathlib import Path

from jinja2 import Environment, PackageLoader

from .translation import translate

_SCRIPT = re.compile(r"<script(?: type=\"?(?:module|text/javascript)\"?)?>(.*?)</script>", re.DOTALL)
_OF_DATASETTE = ("base.html", "table.html", "_close_open_menus.html", "_codemirror_foot.html")


def hashes(texts: Iterable[str]) -> set[str]:
    """The sources of a Content-Security-Policy for the scripts within some HTML: `'sha256-…'`."""
    scripts = {script for text in texts for script in _SCRIPT.findall(text)}
    return {f"'sha256-{b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in scripts}


def site_scripts(output: Path) -> set[str]:
    """The hashes of the scripts in the heads of a site's pages; every other page stands in the frame of the first."""
    pages = [
        file for file in (output / "site" / "index.html", output / "data" / "index.html") if file.is_file()
    ]
    return hashes(page.read_text("utf-8", "replace").partition("</head>")[0] for page in pages)


def datasette_scripts() -> set[str]:
    """The hashes of the scripts in Datasette's templates, as we have them load."""
    environment = Environment(autoescape=True)
    loader = PackageLoader("datasette")
    sources = ((name, loader.get_source(environment, name)[0]) for name in _OF_DATASETTE)
    return hashes(translate(source, name) for name, source in sources)
