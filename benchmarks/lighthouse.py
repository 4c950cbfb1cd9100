"""Lighthouse's marks for each kind of page: `python benchmarks/lighthouse.py --output portal`.

Installs Lighthouse with npm into a cache folder once, serves the portal, and prints performance, accessibility, best
practices and search-engine marks of the heaviest page of each kind, as a phone gets it, with whatever falls short.
Target: 95 or better everywhere. Ends with 1 where a mark is lower. Marks for speed need an otherwise idle machine.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from kinds_of_page import kinds_of_page, served

_VERSION = "12.8.2"
_CACHE = Path(__file__).resolve().parents[1] / ".venv" / f"lighthouse-{_VERSION}"
_CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
_TARGET = 95


def installed() -> Path:
    """The path of Lighthouse, installed if it is not there yet."""
    program = _CACHE / "node_modules" / ".bin" / "lighthouse"
    if not program.exists():
        npm = shutil.which("npm") or sys.exit("npm is not installed")
        _CACHE.mkdir(parents=True, exist_ok=True)
        command = [npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(_CACHE)]
        subprocess.run([*command, f"lighthouse@{_VERSION}"], check=True)
    return program


def report(program: Path, url: str) -> dict[str, Any]:
    """Lighthouse's report on a page, in its mobile preset."""
    environment = {**os.environ, "CHROME_PATH": shutil.which("chromium") or ""}
    command = [
        str(program), url, "--quiet", "--output=json", "--output-path=stdout",
        "--chrome-flags=--headless=new --no-sandbox", f"--only-categories={','.join(_CATEGORIES)}",
    ]  # fmt: skip
    done = subprocess.run(command, env=environment, check=True, capture_output=True, timeout=300)
    return dict(json.loads(done.stdout))


def marks(found: dict[str, Any]) -> dict[str, int]:
    """category → mark out of a hundred."""
    return {name: round((found["categories"][name]["score"] or 0) * 100) for name in _CATEGORIES}


def shortfalls(found: dict[str, Any]) -> list[str]:
    """What costs marks: every audit that counts and does not pass, with its figure."""
    told = []
    for name in _CATEGORIES:
        for entry in found["categories"][name]["auditRefs"]:
            audit = found["audits"][entry["id"]]
            if entry["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                told.append(f"{entry['id']} {audit.get('displayValue') or audit['score']}")
    return told


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, default=Path("portal"), help="a built portal")
    parser.add_argument("--only", default="", help="kinds of page, with commas between")
    given = parser.parse_args()
    program = installed()
    kinds = kinds_of_page(given.output / "site")
    chosen = [kind for kind in given.only.split(",") if kind] or list(kinds)
    lowest = 100
    print(f"{'':24}" + "".join(f"{name:>16}" for name in _CATEGORIES))
    with served(given.output) as address:
        for kind in chosen:
            found = report(program, address + kinds[kind])
            row = marks(found)
            lowest = min(lowest, *row.values())
            print(
                f"{kind:24}" + "".join(f"{mark:16}" for mark in row.values()),
                "; ".join(shortfalls(found)),
                flush=True,
            )
    sys.exit(0 if lowest >= _TARGET else 1)


if __name__ == "__main__":
    main()
