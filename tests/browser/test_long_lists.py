"""Lists too long to read through: shortened until asked, filtered by part, whole columns on a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect
from visiting import Visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
NewVisit = Callable[..., Visit]
_SHOWN = 60
_CUT = """box => [...box.querySelectorAll('tbody tr')].slice(0, 5).flatMap(row => [...row.cells].slice(1)).map(cell => {
  const range = document.createRange();
  range.selectNodeContents(cell);
  return [range.getBoundingClientRect(), box.getBoundingClientRect()];
}).filter(([text, box]) => text.width && text.left < box.right && text.right > box.right).length"""
"""How many figures the right edge of a scroller goes through."""


def rules_of(visit: Visit) -> Locator:
    """The table of all rules: more than two hundred rows."""
    return visit.open("quality/").locator("#rules ~ .mz-scroll table").first


def test_a_long_table_shows_its_first_rows_and_the_others_when_asked(new_visit: NewVisit) -> None:
    table = rules_of(new_visit())
    rows, button = table.locator("tbody tr"), table.locator("xpath=../following-sibling::button[1]")
    whole = rows.count()
    assert whole > 2 * _SHOWN
    expect(table.locator("tbody tr:visible")).to_have_count(_SHOWN)
    expect(button).to_have_text(f"显示其余 {whole - _SHOWN} 行（共 {whole} 行）")
    button.click()
    expect(table.locator("tbody tr:visible")).to_have_count(whole)
    expect(button).to_be_hidden()


def test_sorting_a_long_table_looks_through_all_of_it(new_visit: NewVisit) -> None:
    table = rules_of(new_visit())
    held = [int(cell) for cell in table.locator("tbody tr td:nth-child(2)").all_text_contents()]
    table.locator("button.mz-sort").nth(1).click()
    first = table.locator("tbody tr:visible td:nth-child(2)").first
    expect(first).to_have_text(str(max(held)))
    expect(table.locator("tbody tr:visible")).to_have_count(_SHOWN)


def test_a_long_table_is_whole_on_paper_and_without_scripts(new_visit: NewVisit) -> None:
    visit = new_visit()
    table = rules_of(visit)
    visit.page.emulate_media(media="print")
    assert table.locator("tbody tr:visible").count() == table.locator("tbody tr").count()
    table = rules_of(new_visit(scripts=False))
    assert table.locator("tbody tr:visible").count() == table.locator("tbody tr").count()


def test_a_filter_takes_away_parts_that_have_nothing_left(new_visit: NewVisit) -> None:
    page = new_visit().open("codes/")
    page.locator("input.mz-filter").fill("办公费")
    expect(page.locator("#economic")).to_be_visible()
    expect(page.locator("#functional")).to_be_hidden()
    page.locator("input.mz-filter").fill("")
    expect(page.locator("#functional")).to_be_visible()


def test_a_list_can_be_narrowed_to_a_year(new_visit: NewVisit, kinds: dict[str, str]) -> None:
    page = new_visit().open(kinds["kind"])
    page.locator("select.mz-filter").select_option("2023")
    rows = page.locator("#mz-listing tr:visible")
    assert set(rows.locator("td:nth-child(2)").all_inner_texts()) == {"2023"}
    assert 0 < rows.count() < page.locator("#mz-listing tr").count()


@pytest.mark.parametrize("kind", ["kind", "one year", "topic", "department", "transparency", "English"])
def test_a_phone_shows_whole_columns(new_visit: NewVisit, kinds: dict[str, str], kind: str) -> None:
    page = new_visit(width=390).open(kinds[kind])
    for box in page.locator(".mz-scroll:has(> table[data-sortable])").all():
        box.scroll_into_view_if_needed()
        assert box.evaluate(_CUT) == 0
    year = page.locator(".mz-dated tbody small[data-year]").first
    if year.count():  # the year stands with the name there
        said = year.evaluate("e => getComputedStyle(e, '::before').content")
        assert year.get_attribute("data-year") in said


def test_the_search_page_offers_examples_to_who_has_not_asked(new_visit: NewVisit) -> None:
    page = new_visit().open("search/")
    page.locator("#mz-results a", has_text="公务接待").click()
    page.wait_for_url("**/search/?q=*")
    expect(page.locator("#mz-query")).to_have_value("公务接待 批次")
    expect(page.locator("#mz-results a", has_text="政府采购 中小企业")).to_have_count(0)
