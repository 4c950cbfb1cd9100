"""The parts of a page, one by one: what a section explains, which cell a sentence means, what is said of a change."""

from __future__ import annotations

import sqlite3
from types import SimpleNamespace

import pytest
from jinja2 import StrictUndefined, UndefinedError
from markupsafe import Markup, escape

from limits import processor_seconds
from mingzhang.catalogue import STATEMENTS
from mingzhang.site.escaping import RowEnvironment, escaped
from mingzhang.site.frame.shell import STAND_IN, Kind, cut, filled
from mingzhang.site.html_page import Heading, Page
from mingzhang.site.page_kinds import all_shells
from mingzhang.site.parts.figure_links import _FIGURE, explained_statement, figure_links
from mingzhang.site.parts.overview import _change
from mingzhang.site.parts.printed_rows import paragraphs, raw_rows, source_lines, statement_rows
from mingzhang.site.parts.section_text import Paragraph, Piece, without_quotes
from mingzhang.site.parts.statement_tables import Block, Cell, Line, lay_out_statements
from mingzhang.site.templating import amount, percent, place_slug, signed, slug


@pytest.mark.parametrize(
    ("heading", "statement"),
    [
        ("一、收入支出决算总体情况说明", 1),
        ("二、收入决算情况说明", 2),
        ("三、支出决算情况说明", 3),
        ("四、财政拨款收入支出决算总体情况说明", 4),
        ("五、一般公共预算财政拨款支出决算情况说明", 5),
        ("六、一般公共预算财政拨款基本支出决算情况说明", 6),
        ("七、政府性基金预算财政拨款收入支出决算情况说明", 7),
        ("八、国有资本经营预算财政拨款支出决算情况说明", 8),
        ("九、财政拨款“三公”经费支出决算情况说明", 9),
        ("十一、政府采购支出说明", None),
    ],
)
def test_a_section_explains_its_statement(heading: str, statement: int | None) -> None:
    assert explained_statement([heading]) == statement


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("支出1,234.56万元", ["1,234.56"]),
        ("支出 12 万元，收入3.5 万元", ["12", "3.5"]),
        ("支出12元", []),
        ("共有车辆9辆，其中接待12批次、3 人次", ["9", "12", "3"]),
        ("2023年支出0.5万元", ["0.5"]),
    ],
)
def test_figures_are_found_in_prose(text: str, figures: list[str]) -> None:
    assert [found[1] for found in _FIGURE.finditer(text)] == figures


def test_a_line_of_a_megabyte_is_read_in_no_time() -> None:
    with processor_seconds(5):
        assert list(_FIGURE.finditer("9" * 1_000_000)) == []
        assert list(_FIGURE.finditer("9," * 500_000)) == []


@pytest.mark.parametrize(
    ("metrics", "before", "said"),
    [
        ({"x": 110.0}, {"x": 100.0}, ("比上年增 10%",)),
        ({"x": 90.0, "x_change": -10.0}, {}, ("比上年减 10%",)),
        ({"x": 100.0, "x_change": 0.0}, {}, ("与上年持平",)),
        # the slip of dividing by this year's figure: ours first, the printed rate beside it
        ({"x": 50.0, "x_change": -50.0, "x_change_pct": -100.0}, {}, ("比上年减 50%", "（原文印作减 100%）")),
        ({"x": 50.0, "x_change_pct": 3.5}, {}, ("比上年增 3.5%",)),
        ({"x": 5.0, "x_budget_change_pct": 7.1}, {}, ("比年初预算增 7.1%",)),
        ({"x": 5.0, "x_change": 5.0}, {}, ()),  # from nothing there is no rate
        ({"x": 5.0}, {}, ()),
    ],
)
def test_a_change_is_said_as_the_figures_give_it(
    metrics: dict[str, float], before: dict[str, float], said: tuple[str, ...]
) -> None:
    assert _change(metrics, before, "x") == said


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (None, ""),
        (0.0, "0.00"),
        (1234.5, "1,234.50"),
        (-0.5, "−0.50"),
        (8.1425, "8.1425"),
        (0.1 + 0.2, "0.30"),
    ],
)
def test_amounts_are_printed_as_tables_print_them(value: float | None, printed: str) -> None:
    assert amount(value) == printed


def test_rates_and_signs() -> None:
    assert [percent(88.490), percent(100.0), percent(None)] == ["88.49%", "100%", ""]
    assert [signed(12.5, "%"), signed(-3.0), signed(0.0)] == ["+12.5%", "−3", "持平"]


def test_addresses_are_plain_letters() -> None:
    assert slug("街道办事处") == "jiedaobanshichu"
    assert slug("<>") == "other"
    assert place_slug({"city": "江川市", "district": "云岭区"}) == "jiangchuanshi-yunlingqu"


def test_what_goes_into_a_shell_is_never_searched_for_places() -> None:
    kind = Kind("d/*/", bare=False)
    shell = cut(
        kind, f"<title>MZ-TITLE</title><li class='n'><a href='#MZ-ID'>MZ-HEADING</a></li>{STAND_IN}|MZ-BODY"
    )
    page = Page(
        "d/a-2023/",
        "MZ-BODY & <b>",
        f"MZ-TITLE {STAND_IN}",
        headings=(Heading("x", "甲"), Heading("y", "乙&")),
    )
    assert filled(page, {kind.pattern: shell}) == (
        "<title>MZ-BODY &amp; &lt;b&gt;</title>"
        "<li class='n'><a href='#x'>甲</a></li><li class='n'><a href='#y'>乙&amp;</a></li>"
        f"a-2023|MZ-TITLE {STAND_IN}"
    )


def test_a_page_goes_into_the_shell_of_its_address_and_into_no_other() -> None:
    shells = {kind.pattern: cut(kind, f"{kind.pattern} MZ-BODY") for kind in all_shells()}
    assert filled(Page("codes/", "", "x", bare=True), shells) == "codes/ x"
    assert filled(Page("codes/201/", "", "x", bare=True), shells) == "codes/*/ x"
    assert filled(Page("d/codes/source/", "", "x", bare=True), shells) == "d/*/source/ x"
    for wrong in (Page("codes/201/", "", ""), Page("codes/201/x/", "", "", bare=True), Page("d/a/", "", "")):
        with pytest.raises(ValueError, match=r"no shell for '.+' as it is: see page_kinds\.PAGE_KINDS"):
            filled(wrong, shells)


class _Ready:
    def __html__(self) -> str:
        return "<b>1</b>"


@pytest.mark.parametrize(
    "value", ["<a href='x'>\"&", Markup("<i>&amp;</i>"), 12, 0.5, None, True, _Ready(), ["<"]]
)
def test_values_are_escaped_as_markupsafe_does(value: object) -> None:
    assert escaped(value) == str(escape(value))


def test_templates_escape_as_markupsafe_does_and_read_columns_of_rows() -> None:
    conn = sqlite3.connect(":memory:")
    conn.row_factory = sqlite3.Row
    row = conn.execute("select '<甲>' as name, 1.5 as keys").fetchone()
    environment = RowEnvironment(autoescape=True, undefined=StrictUndefined)
    template = environment.from_string(
        "{% macro bold(words) %}<b>{{ words }}</b>{% endmacro %}{{ row.name }} {{ row.keys }} {{ bold(row.name) }} "
        "{{ safe }} {{ none }} {{ {'a': '&'}.a }}"
    )
    assert template.render(row=row, safe=Markup("<i>"), none=None) == (
        "&lt;甲&gt; 1.5 <b>&lt;甲&gt;</b> <i> None &amp;"
    )
    with pytest.raises(UndefinedError):
        environment.from_string("{{ row.missing }}").render(row=row)
    with pytest.raises(UndefinedError):
        environment.from_string("{{ missing }}").render()


def test_forms_escape_what_goes_in_and_take_it_literally() -> None:
    assert source_lines("<b>%s\n100%") == (
        '<div><p id="L1" style="counter-reset:line 0">&lt;b&gt;%s<p id="L2">100%</div>'
    )
    assert source_lines(None) == ""
    hundred = source_lines("\n" * 100)
    assert [
        hundred.count(f'<div><p id="L{n + 1}" style="counter-reset:line {n}">') for n in (0, 50, 100)
    ] == [1, 1, 1]
    assert raw_rows([("<i>", "5%"), ("",)]) == "<tr><td>&lt;i&gt;<td>5%<tr><td>"
    said = paragraphs([Paragraph("p-7", 7, 8, (Piece("甲<"), Piece("1.00万元", "#t1-r1", "figure")), ())])
    assert said == '<p id="p-7">甲&lt;<a class="mz-figure" href="#t1-r1">1.00万元</a>\n'


def test_a_row_tells_blank_from_zero_and_leads_to_its_line() -> None:
    cells = (Cell(None), Cell(0.0), Cell(-0.0), Cell(12.5, (31,)))
    line = Line("t3-r1", "教育<支出", "205", 1, cells, 40, None, (), False)
    assert statement_rows(Block("", (), (line,), False), "../../", coded=True) == (
        '<tr id="t3-r1" data-level="1"><th><a class="mz-code" href="../../codes/205/">205</a> 教育&lt;支出'
        '<td class="mz-blank"><td>0.00<td>0.00<td>12.50<a class="mz-back" href="#p-31">¶</a>'
        '<td><a class="mz-line" href="source/#L40">40</a>\n'
    )


class _FactsWith:
    """What `figure_links` reads of a disclosure."""

    def __init__(self, text: str, **given: list[dict[str, object]]) -> None:
        self.sections = [{"id": "s", "part": 3, "path": "3.十三", "heading": "十三、预算绩效情况说明"}]
        self.paragraphs = {
            "s": [{"kind": "paragraph", "text": text, "source_line": 40, "source_line_end": 42}]
        }
        self.rows: dict[int, list[dict[str, object]]] = {number: [] for number in range(1, 10)}
        self.execution_items = given.get("execution_items", [])
        self.structure_items = given.get("structure_items", [])
        self.projects = given.get("projects", [])
        self.key_figures = given.get("key_figures", [])


def _anchors(facts: _FactsWith) -> list[tuple[str, str]]:
    [paragraph] = facts.paragraphs["s"]
    links = figure_links(facts).get(40, [])  # type: ignore[arg-type]
    return [(str(paragraph["text"])[link.start : link.end], link.anchor) for link in links]


def test_a_sentence_leads_to_the_project_it_speaks_of() -> None:
    project: dict[str, object] = {"position": 2, "budget": 12.0, "executed": 9.5, "source_line": 41}
    facts = _FactsWith("全年预算数为12万元，执行数为9.50万元，另有3万元。", projects=[project])
    assert _anchors(facts) == [("12万元", "pj-2"), ("9.50万元", "pj-2")]


def test_a_sentence_leads_to_the_item_of_budget_against_outturn() -> None:
    item: dict[str, object] = {
        "position": 5,
        "code": "2010301",
        "initial_budget": 80.0,
        "final": 76.0,
        "source_line": 40,
    }
    facts = _FactsWith("年初预算为80万元，支出决算为76万元。", execution_items=[item])
    assert _anchors(facts) == [("80万元", "e-5"), ("76万元", "e-5")]
    facts.rows[5] = [{"position": 3, "code": "2010301", "item": "行政运行", "total": 76.0}]
    assert _anchors(facts) == [("80万元", "e-5"), ("76万元", "t5-r3")]


def test_of_two_key_figures_of_one_value_the_words_decide() -> None:
    text = "采购支出总额5万元，其中货物支出5万元，减少2万元。"
    told = (
        ("procurement_total", 5.0, "采购支出总额5万元"),
        ("procurement_goods", 5.0, "其中货物支出5万元"),
        ("procurement_total_change", -2.0, "减少2万元"),
    )
    figures: list[dict[str, object]] = [
        {"origin": "narrative", "unit": "万元", "metric": m, "value": v, "quote": q, "source_line": 42}
        for m, v, q in told
    ]
    assert _anchors(_FactsWith(text, key_figures=figures)) == [
        ("5万元", "m-procurement_total"),
        ("5万元", "m-procurement_goods"),
        ("2万元", "m-procurement_total_change"),
    ]


def test_things_are_linked_by_their_unit_and_not_where_there_are_none() -> None:
    told = (
        ("vehicles_count", 9.0, "辆"),
        ("performance_projects", 9.0, "个"),
        ("vehicles_leaders", 0.0, "辆"),
    )
    figures: list[dict[str, object]] = [
        {"origin": "narrative", "unit": u, "metric": m, "value": v, "quote": "", "source_line": 40}
        for m, v, u in told
    ]
    linked = _anchors(_FactsWith("车辆9辆，主要领导0辆，项目9个，9人次。", key_figures=figures))
    assert linked == [("9辆", "m-vehicles_count"), ("9个", "m-performance_projects")]


def test_a_class_stated_in_prose_leads_to_its_row_or_to_the_chart() -> None:
    part: dict[str, object] = {"item": "教育支出", "amount": 7.0, "source_line": 40}
    facts = _FactsWith("教育支出7万元。", structure_items=[part])
    assert _anchors(facts) == [("7万元", "chart-5")]
    facts.rows[1] = [{"position": 4, "item": "教育支出", "amount": 7.0}]
    assert _anchors(facts) == [("7万元", "t1-r4")]


def test_a_figure_of_another_paragraph_is_not_linked() -> None:
    project: dict[str, object] = {"position": 1, "budget": 12.0, "executed": None, "source_line": 43}
    assert _anchors(_FactsWith("预算12万元。", projects=[project])) == []


def test_quotation_marks_make_no_other_term() -> None:
    assert without_quotes("“三公”经费") == without_quotes("三公经费") == "三公经费"


def test_columns_blank_from_top_to_bottom_are_told_and_not_shown() -> None:
    kind = STATEMENTS[8]
    facts = SimpleNamespace(
        statements=[],
        rows={
            number: []
            if number != 9
            else [
                dict.fromkeys(kind.columns)
                | {"basis": basis, "position": place, "total": 2.0, "vehicle_total": 2.0, "source_line": 7}
                | {"repaired": None, "item": ""}
                for place, basis in enumerate(("budget", "final"), start=1)
            ]
            for number in range(1, 10)
        },
    )
    (block,) = lay_out_statements(facts, {}, {})[8].blocks  # type: ignore[arg-type]
    assert [head.text for head in block.heads[0]] == ["口径", "合计", "公务用车购置及运行维护费小计", "行"]
    assert len(block.heads) == 1 and [len(line.cells) for line in block.lines] == [2, 2]
    assert block.blank == ("因公出国（境）费", "公务用车购置费", "公务用车运行维护费", "公务接待费")
