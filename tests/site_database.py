"""The made-up database with what pages must survive added: markup, long names, no tables, 600 projects, nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from made_up_database import make_database
from mingzhang.catalogue import TABLES
from writable import make_writable

HOSTILE = "heian-2023"
EMPTY = "kongbai-2023"
TOLD = "mingshui-2023"
MARKUP = "<img src=x onerror=alert(1)>"
LONG_ITEM = "甚长科目" * 250
PROJECTS = 600


def make_site_database(file: Path) -> Path:
    """Three departments more: one hostile, one with nothing at all, one told in full."""
    make_database(file)
    with closing(sqlite3.connect(file)) as conn, conn:
        make_writable(conn)
        _add_hostile(conn)
        _disclosure(conn, EMPTY, "空白办公室", "办公室")
        _add_told(conn)
    return file


def _required(table: str) -> dict[str, Any]:
    """Something in every column that must hold something: the rows below name only the columns they are about."""
    columns = next(known.columns for known in TABLES if known.name == table)
    return {c.name: "" if c.type == "TEXT" else 0 for c in columns if c.required and c.references is None}


def _insert(conn: sqlite3.Connection, table: str, **given: Any) -> None:
    row = _required(table) | given
    names = ", ".join(f'"{name}"' for name in row)
    conn.execute(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(row))})", list(row.values()))


def _disclosure(
    conn: sqlite3.Connection, id_: str, name: str, kind: str, district: str | None = "暗礁区"
) -> None:
    department = id_[:-5]
    _insert(
        conn,
        "departments",
        id=department,
        name=f"江川市{name}",
        short_name=name,
        kind=kind,
        district=district,
    )
    _insert(
        conn, "sources", id=f"hash-{id_}", path=f"{name}.txt", format="text", bytes=1, lines=40, status="ok"
    )
    for line in range(1, 41):
        _insert(conn, "source_lines", source_id=f"hash-{id_}", line=line, text=f"{MARKUP}第{line}行")
    _insert(
        conn, "disclosures", id=id_, department_id=department, fiscal_year=2023, title=f"{name}2023年度部门决算",
        source_id=f"hash-{id_}", page_url=f"d/{id_}/",
    )  # fmt: skip


def _add_hostile(conn: sqlite3.Connection) -> None:
    _disclosure(conn, HOSTILE, MARKUP, MARKUP, f"暗礁区{MARKUP}")
    for number in range(1, 10):
        _insert(
            conn,
            "statements",
            disclosure_id=HOSTILE,
            number=number,
            title=MARKUP,
            status="absent",
            note=MARKUP,
        )
    for position in (1, 2, 3):
        section = f"{HOSTILE}-s{position}"
        _insert(
            conn, "sections", id=section, disclosure_id=HOSTILE, position=position, part=3, path=f"3.一~{position}",
            heading=f"重复的标题{MARKUP}", text="", source_line=position, source_line_end=position, page_url="",
        )  # fmt: skip
    _insert(
        conn, "paragraphs", section_id=f"{HOSTILE}-s2", position=1, kind="paragraph",
        text=f"{MARKUP}支出{'9' * 5000}万元", source_line=9, source_line_end=9,
    )  # fmt: skip
    for position in range(1, PROJECTS + 1):
        _insert(
            conn, "projects", disclosure_id=HOSTILE, position=position, name=f"项目{position}{MARKUP}", budget=0.0,
            executed=1.0, completion_pct=12345.6, outputs=MARKUP, source_line=10,
        )  # fmt: skip
    _insert(
        conn, "execution_items", disclosure_id=HOSTILE, position=1, **{"class": MARKUP}, item=LONG_ITEM, code="2999999",
        initial_budget=0.0, final=-1.5, reason=MARKUP, source_line=11,
    )  # fmt: skip
    _insert(conn, "terms", disclosure_id=HOSTILE, position=1, term=MARKUP, definition=MARKUP, source_line=12)
    _insert(conn, "key_tasks", disclosure_id=HOSTILE, position=1, matter=MARKUP, source_line=13)
    _insert(
        conn, "findings", id=f"{HOSTILE}-f-1", subject_kind="text", subject_key="3", disclosure_id=HOSTILE, position=1, rule_id="I01", severity="error", message=MARKUP,
        cause="source", source_line=9,
    )  # fmt: skip


def _add_told(conn: sqlite3.Connection) -> None:
    """公开03表 with a blank, a zero and a repaired row, and a sentence that states its total."""
    _disclosure(conn, TOLD, "明水街道办事处", "街道办事处", "云岭区")
    states = {3: ("published", None), 7: ("empty", "本部门无政府性基金收支"), 8: ("lost", None)}
    for number in range(1, 10):
        status, note = states.get(number, ("absent", None))
        _insert(
            conn,
            "statements",
            disclosure_id=TOLD,
            number=number,
            title="表",
            status=status,
            note=note,
            source_line=5,
        )
    rows: tuple[tuple[Any, ...], ...] = (
        (None, 0, "合计", 120.5, 100.5, 20.0, None),
        ("201", 1, "一般公共服务支出", 120.5, 100.5, 20.0, None),
        ("20103", 2, "政府办公厅（室）及相关机构事务", 120.5, 100.5, 20.0, None),
        ("2010301", 3, "行政运行", 100.5, 100.5, 0.0, None),
        ("2010302", 3, "一般行政管理事务", 20.0, None, 20.0, "金额印作“2 0.00”，按合计补全"),
    )
    for position, (code, level, item, total, basic, project, repaired) in enumerate(rows, start=1):
        _insert(
            conn, "expenditure_by_function", disclosure_id=TOLD, position=position, code=code, level=level, item=item,
            total=total, basic=basic, project=project, source_line=10 + position, repaired=repaired,
        )  # fmt: skip
    _insert(
        conn, "sections", id="told-s1", disclosure_id=TOLD, position=1, part=3, path="3.三", heading="三、支出决算情况说明",
        text="", source_line=20, source_line_end=22, page_url=f"d/{TOLD}/#s-1",
    )  # fmt: skip
    _insert(
        conn, "paragraphs", section_id="told-s1", position=1, kind="paragraph", source_line=21, source_line_end=22,
        text="本年支出合计120.5万元。其中行政运行100.50万元；基本支出另说，比上年增加7.5万元。",
    )  # fmt: skip
    _insert(
        conn,
        "terms",
        disclosure_id=TOLD,
        position=1,
        term="基本支出",
        definition="保障运转的支出",
        source_line=30,
    )
    _insert(
        conn, "key_figures", disclosure_id=TOLD, position=1, metric="expenditure_total", value=120.5, unit="万元",
        origin="narrative", quote="本年支出合计120.5万元", source_line=21,
    )  # fmt: skip
    _insert(
        conn, "key_figures", disclosure_id=TOLD, position=2, metric="expenditure_total_change_pct", value=-4.2, unit="%",
        origin="narrative", quote="", source_line=21,
    )  # fmt: skip
    _insert(
        conn, "findings", id=f"{TOLD}-f-1", subject_kind="cell", subject_key="3", disclosure_id=TOLD, position=1, rule_id="I01", severity="error", message="“行政运行”不符",
        cause="unknown", source_line=14, other_line=22,
    )  # fmt: skip
    _insert(conn, "check_results", disclosure_id=TOLD, rule_id="I01", outcome="held", times=7)
