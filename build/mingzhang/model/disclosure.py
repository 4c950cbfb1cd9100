"""A disclosure: whose accounts they are, the nine statements, and the facts that its words state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from .correction import Correction
from .document import Source
from .place import FIRST_LINE, Doubt, Place, Placed, PrintedCell
from .repair import Mended, Repair
from .sections import Section
from .stated import Claim, ContentsEntry, Stated, TableLabel
from .statement_cells import NOT_COUNTED, CellCount, CopiedFigure


@dataclass(frozen=True, slots=True)
class Identity(Placed):
    """Whose accounts, of which year, as the text says it (never the file name).

    `name` is the full name as printed (武汉市硚口区人民政府韩家墩街道办事处), `short_name` without division and
    government (韩家墩街道办事处), `kind` such as 街道办事处 or 政府办公室, `district`/`city`/`province` full names with
    their suffix or `None`, `scope` `本级` or `汇总` or `None`, `published_on` ISO date, `department_id` an ASCII slug of
    the name alone, given where the account is published (`parsing.slugs`).
    """

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
    place: Place = FIRST_LINE
    department_id: str = ""


StatementStatus = Literal["published", "empty", "lost", "absent"]


@dataclass(frozen=True, slots=True)
class StatementRow(Mended):
    """One row of one of the nine statements.

    `figures` maps the amount columns of the statement (names of the catalogue) to 万元; every column of the
    statement has a key. `keys` holds the statement's other own columns: `side`, `line_no`, `basis` (str or None).
    `level` is 1, 2, 3 for 类, 款, 项 (for economic codes 1, 2), 0 for 合计; `code` full (3, 5 or 7 digits) or None.
    `repairs` are the figures, codes and names that reading mended. `cells` are those the figures are printed in, by
    column, where the carrier knows cells.
    """

    position: int
    item: str
    figures: Mapping[str, Decimal | None]
    place: Place
    code: str | None = None
    level: int | None = None
    keys: Mapping[str, str | None] = field(default_factory=dict)
    repairs: tuple[Repair, ...] = ()
    cells: Mapping[str, PrintedCell] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Statement:
    """One of the nine statements in this disclosure, published or not. `unit` is the printed one (元 or 万元). `copies`
    are the figures that a second print of it gives otherwise. `by_blanks`: nothing but blanks parted its cells, so that
    a figure may stand under another head than it is read under."""

    number: int
    title: str
    status: StatementStatus
    rows: tuple[StatementRow, ...] = ()
    note: str | None = None
    unit: str | None = None
    place: Place | None = None
    source_line_end: int | None = None
    cells: CellCount = NOT_COUNTED
    copies: tuple[CopiedFigure, ...] = ()
    by_blanks: bool = False

    @property
    def source_line(self) -> int | None:
        return self.place.line if self.place else None


@dataclass(frozen=True, slots=True)
class KeyFigure(Placed):
    """A metric of the catalogue as stated. `unit` is the metric's (万元, %, 辆, 个, …); changes are signed."""

    metric: str
    value: Decimal
    unit: str
    origin: Literal["table", "narrative"]
    quote: str
    place: Place


@dataclass(frozen=True, slots=True)
class StructureItem(Placed):
    """A line of 支出决算结构情况: a functional class with its amount and its share of general-budget spending."""

    position: int
    code: str | None
    item: str
    amount: Decimal | None
    share_pct: Decimal | None
    quote: str
    place: Place


@dataclass(frozen=True, slots=True)
class ExecutionItem(Placed):
    """An item of 支出决算具体情况. `class_` is the 类, `section` the 款, `item` the 项, each as printed without brackets.

    `initial_budget` is 年初预算 (or 预算 alone), `annual_budget` 全年预算 and 调整后预算; each has its own rate.
    """

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
    place: Place
    annual_budget: Decimal | None = None
    annual_completion_pct: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Project(Placed):
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
    place: Place


@dataclass(frozen=True, slots=True)
class Indicator(Mended):
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
    place: Place
    repairs: tuple[Repair, ...] = ()


@dataclass(frozen=True, slots=True)
class EvaluationForm(Mended):
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
    place: Place
    source_line_end: int
    copies: tuple[int, ...] = ()
    repairs: tuple[Repair, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyTask(Placed):
    """A row of 重点工作完成情况."""

    position: int
    matter: str
    goal: str | None
    outcome: str | None
    place: Place


@dataclass(frozen=True, slots=True)
class Term(Placed):
    """A term of 名词解释; `code` where it defines a functional classification."""

    position: int
    term: str
    definition: str
    place: Place
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Duty(Placed):
    """A duty of the body (主要职责), without its ordinal."""

    position: int
    duty: str
    place: Place


@dataclass(frozen=True, slots=True)
class OrganisationUnit(Placed):
    """A unit that 机构设置 names; `kind` is 内设机构, 下属单位 or 预算单位 (a unit in the accounts)."""

    position: int
    name: str
    kind: str
    place: Place


@dataclass(frozen=True, slots=True)
class ReadingNote:
    """What could not be read or was doubtful: `kind` such as `unknown_title`, `leftover_line`, `unread_cell`,
    `unresolved_code`, `empty_section`, `long_paragraph`; `text` for the public, in Chinese."""

    kind: str
    text: str
    place: Place | None = None

    @property
    def source_line(self) -> int | None:
        return self.place.line if self.place else None


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
    contents: tuple[ContentsEntry, ...] = ()
    line_places: tuple[Place, ...] = ()  # of every line of the text, where its carrier has pages or cells
    stated: tuple[Stated, ...] = ()
    claims: tuple[Claim, ...] = ()
    labels: tuple[TableLabel, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    corrections: tuple[Correction, ...] = ()  # what a person put right of what was read

    def statement(self, number: int) -> Statement:
        """The statement 公开0`number`表 (1–9); always present, its status says whether it has rows."""
        return self.statements[number - 1]
