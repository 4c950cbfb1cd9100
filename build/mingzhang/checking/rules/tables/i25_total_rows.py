"""I25: a statement by items prints its total row."""

from __future__ import annotations

from collections.abc import Iterator

from ...context import RuleContext
from ...figures import Subject
from ...registry import rule
from ...summaries import TOTAL
from ...trials import Held, Remark, Trial

SOURCE = "部门决算公开样表"
_WITH_TOTAL = (2, 3, 5)


@rule(
    "I25.total-missing",
    "各表印有合计行",
    "Statements print their total row",
    "公开02、03、05表应印有“合计”行。",
    SOURCE,
    "warning",
    statements=(2, 3, 5),
)
def total_missing(context: RuleContext) -> Iterator[Trial]:
    ledger = context.ledger
    for statement in context.disclosure.statements:
        number = statement.number
        if number not in _WITH_TOTAL or not ledger.codes(number) or number in ledger.doubtful:
            continue
        if ledger.row(number, TOTAL) is not None:
            yield Held()
            continue
        yield Remark(
            f"公开{number:02d}表没有“合计”行",
            statement.source_line,
            expected="合计",
            found="缺",
            cause="unknown",
            subject=Subject("document", f"statement-{number}"),
        )
