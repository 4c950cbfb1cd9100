"""The page on how openly accounts are published, and its download: each kind and year for itself."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from itertools import groupby

from ...exports.text_files import csv_text
from ..html_page import Page
from ..parts.group_charts import NO_KIND
from ..parts.transparency import Score, method, scores
from ..templating import render

URL = "transparency/"


def transparency_page(conn: sqlite3.Connection) -> Page:
    """Make the page on how openly each department publishes, by kind and year."""

    def kind_and_year(score: Score) -> tuple[str, int]:
        return score.disclosure["kind"] or NO_KIND, score.disclosure["fiscal_year"]

    scored = scores(conn)
    groups = [(kind, year, list(some)) for (kind, year), some in groupby(scored, kind_and_year)]
    body = render("transparency.html", URL, method=method(), groups=groups)
    return Page(
        URL,
        "公开程度",
        body,
        "各部门决算公开得是否齐全、按期、前后相符、可以读取；同类同年并列，不排名。",
        bare=True,
        files=(_file(scored),),
    )


def _file(scored: Iterable[Score]) -> tuple[str, bytes]:
    """Return (path in the site, bytes) of the scores with their parts and weights."""
    parts = method().parts
    head = ["标识", "部门", "类型", "年度", *(f"{part.zh}（权重 {part.weight:g}）" for part in parts), "得分"]
    rows = (
        (s.disclosure["id"], s.disclosure["short_name"], s.disclosure["kind"], s.disclosure["fiscal_year"],
         *(_rounded(s.parts[part.id]) for part in parts), s.total)
        for s in scored
    )  # fmt: skip
    return f"{URL}scores.csv", csv_text(head, rows).encode("utf-8-sig")


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
