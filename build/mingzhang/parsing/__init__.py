"""A document's tree in, a Disclosure out: outline, identity, statements, narrative, evaluation, tasks, glossary."""

from __future__ import annotations

from ..layout import read_tree
from ..model import Disclosure, Document
from .acceptance import is_made_up, refuse_others, refuse_several
from .corrected import correction_notes, with_corrections
from .duties import read_duties, read_organisation
from .evaluation import read_forms, with_amounts_of
from .glossary import read_terms
from .identity import read_identity, with_printed_name
from .narrative import (
    read_all_stated,
    read_claims,
    read_execution_items,
    read_key_figures,
    read_projects,
    read_structure_items,
    with_kinds,
    with_own_codes,
)
from .notes import notes_on_pages, reading_notes
from .statements import read_statements, said_by, with_figure_places
from .tasks import read_key_tasks

__all__ = ["parse"]


def parse(document: Document) -> Disclosure:
    """Read a document into a disclosure.

    Raises `NotADisclosure` (a Chinese reason, one line) for a text that is no department's final accounts: another
    kind of text, a budget, the accounts of a whole government, a blank template.
    """
    tree = read_tree(document)
    sections = with_kinds(tree.sections)
    refuse_others(tree, sections)
    refuse_several(sections, document.places)
    identity = with_printed_name(read_identity(tree, sections), document.lines, tree.lines)
    stated = read_all_stated(sections)
    statements, notes = read_statements(tree, said_by(stated))
    terms, projects = read_terms(sections), read_projects(sections)
    items = with_own_codes(read_execution_items(sections), statements)
    return Disclosure(
        source=document.source,
        identity=identity,
        statements=with_corrections(with_figure_places(statements, document), document.corrections),
        sections=sections,
        key_figures=read_key_figures(sections, statements, identity, stated),
        structure_items=read_structure_items(sections),
        execution_items=items,
        projects=projects,
        forms=with_amounts_of(read_forms(tree.forms), projects),
        key_tasks=read_key_tasks(sections),
        terms=terms,
        duties=read_duties(sections),
        organisation_units=read_organisation(sections),
        notes=(
            *notes,
            *reading_notes(tree, terms, items),
            *notes_on_pages(document),
            *correction_notes(document.corrections),
        ),
        made_up=is_made_up(tree),
        contents=tree.contents,
        line_places=document.places,
        stated=stated,
        claims=read_claims(sections),
        labels=tree.labels,
        doubts=document.doubts,
        corrections=document.corrections,
    )
