"""Charts: lengths in proportion, words for those who cannot see them, the numbers as a table."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from mingzhang.site.parts.charts import Bar, Chart, Series, bars, lines, stack

SVG = "{http://www.w3.org/2000/svg}"


def widths(chart: Chart, colour: str = "mz-c") -> list[float]:
    root = ElementTree.fromstring(str(chart.svg))
    return [
        float(r.get("width", "0")) for r in root.iter(f"{SVG}rect") if r.get("class", "").startswith(colour)
    ]


def test_bars_are_as_long_as_their_figures() -> None:
    chart = bars("c", "变动", [Bar("上年", 200.0), Bar("本年", 50.0)])
    assert widths(chart) == [360.0, 90.0]


def test_a_bar_of_nothing_is_still_there_and_a_negative_one_is_marked() -> None:
    chart = bars("c", "变动", [Bar("零", 0.0), Bar("负", -10.0)])
    assert widths(chart) == [1.0, 360.0]
    assert str(chart.svg).count("mz-negative") == 1
    assert "−10.00" in str(chart.svg)


def test_a_stack_leaves_out_parts_of_nothing_and_says_shares() -> None:
    chart = stack("c", "结构", [Bar("甲", 75.0), Bar("乙", 0.0), Bar("丙", 25.0)])
    assert widths(chart) == [269.0, 89.0, 11.0, 11.0]  # two parts less their gap, two keys of the legend
    assert chart.rows == (("甲", "75.00", "75.00%"), ("乙", "0.00", "0.00%"), ("丙", "25.00", "25.00%"))


def test_a_missing_year_breaks_the_line() -> None:
    chart = lines("c", "历年", ["2021", "2022", "2023", "2024"], [Series("支出", (10.0, None, 30.0, 40.0))])
    root = ElementTree.fromstring(str(chart.svg))
    strokes = [line for line in root.iter(f"{SVG}line") if line.get("class") == "mz-s1"]
    assert len(strokes) == 1
    assert len(list(root.iter(f"{SVG}circle"))) == 3
    assert chart.rows[1] == ("2022", "—")


def test_a_reader_is_told_title_and_figures() -> None:
    chart = bars("c", "变动", [Bar("上年", 200.0), Bar("本年", 1234.5)])
    root = ElementTree.fromstring(str(chart.svg))
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "c-t c-d"
    assert root.findtext(f"{SVG}title") == "变动"
    assert root.findtext(f"{SVG}desc") == "上年200.00万元；本年1,234.50万元"


def test_labels_are_escaped_and_cut() -> None:
    chart = bars("c", "<b>题</b>", [Bar("<script>" + "长" * 50, 1.0)])
    assert "<script>" not in str(chart.svg)
    assert re.search(r"&lt;b&gt;题", str(chart.svg))
    assert "长" * 20 not in ElementTree.fromstring(str(chart.svg)).findtext(f"{SVG}text", "")


def test_nothing_at_all_draws() -> None:
    assert widths(bars("c", "无", [])) == []
    assert widths(stack("c", "无", [])) == []
    assert lines("c", "无", [], []).rows == ()


def printed(chart: Chart) -> dict[str, float]:
    """What is printed in the drawing → how far from above."""
    root = ElementTree.fromstring(str(chart.svg))
    texts = [text for text in root.iter(f"{SVG}text") if text.get("class") == "mz-tick"]
    return {text.text or "": float(text.get("y", "0")) for text in texts}


def test_figures_of_lines_that_are_close_cover_neither_each_other_nor_a_point() -> None:
    years = ["2023", "2024"]
    chart = lines("c", "三公", years, [Series("预算", (5.0, 6.42)), Series("决算", (4.0, 6.05))])
    at = printed(chart)
    assert at["6.42"] < 30.0 < 38.1 < at["6.05"] - 10  # one above both points, one below them


def test_a_figure_in_a_valley_stands_below_its_point() -> None:
    at = printed(lines("c", "采购", ["2022", "2023", "2024"], [Series("采购", (201.63, 47.72, 193.48))]))
    assert at["47.72"] > 170 - 47.72 / 201.63 * 140 > at["201.63"]


def test_a_label_takes_the_room_its_figure_leaves() -> None:
    name = "Lianting Subdistrict Office, Qinglan"
    root = ElementTree.fromstring(str(bars("c", "t", [Bar(name, 14.84)]).svg))
    assert root.findtext(f"{SVG}text") == name
    crowded = ElementTree.fromstring(str(bars("c", "t", [Bar("长" * 30, 1234567.0, 100.0)]).svg))
    assert len(crowded.findtext(f"{SVG}text", "")) < 16
