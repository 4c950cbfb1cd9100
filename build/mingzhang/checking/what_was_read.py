"""What reading made of a document: how much of it was read, and what could not be.

The report tells it after the findings: who proofreads a draft must know which tables were never compared.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..model import Disclosure, Grid, Passage, ReadingNote

STATUSES: Mapping[str, str] = {
    "published": "已公开",
    "empty": "空表",
    "lost": "数字未能提取",
    "absent": "未见此表",
}
LEFT_OUT = "left_out"
"""The kind of the note on lines that are no content (contents list, page numbers); they were read."""
_GROUPS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    ("表格", (("cells", "表内数字 {} 个"), ("repaired", "修补 {} 行（含自评表）"))),
    ("正文", (("sections", "{} 节"), ("paragraphs", "{} 段"), ("grids", "{} 个表格"))),
    (
        "数字与事项",
        (
            ("key_figures", "关键数字 {} 个"),
            ("structure_items", "支出结构 {} 类"),
            ("execution_items", "支出明细 {} 项"),
        ),
    ),
    ("绩效", (("projects", "项目综述 {} 个"), ("forms", "自评表 {} 张"), ("indicators", "绩效指标 {} 条"))),
    (
        "其他",
        (
            ("key_tasks", "重点工作 {} 项"),
            ("terms", "名词 {} 条"),
            ("duties", "职责 {} 条"),
            ("organisation_units", "机构 {} 个"),
        ),
    ),
)


def counts(disclosure: Disclosure) -> dict[str, int]:
    """How many of everything were read, by name."""
    rows = [row for statement in disclosure.statements for row in statement.rows]
    blocks = [block for section in disclosure.sections for block in section.blocks]
    indicators = [indicator for form in disclosure.forms for indicator in form.indicators]
    return {
        "cells": sum(value is not None for row in rows for value in row.figures.values()),
        "cells_with_digits": sum(statement.cells.digits for statement in disclosure.statements),
        "cells_told": sum(statement.cells.told for statement in disclosure.statements),
        "repaired": sum(bool(row.repairs) for row in rows)
        + sum(form.repaired is not None for form in disclosure.forms)
        + sum(indicator.repaired is not None for indicator in indicators),
        "sections": len(disclosure.sections),
        "paragraphs": sum(isinstance(block, Passage) for block in blocks),
        "grids": sum(isinstance(block, Grid) for block in blocks),
        "key_figures": len(disclosure.key_figures),
        "structure_items": len(disclosure.structure_items),
        "execution_items": len(disclosure.execution_items),
        "projects": len(disclosure.projects),
        "forms": len(disclosure.forms),
        "indicators": len(indicators),
        "key_tasks": len(disclosure.key_tasks),
        "terms": len(disclosure.terms),
        "duties": len(disclosure.duties),
        "organisation_units": len(disclosure.organisation_units),
    }


def what_was_read(disclosure: Disclosure) -> list[tuple[str, str]]:
    """A line for each part of the document: its name and what was read of it, in Chinese."""
    number = counts(disclosure)
    told = [
        (part, "，".join(words.format(number[name]) for name, words in wanted)) for part, wanted in _GROUPS
    ]
    return [("九张表", _statements(disclosure)), *told]


def _statements(disclosure: Disclosure) -> str:
    pieces = []
    for status, name in STATUSES.items():
        numbers = [f"{s.number:02d}" for s in disclosure.statements if s.status == status]
        if numbers:
            pieces.append(f"{name} {len(numbers)} 张（公开{'、'.join(numbers)}表）")
    cells = [statement.cells for statement in disclosure.statements]
    digits, told = sum(count.digits for count in cells), sum(count.told for count in cells)
    if digits:
        pieces.append(f"含数字的格 {digits} 个" + (f"，其中 {told} 个未能读入" if told else "全部读入"))
    return "，".join(pieces)


def unread(disclosure: Disclosure) -> list[ReadingNote]:
    """What could not be read or was doubtful, by line: the notes, and the statements without figures."""
    notes = [note for note in disclosure.notes if note.kind != LEFT_OUT]
    for statement in disclosure.statements:
        if statement.status in ("lost", "absent"):
            text = f"公开{statement.number:02d}表 {statement.title}：{STATUSES[statement.status]}"
            notes.append(ReadingNote(f"{statement.status}_statement", text, statement.place))
    return sorted(notes, key=lambda note: note.source_line or 0)


def left_out(disclosure: Disclosure) -> list[str]:
    """What was left out knowingly, as no content."""
    return [note.text for note in disclosure.notes if note.kind == LEFT_OUT]
