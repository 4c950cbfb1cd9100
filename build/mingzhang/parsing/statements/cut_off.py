"""A text that ends inside a table: the statement whose last rows are not there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...layout import DocumentTree
from ...model import Place, ReadingNote, Statement


def cut_off_table(tree: DocumentTree, statements: Sequence[Statement]) -> Iterator[ReadingNote]:
    """The note on a statement with which the text ends while others of the nine are nowhere, or while its own last
    row lacks what the row was printed for (公开09 that ends before its final figures) and no prose follows."""
    parts = {section.part for section in tree.sections}
    if max(parts, default=0) < 2:
        return
    more_due = any(statement.status == "absent" for statement in statements)
    out = tree.left_out.lines
    last = next(
        (at for at in range(len(tree.lines), 0, -1) if tree.lines[at - 1].strip() and at not in out), None
    )
    for statement in statements:
        end = statement.source_line_end
        if end is None or end != last:
            continue
        if (more_due and statement.rows) or (
            max(parts) == 2 and _lacks_final(statement, tree.lines[end - 1])
        ):
            text = f"全文止于公开{statement.number:02d}表之中，此表可能不完整，其后的行没有读到"
            yield ReadingNote("cut_off_table", text, Place(end))


def _lacks_final(statement: Statement, line: str) -> bool:
    """Whether 公开09 ends in its row, of which budgets or nothing could be read."""
    with_figures = {row.keys.get("basis") for row in statement.rows if any(row.figures.values())}
    unread = statement.status == "lost" and any(character.isdigit() for character in line)
    return statement.number == 9 and (unread or with_figures == {"budget"})
