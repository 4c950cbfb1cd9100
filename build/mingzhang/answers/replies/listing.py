"""Which ones: projects, rows of a table, offices, unmet goals, or what the prose lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ...catalogue.metrics import metric
from ...classification import function_codes
from ...search.documents.facts import printed
from ...search.language.normal import normalise
from ..asking import Question
from ..concepts import Concepts
from ..printed_figures import ITEM_ORDINAL, Source, metric_figures, status
from ..records import EMPTY, LOST, NOT_PUBLISHED, Answer, Evidence, Refused
from .projects_asked import UNMET, all_projects, is_about_projects, project_filter, project_told

_OFFICES = (
    ("内设机构", re.compile("内设机构|内设|科室|办公室|机构")),
    ("下属单位", re.compile("下属|下面|二级单位|所属|下级")),
    ("预算单位", re.compile("预算单位|编制范围|纳入|独立核算")),
)
_ADDED = re.compile("追加|新增")
_PARTS = ("procurement_goods", "procurement_works", "procurement_services")

PARAGRAPHS = """SELECT paragraphs.text, paragraphs.source_line AS line FROM paragraphs
    JOIN sections ON sections.id = section_id WHERE disclosure_id = ?1 ORDER BY paragraphs.source_line"""
Entry = tuple[str, int | None]
"""What is listed and the line it stands on."""


def reply(question: Question, source: Source, concepts: Concepts) -> Answer:
    """The list asked for. Raises `Refused` where nothing of the kind is published."""
    keys = {one.key for one in question.concepts}
    if keys & {"procurement_total"}:
        return _procurement(question, source)
    if question.has("国家") or keys & {"abroad_final"}:
        return _passage(source, ("出国", "邀请|访问|前往|赴"), "出国去向")
    if UNMET.search(question.plain) and not is_about_projects(question):
        return _unmet(source)
    for kind, pattern in _OFFICES:
        if pattern.search(question.plain) and not question.concepts:
            return offices(source, kind)
    if "public_cost" in keys or "personnel_cost" in keys:
        return economic(source, "public_cost" in keys)
    if _ADDED.search(question.plain):
        return _passage(source, ("追加", "万元"), "追加的项目")
    spent_on = question.has("花在|用在|用到|花到|构成") and not question.concepts
    if (spent_on or question.has("类|科目")) and not question.rest:
        return _classes(source)
    if is_about_projects(question):
        return _projects(question, source)
    asked = "、".join([*question.rest, *(one.name for one in question.concepts)]) or "这些"
    raise Refused(NOT_PUBLISHED, f"{source.named}公布的内容里没有“{asked}”的清单。")


def listed(source: Source, what: str, entries: Sequence[Entry], more: str = "") -> Answer:
    """All entries, numbered, and what is to be said of them. Raises `Refused` where there is none."""
    if not entries:
        raise Refused(NOT_PUBLISHED, f"{source.named}没有公布{what}。")
    words = "；".join(f"{number}. {text}" for number, (text, _) in enumerate(entries, start=1))
    evidence: tuple[Evidence, ...] = tuple(source.evidence(line, text) for text, line in entries[:20])
    return Answer("list", f"{source.named}{what}共{len(entries)}项：{words}。{more}", evidence=evidence)


def _projects(question: Question, source: Source) -> Answer:
    rows = all_projects(source)
    if not rows:
        raise Refused(NOT_PUBLISHED, f"{source.named}没有公布项目。")
    what, keep = project_filter(question)
    entries = [(project_told(row), row["line"]) for row in rows if keep(row)]
    if not entries:
        return Answer("list", f"{source.named}没有{what}（共{len(rows)}个项目）。")
    return listed(source, what, entries)


def offices(source: Source, kind: str) -> Answer:
    """The offices or units of a kind (内设机构, 下属单位, 预算单位), and whether they are as many as the source says."""
    sql = "SELECT name, source_line AS line FROM organisation_units WHERE disclosure_id = ?1 AND kind = ?2 ORDER BY position"
    rows = source.rows(sql, kind)
    entries = [(row["name"], row["line"]) for row in rows]
    if not entries:
        raise Refused(NOT_PUBLISHED, f"{source.named}没有列出{kind}。")
    (line,) = {line for _, line in entries[:1]}
    sentence = _line(source, line)
    counted = re.search(r"(\d+)个", normalise(sentence))
    more = f"原文写“{sentence.strip()[:60]}”（第{line}行）。"
    if counted and int(counted[1]) != len(entries):
        more += f"原文说{counted[1]}个，列出{len(entries)}个，两者不一。"
    return listed(source, kind, entries, more)


def _line(source: Source, line: int | None) -> str:
    sql = "SELECT text FROM source_lines WHERE source_id = (SELECT source_id FROM disclosures WHERE id = ?1) AND line = ?2"
    rows = source.rows(sql, line)
    return str(rows[0]["text"]) if rows else ""


def _unmet(source: Source) -> Answer:
    """Goals the document says were not met: its indicators, and the passages that say so."""
    sql = """SELECT level3 AS name, target, actual, indicators.source_line AS line FROM indicators
        JOIN evaluation_forms ON evaluation_forms.id = form_id WHERE disclosure_id = ?1 AND met = 0 ORDER BY 4"""
    entries: list[Entry] = [
        (f"{row['name']}（目标{row['target']}，完成{row['actual']}）", row["line"])
        for row in source.rows(sql)
    ]
    paragraphs = source.rows(PARAGRAPHS)
    for at, row in enumerate(paragraphs):
        plain = normalise(row["text"])
        if re.match("完成情况:未完成", plain) and at:
            entries.append((paragraphs[at - 1]["text"].strip(), paragraphs[at - 1]["line"]))
        elif re.search(
            "指标(均)?(未达到|未完成|没有达到)|未完成的(绩效)?(目标|指标)(:|为|是|有)|未达到(年初|预期)",
            plain,
        ):
            entries.append((f"原文：“{row['text'].strip()[:300]}”", row["line"]))
    more = [
        row["text"].strip() for row in paragraphs if re.search("未完成的绩效目标", normalise(row["text"]))
    ][:1]
    sql = "SELECT message FROM findings WHERE disclosure_id = ?1 AND rule_id IN ('N16.undone-goals', 'N25.all-done')"
    found = "".join(f"核对：{row['message']}。" for row in source.rows(sql))
    return listed(
        source, "没有完成的绩效目标", _unlike(entries), "".join(f"“{one[:60]}”。" for one in more) + found
    )


def _unlike(entries: Iterable[Entry]) -> list[Entry]:
    return list({text: (text, line) for text, line in entries}.values())


def economic(source: Source, public: bool) -> Answer:
    """What basic expenditure went on: the lines of 公开06表."""
    state, note, line = status(source, 6)
    if state in ("lost", "empty"):
        kind = LOST if state == "lost" else EMPTY
        where = (source.evidence(line, note or "公开06表"),)
        raise Refused(kind, f"{source.named}公开06表的明细在原文中没有数字。", evidence=where)
    sql = """SELECT code, item, amount, source_line AS line FROM basic_expenditure_by_economic_item
        WHERE disclosure_id = ?1 AND amount > 0 AND level = 2 ORDER BY amount DESC"""
    wanted = ("302", "310", "307", "309", "399") if public else ("301", "303")
    rows = [row for row in source.rows(sql) if (row["code"] or "")[:3] in wanted]
    name = "公用经费" if public else "人员经费"
    total = metric_figures(source, "public_cost" if public else "personnel_cost")
    more = f"合计{printed(total[0].value)}万元。" if total else ""
    return listed(
        source, name, [(f"{row['item']}{printed(row['amount'])}万元", row["line"]) for row in rows], more
    )


def _procurement(question: Question, source: Source) -> Answer:
    entries = [
        (f"{metric(key).zh}{printed(one.value)}万元", one.line)
        for key in _PARTS
        for one in metric_figures(source, key)[:1]
    ]
    return listed(source, "政府采购", entries, "只公布到货物、工程、服务三类，具体物品未公开。")


def class_rows(source: Source) -> list[tuple[str, float, int | None]]:
    """The classes of the year's expenditure with their amounts, from the tables, else from the prose."""
    if status(source, 1)[0] == "published":
        sql = """SELECT item, amount, source_line FROM revenue_expenditure_summary WHERE disclosure_id = ?1
            AND side = 'expenditure' AND amount > 0 ORDER BY amount DESC"""
        classes = [
            (name, row["amount"], row["source_line"])
            for row in source.rows(sql)
            if (name := ITEM_ORDINAL.sub("", row["item"])) in _classes_known()
        ]
        if classes:
            return classes
    for number, table in ((3, "expenditure_by_function"), (5, "general_budget_expenditure")):
        if status(source, number)[0] == "published":
            sql = f"SELECT item, total, source_line FROM {table} WHERE disclosure_id = ?1 AND level = 1 AND total > 0 ORDER BY total DESC"  # noqa: S608
            rows = [(row["item"], row["total"], row["source_line"]) for row in source.rows(sql)]
            if rows:
                return rows
    sql = "SELECT item, amount, source_line FROM structure_items WHERE disclosure_id = ?1 AND amount > 0 ORDER BY amount DESC"
    return [(row["item"], row["amount"], row["source_line"]) for row in source.rows(sql)]


def _classes_known() -> frozenset[str]:
    return frozenset(name for code in function_codes() if code.level == 1 for name in code.names)


def _classes(source: Source) -> Answer:
    return listed(
        source,
        "支出的类",
        [(f"{name}{printed(amount)}万元", line) for name, amount, line in class_rows(source)],
    )


def _passage(source: Source, holding: tuple[str, ...], what: str) -> Answer:
    """The passages that hold all these words, whole."""
    found = [
        (row["text"].strip(), row["line"])
        for row in source.rows(PARAGRAPHS)
        if all(re.search(word, normalise(row["text"])) for word in holding)
    ]
    if not found:
        raise Refused(NOT_PUBLISHED, f"{source.named}没有公布{what}。")
    text = "；".join(f"“{words}”（第{line}行）" for words, line in found[:4])
    return Answer(
        "list",
        f"{source.named}{what}，原文写：{text}。",
        evidence=tuple(source.evidence(line, words) for words, line in found[:4]),
    )
