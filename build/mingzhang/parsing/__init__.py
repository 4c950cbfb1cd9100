"""Blocks in, a Disclosure out: outline, identity, statements, narrative, evaluation, tasks, glossary."""

from __future__ import annotations

from ..model import Disclosure, Document
from .acceptance import is_made_up, refuse_others
from .contents import contents_entries
from .duties import read_duties, read_organisation
from .evaluation import read_forms, with_amounts_of
from .glossary import read_terms
from .identity import read_identity, squeezed
from .narrative import (
    read_all_stated,
    read_claims,
    read_execution_items,
    read_key_figures,
    read_projects,
    read_structure_items,
    sections_by_kind,
    with_kinds,
    with_own_codes,
)
from .notes import reading_notes
from .outline import read_outline
from .statements import read_statements
from .tasks import read_key_tasks

__all__ = ["parse"]


def parse(document: Document) -> Disclosure:
    """Read a document into a disclosure.

    Raises `NotADisclosure` (a Chinese reason, one line) for a text that is no department's final accounts: another
    kind of text, a budget, the accounts of a whole government, a blank template.
    """
    outline = read_outline(document)
    sections = with_kinds(outline.sections)
    text = squeezed(document)
    refuse_others(text, sections)
    identity = read_identity(document, sections, text)
    statements, notes = read_statements(document, sections)
    terms = read_terms(sections)
    projects = read_projects(sections)
    stated = read_all_stated(sections_by_kind(sections))
    return Disclosure(
        source=document.source,
        identity=identity,
        statements=statements,
        sections=sections,
        key_figures=read_key_figures(sections, statements, identity, stated),
        structure_items=read_structure_items(sections),
        execution_items=with_own_codes(read_execution_items(sections), statements),
        projects=projects,
        forms=with_amounts_of(read_forms(sections, document), projects),
        key_tasks=read_key_tasks(sections),
        terms=terms,
        duties=read_duties(sections),
        organisation_units=read_organisation(sections),
        notes=(*notes, *reading_notes(document, outline, terms)),
        made_up=is_made_up(document),
        contents=contents_entries((n, document.lines[n - 1]) for n in sorted(outline.left_out.contents)),
        stated=stated,
        claims=read_claims(sections),
    )
