"""The account of reading on the method page: what was read of the portal's documents, and what could not be."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping

from ..disclosure_facts import fetch
from ..disclosures import PLACE
from ..parts.tallies import Tally, summed
from ..templating import render

URL = "method/"
MOST_FILES = 200
"""Documents told one by one, those with the most that could not be read first; the database has all of them."""
KINDS = {
    "corrected": "经人工更正的数字",
    "lost_statement": "决算表只有表名，数字未能提取",
    "absent_statement": "没有见到的决算表",
    "unresolved_code": "确定不了的科目编码",
    "unknown_title": "不认识的表名或部分名称",
    "leftover_line": "不知归到哪里的行",
    "unread_cell": "没有读入的带数字的单元格",
    "column_beside": "印在决算表旁、不属于本表的一栏数字",
    "lost_figures": "印有数字、未能读入的表",
    "doubtful_columns": "各栏对不准的表",
    "repeated_table": "重复印出、未采用的表",
    "proved_unit": "没有印出单位、按情况说明或其他各表定出单位的表",
    "doubtful_unit": "所印单位与其他各表相差一万倍的表",
    "empty_section": "标题之下没有文字",
    "missing_part": "没有读到的部分",
    "row_left_out": "读到而未能收录的行",
    "doubtful_digit": "由图像识别、把握较低的数字",
    "cut_off_table": "全文在表中结束、可能不完整的表",
    "cut_off_file": "没有结尾的文件",
    "unread_page": "没有识别的图像页",
    "long_paragraph": "过长、没有读完的段落",
}
"""What the notes of reading are of, in the reader's words."""
_TOTALS = """
select (select count(*) from disclosures) as files, (select count(*) from sources where status = 'quarantined') as refused,
  (select count(*) from statements where status = 'published') as published,
  (select count(*) from statements where status = 'empty') as empty,
  (select coalesce(sum(cells_with_digits), 0) from statement_coverage) as digits,
  (select coalesce(sum(cells_told), 0) from statement_coverage) as told,
  (select count(*) from key_figures where origin = 'narrative') as stated,
  (select count(*) from execution_items) as items, (select count(*) from projects) as projects,
  (select count(*) from evaluation_forms) as forms, (select count(*) from indicators) as indicators,
  (select count(*) from sections) as sections"""
_UNREAD = """
select disclosure_id, kind from reading_notes where kind <> 'left_out'
union all select disclosure_id, status || '_statement' from statements where status in ('lost', 'absent')"""
_BY_KIND = f"select kind, count(*) as times from ({_UNREAD}) group by kind order by times desc, kind"  # noqa: S608
_FILES = f"""
with chosen as (
  select disclosures.id, department_id, fiscal_year, count(unread.kind) as unread from disclosures
  left join ({_UNREAD}) as unread on unread.disclosure_id = disclosures.id
  group by disclosures.id order by unread desc, disclosures.id limit {MOST_FILES})
select chosen.*, short_name, {PLACE},
  (select count(*) from statements where disclosure_id = chosen.id and status = 'published') as published,
  (select count(*) from statements where disclosure_id = chosen.id and status = 'empty') as empty,
  (select count(*) from statements where disclosure_id = chosen.id and status = 'lost') as lost,
  (select count(*) from statements where disclosure_id = chosen.id and status = 'absent') as absent,
  (select count(*) from key_figures where disclosure_id = chosen.id and origin = 'narrative') as stated,
  (select count(*) from execution_items where disclosure_id = chosen.id) as items,
  (select count(*) from projects where disclosure_id = chosen.id) as projects,
  (select count(*) from evaluation_forms where disclosure_id = chosen.id) as forms
from chosen join departments on departments.id = department_id
order by unread desc, chosen.id"""  # noqa: S608 - no value of a document in it


def reading_fragments(conn: sqlite3.Connection, counted: Mapping[str, Tally]) -> Iterator[tuple[str, str]]:
    """Yield (name, HTML): what was read of all documents, and of each; `counted` by disclosure."""
    totals, summed_up = fetch(conn, _TOTALS)[0], summed(counted.values())
    unread = unread_by_kind(conn)
    yield "reading", render("fragments/reading.html", URL, totals=totals, counted=summed_up, unread=unread)
    files = [(row, counted[row["id"]]) for row in fetch(conn, _FILES)]
    yield "reading-files", render("fragments/reading_files.html", URL, totals=totals, files=files)


def unread_by_kind(conn: sqlite3.Connection) -> list[tuple[str, int]]:
    """List what could not be read or is doubtful, in the reader's words, and how often; the most frequent first."""
    return [(KINDS.get(row["kind"], row["kind"]), row["times"]) for row in fetch(conn, _BY_KIND)]
