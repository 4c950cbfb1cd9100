"""整体和项目绩效自评表 read from their tables, however the cells are shifted and the pages broken."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal

from ...layout.form_figures import number, percentage, plain_number
from ...layout.form_tables import FormRegion, first_label
from ...layout.form_words import label, words
from ...model import EvaluationForm, Place, Row
from .evidence import with_cells_of
from .form_cells import filled, iso_date, ticked
from .indicators import IndicatorTable, is_header

_TITLE_WORDS = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）])?(?:20[0-9]{2}年度?)?(?P<name>.{0,80}?)"
    r"(?:项目)?(?:支出)?(?:绩效)?自评(?:表)?$"
)
MOST_ALIKE = 8
"""Forms of one name and amounts that a further one is compared with."""
_MONEY_ROW = re.compile(
    r"^(?:其中:)?(?:年度|当年|全年)?(?:部门|单位)?(?:整体)?(?:项目)?(?:财政)?(?:拨款)?(?:资金|支出)(?:总额|合计)$"
)
_MONEY_PART = re.compile(
    r"^(?:其中:?)?(?:当年|本年|上年|以前年度)?(?:一般公共预算|政府性基金)?(?:财政拨款|财政资金|结转结余?资金|结转资金|其他资金|单位资金|非财政)"
)
_COLUMN_KINDS = (
    ("年初预算", "initial"),
    ("预算数", "budget"),
    ("执行数", "executed"),
    ("执行率", "rate"),
    ("分值", "weight"),
    ("得分", "score"),
)
_HEAD = {
    "项目类别": "category",
    "项目属性": "attribute",
    "项目类型": "recurrence",
    "预算来源及资金规模": "source",
}
_SCORES = ("总分", "自评得分", "综合得分", "合计得分", "自评总分")
_SKIPPED = (
    "主管部门",
    "项目实施单位",
    "实施单位",
    "项目负责人",
    "联系电话",
    "基本支出总额",
    "单位名称",
    "部门名称",
)


@dataclass(slots=True)
class _Head:
    """What the rows above and below the indicators say."""

    name: str | None = None
    choices: dict[str, str | None] = field(default_factory=dict)
    budget: Decimal | None = None
    executed: Decimal | None = None
    execution_pct: Decimal | None = None
    score: Decimal | None = None
    unit: str = "万元"
    columns: tuple[str, ...] = ()
    notes: dict[str, list[str]] = field(default_factory=lambda: {"reason": [], "improvements": []})
    open_note: str | None = None
    in_money: bool = False


def read_forms(regions: Iterable[FormRegion]) -> tuple[EvaluationForm, ...]:
    """The forms in order, each once: where a form is printed again, the fuller print stands and `copies` names the
    lines of the others."""
    alike: dict[tuple[object, ...], list[EvaluationForm]] = {}
    for region in regions:
        form = _read_form(region)
        if form is None:
            continue
        prints = alike.setdefault((form.kind, label(form.name), form.budget, form.executed), [])
        at = next((at for at, other in enumerate(prints[:MOST_ALIKE]) if _same(form, other)), None)
        if at is None:
            prints.append(form)
        else:
            prints[at] = _merge(prints[at], form)
    forms = sorted((form for prints in alike.values() for form in prints), key=lambda form: form.source_line)
    return tuple(replace(form, position=at) for at, form in enumerate(forms, start=1))


def _read_form(region: FormRegion) -> EvaluationForm | None:
    head = _Head()
    table = IndicatorTable()
    for row, first_of_page in region.rows:
        cells = filled(row)
        if cells and not _read_head(head, row, cells):
            table.read(row, cells, first_of_page)
    kind = "project" if first_label(region.rows[0][0]) == "项目名称" else "overall"
    name = head.name or region.above or _title_name(region.title)
    if not name or not (table.found or head.budget is not None or head.executed is not None):
        return None
    return EvaluationForm(
        position=0,
        kind="overall" if kind == "overall" else "project",
        name=name,
        filled_on=iso_date(label(region.filled_on)) if region.filled_on else None,
        category=head.choices.get("category") or head.choices.get("source"),
        attribute=head.choices.get("attribute"),
        recurrence=head.choices.get("recurrence"),
        budget=head.budget,
        executed=head.executed,
        execution_pct=head.execution_pct,
        score=head.score,
        deviation_reason="".join(head.notes["reason"]) or None,
        improvements="".join(head.notes["improvements"]) or None,
        indicators=tuple(table.found),
        place=Place(region.title_line or region.rows[0][0].line),
        source_line_end=region.rows[-1][0].line,
    )


def _read_head(head: _Head, row: Row, cells: list[str]) -> bool:
    """Take in a row of the form's head or foot; False where it belongs to the indicators."""
    first = label(cells[0]).rstrip(":")
    if first in ("项目名称", "单位名称", "部门名称", "部门(单位)名称"):
        head.name = head.name or (cells[1] if len(cells) > 1 else None)
    elif first in _HEAD:
        raw = " ".join(cell for cell in row.cells if cell)
        head.choices[_HEAD[first]] = ticked(raw[raw.find(cells[0][-1]) + 1 :])
    elif (columns := _money_columns(cells)) or (first.startswith("预算执行") and not is_header(cells)):
        _open_money(head, cells, first, columns)
    elif _MONEY_ROW.match(first) and len(cells) > 1 and (head.in_money or _is_figure(cells[1])):
        _read_money(head, cells)
    elif head.in_money and _MONEY_PART.match(first):
        return True
    elif first.startswith(_SCORES):
        scores = [score for cell in cells[1:] if (score := plain_number(cell)) is not None]
        head.score = scores[-1] if scores else head.score
    else:
        return _read_note(head, cells, first)
    head.open_note = None
    return True


def _open_money(head: _Head, cells: list[str], first: str, columns: tuple[str, ...]) -> None:
    """Take in the row that heads the money of a form, with the figures that stand on it already."""
    head.unit = "元" if "(元)" in first else "万元"
    head.in_money, head.columns = True, columns or head.columns
    _read_money(head, [cell for cell in cells[1:] if _MONEY_ROW.match(label(cell)) or _is_figure(cell)])


def _read_note(head: _Head, cells: list[str], first: str) -> bool:
    """偏差原因 and 改进措施, and the rows that go on with them on the next page."""
    if first.startswith(("偏差大", "偏差原因", "目标未完成", "未完成原因")):
        head.open_note = "reason"
    elif first.startswith(("改进措施", "下一步改进", "结果应用")):
        head.open_note = "improvements"
    elif first in _SKIPPED:
        return True
    elif head.open_note and len(cells) == 1:
        head.notes[head.open_note].append(cells[0])
        return True
    else:
        return False
    head.notes[head.open_note].extend(cells[1:])
    return True


def _is_figure(cell: str) -> bool:
    return number(cell) is not None or percentage(cell) is not None


def _read_money(head: _Head, cells: list[str]) -> None:
    """Budget, executed and rate of 年度财政资金总额 6.36 6.36 100%, in this order."""
    if head.budget is not None or not cells or not _MONEY_ROW.match(label(cells[0])):
        return
    amounts: list[Decimal] = []
    rate: Decimal | None = None
    for cell in cells[1:]:
        rate = percentage(cell)
        if rate is not None:
            break
        amount = number(cell, head.unit)
        if amount is None:
            break
        amounts.append(amount)
    head.execution_pct = rate
    if "initial" in head.columns:
        # 年初预算数 全年预算数 全年执行数 分值: read from the right, for the first may be blank.
        before = head.columns[: head.columns.index("rate")] if "rate" in head.columns else head.columns
        named = dict(zip(reversed(before), reversed(amounts[: len(before)]), strict=False))
        head.budget, head.executed = named.get("budget"), named.get("executed")
        return
    head.budget = amounts[0] if amounts else None
    head.executed = amounts[1] if len(amounts) > 1 else None


def _money_columns(cells: list[str]) -> tuple[str, ...]:
    """The kinds of the columns that a head such as 年初预算数 全年预算数 全年执行数 分值 执行率 得分 names; none where
    the row is no such head."""
    if "执行" not in "".join(cells):
        return ()
    kinds = tuple(kind for cell in cells if (kind := _column_kind(label(cell))))
    return kinds if "executed" in kinds and len(kinds) >= 2 else ()


def _column_kind(text: str) -> str | None:
    if len(text) > 14:
        return None
    return next(
        (kind for word, kind in _COLUMN_KINDS if word in text and not text.startswith("预算执行")), None
    )


def _title_name(title: str | None) -> str | None:
    match = _TITLE_WORDS.match("".join(words(title).split())) if title else None
    return (match["name"] or None) if match else None


def _same(form: EvaluationForm, other: EvaluationForm) -> bool:
    """Whether two prints of the same kind, name and amounts are one form: half of the indicators are the same."""
    ours = {label(indicator.level3) for indicator in form.indicators}
    theirs = {label(indicator.level3) for indicator in other.indicators}
    return not ours or not theirs or 2 * len(ours & theirs) >= min(len(ours), len(theirs))


def _fullness(form: EvaluationForm) -> int:
    return sum(
        1 + bool(i.target) + bool(i.actual) + bool(i.goal) + (i.met is not None) for i in form.indicators
    )


def _merge(first: EvaluationForm, again: EvaluationForm) -> EvaluationForm:
    kept, other = (first, again) if _fullness(first) >= _fullness(again) else (again, first)
    copies = tuple(sorted({*first.copies, *again.copies, other.source_line}))
    return replace(
        kept,
        copies=copies,
        indicators=with_cells_of(kept.indicators, other.indicators),
        filled_on=kept.filled_on or other.filled_on,
        category=kept.category or other.category,
        attribute=kept.attribute or other.attribute,
        recurrence=kept.recurrence or other.recurrence,
    )
