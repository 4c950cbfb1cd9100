"""Take the pictures of the README: build the made-up sample, serve it, and photograph three pages in Chromium.

`make pictures`. The pictures are WebP, made by Chromium itself, so that nothing else need be installed.
"""

from __future__ import annotations

import base64
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from mingzhang.pipeline.stages import build_portal
from mingzhang.portal import load_portal
from mingzhang.progress import Reporter

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT / "tests"))
from tools import chromium  # noqa: E402

FOLDER = ROOT / "docs" / "pictures"
SIZE = {"width": 1180, "height": 760}
AS_WEBP = """async ([png, quality]) => {
    const image = new Image();
    image.src = "data:image/png;base64," + png;
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
    canvas.getContext("2d").drawImage(image, 0, 0);
    return canvas.toDataURL("image/webp", quality).split(",")[1];
}"""


def department_year(page: Page, url: str, most_errors: str) -> None:
    page.goto(f"{url}d/yunzhou-qinglan-caizheng-ju-2023/")


def finding(page: Page, url: str, most_errors: str) -> None:
    page.goto(f"{url}d/{most_errors}/")
    page.evaluate("document.querySelector('#proofreading').scrollIntoView()")


def search(page: Page, url: str, most_errors: str) -> None:
    page.goto(f"{url}search/?q=三公经费")
    expect(page.locator("main mark").first).to_be_visible()


PICTURES: dict[str, Callable[[Page, str, str], None]] = {
    "department-year": department_year,
    "finding": finding,
    "search": search,
}


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="mingzhang-pictures-") as name:
        output = Path(name) / "portal"
        build_portal([ROOT / "disclosures"], output, load_portal(ROOT), Reporter())
        command = [
            sys.executable,
            "-u",
            "-m",
            "mingzhang.cli",
            "serve",
            "--output",
            str(output),
            "--port",
            "0",
        ]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as server:
            try:
                assert server.stdout is not None
                port = server.stdout.readline().split("127.0.0.1:")[1].split("/")[0]
                photograph(f"http://127.0.0.1:{port}/", with_most_errors(output / "disclosures.db"))
            finally:
                server.terminate()


def with_most_errors(database: Path) -> str:
    """Return the disclosure with the most findings of severity error."""
    with closing(sqlite3.connect(database)) as conn:
        (found,) = conn.execute(
            "select disclosure_id from findings where severity = 'error' group by 1 order by count(*) desc, 1 limit 1"
        ).fetchone()
    return str(found)


def photograph(url: str, most_errors: str) -> None:
    """Write every picture of the portal at `url`."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        for name, show in PICTURES.items():
            page = browser.new_page(viewport=SIZE, locale="zh-CN", reduced_motion="reduce")
            show(page, url, most_errors)
            page.wait_for_load_state("networkidle")
            png = base64.b64encode(page.screenshot()).decode()
            webp = page.evaluate(AS_WEBP, [png, 0.82])
            file = FOLDER / f"{name}.webp"
            file.write_bytes(base64.b64decode(webp))
            print(f"{file.relative_to(ROOT)}: {file.stat().st_size / 1024:.0f} KB")
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
