"""Scripts as they are published: without comments and blanks, which a host that does not compress would send to all."""

from __future__ import annotations

from pathlib import Path

from rjsmin import jsmin


def shorten_scripts(folder: Path) -> None:
    """Rewrite the scripts in a folder of the site; their sources stay readable in `content/`."""
    for script in sorted(folder.glob("*.js")):
        script.write_text(f"{jsmin(script.read_text(encoding='utf-8'))}\n", encoding="utf-8")
