"""A table's rows as lines of text, in each of the ways in which extractors part cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from html import escape

from .layouts import Parted

Rows = Sequence[Sequence[str]]


def grid_lines(rows: Rows, parted: Parted) -> list[str]:
    """Return the lines of a table; rows may differ in length only where cells stay told apart."""
    match parted:
        case "pipe":
            lines = [f"| {' | '.join(row)} |" for row in rows]
            lines.insert(1, f"|{'---|' * len(rows[0])}")  # a rule below the first row, as Markdown wants it
            return lines
        case "bare_pipe":
            return [" | ".join(row) for row in rows]
        case "wide" | "right":
            return _aligned(rows, right=parted == "right")
        case "lines":
            return [cell for row in rows for cell in row]
        case "blank":
            return [" ".join(cell for cell in row if cell) for row in rows]
        case "html":
            return [
                "<table>",
                *("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows),
                "</table>",
            ]
        case "csv":
            out = io.StringIO()
            csv.writer(out, lineterminator="\n").writerows(rows)
            return out.getvalue().splitlines()
        case "latex":
            body = [" & ".join(map(_latex, row)) + r" \\" for row in rows]
            return [
                rf"\begin{{tabular}}{{{'l' * len(rows[0])}}}",
                r"\hline",
                *body,
                r"\hline",
                r"\end{tabular}",
            ]
        case "mediawiki":
            return ["{|", *(line for row in rows for line in ("|-", "| " + " || ".join(row))), "|}"]
        case "asciidoc":
            columns = max(map(len, rows))
            whole = [
                [*row, *[""] * (columns - len(row))] for row in rows
            ]  # a short row would take the next one's cells
            return [f'[cols="{columns}*"]', "|===", *("|" + " |".join(row) for row in whole), "|==="]
        case "grid":
            return _grid(rows)
        case _:
            return ["\t".join(row) for row in rows]


def _latex(cell: str) -> str:
    return "".join(f"\\{char}" if char in "%&#_$" else char for char in cell)


def _grid(rows: Rows) -> list[str]:
    """A grid of + - |, as pandoc prints it."""
    columns = max(map(len, rows))
    widths = [max(max(width(row[at]) if at < len(row) else 0 for row in rows), 1) for at in range(columns)]
    rule = "+" + "+".join("-" * (wide + 2) for wide in widths) + "+"
    lines = [rule]
    for row in rows:
        cells = [*row, *[""] * (columns - len(row))]
        lines.append(
            "|"
            + "|".join(f" {cell}{' ' * (widths[at] - width(cell))} " for at, cell in enumerate(cells))
            + "|"
        )
        lines.append(rule)
    return lines


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes: a Han character takes two."""
    return sum(1 if char.isascii() else 2 for char in text)


def _aligned(rows: Rows, right: bool) -> list[str]:
    """Columns aligned by blanks, two at least between neighbours; a cell stands at the left of its column, a figure at
    its right where `right`."""
    columns = max(map(len, rows))
    widths = [max((width(row[at]) for row in rows if at < len(row)), default=0) for at in range(columns)]
    return ["".join(_placed(cell, widths[at], right) for at, cell in enumerate(row)).rstrip() for row in rows]


def _placed(cell: str, wide: int, right: bool) -> str:
    room = " " * (wide - width(cell))
    return f"{room}{cell}   " if right and cell.isascii() else f"{cell}{room}   "
