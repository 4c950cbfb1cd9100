"""Cells of a self-evaluation form: their words, ticked boxes, and dates."""

from __future__ import annotations

import re

from ...layout.form_words import LONGEST, WIDTH, words
from ...model import Row

_BOX = re.compile(
    r"<input(?P<attributes>[^<>]{0,100})>|(?P<on>☑|☒|✓|✔|√|■|▣|●|\[[xXvV√]\])|(?P<off>□|☐|○|\[ ?\])"
)
_CHOICE_ORDINAL = re.compile(r"(?:^|(?<=\s)|(?<=[;；,，]))[(（]?[0-9一二三四五六七八九]{1,2}[)）.、．]\s*")
_DATE = re.compile(
    r"(?P<year>20[0-9]{2})\s?[年.\-/]\s?(?P<month>[0-9]{1,2})(?:\s?[月.\-/]\s?(?P<day>[0-9]{1,2})(?=\s?日|\s*$|\D))?"
)


def filled(row: Row) -> list[str]:
    """The cells of a row that hold words, in order."""
    return [text for cell in row.cells if cell and (text := words(cell))]


def is_rule(row: Row) -> bool:
    """Whether a row is a Markdown table rule (----)."""
    return not "".join(row.cells).strip("-—|:= \t")


def ticked(cell: str) -> str | None:
    """The choices ticked in a cell such as `1. 常年性项目 ☑ 2. 一次性项目 □`, joined by ；; None where none is.

    A box stands behind its choice, or before it where the cell begins with a box.
    """
    text = cell[:LONGEST]
    boxes = list(_BOX.finditer(text))
    if not boxes:
        return None
    before = not _CHOICE_ORDINAL.sub("", text[: boxes[0].start()]).strip()
    chosen: list[str] = []
    for at, box in enumerate(boxes):
        if not _is_on(box):
            continue
        if before:
            end = boxes[at + 1].start() if at + 1 < len(boxes) else len(text)
            choice = text[box.end() : end]
        else:
            choice = text[boxes[at - 1].end() if at else 0 : box.start()]
        pieces = _CHOICE_ORDINAL.split(choice)
        choice = words(pieces[0 if before and pieces[0].strip() else -1].split("资金量")[0]).strip(
            " ,，;；:："
        )
        if choice:
            chosen.append(choice)
    return "；".join(chosen) or None


def _is_on(box: re.Match[str]) -> bool:
    return bool(box["on"]) or "checked" in (box["attributes"] or "")


def iso_date(text: str) -> str | None:
    """The ISO date of `2025. 5. 20` or `2024年4月10日`; year and month where the day is not printed."""
    match = _DATE.search(text[:60].translate(WIDTH))
    if match is None or not 1 <= int(match["month"]) <= 12:
        return None
    day = int(match["day"] or 0)
    head = f"{match['year']}-{int(match['month']):02d}"
    return f"{head}-{day:02d}" if 1 <= day <= 31 else head
