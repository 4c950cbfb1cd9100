"""What reading had to repair in the tables, said and never passed over."""

from __future__ import annotations

from collections.abc import Iterator

from .ledger import Ledger
from .trials import Remark

_RESTORED = ("columns", "total_row")


def repaired_codes(ledger: Ledger) -> Iterator[Remark]:
    """Codes printed in full but wrong, which reading put right by their names: said, never passed over."""
    for number in (2, 3, 5, 7, 8):
        for code in ledger.codes(number):
            row = ledger.row(number, code)
            printed = next((r.printed for r in row.repairs if r.kind == "code"), "") if row else ""
            if row and len(printed) == len(code) and printed != code and printed.isdigit():
                yield Remark(
                    f"公开{number:02d}表“{row.item}”的科目编码印作{printed}，按名称应为{code}",
                    row.source_line,
                    next(
                        (r.source_line for n in (3, 5, 2) if n != number and (r := ledger.row(n, code))), None
                    ),
                    expected=code,
                    found=printed,
                )


def repaired_rows(ledger: Ledger) -> Iterator[Remark]:
    """Statements whose columns or total row reading had to restore from another: one note each."""
    for number in (2, 3, 5, 7, 8):
        rows = [row for _, row in ledger.rows(number) if any(r.kind in _RESTORED for r in row.repairs)]
        if rows:
            yield Remark(
                f"公开{number:02d}表有{len(rows)}行的数字与表头错位或缺列，已按其他表补正；首处{rows[0].repaired}",
                rows[0].source_line,
                rows[-1].source_line if len(rows) > 1 else None,
                cause="extraction",
                severity="note",
            )
