"""Why, and what a word means: in the document's own words."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from ...search.language.normal import normalise
from ..asking import Question
from ..concepts import Concepts
from ..printed_figures import Source, execution_rows, holds_most, is_item, project_rows
from ..records import NOT_PUBLISHED, Answer, Concept, Evidence, Refused
from ..resolving import default_concept, meant

_REASON = re.compile("原因|所致|由于|因为|主要是因|受.{0,12}影响|导致|难度")
_ROSE = re.compile("增加|增长|大于|超过|上升|提高|追加")
_FACETS = ("_change", "_change_pct", "_completion_pct", "")
_NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十0-9]+[）)、.．]")
_SENTENCES = re.compile(r"[^。；]*[。；]?")
_PARAGRAPHS = """SELECT paragraphs.text, paragraphs.source_line AS line, paragraphs.source_line_end AS last
    FROM paragraphs JOIN sections ON sections.id = section_id WHERE disclosure_id = ?1 ORDER BY paragraphs.source_line"""
_AGAINST_LAST_YEAR = re.compile("上年|去年|年度?相比|同比|(增加|减少|增长|下降)的?(主要)?原因")
_MOST = 4
_MOST_EXPLAINED = 4
"""How many ways of explaining are told, shared by the words asked for."""
_HEADING = 60  # characters of a passage that only names what the next ones explain


def reason(question: Question, source: Source, concepts: Concepts) -> Answer:
    """The document's reason for what is asked of. Raises `Refused` where it gives none."""
    found = meant_or_none(question, source)
    quotes: list[tuple[int | None, str]] = []
    for concept in found:
        quotes += _reasons_of(question, source, concept)
    if not quotes and question.rest:
        quotes = _near_words(question, source)
    if not quotes and not found and not question.rest:
        quotes = _reasons_of(question, source, default_concept(question))
    if not quotes and (other := _of_the_other_way(question, source, found)):
        raise Refused(
            NOT_PUBLISHED,
            f"{source.named}的公开文件没有说明这一原因；它写的是：“{other[1].strip()}”（第{other[0]}行）。",
        )
    if not quotes:
        asked = "、".join([*(one.name for one in found), *question.rest]) or "这件事"
        raise Refused(NOT_PUBLISHED, f"{source.named}的公开文件没有说明“{asked}”的原因。")
    quotes = list(dict.fromkeys(quotes))[:_MOST]
    told = "；".join(f"“{words.strip()}”（第{line}行）" for line, words in quotes)
    return Answer(
        "text",
        f"{source.named}的原文写：{told}。",
        evidence=tuple(source.evidence(*one) for one in quotes),
    )


def _of_the_other_way(
    question: Question, source: Source, found: list[Concept]
) -> tuple[int | None, str] | None:
    """A reason the document gives for the opposite of what is asked: why it fell, where one asks why it rose."""
    neither = replace(question, plain="")
    asked = found or [default_concept(question)]
    reasons = (
        [one for concept in asked for one in _reasons_of(neither, source, concept)]
        if not question.rest
        else []
    )
    return reasons[0] if reasons else None


def meant_or_none(question: Question, source: Source) -> list[Concept]:
    """What is meant, or nothing where a question names several things or none."""
    try:
        return meant(question, source)
    except Refused:
        return []


def _reasons_of(question: Question, source: Source, concept: Concept) -> list[tuple[int | None, str]]:
    if concept.kind == "item":
        rows = [row for row in execution_rows(source, concept) if row["reason"]]
        rows = _unfinished(rows, question)
        return [(row["source_line"], row["quote"] or row["reason"]) for row in rows]
    if concept.kind == "project":
        forms = [row for row in project_rows(source, concept.name) if row["reason"]]
        return [
            (_line_of(source, row), row["reason"])
            for row in forms
            if row["origin"] == "自评表" and not row["reason"].startswith("无") and len(row["reason"]) > 2
        ]
    lines = [
        row["source_line"]
        for facet in _FACETS
        for row in source.rows(
            "SELECT source_line FROM key_figures WHERE disclosure_id = ?1 AND metric = ?2 AND origin <> 'table'",
            concept.key + facet,
        )
    ]
    return _sentences(source, lines, question)


def _unfinished(rows: Sequence[dict[str, Any]], question: Question) -> list[dict[str, Any]]:
    """Of several items of one name those the question fits: over or below their budgets."""
    if len(rows) < 2:
        return list(rows)
    below = [row for row in rows if row["completion_pct"] is not None and row["completion_pct"] < 100]
    return below if below and question.has("没|未|只") else list(rows)


def _line_of(source: Source, row: dict[str, Any]) -> int | None:
    """The line a form's reason stands on."""
    wanted = normalise(row["reason"])[:12]
    sql = "SELECT line, text FROM source_lines WHERE source_id = (SELECT source_id FROM disclosures WHERE id = ?1) AND line BETWEEN ?2 AND ?3"
    for line in source.rows(sql, row["source_line"], row["source_line_end"] or row["source_line"] + 60):
        if wanted in normalise(line["text"]):
            return int(line["line"])
    first: int | None = row["source_line"]
    return first


def _sentences(
    source: Source, lines: Sequence[int | None], question: Question
) -> list[tuple[int | None, str]]:
    """The sentences with a reason in the paragraphs of these lines and right after them, those of the way asked first."""
    wanted = {line for line in lines if line is not None}
    out: list[tuple[int | None, str]] = []
    paragraphs = source.rows(_PARAGRAPHS)
    for at, row in enumerate(paragraphs):
        if any(row["line"] <= line <= (row["last"] or row["line"]) for line in wanted):
            following = paragraphs[at + 1 : at + 2]
            out += _with_reason(row) or [
                one
                for next_ in following
                if not _NUMBERED.match(next_["text"])
                for one in _with_reason(next_)
            ]
    return _of_the_way_asked(out, question)


def _with_reason(paragraph: dict[str, Any]) -> list[tuple[int | None, str]]:
    sentences = (words[0] for words in _SENTENCES.finditer(paragraph["text"]))
    return [(paragraph["line"], words) for words in sentences if _REASON.search(words)]


def _of_the_way_asked(
    found: list[tuple[int | None, str]], question: Question
) -> list[tuple[int | None, str]]:
    """The reasons why it rose where that is asked, why it differs from last year where that is."""
    against = [one for one in found if _AGAINST_LAST_YEAR.search(one[1])]
    if question.has("上年|去年|同比|rise|fall|drop|increase"):
        return against or [one for one in found if "预算" not in one[1]]
    if question.has("增|涨"):
        return [one for one in against or found if _ROSE.search(one[1])]
    if question.has("减|降"):
        return [one for one in against or found if not _ROSE.search(one[1])]
    return found


def _near_words(question: Question, source: Source) -> list[tuple[int | None, str]]:
    """Passages that hold the words asked for, with the reason in them or in the paragraphs right behind."""
    wanted = [piece.replace("的", "") for piece in question.rest]
    wanted = [piece for piece in wanted if len(piece) > 1]
    if not wanted:
        return []
    paragraphs = source.rows(_PARAGRAPHS)
    out: list[tuple[int | None, str]] = []
    for at, row in enumerate(paragraphs):
        plain = normalise(row["text"])
        if not all(holds_most(plain, piece) for piece in wanted):
            continue
        here = [words[0] for words in _SENTENCES.finditer(row["text"]) if _REASON.search(words[0])]
        near = [words for words in here if any(holds_most(normalise(words), piece) for piece in wanted)]
        if near:
            out += [(row["line"], words) for words in near]
            continue
        if len(plain) > _HEADING:
            continue
        for one in paragraphs[at + 1 : at + 4]:
            if re.match("指标|[一二三四五六七八九十]+、", one["text"]):
                break
            if _REASON.search(one["text"]):
                out.append((one["line"], one["text"]))
    return out


def definition(question: Question, conn: sqlite3.Connection, sources: Sequence[Source]) -> Answer:
    """What words mean: the glossary's own explanation, one for each word asked for."""
    wanted = _terms(question)
    if not wanted:
        raise Refused(NOT_PUBLISHED, "没有看出要解释哪个词；可以问“什么是机关运行经费”。")
    told: list[str] = []
    evidence: list[Evidence] = []
    by_id = {source.id: source for source in sources}
    glossary = _glossary(conn, by_id)
    for word in wanted:
        for row in _explanations(glossary, word)[: max(1, _MOST_EXPLAINED // len(wanted))]:
            source = by_id[row["disclosure"]]
            told.append(
                f"{row['term']}：{row['definition']}（{source.named}名词解释，第{row['source_line']}行）"
            )
            evidence.append(source.evidence(row["source_line"], row["definition"]))
    if not told:
        raise Refused(NOT_PUBLISHED, f"已公布的名词解释里没有“{'、'.join(wanted)}”。")
    return Answer("text", "".join(told), evidence=tuple(evidence))


def _glossary(conn: sqlite3.Connection, sources: Collection[str]) -> list[dict[str, Any]]:
    """Every explanation that the glossaries of these disclosures give, each once with how often it is given."""
    cursor = conn.cursor()
    cursor.row_factory = None
    cursor.execute(
        """SELECT term, definition, code, min(disclosure_id) AS disclosure, source_line, count(*) AS times FROM terms
        WHERE definition > '' AND disclosure_id IN (SELECT value FROM json_each(?)) GROUP BY term, definition""",
        (json.dumps(list(sources)),),
    )
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _explanations(glossary: Sequence[dict[str, Any]], word: str) -> list[dict[str, Any]]:
    """The ways in which a word is explained, each once, the commonest first: of the word itself, else of an item that is
    so called, else of the shortest term that holds it.
    """
    plain = normalise(word)
    terms = {row["term"]: normalise(row["term"]) for row in glossary}
    exact = {plain, f"{plain}支出", plain.removesuffix("支出")}
    found = [row for row in glossary if terms[row["term"]] in exact]
    found = found or [row for row in glossary if _is_of_item(row, word)]
    if not found and len(plain) > 2:
        holding = sorted((term for term, normal in terms.items() if plain in normal), key=len)
        found = [row for row in glossary if row["term"] in holding[:1]]
    ways: dict[str, list[dict[str, Any]]] = {}
    for row in found:
        ways.setdefault(normalise(row["definition"]).rstrip("。"), []).append(row)
    ordered = sorted(ways.values(), key=lambda rows: -sum(row["times"] for row in rows))
    return [rows[0] for rows in ordered]


def _is_of_item(row: dict[str, Any], word: str) -> bool:
    """Whether a term is the whole name of an item: …(类)…(款)城管执法(项)."""
    last = re.split(r"[（(][类款项]级?[）)]", row["term"].rstrip())
    parts = [part for part in last if part.strip("）) ")]
    return bool(parts) and is_item(Concept("item", "", word), row["code"], parts[-1])


def _terms(question: Question) -> list[str]:
    names = [one.name for one in question.concepts]
    return list(dict.fromkeys([*question.rest, *question.phrases, *names]))
