"""The search page in a real Chromium: typing, composing, facets, the address bar, the keyboard, a back end that is down."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from mingzhang.traditional import simplified
from search_database import HOSTILE, write_search_database
from search_site import CONTENT, Site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
CASES = json.loads((Path(__file__).parent / "language_cases.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    root = tmp_path_factory.mktemp("page")
    site = Site(write_search_database(root / "disclosures.db"), root)
    yield site
    site.close()


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    site.broken = False
    site.asked.clear()
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(5000)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    page.close()
    assert errors == []


def test_the_browser_speaks_the_same_language(page: Page, site: Site) -> None:
    page.goto(site.url)
    answers = page.evaluate(
        """async (cases) => {
            const language = await import("/assets/search-language.js");
            await language.prepare(...Object.values(cases).flat(2).filter((text) => typeof text === "string"));
            const pairs = (found) => found.map((phrase) => [phrase.tokens, phrase.prefix]);
            return {
                normalise: cases.normalise.map(([text]) => language.normalise(text)),
                tokens: cases.tokens.map(([text]) => language.tokens(text)),
                phrases: cases.phrases.map(([query]) => pairs(language.phrases(query))),
                highlight: cases.highlight.map(([text, query]) => language.highlight(text, query)),
            };
        }""",
        CASES,
    )
    for name, cases in CASES.items():
        assert answers[name] == [case[-1] for case in cases], name


def test_the_browser_has_the_same_characters() -> None:
    source = (CONTENT / "assets" / "search-traditional.js").read_text(encoding="utf-8")
    traditional, plain = re.findall(r'= "(.*)";', source)
    assert dict(zip(traditional, plain, strict=True)) == simplified()


def test_the_characters_are_loaded_where_there_are_any(page: Page, site: Site) -> None:
    page.goto(site.url)
    script = """async (text) => {
        const language = await import("/assets/search-language.js");
        await language.prepare("“三公”经费支出2024年度 é ①，々〇");
        const loaded = () => performance.getEntriesByType("resource").some(({ name }) => name.endsWith("search-traditional.js"));
        const before = loaded();
        await language.prepare(text);
        return [before, language.normalise(text)];
    }"""
    for character, plain in simplified().items():
        if encodes(character, "gb2312"):  # told by name in the script; others by not being of this set
            page.reload()
            assert page.evaluate(script, f"经{character}费") == [False, f"经{plain}费"]
    for text, plain in (("萬元", "万元"), ("⾞費", "车费"), ("㊧\uf902", "左车")):
        page.reload()
        assert page.evaluate(script, text) == [False, plain]


def encodes(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def test_results_appear_while_typing(page: Page, site: Site) -> None:
    page.goto(site.url)
    page.locator("#mz-query").press_sequentially("三公经费支出", delay=5)
    expect(page.locator(".mz-told")).to_contain_text("共 3 条。")
    first = page.locator(".mz-group").first
    expect(first.locator("h2")).to_have_text("江川市云岭区清溪街道办事处 2024年度")
    expect(first.locator("mark")).to_have_text("三公”经费支出")
    assert first.locator("a.mz-hit").get_attribute("href") == site.url.replace(
        "search/", "d/qingxi-2024/#p-55"
    )
    assert page.url == f"{site.url}?q=%E4%B8%89%E5%85%AC%E7%BB%8F%E8%B4%B9%E6%94%AF%E5%87%BA"
    assert len(site.asked) < 6  # one search when the typing pauses, not one for each character


def test_no_search_while_composing(page: Page, site: Site) -> None:
    page.goto(site.url)
    page.focus("#mz-query")
    session = page.context.new_cdp_session(page)
    for text in ("di", "dib", "dibao"):
        session.send(
            "Input.imeSetComposition", {"text": text, "selectionStart": 0, "selectionEnd": len(text)}
        )
        page.wait_for_timeout(250)
    assert site.asked == []
    session.send("Input.insertText", {"text": "低保"})
    expect(page.locator(".mz-told")).to_contain_text("共 3 条。")
    assert site.asked == ["低保"]


def test_facets_narrow_and_the_address_holds_the_state(page: Page, site: Site) -> None:
    page.goto(f"{site.url}?q=低保")
    expect(page.locator(".mz-told")).to_contain_text("共 3 条。")
    page.get_by_label("2023 2").check()
    expect(page.locator(".mz-told")).to_contain_text("共 2 条。")
    assert page.url.endswith("?q=%E4%BD%8E%E4%BF%9D&year=2023")
    expect(page.get_by_label("2023 2")).to_be_focused()
    page.get_by_label("江北县 1").check()
    expect(page.locator(".mz-told")).to_contain_text("共 1 条。")
    page.go_back()
    expect(page.locator(".mz-told")).to_contain_text("共 2 条。")
    page.reload()
    expect(page.get_by_label("2023 2")).to_be_checked()
    page.get_by_label("排序").select_option("oldest")
    expect(page.locator(".mz-group h2").first).to_contain_text("2023年度")
    assert page.url.endswith("&year=2023&sort=oldest")


def test_pages_are_turned(page: Page, site: Site) -> None:
    page.goto(f"{site.url}?q=三公")
    expect(page.locator("#mz-pages")).to_contain_text("第 1 / 2 页")
    page.get_by_role("link", name="下一页").click()
    expect(page.locator("#mz-pages")).to_contain_text("第 2 / 2 页")
    expect(page.locator("a.mz-hit")).to_have_count(7)
    expect(page.locator("a.mz-hit").first).to_be_focused()
    page.goto(f"{site.url}?q=三公&page=9")
    expect(page.locator(".mz-told")).to_contain_text("共 27 条，没有第 9 页。")


def test_years_and_districts_are_understood_and_can_be_taken_literally(page: Page, site: Site) -> None:
    page.goto(f"{site.url}?q=2024年 三公经费支出")
    expect(page.locator(".mz-told")).to_contain_text("已将“2024年”作为筛选条件。")
    page.get_by_role("button", name="按字面查找").click()
    expect(page.locator(".mz-told")).to_have_text(re.compile("^共 1 条。 *$"))
    expect(page).to_have_url(re.compile("&literal=1$"))


def test_what_is_typed_is_ticked(page: Page, site: Site) -> None:
    page.goto(f"{site.url}?q=2023年 低保")
    expect(page.get_by_label("2023 2")).to_be_checked()
    page.get_by_label("2024 1").check()
    expect(page.locator(".mz-told")).to_have_text(re.compile("^共 3 条。 *$"))
    expect(page).to_have_url(re.compile("&year=2023&year=2024$"))
    page.go_back()
    expect(page.get_by_label("2024 1")).not_to_be_checked()
    page.get_by_label("2023 2").click()
    expect(page.locator(".mz-told")).not_to_contain_text("作为筛选条件")
    expect(page).to_have_url(re.compile("&literal=1$"))


def test_what_is_chosen_goes_before_what_is_typed(page: Page, site: Site) -> None:
    page.goto(f"{site.url}?q=2024年 云岭 三公经费支出&year=2023")
    expect(page.locator(".mz-told")).to_contain_text("共 1 条。 已将“云岭区”作为筛选条件。")
    expect(page.locator(".mz-group h2")).to_have_text("江川市云岭区清溪街道办事处 2023年度")


def test_words_of_documents_never_become_html(page: Page, site: Site) -> None:
    alerts: list[str] = []
    page.on("dialog", lambda dialog: alerts.append(dialog.message) or dialog.dismiss())
    page.goto(f"{site.url}?q=onerror 2024")
    expect(page.locator("a.mz-hit + p")).to_have_text(HOSTILE)
    assert page.locator("#mz-results img").count() == 0
    page.goto(f"{site.url}?q=<img src=x onerror=alert(2)>&district=<b>x</b>")
    expect(page.locator(".mz-told")).to_contain_text("没有找到")
    assert page.locator("#mz-finder b, #mz-finder img").count() == 0
    assert alerts == []


def test_keyboard(page: Page, site: Site) -> None:
    page.goto(f"{site.url}?q=低保")
    expect(page.locator("a.mz-hit")).to_have_count(3)
    page.locator("body").press("/")
    expect(page.locator("#mz-query")).to_be_focused()
    for key, expected in (("ArrowDown", 0), ("ArrowDown", 1), ("ArrowUp", 0)):
        page.keyboard.press(key)
        expect(page.locator("a.mz-hit").nth(expected)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator("#mz-query")).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.type("/")
    expect(page.locator("#mz-query")).to_have_value("低保/")


def test_links_to_the_same_search_as_table_and_json(page: Page, site: Site) -> None:
    page.goto(f"{site.url}?q=低保&year=2023")
    table = page.get_by_role("link", name="数据表与 SQL")
    assert table.get_attribute("href") == site.url.replace(
        "search/", "data/disclosures/search_documents?_search=%E4%BD%8E%E4%BF%9D&fiscal_year=2023"
    )
    answer = page.request.get(page.get_by_role("link", name="JSON").get_attribute("href") or "")
    assert answer.json()["total"] == 2


def test_a_back_end_that_is_down_is_said_and_tried_again(page: Page, site: Site) -> None:
    site.broken = True
    page.goto(f"{site.url}?q=低保")
    expect(page.locator(".mz-told")).to_contain_text("检索服务暂时连接不上。")
    expect(page.get_by_role("link", name="部门目录")).to_have_attribute(
        "href", site.url.replace("search", "departments")
    )
    site.broken = False
    page.get_by_role("button", name="再试一次").click()
    expect(page.locator(".mz-told")).to_contain_text("共 3 条。")


def test_a_refusal_is_shown_in_words(page: Page, site: Site) -> None:
    page.goto(f"{site.url}?q=三公&year=x")
    expect(page.locator(".mz-told")).to_have_text("year 应是 1949 至 2999 的整数，收到 'x'。")


def test_a_phone_needs_no_sideways_scrolling(page: Page, site: Site) -> None:
    page.set_viewport_size({"width": 360, "height": 720})
    page.goto(f"{site.url}?q=三公")
    expect(page.locator("a.mz-hit")).to_have_count(20)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.locator("#mz-facets details[open]").count() == 0


def test_what_a_screen_reader_hears(page: Page, site: Site) -> None:
    page.goto(f"{site.url}?q=低保")
    expect(page.get_by_role("status")).to_contain_text("共 3 条。")
    expect(page.get_by_role("search")).to_be_visible()
    expect(page.get_by_role("searchbox", name="在全部句子、报表与附表中查找")).to_have_value("低保")
    expect(page.get_by_role("navigation", name="结果分页")).to_be_hidden()


def test_the_slash_goes_to_the_box_of_any_page(page: Page, site: Site) -> None:
    header = (CONTENT / "overrides" / "partials" / "header.html").read_text(encoding="utf-8")
    form = re.search(r'<input type="search" name="q"[^>]*>', header)
    assert form is not None
    page.goto(site.url.replace("search/", "assets/search.css"))
    page.set_content(f'<form role="search">{form[0]}</form><textarea></textarea>')
    page.add_script_tag(path=CONTENT / "assets" / "search-box.js")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("/三公/")
    expect(page.get_by_role("searchbox")).to_have_value("三公/")
    page.locator("textarea").press("/")
    expect(page.locator("textarea")).to_have_value("/")


def test_who_comes_from_the_box_of_a_page_goes_on_typing(page: Page, site: Site) -> None:
    page.goto(site.url.replace("search/", "assets/search.css"))
    page.set_content(
        '<form role="search" action="/search/"><input type="search" name="q"></form><a href="/search/?q=低保">低保</a>'
    )
    page.add_script_tag(path=CONTENT / "assets" / "search-box.js")
    page.locator("input").fill("低保")
    page.keyboard.press("Enter")
    expect(page.locator("a.mz-hit")).to_have_count(3)
    expect(page.locator("#mz-query")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("a.mz-hit").first).to_be_focused()
    page.reload()  # and whoever comes another way is left where they are
    expect(page.locator("a.mz-hit")).to_have_count(3)
    expect(page.locator("#mz-query")).not_to_be_focused()


def test_the_slash_is_not_typed_into_the_box_that_waits(page: Page, site: Site) -> None:
    page.goto(site.url)
    expect(page.locator("#mz-query")).to_be_focused()
    page.keyboard.type("/低保")
    expect(page.locator("#mz-query")).to_have_value("低保")
    page.keyboard.type("/a")
    expect(page.locator("#mz-query")).to_have_value("低保/a")


def test_a_query_that_is_too_long_says_so(page: Page, site: Site) -> None:
    page.goto(f"{site.url}?q={'低保 ' * 200}")
    expect(page.locator(".mz-told")).to_contain_text("检索词最多 300 字，其余未用。 共 3 条。")


_SHIFTS = """new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.shifted = (window.shifted ?? 0) + entry.value;
}).observe({ type: "layout-shift", buffered: true })"""


def test_an_answer_that_takes_long_pushes_no_result_away(page: Page, site: Site) -> None:
    held: list[Route] = []
    told = {"type": "figure", "text": "2024年度三公经费决算为5.04万元。" * 5, "evidence": []}
    page.set_viewport_size({"width": 390, "height": 844})
    page.add_init_script(_SHIFTS)
    page.route("**/answer.json?*", lambda route: held.append(route))
    with page.expect_response("**/search.json?*"):
        page.goto(f"{site.url}?q=三公经费")
    page.wait_for_timeout(300)
    held[0].fulfill(json=told)
    expect(page.locator("#mz-answer")).to_contain_text("5.04")
    expect(page.locator("a.mz-hit")).to_have_count(20)
    page.wait_for_timeout(100)
    assert page.evaluate("window.shifted ?? 0") < 0.02


def test_a_question_is_answered_above_the_results(page: Page, site: Site) -> None:
    page.goto(f"{site.url}?q=清溪街道2024年低保花了多少")
    answer = page.locator("#mz-answer")
    expect(answer).to_be_visible()
    expect(answer).to_contain_text("清溪街道办事处2024年度")
    page.locator("#mz-query").fill("低保")
    expect(page.locator(".mz-told")).to_contain_text("共")
    expect(answer).to_be_hidden()
