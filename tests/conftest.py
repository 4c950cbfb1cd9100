"""What all tests share: where the real documents are (if they are), and one browser."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from places import SHARED
from tools import chromium

# A busy machine may take its time; what is expected must come all the same.
expect.set_options(timeout=20_000)

# Without these Chromium asks its maker's hosts for updates and the like at every start.
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-default-apps", "--no-default-browser-check",
)  # fmt: skip


# A shell starts what runs in its background deaf to Ctrl-C, and so would be every program that the tests interrupt.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write the golden files anew, to be reviewed"
    )


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all browser tests of a process: Playwright bears no second one beside it."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))
        yield opened
        opened.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of the real documents are skipped, by name, where those are not present."""
    if (SHARED / "disclosures").is_dir():
        return
    skip = pytest.mark.skip(reason="the real documents (../shared) are not here")
    for item in items:
        if item.get_closest_marker("real"):
            item.add_marker(skip)
