"""A whole document as elements: cover, contents and the six parts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .cells import ORDINALS, shown
from .elements import Cells, Element, PageEnd, Prose, Stated, Text
from .forms import write_forms, write_tasks
from .glossary import write_glossary
from .grids import grid
from .layouts import Damages, Layout
from .records import Facts
from .sections import section_titles, write_narrative
from .similar import add_similar
from .statements import SHORT_ECONOMIC, Line, statements

TITLES = (
    "收入支出决算总表",
    "收入决算表",
    "支出决算表",
    "财政拨款收入支出决算总表",
    "一般公共预算财政拨款支出决算表",
    "一般公共预算财政拨款基本支出决算明细表",
    "政府性基金预算财政拨款收入支出决算表",
    "国有资本经营预算财政拨款支出决算表",
    "财政拨款“三公”经费支出决算表",
)
OLDER_TITLES = {
    6: "一般公共预算财政拨款基本支出决算表",
    7: "政府性基金预算财政拨款收入支出决算表",
    9: "一般公共预算财政拨款“三公”经费支出决算表",
}
"""Titles that differ in the templates of earlier years and other cities."""
NOTES = (
    "注：本表列示本年度的总收支和年末结转结余情况。",
    "注：本表列示本年度取得的各项收入情况。",
    "注：本表列示本年度各项支出情况。",
    "注：本表列示本年度财政拨款的总收支和年末结转结余情况。",
    "注：本表列示本年度一般公共预算财政拨款支出情况。",
    "注：本表列示本年度一般公共预算财政拨款基本支出逐项情况。",
    "注：本表列示本年度政府性基金预算财政拨款收入、支出及结转和结余情况。",
    "注：本表列示本年度国有资本经营预算财政拨款支出情况。",
    "注：本表列示本年度财政拨款“三公”经费支出预决算情况。",
)
NOTICE = "（样例，虚构）"
PARTS = ("第一", "第二", "第三", "第四", "第五", "第六")


@dataclass(frozen=True, slots=True)
class Draft:
    """A document's elements, and the rows and key figures it shows."""

    elements: tuple[Element, ...]
    rows: dict[int, tuple[Line, ...]]
    stated: tuple[Stated, ...]


_LAST_PARTS: tuple[Callable[[Prose, Facts], None], ...] = (write_tasks, write_glossary, write_forms)


def draft(facts: Facts, layout: Layout, damages: Damages) -> Draft:
    """The document of these facts in this layout."""
    p = Prose(layout)
    rows = shown_statements(facts, layout)
    if layout.cover:
        _cover(p, facts)
    if layout.contents:
        _contents(p, facts)
    _part(p, 1, part_titles(facts, layout)[0])
    _about(p, facts)
    if layout.prose_first:
        _narrative(p, facts)
    _statements(p, facts, rows, damages)
    if not layout.prose_first:
        _narrative(p, facts)
    titles = part_titles(facts, layout)
    for number, write in enumerate(_LAST_PARTS[-(layout.parts - 3) :], start=4):
        _part(p, number, titles[number - 1])
        write(p, facts)
    return Draft(tuple(p.elements), rows if layout.tables else {}, tuple(p.stated))


def shown_statements(facts: Facts, layout: Layout) -> dict[int, tuple[Line, ...]]:
    """The rows of the nine statements as this layout prints them."""
    found = statements(facts, layout.short_list, layout.codes != "items")
    if layout.economic_blocks == "short":
        found[6] = tuple(line for line in found[6] if line.code is None or line.code in SHORT_ECONOMIC)
    return {number: shown(lines, number, layout) for number, lines in found.items()}


def part_titles(facts: Facts, layout: Layout) -> tuple[str, ...]:
    """The parts' titles without their ordinal; some cities have no part for key tasks."""
    name, year = facts.department.name, facts.year
    return (
        f"{name}概况",
        f"{name}{year}年度部门决算表",
        f"{name}{year}年度部门决算情况说明",
        *((f"{year}年度重点工作完成情况",) if layout.parts == 6 else ()),
        "名词解释",
        "附件",
    )


def _part(p: Prose, number: int, title: str) -> None:
    p.elements.append(PageEnd())
    p.add("part", f"{PARTS[number - 1]}{p.layout.parts_as} {title}")


def _cover(p: Prose, facts: Facts) -> None:
    year, month, day = (int(x) for x in facts.published_on.split("-"))
    p.add("cover", f"{facts.year}年度{facts.department.name}部门决算公开")
    p.add("cover", NOTICE)
    p.add("cover", f"{year}年{month}月{day}日")


def _contents(p: Prose, facts: Facts) -> None:
    titles = part_titles(facts, p.layout)
    entries: list[str] = []
    for i, title in enumerate(titles):
        entries.append(f"{PARTS[i]}{p.layout.parts_as} {title}")
        if i == 0:
            entries += ["一、部门主要职责", "二、机构设置情况"]
        elif i in (1, 2):
            names = TITLES if i == 1 else section_titles(p.layout)
            entries += [f"{ORDINALS[j]}、{name}" for j, name in enumerate(names)]
    p.elements.append(PageEnd())
    p.add("contents", "目 录")
    page = 1
    for i, entry in enumerate(entries):
        page += i % 3 == 0
        p.add("contents", f"{entry}.....{page}" if p.layout.captions == "after" else entry)


def _about(p: Prose, facts: Facts) -> None:
    p.add("heading", "一、部门主要职责")
    for i, duty in enumerate(facts.duties):
        p.body(f"（{ORDINALS[i]}）{duty}。")
    p.body(f"单位咨询电话：{facts.department.phone}")
    p.add("heading", "二、机构设置情况")
    name = facts.department.name
    p.body(f"从单位构成看，{name}部门决算由纳入独立核算的单位本级决算组成。")
    p.body(f"{name}内设机构{len(facts.offices)}个，包括{'、'.join(facts.offices)}。")
    p.body("本文件为虚构样例，与任何真实部门无关。")


def _narrative(p: Prose, facts: Facts) -> None:
    _part(p, 3, part_titles(facts, p.layout)[2])
    write_narrative(p, facts)


def _statements(p: Prose, facts: Facts, rows: dict[int, tuple[Line, ...]], damages: Damages) -> None:
    _part(p, 2, part_titles(facts, p.layout)[1])
    if p.layout.extra_tables:
        _extra(p, facts)
    for position, number in enumerate(p.layout.order, start=1):
        if p.layout.similar_tables and p.layout.tables:
            add_similar(p, facts, number)
        _statement(p, facts, number, position, rows[number], damages)


def _statement(
    p: Prose, facts: Facts, number: int, position: int, lines: tuple[Line, ...], damages: Damages
) -> None:
    layout = p.layout
    title = _title(facts, number, position, layout)
    label, body, unit_line = _caption(facts, number, position, layout)
    empty = {
        7: f"说明：本部门{facts.year}年度无政府性基金预算财政拨款收入支出，故本表无数据。",
        8: f"说明：本部门{facts.year}年度无国有资本经营预算财政拨款支出，故本表无数据。",
    }
    if not layout.tables:
        p.elements.append(PageEnd())
        p.add("caption", title)
        if not lines:
            p.add("note", empty[number].replace("说明：", "注：").replace("，故本表无数据", ""))
        return
    table = grid(number, lines, layout, damages)
    head = _head_rows(number, lines, table, layout)
    if layout.captions == "inside":
        width = len(table[0])
        table = [[title, *[""] * (width - 2), label], [body, *[""] * (width - 2), unit_line], *table]
        head += 2
    else:
        p.add("caption", title)
    if layout.captions == "before":
        for text in (label, body, unit_line):
            if text:
                p.add("caption", text)
    p.elements.append(Cells(tuple(tuple(row) for row in table), head, number))
    p.add("note", NOTES[number - 1])
    if layout.captions == "after":
        for text in (label, unit_line, body):
            if text:
                p.add("caption", text)
    if not lines:
        p.add("note", empty[number])


def _title(facts: Facts, number: int, position: int, layout: Layout) -> str:
    titles = OLDER_TITLES if layout.older_titles else {}
    name = titles.get(number, TITLES[number - 1])
    if number == 9 and layout.three_public == "meetings":
        name = "财政拨款“三公”经费及会议费、培训费支出决算表"
    if number == 8 and layout.capital_balances:
        name = "国有资本经营预算财政拨款收入支出决算表"
    return {
        "plain": name,
        "dated": f"{facts.year}年度{name}",
        "numbered": f"表{position} {name}",
        "labelled": f"{ORDINALS[position - 1]}、{name}",
    }[layout.title_style]


def _caption(facts: Facts, number: int, position: int, layout: Layout) -> tuple[str, str, str]:
    """Label, body and unit of a table; some print body and unit on one line."""
    unit = "元" if number in layout.yuan_tables else "万元"
    name = facts.department.name
    if not layout.units:
        return f"公开{position:02d}表", f"部门：{name}", ""
    if layout.caption_style == 1:
        return f"公开 {position:02d} 表", f"部门：{name}本级", f"单位：{unit}"
    if layout.caption_style == 3:
        return "", f"编制单位：{name}\t\t\t{facts.year}年度\t\t金额单位：{unit}", ""
    if layout.caption_style == 4:
        return f"公开{position:02d}表", f"部门：{name} {facts.year}年度 金额单位：{unit}", ""
    if layout.caption_style == 2:
        return f"公开{position:02d}表", "", f"编制单位：{name} 金额单位：{unit}"
    return f"公开{position:02d}表", f"部门：{name}", f"单位：{unit}"


def _head_rows(number: int, lines: tuple[Line, ...], table: list[list[str]], layout: Layout) -> int:
    if number in (1, 4):
        return 3
    if number == 6:
        return 1 if layout.economic == "list" else 2
    if number == 9:
        heads = {"side": 4, "rows": 2, "vertical": 1, "paired": 3, "stacked": 3, "meetings": 3}
        return heads[layout.three_public]
    return len(table) - max(1, len(lines))


def _extra(p: Prose, facts: Facts) -> None:
    """A tenth and eleventh table, as some cities publish them: not of the nine."""
    p.add("caption", f"{facts.year}年度机构人员情况表")
    rows = (
        ("项目", "行次", "年末人数"),
        ("在职人员", "1", str(20 + len(facts.projects))),
        ("离退休人员", "2", "12"),
    )
    p.elements.append(Cells(rows, 1))
    p.add("caption", f"{facts.year}年度资产情况表")
    asset_rows = (("资产名称", "数量", "计量单位"), ("车辆", str(facts.assets.vehicles), "辆"))
    p.elements.append(Cells(asset_rows, 1))


def texts(elements: tuple[Element, ...]) -> list[str]:
    """The paragraphs of a draft, for tests and planting."""
    return [e.text for e in elements if isinstance(e, Text)]
