"""Search documents of the running text: paragraphs, and table rows nothing else was read from."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from functools import lru_cache

from ..language.normal import normalise
from .facts import Row, rows_of
from .records import Owner, SearchDocument

LONGEST = 800
_ENDS = "。；！？;!?"
_ORDINAL = 6  # characters a paragraph may have before the unit that stands for it: （十二）
_COVERED = 0.9  # of a paragraph's characters, read into units of their own
_FIGURE = re.compile(r"[0-9]\.[0-9]|[1-9][0-9]{2}")
_LABEL = re.compile(r"[\u4e00-\u9fff、（）()]{4,20}[:：]?")  # 偏差大或目标未完成原因分析
_PROMPT = re.compile("原因|措施|分析|方案")
"""What a form asks to be explained: where nothing is written beside it, nothing is said."""
_DONE = re.compile("^无|完成|持平|达到|达标|一致|未出现(较大)?偏差")
_UNDONE = re.compile(
    "未(?!出现|发生)|没有|不(?!存在)|推迟|延|晚于|结余|亟待|压减|减少|差异|原因|因[^，。]{2}"
)
_AMOUNT = re.compile(r"(\d+(?:\.\d+)?)\s*万?元")
_FIGURE_CELL = re.compile(r"[-0-9.,%]+")
_STANDS_FOR_PROSE = ("execution", "project", "term")


# A text is compared with others more than once while its disclosure is at work.
plain = lru_cache(maxsize=4096)(normalise)


def prose_documents(
    conn: sqlite3.Connection, owner: Owner, facts: Iterable[SearchDocument]
) -> Iterator[SearchDocument]:
    """Paragraphs of at most 800 characters and leftover table rows, under the headings above them."""
    cover = Cover(facts)
    titles = _titles(conn, owner)
    sql = """SELECT paragraphs.*, sections.position AS section, sections.part AS part FROM paragraphs
        JOIN sections ON sections.id = section_id WHERE disclosure_id = ?
        ORDER BY sections.position, paragraphs.position"""
    for row in rows_of(conn, sql, owner.id):
        if row["kind"] == "row":
            if not cover.has_row(row):
                label, text = _label_and_value(row["text"])
                if not text:
                    continue
                title = " › ".join(filter(None, (titles[row["section"]], label)))
                yield SearchDocument("row", title, text, owner.url(f"s-{row['section']}"), row["source_line"])
        elif not cover.has_paragraph(row):
            url = owner.url(f"p-{row['source_line']}")
            for piece in pieces(row["text"]):
                yield SearchDocument(
                    "paragraph",
                    titles[row["section"]],
                    piece,
                    url,
                    row["source_line"],
                    disputed=row["disputed"],
                )


def _titles(conn: sqlite3.Connection, owner: Owner) -> dict[int, str]:
    """By position of a section: its heading after those it stands under (but the part's, which names them all)."""
    headings: dict[str, str] = {}
    out: dict[int, str] = {}
    sql = "SELECT position, path, heading FROM sections WHERE disclosure_id = ? ORDER BY position"
    for row in rows_of(conn, sql, owner.id):
        headings[row["path"]] = row["heading"]
        steps = row["path"].split(".")
        above = (headings.get(".".join(steps[:depth])) for depth in range(min(2, len(steps)), len(steps) + 1))
        out[row["position"]] = " › ".join(heading for heading in above if heading)
    return out


def _label_and_value(text: str) -> tuple[str, str]:
    """A form's row of a label and what was written in its field; of other rows all cells are text.

    The label of a field that says that all was done is left out: 偏差大或目标未完成原因分析 is no answer to 未完成 there. A
    field of explanations that was left blank says nothing.

    >>> _label_and_value("目标未完成原因分析\\t场地维修\\t")
    ('目标未完成原因分析', '场地维修')
    >>> _label_and_value("目标未完成原因分析\\t无，均已完成")
    ('', '无，均已完成')
    >>> _label_and_value("目标未完成 原因分析\\t预算3万元，实际支出3万元。")
    ('', '预算3万元，实际支出3万元。')
    >>> _label_and_value("目标未完成原因分析\\t\\t")
    ('', '')
    """
    cells = [cell.strip() for cell in text.split("\t") if cell.strip()]
    label = "".join(cells[0].split()) if cells else ""  # 偏差大或 目标未完成 原因分析
    if not _LABEL.fullmatch(label):
        return "", " ".join(cells)
    if len(cells) == 1 and "\t" in text and _PROMPT.search(label):
        return "", ""
    if len(cells) == 2 and not _FIGURE_CELL.fullmatch(cells[1]):
        return ("" if _says_all_was_done(cells[1]) else label), cells[1]
    return "", " ".join(cells)


def _says_all_was_done(text: str) -> bool:
    """Whether an explanation says that there is nothing to explain, in words or by two like amounts."""
    if _UNDONE.search(text):
        return text.startswith("无")
    amounts = _AMOUNT.findall(text)
    return bool(_DONE.search(text)) or (len(amounts) == 2 and amounts[0] == amounts[1])


def pieces(text: str) -> list[str]:
    """`text` cut after sentences into pieces of at most `LONGEST` characters."""
    out: list[str] = []
    while len(text) > LONGEST:
        cut = max(text.rfind(end, LONGEST // 2, LONGEST) for end in _ENDS) + 1
        if cut == 0:
            cut = text.rfind("，", LONGEST // 2, LONGEST) + 1 or LONGEST
        out.append(text[:cut])
        text = text[cut:]
    return [*out, text]


class Cover:
    """Which lines were read into units of their own, and with which words."""

    def __init__(self, facts: Iterable[SearchDocument]) -> None:
        self._rows: set[int] = set()
        self._prose: dict[int, list[str]] = {}
        words: list[str] = []
        for fact in facts:
            if fact.source_line is None or fact.kind == "finding":
                continue
            if fact.kind in _STANDS_FOR_PROSE:
                self._prose.setdefault(fact.source_line, []).append(plain(fact.text))
            else:
                self._rows.add(fact.source_line)
                words.append(plain(fact.text))
        self._words = "\n".join(words)

    def has_row(self, row: Row) -> bool:
        """Whether a unit was read from this table row, or all its words stand in such units.

        In part 2, the statements, a row without a figure is a header or blank.
        """
        if row["source_line"] in self._rows or (row["part"] == 2 and not _FIGURE.search(row["text"])):
            return True
        cells = [cell for cell in (plain(cell) for cell in row["text"].split("\t")) if len(cell) > 1]
        return all(cell in self._words for cell in cells)

    def has_paragraph(self, row: Row) -> bool:
        """Whether units read from the paragraph's lines hold nearly all of its words."""
        text = plain(row["text"])
        lines = range(row["source_line"], row["source_line_end"] + 1)
        found = sum(
            len(words)
            for line in lines
            if line in self._prose
            for words in self._prose[line]
            if words in text
        )
        return found >= _COVERED * len(text) or (found > 0 and len(text) - found <= _ORDINAL)
