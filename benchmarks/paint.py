"""How soon a phone on a slow network sees a page: `python benchmarks/paint.py --output portal`.

Drives Chromium with the throttling of Lighthouse's mobile preset (1.6 Mbit/s down, 750 kbit/s up, 150 ms to and fro,
a processor four times slower, an empty cache) and prints, for the heaviest page of each kind, the median of first and
largest paint, the layout shift, and what came over the wire. Target: first paint under a second.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from kinds_of_page import kinds_of_page, served

_NETWORK = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1.6 * 1024 * 1024 / 8,
    "uploadThroughput": 750 * 1024 / 8,
}
# The last entry of each kind counts; a page with none of a kind yields 0.
_TIMES = """() => new Promise(done => {
  const seen = {largest: 0, shift: 0};
  new PerformanceObserver(l => { for (const e of l.getEntries()) seen.largest = e.startTime })
    .observe({type: 'largest-contentful-paint', buffered: true});
  new PerformanceObserver(l => { for (const e of l.getEntries()) if (!e.hadRecentInput) seen.shift += e.value })
    .observe({type: 'layout-shift', buffered: true});
  setTimeout(() => {
    const first = performance.getEntriesByName('first-contentful-paint')[0];
    done({...seen, first: first ? first.startTime : 0});
  }, 500);
})"""


@dataclass(frozen=True)
class Visit:
    """What one visit measured; times in milliseconds."""

    first: float
    largest: float
    shift: float
    bytes: int
    requests: int


def visit(browser: Browser, url: str) -> Visit:
    """Open a page once with an empty cache on a slow phone."""
    context = browser.new_context(
        viewport={"width": 412, "height": 823}, device_scale_factor=1.75, is_mobile=True
    )
    try:
        page = context.new_page()
        devtools = context.new_cdp_session(page)
        sizes: list[int] = []
        devtools.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
        devtools.send("Network.enable")
        devtools.send("Network.emulateNetworkConditions", _NETWORK)
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        page.goto(url, wait_until="networkidle", timeout=120_000)
        times = page.evaluate(_TIMES)
        return Visit(times["first"], times["largest"], times["shift"], sum(sizes), len(sizes))
    finally:
        context.close()


def median(visits: list[Visit]) -> Visit:
    """The visit in the middle, figure by figure."""
    return Visit(
        first=statistics.median(v.first for v in visits),
        largest=statistics.median(v.largest for v in visits),
        shift=statistics.median(v.shift for v in visits),
        bytes=int(statistics.median(v.bytes for v in visits)),
        requests=int(statistics.median(v.requests for v in visits)),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, default=Path("portal"), help="a built portal")
    parser.add_argument("--times", type=int, default=3, help="visits of each page")
    parser.add_argument("--only", default="", help="kinds of page, with commas between")
    given = parser.parse_args()
    kinds = kinds_of_page(given.output / "site")
    chosen = [kind for kind in given.only.split(",") if kind] or list(kinds)
    print(f"{'':24}{'first paint':>12}{'largest':>10}{'shift':>8}{'bytes':>10}{'requests':>10}")
    with served(given.output) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        for kind in chosen:
            seen = median([visit(browser, address + kinds[kind]) for _ in range(given.times)])
            print(
                f"{kind:24}{seen.first:9.0f} ms{seen.largest:7.0f} ms{seen.shift:8.3f}{seen.bytes:10,}{seen.requests:10}"
            )
        browser.close()


if __name__ == "__main__":
    main()
