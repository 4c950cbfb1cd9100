"""What a department-year page is made of: figures, anchors, tables, changes, lists; facts in, what a page prints out."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from mingzhang.site.pages.listings import NO_CITY, NO_DISTRICT, cities_of, grouped, listing_pages, places_of
from mingzhang.site.parts.anchors import Places, find_places, finding_marks, row_anchor
from mingzhang.site.parts.code_changes import Item, _compare, _renamed, names_over_years
from mingzhang.site.parts.overview import _change, five_figures, place_of_metric
from mingzhang.site.parts.section_text import without_quotes
from mingzhang.site.parts.stated_table import Stated, stated_figures

NO_ROWS: dict[int, list[dict[str, Any]]] = {number: [] for number in range(1, 10)}


class _Facts(SimpleNamespace):
    __hash__ = object.__hash__  # as `Facts`: each is itself alone


def facts(**given: Any) -> Any:
    """Facts of a disclosure with nothing in it but what is given."""
    known: dict[str, Any] = {
        "id": "x-2023",
        "rows": NO_ROWS,
        "paragraphs": {},
        "findings": [],
        "key_figures": [],
        "metrics": {},
        "before_disputed": {},
        "year": 2023,
    }
    return _Facts(**known | given)


def row(position: int, item: str, line: int, **figures: float | None) -> dict[str, Any]:
    return {"position": position, "item": item, "source_line": line, **figures}


PLACES = Places(
    {
        10: (("t1-r1", "教育支出"),),
        11: (("t1-r2", "财政拨款收入"), ("t1-r3", "教育支出")),
        12: (("t9-r1", ""),),
    },
    (20, 30, 40),
    {20: 25, 30: 30, 40: 48},
)


@pytest.mark.parametrize(
    ("line", "hint", "anchor"),
    [
        (None, "", None),
        (1, "", None),
        (10, "", "t1-r1"),
        (11, "", "t1-r2"),
        (11, "公开01表教育支出为5万元", "t1-r3"),
        (11, "财政拨款收入与教育支出", "t1-r2"),
        (11, "别的", "t1-r2"),
        (12, "任何话", "t9-r1"),
        (20, "", "p-20"),
        (25, "", "p-20"),
        (26, "", None),
        (30, "", "p-30"),
        (31, "", None),
        (48, "", "p-40"),
        (49, "", None),
    ],
)
def test_a_source_line_leads_to_what_stands_on_it(line: int | None, hint: str, anchor: str | None) -> None:
    assert PLACES.of(line, hint) == anchor


def test_the_places_of_a_disclosure_are_its_rows_and_paragraphs() -> None:
    given = facts(
        rows={**NO_ROWS, 1: [row(1, "教育支出", 10), row(2, "总计", 11)], 9: [row(1, "决算数", 12)]},
        paragraphs={
            "3.一": [{"kind": "paragraph", "source_line": 20, "source_line_end": 22}],
            "3.二": [{"kind": "table", "source_line": 30, "source_line_end": 31}],
        },
    )
    found = find_places(given)
    assert found.rows == {
        10: (("t1-r1", "教育支出"),),
        11: (("t1-r2", "总计"),),
        12: (("t9-r1", ""),),
    }
    assert found.starts == (20,)
    assert found.paragraph(22) == 20
    assert found.paragraph(30) is None


def test_a_finding_marks_both_of_its_places_once() -> None:
    both = {"source_line": 10, "other_line": 21, "message": "教育支出"}
    one = {"source_line": 10, "other_line": None, "message": "教育支出"}
    nowhere = {"source_line": None, "other_line": 999, "message": ""}
    marks = finding_marks(facts(findings=[both, one, nowhere]), PLACES)
    assert marks == {"t1-r1": [both, one], "p-20": [both]}


@pytest.mark.parametrize(("number", "position", "anchor"), [(1, 1, "t1-r1"), (9, 12, "t9-r12")])
def test_anchors_of_rows_are_short(number: int, position: int, anchor: str) -> None:
    assert row_anchor(number, position) == anchor


@pytest.mark.parametrize(
    ("metrics", "before", "said"),
    [
        ({}, {}, ()),
        ({"x": 110.0}, {}, ()),
        ({"x": 110.0}, {"x": 100.0}, ("比上年增 10%",)),
        ({"x": 90.0}, {"x": 100.0}, ("比上年减 10%",)),
        ({"x": 100.0}, {"x": 100.0}, ("与上年持平",)),
        ({"x": 110.0}, {"x": 0.0}, ()),
        # Without the document of the year before: the change that this one states.
        ({"x": 110.0, "x_change": 10.0}, {}, ("比上年增 10%",)),
        ({"x": 90.0, "x_change": -10.0}, {}, ("比上年减 10%",)),
        # Two documents go before what one of them states.
        ({"x": 110.0, "x_change": 60.0}, {"x": 100.0}, ("比上年增 10%",)),
        # A rate that is printed otherwise than the figures give is shown beside.
        ({"x": 110.0, "x_change_pct": 12.0}, {"x": 100.0}, ("比上年增 10%", "（原文印作增 12%）")),
        ({"x": 110.0, "x_change_pct": 10.4}, {"x": 100.0}, ("比上年增 10%",)),
        ({"x": 110.0, "x_change_pct": 0.0}, {"x": 100.0}, ("比上年增 10%", "（原文印作持平）")),
        # Nothing but the rate.
        ({"x": 110.0, "x_change_pct": 8.25}, {}, ("比上年增 8.25%",)),
        ({"x_change_pct": -8.0}, {}, ("比上年减 8%",)),
        # Nothing but the rate against the budget.
        ({"x": 110.0, "x_budget_change_pct": -3.0}, {}, ("比年初预算减 3%",)),
    ],
)
def test_a_change_is_said_by_what_is_known_best(
    metrics: dict[str, float], before: dict[str, float], said: tuple[str, ...]
) -> None:
    assert _change(metrics, before, "x") == said


@pytest.mark.parametrize(
    ("metrics", "label", "value", "remarks"),
    [
        ({}, "本年支出", None, ()),
        ({"expenditure_total": 200.0}, "本年支出", 200.0, ()),
        (
            {"general_budget_expenditure": 90.0, "general_budget_initial": 100.0},
            "一般公共预算支出",
            90.0,
            ("年初预算 100.00万元", "为年初预算的 90.0%"),
        ),
        ({"general_budget_initial": 100.0}, "一般公共预算支出", None, ("年初预算 100.00万元",)),
        (
            {"general_budget_expenditure": 90.0, "general_budget_initial": 0.0},
            "一般公共预算支出",
            90.0,
            ("年初预算 0.00万元",),
        ),
        (
            {"project_expenditure": 50.0, "expenditure_total": 200.0},
            "其中：项目支出",
            50.0,
            ("占本年支出 25.0%",),
        ),
        ({"project_expenditure": 50.0}, "其中：项目支出", 50.0, ()),
        ({"project_expenditure": 0.0, "expenditure_total": 0.0}, "其中：项目支出", 0.0, ()),
        (
            {"three_public_final": 3.86, "three_public_budget": 5.35},
            "“三公”经费",
            3.86,
            ("预算 5.35万元", "为预算的 72.1%"),
        ),
        ({"operating_cost": 12.0, "operating_cost_change": 2.0}, "机关运行经费", 12.0, ("比上年增 20%",)),
    ],
)
def test_the_five_figures_say_what_they_compare_with(
    metrics: dict[str, float], label: str, value: float | None, remarks: tuple[str, ...]
) -> None:
    found = {figure.label: figure for figure in five_figures(facts(metrics=metrics), {}, PLACES)}
    assert len(found) == 5
    assert (found[label].value, found[label].remarks) == (value, remarks)


def test_a_change_computed_from_a_disputed_figure_says_so() -> None:
    change = figure("grand_total_change", "narrative", 2301.7, 431)
    disputed = {**figure("expenditure_total_change", "narrative", 2301.7, 451), "disputed": "16"}
    finding = {"position": 16, "severity": "error", "message": "不符"}
    given = facts(
        metrics={"expenditure_total": 5059.71, "expenditure_total_change": 2301.7, "three_public_final": 1.0},
        key_figures=[change, disputed],
        findings=[finding],
        before_disputed={"operating_cost": ("x-2022", "3,4")},
    )
    found = {figure.metric: figure for figure in five_figures(given, {}, PLACES)}
    assert found["expenditure_total"].mark is None
    assert found["expenditure_total"].change_mark == ("x-2023", "f-16", "error", "不符")
    assert found["operating_cost"].change_mark == ("x-2022", "f-3", "error", "2022年度的数字与原文别处不一致")
    assert found["three_public_final"].change_mark is None


@pytest.mark.parametrize(
    ("given", "metric", "href"),
    [
        ({}, "expenditure_total", ""),
        (
            {"rows": {**NO_ROWS, 1: [row(7, "本年支出合计", 10, amount=5.0)]}},
            "expenditure_total",
            "#t1-r7",
        ),
        # A blank cell states nothing.
        ({"rows": {**NO_ROWS, 1: [row(7, "本年支出合计", 10, amount=None)]}}, "expenditure_total", ""),
        (
            {"rows": {**NO_ROWS, 9: [{"position": 2, "basis": "final", "total": 3.0}]}},
            "three_public_final",
            "#t9-r2",
        ),
        ({"key_figures": [{"metric": "vehicles_held", "source_line": 21}]}, "vehicles_held", "#p-20"),
        ({"key_figures": [{"metric": "vehicles_held", "source_line": 99}]}, "vehicles_held", "source/#L99"),
        ({"key_figures": [{"metric": "vehicles_held", "source_line": None}]}, "vehicles_held", ""),
        ({}, "no_such_metric", ""),
    ],
)
def test_a_metric_leads_to_its_row_or_else_its_paragraph(
    given: dict[str, Any], metric: str, href: str
) -> None:
    assert place_of_metric(facts(**given), metric, PLACES) == href


@pytest.mark.parametrize(
    ("table", "narrative", "differ"),
    [
        (None, None, False),
        (5.0, None, False),
        (None, 5.0, False),
        (5.0, 5.0, False),
        (5.0, 5.01, False),
        (5.0, 5.02, True),
        (0.0, 0.0, False),
        (-5.0, 5.0, True),
    ],
)
def test_what_differs_by_more_than_rounding_is_marked(
    table: float | None, narrative: float | None, differ: bool
) -> None:
    assert Stated("x", "甲", "", "万元", table, narrative, 1, 1).differ == differ


def figure(metric: str, origin: str, value: float, line: int) -> dict[str, Any]:
    return {
        "disclosure_id": "x-2023",
        "metric": metric,
        "origin": origin,
        "value": value,
        "source_line": line,
        "disputed": None,
        "repaired": None,
    }


@pytest.mark.parametrize(
    ("figures", "listed"),
    [
        ([], []),
        ([figure("fiscal_year", "narrative", 2023, 1)], []),
        ([figure("expenditure_total", "table", 5.0, 10)], [("expenditure_total", 5.0, None, 10, None)]),
        ([figure("expenditure_total", "narrative", 5.0, 21)], [("expenditure_total", None, 5.0, 21, 21)]),
        # The table's line where both state it; the first of several sentences.
        (
            [
                figure("expenditure_total", "narrative", 5.1, 21),
                figure("expenditure_total", "narrative", 9.9, 30),
                figure("expenditure_total", "table", 5.0, 10),
            ],
            [("expenditure_total", 5.0, 5.1, 10, 21)],
        ),
        # In the order of the catalogue.
        (
            [figure("three_public_final", "table", 1.0, 12), figure("grand_total", "table", 9.0, 11)],
            [("grand_total", 9.0, None, 11, None), ("three_public_final", 1.0, None, 12, None)],
        ),
    ],
)
def test_key_figures_are_listed_once_with_both_sides(
    figures: list[dict[str, Any]], listed: list[tuple[Any, ...]]
) -> None:
    found = stated_figures(facts(key_figures=figures))
    assert [(s.metric, s.table, s.narrative, s.source_line, s.narrative_line) for s in found] == listed


@pytest.mark.parametrize(
    ("text", "plain"),
    [("“三公”经费", "三公经费"), ("三公经费", "三公经费"), ('"三公"经费', "三公经费"), ("", "")],
)
def test_quotation_marks_are_no_part_of_a_term(text: str, plain: str) -> None:
    assert without_quotes(text) == plain


@pytest.mark.parametrize(
    ("now", "then", "renamed"),
    [
        ("行政运行", "行政运行", False),
        ("行政运行", "机关运行", True),
        ("政府办公厅（室）及相关机构事务", "政府办公厅(室)及相关机构事务", False),
        ("一般行政 管理事务", "一般行政管理事务", False),
        ("一般行政管", "一般行政管理事务", False),  # cut short in print
        ("一般行政管理事务支出", "一般行政管理事务", False),
        ("巩固脱贫衔接乡村振兴", "扶贫", True),
    ],
)
def test_a_name_cut_short_is_not_another_name(now: str, then: str, renamed: bool) -> None:
    assert _renamed(now, then) == renamed


def year_of(title: str, year: int, name: str = "青石街道办事处") -> dict[str, Any]:
    return {"title": title, "fiscal_year": year, "name": name}


@pytest.mark.parametrize(
    ("years", "names"),
    [
        ([], []),
        ([year_of("青石街2022年度部门决算", 2022)], [("青石街", [2022])]),
        (
            [year_of("青石街2022年度部门决算", 2022), year_of("青石街2023年度部门决算", 2023)],
            [("青石街", [2022, 2023])],
        ),
        (
            [year_of("青石街2022年度部门决算", 2022), year_of("青石街道办事处2023年度部门决算", 2023)],
            [("青石街", [2022]), ("青石街道办事处", [2023])],
        ),
        # A title that does not begin with the name: the full name.
        ([year_of("2022年度青石街部门决算", 2022)], [("青石街道办事处", [2022])]),
        ([year_of("部门决算", 2022)], [("青石街道办事处", [2022])]),
    ],
)
def test_names_are_told_with_the_years_that_print_them(
    years: list[dict[str, Any]], names: list[tuple[str, list[int]]]
) -> None:
    assert names_over_years(years) == names  # type: ignore[arg-type]


def items(**codes: tuple[str, float]) -> dict[str, Item]:
    return {code[1:]: Item(code[1:], name, total) for code, (name, total) in codes.items()}


def test_codes_that_came_went_and_were_renamed() -> None:
    then = items(c2010301=("行政运行", 5.0), c2010302=("扶贫", 1.0))
    now = items(c2010301=("机关运行", 6.0), c2010399=("其他支出", 2.0))
    found = _compare((2022, then), (2023, now), {"2010399": (2023, None), "2010302": (None, 2022)}, {})
    assert (found.before, found.year, found.known) == (2022, 2023, True)
    assert [(i.code, i.told) for i in found.come] == [("2010399", "2023年起设立的科目")]
    assert [(i.code, i.told) for i in found.gone] == [("2010302", "科目用至2022年")]
    assert [(i.code, i.name, i.was) for i in found.renamed] == [("2010301", "机关运行", "行政运行")]


@pytest.mark.parametrize(
    ("then", "now"),
    [({}, items(c2010301=("行政运行", 5.0))), (items(c2010301=("行政运行", 5.0)), {}), ({}, {})],
)
def test_where_a_year_prints_no_items_nothing_is_said(then: dict[str, Item], now: dict[str, Item]) -> None:
    found = _compare((2022, then), (2023, now), {}, {})
    assert (found.known, found.come, found.gone, found.renamed) == (False, (), (), ())


def listed(
    id_: str, city: str | None, district: str | None, year: int = 2023, kind: str | None = "局"
) -> Any:
    return {
        "id": f"{id_}-{year}", "department_id": id_, "fiscal_year": year, "published_on": None,
        "title": f"{id_}{year}", "name": id_, "short_name": f"{id_}局", "kind": kind, "district": district,
        "city": city, "expenditure": 100.0, "three_public": 1.0, "operating": None, "lost": 0, "errors": 0, "warnings": 0, "hints": 0,
        "expenditure_disputed": None, "three_public_disputed": "4", "operating_disputed": None,
    }  # fmt: skip


ROWS = [
    listed("jia", "江川市", "云岭区"),
    listed("yi", "江川市", "云岭区", kind=None),
    listed("bing", "江川市", None),
    listed("ding", None, "云岭区", year=2022),
]


@pytest.mark.parametrize(
    ("column", "missing", "groups"),
    [
        ("district", NO_DISTRICT, {"云岭区": 3, NO_DISTRICT: 1}),
        ("city", NO_CITY, {"江川市": 3, NO_CITY: 1}),
        ("kind", "未归类", {"局": 3, "未归类": 1}),
        ("fiscal_year", "", {"2023": 3, "2022": 1}),
    ],
)
def test_rows_are_grouped_with_words_for_what_is_missing(
    column: str, missing: str, groups: dict[str, int]
) -> None:
    assert {name: len(chosen) for name, chosen in grouped(ROWS, column, missing).items()} == groups


def test_districts_of_several_cities_are_told_apart() -> None:
    assert [(name, at, len(chosen)) for name, at, chosen in places_of(ROWS)] == [
        ("云岭区", "jiangchuanshi-yunlingqu", 2),
        (NO_DISTRICT, "jiangchuanshi-other", 1),
        ("云岭区", "yunlingqu", 1),
    ]


def test_a_city_lists_its_districts() -> None:
    found = [
        (name, at, [place for place, _, _ in places], len(rows)) for name, at, places, rows in cities_of(ROWS)
    ]
    assert found == [
        ("江川市", "jiangchuanshi", ["云岭区", NO_DISTRICT], 3),
        (NO_CITY, "weixiemingchengshi", ["云岭区"], 1),
    ]


def test_every_place_year_and_kind_has_a_page_of_its_own() -> None:
    urls = [page.url for page in listing_pages(ROWS)]
    assert len(urls) == len(set(urls))
    assert {
        "districts/", "cities/jiangchuanshi/", "districts/jiangchuanshi-yunlingqu/", "districts/yunlingqu/", "years/",
        "years/2023/", "years/2022/", "kinds/", "kinds/ju/", "kinds/weiguilei/",
    } <= set(urls)  # fmt: skip


def test_a_disputed_figure_of_a_list_leads_to_its_finding_and_is_hatched() -> None:
    page = next(
        page for page in listing_pages(ROWS) if page.url.startswith("kinds/") and "mz-hatch" in page.body
    )
    assert 'href="../../d/jia-2023/#f-4"' in page.body
    assert "局 ※" in page.body
    assert "与原文别处不一致" in page.body


def test_pages_of_lists_escape_what_documents_print() -> None:
    hostile = listed("<b>", "江川市", "云岭区")
    bodies = "".join(page.body for page in listing_pages([hostile, *ROWS]))
    assert "<b>" not in bodies
