"""Search documents of what was read as data: rows of the statements, items, projects, forms, tasks, terms, findings."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from ...catalogue import BASES, SIDES, STATEMENTS, StatementKind
from .records import Owner, SearchDocument

Row = sqlite3.Row
_FORM_KINDS = {"overall": "部门整体绩效自评表", "project": "项目绩效自评表"}
_PARTS = {"vehicle_total": ("vehicle_purchase", "vehicle_operation")}
"""A subtotal is left out where its parts stand beside it: who looks for one part would find the subtotal's name first."""
_SUMMARY = (
    "revenue_total",
    "expenditure_total",
    "basic_expenditure",
    "project_expenditure",
    "general_budget_expenditure",
    "three_public_final",
    "operating_cost",
    "procurement_total",
)


def fact_documents(conn: sqlite3.Connection, owner: Owner) -> Iterator[SearchDocument]:
    """The documents of one disclosure that have a table of their own."""
    yield _disclosure(conn, owner)
    for kind in STATEMENTS:
        yield from _statement(conn, owner, kind)
    yield from _statement_notes(conn, owner)
    yield from _execution_items(conn, owner)
    yield from _projects(conn, owner)
    yield from _forms(conn, owner)
    yield from _tasks(conn, owner)
    yield from _terms(conn, owner)
    yield from _findings(conn, owner)


def rows_of(conn: sqlite3.Connection, sql: str, *values: object) -> Iterator[Row]:
    """The rows of a query by name of column, whatever the connection's row factory is."""
    cursor = conn.cursor()
    cursor.row_factory = sqlite3.Row
    yield from cursor.execute(sql, values)


def printed(amount: float) -> str:
    """An amount as digits, without the `.0` of a whole number.

    >>> printed(92.0), printed(4916.71)
    ('92', '4916.71')
    """
    return str(int(amount)) if amount == int(amount) and abs(amount) < 1e15 else repr(amount)


def _joined(*parts: object) -> str:
    return " ".join(str(part) for part in parts if part not in (None, ""))


def _disclosure(conn: sqlite3.Connection, owner: Owner) -> SearchDocument:
    stated: dict[str, str] = {}
    sql = """SELECT metric, name_zh, value, key_figures.unit AS unit FROM key_figures
        JOIN metrics ON metrics.id = metric WHERE disclosure_id = ? ORDER BY origin DESC, position"""
    for row in rows_of(conn, sql, owner.id):
        stated.setdefault(row["metric"], f"{row['name_zh']} {printed(row['value'])}{row['unit']}")
    place = _joined(owner.province, owner.city, owner.district)
    text = "，".join(
        [_joined(place, owner.name), *(stated[metric] for metric in _SUMMARY if metric in stated)]
    )
    return SearchDocument(
        "disclosure", f"{owner.short_name} {owner.fiscal_year}年度部门决算", text, owner.url()
    )


def _statement(conn: sqlite3.Connection, owner: Owner, kind: StatementKind) -> Iterator[SearchDocument]:
    main, has_item = kind.columns[0], kind.number != 9
    sided = next((name for name in ("side", "basis") if name in kind.keys), None)
    sql = f"SELECT * FROM {kind.table} WHERE disclosure_id = ? ORDER BY position"  # noqa: S608
    for row in rows_of(conn, sql, owner.id):
        figures = [
            f"{header} {printed(row[column])}"
            for column, header in kind.figures
            if row[column] is not None and all(row[part] is None for part in _PARTS.get(column, ()))
        ]
        side = (SIDES | BASES).get(row[sided] or "") if sided else None
        code = row["code"] if kind.coded else None
        yield SearchDocument(
            "statement",
            kind.title,
            _joined(side, code, row["item"] if has_item else None, *figures, "万元"),
            owner.url(f"t{kind.number}-r{row['position']}"),
            row["source_line"],
            row["source_line"],
            (code,) if code else (),
            row[main],
            row["disputed"],
        )


def _statement_notes(conn: sqlite3.Connection, owner: Owner) -> Iterator[SearchDocument]:
    sql = "SELECT * FROM statements WHERE disclosure_id = ? AND note IS NOT NULL ORDER BY number"
    for row in rows_of(conn, sql, owner.id):
        yield SearchDocument(
            "statement", row["title"], row["note"], owner.url(f"t{row['number']}"), row["source_line"]
        )


def _execution_items(conn: sqlite3.Connection, owner: Owner) -> Iterator[SearchDocument]:
    sql = "SELECT * FROM execution_items WHERE disclosure_id = ? ORDER BY position"
    for row in rows_of(conn, sql, owner.id):
        names = list(dict.fromkeys(name for name in (row["class"], row["section"], row["item"]) if name))
        text = row["quote"] or _joined(
            *names,
            None if row["initial_budget"] is None else f"年初预算 {printed(row['initial_budget'])}万元",
            None if row["final"] is None else f"支出决算 {printed(row['final'])}万元",
            row["reason"],
        )
        yield SearchDocument(
            "execution",
            " › ".join(names),
            text,
            owner.url(f"e-{row['position']}"),
            row["source_line"],
            codes=(row["code"],) if row["code"] else (),
            amount=row["final"],
            disputed=row["disputed"],
        )


def _projects(conn: sqlite3.Connection, owner: Owner) -> Iterator[SearchDocument]:
    sql = "SELECT * FROM projects WHERE disclosure_id = ? ORDER BY position"
    for row in rows_of(conn, sql, owner.id):
        text = row["quote"] or _joined(row["name"], row["outputs"], row["problems"], row["improvements"])
        yield SearchDocument(
            "project",
            row["name"],
            text,
            owner.url(f"pj-{row['position']}"),
            row["source_line"],
            amount=row["executed"],
            disputed=row["disputed"],
        )


def _forms(conn: sqlite3.Connection, owner: Owner) -> Iterator[SearchDocument]:
    sql = "SELECT * FROM evaluation_forms WHERE disclosure_id = ? ORDER BY position"
    for form in rows_of(conn, sql, owner.id):
        place = form["position"]
        figures = [
            f"{label} {printed(form[column])}{unit}"
            for column, label, unit in (
                ("budget", "预算数", "万元"),
                ("executed", "执行数", "万元"),
                ("execution_pct", "执行率", "%"),
                ("score", "得分", ""),
            )
            if form[column] is not None
        ]
        text = _joined(form["name"], *figures, form["deviation_reason"], form["improvements"])
        yield SearchDocument(
            "form",
            _FORM_KINDS[form["kind"]],
            text,
            owner.url(f"form-{place}"),
            form["source_line"],
            form["source_line"],
            amount=form["executed"],
            disputed=form["disputed"],
        )
        indicators = "SELECT * FROM indicators WHERE form_id = ? ORDER BY position"
        for row in rows_of(conn, indicators, form["id"]):
            levels = list(dict.fromkeys(row[level] for level in ("level1", "level2", "level3") if row[level]))
            yield SearchDocument(
                "indicator",
                form["name"],
                _joined(
                    " › ".join(levels),
                    row["target"] and f"目标值 {row['target']}",
                    row["actual"] and f"完成值 {row['actual']}",
                    f"{_FORM_KINDS[form['kind']]}：目标未完成" if row["met"] == 0 else None,
                ),
                owner.url(f"form-{place}-i{row['position']}"),
                row["source_line"],
                row["source_line"],
            )


def _tasks(conn: sqlite3.Connection, owner: Owner) -> Iterator[SearchDocument]:
    sql = "SELECT * FROM key_tasks WHERE disclosure_id = ? ORDER BY position"
    for row in rows_of(conn, sql, owner.id):
        text = _joined(row["matter"], row["goal"], row["outcome"])
        url = owner.url(f"k-{row['position']}")
        yield SearchDocument("task", "重点工作完成情况", text, url, row["source_line"])


def _terms(conn: sqlite3.Connection, owner: Owner) -> Iterator[SearchDocument]:
    sql = "SELECT * FROM terms WHERE disclosure_id = ? ORDER BY position"
    for row in rows_of(conn, sql, owner.id):
        yield SearchDocument(
            "term",
            f"名词解释 › {row['term']}",
            f"{row['term']}：{row['definition']}",
            owner.url(f"term-{row['position']}"),
            row["source_line"],
            codes=(row["code"],) if row["code"] else (),
        )


def _findings(conn: sqlite3.Connection, owner: Owner) -> Iterator[SearchDocument]:
    sql = """SELECT findings.*, rules.name_zh AS name FROM findings JOIN rules ON rules.id = rule_id
        WHERE disclosure_id = ? ORDER BY position"""
    for row in rows_of(conn, sql, owner.id):
        url = owner.url(f"f-{row['position']}")
        yield SearchDocument("finding", row["name"], row["message"], url, row["source_line"])
