"""What an assistant can ask of a portal. Every result says where it was read: address, line, page, SHA-256 of the source,
unit, scope and what the checks found. All is bounded in rows, characters and time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ..answers.answering import Answerer
from ..answers.command import answer_json
from ..answers.printed_figures import Figure, Source, findings, marks, metric_figures
from ..answers.records import Body, Evidence
from ..catalogue.metrics import METRICS, metric
from ..exports.citing import citation, data_version
from ..portal import Portal
from ..search.backends.sqlite.searching import Searcher
from ..search.current_database import CurrentDatabase
from ..search.documents.document_kinds import KINDS
from ..search.language.normal import normalise
from ..search.language.tuning import load_tuning
from .apart import proofread_text

SECONDS = 3.0
MOST_ROWS = 50
LONGEST_SECTION = 8_000
LONGEST_TEXT = 500_000
MOST_COMPARED = 10

Result = dict[str, Any]


class Unknown(ValueError):
    """Something named is not in the portal; the message, in Chinese, says what is."""


@dataclass(frozen=True)
class Kept:
    """What is read of a database once."""

    answerer: Answerer
    searcher: Searcher


class Tools:
    """The tools over one portal's database, which a new build may replace meanwhile."""

    def __init__(self, database: Path, portal: Portal) -> None:
        folder = portal.part("search")
        tuning = load_tuning(folder)
        self._portal = portal
        self._current = CurrentDatabase(
            database, lambda conn: Kept(Answerer.of(conn, folder), Searcher.of(conn, tuning))
        )

    @contextmanager
    def _open(self) -> Iterator[tuple[sqlite3.Connection, Kept]]:
        with self._current.within(SECONDS) as (conn, kept):
            yield conn, kept

    def find_bodies(self, query: str = "", limit: int = 20) -> Result:
        """Find departments by any form of their name, or list them; with the years each published."""
        with self._open() as (_, kept):
            bodies = kept.answerer.bodies
            plain = normalise(query[:100])
            found = bodies.by_form.get(plain) or tuple(
                body for body in bodies.known if plain in normalise(body.name)
            )
            shown = found[: _bounded(limit)]
            return {"total": len(found), "bodies": [self._body(body) for body in shown]}

    def figure(self, department: str, metric_id: str, year: int | None = None) -> Result:
        """Give one figure of one department and year: every value the source prints for it, the table's first."""
        with self._open() as (conn, kept):
            source = self._source(conn, kept, department, year)
            return self._figures(source, _metric(kept, metric_id))

    def series(self, department: str, metric_id: str) -> Result:
        """Give one figure of one department over all years it published."""
        with self._open() as (conn, kept):
            body, id_ = _body(kept, department), _metric(kept, metric_id)
            own = list(body.all_years.items())[:MOST_ROWS]
            years = [self._figures(Source(conn, body, year, disclosure), id_) for year, disclosure in own]
            return {"department": body.called, "metric": id_, "years": years}

    def compare(self, departments: Sequence[str], metric_id: str, year: int | None = None) -> Result:
        """Give one figure of up to ten departments side by side; other years and scopes are marked."""
        with self._open() as (conn, kept):
            id_ = _metric(kept, metric_id)
            sources = [self._source(conn, kept, name, year) for name in departments[:MOST_COMPARED]]
            rows = [self._figures(source, id_) for source in sources]
            cautions = []
            if len({row["year"] for row in rows}) > 1:
                cautions.append("年度不同")
            if len({row["scope"] for row in rows}) > 1:
                cautions.append("口径不同")
            return {"metric": id_, "rows": rows, "cautions": cautions}

    def ranking(self, metric_id: str, year: int, least: bool = False, limit: int = 10) -> Result:
        """Rank all departments of a year by one figure, the most first or the least."""
        with self._open() as (conn, kept):
            id_ = _metric(kept, metric_id)
            found = []
            for body in kept.answerer.bodies.known:
                own = dict(body.years).get(year)
                source = Source(conn, body, year, own) if own else None
                figures = metric_figures(source, id_) if source else []
                if source and figures:
                    found.append((figures[0].value, source))
            found.sort(key=lambda row: row[0] if least else -row[0])
            rows = [self._figures(source, id_) for _, source in found[: _bounded(limit)]]
            return {"metric": id_, "year": year, "total": len(found), "rows": rows}

    def answer(self, question: str) -> Result:
        """Answer a question in everyday Chinese, or refuse with a reason; no language model is asked."""
        with self._open() as (conn, kept):
            told = answer_json(kept.answerer.answer(conn, question))
            told["evidence"] = [self._evidence(Evidence(**one)) for one in told.get("evidence", ())]
            return told

    def search(self, query: str, limit: int = 10) -> Result:
        """Search every sentence and table row; ranked hits with their addresses."""
        with self._open() as (conn, kept):
            found = kept.searcher.search(conn, query[:300], per_page=_bounded(limit), facets=())
            hits = [
                {
                    "kind": KINDS[hit.kind],
                    "department": hit.department,
                    "year": hit.fiscal_year,
                    "title": "".join(piece.text for piece in hit.title),
                    "text": "".join(piece.text for piece in hit.text),
                    "url": self._address(hit.page_url),
                }
                for hit in found.hits
            ]
            return {"total": found.total, "message": found.message, "hits": hits}

    def read_section(self, department: str, year: int | None = None, heading: str = "") -> Result:
        """Read a section by a piece of its heading, `also` has others that match; without one, list the headings."""
        with self._open() as (conn, kept):
            source = self._source(conn, kept, department, year)
            rows = source.rows(
                "SELECT heading, text, source_line, page_url FROM sections WHERE disclosure_id = ?1 ORDER BY position"
            )
            plain = normalise(heading[:100])
            if not plain:
                return {"of": source.named, "headings": [row["heading"] for row in rows][:500]}
            matching = [row for row in rows if plain in normalise(row["heading"])]
            if not matching:
                raise Unknown(f"{source.named}没有“{heading[:40]}”这一节；不写标题可列出各节。")
            found = next((row for row in matching if plain == normalise(row["heading"])), matching[0])
            text = found["text"]
            return {
                "of": source.named,
                "heading": found["heading"],
                "text": text[:LONGEST_SECTION],
                "cut": len(text) > LONGEST_SECTION,
                "scope": source.scope,
                "also": [row["heading"] for row in matching if row is not found][:MOST_ROWS],
                **self._evidence(source.evidence(found["source_line"], found["heading"])),
                "url": self._address(found["page_url"]),
            }

    def findings(self, department: str, year: int | None = None, limit: int = 20) -> Result:
        """List what proofreading found in a disclosure: errors and warnings, with rule, lines and cause."""
        with self._open() as (conn, kept):
            source = self._source(conn, kept, department, year)
            rows = findings(source)
            shown = [
                {
                    "rule": row["rule_id"],
                    "severity": row["severity"],
                    "message": row["message"],
                    "cause": row["cause"],
                    **self._evidence(source.evidence(row["source_line"], None)),
                }
                for row in rows[: _bounded(limit)]
            ]
            return {"of": source.named, "scope": source.scope, "total": len(rows), "findings": shown}

    def check_text(self, text: str, limit: int = 20) -> Result:
        """Proofread the text of a draft; nothing of it is kept."""
        if len(text) > LONGEST_TEXT:
            raise Unknown(f"文本最多 {LONGEST_TEXT} 字，收到 {len(text)} 字。")
        return proofread_text(text, _bounded(limit))

    def cite(self, department: str, year: int | None = None) -> Result:
        """Say how to cite a department-year page: GB/T 7714-2015 and BibTeX, with the version of the data."""
        with self._open() as (conn, kept):
            source = self._source(conn, kept, department, year)
            (row,) = source.rows("SELECT title, page_url, published_on FROM disclosures WHERE id = ?1")
            told = citation(
                self._portal,
                row["title"],
                row["page_url"],
                data_version(conn),
                source.body.name,
                row["published_on"],
            )
            return {**asdict(told), "url": self._address(row["page_url"])}

    def metrics(self) -> Result:
        """List the figures that can be asked for by id: names, units, definitions and where each is read."""
        return {
            "metrics": [
                {
                    "id": one.id,
                    "name": one.zh,
                    "english": one.en,
                    "unit": one.unit,
                    "definition": one.definition,
                    "source": one.source,
                }
                for one in METRICS
            ]
        }

    def _figures(self, source: Source, id_: str) -> Result:
        figures = metric_figures(source, id_)
        under = {"published_under": source.under} if source.under else {}
        return {
            "department": source.body.called,
            **under,
            "year": source.year,
            "metric": id_,
            "name": metric(id_).zh,
            "scope": source.scope,
            "values": [self._value(source, one) for one in figures],
            "marks": list(marks(source, figures)),
        }

    def _value(self, source: Source, figure: Figure) -> Result:
        where = self._evidence(source.evidence(figure.line, figure.quote))
        return {"value": figure.value, "unit": figure.unit, "origin": figure.origin, **where}

    def _evidence(self, evidence: Evidence) -> Result:
        return {
            "url": self._address(evidence.url),
            "line": evidence.line,
            "page": evidence.page,
            "quote": evidence.quote[:500],
            "sha256": evidence.source,
        }

    def _address(self, relative: str) -> str:
        return f"{self._portal.base_url.rstrip('/')}/{relative}"

    def _body(self, body: Body) -> Result:
        return {
            "id": body.id,
            "name": body.name,
            "district": body.district,
            "years": list(body.all_years),
        }

    def _source(self, conn: sqlite3.Connection, kept: Kept, department: str, year: int | None) -> Source:
        body = _body(kept, department)
        known = body.all_years
        if year is not None and year not in known:
            years = "、".join(map(str, sorted(known)))
            raise Unknown(f"没有{body.called}{year}年度的决算，有的是{years}年度。")
        of_year = year if year is not None else next(iter(known))
        return Source(conn, body, of_year, known[of_year])


def _bounded(limit: int) -> int:
    return max(1, min(limit, MOST_ROWS))


def _body(kept: Kept, name: str) -> Body:
    """The one body of an id or a name. Raises `Unknown` where there is none or several."""
    bodies = kept.answerer.bodies
    found = [body for body in bodies.known if body.id == name] or list(
        bodies.by_form.get(normalise(name[:100]), ())
    )
    if len(found) == 1:
        return found[0]
    named = "、".join(body.called for body in (found or bodies.known)[:10])
    raise Unknown(f"“{name[:40]}”{'不止一个' if found else '不在本库'}：{named}。可用 find_bodies 查找。")


def _metric(kept: Kept, name: str) -> str:
    """The id of a metric, by its id or by any word for it. Raises `Unknown`."""
    if any(one.id == name for one in METRICS):
        return name
    for concept in kept.answerer.concepts.by_word.get(normalise(name[:100]), ()):
        if concept.kind == "metric":
            return concept.key
    raise Unknown(f"没有“{name[:40]}”这个指标；可用 metrics 列出全部指标。")
