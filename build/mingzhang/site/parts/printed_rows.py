"""What a page prints hundreds of times: rows of statements, paragraphs, lines of the source.

A loop in a template takes several times as long. The HTML stands in `templates/parts/rows.html` all the same: forms
with `%s` where an escaped value goes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType, SimpleNamespace

from markupsafe import Markup

from ...catalogue.history import REPLY_STATUSES
from ..disclosure_facts import Row, Rows
from ..escaping import escaped
from ..templating import amount, count, forms, named, place
from .anchors import Places
from .code_uses import Use
from .disputes import Mark
from .english_statements import EnglishTable
from .section_text import Paragraph, SectionView, without_quotes
from .statement_tables import Block, Cell, Line

_LINES_IN_A_GROUP = 50
NOTHING: Mapping[int, str] = MappingProxyType({})
_MET = {1: "完成", 0: "未完成"}
_OUTCOMES = {"held": "相符", "failed": "不符", "not_applicable": "不适用", "not_checked": "未能核对"}


@cache
def _forms() -> SimpleNamespace:
    return forms("parts/rows.html")


def marks(findings: Iterable[Row]) -> str:
    """Print the signs that lead from a row or a paragraph to its findings."""
    form = _forms().mark
    return "".join(
        [
            form % (f["severity"], f["position"], escaped(_told(f)), f["position"], f["position"])
            for f in findings
        ]
    )


def _told(finding: Row) -> str:
    """What a finding says, and what the department replied."""
    reply = REPLY_STATUSES.get(finding["reply"])
    return f"{finding['message']}（部门回应：{reply}）" if reply else str(finding["message"])


def sign(mark: Mark | None, root: str) -> str:
    """Print the sign of a figure that stands on another page than its own; `root` leads to the site's root."""
    if mark is None:
        return ""
    word = "核对" if mark.disputes else "修补"
    said = escaped(mark.message)
    return str(
        _forms().sign % (mark.severity, root, mark.disclosure, mark.anchor, said, word, said[:60], mark.sign)
    )


def statement_rows(block: Block, root: str, coded: bool) -> Markup:
    """Print the rows of a statement's table."""
    return Markup("".join([_statement_row(line, root, coded) for line in block.lines]))  # noqa: S704


def _statement_row(line: Line, root: str, coded: bool) -> str:
    known = _forms()
    anchor, at = line.anchor, line.source_line
    code = known.code % (root, escaped(line.code), escaped(line.code)) if line.code else ""
    printed: str = known.row % (
        anchor,
        known.level % line.level if coded else "",
        code,
        escaped(line.item) + (known.standard % escaped(line.standard) if line.standard else ""),
        known.repair % (anchor, escaped(line.repaired)) if line.repaired else "",
        marks(line.findings) if line.findings else "",
        "".join([_cell(cell, known) for cell in line.cells]),
        at,
        at,
    )
    return printed


def _cell(cell: Cell, known: SimpleNamespace) -> str:
    value, sentences = cell
    if value is None:
        return str(known.blank)
    if sentences:
        return str(known.stated % (amount(value), sentences[0]))
    return str(known.figure % amount(value))


def section_heading(section: SectionView) -> Markup:
    """Print the heading of a section, one level below those of the page."""
    level, line = section.level + 2, section.line
    printed = _forms().heading % (level, section.anchor, escaped(section.heading), line, line, level)
    return Markup(printed)  # noqa: S704


def paragraphs(found: Iterable[Paragraph]) -> Markup:
    """Print paragraphs with their links and marks."""
    known = _forms()
    form, link = known.paragraph, known.link
    printed = []
    for anchor, line, _, pieces, findings, corrected in found:
        text = "".join(
            [
                link % (kind, escaped(href), escaped(said)) if href else escaped(said)
                for said, href, kind in pieces
            ]
        )
        if corrected:
            text += known.corrected % (line, escaped(corrected))
        printed.append(form % (anchor, text, marks(findings) if findings else ""))
    return Markup("".join(printed))  # noqa: S704


def raw_rows(grid: Iterable[tuple[str, ...]]) -> Markup:
    """Print the rows of a table as the document prints it."""
    row, cell = _forms().raw_row, _forms().raw_cell
    return Markup("".join([row % "".join([cell % escaped(text) for text in texts]) for texts in grid]))  # noqa: S704


def source_lines(text: str | None, notes: Mapping[int, str] = NOTHING) -> Markup:
    """Print the numbered lines of a source page, in groups: a browser lays out those that are looked at; `notes` say
    what a person put right in a line."""
    known, group = _forms(), _forms().source_group
    form, first = known.plain_line, known.first_line
    lines = [] if text is None else escaped(text).split("\n")
    # The style sheet counts the lines. A group is laid out by itself, so its first line says where the count stands.
    printed = [
        form % (n + 1, line) if n % _LINES_IN_A_GROUP else first % (n + 1, n, line)
        for n, line in enumerate(lines)
    ]
    for n, note in notes.items():
        printed[n - 1] += known.correction % escaped(note)
    starts = range(0, len(printed), _LINES_IN_A_GROUP)
    return Markup("".join([group % "".join(printed[at : at + _LINES_IN_A_GROUP]) for at in starts]))  # noqa: S704


def line_link(line: int | None) -> str:
    """A link to a line of the source (HTML); "" where it is not known."""
    return str(_forms().line_link % (line, line)) if line else ""


def back_link(line: int | None, places: Places) -> Markup:
    """Link what was read from a sentence back to its paragraph."""
    start = places.paragraph(line) if line else None
    return Markup("" if start is None else _forms().back % start)  # noqa: S704


def defined(name: str, terms: Mapping[str, str]) -> Markup:
    """Print a name, linked to its definition where the document's glossary has one."""
    href = terms.get(without_quotes(name))
    return Markup(_forms().defined % (href, escaped(name)) if href else escaped(name))  # noqa: S704


def tally(indicators: Rows) -> dict[str, int]:
    """Print how many indicators are met, how many are not, and of how many the form does not say."""
    met = [indicator["met"] for indicator in indicators]
    return {"yes": met.count(1), "no": met.count(0), "unsaid": met.count(None)}


def indicator_rows(indicators: Rows, form: int) -> Markup:
    """Print the indicators of a self-evaluation form."""
    known = _forms()
    printed = [
        known.indicator
        % (
            form,
            i["position"],
            escaped(i["level3"]),
            escaped(" › ".join(filter(None, (i["level1"], i["level2"])))),
            escaped(i["target"] or ""),
            escaped(i["actual"] or ""),
            _MET.get(i["met"], "无法判断"),
            line_link(i["source_line"]),
        )
        for i in indicators
    ]
    return Markup("".join(printed))  # noqa: S704


def terms(found: Rows, lines: frozenset[int]) -> Markup:
    """Print the terms and their definitions; `lines` are those that stand nowhere else on the page."""
    known = _forms()
    printed = []
    for term in found:
        line = term["source_line"]
        anchor = known.term_line % line if line in lines else ""
        said = (escaped(term["term"]), line_link(line), escaped(term["definition"]))
        printed.append(known.term % (term["position"], anchor, *said))
    return Markup("".join(printed))  # noqa: S704


def check_rows(checks: Rows) -> Markup:
    """Print every rule that was due and how it came out, then the others together."""
    known = _forms()
    form = known.check
    printed = [
        form % (escaped(c["rule_id"]), escaped(c["rule"]), _OUTCOMES[c["outcome"]], c["times"] or "")
        for c in checks
        if c["outcome"] != "not_applicable"
    ]
    others = [escaped(c["rule_id"]) for c in checks if c["outcome"] == "not_applicable"]
    if others:
        printed.append(known.not_applicable % (len(others), "、".join(others)))
    return Markup("".join(printed))  # noqa: S704


def uses_of_code(uses: Iterable[Use], root: str, economic: bool) -> Markup:
    """Print who states how much under a code, each with the way to the row or the line that says so."""
    known = _forms()
    printed = []
    for use in uses:
        who = use.disclosure
        parts = () if economic else (use.basic, use.project)
        cells = "".join([known.figure % amount(part) for part in parts])
        form = (
            root, who["disclosure_id"], use.place, escaped(named(who)), who["fiscal_year"], escaped(place(who)),
            known.use_origin % escaped(use.origin) if use.origin else "", who["fiscal_year"], amount(use.total) + sign(use.mark, root), cells,
        )  # fmt: skip
        printed.append(known.use_of_code % form)
    return Markup("".join(printed))  # noqa: S704


def english_figures(figures: Iterable[tuple[str, float, str, str, Mark | None]], page: str) -> Markup:
    """Print the key figures in English, each with its Chinese name; `page` is the way to the Chinese page."""
    known = _forms()
    printed = []
    for name, value, unit, chinese, mark in figures:
        shown = amount(value) if unit == "10,000 yuan" else count(value)
        if mark:
            shown += known.english_mark % (mark.severity, page, mark.anchor, mark.sign)
        printed.append(known.english_figure % (escaped(name), escaped(chinese), shown, escaped(unit)))
    return Markup("".join(printed))  # noqa: S704


def english_rows(table: EnglishTable, page: str, coded: bool) -> Markup:
    """Print the rows of a statement in English; `page` is the way to the Chinese page."""
    known = _forms()
    printed = []
    for line in table.lines:
        shown = (
            known.english_mark % (line.mark.severity, page, line.mark.anchor, line.mark.sign)
            if line.mark
            else ""
        )
        english, item = line.english, escaped(line.item)
        cells = [known.blank if f is None else known.figure % amount(f) for f in line.figures]
        printed.append(
            known.english_row
            % (
                known.level % line.level if line.code or coded else "",
                known.english_code % escaped(line.code) if line.code else "",
                page,
                line.anchor,
                "" if english else known.in_chinese,
                escaped(english) if english else item,
                (known.english_item % item if english and item else "") + shown,
                "".join(cells),
            )
        )
    return Markup("".join(printed))  # noqa: S704
