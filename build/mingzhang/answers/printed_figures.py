"""What a disclosure says of a concept: every figure it prints, where, and what the checks found of these places."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from ..catalogue import statement_kind
from ..catalogue.metrics import metric
from ..classification import economic_codes, function_codes
from ..search.documents.facts import printed
from ..search.language.normal import normalise
from .records import EMPTY, LOST, NOT_PUBLISHED, Body, Concept, Evidence, Refused

NUMBERS = re.compile(r"\d+(?:\.\d+)?")
ITEM_ORDINAL = re.compile("^[一二三四五六七八九十]+、")
"""What stands before an item of a summary table: 一、一般公共服务支出."""

_MOST_MARKS = 3
_LONG, _MOST_PAIRS = 5, 0.75


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed value and where it stands: `origin` is a table's title or 正文; `code` of the item where one is printed."""

    value: float
    unit: str
    origin: str
    line: int | None
    quote: str
    code: str = ""


@dataclass(frozen=True)
class Source:
    """One disclosure with the connection it is read by."""

    conn: sqlite3.Connection
    body: Body
    year: int
    id: str

    def rows(self, sql: str, *values: object) -> list[dict[str, Any]]:
        """Rows of a query as mappings; `?1` is the disclosure."""
        cursor = self.conn.cursor()
        cursor.row_factory = None
        cursor.execute(sql, (self.id, *values))
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]

    @property
    def named(self) -> str:
        """The body and the year, with the name the account bears where that is another."""
        return f"{self.body.called}{f'（该年度名为{self.under}）' if self.under else ''}{self.year}年度"

    @property
    def under(self) -> str | None:
        """The name the account bears where the body was called otherwise that year."""
        return next((name for _, id_, name in self.body.others if id_ == self.id), None)

    @property
    def scope(self) -> str | None:
        (row,) = self.rows("SELECT scope FROM disclosures WHERE id = ?1")
        scope: str | None = row["scope"]
        return scope

    def evidence(self, line: int | None, quote: str | None) -> Evidence:
        """Evidence for a line: the address of what was read from it, else of the page, and its page in the source;
        without a `quote` the line's own words."""
        sql = """SELECT disclosures.page_url AS page, source_id,
            (SELECT page_url FROM search_documents WHERE disclosure_id = ?1 AND source_line = ?2 LIMIT 1) AS url,
            (SELECT source_page FROM source_lines AS l WHERE l.source_id = disclosures.source_id AND line = ?2) AS of_source,
            (SELECT text FROM source_lines AS l WHERE l.source_id = disclosures.source_id AND line = ?2) AS text
            FROM disclosures WHERE id = ?1"""
        (found,) = self.rows(sql, line)
        words = quote if quote is not None else found["text"] or ""
        return Evidence(found["url"] or found["page"], line, words, found["of_source"], found["source_id"])


@dataclass(frozen=True)
class Target:
    """What is meant, with its figures. `notes` say more of it, such as how far its budget was carried out; `items` are
    several of one name."""

    concept: Concept
    figures: list[Figure]
    notes: list[str] = field(default_factory=list)
    items: tuple[str, ...] = ()


def metric_figures(source: Source, id_: str) -> list[Figure]:
    """What tables and prose print for a metric, the table first."""
    sql = """SELECT value, unit, origin, source_line, quote FROM key_figures
        WHERE disclosure_id = ?1 AND metric = ?2 ORDER BY origin DESC, position"""
    return [
        Figure(
            row["value"],
            row["unit"],
            "表" if row["origin"] == "table" else "正文",
            row["source_line"],
            row["quote"] or "",
        )
        for row in source.rows(sql, id_)
    ]


def item_figures(source: Source, concept: Concept, column: str | None = None) -> list[Figure]:
    """What tables and prose print for a code or a name of the classification, spending before revenue."""
    found: list[Figure] = []
    for number in (3, 5, 4, 1, 7, 8, 6, 2):
        kind = statement_kind(number)
        value = column if column and column in kind.columns else kind.columns[0]
        if number == 7:
            value = "total"
        sql = f"SELECT * FROM {kind.table} WHERE disclosure_id = ?1 ORDER BY position"  # noqa: S608
        found += [
            Figure(
                row[value],
                "万元",
                f"公开{number:02d}表",
                row["source_line"],
                f"{row['item']} {printed(row[value])}",
                row.get("code") or "",
            )
            for row in source.rows(sql)
            if row[value] is not None
            and row.get("side") != "revenue"
            and is_item(concept, row.get("code"), row["item"])
        ]
    if column is None:
        found += _item_prose(source, concept)
    return found


def _item_prose(source: Source, concept: Concept) -> Iterator[Figure]:
    for row in execution_rows(source, concept):
        if row["final"] is not None:
            yield Figure(
                row["final"], "万元", "正文", row["source_line"], row["quote"] or "", row["code"] or ""
            )
    for row in source.rows("SELECT * FROM structure_items WHERE disclosure_id = ?1"):
        if is_item(concept, row["code"], row["item"]) and row["amount"] is not None:
            yield Figure(row["amount"], "万元", "正文", row["source_line"], row["quote"] or "")


def summary_figures(source: Source, name: str) -> list[Figure]:
    """What 公开01表 prints in the row of a name, on either side: 年末结转和结余."""
    rows = source.rows("SELECT * FROM revenue_expenditure_summary WHERE disclosure_id = ?1 ORDER BY position")
    concept = Concept("item", "", name)
    return [
        Figure(
            row["amount"], "万元", "公开01表", row["source_line"], f"{row['item']} {printed(row['amount'])}"
        )
        for row in rows
        if row["amount"] is not None and is_item(concept, None, row["item"])
    ]


def execution_rows(source: Source, concept: Concept) -> list[dict[str, Any]]:
    """The sentences on how an item's budget was carried out."""
    rows = source.rows("SELECT * FROM execution_items WHERE disclosure_id = ?1 ORDER BY position")
    return [
        row
        for row in rows
        if is_item(concept, row["code"], row["item"] or row["section"] or row["class"] or "")
    ]


def is_item(concept: Concept, code: str | None, item: str) -> bool:
    """Whether a row is of a concept: by its code, or by its name."""
    own = ITEM_ORDINAL.sub("", normalise(item))
    if concept.key and code:
        return code == concept.key
    return own == normalise(concept.name) or own.removesuffix("支出") == normalise(concept.name).removesuffix(
        "支出"
    )


def project_rows(source: Source, name: str) -> list[dict[str, Any]]:
    """Projects and evaluation forms that are so called, the form first: it is the table."""
    forms = source.rows(
        """SELECT name, budget, executed, execution_pct AS pct, source_line, source_line_end, '自评表' AS origin,
            deviation_reason AS reason FROM evaluation_forms WHERE disclosure_id = ?1 AND kind = 'project'"""
    )
    told = source.rows(
        """SELECT name, budget, executed, completion_pct AS pct, source_line, source_line AS source_line_end,
            '项目自评综述' AS origin, quote AS reason FROM projects WHERE disclosure_id = ?1"""
    )
    return [row for row in [*forms, *told] if same_project(row["name"], name)]


def project_names(source: Source) -> list[str]:
    """The names of all projects of a disclosure."""
    sql = """SELECT name FROM projects WHERE disclosure_id = ?1
        UNION SELECT name FROM evaluation_forms WHERE disclosure_id = ?1 AND kind = 'project'"""
    return [row["name"] for row in source.rows(sql)]


def short_project(name: str) -> str:
    """A project's name, normalised, without its year and what stands in brackets at its end."""
    plain = re.sub(r"^(20\d\d年?度?)+", "", normalise(name))
    return re.sub(r"[（(].*$", "", plain) or plain


def same_project(name: str, other: str) -> bool:
    """Whether two names are of one project: alike, or one begins the other (2023清真肉食补贴、少数民族…)."""
    left, right = sorted((short_project(name), short_project(other)), key=len)
    return left == right or right.startswith((f"{left}、", f"{left}工作经费", f"{left}经费"))


def holds_most(plain: str, words: str) -> bool:
    """Whether a text holds words, or most pairs of their characters (安置…转业志愿兵 for 转业志愿兵安置)."""
    if words in plain:
        return True
    pairs = [words[at : at + 2] for at in range(len(words) - 1)]
    return len(words) >= _LONG and sum(pair in plain for pair in pairs) >= _MOST_PAIRS * len(pairs)


def marks(source: Source, figures: Sequence[Figure], names: Iterable[str] = ()) -> tuple[str, ...]:
    """What the checks found of these figures: findings of their lines that print one of the values or names."""
    lines = {figure.line for figure in figures if figure.line is not None}
    values = {number for figure in figures for number in (printed(figure.value), printed(abs(figure.value)))}
    wanted = [normalise(name) for name in names if name]
    out: list[str] = []
    for row in findings(source):
        plain = normalise(row["message"])
        near = {row["source_line"], row["other_line"]} & lines
        about = {*NUMBERS.findall(plain)} & values or any(name in plain for name in wanted)
        if near and about:
            out.append(row["message"])
    return tuple(dict.fromkeys(out))[:_MOST_MARKS]


def marks_said(marked: Iterable[str]) -> str:
    """What the checks found, as sentences at the end of an answer."""
    return "".join(f"核对：{mark}。" for mark in marked)


def findings(source: Source) -> list[dict[str, Any]]:
    """Errors and warnings of a disclosure, in the order they are listed."""
    sql = """SELECT * FROM findings WHERE disclosure_id = ?1 AND severity IN ('error', 'warning')
        ORDER BY severity, position"""
    return source.rows(sql)


def status(source: Source, number: int) -> tuple[str, str | None, int | None]:
    """Whether a statement was published, is empty or lost; its note and line."""
    sql = "SELECT status, note, source_line FROM statements WHERE disclosure_id = ?1 AND number = ?2"
    rows = source.rows(sql, number)
    return (rows[0]["status"], rows[0]["note"], rows[0]["source_line"]) if rows else ("absent", None, None)


def why_nothing(source: Source, concept: Concept) -> Refused:
    """Why there is no figure: the table is empty, its figures are lost, or nothing was published."""
    told = f"{source.named}“{concept.name}”"
    for number in _tables_of(concept):
        state, note, line = status(source, number)
        title = statement_kind(number).title
        if state == "empty":
            words = f"，原文注明“{note}”" if note else ""
            evidence = (source.evidence(line, note or title),)
            return Refused(EMPTY, f"{told}所在的《{title}》是空表{words}。", evidence=evidence)
        if state == "lost":
            where = (source.evidence(line, title),)
            return Refused(
                LOST,
                f"{told}应在《{title}》，该表的数字在原文中已丢失，正文也没有这个数。",
                evidence=where,
            )
    return Refused(NOT_PUBLISHED, f"{told}没有公布数额。")


def _tables_of(concept: Concept) -> tuple[int, ...]:
    """The statements a concept's figure should stand in."""
    if concept.kind == "metric":
        cell = metric(concept.key).cell
        return (cell[0],) if cell else ()
    if concept.kind == "item":
        economic = concept.key.startswith("3") if concept.key else is_economic(concept.name)
        return (6,) if economic else (3, 5)
    return ()


@cache
def _economic_names() -> frozenset[str]:
    functional = {normalise(code.name) for code in function_codes()}
    return frozenset(normalise(code.name) for code in economic_codes()) - functional


def is_economic(name: str) -> bool:
    """Whether a name is one of the economic classification alone."""
    return normalise(name) in _economic_names()
