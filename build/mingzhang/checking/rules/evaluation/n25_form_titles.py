"""N25: the title of a self-evaluation form is that of its project."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....classification import name_key
from ....model import EvaluationForm
from ...context import RuleContext
from ...figures import Subject
from ...registry import rule
from ...trials import Held, Remark, Trial

SOURCE = "部门决算公开文本格式 第六部分 绩效自评表"
_TITLE = re.compile(
    r"^(?:[0-9一二三四五六七八九十]{1,3}[、.．])?(?:20[0-9]{2}年度?)?(?P<name>[^，。；]{4,60}?)(?:项目)?(?:支出)?(?:绩效)?自评表$"
)
_GENERAL = re.compile("(?:部门|单位|财政|专项|项目|预算|支出|资金|整体|绩效|[省市区县]级|本级)+")
"""Titles that name no project."""
_LONGEST = 100
_ABOVE = 8
"""Lines above the name of its project in which a form's title stands."""


@rule(
    "N25.form-title",
    "自评表标题与项目名称一致",
    "A form is titled after its project",
    "自评表标题写有项目名称的，应与表内“项目名称”一致。",
    SOURCE,
    "warning",
)
def form_title(context: RuleContext) -> Iterator[Trial]:
    titles = {
        passage.line: match["name"]
        for _, passage, text in context.with_words("自评表")
        if len(text) < _LONGEST and (match := _TITLE.match(text)) and not _GENERAL.fullmatch(match["name"])
    }
    for form in context.disclosure.forms:
        lines = [line for line in titles if 0 <= form.source_line + _ABOVE - line <= _ABOVE * 2]
        line = max((one for one in lines if one <= form.source_line + 2), default=None)
        if form.kind != "project" or line is None:
            continue
        title, name = name_key(titles[line]), name_key(form.name)
        if title in name or name in title or len(set(title) & set(name)) * 2 > len(set(name)):
            yield Held()
            continue
        yield Remark(
            f"自评表标题为“{titles[line][:40]}”，表内项目名称为“{form.name[:40]}”",
            _line_of_name(context, form),
            line,
            expected=titles[line],
            found=form.name,
            subject=Subject("form", name_key(form.name), "", "name"),
        )


def _line_of_name(context: RuleContext, form: EvaluationForm) -> int:
    named = (
        row.line
        for row in context.rows_between(form.source_line, form.source_line_end)
        if "项目名称" in "".join(row.cells[:1])
    )
    return next(named, form.source_line)
