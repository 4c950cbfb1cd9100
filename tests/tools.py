"""Programs that tests drive but Python does not bring: Chromium, and packages of npm.

Where one is missing its tests are skipped with the reason; on CI a missing program is a failure, so that no test is
left out there unnoticed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import NoReturn

import pytest


def missing(what: str) -> NoReturn:
    if os.environ.get("CI"):
        pytest.fail(what)
    pytest.skip(what)


def chromium() -> str:
    """The path of Chromium (Debian: `apt-get install chromium fonts-noto-cjk`)."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    return found or missing("Chromium is not installed")


def soffice() -> str:
    """The path of LibreOffice (Debian: `apt-get install libreoffice-writer-nogui`)."""
    return shutil.which("soffice") or missing("LibreOffice is not installed")


def weasyprint() -> str:
    """The path of WeasyPrint's command (`pip install weasyprint` in any environment on the path, beside Pango)."""
    return shutil.which("weasyprint") or missing("WeasyPrint is not installed")


def npm_file(package: str, member: str) -> bytes:
    """One file of an npm package, such as `package/axe.min.js` of `axe-core@4.11.0`."""
    npm = shutil.which("npm") or missing(f"npm is not installed: {package} cannot be fetched")
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([npm, "pack", "--silent", package], cwd=folder, check=True, capture_output=True)
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as archive:
            file = archive.extractfile(member)
            assert file is not None
            return file.read()


def keep(path: Path, data: bytes, mode: int = 0o644) -> Path:
    """Write `data` to `path` at once, so that two test processes never see half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(f".{os.getpid()}")
    part.write_bytes(data)
    part.chmod(mode)
    part.replace(path)
    return path
