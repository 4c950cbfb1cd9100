"""A reader walks the site: on a desk and a phone, with a keyboard, on paper, without scripts."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect
from visiting import Visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

# What is folded away is not looked at: open the first of each kind, for all of them would take a minute. For the
# same reason only the first rows of each table are looked at: the others are made by the same loop.
_OPEN_ONE_OF_EACH = """() => {
  const seen = new Set();
  for (const d of document.querySelectorAll('details')) {
    const kind = d.className + ' in ' + d.parentElement.className;
    if (!seen.has(kind)) { seen.add(kind); d.open = true; }
  }
}"""

NewVisit = Callable[..., Visit]


def year_with(portal_folder: Path, words: str) -> str:
    """The address of a department-year page that holds some words of HTML."""
    site = portal_folder / "site"
    for file in sorted(site.glob("d/*/index.html")):
        if words in file.read_text(encoding="utf-8"):
            return file.parent.relative_to(site).as_posix() + "/"
    raise AssertionError(f"no page holds {words}")


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, False), (390, True)])
def test_axe_finds_no_violation_on_any_kind_of_page(
    new_visit: NewVisit, kinds: dict[str, str], axe_script: str, width: int, dark: bool
) -> None:
    visit = new_visit(width=width, dark=dark)
    found = {}
    # Dark differs in colours only: the kinds that have all of them are enough.
    chosen = ("home", "year", "topic", "quality", "search", "city", "English year") if dark else tuple(kinds)
    for kind in chosen:
        page = visit.open(kinds[kind])
        page.evaluate(_OPEN_ONE_OF_EACH)
        page.add_style_tag(
            content="* { content-visibility: visible !important; }"
        )  # what is far below counts as well
        page.evaluate(axe_script)
        violations = page.evaluate(
            "axe.run({exclude: [['tbody tr:nth-child(n+9)'], ['.mz-source > div:nth-child(n+2)'], ['.mz-source div div:nth-child(n+20)']]}, {resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
            ".then(r => r.violations.map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(' | ')))"
        )
        if violations:
            found[kind] = violations
    assert found == {}


def test_no_request_leaves_the_host_and_no_script_fails(new_visit: NewVisit, kinds: dict[str, str]) -> None:
    visit = new_visit()
    for path in kinds.values():
        visit.open(path)
    visit.page.wait_for_load_state("networkidle")
    assert visit.elsewhere == []
    assert visit.errors == []


@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_scrolls_sideways(new_visit: NewVisit, kinds: dict[str, str], width: int) -> None:
    visit = new_visit(width=width)
    wide = {}
    for kind, path in kinds.items():
        page = visit.open(path)
        reach = page.evaluate("document.documentElement.scrollWidth")
        if reach > width:
            wide[kind] = reach
    assert wide == {}


@pytest.mark.parametrize("width", [390, 1280])
def test_a_link_far_down_a_page_lands_on_its_target(
    new_visit: NewVisit, kinds: dict[str, str], portal_folder: Path, width: int
) -> None:
    """What lies above is laid out only when one comes by, and must not push the target away."""
    text = (portal_folder / "site" / kinds["year"] / "index.html").read_text(encoding="utf-8")
    ids = re.findall(r'id="((?:t[0-9]-r|p-|s-|f-|term-|form-)[0-9]+[-i0-9]*)"', text)
    visit = new_visit(width=width)
    astray = {}
    for anchor in ids[len(ids) // 16 :: len(ids) // 8]:
        page = visit.open(f"{kinds['year']}#{anchor}")
        page.wait_for_timeout(600)
        top, below = page.evaluate(
            "id => [document.getElementById(id).getBoundingClientRect().top,"
            " document.documentElement.scrollHeight - scrollY - innerHeight]",
            anchor,
        )
        if not (-5 <= top <= 130 or (below <= 2 and 0 < top < 900)):
            astray[anchor] = top
        page.goto("about:blank")
    assert astray == {}


def test_from_home_to_a_figure_to_its_line_and_back(new_visit: NewVisit) -> None:
    visit = new_visit()
    page = visit.open("")
    page.locator(".mz-newest a").first.click()
    page.wait_for_url("**/d/**")
    title = page.locator("h1").inner_text()
    row = page.locator(".mz-statement tbody tr").first
    line = row.locator("a.mz-line")
    number = line.inner_text()
    line.click()
    page.wait_for_url("**/source/#L*")
    marked = page.locator(f"#L{number}")
    assert marked.evaluate("e => e === document.querySelector(':target')")
    page.get_by_role("link", name="回到决算页").click()
    assert page.locator("h1").inner_text() == title


def test_a_tree_folds_and_a_link_into_it_opens_it(new_visit: NewVisit, portal_folder: Path) -> None:
    visit = new_visit()
    page = visit.open(year_with(portal_folder, "mz-table mz-tree"))
    table = page.locator("table.mz-tree").first
    rows = table.locator("tbody tr:visible").count()
    button = table.locator("button.mz-fold").first
    assert button.get_attribute("aria-expanded") == "true"
    button.click()
    assert button.get_attribute("aria-expanded") == "false"
    folded = table.locator("tbody tr:visible").count()
    assert folded < rows
    hidden = table.locator("tbody tr[hidden]").first.get_attribute("id")
    page.evaluate("id => { location.hash = id }", hidden)
    page.locator(f"#{hidden}").wait_for(state="visible")
    assert table.locator("tbody tr:visible").count() == rows


def test_a_finding_leads_to_what_it_speaks_of(new_visit: NewVisit, portal_folder: Path) -> None:
    visit = new_visit()
    page = visit.open(year_with(portal_folder, 'class="mz-mark mz-is-error"'))
    mark = page.locator("a.mz-mark.mz-is-error").first
    target = (mark.get_attribute("href") or "").removeprefix("#")
    mark.click()
    finding = page.locator(f"#{target}")
    assert finding.is_visible()
    assert finding.evaluate("e => e === document.querySelector(':target')")


def test_a_topic_sorts_with_the_unstated_last(new_visit: NewVisit) -> None:
    visit = new_visit()
    page = visit.open("topics/three-public/")
    for _ in range(2):
        page.locator("button.mz-sort").nth(2).click()
        cells = page.locator("#mz-topic-rows tr td:nth-child(3)").all_inner_texts()
        stated = [float(cell.replace(",", "")) for cell in cells if cell]
        falling = page.locator("th[aria-sort=descending]").count() == 1
        assert stated == sorted(stated, reverse=falling)
        assert cells[: len(stated)] == [cell for cell in cells if cell]
    page.locator("input.mz-filter").fill("2023")
    years = page.locator("#mz-topic-rows tr:visible td:nth-child(2)").all_inner_texts()
    assert set(years) == {"2023"}


def test_two_department_years_stand_side_by_side(new_visit: NewVisit) -> None:
    visit = new_visit()
    page = visit.open("compare/")
    page.locator("#mz-compare-table tbody tr").first.wait_for()
    rows = page.locator("#mz-compare-table tbody tr:not(.mz-group-head)").all()
    stated = [row.locator("td").all_inner_texts() for row in rows]
    figures = [
        [float(text.replace(",", "").replace("−", "-")) for text in cells] for cells in stated if all(cells)
    ]
    assert len(figures) > 5
    assert all(abs(a - b - difference) < 0.011 for a, b, difference in figures)
    assert all(cells[2] == "" for cells in stated if not (cells[0] and cells[1]))
    assert "?a=" in page.url


def test_a_comparison_is_divided_by_what_both_have_or_says_what_is_missing(
    new_visit: NewVisit, portal_folder: Path
) -> None:
    visit = new_visit(width=390)
    page = visit.open("en/compare/")
    page.locator("#mz-compare-table tbody td").first.wait_for()
    page.locator("#mz-per").select_option("实有")
    expect(page.locator("#mz-compare-note")).to_contain_text("does not state how many persons it has")
    page.locator("#mz-per").select_option("车辆")
    expect(page.locator("#mz-compare-note")).to_contain_text("Divided by its vehicles: A")
    expect(page).to_have_url(re.compile("&per="))
    total = page.locator("#mz-compare-table tbody tr:not(.mz-group-head) td").first
    whole = json.loads(
        (portal_folder / "site" / "d" / page.locator("#mz-a").input_value() / "figures.json").read_text()
    )
    printed = float(total.inner_text().split()[0].replace(",", ""))
    assert abs(printed - whole["figures"]["grand_total"] / whole["per"]["车辆"]) < 0.006
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_term_is_defined_on_the_spot_with_the_keyboard(new_visit: NewVisit, portal_folder: Path) -> None:
    visit = new_visit()
    page = visit.open(year_with(portal_folder, 'class="mz-term"'))
    link = page.locator("a.mz-term").first
    link.focus()
    box = page.locator("#mz-pop")
    assert box.get_attribute("role") == "tooltip"
    assert link.get_attribute("aria-describedby") == "mz-pop"
    page.keyboard.press("Escape")
    assert box.count() == 0


def test_without_scripts_everything_is_there(new_visit: NewVisit, portal_folder: Path) -> None:
    visit = new_visit(scripts=False)
    page = visit.open(year_with(portal_folder, "mz-table mz-tree"))
    assert page.locator(".mz-tree tbody tr").count() == page.locator(".mz-tree tbody tr:visible").count() > 3
    assert page.locator("svg.mz-chart:visible").count() >= 3
    page.locator(".mz-header-search input").fill("经费")
    page.locator(".mz-header-search button").click()
    page.wait_for_url("**/search/?q=*")


def test_the_first_tab_stop_skips_to_the_content(new_visit: NewVisit, kinds: dict[str, str]) -> None:
    visit = new_visit()
    page = visit.open(kinds["year"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className").split()[0] == "md-skip"


def test_on_paper_the_frame_is_gone_and_tables_are_whole(new_visit: NewVisit, kinds: dict[str, str]) -> None:
    visit = new_visit(dark=True)  # the screen is dark, paper is not
    page = visit.open(kinds["year"])
    page.emulate_media(media="print")
    assert page.locator(".mz-header").is_hidden()
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(26, 31, 38)"
    assert page.evaluate(
        "[...document.querySelectorAll('.mz-scroll')].every(e => getComputedStyle(e).overflowX === 'visible')"
    )


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_dark_is_dark(new_visit: NewVisit, kinds: dict[str, str], scripts: bool) -> None:
    visit = new_visit(dark=True, scripts=scripts)
    page = visit.open(kinds["year"])
    red, green, blue = page.evaluate(
        "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).map(Number)"
    )
    assert max(red, green, blue) < 64


def test_the_reader_s_choice_of_light_stays(new_visit: NewVisit, kinds: dict[str, str]) -> None:
    visit = new_visit(dark=True)
    visit.open("").locator("#mz-scheme").click()
    page = visit.open(kinds["year"])
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_a_sentence_leads_to_its_cell_and_the_cell_back(new_visit: NewVisit, portal_folder: Path) -> None:
    visit = new_visit()
    page = visit.open(year_with(portal_folder, 'class="mz-figure" href="#t'))
    link = page.locator('a.mz-figure[href^="#t"]').first
    paragraph = link.evaluate("e => e.closest('p').id")
    row = (link.get_attribute("href") or "").removeprefix("#")
    link.click()
    assert page.locator(f"#{row}").evaluate("e => e === document.querySelector(':target')")
    page.locator(f'#{row} a.mz-back[href="#{paragraph}"]').first.click()
    assert page.locator(f"#{paragraph}").evaluate("e => e === document.querySelector(':target')")


def test_the_keyboard_alone_folds_a_tree_sorts_a_table_and_filters_it(
    new_visit: NewVisit, portal_folder: Path
) -> None:
    visit = new_visit()
    page = visit.open(year_with(portal_folder, "mz-table mz-tree"))
    page.locator("button.mz-fold").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("button.mz-fold").first.get_attribute("aria-expanded") == "false"
    visit.open("topics/three-public/")
    page.locator("input.mz-filter").focus()
    page.keyboard.type("2024")
    page.keyboard.press("Tab")  # the year
    page.keyboard.press("Tab")  # the table, which scrolls
    page.keyboard.press("Tab")  # its first header
    page.keyboard.press("Space")
    assert page.locator("th[aria-sort=descending]").count() == 1
    assert set(page.locator("#mz-topic-rows tr:visible td:nth-child(2)").all_inner_texts()) == {"2024"}


def test_a_phone_reaches_every_part_without_a_script(new_visit: NewVisit, kinds: dict[str, str]) -> None:
    visit = new_visit(width=390, scripts=False)
    page = visit.open(kinds["year"])
    assert page.locator(".mz-tabs a").count() == 11
    assert page.locator(".mz-contents a").count() >= 8
    page.locator(".mz-contents a", has_text="九张决算表").click()
    assert page.evaluate("Math.abs(document.querySelector('#statements').getBoundingClientRect().top) < 120")


def test_headers_and_first_columns_stay_in_sight(new_visit: NewVisit, portal_folder: Path) -> None:
    visit = new_visit(width=390)
    page = visit.open(year_with(portal_folder, "mz-table mz-tree"))
    box = page.locator("#t3 .mz-scroll")
    box.scroll_into_view_if_needed()
    moved = box.evaluate(
        "e => { e.scrollLeft = 120; e.scrollTop = 60; const at = c => c.getBoundingClientRect(), b = at(e);"
        " return [at(e.querySelector('thead th')).left - b.left, at(e.querySelector('thead th')).top - b.top,"
        " at(e.querySelector('tbody tr:nth-child(4) th')).left - b.left, e.scrollLeft] }"
    )
    *kept, scrolled = map(round, moved)
    assert kept == [0, 2, 0]
    assert scrolled > 60  # it comes to rest at a whole column


def test_a_printed_page_is_as_wide_as_the_paper(new_visit: NewVisit, kinds: dict[str, str]) -> None:
    visit = new_visit(width=688)  # A4 less its margins
    page = visit.open(kinds["year"])
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= 688


def test_the_other_language_is_a_click_away(new_visit: NewVisit, kinds: dict[str, str]) -> None:
    visit = new_visit()
    page = visit.open(kinds["year"])
    page.get_by_role("link", name="English", exact=True).click()
    page.wait_for_url("**/en/d/**")
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.locator("section.mz-statement").count() == 9
    page.get_by_role("link", name="中文", exact=True).click()
    assert page.url.endswith(kinds["year"])
