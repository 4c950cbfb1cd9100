"""Scripts and style sheets as they are published: without comments and blanks, which a host that does not compress would
send to all."""

from __future__ import annotations

from pathlib import Path

from rcssmin import cssmin
from rjsmin import jsmin


def shorten_assets(folder: Path) -> None:
    """Rewrite the scripts and style sheets in a folder of the site; their sources stay readable in `content/`."""
    for asset in sorted(folder.iterdir()):
        shorten = {".js": jsmin, ".css": cssmin}.get(asset.suffix)
        if shorten:
            asset.write_text(f"{shorten(asset.read_text(encoding='utf-8'))}\n", encoding="utf-8")
