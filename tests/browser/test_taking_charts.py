"""A chart can be taken away as SVG, PNG and CSV with its citation, and shown in a frame of another page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from visiting import Visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_a_chart_is_taken_away_with_its_citation(
    new_visit: Callable[..., Visit], portal_folder: Path, tmp_path: Path
) -> None:
    folder = sorted((portal_folder / "site").glob("d/*/index.html"))[0].parent.name
    visit = new_visit()
    page = visit.open(f"d/{folder}/")
    figure = page.locator("#chart-5")
    figure.locator("summary").click()
    taken = {}
    for name in ("SVG", "PNG", "CSV"):
        with page.expect_download() as download:
            figure.get_by_role("button", name=name).click()
        download.value.save_as(tmp_path / name)
        taken[name] = (tmp_path / name).read_bytes()
    assert taken["PNG"].startswith(b"\x89PNG")
    assert len(taken["PNG"]) > 5_000
    for name in ("SVG", "CSV"):
        assert f"d/{folder}/#chart-5" in taken[name].decode().replace("\n", "")
    assert b"class=" not in taken["SVG"]
    first, second, *_ = taken["CSV"].decode("utf-8-sig").splitlines()
    assert first.startswith('"项目","金额（万元）"')
    assert figure.locator("tbody th").first.inner_text() in second
    figure.get_by_role("button", name="嵌入").click()
    code = figure.locator("textarea").input_value()
    address = code.split('src="')[1].split('"')[0]
    page.goto(address)
    shown = page.locator("#mz-embed")
    assert shown.locator("#chart-5 svg").count() == 1
    assert (shown.locator(".mz-note a").last.get_attribute("href") or "").endswith(f"d/{folder}/#chart-5")
    assert visit.errors == []


@pytest.mark.parametrize(
    "asked", ["page=https://example.org/&figure=x", "page=d/none/&figure=chart-1", "page=&figure=top"]
)
def test_nothing_else_can_be_shown_in_the_frame(new_visit: Callable[..., Visit], asked: str) -> None:
    visit = new_visit()
    page = visit.open(f"embed/?{asked}")
    page.locator("#mz-embed", has_text="没有这张图或这个数字").wait_for()
    assert visit.elsewhere == []
