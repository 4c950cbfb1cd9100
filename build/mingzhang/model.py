"""What a disclosure is: every record the stages hand to one another.

Plain frozen records; this module imports nothing of ours. (What a document has thousands of are msgspec structs, made
in a tenth of the time; the blocks of a section are tagged, so that a shard can tell them apart.) Money is `Decimal` in 万元 (ten thousand yuan)
with the decimals it was printed with; `None` is a blank cell, `Decimal("0")` a printed zero. Every `source_line`
is the 1-based line of the extracted text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

import msgspec

# ---------------------------------------------------------------------------------------------- reading: blocks


@dataclass(frozen=True, slots=True)
class Source:
    """One input file. `id` is the SHA-256 of its bytes, `path` as given relative to the input folder."""

    id: str
    path: str
    format: str
    bytes: int
    lines: int
    reader: str


class TextLine(msgspec.Struct, frozen=True):
    """One printed line of prose, as it stands in the file (stripped of outer white space)."""

    line: int
    text: str


class Row(msgspec.Struct, frozen=True):
    """One line of a table: its cells, stripped, `""` where blank."""

    line: int
    cells: tuple[str, ...]


class Grid(msgspec.Struct, frozen=True, tag=True):
    """A run of table lines with no blank line between them. A page break may cut a table into several grids."""

    rows: tuple[Row, ...]

    @property
    def line(self) -> int:
        return self.rows[0].line

    @property
    def line_end(self) -> int:
        return self.rows[-1].line


Block = TextLine | Grid


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read: its lines (without line ends) and its blocks in order. Blank lines make no block."""

    source: Source
    lines: tuple[str, ...]
    blocks: tuple[Block, ...]


# ---------------------------------------------------------------------------------------------- parsing: the words


class Passage(msgspec.Struct, frozen=True, tag=True):
    """A whole paragraph: printed lines joined. `starts[i]` is where in `text` the printed line `lines[i]` begins."""

    text: str
    lines: tuple[int, ...]
    starts: tuple[int, ...] = (0,)

    @property
    def line(self) -> int:
        return self.lines[0]

    @property
    def line_end(self) -> int:
        return self.lines[-1]

    def line_at(self, offset: int) -> int:
        """The 1-based source line that holds the character at `offset` of `text`."""
        return self.lines[max(0, bisect_right(self.starts, offset) - 1)]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it, up to the next heading.

    `part` is 1–6 (0 before 第一部分); `path` such as `3.五.(三).1`, unique within a disclosure; `heading` as printed,
    joined over lines and without the contents list's dots; `level` the depth of `path` (1 for a part).
    """

    part: int
    path: str
    heading: str
    blocks: tuple[Passage | Grid, ...]
    source_line: int
    source_line_end: int

    @property
    def level(self) -> int:
        return self.path.count(".") + 1

    @property
    def passages(self) -> tuple[Passage, ...]:
        return tuple(b for b in self.blocks if isinstance(b, Passage))

    @property
    def grids(self) -> tuple[Grid, ...]:
        return tuple(b for b in self.blocks if isinstance(b, Grid))

    @property
    def text(self) -> str:
        """What reads like the document: paragraphs by line, table rows with tabs between cells."""
        out: list[str] = []
        for block in self.blocks:
            if isinstance(block, Passage):
                out.append(block.text)
            else:
                out.extend("\t".join(row.cells) for row in block.rows)
        return "\n".join(out)


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose accounts, of which year, as the text says it (never the file name).

    `name` is the full name as printed (武汉市硚口区人民政府韩家墩街道办事处), `short_name` without division and
    government (韩家墩街道办事处), `kind` such as 街道办事处 or 政府办公室, `district`/`city`/`province` full names with
    their suffix or `None`, `scope` `本级` or `汇总` or `None`, `published_on` ISO date, `department_id` an ASCII slug of
    the name alone.
    """

    department_id: str
    name: str
    short_name: str
    kind: str
    fiscal_year: int
    title: str
    district: str | None = None
    city: str | None = None
    province: str | None = None
    scope: str | None = None
    published_on: str | None = None
    phone: str | None = None
    source_line: int = 1


# ---------------------------------------------------------------------------------------------- parsing: the tables

StatementStatus = Literal["published", "empty", "lost", "absent"]


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One row of one of the nine statements.

    `figures` maps the amount columns of the statement (names of the catalogue) to 万元; every column of the
    statement has a key. `keys` holds the statement's other own columns: `side`, `line_no`, `basis` (str or None).
    `level` is 1, 2, 3 for 类, 款, 项 (for economic codes 1, 2), 0 for 合计; `code` full (3, 5 or 7 digits) or None.
    `repaired` says what was mended, with the printed form; None where nothing was.
    """

    position: int
    item: str
    figures: Mapping[str, Decimal | None]
    source_line: int
    code: str | None = None
    level: int | None = None
    keys: Mapping[str, str | None] = field(default_factory=dict)
    repaired: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One of the nine statements in this disclosure, published or not. `unit` is the printed one (元 or 万元)."""

    number: int
    title: str
    status: StatementStatus
    rows: tuple[StatementRow, ...] = ()
    note: str | None = None
    unit: str | None = None
    source_line: int | None = None
    source_line_end: int | None = None


# ---------------------------------------------------------------------------------------------- parsing: the facts


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A metric of the catalogue as stated. `unit` is the metric's (万元, %, 辆, 个, …); changes are signed."""

    metric: str
    value: Decimal
    unit: str
    origin: Literal["table", "narrative"]
    quote: str
    source_line: int


@dataclass(frozen=True, slots=True)
class StructureItem:
    """A line of 支出决算结构情况: a functional class with its amount and its share of general-budget spending."""

    position: int
    code: str | None
    item: str
    amount: Decimal | None
    share_pct: Decimal | None
    quote: str
    source_line: int


@dataclass(frozen=True, slots=True)
class ExecutionItem:
    """An item of 支出决算具体情况. `class_` is the 类, `section` the 款, `item` the 项, each as printed without brackets."""

    position: int
    code: str | None
    class_: str
    section: str | None
    item: str | None
    initial_budget: Decimal | None
    final: Decimal | None
    completion_pct: Decimal | None
    reason: str | None
    quote: str
    source_line: int


@dataclass(frozen=True, slots=True)
class Project:
    """A project summary (项目绩效自评综述)."""

    position: int
    name: str
    budget: Decimal | None
    executed: Decimal | None
    completion_pct: Decimal | None
    outputs: str | None
    problems: str | None
    improvements: str | None
    quote: str
    source_line: int


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator line of a form; the levels are carried down, `met` is None where it cannot be told."""

    position: int
    goal: str | None
    level1: str | None
    level2: str | None
    level3: str
    target: str | None
    actual: str | None
    score: Decimal | None
    met: bool | None
    source_line: int
    repaired: str | None = None


@dataclass(frozen=True, slots=True)
class EvaluationForm:
    """A self-evaluation form (整体 or 项目自评表). `copies` are the lines where the same form is printed again."""

    position: int
    kind: Literal["overall", "project"]
    name: str
    filled_on: str | None
    category: str | None
    attribute: str | None
    recurrence: str | None
    budget: Decimal | None
    executed: Decimal | None
    execution_pct: Decimal | None
    score: Decimal | None
    deviation_reason: str | None
    improvements: str | None
    indicators: tuple[Indicator, ...]
    source_line: int
    source_line_end: int
    copies: tuple[int, ...] = ()
    repaired: str | None = None


@dataclass(frozen=True, slots=True)
class KeyTask:
    """A row of 重点工作完成情况."""

    position: int
    matter: str
    goal: str | None
    outcome: str | None
    source_line: int


@dataclass(frozen=True, slots=True)
class Term:
    """A term of 名词解释; `code` where it defines a functional classification."""

    position: int
    term: str
    definition: str
    source_line: int
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty of the body (主要职责), without its ordinal."""

    position: int
    duty: str
    source_line: int


@dataclass(frozen=True, slots=True)
class OrganisationUnit:
    """A unit that 机构设置 names; `kind` is 内设机构, 下属单位 or 预算单位 (a unit in the accounts)."""

    position: int
    name: str
    kind: str
    source_line: int


@dataclass(frozen=True, slots=True)
class ReadingNote:
    """What could not be read or was doubtful: `kind` such as `unknown_title`, `leftover_line`, `unresolved_code`,
    `empty_section`, `long_paragraph`; `text` for the public, in Chinese."""

    kind: str
    text: str
    source_line: int | None = None


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One department's final accounts of one year, as read from one file."""

    source: Source
    identity: Identity
    statements: tuple[Statement, ...]
    sections: tuple[Section, ...]
    key_figures: tuple[KeyFigure, ...] = ()
    structure_items: tuple[StructureItem, ...] = ()
    execution_items: tuple[ExecutionItem, ...] = ()
    projects: tuple[Project, ...] = ()
    forms: tuple[EvaluationForm, ...] = ()
    key_tasks: tuple[KeyTask, ...] = ()
    terms: tuple[Term, ...] = ()
    duties: tuple[Duty, ...] = ()
    organisation_units: tuple[OrganisationUnit, ...] = ()
    notes: tuple[ReadingNote, ...] = ()
    made_up: bool = False  # a sample that says so of itself
    contents: tuple[tuple[int, str], ...] = ()
    """The printed lines of the contents list (目录), by number."""

    def statement(self, number: int) -> Statement:
        """The statement 公开0`number`表 (1–9); always present, its status says whether it has rows."""
        return self.statements[number - 1]


# ---------------------------------------------------------------------------------------------- checking

Severity = Literal["error", "warning", "note"]
Outcome = Literal["held", "failed", "not_applicable"]
Cause = Literal["source", "extraction", "unknown"]


@dataclass(frozen=True, slots=True)
class Finding:
    """A breach of a rule. `message` is Chinese and says both figures and where each stands.

    `expected` and `found` are figures (plain digits, no commas) or words, as text.
    """

    rule_id: str
    severity: Severity
    message: str
    expected: str | None
    found: str | None
    difference: Decimal | None
    cause: Cause
    source_line: int | None
    other_line: int | None = None


@dataclass(frozen=True, slots=True)
class CheckResult:
    """How often a rule held (or failed) on a disclosure; `times` is 0 where it did not apply."""

    rule_id: str
    outcome: Outcome
    times: int


@dataclass(frozen=True, slots=True)
class CheckReport:
    findings: tuple[Finding, ...] = ()
    results: tuple[CheckResult, ...] = ()


class NotReadable(ValueError):
    """A file no reader can turn into text; the message is Chinese, one line, and says what to do."""


class NotADisclosure(ValueError):
    """A text that is not a department's final accounts; the message is Chinese, one line, and says why."""
