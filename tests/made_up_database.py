"""A small database of made-up departments, with every table of the catalogue, for the tests of serving and exports."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mingzhang.catalogue import METRICS, STATEMENTS, TABLES
from mingzhang.database.loading import new_database
from mingzhang.portal import Portal, starter_root
from search_database import write_search_documents
from writable import make_writable

DEPARTMENTS = (
    # id, short name, kind, district
    ("qingxi-jiedao", "清溪街道办事处", "街道办事处", "云岭区"),
    ("baisha-jiedao", "白沙街道办事处", "街道办事处", "云岭区"),
    ("yunling-zhengfuban", "云岭区人民政府办公室", "政府办公室", "云岭区"),
)
YEARS = (2022, 2023)
SHOUTED = "<script>alert(1)</script>"
FORMULA = "=HYPERLINK(1)"

Row = dict[str, Any]


def made_up_rows() -> Iterator[tuple[str, Row]]:
    """Every row, parents first. Figures grow with the department and the year, so that each can be told apart."""
    yield from _reference()
    for place, (id_, name, kind, district) in enumerate(DEPARTMENTS, start=1):
        yield (
            "departments",
            {
                "id": id_,
                "name": f"江川市{district}{name}",
                "short_name": name,
                "kind": kind,
                "district": district,
                "city": "江川市",
            },
        )
        for year in YEARS:
            yield from _disclosure(id_, name, year, 100.0 * place + (year - YEARS[0]))


def _reference() -> Iterator[tuple[str, Row]]:
    for metric in METRICS:
        yield (
            "metrics",
            {
                "id": metric.id,
                "name_zh": metric.zh,
                "name_en": metric.en,
                "unit": metric.unit,
                "definition": metric.definition,
            },
        )
    yield (
        "rules",
        {
            "id": "I01",
            "family": "I01",
            "name_zh": "收入合计",
            "severity": "error",
            "explanation": "各项收入之和等于合计",
        },
    )
    yield (
        "rules",
        {
            "id": "N17",
            "family": "N17",
            "name_zh": "增减方向",
            "severity": "warning",
            "explanation": "方向与数字相符",
        },
    )
    for code, name, level, parent in (
        ("201", "一般公共服务支出", 1, None),
        ("20103", "政府办公厅（室）及相关机构事务", 2, "201"),
        ("2010301", "行政运行", 3, "20103"),
        ("2010302", "一般行政管理事务", 3, "20103"),
        ("208", "社会保障和就业支出", 1, None),
        ("20805", "行政事业单位养老支出", 2, "208"),
        ("2080505", "机关事业单位基本养老保险缴费支出", 3, "20805"),
    ):
        yield "function_codes", {"code": code, "name": name, "level": level, "parent": parent}
    yield "economic_codes", {"code": "30101", "name": "基本工资", "level": 2, "parent": "301"}
    yield "portal", {"key": "version", "value": "test"}


def _disclosure(department: str, name: str, year: int, base: float) -> Iterator[tuple[str, Row]]:
    id_ = f"{department}-{year}"
    yield (
        "sources",
        {
            "id": f"hash-{id_}",
            "path": f"{id_}.txt",
            "format": "text",
            "bytes": 10,
            "lines": 9,
            "status": "ok",
        },
    )
    for line in range(1, 10):
        yield "source_lines", {"source_id": f"hash-{id_}", "line": line, "text": f"第{line}行"}
    yield (
        "disclosures",
        {
            "id": id_, "department_id": department, "fiscal_year": year, "title": f"{name}{year}年度部门决算",
            "scope": "汇总", "source_id": f"hash-{id_}", "page_url": f"d/{id_}/", "published_on": f"{year + 1}-09-20",
        },
    )  # fmt: skip
    for kind in STATEMENTS:
        lost = kind.number == 7 and department == "qingxi-jiedao"
        yield (
            "statements",
            {
                "disclosure_id": id_,
                "number": kind.number,
                "title": kind.title,
                "status": "lost" if lost else "published",
            },
        )
    yield from _statements(id_, base, tree=department != "baisha-jiedao")
    yield from _facts(id_, base)
    section, text = f"{id_}-s1", f"本年“三公”经费支出{base}万元。{SHOUTED}"
    yield (
        "sections",
        {
            "id": section, "disclosure_id": id_, "position": 1, "part": 3, "path": "3.一", "heading": "收入支出决算总体情况说明",
            "text": text, "source_line": 3, "source_line_end": 4, "page_url": f"d/{id_}/#s-1",
        },
    )  # fmt: skip
    yield (
        "paragraphs",
        {
            "section_id": section,
            "position": 1,
            "kind": "paragraph",
            "text": text,
            "source_line": 3,
            "source_line_end": 4,
        },
    )


def _statements(id_: str, base: float, tree: bool) -> Iterator[tuple[str, Row]]:
    """公开03表: with 类, 款 and 项 rows, or with 项 rows only; both say the same."""
    amounts = {"2010301": base, "2010302": base / 2, "2080505": base / 4}
    codes: dict[str, float] = {}
    for code, amount in amounts.items():
        for digits in (3, 5, 7) if tree else (7,):
            codes[code[:digits]] = codes.get(code[:digits], 0.0) + amount
    rows: list[tuple[str | None, float]] = [(None, sum(amounts.values())), *sorted(codes.items())]
    for position, (code, amount) in enumerate(rows, start=1):
        level = 0 if code is None else (len(code) - 1) // 2
        row = {
            "disclosure_id": id_,
            "position": position,
            "code": code,
            "level": level,
            "item": code or "合计",
            "source_line": position,
        }
        yield "expenditure_by_function", {**row, "total": amount, "basic": amount / 2, "project": amount / 2}
        yield (
            "general_budget_expenditure",
            {**row, "total": amount, "basic": amount / 2, "project": amount / 2},
        )
    yield "revenue_expenditure_summary", {
        "disclosure_id": id_, "position": 1, "side": "revenue", "line_no": 1, "item": FORMULA, "amount": base, "source_line": 1,
    }  # fmt: skip
    for position, basis in enumerate(("budget", "final"), start=1):
        yield "three_public_expenses", {
            "disclosure_id": id_, "position": position, "basis": basis, "total": base / 10, "reception": base / 10, "source_line": 5,
        }  # fmt: skip


def _facts(id_: str, base: float) -> Iterator[tuple[str, Row]]:
    figures = {
        "expenditure_total": base * 1.75, "three_public_budget": base / 8, "three_public_final": base / 10,
        "vehicle_operation_final": base / 20, "vehicles_held": 2.0, "operating_cost": base / 5, "personnel_cost": base,
        "public_cost": base / 4, "procurement_total": base / 2, "procurement_sme": base / 4,
    }  # fmt: skip
    position = 0
    for metric, value in figures.items():
        for origin in ("narrative", "table"):
            position += 1
            shown = value if origin == "table" else value + 0.01
            yield "key_figures", {
                "disclosure_id": id_, "position": position, "metric": metric, "value": shown,
                "unit": "万元", "origin": origin, "quote": "原文", "source_line": 6,
            }  # fmt: skip
    yield "execution_items", {
        "disclosure_id": id_, "position": 1, "code": "2010301", "item": "行政运行", "initial_budget": base, "final": base * 2,
        "completion_pct": 200.0, "reason": "人员增加", "source_line": 7,
    }  # fmt: skip
    for position, (project, budget, executed) in enumerate(
        (("清扫", 10.0, 0.0), ("绿化", 10.0, 12.0), ("照明", 10.0, 9.0)), start=1
    ):
        yield "projects", {
            "disclosure_id": id_, "position": position, "name": project, "budget": budget, "executed": executed, "source_line": 8,
        }  # fmt: skip
    form = f"{id_}-form-1"
    yield "evaluation_forms", {
        "id": form, "disclosure_id": id_, "position": 1, "kind": "project", "name": "清扫", "budget": 10.0, "executed": 0.0, "source_line": 8,
    }  # fmt: skip
    for position, met in enumerate((1, 0, None), start=1):
        yield (
            "indicators",
            {
                "form_id": form,
                "position": position,
                "level3": f"指标{position}",
                "met": met,
                "source_line": 9,
            },
        )
    yield "findings", {
        "id": f"{id_}-f-1", "subject_kind": "cell", "subject_key": "3", "disclosure_id": id_, "position": 1, "rule_id": "I01", "severity": "error", "message": "合计不符", "cause": "unknown", "source_line": 2,
    }  # fmt: skip
    yield "check_results", {"disclosure_id": id_, "rule_id": "I01", "outcome": "failed", "times": 1}
    yield "check_results", {"disclosure_id": id_, "rule_id": "N17", "outcome": "held", "times": 3}
    yield (
        "terms",
        {
            "disclosure_id": id_,
            "position": 1,
            "term": "三公经费",
            "definition": "出国、公车、接待",
            "source_line": 9,
        },
    )
    yield "key_tasks", {"disclosure_id": id_, "position": 1, "matter": "环境整治", "source_line": 9}


def _required(table: str) -> Row:
    """Something in every column that must hold something: tests name only the columns they are about."""
    columns = next(known.columns for known in TABLES if known.name == table)
    return {c.name: "" if c.type == "TEXT" else 0 for c in columns if c.required and c.references is None}


def make_database(file: Path) -> Path:
    """The database, in `file`."""
    with new_database(file) as db:
        make_writable(db.conn)
        for table, given in made_up_rows():
            row = _required(table) | given
            names = ", ".join(f'"{name}"' for name in row)
            marks = ", ".join("?" for _ in row)
            db.conn.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(row.values()))
        write_search_documents(db.conn)
    return file


def make_output(folder: Path) -> Path:
    """A built portal: database, a site of two pages, a data folder."""
    make_database(folder / "disclosures.db")
    (folder / "site" / "d" / "one").mkdir(parents=True)
    (folder / "site" / "index.html").write_text("<h1>首页</h1>", encoding="utf-8")
    (folder / "site" / "404.html").write_text("<h1>没有这一页</h1>", encoding="utf-8")
    (folder / "site" / "d" / "one" / "index.html").write_text("<h1>一页</h1>", encoding="utf-8")
    (folder / "data").mkdir()
    (folder / "data" / "departments.csv").write_text("id\n", encoding="utf-8")
    (folder / "data" / "index.html").write_text("<h1>下载</h1>", encoding="utf-8")
    return folder


def made_up_portal(**settings: Any) -> Portal:
    """The starter portal with some settings changed."""
    return Portal(root=starter_root(), **settings)
