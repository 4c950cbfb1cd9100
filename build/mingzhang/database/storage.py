"""Tables whose rows lie in the file shorter than they read: the published name is a view on them.

An identifier of 45 to 64 characters in each of a thousand rows of a disclosure is more than what the rows say, so it stands
once in a list and as its number in the rows. A sentence stands once: of a paragraph that is one line of the text, and
of a section that is its paragraphs, the text is not stored but read from there.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ..catalogue import TABLES, Table
from .row_checks import Rows
from .row_values import Value

_KEPT = 20_000
"""So many numbers of a list are kept at hand."""


@dataclass(frozen=True, slots=True)
class Stored:
    """How the rows of a published table are stored.

    `numbered` maps columns to the list that holds their text once. `read_as` holds the SQL of columns that are made of
    others (`r` is the stored row, `<column>_` the list's row of a numbered column), `dropped` those of them that
    are not stored at all. `more` are stored columns that nobody sees, each with its list if it has one. `joins` follow
    the lists in the view.
    """

    table: Table
    numbered: Mapping[str, str]
    read_as: Mapping[str, str] = field(default_factory=dict)
    dropped: frozenset[str] = frozenset()
    more: Mapping[str, str | None] = field(default_factory=dict)
    joins: str = ""

    @property
    def name(self) -> str:
        """The table that holds the rows."""
        return f"stored_{self.table.name}"

    @property
    def kept(self) -> tuple[str, ...]:
        """The published columns that are stored as they read."""
        names = (column.name for column in self.table.columns)
        return tuple(name for name in names if name not in self.numbered and name not in self.dropped)

    @property
    def columns(self) -> dict[str, type]:
        """The stored columns with their types, in their order."""
        types = {"TEXT": str, "INTEGER": int, "REAL": float}
        kept = {name: types[self.table.column(name).type] for name in self.kept}
        more = {name: int if numbers else str for name, numbers in self.more.items()}
        return dict.fromkeys(self.numbered, int) | kept | more

    @property
    def required(self) -> set[str]:
        """The stored columns that always hold something."""
        wanted = {column.name for column in self.table.columns if column.required} | set(
            self.table.primary_key
        )
        return (wanted & self.columns.keys()) - self.read_as.keys() | set(self.numbered)

    @property
    def view(self) -> str:
        """The SELECT that reads as the published table."""
        read = {name: f"{name}_.text" for name in self.numbered} | dict(self.read_as)
        columns = ", ".join(
            f'{read.get(column.name, f"""r."{column.name}" """.strip())} AS "{column.name}"'
            for column in self.table.columns
        )
        lists = " ".join(
            f'JOIN {numbers} AS {name}_ ON {name}_.number = r."{name}"'
            for name, numbers in self.numbered.items()
        )
        return f"SELECT {columns} FROM {self.name} AS r {lists} {self.joins}".rstrip()  # noqa: S608 - catalogue


_BY_NAME = {table.name: table for table in TABLES}
_DISCLOSURES, _SOURCES, _SECTIONS, _RULES = (
    f"{name}_numbers" for name in ("disclosures", "sources", "sections", "rules")
)
_TITLES = "titles_numbers"


def _text_of(source: str, line: str) -> str:
    """Return the SQL of a line's text."""
    return f"(SELECT l.text FROM stored_source_lines AS l WHERE l.source_id = {source} AND l.line = {line})"  # noqa: S608


_TEXTS = f"""SELECT coalesce(p.text, {_text_of("r.source", "p.source_line")}) AS text
    FROM stored_paragraphs AS p WHERE p.section_id = r.id ORDER BY p.position"""  # noqa: S608
_PARAGRAPHS = f"(SELECT group_concat(text, char(10)) FROM ({_TEXTS}))"  # noqa: S608
STORED: Mapping[str, Stored] = {
    stored.table.name: stored
    for stored in (
        Stored(_BY_NAME["source_lines"], {"source_id": _SOURCES}),
        Stored(
            _BY_NAME["sections"],
            {"id": _SECTIONS, "disclosure_id": _DISCLOSURES},
            {
                "text": f"coalesce(r.text, {_PARAGRAPHS}, '')",
                "page_url": "coalesce(r.page_url, 'd/' || disclosure_id_.text || '/#s-' || r.position)",
            },
            more={"source": _SOURCES},
        ),
        Stored(
            _BY_NAME["paragraphs"],
            {"section_id": _SECTIONS},
            {"text": f"coalesce(r.text, {_text_of('s.source', 'r.source_line')}, '')"},
            joins="LEFT JOIN stored_sections AS s ON s.id = r.section_id",
        ),
        Stored(_BY_NAME["check_results"], {"disclosure_id": _DISCLOSURES, "rule_id": _RULES}),
        Stored(
            _BY_NAME["search_documents"],
            {"disclosure_id": _DISCLOSURES, "title": _TITLES},
            {
                "page_url": "'d/' || d.id || '/' || coalesce(r.anchor, '')",
                "department": "w.short_name",
                "district": "w.district",
                "city": "w.city",
                "fiscal_year": "d.fiscal_year",
            },
            frozenset({"page_url", "department", "district", "city", "fiscal_year"}),
            {"anchor": None},
            "JOIN disclosures AS d ON d.id = disclosure_id_.text JOIN departments AS w ON w.id = d.department_id",
        ),
    )
}
"""By published name. Views are made in this order, lists before them."""
LISTS: tuple[str, ...] = tuple(
    dict.fromkeys(
        numbers
        for stored in STORED.values()
        for numbers in (*stored.numbered.values(), *filter(None, stored.more.values()))
    )
)
"""The lists of numbered texts."""
HIDDEN = (*(stored.name for stored in STORED.values()), *LISTS)
"""Tables that a reader has no use for: what they hold reads better in the views."""


def lies_in(table: str) -> str:
    """Return the table that holds the rows of a published one."""
    return STORED[table].name if table in STORED else table


def orphans(conn: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Yield published tables with the parent that a row of theirs refers to and that is not there."""
    for name, stored in STORED.items():
        for column, numbers in stored.numbered.items():
            parent, _, key = (stored.table.column(column).references or "").partition(".")
            if not parent:
                continue
            there, same = (STORED[parent].name, "number") if parent in STORED else (parent, "text")
            missing = f"SELECT number FROM {numbers} WHERE {same} NOT IN (SELECT {key} FROM {there})"  # noqa: S608
            used = f"SELECT 1 FROM {stored.name} WHERE {column} IN ({missing}) LIMIT 1"  # noqa: S608
            if conn.execute(f"{missing} LIMIT 1").fetchone() and conn.execute(used).fetchone():
                yield name, parent


class Numbers(dict[str, int]):
    """The number of each text of a list; a text that is not in it yet is added."""

    def __init__(self, conn: sqlite3.Connection, name: str) -> None:
        super().__init__()
        self._conn, self._name = conn, name

    def __missing__(self, text: str) -> int:
        if len(self) >= _KEPT:
            self.clear()
        known = self._conn.execute(f"SELECT number FROM {self._name} WHERE text = ?", (text,)).fetchone()  # noqa: S608
        if known:
            self[text] = number = int(known[0])
            return number
        added = self._conn.execute(f"INSERT INTO {self._name} (text) VALUES (?)", (text,))  # noqa: S608
        self[text] = number = int(added.lastrowid or 0)
        return number


class Shelf:
    """Rows on their way into the tables that hold them; it knows the numbers of their texts."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._lists = {name: Numbers(conn, name) for name in LISTS}
        self._shapes = {name: _Shape(stored, self._lists) for name, stored in STORED.items()}

    def stored(self, table: str, rows: Sequence[Sequence[Value]]) -> list[tuple[Value, ...]]:
        """Return rows of a published table (in the order of the catalogue, then `Stored.more`) as they are stored."""
        return self._shapes[table](rows) if rows else []


class _Shape:
    """Where the stored columns of a table come from, by place in its rows; whole columns at a time, which is fastest."""

    def __init__(self, stored: Stored, lists: Mapping[str, Numbers]) -> None:
        names = [*(column.name for column in stored.table.columns), *stored.more]
        of = {**stored.numbered, **stored.more}
        self._width = len(names)
        self._from: list[tuple[int, Callable[[Value], Value] | None]] = []
        for name in stored.columns:
            numbers = of.get(name)
            self._from.append((names.index(name), _numbered(lists[numbers]) if numbers else None))

    def __call__(self, rows: Sequence[Sequence[Value]]) -> list[tuple[Value, ...]]:
        short = self._width - len(rows[0])
        columns = [*zip(*rows, strict=True), *[(None,) * len(rows)] * short]
        taken: list[Iterable[Value]] = [
            map(number, columns[place]) if number else columns[place] for place, number in self._from
        ]
        return list(zip(*taken, strict=True))


def _numbered(numbers: Numbers) -> Callable[[Value], Value]:
    of = numbers.__getitem__
    return lambda text: None if text is None else of(str(text))


def shortened(rows: Rows) -> Rows:
    """Leave out of the rows of one disclosure the texts that stand in others of them, and addresses that follow from them."""
    lines, sections = rows.get("source_lines"), rows.get("sections")
    if not lines or not sections:
        return rows
    text_of = {line[_LINE_AT]: line[_LINE_TEXT] for line in lines}
    source = lines[0][_LINE_SOURCE]
    joined: dict[Value, list[str]] = {}
    short = []
    for row in rows.get("paragraphs", ()):
        text = row[_PARAGRAPH_TEXT]
        joined.setdefault(row[_PARAGRAPH_SECTION], []).append(str(text))
        repeated = text_of.get(row[_PARAGRAPH_LINE]) == text
        short.append((*row[:_PARAGRAPH_TEXT], None, *row[_PARAGRAPH_TEXT + 1 :]) if repeated else row)
    return rows | {"paragraphs": short, "sections": list(_short_sections(sections, joined, source))}


def _short_sections(
    sections: Iterable[tuple[Value, ...]], joined: Mapping[Value, list[str]], source: Value
) -> Iterator[tuple[Value, ...]]:
    for row in sections:
        own = list(row)
        if own[_SECTION_TEXT] == "\n".join(joined.get(own[_SECTION_ID], ())):
            own[_SECTION_TEXT] = None
        if own[_SECTION_URL] == f"d/{own[_SECTION_OF]}/#s-{own[_SECTION_PLACE]}":
            own[_SECTION_URL] = None
        yield (*own, source)


def _places(table: str, *columns: str) -> list[int]:
    names = [column.name for column in _BY_NAME[table].columns]
    return [names.index(name) for name in columns]


_LINE_SOURCE, _LINE_AT, _LINE_TEXT = _places("source_lines", "source_id", "line", "text")
_PARAGRAPH_SECTION, _PARAGRAPH_TEXT, _PARAGRAPH_LINE = _places(
    "paragraphs", "section_id", "text", "source_line"
)
_SECTION_ID, _SECTION_OF, _SECTION_PLACE, _SECTION_TEXT, _SECTION_URL = _places(
    "sections", "id", "disclosure_id", "position", "text", "page_url"
)
