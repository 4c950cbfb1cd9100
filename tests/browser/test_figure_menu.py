"""The menu of a figure: by click, by keyboard, by a long press; its report arrives filled in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page
from visiting import Visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
NewVisit = Callable[..., Visit]
ROW = "#t3-r1"


@pytest.fixture
def page(new_visit: NewVisit, portal_folder: Path) -> Page:
    folder = sorted((portal_folder / "site").glob("d/*/index.html"))[0].parent
    visit = new_visit()
    visit.page.goto(f"{visit.address}d/{folder.name}/{ROW}")
    return visit.page


def items(page: Page) -> list[str]:
    return page.get_by_role("menuitem").all_inner_texts()


def test_a_click_on_a_figure_opens_its_menu(page: Page) -> None:
    cell = page.locator(f"{ROW} > td").first
    figure = cell.inner_text().removesuffix("¶").strip()
    cell.click(position={"x": 3, "y": 3})
    assert figure in page.locator("#mz-menu-title").inner_text()
    line = page.locator(f"{ROW} .mz-line").inner_text()
    assert {
        "复制数字",
        "复制链接",
        "引用（GB/T 7714）",
        "引用（BibTeX）",
        f"原文第 {line} 行",
        "报告错误",
    } <= set(items(page))
    report = unquote(page.get_by_role("menuitem", name="报告错误").get_attribute("href") or "")
    assert report.startswith("mailto:jiucuo@example.cn?subject=纠错：")
    for told in (figure, f"原文第{line}行", ROW, "数据版本：", page.locator(".mz-who").first.inner_text()):
        assert told in report
    page.keyboard.press("Escape")
    assert items(page) == []


def test_the_keyboard_reaches_the_menu_and_comes_back(page: Page) -> None:
    page.locator(f"{ROW} .mz-line").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    first, second, *_ = items(page)
    assert page.evaluate("document.activeElement.textContent") == first
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent") == second
    page.keyboard.press("End")
    assert page.evaluate("document.activeElement.textContent") == "报告错误"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className") == "mz-more"


def test_a_key_figure_has_a_menu_too(page: Page) -> None:
    page.locator(".mz-card-value[data-metric]").first.click(button="right")
    assert "复制数字" in items(page)


def test_an_open_menu_is_accessible(page: Page, axe_script: str) -> None:
    page.locator(f"{ROW} > td").first.click(position={"x": 3, "y": 3})
    page.evaluate(axe_script)
    found = page.evaluate("axe.run('.mz-menu').then(({violations}) => violations.map(({id}) => id))")
    assert found == []
