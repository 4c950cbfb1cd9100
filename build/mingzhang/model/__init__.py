"""What a disclosure is: every record the stages hand to one another.

Plain frozen records; this module imports nothing of ours. (What a document has thousands of are msgspec structs, made
in a tenth of the time; the blocks of a section are tagged, so that a shard can tell them apart.) Money is `Decimal` in
万元 (ten thousand yuan) with the decimals it was printed with; `None` is a blank cell, `Decimal("0")` a printed zero.
Every record that came from a document says with its `place` where it stands there.
"""

from __future__ import annotations

from .budget import Budget, BudgetFigure
from .cell_places import CellPlaces
from .correction import Correction, FileCorrection, Wanted
from .disclosure import (
    Disclosure,
    Duty,
    EvaluationForm,
    ExecutionItem,
    Identity,
    Indicator,
    KeyFigure,
    KeyTask,
    OrganisationUnit,
    Project,
    ReadingNote,
    Statement,
    StatementRow,
    StatementStatus,
    StructureItem,
    Term,
)
from .document import Block, Document, Grid, NotADisclosure, NotReadable, Row, Source, SourcePart, TextLine
from .finding import Cause, CheckReport, CheckResult, Evidence, Finding, Outcome, Severity
from .place import Box, Doubt, Page, Place, Placed, PrintedCell, cell_name, column_letters, printed_at
from .repair import Repair, RepairKind, repairs_text
from .sections import MONEY_KINDS, Kind, Passage, Section, joined, sections_by_kind
from .stated import Claim, ContentsEntry, Stated, TableLabel
from .statement_cells import CellCount, CopiedFigure

__all__ = [
    "MONEY_KINDS",
    "Block",
    "Box",
    "Budget",
    "BudgetFigure",
    "Cause",
    "CellCount",
    "CellPlaces",
    "CheckReport",
    "CheckResult",
    "Claim",
    "ContentsEntry",
    "CopiedFigure",
    "Correction",
    "Disclosure",
    "Document",
    "Doubt",
    "Duty",
    "EvaluationForm",
    "Evidence",
    "ExecutionItem",
    "FileCorrection",
    "Finding",
    "Grid",
    "Identity",
    "Indicator",
    "KeyFigure",
    "KeyTask",
    "Kind",
    "NotADisclosure",
    "NotReadable",
    "OrganisationUnit",
    "Outcome",
    "Page",
    "Passage",
    "Place",
    "Placed",
    "PrintedCell",
    "Project",
    "ReadingNote",
    "Repair",
    "RepairKind",
    "Row",
    "Section",
    "Severity",
    "Source",
    "SourcePart",
    "Stated",
    "Statement",
    "StatementRow",
    "StatementStatus",
    "StructureItem",
    "TableLabel",
    "Term",
    "TextLine",
    "Wanted",
    "cell_name",
    "column_letters",
    "joined",
    "printed_at",
    "repairs_text",
    "sections_by_kind",
]
