"""A text that ends inside a table: the statement whose last rows are not there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...layout import DocumentTree
from ...model import Place, ReadingNote, Statement


def cut_off_table(tree: DocumentTree, statements: Sequence[Statement]) -> Iterator[ReadingNote]:
    """The note on a statement with which the text ends while others of the nine are nowhere."""
    in_parts = any(section.part > 1 for section in tree.sections)
    if not in_parts or all(statement.status != "absent" for statement in statements):
        return
    out = tree.left_out.lines
    last = next(
        (at for at in range(len(tree.lines), 0, -1) if tree.lines[at - 1].strip() and at not in out), None
    )
    for statement in statements:
        end = statement.source_line_end
        if statement.rows and end is not None and end == last:
            text = f"全文止于公开{statement.number:02d}表之中，此表可能不完整，其后的行没有读到"
            yield ReadingNote("cut_off_table", text, Place(end))
