"""Scripts, style sheets and pictures in a folder named by their content, so that a browser may keep them for good.

One folder for all of them, not one hash for each: scripts import each other by name, some in circles.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path

_REFERENCE = re.compile(
    r'((?:href|src)="(?:[^":]{0,200}/)?assets/)([^"/]{1,100}")'
)  # href="../assets/search.css"


def name_by_content(output: Path) -> None:
    """Move the site's `assets/NAME` to `assets/HASH/NAME` and have every page in `output` refer to it there.

    The favicon lies at the root as well, where pages of /data/ and browsers of their own accord look for it.
    """
    folder = output / "assets"
    files = sorted(file for file in folder.iterdir() if file.is_file())
    digest = hashlib.sha256()
    for file in files:
        digest.update(f"{file.name} {hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    hashed = folder / digest.hexdigest()[:12]
    hashed.mkdir()
    for file in files:
        file.rename(hashed / file.name)
    if (hashed / "favicon.svg").is_file():
        shutil.copy(hashed / "favicon.svg", output)
    for page in sorted(output.rglob("*.html")):
        text = page.read_text(encoding="utf-8")
        page.write_text(_REFERENCE.sub(rf"\g<1>{hashed.name}/\g<2>", text), encoding="utf-8")
