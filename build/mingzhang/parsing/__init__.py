"""Blocks in, a Disclosure out: outline, identity, statements, narrative, evaluation, tasks, glossary."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from ..model import Disclosure, Document, ReadingNote, Section, Statement
from .acceptance import refuse_others
from .duties import read_duties, read_organisation
from .glossary import read_terms
from .identity import read_identity
from .notes import reading_notes
from .outline import read_outline
from .tasks import read_key_tasks

__all__ = ["parse"]


def parse(document: Document) -> Disclosure:
    """Read a document into a disclosure.

    Raises `NotADisclosure` (a Chinese reason, one line) for a text that is no department's final accounts: another
    kind of text, a budget, the accounts of a whole government, a blank template.
    """
    outline = read_outline(document)
    sections = outline.sections
    refuse_others(document, sections)
    identity = read_identity(document, sections)
    statements, notes = _statements(document, sections)
    terms = read_terms(sections)
    return Disclosure(
        source=document.source,
        identity=identity,
        statements=statements,
        sections=sections,
        key_figures=_stage("narrative", "read_key_figures")(sections, statements, identity),
        structure_items=_stage("narrative", "read_structure_items")(sections),
        execution_items=_stage("narrative", "read_execution_items")(sections),
        projects=_stage("narrative", "read_projects")(sections),
        forms=_stage("evaluation", "read_forms")(sections, document),
        key_tasks=read_key_tasks(sections),
        terms=terms,
        duties=read_duties(sections),
        organisation_units=read_organisation(sections),
        notes=(*notes, *reading_notes(document, outline, terms)),
    )


def _stage(module: str, name: str) -> Callable[..., tuple[Any, ...]]:
    """A stage whose module may not be there yet: nothing is read then."""
    try:
        found: Callable[..., tuple[Any, ...]] = getattr(import_module(f"{__name__}.{module}"), name)
    except (ImportError, AttributeError):
        return lambda *_: ()
    return found


def _statements(
    document: Document, sections: tuple[Section, ...]
) -> tuple[tuple[Statement, ...], tuple[ReadingNote, ...]]:
    try:
        read = getattr(import_module(f"{__name__}.statements"), "read_statements")  # noqa: B009
    except (ImportError, AttributeError):
        from ..catalogue import STATEMENTS

        return tuple(Statement(kind.number, kind.title, "absent") for kind in STATEMENTS), ()
    statements, notes = read(document, sections)
    return tuple(statements), tuple(notes)
