"""A database of three made-up disclosures for the tests of search: every kind of document, printed twice and hostile."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mingzhang.catalogue import METRICS
from mingzhang.database.loading import Loader, new_database
from mingzhang.portal import Portal
from mingzhang.search.delivery import Delivery
from mingzhang.search.documents.search_documents import documents_of, owners, ready, write_ready

Row = dict[str, Any]
WHO = (
    # department, short name, district, year
    ("qingxi", "清溪街道办事处", "云岭区", 2023),
    ("qingxi", "清溪街道办事处", "云岭区", 2024),
    ("baisha", "白沙街道办事处", "江北县", 2023),
)
HOSTILE = "<img src=x onerror=alert(1)> & “三公”"
LONG = "".join(f"第{n}项工作按计划完成，群众满意。" for n in range(1, 121))


def rows() -> Iterator[tuple[str, Row]]:
    for m in METRICS:
        named = {"id": m.id, "name_zh": m.zh, "name_en": m.en, "unit": m.unit, "definition": m.definition}
        yield "metrics", named
    yield (
        "rules",
        {
            "id": "T1",
            "family": "T1",
            "name_zh": "合计相等",
            "severity": "error",
            "explanation": "各项之和等于合计",
        },
    )
    for department, name, district in dict.fromkeys(who[:3] for who in WHO):
        full = f"江川市{district}人民政府{name}"
        yield "departments", {
            "id": department, "name": full, "short_name": name, "kind": "街道办事处", "district": district, "city": "江川市",
        }  # fmt: skip
    for department, name, _, year in WHO:
        yield from disclosure(f"{department}-{year}", department, name, year)


def disclosure(id_: str, department: str, name: str, year: int) -> Iterator[tuple[str, Row]]:
    yield "sources", {"id": id_, "path": f"{id_}.txt", "status": "ok"}
    yield "disclosures", {
        "id": id_, "department_id": department, "fiscal_year": year, "title": f"{name}{year}年度部门决算",
        "source_id": id_, "page_url": f"d/{id_}/", "made_up": 1,
    }  # fmt: skip
    mine = {"disclosure_id": id_}
    yield "key_figures", {
        **mine, "position": 1, "metric": "expenditure_total", "value": 1234.5, "unit": "万元", "origin": "table",
    }  # fmt: skip
    yield "statements", {**mine, "number": 3, "title": "支出决算表", "status": "published"}
    yield "statements", {
        **mine, "number": 7, "title": "政府性基金表", "status": "empty", "note": "本部门没有政府性基金。", "source_line": 40,
    }  # fmt: skip
    for position, (code, item, total) in enumerate(
        (("2080208", "基层政权建设和社区治理", 4916.71), ("2010301", "行政运行", 92.0)), start=1
    ):
        yield "expenditure_by_function", {
            **mine, "position": position, "code": code, "level": 3, "item": item, "total": total, "project": total,
            "source_line": 20 + position,
        }  # fmt: skip
    yield from prose(id_, year)
    yield "execution_items", {
        **mine, "position": 1, "code": "2010301", "class": "一般公共服务支出", "item": "行政运行", "final": 92.0,
        "quote": "行政运行年初预算为80万元，支出决算为92万元。", "source_line": 61,
    }  # fmt: skip
    yield (
        "projects",
        {
            **mine,
            "position": 1,
            "name": "环卫保洁",
            "executed": 12.5,
            "outputs": "道路整洁",
            "source_line": 62,
        },
    )
    yield "evaluation_forms", {
        "id": f"{id_}-form-1", **mine, "position": 1, "kind": "project", "name": "环卫保洁", "score": 98.0, "source_line": 70,
    }  # fmt: skip
    yield "indicators", {
        "form_id": f"{id_}-form-1", "position": 1, "level1": "产出指标", "level3": "清扫面积", "target": "≥5万平方米",
        "actual": "5.2万平方米", "source_line": 72,
    }  # fmt: skip
    yield (
        "key_tasks",
        {**mine, "position": 1, "matter": "老旧小区改造", "outcome": "完成3个小区", "source_line": 80},
    )
    yield (
        "terms",
        {
            **mine,
            "position": 1,
            "term": "“三公”经费",
            "definition": "指出国、用车和接待费用。",
            "source_line": 90,
        },
    )
    yield "findings", {
        **mine, "id": f"{mine['disclosure_id']}-f-1", "subject_kind": "cell", "subject_key": "1", "position": 1, "rule_id": "T1", "severity": "error", "message": "合计相差0.01万元", "cause": "source",
    }  # fmt: skip


def prose(id_: str, year: int) -> Iterator[tuple[str, Row]]:
    """Two headings, paragraphs, and table rows of which some were read into units of their own."""
    for position, path, heading in (
        (1, "3", f"第三部分 {year}年度情况说明"),
        (2, "3.九", "九、“三公”经费情况"),
    ):
        yield "sections", {
            "id": f"{id_}-s-{position}", "disclosure_id": id_, "position": position, "part": 3, "path": path,
            "heading": heading, "text": "", "source_line": 50, "page_url": f"d/{id_}/#s-{position}",
        }  # fmt: skip
    texts = (
        ("paragraph", f"{year}年“三公”经费支出决算为{year - 2000}.50万元。", 55),
        ("paragraph", HOSTILE, 56),
        ("paragraph", LONG, 57),
        ("paragraph", "低保对象和环卫工人得到照顾，最低标准不变，本段印了两次。", 58),
        ("paragraph", "低保对象和环卫工人得到照顾，最低标准不变，本段印了两次。", 59),
        ("paragraph", "行政运行年初预算为80万元，支出决算为92万元。", 61),
        ("row", "一级指标\t清扫面积", 71),
        ("row", "清扫面积\t≥5万平方米\t5.2万平方米", 72),
        ("row", "附注\t另有说明", 73),
    )
    for position, (kind, text, line) in enumerate(texts, start=1):
        yield "paragraphs", {
            "section_id": f"{id_}-s-2", "position": position, "kind": kind, "text": text, "source_line": line,
            "source_line_end": line,
        }  # fmt: skip


def write_search_database(path: Path) -> Path:
    """Write the database to `path`, search documents and index included."""
    with new_database(path) as db:
        loader = Loader(db)
        loader.add(rows())
        loader.close()
        write_search_documents(db.conn)
    return path


def write_search_documents(conn: sqlite3.Connection) -> int:
    """Fill `search_documents` and its full-text index from the other tables, in this process; how many there are."""
    return sum(write_ready(conn, (ready(owner, documents_of(conn, owner)) for owner in owners(conn))))


def deliver(database: Path, site: Path, portal: Portal) -> dict[str, Any]:
    """Give the documents of `database` to the back ends of a portal at once; the site's configuration."""
    with Delivery(portal) as delivery:
        configuration = delivery.prepare(database, site)
        delivery.finish()
    return configuration
