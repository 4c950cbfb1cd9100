"""The data pages in a real browser: Chinese throughout, at home on a phone, light and dark, and open to everyone."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PAGES = {
    "home": "data/",
    "database": "data/disclosures",
    "table": "data/disclosures/expenditure_by_function",
    "filtered": "data/disclosures/findings?severity=error&_sort_desc=difference&_facet=rule_id",
    "view": "data/disclosures/statement_cells",
    "searched": "data/disclosures/search_documents?_search=经费",
    "row": "data/disclosures/rules/I01",
    "query": "data/disclosures/three-public",
    "shown": "data/disclosures/two-departments?_show_sql=1",
    "full-text": "data/disclosures/full-text?q=三公经费",
    "nothing": "data/disclosures/nothing-here",
    "closed": "data/disclosures?sql=select+1",
    "downloads": "files/",
    "versions": "files/versions.html",
}
_NAMES = re.compile(  # names of tables, columns, files and programs are data, not words of the page
    r"\b(SQL|SQLite|CSV|JSON|JSON Lines|Parquet|Excel|Datasette|Lines|BOM|UTF-8|Frictionless|DCAT-AP|schema\.org|GB/T|BibTeX|"
    r"disclosures|CC-BY-[\d.]+|null|array|object)\b"
)


@pytest.fixture(scope="session")
def served(portal_folder: Path) -> Iterator[str]:
    """Where `mingzhang serve` answers."""
    command = [
        str(Path(sys.executable).with_name("mingzhang")),
        "serve",
        "--port",
        "0",
        "--output",
        str(portal_folder),
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield process.stdout.readline().split()[1]
        process.kill()


@pytest.fixture(params=[(1280, "light"), (390, "dark")], ids=["desk", "phone"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    width, scheme = request.param
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, locale="zh-CN"
    )
    yield context.new_page()
    context.close()


def english(text: str) -> list[str]:
    """The lines of what a page shows that are English sentences or labels: two words or more, and no Chinese."""
    found = []
    for line in text.splitlines():
        words = re.findall(r"[A-Za-z][a-z]+", _NAMES.sub("", line))
        if len(words) >= 2 and not re.search(r"[\u4e00-\u9fff_@/{\\]", line):
            found.append(line)
    return found


@pytest.mark.parametrize("name", PAGES)
def test_a_page_speaks_chinese_and_fits_the_screen(page: Page, served: str, name: str) -> None:
    page.goto(served + PAGES[name])
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    page.evaluate(
        "document.querySelectorAll('pre, code, td, textarea, .CodeMirror').forEach((code) => code.remove())"
    )
    assert english(page.locator("body").inner_text()) == []
    assert not re.search(r"[a-z]{3,}", page.title().replace("disclosures", "")), page.title()
    page.evaluate("document.querySelectorAll('details').forEach((folded) => { folded.open = true })")
    width = page.viewport_size["width"] if page.viewport_size else 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_menu_of_a_column_is_chinese(browser: Browser, served: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{served}data/disclosures/expenditure_by_function?_nocol=repaired")
    page.locator('th[data-column="total"] svg').click()
    menu = page.locator(".dropdown-menu")
    menu.wait_for(state="visible")
    shown = [line for line in menu.inner_text().splitlines() if line]
    assert shown == [
        "从小到大",
        "从大到小",
        "按此字段分组计数",
        "不显示此字段",
        "显示全部字段",
        "本年支出合计（万元）",
    ]
    menu.get_by_text("从大到小").click()
    page.wait_for_url("**_sort_desc=total**")
    totals = [float(cell.get_attribute("value") or 0) for cell in page.locator("td.col-total data").all()]
    assert totals == sorted(totals, reverse=True) and len(totals) > 10
    page.close()


def test_the_menu_opens_by_the_keyboard(browser: Browser, served: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{served}data/disclosures/departments")
    icon = page.get_by_role("button", name="部门简称：排序与分组")
    icon.focus()
    page.keyboard.press("Enter")
    assert page.locator(".dropdown-menu").is_visible()
    page.close()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
@pytest.mark.parametrize("name", ["home", "table", "filtered", "query", "nothing", "downloads"])
def test_nobody_is_shut_out(
    browser: Browser, served: str, axe_script: str, name: str, scheme: str, width: int
) -> None:
    """axe-core finds nothing against WCAG 2.2 AA or good practice, landmarks and order of headings included."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(served + PAGES[name])
    page.evaluate(axe_script)
    found = page.evaluate(
        "axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
    )
    told = [(rule["id"], [node["html"][:120] for node in rule["nodes"][:3]]) for rule in found["violations"]]
    context.close()
    assert told == []


def test_two_departments_stand_side_by_side_without_a_script(
    browser: Browser, served: str, portal_folder: Path
) -> None:
    with closing(sqlite3.connect(portal_folder / "disclosures.db")) as conn:
        first, second = conn.execute(
            "SELECT a.short_name, b.short_name FROM disclosures x JOIN disclosures y ON x.fiscal_year = y.fiscal_year"
            " JOIN departments a ON a.id = x.department_id JOIN departments b ON b.id = y.department_id"
            " WHERE a.short_name < b.short_name ORDER BY 1, 2 LIMIT 1"
        ).fetchone()
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}compare/")
    page.locator("[name=a]:visible").fill(first)
    page.locator("[name=b]:visible").fill(second)
    page.get_by_role("button", name="并排").click()
    page.wait_for_url("**/two-departments?*")
    table = page.locator("table.rows-and-columns").inner_text()
    assert first in table and second in table
    context.close()
