"""What a reader of one department-year downloads: the page with its scripts and styles, compressed."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from mingzhang.pipeline.stages import build_portal
from mingzhang.portal import Portal, starter_root
from mingzhang.progress import Reporter
from site_crawl import read_site

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[1]
REAL = sorted((ROOT.parent / "shared" / "disclosures").glob("*.txt"))
SAMPLE = sorted((ROOT / "disclosures").glob("sample-00[12]-*.txt"))
LIMIT = 120 * 1024


def _weights(inputs: list[Path], folder: Path) -> dict[str, int]:
    """department-year → compressed bytes of its page and of every script, style and picture the page names."""
    build_portal(inputs, folder / "portal", Portal(root=starter_root()), Reporter())
    site = folder / "portal" / "site"
    pages = read_site(site)
    found = {}
    for file in sorted(site.glob("d/*/index.html")):
        loads = pages[f"{file.parent.relative_to(site).as_posix()}/"].loads
        parts = [file, *((file.parent / load).resolve() for load in loads)]
        found[file.parent.name] = sum(len(gzip.compress(part.read_bytes(), 5)) for part in parts)
    return found


def test_a_page_of_the_sample_is_light(tmp_path: Path) -> None:
    weights = _weights(SAMPLE, tmp_path)
    assert len(weights) == len(SAMPLE) == 6
    assert {name: size for name, size in weights.items() if size > LIMIT} == {}


@pytest.mark.real
@pytest.mark.skipif(not REAL, reason="the real documents (../shared) are not here")
def test_a_page_of_a_real_document_is_light(tmp_path: Path) -> None:
    weights = _weights(REAL, tmp_path)
    assert len(weights) == len(REAL)
    assert {name: size for name, size in weights.items() if size > LIMIT} == {}
